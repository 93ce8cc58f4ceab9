"""The fast way: the same descriptor as queries in DuckDB. The same findings as frictionless and the guards together."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from etl.publish.ddl import quote
from etl.schema import Column, Schema, Table
from etl.validate.finding import SHOWN, Finding
from etl.validate.guards import INTEGER, NUMBER, categories, shown
from etl.validate.previous import Shares
from etl.validate.previous import null_shares as null_shares_plainly

if TYPE_CHECKING:
    import duckdb

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def load_table(connection: duckdb.DuckDBPyConnection, path: Path, table: Table) -> bool:
    """Read a CSV into a table of text, with the row numbers as `_row`; an empty cell is null.

    Returns whether all is plainly well: the right header, and as many rows as lines. DuckDB by itself passes over blank
    rows and quotes that are not closed. Otherwise the file has to be looked at closely.
    """
    import duckdb

    content = path.read_bytes()
    header = content[: content.find(b"\n")]
    if header != ",".join(table.names).encode() or not content.endswith(b"\n"):
        return False
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in table.names)
    try:
        connection.execute(
            f"CREATE TABLE {quote(table.name)} AS SELECT row_number() OVER () + 1 AS _row, * FROM read_csv("
            f"{_text(path)}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', parallel=false, "
            f"columns={{{columns}}})"
        )
    except duckdb.Error:
        return False
    rows = connection.execute(f"SELECT count(*) FROM {quote(table.name)}").fetchone()
    return rows is not None and rows[0] == content.count(b"\n") - 1


def null_shares(
    connection: duckdb.DuckDBPyConnection, path: Path, tables: Mapping[Path, Table] = MappingProxyType({})
) -> Shares:
    """How many rows a CSV has, and the share of missing values of each column, as `previous.null_shares` counts them.

    A file that DuckDB cannot read is counted by that. `tables` are those loaded already, by their files.
    """
    import duckdb

    if path in tables:
        names, source = list(tables[path].names), quote(tables[path].name)
    else:
        with path.open(encoding="utf-8", newline="") as lines:
            names = next(csv.reader(lines), [])
        columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
        source = (
            f"read_csv({_text(path)}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', "
            f"columns={{{columns}}})"
        )
    counts = ", ".join(f"count({quote(name)})" for name in names)
    try:
        found = connection.execute(f"SELECT count(*), {counts} FROM {source}").fetchone()
    except duckdb.Error:
        found = None
    if found is None:
        return null_shares_plainly(path)
    total, *filled = found
    return total, {name: (total - n) / total if total else 0.0 for name, n in zip(names, filled, strict=True)}


def loaded(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the table is there."""
    found = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [table.name]).fetchone()
    return found is not None


def _type_rule(column: Column) -> str:
    name = quote(column.name)
    if column.type == "integer":
        return f"NOT regexp_full_match({name}, {_text(INTEGER.pattern)})"
    if column.type == "number":
        return f"NOT regexp_full_match({name}, {_text(NUMBER.pattern)})"
    if column.type == "date":
        day = f"regexp_full_match({name}, {_text(_DAY)}) AND TRY_CAST({name} AS DATE) IS NOT NULL"
        return f"{name} IS NOT NULL AND NOT ({day})"
    return rf"regexp_matches({name}, '[\x00-\x1f\x7f]')"


def _rules(column: Column, allowed: frozenset[str] | None) -> Iterator[tuple[str, str, str]]:
    """(rule, message, condition under which a cell breaks it) for a column; null breaks only `required`."""
    name = quote(column.name)
    if column.required:
        yield "required", "a missing value", f"{name} IS NULL"
    what = {"integer": "an integer", "number": "a number", "date": "an ISO day"}.get(column.type, "text on one line")
    wrong_type = _type_rule(column)
    yield "type", f"not {what}", wrong_type
    typed = f"{name} IS NOT NULL AND NOT ({wrong_type})"
    values = frozenset(map(str, column.enum)) if allowed is None else allowed
    if values:
        inside = ", ".join(_text(v) for v in sorted(values))
        yield "enum", "not one of the column's values", f"{typed} AND {name} NOT IN ({inside})"
    if column.pattern:
        match = f"regexp_full_match({name}, {_text(column.pattern)})"
        yield "pattern", "not in the column's form", f"{name} IS NOT NULL AND NOT {match}"
    for limit, sign in ((column.minimum, "<"), (column.maximum, ">")):
        if limit is not None:
            yield "range", "out of the column's range", f"{typed} AND TRY_CAST({name} AS DOUBLE) {sign} {limit}"
    if column.max_length is not None:
        yield "length", "longer than the column allows", f"length({name}) > {column.max_length}"


