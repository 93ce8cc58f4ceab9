"""Assertions about the world: what no set of true facts can contain, however well-formed its rows are.

Each is one SQL query that gives the rows that break it, in SQL that SQLite and DuckDB read alike (all columns are text, a
missing value is null). A fact whose contradiction is on record, as a row of `checks` with the outcome contradicts or
defect, breaks none: disagreement between sources is published, not hidden.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from etl.edtf import EdtfError, bounds
from etl.lexicon.holders import HANDOVER, ONE_AT_A_TIME
from etl.publish.ddl import quote
from etl.schema import Table, is_day
from etl.validate.finding import SHOWN, Finding
from etl.validate.frictional import numbered_rows

if TYPE_CHECKING:
    import duckdb


class Database(Protocol):
    """Tables of text with the row numbers as `_row`, and a function days_between(day, later day)."""

    def query(self, sql: str) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Assertion:
    """One assertion; `sql` selects `_row` (a row of `table`) and what to show of each row that breaks it."""

    rule: str
    table: str
    columns: tuple[str, ...]
    message: str
    needs: tuple[str, ...]
    sql: str


def _on_record(key: str, value: str) -> str:
    return f"EXISTS (SELECT 1 FROM checks c WHERE c.{key} = {value} AND c.outcome IN ('contradicts', 'defect'))"


_END = """CASE WHEN {0}."end" = '..' THEN '9999-12-31' ELSE {0}.end_earliest END"""

_SINGLE = "(" + ", ".join(f"'{role_type}'" for role_type in ONE_AT_A_TIME) + ")"

ASSERTIONS = (
    Assertion(
        "met-outside-life",
        "event_participants",
        ("person_id",),
        "somebody who was not born yet, or dead, took part",
        ("event_participants", "events", "people", "checks"),
        f"""
        SELECT p._row, p.event_id, p.number, p.person_id, e.type, e.date, x.born, x.died
        FROM event_participants p
        JOIN events e ON e.event_id = p.event_id
        JOIN people x ON x.person_id = p.person_id
        WHERE e.type IN ('meeting', 'visit', 'call', 'talks', 'summit') AND e.status IN ('occurred', 'ongoing')
          AND p.role NOT IN ('subject', 'target', 'sender')
          AND (x.born_earliest > e.date_latest OR x.died_latest < e.date_earliest)
          AND NOT {_on_record("event_id", "e.event_id")}
        """,
    ),
    Assertion(
        "outside-the-trip",
        "event_links",
        ("event_id", "other_event_id"),
        "what is part of a visit does not lie within its days",
        ("event_links", "events", "checks"),
        f"""
        SELECT l._row, l.event_id, l.other_event_id, e.date AS date, w.date AS whole
        FROM event_links l
        JOIN events e ON e.event_id = l.event_id
        JOIN events w ON w.event_id = l.other_event_id
        WHERE l.relation = 'part_of' AND w.type = 'visit'
          AND (e.date_latest < w.date_earliest OR e.date_earliest > w.date_latest
            OR (e.type <> 'summit' AND length(e.date) IN (10, 21) AND e.date NOT LIKE '%X%' AND e.date NOT LIKE '%..%'
              AND (e.date_earliest < w.date_earliest OR e.date_latest > w.date_latest)))
          AND NOT {_on_record("event_id", "e.event_id")} AND NOT {_on_record("event_id", "w.event_id")}
        """,
    ),
    Assertion(
        "visits-own-country",
        "event_participants",
        ("person_id",),
        "a head of state visits their own country",
        ("event_participants", "events", "affiliations", "checks"),
        f"""
        SELECT p._row, p.event_id, p.number, p.person_id, e.date, e.country, f.role_type, f.title
        FROM event_participants p
        JOIN events e ON e.event_id = p.event_id
        JOIN affiliations f ON f.affiliation_id = p.affiliation_id
        WHERE e.type = 'visit' AND e.status IN ('occurred', 'ongoing') AND p.role = 'visitor'
          AND f.role_type IN ('head_of_state', 'monarch') AND f.status IN ('substantive', 'acting')
          AND f.country = e.country AND NOT {_on_record("event_id", "e.event_id")}
        """,
    ),
    Assertion(
        "two-holders",
        "affiliations",
        ("post_id",),
        "two people held one office at the same time",
        ("affiliations", "posts", "checks"),
        f"""
        SELECT a._row, a.affiliation_id, a.post_id, a.person_id, a.start, a."end", b.person_id AS other, b.start AS other_start,
          b."end" AS other_end
        FROM affiliations a
        JOIN affiliations b ON b.post_id = a.post_id AND b.person_id <> a.person_id AND b.affiliation_id > a.affiliation_id
        JOIN posts t ON t.post_id = a.post_id
        WHERE t.role_type IN {_SINGLE} AND a.status = 'substantive' AND b.status = 'substantive'
          AND a.start_latest IS NOT NULL AND b.start_latest IS NOT NULL
          AND {_END.format("a")} IS NOT NULL AND {_END.format("b")} IS NOT NULL
          AND days_between(CASE WHEN a.start_latest > b.start_latest THEN a.start_latest ELSE b.start_latest END,
            CASE WHEN {_END.format("a")} < {_END.format("b")} THEN {_END.format("a")} ELSE {_END.format("b")} END) > {HANDOVER}
          AND NOT {_on_record("affiliation_id", "a.affiliation_id")}
          AND NOT {_on_record("affiliation_id", "b.affiliation_id")}
        """,
    ),
    Assertion(
        "ends-before-it-starts",
        "affiliations",
        ("start", "end"),
        "an affiliation ended before it began",
        ("affiliations", "checks"),
        f"""
        SELECT a._row, a.affiliation_id, a.person_id, a.start, a."end" FROM affiliations a
        WHERE a.start_earliest > a.end_latest AND NOT {_on_record("affiliation_id", "a.affiliation_id")}
        """,
    ),
    Assertion(
        "dies-before-birth",
        "people",
        ("born", "died"),
        "somebody died before they were born",
        ("people",),
        "SELECT p._row, p.person_id, p.born, p.died FROM people p WHERE p.born_earliest > p.died_latest",
    ),
    Assertion(
        "ends-before-its-text",
        "mentions",
        ("start_char", "end_char"),
        "a name in a text ends where it starts, or before",
        ("mentions",),
        "SELECT m._row, m.article_id, m.number, m.start_char, m.end_char FROM mentions m "
        "WHERE CAST(m.end_char AS INTEGER) <= CAST(m.start_char AS INTEGER)",
    ),
)


def check(database: Database, tables: list[Table]) -> list[Finding]:
    """Every assertion whose tables are all there, the days beside every EDTF date, and the bounds of sources.yml."""
    from etl.validate.bounds import check_counts

    present = {table.name for table in tables}
    found = []
    for assertion in ASSERTIONS:
        if present.issuperset(assertion.needs):
            rows = database.query(f"SELECT * FROM ({assertion.sql}) AS broken ORDER BY _row")
            if rows:
                found.append(_finding(assertion.rule, assertion.table, assertion.message, assertion.columns, rows))
    for table in tables:
        found += _days_beside_dates(database, table)
    return found + check_counts(database, present)


def _finding(rule: str, table: str, message: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> Finding:
    numbers = tuple(dict.fromkeys(row["_row"] for row in rows))
    cells = ({"row": str(r["_row"])} | {k: v for k, v in r.items() if k != "_row"} for r in rows[:SHOWN])
    return Finding(rule, table, message, columns, numbers, tuple(cells))


def _days_beside_dates(database: Database, table: Table) -> Iterator[Finding]:
    """Dates that are in the form of EDTF and yet none, or whose `_earliest` and `_latest` are not theirs."""
    for name in table.names:
        first, last = f"{name}_earliest", f"{name}_latest"
        if first not in table.by_name or last not in table.by_name:
            continue
        columns = f"{quote(name)} AS v, {quote(first)} AS a, {quote(last)} AS b"
        bad = []
        for row in database.query(f"SELECT DISTINCT {columns} FROM {quote(table.name)}"):
            try:
                right = bounds(row["v"]) == (row["a"], row["b"])
            except EdtfError:
                right = False
            if not right:
                bad.append(row)
        if bad:
            where = " OR ".join(
                "("
                + " AND ".join(_is(column, row[key]) for column, key in ((name, "v"), (first, "a"), (last, "b")))
                + ")"
                for row in bad
            )
            shown = ", ".join(quote(c) for c in dict.fromkeys((*table.primary_key, name, first, last)))
            rows = database.query(f"SELECT _row, {shown} FROM {quote(table.name)} WHERE {where} ORDER BY _row")
            yield _finding(
                "edtf", table.name, "not an EDTF date with its first and last day", (name, first, last), rows
            )


def _is(column: str, value: str | None) -> str:
    if value is None:
        return f"{quote(column)} IS NULL"
    return f"{quote(column)} = '" + value.replace("'", "''") + "'"


class DuckDB:
    """The tables that etl.validate.fast has loaded."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute(
            "CREATE OR REPLACE MACRO days_between(a, b) AS date_diff('day', TRY_CAST(a AS DATE), TRY_CAST(b AS DATE))"
        )

    def query(self, sql: str) -> list[dict[str, Any]]:
        result = self.connection.execute(sql)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _days_between(first: str | None, last: str | None) -> int | None:
    if first is None or last is None or not (is_day(first) and is_day(last)):
        return None
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


class SQLite:
    """The tables in memory."""

    def __init__(self, folder: Path, tables: list[Table]) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.create_function("days_between", 2, _days_between, deterministic=True)
        for table in tables:
            names = ", ".join(f"{quote(name)} TEXT" for name in table.names)
            self.connection.execute(f"CREATE TABLE {quote(table.name)} (_row INTEGER PRIMARY KEY, {names})")
            marks = ", ".join("?" * (len(table.names) + 1))
            self.connection.executemany(
                f"INSERT INTO {quote(table.name)} VALUES ({marks})",
                ((n, *(v or None for v in row.values())) for n, row in numbered_rows(folder / table.path, table)),
            )
            for number, columns in enumerate([table.primary_key, *(key.columns for key in table.foreign_keys)]):
                listed = ", ".join(map(quote, columns))
                self.connection.execute(
                    f"CREATE INDEX {quote(f'{table.name}_{number}')} ON {quote(table.name)} ({listed})"
                )

    def query(self, sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.connection.execute(sql)]

    def close(self) -> None:
        self.connection.close()


def check_with_sqlite(folder: Path, tables: list[Table]) -> list[Finding]:
    """`check` over the CSV files of these tables."""
    with closing(SQLite(folder, tables)) as database:
        return check(database, tables)
