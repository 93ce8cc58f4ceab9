"""The views for people, clause by clause of their definition in the design."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from etl.publish import ddl
from etl.publish.views import VIEWS
from etl.schema import load

from .world import World

PAIR = [("ana", "participant"), ("bo", "participant")]


@pytest.fixture
def world() -> World:
    made = World()
    for name in ("ana", "bo", "cy", "dee"):
        made.person(name)
    return made


def pairs(world: World, folder: Path, view: str = "encounters") -> list[tuple[str, str, str]]:
    rows = world.database(folder).execute(f"SELECT event_id, person_a, person_b FROM {view} ORDER BY 1, 2, 3")
    return list(rows)


@pytest.mark.parametrize("type", ["meeting", "talks", "call"])
def test_who_is_in_a_meeting_talks_or_a_call_met(world: World, tmp_path: Path, type: str) -> None:
    world.event("e", type, PAIR)
    assert pairs(world, tmp_path) == [("e", "ana", "bo")]


@pytest.mark.parametrize(
    "type",
    [
        "summit",
        "ceremony",
        "agreement",
        "statement_joint",
        "dispatch",
        "letter",
        "appointment",
        "inauguration",
        "strike",
        "other",
    ],
)
def test_who_is_in_anything_else_did_not_meet_by_that(world: World, tmp_path: Path, type: str) -> None:
    world.event("e", type, PAIR)
    assert pairs(world, tmp_path) == []


def test_a_pair_is_unordered_and_comes_once(world: World, tmp_path: Path) -> None:
    world.event("e", "meeting", [("cy", "host"), ("ana", "visitor"), ("bo", "participant")])
    assert pairs(world, tmp_path) == [("e", "ana", "bo"), ("e", "ana", "cy"), ("e", "bo", "cy")]


def test_two_meetings_of_a_pair_are_two_rows(world: World, tmp_path: Path) -> None:
    world.event("e", "meeting", PAIR)
    world.event("f", "call", [("bo", "caller"), ("ana", "callee")])
    assert pairs(world, tmp_path) == [("e", "ana", "bo"), ("f", "ana", "bo")]


@pytest.mark.parametrize("role", ["subject", "target", "sender"])
@pytest.mark.parametrize("type", ["meeting", "talks", "call"])
def test_subjects_targets_and_senders_did_not_meet(world: World, tmp_path: Path, type: str, role: str) -> None:
    world.event("e", type, [*PAIR, ("cy", role), ("dee", role)])
    assert pairs(world, tmp_path) == [("e", "ana", "bo")]


@pytest.mark.parametrize(
    "role", ["visitor", "host", "caller", "callee", "mediator", "envoy", "companion", "speaker", "signatory"]
)
def test_every_part_that_is_there_counts(world: World, tmp_path: Path, role: str) -> None:
    world.event("e", "meeting", [("ana", "participant"), ("cy", role)])
    assert pairs(world, tmp_path) == [("e", "ana", "cy")]


def test_somebody_in_two_parts_met_the_other_once(world: World, tmp_path: Path) -> None:
    world.event(
        "e",
        "talks",
        [("ana", "subject"), ("ana", "mediator"), ("ana", "signatory"), ("bo", "participant"), ("bo", "host")],
    )
    assert pairs(world, tmp_path) == [("e", "ana", "bo")]


def test_a_state_is_nobody_one_meets(world: World, tmp_path: Path) -> None:
    world.event("e", "meeting", [("ana", "participant"), ("FR", "participant")])
    assert pairs(world, tmp_path) == []


def test_a_visitor_met_the_named_host(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host"), ("CH", "host")])
    assert pairs(world, tmp_path) == [("v", "ana", "bo")]


def test_a_visit_without_a_named_host_is_no_encounter(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("CH", "host")])
    assert pairs(world, tmp_path) == []


@pytest.mark.parametrize("others", [[("ana", "visitor"), ("bo", "visitor")], [("ana", "host"), ("bo", "host")],
                                    [("ana", "visitor"), ("bo", "companion")], [("ana", "host"), ("bo", "companion")],
                                    [("ana", "visitor"), ("bo", "participant")]])  # fmt: skip
def test_in_a_visit_only_visitor_and_host_met(world: World, tmp_path: Path, others: list[tuple[str, str]]) -> None:
    world.event("v", "visit", others)
    assert pairs(world, tmp_path) == []


@pytest.mark.parametrize("type", ["meeting", "talks", "call"])
def test_a_visit_with_a_meeting_of_that_pair_within_is_not_counted_twice(
    world: World, tmp_path: Path, type: str
) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host"), ("cy", "host")])
    world.event("m", type, PAIR)
    world.link("m", "part_of", "v")
    assert pairs(world, tmp_path) == [("m", "ana", "bo"), ("v", "bo", "cy")]


def test_a_meeting_of_others_within_leaves_the_visit_standing(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host")])
    world.event("m", "meeting", [("bo", "participant"), ("cy", "participant"), ("ana", "subject")])
    world.link("m", "part_of", "v")
    assert pairs(world, tmp_path) == [("m", "bo", "cy"), ("v", "ana", "bo")]


def test_a_summit_within_is_no_meeting_of_that_pair(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host")])
    world.event("s", "summit", PAIR)
    world.link("s", "part_of", "v")
    assert pairs(world, tmp_path) == [("v", "ana", "bo")]


@pytest.mark.parametrize("relation", ["follows", "caused_by"])
def test_a_meeting_that_is_not_within_leaves_the_visit_standing(world: World, tmp_path: Path, relation: str) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host")])
    world.event("m", "meeting", PAIR)
    world.link("m", relation, "v")
    assert pairs(world, tmp_path) == [("m", "ana", "bo"), ("v", "ana", "bo")]


def test_a_meeting_called_off_does_not_hide_the_visit_that_took_place(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host")])
    world.event("m", "meeting", PAIR, status="cancelled")
    world.link("m", "part_of", "v")
    database = world.database(tmp_path)
    rows = database.execute("SELECT event_id FROM encounters WHERE status = 'occurred'").fetchall()
    assert rows == [("v",)]


def test_a_planned_meeting_hides_the_planned_visit(world: World, tmp_path: Path) -> None:
    world.event("v", "visit", [("bo", "visitor"), ("ana", "host")], status="planned")
    world.event("m", "meeting", PAIR, status="planned")
    world.link("m", "part_of", "v")
    assert pairs(world, tmp_path) == [("m", "ana", "bo")]


def test_each_one_appears_in_the_capacity_of_then(world: World, tmp_path: Path) -> None:
    world.add("posts", post_id="ru-fm", title="Minister", role_type="foreign_minister", country="RU")
    minister = world.office("bo", "foreign_minister", "RU", post_id="ru-fm")
    king = world.office("ana", "monarch", "FR")
    world.event("e", "meeting", [("bo", "host", minister), ("ana", "visitor", king)], mode="in_person", standing="confirmed",
                sources=3, date="1896-05")  # fmt: skip
    row = dict(
        zip(
            [n for n, _ in VIEWS["encounters"].columns],
            world.database(tmp_path).execute("SELECT * FROM encounters").fetchone(),
            strict=True,
        )
    )
    assert row == {
        "event_id": "e", "person_a": "ana", "person_b": "bo", "name_a": "Ana", "name_b": "Bo", "date": "1896-05",
        "date_earliest": "1896-05-01", "date_latest": "1896-05-31", "place_id": "geneva-ch", "place": "Geneva", "country": "CH",
        "type": "meeting", "subtype": None, "mode": "in_person", "status": "occurred", "standing": "confirmed", "role_a": "visitor",
        "role_b": "host", "affiliation_a": king, "title_a": "Monarch", "role_type_a": "monarch", "country_a": "FR", "post_a": None,
        "affiliation_b": minister, "title_b": "Foreign Minister", "role_type_b": "foreign_minister", "country_b": "RU",
        "post_b": "ru-fm", "sources": 3,
    }  # fmt: skip


def test_an_encounter_without_place_or_capacity_is_there_all_the_same(world: World, tmp_path: Path) -> None:
    world.event("e", "call", PAIR, place_id=None, country=None)
    assert pairs(world, tmp_path) == [("e", "ana", "bo")]


def test_who_attended_the_same_summit_is_in_co_attendance(world: World, tmp_path: Path) -> None:
    world.event(
        "s",
        "summit",
        [("cy", "participant"), ("ana", "host"), ("bo", "participant"), ("dee", "subject")],
        subtype="conference",
    )
    world.event("m", "meeting", PAIR)
    assert pairs(world, tmp_path, "co_attendance") == [("s", "ana", "bo"), ("s", "ana", "cy"), ("s", "bo", "cy")]


def test_a_timeline_holds_a_life_in_order(world: World, tmp_path: Path) -> None:
    world.person("eli", born="1850-01-02", died="1899")
    office = world.office("eli", "ambassador", "US", start="1890", end="1895-06")
    open_end = world.office("eli", "envoy", "US", start="1896", end="..")
    world.event("e", "meeting", [("eli", "participant", office), ("ana", "participant")], date="1892-07-01")
    world.event("f", "meeting", PAIR)
    world.article("wrote", published="1898-01-01")
    world.article("named", published="1898-01-02")
    world.add("article_people", article_id="wrote", number=1, person_id="eli", role="author")
    for number in (1, 2):
        world.add("mentions", article_id="named", number=number, zone="body", paragraph=0, start_char=0, end_char=3,
                  as_text="Eli", person_id="eli")  # fmt: skip
    rows = world.database(tmp_path).execute(
        "SELECT kind, date, coalesce(event_id, affiliation_id, article_id) FROM timelines WHERE person_id = 'eli' ORDER BY date_earliest"
    )
    assert list(rows) == [
        ("born", "1850-01-02", None),
        ("office_start", "1890", office),
        ("event", "1892-07-01", "e"),
        ("office_end", "1895-06", office),
        ("office_start", "1896", open_end),
        ("wrote", "1898-01-01", "wrote"),
        ("named", "1898-01-02", "named"),
        ("died", "1899", None),
    ]


def test_who_held_a_post_on_a_day(world: World, tmp_path: Path) -> None:
    world.add("posts", post_id="fm", title="Minister", role_type="foreign_minister", country="RU")

    def holds(person: str, **more: object) -> None:
        world.office(person, "foreign_minister", "RU", post_id="fm", **more)

    holds("ana", start="1890-02-01", end="1892")
    holds("bo", start="1893", end="..")
    holds("cy", start="1885", end=None, attested_last="1886-03-03")
    holds("dee", start="1891", end="1895", status="designate")
    database = world.database(tmp_path)

    def on(day: str) -> list[str]:
        query = (
            "SELECT person_id FROM officeholders WHERE post_id = 'fm' AND ? BETWEEN first_day AND last_day ORDER BY 1"
        )
        return [row[0] for row in database.execute(query, (day,))]

    assert [on(d) for d in ("1890-01-31", "1890-02-01", "1892-12-31", "1893-01-01", "2024-01-01")] == [
        [],
        ["ana"],
        ["ana"],
        ["bo"],
        ["bo"],
    ]
    assert (on("1885-06-01"), on("1886-03-03"), on("1886-03-04")) == (["cy"], ["cy"], [])


def test_an_office_outlives_the_state_to_which_its_holder_was_sent(world: World, tmp_path: Path) -> None:
    world.add("countries", country="SU", name="Soviet Union", scheme="iso3166-3")
    world.add(
        "posts", post_id="to-moscow", title="Ambassador", role_type="ambassador", country="US", accredited_country="RU"
    )
    world.office("ana", "ambassador", "US", post_id="to-moscow", accredited_country="SU", start="1962", end="1966")
    row = world.database(tmp_path).execute("SELECT country, accredited_country FROM officeholders").fetchone()
    assert row == ("US", "SU")


def test_every_column_of_a_view_is_described(world: World, tmp_path: Path) -> None:
    database = world.database(tmp_path)
    assert set(VIEWS) == {"encounters", "co_attendance", "timelines", "officeholders"}
    for view in VIEWS.values():
        columns = [c[0] for c in database.execute(f"SELECT * FROM {view.name} LIMIT 0").description]
        assert columns == [name for name, _ in view.columns]
        assert all(words for _, words in view.columns)
        assert view.description.startswith("One row is ")


@pytest.mark.parametrize("side", ["person_a", "person_b"])
def test_one_persons_encounters_are_found_by_index(side: str) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(ddl.script(load()))
    plan = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM encounters WHERE {side} = 'ana'")
    assert not [row[3] for row in plan if row[3].startswith("SCAN")]
