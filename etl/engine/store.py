"""Claims of shards as Parquet files, each named by a hash of all it was made from.

    SHARD.parquet        a row an item: entry, ordinal, number, state, name, key, item (its JSON as in a claims file), reason
    SHARD.texts.parquet  the paragraphs of its documents, for the private database of this machine; gone once they are there

`state` is item, failed (it is no article, or broken) or aside (it passed a limit, or reading it failed in a way that is a bug of ours).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MEMORY = "256MB"  # for sorting claims; what is more goes over the disk

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

    DuckDB sorts them, on disk where memory does not do: the memory this takes does not grow with the collection.
    """
    import duckdb

    if not paths:
        return
    scratch.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 2, "temp_directory": str(scratch)}) as db:
        db.execute("create table files (shard integer, filename varchar primary key)")
        db.executemany("insert into files values (?, ?)", [(n, str(p)) for n, p in enumerate(paths)])
        rows = db.execute(
            """select key, item from read_parquet(?, filename = true) join files using (filename)
               where state = 'item' order by key, shard desc, ordinal desc, number desc""",
            [[str(p) for p in paths]],
        )
        last: str | None = None
        while batch := rows.fetchmany(500):
            for key, item in batch:
                if key != last:
                    yield key, item
                last = key
