"""Blocking: what is to be held against what, found by SQL over Parquet in DuckDB, out of core.

Judging is Python and sees two things at a time; which two, out of all, is a join. The tables of a join are written as Parquet, the query
(`queries/NAME.sql`, nothing in it that a larger engine lacks) is run over them with bounded memory, spilling beside them, and the pairs
come in order, a batch at a time. docs/resolution-at-scale.md says where each query stands in the whole.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

from etl.edtf import day_number

MEMORY = "200MB"  # beyond which DuckDB writes to the disk
BATCH = 100_000  # pairs

Columns = Mapping[str, Sequence[Any]]
QUERIES = Path(__file__).parent / "queries"


def pairs(query: str, **tables: Columns) -> Iterator[tuple[int, int]]:
    """The pairs (asked, near) that a query finds in these tables, in order; both are row numbers that the tables hold.

    A table is its columns, all as long. The Parquet files are there as long as the pairs are taken. Raises duckdb.Error for tables that
    are not those of the query.
    """
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not all(len(column) for columns in tables.values() for column in columns.values()):
        return
    statement = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="embassyrow-") as name:
        folder = Path(name)
        with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spill")}) as db:
            for table, columns in tables.items():
                path = folder / f"{table}.parquet"
                pq.write_table(pa.table({column: _arrow(values) for column, values in columns.items()}), path)
                db.read_parquet(str(path)).create_view(table)
            for batch in db.sql(statement).to_arrow_reader(BATCH):
                yield from zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)


def _arrow(values: Sequence[Any]) -> Any:
    """Whole numbers or texts, none missing, as an Arrow array. (`pyarrow.array` would load pandas for it, which takes as long as a query.)"""
    import pyarrow as pa

    if isinstance(values[0], int):
        return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(array("q", values))])
    texts = [text.encode() for text in values]
    ends = array("q", accumulate(map(len, texts), initial=0))
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(texts)))


def prepare() -> None:
    """Load what `pairs` needs, and ask it something, while there is time: the first query takes twice as long as the next."""
    for _ in pairs("sets_sharing", members={"number": [1], "member": [1]}):
        pass


@dataclass
class Spans:
    """Spans of days under keys, in the making: a row for each key of each span, days as ISO."""

    columns: dict[str, list[Any]] = field(default_factory=lambda: {"number": [], "key": [], "first": [], "last": []})

    def add(self, number: int, keys: Iterable[str], first: str, last: str, slack: int = 0, **more: int) -> None:
        """Note a span, widened by `slack` days on both sides; `more` are further columns, the same in every call."""
        row = {"first": day_number(first) - slack, "last": day_number(last) + slack, "number": number, **more}
        for key in keys:
            for name, value in (("key", key), *row.items()):
                self.columns.setdefault(name, []).append(value)


def lists(found: Iterator[tuple[int, int]], count: int) -> Iterator[list[int]]:
    """For each of the numbers from 0 to `count`, those that are near it."""
    pair = next(found, None)
    for number in range(count):
        near: list[int] = []
        while pair is not None and pair[0] == number:
            near.append(pair[1])
            pair = next(found, None)
        yield near
