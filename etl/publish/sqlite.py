"""embassyrow.db: the tables from data/ under the constraints of the schema, with indexes, views and full-text indexes.

The same data give the same bytes: rows go in in key order, and the file is rewritten once by VACUUM INTO, so that
nothing of the way it was made is left in it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from etl.errors import CheckError, InputError
from etl.explore.prepare import add_names
from etl.publish import ddl
from etl.publish.csvs import Cells, read_cells
from etl.schema import Schema, Table, load

Rows = Callable[[Table], Iterable[Cells]]
APPLICATION_ID = 0x456D526F  # "EmRo", so that `file` knows the database


def fill(connection: sqlite3.Connection, schema: Schema, rows: Rows, order: Iterable[Table] | None = None) -> None:
    """Make the tables in an empty database and fill them, each in its turn (`order`, else `ddl.in_order`), with their indexes as soon as
    those of the tables before them are there; then views and search.

    Raises InputError for a row that a constraint refuses, with the file and the reason.
    """
    connection.execute("PRAGMA foreign_keys = OFF")  # a table may refer to itself; all are checked at the end
    with connection:
        connection.execute("BEGIN")
        for statement in ddl.tables(schema):
            connection.execute(statement)
        ahead, loaded = ddl.in_order(schema), set[str]()
        for table in order or ddl.in_order(schema):
            marks = ", ".join("?" * len(table.columns))
            insert = f"INSERT INTO {ddl.quote(table.name)} VALUES ({marks})"
            try:
                connection.executemany(insert, rows(table))
            except sqlite3.IntegrityError as error:
                raise InputError(str(error), file=table.path, remedy="run embassyrow validate") from error
            loaded.add(table.name)
            while ahead and ahead[0].name in loaded:
                for statement in ddl.create_indexes(ahead.pop(0)):
                    connection.execute(statement)
        for statement in ddl.over_all(schema):
            connection.execute(statement)
        add_names(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def check(connection: sqlite3.Connection, *, quick: bool = False) -> list[str]:
    """What `integrity_check` (or `quick_check`) and `foreign_key_check` find, in words; empty when the database is sound."""
    pragma = "PRAGMA quick_check" if quick else "PRAGMA integrity_check"
    found = [row[0] for row in connection.execute(pragma) if row[0] != "ok"]
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        found.append(f"{table}: row {rowid} refers to a row of {parent} that is not there")
    return found


def build_database(data: Path, path: Path, schema: Schema | None = None) -> Path:
    """Make the database at `path` from the CSV files in `data`. It appears whole, by a rename, or not at all.

    Raises InputError where the data break a constraint, CheckError where the finished file is not sound.
    """
    return make_database(lambda table: read_cells(table, data), path, schema or load())


def make_database(
    rows: Rows, path: Path, schema: Schema, *, checked: bool = False, order: Iterable[Table] | None = None
) -> Path:
    """Make the database at `path` of the rows that `rows` gives for each table, in key order. It appears whole, or not at all.

    `order` is that in which the tables are asked for, all of them; the bytes are the same in any.

    `checked` says that the rows have passed the schema's checks; they are not put to the constraints once more then, which would take
    half of the time. The bytes are the same. Raises InputError and CheckError as `build_database` does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, part = (path.with_name(f"{path.name}.{os.getpid()}.{kind}") for kind in ("draft", "part"))
    try:
        for left in (draft, part):
            left.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(
                "PRAGMA cache_size = -65536"
            )  # 64 MB: with the default of 2 the same load takes twice as long
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA ignore_check_constraints = {int(checked)}")
            fill(connection, schema, rows, order)
            connection.execute("ANALYZE")
            problems = check(connection, quick=checked)
            if problems:
                raise CheckError("; ".join(problems[:10]), file=str(path), remedy="run embassyrow validate")
            connection.execute("VACUUM INTO ?", (str(part),))
        _sync(part)
        part.replace(path)
    finally:
        for left in (draft, part):
            left.unlink(missing_ok=True)
    return path


def _sync(path: Path) -> None:
    """Bring the file to the disk, since it was written without waiting for it."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())
