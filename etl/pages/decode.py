"""Bytes to text: which encoding they are really in, whatever they claim."""

from __future__ import annotations

import codecs
import re

from etl.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (sound, film or WebP)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""",
    re.I,
)
# What the web means by these labels (WHATWG Encoding Standard): Latin-1 is Windows-1252.
_WEB = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf8": "utf-8",
}
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<(?:p|div|meta|title|script)[\s>]", re.I
)
_SAFE_CODECS = re.compile(r"^(?:utf|iso|cp|windows|koi8|big5|gb|euc|shift|mac|latin|ascii|us)", re.I)


def looks_html(data: bytes) -> bool:
    """Whether the bytes open like a page: a tag of HTML within the first 2,000 bytes, and a tag first of all."""
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and bool(_HTML.search(head[:2048]))


def refuse_binary(data: bytes, name: str | None) -> None:
    """Raise InputError for bytes that are no text: a known binary form, or many control characters."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(
                f"is binary ({what}), not an article's text",
                file=name,
                remedy="give text, HTML, Markdown, JSON Lines or WARC",
            )
    if any(data.startswith(bom) for bom, _ in _BOMS) or looks_html(data):
        return
    sample = data[:65536]
    controls = sum(sample.count(bytes([c])) for c in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > max(8, len(sample) // 200):
        raise InputError(
            "is binary, not an article's text", file=name, remedy="give text, HTML, Markdown, JSON Lines or WARC"
        )


def _utf8(data: bytes) -> tuple[str, int]:
    """The bytes as UTF-8 with broken sequences replaced, and how many were broken."""
    text = data.decode("utf-8", "replace")
    return text, text.count("\ufffd") - data.count(b"\xef\xbf\xbd")


def text(data: bytes, name: str | None = None) -> tuple[str, tuple[str, ...]]:
    """A text file's characters, and notes. UTF-8 (a few broken bytes among valid ones are replaced) or any UTF with its mark.

    Raises InputError for another encoding, which it names as far as it can be guessed: guessing silently would put wrong letters
    into people's names.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            if codec == "utf-8":
                data = data[len(bom) :]
                break
            raise InputError(
                f"is encoded in {codec.upper()}, not UTF-8",
                file=name,
                remedy=f"convert it: iconv -f {codec.upper()} -t UTF-8",
            )
    shown, broken = _utf8(data)
    if not broken:
        return shown, ()
    valid = sum(1 for c in shown if c > "\x7f" and c != "\ufffd")
    cut = broken <= 1 and data[-4:] and not _utf8(data[:-3])[1]
    if cut or valid >= 4 * broken:
        return shown, (f"{broken} broken UTF-8 sequences replaced",)
    guess = _guess(data)
    remedy = f"convert it: iconv -f {guess} -t UTF-8" if guess else "convert it to UTF-8"
    raise InputError(f"is not encoded in UTF-8{f' (it looks like {guess})' if guess else ''}", file=name, remedy=remedy)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:20000]).best()
    return best.encoding if best else None


def html(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """A page's characters, and notes. A byte order mark wins, then valid UTF-8, then what the page or `declared` says, then a guess.

    Pages lie about their encoding; valid UTF-8 with other than ASCII in it is hardly ever anything else. Never fails.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, "replace").replace("\x00", ""), ()
    if data[:200].count(b"\x00") > 40:
        wide = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return data.decode(wide, "replace").replace("\x00", ""), ("UTF-16 without a mark",)
    data = data.replace(b"\x00", b"")
    shown, broken = _utf8(data)
    if not broken:
        return shown, ()
    valid = sum(1 for c in shown if c > "\x7f" and c != "\ufffd")
    if valid >= 20 * broken:
        return shown, (f"{broken} broken UTF-8 sequences replaced",)
    match = _CHARSET.search(data[:4096])
    stated = (match.group(1) or match.group(2)).decode("ascii") if match else None
    for label in (stated, declared):
        if label and _SAFE_CODECS.match(label):
            codec = _WEB.get(label.lower(), label)
            try:
                if codecs.lookup(codec).name != "utf-8":
                    return data.decode(codec, "replace"), (f"read as {codec}",)
            except (LookupError, ValueError):
                continue
    if valid >= 4 * broken:
        return shown, (f"{broken} broken UTF-8 sequences replaced",)
    return data.decode("cp1252", "replace"), ("read as cp1252",)
