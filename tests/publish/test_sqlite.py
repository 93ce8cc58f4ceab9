"""embassyrow.db, built from data/."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from etl.errors import CheckError, InputError
from etl.publish import publish
from etl.publish.csvs import read_tables
from etl.publish.sqlite import build_database, check

from .world import World, small_world


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world().write(tmp_path_factory.mktemp("package"))


def test_it_holds_every_row_of_every_table(package: Path) -> None:
    database = sqlite3.connect(package / "embassyrow.db")
    database.row_factory = sqlite3.Row
    for name, rows in read_tables(package / "data").items():
        assert [dict(row) for row in database.execute(f"SELECT * FROM {name}")] == rows, name


def test_it_is_sound(package: Path) -> None:
    assert check(sqlite3.connect(package / "embassyrow.db")) == []


def test_the_same_data_give_the_same_bytes(package: Path, tmp_path: Path) -> None:
    again = {name: list(reversed(rows)) for name, rows in small_world().tables.items()}
    publish(again, tmp_path)
    for file in ("embassyrow.db", "datapackage.json"):
        assert (tmp_path / file).read_bytes() == (package / file).read_bytes(), file


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("people", "brandt", ["oleg-brant"]),  # a variant name
        ("people", "vera", ["vera-anders"]),
        ("people", "ánders", ["vera-anders"]),  # accents do not matter
        ("people", "cla*", ["claire-dumas"]),
        ("organizations", "lol", ["league"]),
        ("places", "geneva", ["geneva-ch"]),
        ("articles", "envoys", ["gazette-envoys"]),
        ("events", "meeting", ["1896-05-04-meeting-anders-brant"]),
        ("events", "nothing", []),
    ],
)
def test_full_text_search_finds(package: Path, table: str, words: str, found: list[str]) -> None:
    database = sqlite3.connect(package / "embassyrow.db")
    query = f"SELECT t.* FROM {table} t WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    assert [row[0] for row in database.execute(query, (words,))] == found


def test_search_can_show_what_it_found(package: Path) -> None:
    database = sqlite3.connect(package / "embassyrow.db")
    query = "SELECT highlight(people_fts, 1, '[', ']') FROM people_fts WHERE people_fts MATCH 'brandt'"
    assert database.execute(query).fetchone() == ("O. [Brandt]",)
    database.execute("INSERT INTO people_fts (people_fts, rank) VALUES ('integrity-check', 1)")


def test_a_reference_to_nobody_publishes_nothing(tmp_path: Path) -> None:
    world = World()
    world.event("e", "meeting", [("nobody", "host")])
    with pytest.raises(CheckError, match="event_participants: row 1 refers to a row of people"):
        world.write(tmp_path)
    assert not list(tmp_path.glob("embassyrow.db*"))


def test_a_broken_constraint_names_the_file_and_leaves_the_old_database(package: Path, tmp_path: Path) -> None:
    small_world().write(tmp_path)
    before = (tmp_path / "embassyrow.db").read_bytes()
    events = tmp_path / "data" / "events.csv"
    events.write_text(events.read_text().replace(",meeting,", ",party,"))
    with pytest.raises(InputError, match=r"events\.csv.*CHECK"):
        build_database(tmp_path / "data", tmp_path / "embassyrow.db")
    assert (tmp_path / "embassyrow.db").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "datapackage.json", "embassyrow.db"]


def test_a_table_may_refer_to_itself_in_any_order(tmp_path: Path) -> None:
    world = World()
    world.add("organizations", organization_id="a-bureau", name="A", parent_id="z-ministry")
    world.add("organizations", organization_id="z-ministry", name="Z")
    assert world.database(tmp_path).execute("SELECT count(*) FROM organizations").fetchone() == (2,)
