"""Assertions about the world: each with a world that breaks it, and one that only seems to."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.publish.csvs import write_tables
from etl.schema import TABLES
from etl.sources import catalogue
from etl.validate.fast import load_table
from etl.validate.world import DuckDB, check, check_with_sqlite

from ..publish.world import World


@pytest.fixture
def world() -> World:
    made = World()
    made.person("ana", born="1850", died="1900-01-02")
    made.person("bo")
    made.add("posts", post_id="minister", title="Minister", role_type="foreign_minister", country="RU")
    made.add("posts", post_id="secretary", title="Secretary", role_type="minister", country="RU")
    return made


def rules(world: World, folder: Path) -> list[str]:
    write_tables(world.tables, folder / "data")
    tables = list(TABLES.values())
    found = check_with_sqlite(folder, tables)
    with duckdb.connect() as connection:
        for table in tables:
            load_table(connection, folder / table.path, table)
        assert [f.identity for f in check(DuckDB(connection), tables)] == [f.identity for f in found]
    assert all(f.rows for f in found)
    return [f.rule for f in found]


@pytest.mark.parametrize(
    ("date", "role", "status", "broken"),
    [
        ("1849-12-31", "participant", "occurred", True),
        ("1850-01-01", "participant", "occurred", False),  # the day of birth is not known
        ("184X", "participant", "occurred", True),
        ("1900-01-02", "participant", "occurred", False),
        ("1900-01-03", "participant", "occurred", True),
        ("1900", "participant", "occurred", False),
        ("1901", "subject", "occurred", False),
        ("1901", "participant", "planned", False),
        (None, "participant", "occurred", False),
    ],
)
def test_nobody_meets_before_birth_or_after_death(
    world: World, tmp_path: Path, date: str | None, role: str, status: str, broken: bool
) -> None:
    world.event("e", "meeting", [("ana", role), ("bo", "participant")], date=date, status=status)
    assert rules(world, tmp_path) == ["met-outside-life"] * broken


def test_the_funeral_of_the_dead_is_no_meeting_with_them(world: World, tmp_path: Path) -> None:
    world.event("e", "ceremony", [("ana", "participant")], date="1900-01-09", subtype="funeral")
    assert rules(world, tmp_path) == []


def test_a_contradiction_on_record_is_published(world: World, tmp_path: Path) -> None:
    world.event("e", "meeting", [("ana", "participant"), ("bo", "participant")], date="1901")
    world.add(
        "checks", check_id="c", event_id="e", record_id="register:visit/1", rule="after-death", outcome="contradicts"
    )
    assert rules(world, tmp_path) == []


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("1896-05-04", False),
        ("1896-05-02", False),
        ("1896-05-01", True),
        ("1896-05-07", True),
        ("1896-05-05/1896-05-06", False),
        ("1896-05-05/1896-05-07", True),
        ("1896-05", False),
        ("1896-06", True),
        ("1896", False),
        (None, False),
    ],
)
def test_the_days_of_a_part_lie_within_the_trip(world: World, tmp_path: Path, part: str | None, broken: bool) -> None:
    world.event("v", "visit", [("bo", "visitor")], date="1896-05-02/1896-05-06")
    world.event("m", "meeting", [("ana", "participant"), ("bo", "participant")], date=part)
    world.link("m", "part_of", "v")
    assert rules(world, tmp_path) == ["outside-the-trip"] * broken


@pytest.mark.parametrize(
    ("role_type", "country", "type", "broken"),
    [
        ("head_of_state", "CH", "visit", True),
        ("monarch", "CH", "visit", True),
        ("head_of_state", "RU", "visit", False),
        ("minister", "CH", "visit", False),
        ("head_of_state", "CH", "meeting", False),
    ],
)
def test_a_head_of_state_visits_not_their_own_country(
    world: World, tmp_path: Path, role_type: str, country: str, type: str, broken: bool
) -> None:
    office = world.office("bo", role_type, country)
    world.event("v", type, [("bo", "visitor", office)])
    assert rules(world, tmp_path) == ["visits-own-country"] * broken


@pytest.mark.parametrize(
    ("post", "second", "broken"),
    [
        (
            "minister",
            {"start": "1894-07-05", "end": "1896"},
            False,
        ),  # 180 days: the one is appointed, the other not yet gone
        ("minister", {"start": "1894-06-28", "end": "1896"}, True),
        ("minister", {"start": "1895-06", "end": "1896"}, False),  # both in 1895, each on days of their own perhaps
        ("minister", {"start": "1896", "end": None}, False),
        ("minister", {"start": "1893", "end": ".."}, True),
        ("minister", {"start": "1893", "end": None}, False),  # it is not known until when
        ("minister", {"start": "1893", "end": "1896", "status": "acting"}, False),
        ("secretary", {"start": "1893", "end": "1896"}, False),  # of ministers there may be several
    ],
)
def test_two_people_hold_one_office_only_where_that_is_possible(
    world: World, tmp_path: Path, post: str, second: dict[str, str], broken: bool
) -> None:
    world.office("ana", "foreign_minister", "RU", post_id=post, start="1890", end="1895")
    world.office("bo", "foreign_minister", "RU", post_id=post, **second)
    assert rules(world, tmp_path) == ["two-holders"] * broken


def test_one_person_may_hold_it_twice(world: World, tmp_path: Path) -> None:
    for number in (1, 2):
        world.office(
            "bo", "foreign_minister", "RU", post_id="minister", start="1890", end="1895", affiliation_id=f"bo-{number}"
        )
    assert rules(world, tmp_path) == []


def test_nothing_ends_before_it_starts(world: World, tmp_path: Path) -> None:
    world.office("bo", "envoy", "RU", start="1896", end="1895")
    world.person("cy", born="1900", died="1899")
    world.article("a")
    world.add(
        "mentions",
        article_id="a",
        number=1,
        zone="body",
        paragraph=0,
        start_char=9,
        end_char=9,
        as_text="Bo",
        person_id="bo",
    )
    assert rules(world, tmp_path) == ["ends-before-it-starts", "dies-before-birth", "ends-before-its-text"]


@pytest.mark.parametrize(("share", "broken"), [(0, False), (0.5, True), (1, False), (2.5, True)])
def test_a_source_gives_as_many_entries_as_the_catalogue_allows(tmp_path: Path, share: float, broken: bool) -> None:
    source = next(s for s in catalogue.load() if s.rows[0] > 100)
    world = World()
    world.add(
        "sources", source_id=source.source_id, kind=source.kind, title=source.title, records=int(source.rows[0] * share)
    )
    assert rules(world, tmp_path) == ["count"] * broken
