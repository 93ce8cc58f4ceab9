"""The database made by a process of its own: the same bytes, the same errors, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import CheckError, InputError
from etl.publish import background, publishing

from .world import World, small_world


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the rows."""
    monkeypatch.setattr(background, "MANY", 0)


def test_it_has_the_bytes_of_the_one_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = small_world().write(tmp_path / "here")
    monkeypatch.setattr(background, "MANY", 0)
    there = small_world().write(tmp_path / "there")
    assert (there / "embassyrow.db").read_bytes() == (here / "embassyrow.db").read_bytes()
    assert sorted(p.name for p in there.iterdir()) == ["data", "datapackage.json", "embassyrow.db"]


def test_the_order_in_which_tables_are_written_does_not_show(tmp_path: Path, apart: None) -> None:
    here = small_world().write(tmp_path / "here")
    with publishing(tmp_path / "there") as files:
        for name, rows in reversed(small_world().tables.items()):
            files.write(name, rows)
    for made in ("embassyrow.db", "datapackage.json", "data/people.csv"):
        assert (tmp_path / "there" / made).read_bytes() == (here / made).read_bytes()


def test_a_table_is_written_once_and_what_stops_midway_leaves_nothing(tmp_path: Path, apart: None) -> None:
    with pytest.raises(ValueError, match="people is written already"), publishing(tmp_path) as files:
        files.write("people", small_world().tables["people"])
        files.write("people", ())
    assert not list(tmp_path.iterdir())


def test_what_is_wrong_is_raised_here(tmp_path: Path, apart: None) -> None:
    world = World()
    world.event("e", "meeting", [("nobody", "host")])
    with pytest.raises(CheckError, match="event_participants: row 1 refers to a row of people") as caught:
        world.write(tmp_path)
    assert caught.value.remedy == "run embassyrow validate"
    assert not list(tmp_path.glob("embassyrow.db*"))


def test_a_row_that_the_schema_forbids_ends_it(tmp_path: Path, apart: None) -> None:
    world = small_world()
    world.tables["redirects"] = [{"old_id": "a", "new_id": "b", "kind": "nothing", "release": "1.0.0"}]
    with pytest.raises(InputError, match="redirects"):
        world.write(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_check_that_fails_meanwhile_is_raised(tmp_path: Path, apart: None) -> None:
    def fail(folder: Path) -> None:
        assert (folder / "datapackage.json").exists()
        raise CheckError("not so")

    with pytest.raises(CheckError, match="not so"), publishing(tmp_path, meanwhile=fail) as files:
        for name, rows in small_world().tables.items():
            files.write(name, rows)
    assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob("*.draft"))
