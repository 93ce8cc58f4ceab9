"""From bytes to documents: find out what they are, unpack them, and give them to the reader of that form."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from etl import limits
from etl.errors import InputError
from etl.pages import decode, feed, htmlpage, jsonlines, links, markdown, text, unpack, warc
from etl.pages.document import Document
from etl.pages.unpack import Budget, over

READER_VERSION = "1"  # changes whenever the same bytes may be read differently
_MAX_LAYERS = 4  # a WARC.gz in a zip in a zip
_GIVE = "give text, HTML, Markdown, JSON Lines, a feed or a WARC"


def form(data: bytes, name: str | None = None) -> str:
    """Which form unpacked bytes have: warc, feed, html, jsonl, markdown or text. The content decides, and the name where it does not."""
    if warc.is_warc(data):
        return "warc"
    if feed.is_feed(data):
        return "feed"
    if decode.looks_html(data):
        return "html"
    suffix = (name or "").lower().rpartition(".")[2]
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{)", data[:400]) and (
        suffix in ("json", "jsonl", "ndjson") or b'"text"' in data or b'"html"' in data
    ):
        return "jsonl"
    if suffix in ("json", "jsonl", "ndjson"):
        return "jsonl"
    if suffix in ("md", "markdown") or re.match(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n\w", data[:200]):
        return "markdown"
    return "text"


def read(data: bytes, url: str | None = None, name: str | None = None) -> Document:
    """Read one article from the bytes of a file or a response, compressed or not.

    `url` is its address, when known: it may state the day of publication and resolves the page's links. `name` is the file's name, used
    in errors. Raises InputError (of which LimitError is one) for bytes that are empty, binary, in another encoding, too large, no
    article, or more articles than one.
    """
    errors: list[InputError] = []
    found = _read(data, url, name, errors, Budget(), 0)
    first = next(found, None)
    if first is None:
        raise errors[0] if errors else _no_article(name or url)
    if next(found, None) is not None:
        raise InputError(
            "holds more articles than one", file=name or url, remedy="read it with read_all, or `embassyrow add` it"
        )
    return first


def read_all(
    data: bytes, url: str | None = None, name: str | None = None, errors: list[InputError] | None = None
) -> Iterator[Document]:
    """The documents of a file that may hold many (a zip, JSON Lines, a feed, a WARC), in its order.

    One that cannot be read does not end the batch: its error is added to `errors`, when such a list is given. Raises the first error where
    nothing at all could be read.
    """
    met: list[InputError] = [] if errors is None else errors
    count, before = 0, len(met)
    for document in _read(data, url, name, met, Budget(), 0):
        count += 1
        yield document
    if not count:
        raise met.pop(before) if len(met) > before else _no_article(name or url)


def read_file(path: Path, url: str | None = None, errors: list[InputError] | None = None) -> Iterator[Document]:
    """The documents of a file, as `read_all`; a WARC is read as a stream, so that one of any size takes little memory."""
    try:
        with path.open("rb") as source:
            head = source.read(512)
            if re.search(r"\.warc(\.gz|\.zst)?$", path.name, re.I) and (
                warc.is_warc(head) or unpack.kind(head) in ("gzip", "zstd")
            ):
                source.seek(0)
                met: list[InputError] = [] if errors is None else errors
                before, count = len(met), 0
                for page in warc.pages(source, path.name, met):
                    for document in warc_page(page, path.name, met):
                        count += 1
                        yield document
                if not count:
                    raise met.pop(before) if len(met) > before else _no_article(path.name)
                return
            if path.stat().st_size > limits.MAX_UNPACKED_BYTES:
                raise over("MAX_UNPACKED_BYTES", f"has {path.stat().st_size:,} bytes", path.name)
            data = head + source.read()
    except OSError as error:
        raise InputError(
            f"cannot be opened ({error.strerror})", file=str(path), remedy="check the name and the rights"
        ) from error
    yield from read_all(data, url, path.name, errors)


def _no_article(where: str | None) -> InputError:
    return InputError("is not an article: no paragraph of text was found in it", file=where, remedy=_GIVE)


def _read(
    data: bytes, url: str | None, name: str | None, errors: list[InputError], budget: Budget, layer: int
) -> Iterator[Document]:
    """All documents in the bytes, through every layer of packing. Errors of single documents are collected; none is raised."""
    where = name or url
    try:
        if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
            raise InputError("is empty", file=where, remedy="give a file with an article's text")
        packed = unpack.kind(data)
        if packed and layer >= _MAX_LAYERS:
            raise InputError(f"is packed more than {_MAX_LAYERS} times over", file=where, remedy="unpack it first")
        if packed == "zip":
            for inside, content in unpack.members(data, where, budget, errors):
                yield from _read(content, url, inside if not name else f"{name}/{inside}", errors, budget, layer + 1)
            return
        if packed and not (packed in ("gzip", "zstd") and re.search(r"\.warc\.(?:gz|zst)$", name or "", re.I)):
            bare = re.sub(r"\.(?:gz|bz2|xz|zst)$", "", name, flags=re.I) if name else None
            yield from _read(unpack.stream(data, where, budget), url, bare, errors, budget, layer + 1)
            return
        kind = "warc" if packed else form(data, name)
        if kind == "warc":
            for page in warc.pages(data, where, errors):
                yield from warc_page(page, name, errors)
            return
        if len(data) > limits.MAX_FILE_BYTES and kind != "jsonl":
            raise over("MAX_FILE_BYTES", f"has {len(data):,} bytes", where)
        if kind == "feed":
            for document in feed.documents(data, url, name, errors):
                yield _sealed(document, document.body.encode(), ())
            return
        if kind == "jsonl":
            yield from _json_lines(data, url, name, errors)
            return
        yield _one(data, kind, url, name)
    except InputError as error:
        errors.append(error)


def _one(data: bytes, kind: str, url: str | None, name: str | None, charset: str | None = None) -> Document:
    """One document of a form that holds one: html, markdown or text."""
    where = name or url
    decode.refuse_binary(data, where)
    shown, notes = decode.html(data, charset) if kind == "html" else decode.text(data, where)
    if len(shown) > limits.MAX_TEXT_CHARS:
        raise over("MAX_TEXT_CHARS", f"has {len(shown):,} characters", where)
    reader = {"html": htmlpage.read, "markdown": markdown.read, "text": text.read}[kind]
    document = reader(shown, url=url, name=name)
    _is_article(document, where)
    return _sealed(document, data, notes)


_SYMBOLS = re.compile(r"[{}\[\]<>=;_|\\/*#$^&+~`]|\(\)")
_DIGITS = re.compile(r"\d")


def _is_article(document: Document, where: str | None) -> None:
    """Raise InputError for what holds no paragraph of prose: lists of words, tables of numbers, programs, logs."""
    body = [p.text for p in document.zone("body")]
    sample = " ".join(body)[:20_000]
    inked = max(1, len(sample) - sample.count(" "))
    prose = any(len(t.split()) >= 6 or (len(t) >= 20 and not t.isascii()) for t in body)
    if not prose or len(_SYMBOLS.findall(sample)) > 0.05 * inked or len(_DIGITS.findall(sample)) > 0.3 * inked:
        raise _no_article(where)


def _sealed(document: Document, data: bytes, notes: tuple[str, ...]) -> Document:
    named = [document.url, *(r.url for r in document.related)]
    return dataclasses.replace(
        document,
        related=document.related + links.cited(document.links, named),
        content_sha256=hashlib.sha256(data).hexdigest(),
        reader_version=READER_VERSION,
        notes=document.notes + notes,
    )


def warc_page(page: warc.Page, name: str | None, errors: list[InputError]) -> Iterator[Document]:
    """The document of a WARC's page, if it is one; its error is added to `errors`."""
    label = f"{name}#{page.number}" if name else None
    try:
        kind = "html" if decode.looks_html(page.data) else form(page.data, None)
        if kind not in ("html", "markdown", "text"):
            return
        yield dataclasses.replace(_one(page.data, kind, page.url, label, page.charset), form="warc")
    except InputError as error:
        errors.append(error)


def _json_lines(data: bytes, url: str | None, name: str | None, errors: list[InputError]) -> Iterator[Document]:
    decode.refuse_binary(data, name or url)
    shown, notes = decode.text(data, name or url)
    lines = shown.split("\n")
    for place, entry in jsonlines.objects(shown, name or url, errors):
        label = f"{name}#{place.split()[-1]}" if name else None
        try:
            document = jsonlines.read(entry, url=url if len(lines) < 3 else None, name=label, place=place)
            _is_article(document, label)
            body = str(entry.get("text") or entry.get("html"))
            yield _sealed(document, body.encode("utf-8", "surrogatepass"), notes)
        except InputError as error:
            errors.append(error)
