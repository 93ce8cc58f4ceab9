"""What a shard holds: its entries one at a time, and the documents of each."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from etl import pages
from etl.engine.shards import Shard, open_zip
from etl.errors import InputError
from etl.pages import reader, unpack, warc
from etl.pages.document import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a member of a zip, a line, a record, a file. Its `data` is None where it could not be had, and `error` says why.

    `digest` is of all that its documents come of.
    """

    name: str
    data: bytes | None
    digest: str
    page: warc.Page | None = None
    path: Path | None = None
    error: InputError | None = None


def entries(shard: Shard) -> Iterator[Entry]:
    """The entries of a shard, in order. Raises InputError when the file is gone or is another than was cut."""
    path = Path(shard.path)
    try:
        if shard.form == "zip":
            yield from _of_zip(path, shard)
        elif shard.form == "jsonl":
            yield from _of_lines(path, shard)
        elif shard.form == "warc":
            yield from _of_records(path, shard)
        elif shard.form == "folder":
            for member in shard.members:
                data = (path / member).read_bytes()
                yield Entry(f"{path.name}/{member}", data, _digest(member.encode(), data))
        else:
            yield Entry(path.name, None, _digest(path.name.encode(), shard.digest.encode()), path=path)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}",
            file=shard.path,
            remedy="every worker must see the collection under this path",
        ) from error


def documents(entry: Entry, errors: list[InputError]) -> Iterator[Document]:
    """The documents of an entry; what cannot be read is added to `errors`."""
    if entry.error is not None:
        errors.append(entry.error)
        return
    before = len(errors)
    try:
        if entry.page is not None:
            yield from reader.warc_page(entry.page, entry.name, errors)
        elif entry.path is not None:
            yield from pages.read_file(entry.path, None, errors)
        elif entry.data is not None:
            yield from pages.read_all(entry.data, None, entry.name, errors)
    except (
        InputError
    ) as error:  # nothing could be read in it; the first error comes as an exception, the others are in the list
        errors.insert(before, error)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _opened(path: Path, _bytes: int, _changed: int) -> tuple[ZipFile, list[ZipInfo]]:
    archive = open_zip(path)
    return archive, unpack.entries(archive)


def _of_zip(path: Path, shard: Shard) -> Iterator[Entry]:
    state = path.stat()
    archive, listed = _opened(path, state.st_size, state.st_mtime_ns)
    budget = unpack.Budget()
    for info in listed[shard.start : shard.stop]:
        inside = info.filename.encode("utf-8", "surrogatepass")
        try:
            data = unpack.content(archive, info, path.name, budget)
            yield Entry(f"{path.name}/{info.filename}", data, _digest(inside, data))
        except InputError as error:
            yield Entry(f"{path.name}/{info.filename}", None, _digest(inside, b"", str(info.CRC).encode()), error=error)


def _of_lines(path: Path, shard: Shard) -> Iterator[Entry]:
    with path.open("rb") as handle:
        handle.seek(shard.start)
        for number, line in enumerate(handle.read(shard.stop - shard.start).split(b"\n"), shard.first):
            if line.strip(b" \t\r\xef\xbb\xbf"):
                yield Entry(f"{path.stem}#{number}{path.suffix}", line, _digest(b"line", line))


def _of_records(path: Path, shard: Shard) -> Iterator[Entry]:
    with path.open("rb") as handle:
        handle.seek(shard.start)
        data = handle.read(shard.stop - shard.start)
    errors: list[InputError] = []
    number = shard.first
    for page in warc.pages(io.BytesIO(data), path.name, errors):
        number = shard.first + page.number - 1
        yield Entry(
            f"{path.name}#{number}",
            None,
            _digest((page.url or "").encode(), (page.charset or "").encode(), page.data),
            page,
        )
    for error in errors:
        if not error.message.startswith("holds no response"):  # a shard of requests and pictures alone is none's fault
            yield Entry(f"{path.name}#{number}", None, _digest(b"error", str(error).encode()), error=error)
