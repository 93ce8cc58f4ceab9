"""Compressed and packed files, unpacked in memory within limits. Nothing is ever written to disk under a name from inside."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from etl import limits
from etl.errors import InputError, LimitError

_CHUNK = 1 << 16
_FREE = 1 << 20  # unpacked bytes below which no ratio is asked for: short repetitive texts pack well
_ARTICLES = re.compile(
    r"\.(?:txt|text|md|markdown|html?|xhtml|json|jsonl|ndjson|warc|xml|rss|atom)(?:\.(?:gz|bz2|xz|zst))?$", re.I
)
_NO_ARTICLES = re.compile(r"(?:^|/)(?:__MACOSX/|\.|(?:readme|licen[cs]e|changelog|contributing|notice)[^/]*$)", re.I)


@dataclass(slots=True)
class Budget:
    """How many bytes one input may still unpack to, over all its layers and members."""

    left: int = field(default_factory=lambda: limits.MAX_UNPACKED_BYTES)

    def take(self, count: int, name: str | None) -> None:
        """Count unpacked bytes. Raises LimitError when there are more than MAX_UNPACKED_BYTES."""
        self.left -= count
        if self.left < 0:
            raise over("MAX_UNPACKED_BYTES", f"unpacks to more than {limits.MAX_UNPACKED_BYTES:,} bytes", name)


def over(limit: str, message: str, name: str | None, place: str | None = None) -> LimitError:
    """The error for passing a named limit."""
    return LimitError(f"{message} ({limit})", file=name, place=place, remedy=f"set EMBASSYROW_{limit} if you trust it")


def kind(data: bytes) -> str | None:
    """gzip, bzip2, xz, zstd or zip, by the first bytes; None for what is not packed."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"BZh"):
        return "bzip2"
    if data.startswith(b"\xfd7zXZ\x00"):
        return "xz"
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    return None


def _within(total: int, packed: int, name: str | None) -> None:
    if total > _FREE and total > limits.MAX_RATIO * max(packed, 1):
        raise over("MAX_RATIO", f"unpacks to more than {limits.MAX_RATIO} times its size", name)


def stream(data: bytes, name: str | None, budget: Budget) -> bytes:
    """The bytes of a gzip, bzip2, xz or zstd file.

    Raises LimitError beyond MAX_RATIO or MAX_UNPACKED_BYTES, InputError for a file that is cut short or broken.
    """
    what = kind(data)
    out = io.BytesIO()
    makers: dict[str, Callable[[], Any]] = {
        "gzip": lambda: zlib.decompressobj(31),
        "bzip2": bz2.BZ2Decompressor,
        "xz": lzma.LZMADecompressor,
    }
    try:
        if what == "zstd":
            _zstd(data, name, budget, out)
            return out.getvalue()
        rest = data
        while rest:
            machine = makers[what or "gzip"]()
            if what == "gzip":
                rest = _gzip_member(machine, rest, len(data), name, budget, out)
            else:
                rest = _other_member(machine, rest, len(data), name, budget, out)
            if rest and not rest.strip(b"\x00"):
                break  # padding
            if what == "gzip" and rest and not rest.startswith(b"\x1f\x8b"):
                break  # whatever follows the last member is none
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise InputError(f"is no whole {what} file", file=name, remedy="get it again") from error
    return out.getvalue()


def _gzip_member(machine: Any, rest: bytes, packed: int, name: str | None, budget: Budget, out: io.BytesIO) -> bytes:
    chunk = rest
    while not machine.eof:
        shown = machine.decompress(chunk, _CHUNK)
        budget.take(len(shown), name)
        out.write(shown)
        _within(out.tell(), packed, name)
        chunk = machine.unconsumed_tail
        if not shown and not chunk:
            raise EOFError("cut short")
    return bytes(machine.unused_data)


def _other_member(machine: Any, rest: bytes, packed: int, name: str | None, budget: Budget, out: io.BytesIO) -> bytes:
    chunk = rest
    while not machine.eof:
        shown = machine.decompress(chunk, _CHUNK)
        budget.take(len(shown), name)
        out.write(shown)
        _within(out.tell(), packed, name)
        chunk = b""
        if not shown and machine.needs_input and not machine.eof:
            raise EOFError("cut short")
    return bytes(machine.unused_data)


def _zstd(data: bytes, name: str | None, budget: Budget, out: io.BytesIO) -> None:
    from fastwarc.stream_io import ZstdReader  # it comes with the WARC reader; Python's own needs 3.14

    reader = ZstdReader(io.BytesIO(data))
    while shown := reader.read(_CHUNK):
        budget.take(len(shown), name)
        out.write(shown)
        _within(out.tell(), len(data), name)


def members(data: bytes, name: str | None, budget: Budget, errors: list[InputError]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the members of a zip that can hold articles, sorted by name.

    A member with an absolute or climbing path, a link, an encrypted or a broken one is an error of its own, added to `errors`, and the rest
    goes on. Raises InputError for what is no zip, LimitError for more members or bytes than the limits allow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        found = entries(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise InputError("is no whole zip file", file=name, remedy="get it again") from error
    if len(archive.infolist()) > limits.MAX_MEMBERS:
        raise over("MAX_MEMBERS", f"holds {len(archive.infolist()):,} files", name)
    for entry in found:
        try:
            yield entry.filename, content(archive, entry, name, budget)
        except InputError as error:
            if budget.left < 0:
                raise
            errors.append(error)


def may_hold_articles(name: str) -> bool:
    """Whether a file's name is one that articles have: not hidden, no read-me, no picture."""
    return _ARTICLES.search(name) is not None and _NO_ARTICLES.search(name) is None


def entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries of a zip that may hold articles, sorted by name."""
    found = sorted(archive.infolist(), key=lambda e: (e.filename, e.header_offset))
    return [e for e in found if not e.is_dir() and (may_hold_articles(e.filename) or _leaves(e.filename))]


def _leaves(inside: str) -> bool:
    """Whether a path of an article leads out of the archive."""
    leaves = inside.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", inside) or ".." in re.split(r"[/\\]", inside)
    return bool(leaves) and _ARTICLES.search(inside) is not None


def content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str | None, budget: Budget) -> bytes:
    """The bytes of one entry. Raises InputError for one with a path that leaves the archive, a link, an encrypted or a broken one."""
    label = re.sub(r"[\x00-\x1f\x7f]", "?", entry.filename)[:200]
    if _leaves(entry.filename):
        raise InputError("has a path that leaves the archive", file=name, place=label, remedy="pack it again")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError("is a link, not a file", file=name, place=label, remedy="pack the file itself")
    return _member(archive, entry, name, label, budget)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str | None, label: str, budget: Budget) -> bytes:
    out = io.BytesIO()
    try:
        with archive.open(entry) as source:
            while shown := source.read(_CHUNK):
                budget.take(len(shown), name)
                out.write(shown)
                if out.tell() > _FREE and out.tell() > limits.MAX_RATIO * max(entry.compress_size, 1):
                    raise over("MAX_RATIO", f"unpacks to more than {limits.MAX_RATIO} times its size", name, label)
    except RuntimeError as error:
        raise InputError("is encrypted", file=name, place=label, remedy="pack it without a password") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        lzma.LZMAError,
    ) as error:
        raise InputError("is broken in the archive", file=name, place=label, remedy="get the archive again") from error
    return out.getvalue()