def _checks(schema: Schema, table: Table) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """(rule, columns, message, condition) of everything that one row can break by itself."""
    allowed = categories(schema, table)
    for column in table.columns:
        for rule, message, condition in _rules(column, allowed.get(column.name)):
            yield rule, (column.name,), message, condition
    for groups, rule, sign, message in (
        (table.exactly_one, "exactly-one", "<> 1", "not exactly one of them is filled"),
        (table.at_least_one, "at-least-one", "= 0", "none of them is filled"),
    ):
        for group in groups:
            filled = " + ".join(f"({quote(c)} IS NOT NULL)::INT" for c in group)
            yield rule, group, message, f"{filled} {sign}"


def _finding(
    connection: Any, table: Table, rule: str, columns: tuple[str, ...], message: str, rows: str
) -> Finding | None:
    """The finding of the rows that the query `rows` gives, or None when it gives none."""
    if not connection.execute(
        f"SELECT _row FROM ({rows}) LIMIT 1"
    ).fetchone():  # without the other columns it is quickly said
        return None
    found = connection.execute(f"SELECT _row, {', '.join(map(quote, table.names))} FROM ({rows}) ORDER BY 1").fetchall()
    cells = tuple(shown(table, columns, row[0], dict(zip(table.names, row[1:], strict=True))) for row in found[:SHOWN])
    return Finding(rule, table.name, message, columns, tuple(row[0] for row in found), cells)


def _row_findings(connection: Any, schema: Schema, table: Table) -> Iterator[Finding | None]:
    """All rules of single rows: counted in one pass over the table, looked at only where a count is not nought."""
    rules = list(_checks(schema, table))
    counts = ", ".join(f"count(*) FILTER ({condition})" for *_, condition in rules)
    broken = connection.execute(f"SELECT {counts} FROM {quote(table.name)}").fetchone()
    for (rule, columns, message, condition), count in zip(rules, broken, strict=True):
        if count:
            query = f"SELECT * FROM {quote(table.name)} WHERE {condition}"
            yield _finding(connection, table, rule, columns, message, query)


def _repeated(table: Table, key: tuple[str, ...]) -> str:
    names = ", ".join(map(quote, key))
    filled = " AND ".join(f"{quote(c)} IS NOT NULL" for c in key)
    return (
        f"SELECT * FROM {quote(table.name)} WHERE {filled} AND ({names}) IN (SELECT ({names}) FROM {quote(table.name)} "
        f"WHERE {filled} GROUP BY {names} HAVING count(*) > 1) QUALIFY row_number() OVER (PARTITION BY {names} ORDER BY _row) > 1"
    )


def _key_findings(connection: Any, table: Table, sound: set[str]) -> Iterator[Finding | None]:
    single = [(c.name,) for c in table.columns if c.unique]
    for rule, message, keys in (
        ("primary-key", "a key that another row has", [table.primary_key]),
        ("unique", "values that another row has", [*table.unique_keys, *single]),
    ):
        for key in keys:
            names = ", ".join(map(quote, key))
            filled = " AND ".join(f"{quote(c)} IS NOT NULL" for c in key)
            query = f"SELECT count(*), count(DISTINCT ({names})) FROM {quote(table.name)} WHERE {filled}"
            total, distinct = connection.execute(query).fetchone()
            if total != distinct:
                yield _finding(connection, table, rule, key, message, _repeated(table, key))
    for reference in table.foreign_keys:
        if reference.table not in sound:
            continue
        some = " OR ".join(f"t.{quote(c)} IS NOT NULL" for c in reference.columns)
        same = " AND ".join(
            f"o.{quote(b)} = t.{quote(a)}" for a, b in zip(reference.columns, reference.references, strict=True)
        )
        query = f"SELECT t.* FROM {quote(table.name)} t ANTI JOIN {quote(reference.table)} o ON {same} WHERE {some}"
        message = f"refers to no row of {reference.table}"
        yield _finding(connection, table, "foreign-key", reference.columns, message, query)


def check_rows(connection: duckdb.DuckDBPyConnection, schema: Schema, tables: list[Table]) -> list[Finding]:
    """Everything that the descriptor forbids in the rows of these tables, which are loaded in the connection."""
    sound = {table.name for table in tables}
    found: list[Finding | None] = []
    for table in tables:
        found += _row_findings(connection, schema, table)
        found += _key_findings(connection, table, sound)
    return [finding for finding in found if finding is not None]
