"""Claims of shards as Parquet files, each named by a hash of all it was made from.

    SHARD.parquet        a row an item: entry, ordinal, number, state, name, key, item (its JSON as in a claims file), reason
    SHARD.texts.parquet  the paragraphs of its documents, for the private database of this machine; gone once they are there

`state` is item, failed (it is no article, or broken) or aside (it passed a limit, or reading it failed in a way that is a bug of ours).
"""

from __future__ import annotations

import heapq
import json
import os
import socket
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

RUN = 48 << 20  # characters of items that are sorted in memory at a time
OPEN = 200  # files that are read at a time

ROWS = pa.schema(
    [
        ("entry", pa.string()),
        ("ordinal", pa.int32()),
        ("number", pa.int32()),
        ("state", pa.string()),
        ("name", pa.string()),
        ("key", pa.string()),
        ("item", pa.string()),
        ("reason", pa.string()),
    ]
)
TEXTS = pa.schema(
    [("text_sha256", pa.string()), ("number", pa.int32()), ("zone", pa.string()), ("text", pa.string())],
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a shard, or one failure in it."""

    entry: str  # hash of the entry it comes from
    ordinal: int  # of the entry in the shard
    number: int  # of the document in the entry
    state: str  # item | failed | aside
    name: str | None
    key: str | None = None
    item: str | None = None
    reason: str | None = None


def path_of(store: Path, key: str) -> Path:
    """Where the claims of a shard lie."""
    return store / f"{key}.parquet"


def texts_of(store: Path, key: str) -> Path:
    """Where the texts of a shard lie until they are taken over."""
    return store / f"{key}.texts.parquet"


def write(path: Path, rows: Iterable[Any], schema: pa.Schema) -> None:
    """Write rows (dataclasses or dicts) as Parquet: at once and whole, the same bytes for the same rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}.part")
    values = [row if isinstance(row, dict) else asdict(row) for row in rows]
    pq.write_table(pa.Table.from_pylist(values, schema=schema), part, compression="zstd", store_schema=False)
    part.replace(path)


def read(path: Path) -> list[Row]:
    """The rows of a shard."""
    return [Row(**values) for values in pq.read_table(path).to_pylist()]


def read_texts(path: Path) -> list[tuple[str, int, str, str]]:
    """The paragraphs of a shard: text_sha256, number, zone, text."""
    return [(v["text_sha256"], v["number"], v["zone"], v["text"]) for v in pq.read_table(path).to_pylist()]


def read_failures(path: Path) -> list[dict[str, Any]]:
    """State, name and reason of what a shard could not take in."""
    table = pq.read_table(path, columns=["state", "name", "reason"], filters=[("state", "!=", "item")])
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def by_entry(paths: Iterable[Path]) -> dict[str, list[Row]]:
    """The rows of earlier shards by the entry they come from, without entries that were set aside; files that are gone are left out."""
    found: dict[str, list[Row]] = {}
    for path in paths:
        rows = read(path) if path.exists() else []
        bad = {row.entry for row in rows if row.state == "aside"}
        for row in rows:
            if row.entry not in bad:
                found.setdefault(row.entry, []).append(row)
    return found


def merged(paths: Sequence[Path], scratch: Path) -> Iterator[tuple[str, str]]:
    """Key and JSON of every item of these shards, in key order, each key once: where two have one key, the later in the collection.

    Sorted outside memory, in runs of RUN characters that lie in `scratch` until all is given: what this takes does not grow with the
    collection. (DuckDB sorts rows as wide as these only where memory holds most of them.)
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as name, _read_runs(_runs(paths, Path(name))) as entries:
        last: str | None = None
        for key, *_, item in entries:
            if key != last:
                yield key, item
            last = key


Entry = tuple[str, int, int, int, str]  # key; then what makes the later one come first; the item


def _runs(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The items of the shards in files of which each is sorted; of so many that not all can be open at a time, some are merged."""
    made = [_write_run(folder / f"{n}.run", sorted(held)) for n, held in enumerate(_loads(paths))]
    level = 0
    while len(made) > OPEN:
        level += 1
        made = [_join(made[n : n + OPEN], folder / f"{level}-{n}.run") for n in range(0, len(made), OPEN)]
    return made


def _loads(paths: Sequence[Path]) -> Iterator[list[Entry]]:
    """The items of the shards, as many at a time as are sorted in memory."""
    held: list[Entry] = []
    size = 0
    for shard, path in enumerate(paths):
        for row in read(path):
            if row.state == "item" and row.key is not None and row.item is not None:
                held.append((row.key, -shard, -row.ordinal, -row.number, row.item))
                size += len(row.item)
        if size > RUN:
            yield held
            held, size = [], 0
    if held:
        yield held


def _join(paths: Sequence[Path], target: Path) -> Path:
    with _read_runs(paths) as entries:
        _write_run(target, entries)
    for path in paths:
        path.unlink()
    return target


@contextmanager
def _read_runs(paths: Sequence[Path]) -> Iterator[Iterator[Entry]]:
    """The entries of several runs, in order."""
    with ExitStack() as stack:
        yield heapq.merge(*(_read_run(stack.enter_context(path.open(encoding="utf-8"))) for path in paths))


def _write_run(path: Path, entries: Iterable[Entry]) -> Path:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    return path


def _read_run(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        key, shard, ordinal, number, item = json.loads(line)
        yield key, shard, ordinal, number, item
