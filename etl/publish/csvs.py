"""data/: one CSV a table, in key order, the same bytes for the same rows.

UTF-8 without a mark, comma, LF, quotes only where needed; a missing value is an empty cell. Cells are byte-true; the
form that is safe to open in a spreadsheet is the export `spreadsheet`.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from etl.errors import InputError
from etl.schema import TABLES, Row, Table, Value


def cell(value: Value) -> str:
    """A value as it stands in a CSV: numbers in the shortest form that reads back equal, nothing for a missing one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def sort_key(table: Table, row: Row) -> tuple[tuple[int, Value], ...]:
    """The order of rows: by primary key, text by code point, numbers by size."""
    return tuple((0, v) if isinstance(v, int | float) else (1, v or "") for v in table.key(row))


def dump(table: Table, rows: Iterable[Row]) -> bytes:
    """A table's rows as the bytes of its CSV, checked row by row and sorted.

    Raises InputError for a row that the schema does not allow.
    """
    ordered = sorted(rows, key=lambda row: sort_key(table, row))
    table.check(ordered)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows([cell(row.get(name)) for name in table.names] for row in ordered)
    return text.getvalue().encode()


def write_tables(tables: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """Write `folder`/TABLE.csv for every table of the schema; a table that is not given is written empty.

    The folder appears whole or not at all: it is made beside its place and renamed. Raises InputError for a table that
    the schema does not have, or a row that it does not allow; nothing is left behind then.
    """
    unknown = set(tables) - set(TABLES)
    if unknown:
        raise InputError(f"no such table: {', '.join(sorted(unknown))}", remedy="declare it in datapackage.json first")
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for table in TABLES.values():
            (part / Path(table.path).name).write_bytes(dump(table, tables.get(table.name, ())))
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def read_table(table: Table, folder: Path) -> Iterator[dict[str, Value]]:
    """The rows of `folder`/TABLE.csv as typed values.

    Raises InputError for a file that is missing or not of this table.
    """
    path = folder / Path(table.path).name
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
            columns = table.columns
            for row in reader:
                if len(row) != len(columns):
                    raise ValueError(f"{len(row)} cells, not {len(columns)}")
                yield {c.name: c.parse(text) for c, text in zip(columns, row, strict=True)}
    except OSError as error:
        raise InputError("cannot be read", file=str(path), remedy="build the package first") from error
    except (ValueError, csv.Error) as error:
        place = f"line {reader.line_num}" if "reader" in locals() else None
        raise InputError(f"not a CSV of the table {table.name}: {error}", file=str(path), place=place) from error


def read_tables(folder: Path) -> dict[str, list[dict[str, Value]]]:
    """All rows of all tables in `folder`, as written by `write_tables`."""
    return {name: list(read_table(table, folder)) for name, table in TABLES.items()}
