"""The database's own constraints: they stand without Python, and refuse what the schema refuses."""

from __future__ import annotations

import re
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.publish import ddl
from etl.schema import TABLES, Column, load

PATTERNS = sorted({c.pattern for t in TABLES.values() for c in t.columns if c.pattern})
connection = sqlite3.connect(":memory:")


def allows(pattern: str, text: str) -> bool:
    condition = ddl.PATTERNS[pattern].format("v")
    return bool(connection.execute(f"SELECT {condition} FROM (SELECT ? AS v)", (text,)).fetchone()[0])


def test_every_pattern_of_the_descriptor_has_sql() -> None:
    assert set(PATTERNS) == set(ddl.PATTERNS)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_condition_lets_through_all_that_its_pattern_does(pattern: str) -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(st.from_regex(pattern, fullmatch=True))
    def check(text: str) -> None:
        if "\x00" not in text:  # no CSV cell of ours holds one
            assert allows(pattern, text), text

    check()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_condition_refuses_plain_words_numbers_and_near_misses(pattern: str) -> None:
    words = ["", " ", "Moscow", "mos cow", "-a", "a-", "a--b", "A", "abc", "Ab", "12345", "1", "2017-13", "2017-1-1", "x-", "x-A",
             "2017-04-32", "2017-00", "20X7", "April 2017", "/", "..", "../..", "2017/", "http:/x", "ftp://x", "http://a b",
             "a:b", "A:b/c", "a:b/", "travels:trip/3 9", "G" * 64, "a" * 63, "usa", "USA", "US", "en-", "EN", "a.b", ".a", "_a",
             "CONSULT-", "consult", "CONSULT-Visit", "CONSULTvisit"]  # fmt: skip
    for word in words:
        assert allows(pattern, word) == bool(re.fullmatch(pattern, word)), word


def test_a_pattern_without_sql_is_an_error_not_a_gap() -> None:
    with pytest.raises(Exception, match="has no SQL"):
        ddl.checks(Column("x", "string", "X", "An x.", pattern="x+"))


@pytest.fixture
def database() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.executescript(ddl.script(load()))
    made.execute("PRAGMA foreign_keys = ON")
    made.execute("INSERT INTO sources (source_id, kind, title) VALUES ('s', 'register', 'S')")
    made.execute("INSERT INTO countries (country, name, scheme) VALUES ('US', 'United States', 'iso3166-1')")
    made.execute("INSERT INTO people (person_id, name) VALUES ('p', 'P')")
    made.execute("INSERT INTO events (event_id, type, status, label, sources, standing)"
                 " VALUES ('e', 'meeting', 'occurred', 'E', 1, 'single')")  # fmt: skip
    return made


@pytest.mark.parametrize(
    "insert",
    [
        "event_participants (event_id, number, role) VALUES ('e', 1, 'host')",
        "event_participants (event_id, number, role, person_id, country) VALUES ('e', 1, 'host', 'p', 'US')",
        "event_participants (event_id, number, role, person_id) VALUES ('e', NULL, 'host', 'p')",
        "event_participants (event_id, number, role, person_id) VALUES ('e', 'one', 'host', 'p')",
        "event_participants (event_id, number, role, person_id) VALUES ('e', 1, 'guest', 'p')",
        "event_participants (event_id, number, role, person_id) VALUES ('e', 1, 'host', 'q')",
        "participant_capacities (event_id, number, affiliation_id) VALUES ('e', 9, 'a')",
        "person_names (person_id, name, kind) VALUES ('p', '', 'variant')",
        "people (person_id, name) VALUES ('Not A Slug', 'N')",
        "people (person_id, name, born) VALUES ('n', 'N', 'long ago')",
        "people (person_id, name, born_earliest) VALUES ('n', 'N', '1900-02-29')",
        "places (place_id, name, latitude) VALUES ('x', 'X', 91)",
        "sources (source_id, kind, title) VALUES ('s', 'register', 'again')",
        "checks (check_id, rule, outcome) VALUES ('c', 'r', 'defect')",
    ],
)
def test_the_database_refuses_what_the_schema_refuses(database: sqlite3.Connection, insert: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(f"INSERT INTO {insert}")


def test_unique_keys_are_kept(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO person_identifiers VALUES ('p', 'wikidata', 'Q1')")
    database.execute("INSERT INTO people (person_id, name) VALUES ('q', 'Q')")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        database.execute("INSERT INTO person_identifiers VALUES ('q', 'wikidata', 'Q1')")


def test_tables_are_strict_and_need_no_function_of_ours(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert all(strict for name, strict in rows if name in TABLES)
    sql = " ".join(
        row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT'")
    )
    assert "REGEXP" not in sql.upper()
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_foreign_key_and_every_declared_filter_has_an_index(database: sqlite3.Connection) -> None:
    for table in TABLES.values():
        indexes = [
            tuple(row[0] for row in database.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,)))
            for (name,) in database.execute("SELECT name FROM pragma_index_list(?)", (table.name,))
        ]
        for columns in [*(key.columns for key in table.foreign_keys), *table.indexes]:
            assert any(index[: len(columns)] == columns for index in indexes), f"{table.name} {columns}"


def test_datasette_is_told_descriptions_labels_units_and_search() -> None:
    metadata = ddl.datasette_metadata(load())
    tables = metadata["databases"]["embassyrow"]["tables"]  # type: ignore[index]
    assert set(TABLES) <= set(tables)
    assert tables["people"]["label_column"] == "name"
    assert tables["people"]["fts_table"] == "people_fts"
    assert tables["places"]["units"] == {"latitude": "degree", "longitude": "degree"}
    assert tables["events"]["columns"]["standing"].startswith("disputed")
    assert "person_a" in tables["encounters"]["columns"]
    for name, table in TABLES.items():
        assert set(tables[name]["columns"]) == set(table.names)
