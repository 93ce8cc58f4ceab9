"""data/: one CSV a table, in key order, the same bytes for the same rows.

UTF-8 without a mark, comma, LF, quotes only where needed; a missing value is an empty cell. Cells are byte-true; the
form that is safe to open in a spreadsheet is the export `spreadsheet`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from etl.errors import InputError
from etl.packed import Packed
from etl.publish.files import folder
from etl.schema import TABLES, Row, Table, Value

Cells = tuple[Value, ...]  # a row's values in the order of its table's columns


def cell(value: Value) -> str:
    """A value as it stands in a CSV: numbers in the shortest form that reads back equal, nothing for a missing one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def ordered(table: Table, rows: Iterable[Row]) -> list[Cells]:
    """A table's rows as tuples in the order of its columns, checked, in the order of the primary key: text by code point, numbers by size.

    Raises InputError for a row that the schema does not allow.
    """
    given = rows if isinstance(rows, Packed) else list(rows)
    if isinstance(given, Packed):
        names, cells = set(given.names), given.cells(table.names)
    else:
        names, cells = {name for row in given for name in row}, [tuple(map(row.get, table.names)) for row in given]
    key = itemgetter(*(table.names.index(name) for name in table.primary_key))
    if names <= table.by_name.keys() and _plainly_sound(table, cells, set(map(key, cells))):
        cells.sort(key=key)
        return cells
    table.check(sorted(given, key=lambda row: _sort_key(table.key(row))))  # says which row, and why
    cells.sort(key=lambda row: _sort_key(table.key(dict(zip(table.names, row, strict=True)))))
    return cells


def _sort_key(key: tuple[Value, ...]) -> tuple[tuple[int, Value], ...]:
    """A key that sorts whatever stands in it."""
    return tuple((0, v) if isinstance(v, int | float) else (1, v or "") for v in key)


_PLAIN: dict[str, set[type]] = {"string": {str}, "date": {str}, "integer": {int}, "number": {int, float}}


def _plainly_sound(table: Table, cells: list[Cells], keys: set[object]) -> bool:
    """Whether all rows pass `table.check`, asked column by column: each different value once, which are few."""
    if len(keys) != len(cells):
        return False
    missing: dict[str, list[bool]] = {}
    for column, values in zip(table.columns, zip(*cells, strict=True), strict=False):
        different = set(values)
        if None in different and (column.required or column.name in table.primary_key):
            return False
        if not set(map(type, values)) <= {*_PLAIN[column.type], type(None)}:
            return False
        if not column.sound(different - {None}):
            return False
        missing[column.name] = [value is None for value in values]
    for groups, exact in ((table.exactly_one, True), (table.at_least_one, False)):
        for group in groups:
            for empty in set(zip(*(missing.get(name, []) for name in group), strict=True)):
                filled = empty.count(False)
                if filled != 1 if exact else filled < 1:
                    return False
    return True


def dump(table: Table, rows: Iterable[Row]) -> bytes:
    """A table's rows as the bytes of its CSV, checked and sorted.

    Raises InputError for a row that the schema does not allow.
    """
    return encode(table, ordered(table, rows))


def encode(table: Table, cells: Iterable[Cells]) -> bytes:
    """Rows that are checked and sorted as the bytes of their CSV."""
    if any(column.type == "number" for column in table.columns):
        cells = (tuple(cell(v) if isinstance(v, float) else v for v in row) for row in cells)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(cells)  # of a missing value csv makes an empty cell
    return text.getvalue().encode()


class Helper(Protocol):
    """Somebody who is told of the tables of a package as they are made, and may write some of them."""

    def give(self, table: Table, rows: Packed, folder: Path) -> bool:
        """Take the rows of a table over, to write its file into this folder. Returns whether that is done here."""

    def take(self, table: Table, folder: Path, rows: int) -> None:
        """A table of so many rows is written, in this folder."""

    def settle(self) -> None:
        """Wait until all files that were taken over are there. Raises what their writing raised."""


@dataclass
class TableFiles:
    """The files of a package's tables in the making; `draft` is where they lie until all are there, `done` those that are."""

    draft: Path
    helper: Helper | None = None
    done: set[str] = field(default_factory=set)

    def write(self, name: str, rows: Iterable[Row]) -> None:
        """Write a table. Raises InputError for one that the schema does not have, or a row that it does not allow."""
        if name not in TABLES:
            raise InputError(f"no such table: {name}", remedy="declare it in datapackage.json first")
        if name in self.done:
            raise ValueError(f"{name} is written already")
        table, given = TABLES[name], rows if isinstance(rows, Packed) else list(rows)
        self.done.add(name)
        if self.helper and isinstance(given, Packed) and self.helper.give(table, given, self.draft):
            return
        (self.draft / Path(table.path).name).write_bytes(dump(table, given))
        if self.helper:
            self.helper.take(table, self.draft, len(given))


@contextmanager
def table_files(target: Path, helper: Helper | None = None) -> Iterator[TableFiles]:
    """`target`/TABLE.csv for every table of the schema: those that the block writes, in any order, and the others empty.

    The folder appears whole when the block ends well, or not at all: it is made beside its place and renamed. `helper` is told of each table,
    and of the folder where it lies until then.
    """
    with folder(target) as draft:
        files = TableFiles(draft, helper)
        yield files
        for name in TABLES:
            if name not in files.done:
                files.write(name, ())
        if helper:
            helper.settle()


def write_tables(tables: Mapping[str, Iterable[Row]], target: Path) -> None:
    """Write `target`/TABLE.csv for every table of the schema, as `table_files` does; a table that is not given is written empty."""
    with table_files(target) as files:
        for name, rows in tables.items():
            files.write(name, rows)


def read_table(table: Table, data: Path) -> Iterator[dict[str, Value]]:
    """The rows of `data`/TABLE.csv as typed values by column.

    Raises InputError for a file that is missing or not of this table.
    """
    for cells in read_cells(table, data):
        yield dict(zip(table.names, cells, strict=True))


def read_cells(table: Table, data: Path) -> Iterator[Cells]:
    """The rows of `data`/TABLE.csv as tuples of typed values. Raises InputError as `read_table` does."""
    path = data / Path(table.path).name
    numeric = [(i, c) for i, c in enumerate(table.columns) if c.type in ("integer", "number")]
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            header = next(reader, [])
            if tuple(header) != table.names:
                raise InputError(
                    f"has the columns {', '.join(header)}, not {', '.join(table.names)}",
                    file=str(path),
                    remedy="build again, or restore it with git",
                )
            width = len(table.columns)
            for row in reader:
                if len(row) != width:
                    raise ValueError(f"{len(row)} cells, not {width}")
                values: list[Value] = [text or None for text in row]
                for i, column in numeric:
                    values[i] = column.parse(row[i])
                yield tuple(values)
    except OSError as error:
        raise InputError("cannot be read", file=str(path), remedy="build the package first") from error
    except (ValueError, csv.Error) as error:
        place = f"line {reader.line_num}" if "reader" in locals() else None
        raise InputError(f"not a CSV of the table {table.name}: {error}", file=str(path), place=place) from error


def read_tables(data: Path) -> dict[str, list[dict[str, Value]]]:
    """All rows of all tables in `data`, as written by `write_tables`."""
    return {name: list(read_table(table, data)) for name, table in TABLES.items()}
