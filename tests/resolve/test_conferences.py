"""Conferences are known by their names, and one of a name is one happening."""

from __future__ import annotations

import dataclasses

import pytest

from etl.claims import EventClaim, Item
from etl.resolve import resolve
from etl.resolve.conferences import conference_keys, same_name
from etl.resolve.curation import Curation
from etl.resolve.rows import Tables
from tests.resolve.make import article, event, person, record

BRIAND = person("p1", "Aristide Briand", "fm", "FR", "1931-06-01")
CURTIUS = person("p1", "Julius Curtius", "fm", "DE", "1931-06-01")


@pytest.mark.parametrize(
    ("name", "town", "other", "other_town"),
    [
        ("NATO Summit", "Oslo", "Oslo NATO Summit", "Oslo"),
        ("NATO Summit", "Oslo", "the 2031 NATO Leaders' Summit", None),
        ("G7 Oslo Summit", None, "G-7 Leaders' Summit", "Oslo"),
        ("U.N. Trade Summit", None, "United Nations Summit on Trade", None),
        ("NATO Foreign Ministers' Meeting", "Oslo", "Ministerial Meeting of NATO foreign ministers", None),
        ("6th Summit of the Americas", None, "Summit of the Americas", "Lima"),
        ("Trilateral Leaders' Summit", "Camp David", "Camp David Trilateral Summit", None),
        ("Oslo Summit", "Oslo", "Global Fisheries Summit", "Oslo"),
        ("First Oslo Conference", None, "Oslo Conference", "Oslo"),
        ("Economic Summit", None, "Economic Summit", "Oslo"),
        ("Summit", None, "Summit", None),
    ],
)
def test_one_conference_under_two_names(name: str, town: str | None, other: str, other_town: str | None) -> None:
    a, b = (conference_keys(n, [t] if t else []) for n, t in ((name, town), (other, other_town)))
    assert same_name(a, b) and same_name(b, a)


@pytest.mark.parametrize(
    ("name", "town", "other", "other_town"),
    [
        ("NATO Summit", "Oslo", "NATO Foreign Ministers' Meeting", "Oslo"),
        ("G7 Summit", None, "G7 Ministerial Meeting", "Oslo"),
        ("Fisheries Summit", "Oslo", "Forestry Summit", "Oslo"),
        ("Leaders' Summit", "Oslo", "Trade Ministerial", "Oslo"),
        ("U.S. Summit", None, "U.S. Leaders' Summit", None),
        ("White House Summit", "Washington", "White House Summit", "Washington"),
        ("Leaders' Summit", None, "Annual Summit", None),
    ],
)
def test_two_conferences(name: str, town: str | None, other: str, other_town: str | None) -> None:
    a, b = (conference_keys(n, [t] if t else []) for n, t in ((name, town), (other, other_town)))
    assert not same_name(a, b)


def facts(*items: Item) -> Tables:
    return resolve(items, Curation(), [])[0]


def told(key: str, claim: EventClaim, published: str, source: str = "daily") -> Item:
    return article(key, [CURTIUS], [claim], published=published, source=source)


def summit(date: str | None, name: str | None = "Danube Summit", status: str = "occurred", **more: str) -> EventClaim:
    return event("e1", "summit", date, {"p1": "participant"}, name=name, status=status, **more)  # type: ignore[arg-type]


REGISTER = record("t:x/1", [BRIAND], [summit("1931-06-03/1931-06-05", country="AT", town="Vienna")])


def test_announced_told_and_recalled_it_is_the_one_that_the_register_has() -> None:
    tables = facts(
        REGISTER,
        told("before", summit(None, "Danube Leaders' Summit", "planned"), "1931-03-01"),
        told("month", summit("1931-06", "Vienna Danube Summit"), "1931-05-01", "weekly"),
        told("day", summit("1931-06-04"), "1931-06-04"),
        told("after", summit(None, "Danube summit"), "1931-09-01", "monthly"),
    )
    (row,) = tables["events"]
    assert (row["date"], row["date_basis"], row["status"], row["sources"]) == (
        "1931-06-03/1931-06-05",
        "stated",
        "occurred",
        5,
    )
    assert {e["match_rule"] for e in tables["event_evidence"]} == {"first", "same_conference"}
    assert {p["person_id"] for p in tables["event_participants"]} == {"aristide-briand", "julius-curtius"}


def test_of_two_of_one_name_none_is_taken_where_either_could_be_meant() -> None:
    second = record("t:x/2", [BRIAND], [summit("1931-08-10", country="HU", town="Budapest")])
    vague = told("vague", summit("1931"), "1931-10-01")
    assert len(facts(REGISTER, second, vague)["events"]) == 3
    there = told("there", summit("1931", town="Budapest"), "1931-10-01")
    rows = {row["date"]: row["sources"] for row in facts(REGISTER, second, there)["events"]}
    assert rows == {"1931-06-03/1931-06-05": 1, "1931-08-10": 2}


def test_the_days_by_which_one_without_a_day_is_found_are_not_published() -> None:
    (row,) = facts(told("a", summit(None), "1931-06-04"), told("b", summit(None), "1931-06-20"))["events"]
    assert row["date"] is None and row["sources"] == 2


def test_one_elsewhere_or_in_another_year_is_another() -> None:
    abroad = told("abroad", summit("1931-06-04", country="CH", town="Geneva"), "1931-06-05")
    later = told("later", summit(None), "1934-06-04")
    assert len(facts(REGISTER, abroad, later)["events"]) == 3


def test_an_article_that_names_one_twice_tells_it_once() -> None:
    twice = told("twice", summit("1931-06-04"), "1931-06-04")
    again = dataclasses.replace(summit("1931-06", "the Danube Summit"), id="e2")
    assert len(facts(dataclasses.replace(twice, events=(*twice.events, again)))["events"]) == 1


def test_who_met_at_a_conference_is_a_happening_of_its_own() -> None:
    met = event("e1", "meeting", "1931-06-04", {"p1": "participant", "p2": "participant"}, country="AT", town="Vienna")
    at_it = event(
        "e1",
        "summit",
        "1931-06-04",
        {"p1": "participant", "p2": "participant"},
        name="Danube Summit",
        town="Vienna",
        country="AT",
    )
    two = [
        person("p1", "Aristide Briand", "fm", "FR", "1931-06-01"),
        person("p2", "Julius Curtius", "fm", "DE", "1931-06-01"),
    ]
    tables = facts(article("a", two, [met], "1931-06-05"), article("b", two, [at_it], "1931-06-05", "weekly"))
    assert sorted(row["type"] for row in tables["events"]) == ["meeting", "summit"]


def test_without_a_day_the_last_of_its_name_is_meant_or_the_next() -> None:
    second = record("t:x/2", [BRIAND], [summit("1931-08-10", country="HU", town="Budapest")])
    past, ahead = told("past", summit(None), "1931-09-01"), told("ahead", summit(None, status="planned"), "1931-04-01")
    rows = {row["date"]: row["event_id"] for row in facts(REGISTER, second, past, ahead)["events"]}
    of = {
        e["article_id"]: e["event_id"]
        for e in facts(REGISTER, second, past, ahead)["event_evidence"]
        if e["article_id"]
    }
    assert sorted(of.values()) == sorted(rows.values()) and len(rows) == 2
