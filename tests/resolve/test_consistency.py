"""Facts of registers that cannot all be so are put on record."""

from __future__ import annotations

from typing import Any

import pytest

from etl.claims import EventClaim
from etl.edtf import bounds
from etl.resolve.consistency import disagreements
from etl.resolve.happenings import Event
from etl.resolve.reports import Report

from .make import record


def dated(name: str, value: str | None) -> dict[str, Any]:
    first, last = bounds(value)
    return {name: value, f"{name}_earliest": first, f"{name}_latest": last}


def tables(**more: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    names = (
        "posts",
        "affiliations",
        "affiliation_evidence",
        "events",
        "event_links",
        "event_participants",
        "event_evidence",
        "people",
    )
    return {name: more.get(name, []) for name in names}


def term(number: int, start: str | None, end: str | None, **more: str) -> dict[str, Any]:
    row = {"affiliation_id": f"a{number}", "person_id": f"p{number}", "post_id": "envoy-to-x", "status": "substantive",
           "role_type": "ambassador", "country": "US"}  # fmt: skip
    return row | dated("start", start) | dated("end", end) | more


def found(*terms: dict[str, Any], role_type: str = "ambassador") -> list[tuple[str, str | None, str | None]]:
    evidence = [{"affiliation_id": t["affiliation_id"], "record_id": f"r:k/{t['affiliation_id']}"} for t in terms]
    posts = [{"post_id": "envoy-to-x", "role_type": role_type}]
    rows = disagreements(tables(posts=posts, affiliations=list(terms), affiliation_evidence=evidence))
    return [(row["rule"], row["record_id"], row["other_record_id"]) for row in rows]


@pytest.mark.parametrize(
    ("start", "end", "clash"),
    [
        ("1895", "1897", False),
        ("1894-08-01", "1897", False),  # a handover of months
        ("1893-01-01", "1897", True),
        ("1893", None, False),  # unknown until when
        (None, "1897", False),
        ("1893-01-01", "..", True),
    ],
)
def test_two_holders_at_once_for_more_than_half_a_year(start: str | None, end: str | None, clash: bool) -> None:
    rows = found(term(1, "1890", "1895-01-01"), term(2, start, end))
    assert rows == [("holders-overlap", "r:k/a2", "r:k/a1")] * clash


def test_only_of_offices_that_one_person_holds() -> None:
    both = term(1, "1890", "1895"), term(2, "1891", "1896")
    assert found(*both) and not found(*both, role_type="minister")
    assert not found(both[0], both[1] | {"status": "acting"})
    assert not found(both[0], both[1] | {"person_id": "p1"})


@pytest.mark.parametrize(
    ("type", "date", "outside"),
    [
        ("meeting", "1952-01-06", False),
        ("meeting", "1952-01-17", True),
        ("meeting", "1952-01-09/1952-01-11", True),
        ("summit", "1952-01-09/1952-01-11", False),  # a summit outlasts a guest's stay
        ("summit", "1952-01-11", True),
        ("meeting", "1952", False),
        ("meeting", None, False),
    ],
)
def test_a_part_that_does_not_lie_within_the_visit(type: str, date: str | None, outside: bool) -> None:
    visit = {"event_id": "v", "type": "visit", "status": "occurred"} | dated("date", "1952-01-05/1952-01-10")
    part = {"event_id": "m", "type": type, "status": "occurred"} | dated("date", date)
    link = {"event_id": "m", "relation": "part_of", "other_event_id": "v", "record_id": "r:visit/1", "article_id": None}
    rows = disagreements(tables(events=[visit, part], event_links=[link]))
    assert [(r["rule"], r["outcome"], r["event_id"], r["record_id"]) for r in rows] == [
        ("outside-the-visit", "defect", "m", "r:visit/1")
    ] * outside
    follows = link | {"relation": "follows"}
    assert disagreements(tables(events=[visit, part], event_links=[follows])) == []


def impossible(role: str, type: str, date: str | None, status: str = "occurred", **office: str) -> list[str]:
    person = {"person_id": "p"} | dated("born", "1850") | dated("died", "1900-01-02")
    event = {"event_id": "e", "type": type, "status": status, "country": "CH"} | dated("date", date)
    participant = {"event_id": "e", "number": 1, "person_id": "p", "role": role, "affiliation_id": "a"}
    held = {"affiliation_id": "a", "post_id": None, "status": "substantive", "role_type": "minister", "country": "RU"}
    held |= dated("start", None) | dated("end", None) | office
    evidence = [{"event_id": "e", "record_id": None, "article_id": "gazette-1"}]
    rows = disagreements(
        tables(
            people=[person],
            events=[event],
            event_participants=[participant],
            affiliations=[held],
            event_evidence=evidence,
        )
    )
    assert all(r["outcome"] == "defect" and r["event_id"] == "e" and r["article_id"] == "gazette-1" for r in rows)
    return [r["rule"] for r in rows]


def test_a_head_of_state_on_a_visit_to_their_own_country() -> None:
    ruler = {"role_type": "head_of_state", "country": "CH"}
    assert impossible("visitor", "visit", "1890", **ruler) == ["own-country"]
    assert impossible("visitor", "visit", "1890", **ruler | {"role_type": "monarch"}) == ["own-country"]
    assert impossible("visitor", "visit", "1890", **ruler | {"country": "RU"}) == []
    assert impossible("visitor", "visit", "1890", country="CH") == []
    assert impossible("host", "visit", "1890", **ruler) == []
    assert impossible("visitor", "visit", "1890", status="planned", **ruler) == []


@pytest.mark.parametrize(
    ("role", "type", "date", "wrong"),
    [
        ("participant", "meeting", "1849", True),
        ("participant", "meeting", "1850", False),
        ("participant", "meeting", "1900-01-03", True),
        ("participant", "meeting", None, False),
        ("subject", "meeting", "1901", False),
        ("participant", "ceremony", "1901", False),
    ],
)
def test_somebody_not_born_yet_or_dead(role: str, type: str, date: str | None, wrong: bool) -> None:
    assert impossible(role, type, date) == ["outside-life"] * wrong


def test_an_affiliation_that_ends_before_it_starts() -> None:
    rows = disagreements(tables(affiliations=[term(1, "1896", "1895")]))
    assert [(r["rule"], r["affiliation_id"]) for r in rows] == [("ends-before-start", "a1")]


@pytest.mark.parametrize(
    ("stays", "date"),
    [
        (["1960-09-22", "1960-09-26"], "1960-09-22/1960-09-26"),
        (["1960-09-22/1960-09-25", "1960-09-23"], "1960-09-23"),
    ],
)
def test_a_summit_lies_within_all_of_its_guests_stays(stays: list[str], date: str) -> None:
    reports = []
    for number, stay in enumerate(stays):
        claim = EventClaim("e1", "summit", date=stay, name="General Assembly")
        reports.append(Report(record(f"visits:visit/{number}", [], [claim]), claim, {}, *bounds(stay)))
    assert Event(reports).date == date
