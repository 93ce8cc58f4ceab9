"""Who is who in the registers, remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.claims import Item
from etl.resolve.clusters import People
from etl.resolve.memory import Memory
from etl.resolve.people import Decision, resolve_people
from etl.resolve.references import references
from tests.resolve.make import person, record


def one(key: str, name: str, office: str, country: str, day: str, **more: object) -> Item:
    return record(f"t:x/{key}", [person("p1", name, office, country, day, **more)])


ITEMS = [
    one("1", "Dmitri Medvedev", "president", "RU", "2009-07-06"),
    one("2", "Dmitry A. Medvedev", "president", "RU", "2010-06-24"),
    one("3", "Medvedev", "president", "RU", "2011-05-26"),
    one("4", "Papandreou", "pm", "GR", "1999-02-01"),
    one("5", "Andreas Papandreou", "pm", "GR", "1999-03-01"),
    one("6", "George Papandreou", "pm", "GR", "1999-03-09"),
]


def people(memory: Memory | None, items: list[Item] = ITEMS, decisions: tuple[Decision, ...] = ()) -> People:
    return resolve_people(references(items), decisions, memory)


def told(found: People) -> list[object]:
    clusters = [
        (
            c.serial,
            [m.anchor for m in c.members],
            c.merges,
            list(c.names.items()),
            c.roles,
            c.registered,
            c.first,
            c.last,
        )
        for c in found.clusters
        if c.members
    ]
    return [clusters, {anchor: c.anchor for anchor, c in found.of.items()}, sorted(found.doubtful)]


def test_what_is_remembered_is_what_was_found(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "people.json", "key")
    assert told(people(memory)) == told(people(None))
    assert told(people(Memory(tmp_path / "people.json", "key"))) == told(people(None))


def test_it_is_really_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people(Memory(tmp_path / "people.json", "key"))
    monkeypatch.setattr("etl.resolve.people._place_registers", lambda *args: pytest.fail("resolved again"))
    people(Memory(tmp_path / "people.json", "key"))


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"key": "key"}', None])
def test_a_file_that_is_not_ours_is_not_believed(tmp_path: Path, spoilt: str | None) -> None:
    path = tmp_path / "people.json"
    people(Memory(path, "key"))
    if spoilt is not None:
        path.write_text(spoilt)
    assert told(people(Memory(path, "key" if spoilt is not None else "another key"))) == told(people(None))


def test_other_entries_are_resolved_anew(tmp_path: Path) -> None:
    people(Memory(tmp_path / "people.json", "key"))
    for items in (ITEMS[:-1], [*ITEMS, one("7", "Jane Roe", "president", "IE", "2001-01-01")]):
        assert told(people(Memory(tmp_path / "people.json", "key"), items)) == told(people(None, items))


def test_sources_that_the_key_does_not_stand_for_are_not_remembered(tmp_path: Path) -> None:
    people(Memory(tmp_path / "people.json", "key", frozenset({"another"})))
    assert not (tmp_path / "people.json").exists()
