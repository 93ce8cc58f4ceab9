"""Cutting a collection into shards.

Where a shard ends is told by its contents (a hash of the entry's name, address or line), never by counting from the front: an article that is put
in or taken out changes the shard it stands in and no other. Cutting reads what it must and no more: a zip's directory and packed bytes, the lines
of JSON Lines, the heads of WARC records, the files of a folder.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from etl.engine.unpacked import unpacked
from etl.errors import InputError
from etl.pages import unpack, warc

DOCUMENTS = 32  # entries of a shard on average
MOST = 96  # entries of a shard at most
BYTES = 8 * 1024 * 1024  # of a shard as stored; one entry may be larger


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a collection that one task reads. `digest` is a hash of the bytes it is made of."""

    path: str
    form: str  # zip | jsonl | warc | folder | file
    number: int  # in the collection, from 0
    start: int = 0  # first entry of a zip; first byte of jsonl and warc
    stop: int = 0  # one past the last
    first: int = 1  # number of the first line or record
    members: tuple[str, ...] = ()  # of a folder
    digest: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What cutting sees of an entry: its mark (which decides where shards end), its place, its stored bytes."""

    mark: bytes
    start: int
    stop: int
    digest: bytes
    name: str = ""


def cut(path: Path, scratch: Path | None = None) -> Iterator[Shard]:
    """The shards of a file or a folder, in order. The same content gives the same shards.

    A WARC packed as one stream is unpacked below `scratch`, where its shards then lie; without, it is one shard. Raises InputError for what cannot be opened, or is a zip that is none.
    """
    number = 0
    for place, form, entries in _collections(path, scratch):
        if entries is None:
            digest = hashlib.sha256(_file_digest(place)).hexdigest()
            yield Shard(str(place), "file", number, digest=digest)
            number += 1
            continue
        seen = 0
        for group in _groups(entries):
            digest = hashlib.sha256(b"".join(e.digest for e in group)).hexdigest()
            names = tuple(e.name for e in group) if form == "folder" else ()
            yield Shard(str(place), form, number, group[0].start, group[-1].stop, seen + 1, names, digest)
            number, seen = number + 1, seen + len(group)


def _groups(entries: Iterator[_Entry]) -> Iterator[list[_Entry]]:
    group: list[_Entry] = []
    size = 0
    for entry in entries:
        group.append(entry)
        size += entry.stop - entry.start
        if zlib.crc32(entry.mark) % DOCUMENTS == 0 or len(group) >= MOST or size >= BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _collections(path: Path, scratch: Path | None) -> Iterator[tuple[Path, str, Iterator[_Entry] | None]]:
    """Path, form and entries of each part that is cut on its own; None for the entries of a file that is read whole."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
        names = {p: p.relative_to(path).as_posix() for p in files}
        files = [p for p in files if unpack.may_hold_articles(re.sub(r"(?i)\.zip$", ".txt", names[p]))]
        packed = [p for p in files if _kind(p) != "file"]
        single = [p for p in files if p not in set(packed)]
        if single:
            yield path, "folder", (_of_file(p, names[p]) for p in single)
        for file in packed:
            yield from _collections(file, scratch)
        return
    try:
        kind = _kind(path)
        if kind == "zip":
            yield path, "zip", _of_zip(path)
        elif kind == "jsonl":
            yield path, "jsonl", _of_lines(path)
        elif kind == "warc" and not _one_stream(path):
            yield path, "warc", _of_records(path)
        elif kind == "warc" and scratch is not None and (plain := unpacked(path, scratch)) is not None:
            yield plain, "warc", _of_records(plain)
        else:
            yield path, "file", None
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), remedy="give a path that exists"
        ) from error


def _kind(path: Path) -> str:
    with path.open("rb") as handle:
        head = handle.read(512)
    packed = unpack.kind(head)
    if packed == "zip":
        return "zip"
    if re.search(r"\.warc(\.gz)?$", path.name, re.I) and (warc.is_warc(head) or packed == "gzip"):
        return "warc"
    if re.search(r"\.(jsonl|ndjson)$", path.name, re.I) and head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return "jsonl"
    return "file"


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").digest()


def _of_file(path: Path, name: str) -> _Entry:
    digest = hashlib.sha256(name.encode() + b"\0" + _file_digest(path)).digest()
    return _Entry(name.encode(), 0, path.stat().st_size, digest, name)


def _of_zip(path: Path) -> Iterator[_Entry]:
    """Entries of a zip: those that may hold articles, by their place in that list; the hash is of the packed bytes."""
    with path.open("rb") as raw:
        for index, entry in enumerate(unpack.entries(open_zip(path))):
            yield _Entry(
                entry.filename.encode("utf-8", "surrogatepass"),
                index,
                index + 1,
                hashlib.sha256(entry.filename.encode("utf-8", "surrogatepass") + b"\0" + _packed(raw, entry)).digest(),
            )


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip. Raises InputError for what is none."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as error:
        raise InputError("is no whole zip file", file=str(path), remedy="get it again") from error


def _packed(raw: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
    """A hash of an entry's packed bytes, with what its directory says of it."""
    raw.seek(entry.header_offset)
    head = raw.read(
        30
    )  # the local header: names and extra fields of lengths given at bytes 26 and 28 come before the data
    digest = hashlib.sha256(f"{entry.CRC} {entry.file_size} {entry.compress_type}".encode())
    if len(head) == 30:
        raw.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        left = entry.compress_size
        while left > 0 and (chunk := raw.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.digest()


def _of_lines(path: Path) -> Iterator[_Entry]:
    at = 0
    with path.open("rb") as handle:
        for line in handle:
            yield _Entry(line, at, at + len(line), hashlib.sha256(line).digest())
            at += len(line)


def _positions(path: Path) -> Iterator[tuple[int, bytes]]:
    """Place in the file and address of every WARC record, and at last the file's end; ends early where the file is broken."""
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as handle:
        try:
            for record in ArchiveIterator(
                handle, parse_http=False, max_header_len=1 << 16, quirks_mode=True, fsspec_args=False
            ):
                yield record.stream_pos, (record.headers.get("WARC-Target-URI") or "").encode("utf-8", "surrogatepass")
        except Exception:  # what cannot be read on from here is told by whoever reads the last shard
            pass
    yield path.stat().st_size, b""


def _one_stream(path: Path) -> bool:
    """Whether a WARC's records have no places of their own: all of it packed as one stream."""
    places = _positions(path)
    one, two, three = next(places), next(places, None), next(places, None)
    return two is None or (three is not None and three[0] <= two[0]) or two[0] <= one[0]


def _of_records(path: Path) -> Iterator[_Entry]:
    with path.open("rb") as handle:
        before: tuple[int, bytes] | None = None
        for at, mark in _positions(path):
            if before is not None and at > before[0]:
                handle.seek(before[0])
                yield _Entry(before[1], before[0], at, hashlib.sha256(handle.read(at - before[0])).digest())
            if before is None or at > before[0]:
                before = (at, mark)
