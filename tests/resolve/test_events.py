"""One event per happening, each with all its evidence."""

import dataclasses

from etl.claims import AffiliationClaim, EventClaim, Item, PersonClaim, Record
from etl.resolve import resolve
from etl.resolve.curation import Curation
from etl.resolve.rows import Tables
from tests.resolve.make import article, event, person, record

LAVAL = ("p1", "Pierre Laval", "fm", "FR")
STIMSON = ("p2", "Henry Stimson", "secretary", "US")


def facts(*items: Item) -> Tables:
    return resolve(items, Curation(), [])[0]


def meeting(
    key: str,
    date: str | None,
    *,
    kind: str = "meeting",
    status: str = "occurred",
    source: str = "daily",
    **more: object,
) -> Item:
    day = (date or "1931").split("/")[0]
    people = [person(*LAVAL, day), person(*STIMSON, day)]
    claim: EventClaim = event("e1", kind, date, {"p1": "participant", "p2": "participant"}, status=status, **more)  # type: ignore[arg-type]
    return article(key, people, [claim], published="1931-10-25", source=source)


def test_announced_and_reported_it_is_one_event_that_occurred() -> None:
    tables = facts(
        meeting("before", "1931-10-23", status="planned", country="US", town="Washington"),
        meeting("after", "1931-10-23", source="weekly", country="US", town="Washington"),
        meeting("recalled", "1931-10", source="monthly"),
    )
    (row,) = tables["events"]
    assert (row["status"], row["date"], row["sources"]) == ("occurred", "1931-10-23", 3)
    assert {e["status_said"] for e in tables["event_evidence"]} == {"planned", "occurred"}
    assert {e["match_rule"] for e in tables["event_evidence"]} == {"first", "same_people_and_day"}


def test_two_meetings_of_one_pair_in_one_week_are_two() -> None:
    tables = facts(meeting("monday", "1931-10-19"), meeting("thursday", "1931-10-22"))
    assert [e["date"] for e in tables["events"]] == ["1931-10-19", "1931-10-22"]


def test_one_article_that_tells_of_two_events_is_believed() -> None:
    people = [person(*LAVAL, "1931-10-23"), person(*STIMSON, "1931-10-23")]
    who = {"p1": "participant", "p2": "participant"}
    tables = facts(
        article("a", people, [event("e1", "meeting", "1931-10", who), event("e2", "meeting", "1931-10", who)])
    )
    assert len(tables["events"]) == 2


def test_a_meeting_elsewhere_is_another() -> None:
    tables = facts(
        meeting("here", "1931-10-23", country="US", town="Washington"),
        meeting("there", "1931-10", country="FR", town="Paris"),
    )
    assert {e["country"] for e in tables["events"]} == {"US", "FR"}


def test_a_meeting_and_a_call_on_one_day_are_two() -> None:
    tables = facts(meeting("met", "1931-10-23"), meeting("called", "1931-10-23", kind="call"))
    assert {e["type"] for e in tables["events"]} == {"meeting", "call"}


def test_a_visit_holds_the_meetings_of_its_entry() -> None:
    people = [person(*STIMSON, "1931-07-15"), person(*LAVAL, "1931-07-15")]
    trip = event("e1", "visit", "1931-07-15/1931-07-25", {"p2": "visitor", "country:FR": "host"}, "FR", "Paris")
    met = event("e2", "meeting", "1931-07-15/1931-07-25", {"p2": "visitor", "p1": "host"}, "FR", "Paris", part_of="e1")
    tables = facts(record("t:trip/1", people, [trip, met]))
    by_type = {e["type"]: e["event_id"] for e in tables["events"]}
    (link,) = tables["event_links"]
    assert (link["event_id"], link["relation"], link["other_event_id"]) == (
        by_type["meeting"],
        "part_of",
        by_type["visit"],
    )
    assert link["record_id"] == "t:trip/1"


def test_register_and_article_that_tell_the_same_confirm_each_other() -> None:
    people = [person(*STIMSON, "1931-07-15"), person(*LAVAL, "1931-07-15")]
    met = event("e1", "meeting", "1931-07-15/1931-07-25", {"p2": "visitor", "p1": "host"}, "FR", "Paris")
    tables = facts(record("t:trip/1", people, [met]), meeting("report", "1931-07-20", country="FR", town="Paris"))
    (row,) = tables["events"]
    assert (row["standing"], row["date"]) == ("confirmed", "1931-07-20")
    assert [(c["rule"], c["outcome"], c["record_id"]) for c in tables["checks"]] == [
        ("register-lists-it", "confirms", "t:trip/1")
    ]


def test_said_to_have_met_and_denied_is_disputed() -> None:
    tables = facts(meeting("a", "1931-10-23"), meeting("b", "1931-10-23", status="denied", source="weekly"))
    assert [e["standing"] for e in tables["events"]] == ["disputed"]


def test_a_traveller_elsewhere_by_the_register_contradicts() -> None:
    stimson = person(*STIMSON, "1931-10-20")
    trip = event("e1", "visit", "1931-10-20/1931-10-28", {"p2": "visitor", "country:GB": "host"}, "GB", "London")
    tables = facts(
        record("t:trip/1", [stimson], [trip]), meeting("report", "1931-10-23", country="US", town="Washington")
    )
    assert [(c["rule"], c["outcome"]) for c in tables["checks"]] == [("registered-elsewhere", "contradicts")]
    assert {e["type"]: e["standing"] for e in tables["events"]} == {"visit": "single", "meeting": "disputed"}


def test_a_traveller_there_by_the_register_is_consistent() -> None:
    stimson = person(*STIMSON, "1931-10-20")
    trip = event("e1", "visit", "1931-10-20/1931-10-28", {"p2": "visitor", "country:GB": "host"}, "GB", "London")
    tables = facts(record("t:trip/1", [stimson], [trip]), meeting("report", "1931-10-23", country="GB", town="London"))
    assert {e["type"]: e["standing"] for e in tables["events"]} == {"visit": "confirmed", "meeting": "consistent"}


def test_everyone_at_a_conference_shares_one_event() -> None:
    entries = [
        record(
            f"t:trip/{n}",
            [person("p1", name, "fm", country, "1936-12-01")],
            [event("e1", "summit", "1936-12-01/1936-12-10", {"p1": "participant"}, "AR", "Buenos Aires", name=title)],
        )
        for n, (name, country, title) in enumerate(
            [
                ("Cordell Hull", "US", "Inter-American Conference"),
                ("Carlos Saavedra", "AR", "the Inter-American Conference"),
            ]
        )
    ]
    tables = facts(*entries)
    assert len(tables["events"]) == 1 and len(tables["event_participants"]) == 2


def test_one_visit_entered_twice_is_one_event_and_a_defect() -> None:
    def visit(key: str) -> Item:
        claim = event(
            "e1", "visit", "1931-10-20/1931-10-28", {"p1": "visitor", "country:US": "host"}, "US", "Washington"
        )
        return record(key, [person(*LAVAL, "1931-10-20")], [claim])

    tables = facts(visit("v:visit/1"), visit("v:visit/2"))
    assert len(tables["events"]) == 1 and len(tables["event_evidence"]) == 2
    (check,) = tables["checks"]
    assert (check["rule"], check["outcome"]) == ("entered-twice", "defect")
    assert {check["record_id"], check["other_record_id"]} == {"v:visit/1", "v:visit/2"}


def test_capacity_is_the_one_held_on_that_day() -> None:
    tables = facts(
        record("t:trip/1", [person("p1", "Antonio Segni", "pm", "IT", "1955-09-01")], []),
        record(
            "t:trip/2",
            [person("p1", "Segni", "president", "IT", "1963-07-01")],
            [event("e1", "meeting", "1963-07-01", {"p1": "host"}, "IT")],
        ),
    )
    offices = {a["affiliation_id"]: a["role_type"] for a in tables["affiliations"]}
    (participant,) = tables["event_participants"]
    assert offices[participant["affiliation_id"]] == "head_of_state"
    assert len({a["person_id"] for a in tables["affiliations"]}) == 1


def test_the_order_and_the_batches_do_not_matter() -> None:
    items = [
        meeting("a", "1931-10-23", status="planned"),
        meeting("b", "1931-10-23", source="weekly"),
        meeting("c", "1931-10-19"),
        record(
            "t:trip/1",
            [person(*STIMSON, "1931-07-15")],
            [event("e1", "visit", "1931-07-15", {"p2": "visitor"}, "FR", "Paris")],
        ),
    ]
    assert facts(*items) == facts(*items[::-1]) == facts(*items[2:], *items[:2])


def test_an_article_cannot_put_a_stranger_into_an_office_that_a_register_lists_whole() -> None:
    held = AffiliationClaim(
        "a1",
        "p1",
        "Secretary of State",
        "foreign_minister",
        country="US",
        post="p:post/secretary",
        start="1929-03-28",
        end="1933-03-04",
    )
    register = Item(
        key="p:principal/1",
        source="p",
        record=Record("p:principal/1", "1"),
        people=(PersonClaim("p1", "Henry Stimson"),),
        affiliations=(held,),
    )
    tables = facts(
        register,
        article(
            "a",
            [
                person("p1", "Henry Stimson", "secretary", "US", "1931-01-01"),
                person("p2", "Walter Brown", "secretary", "US", "1931-01-01"),
            ],
        ),
    )
    assert {a["title"] for a in tables["affiliations"]} == {"Secretary of State"} and len(tables["affiliations"]) == 1
    assert ("not-a-holder", "contradicts") in {(c["rule"], c["outcome"]) for c in tables["checks"]}
    assert "Walter Brown" in {p["name"] for p in tables["people"]}


def test_who_is_called_by_an_office_left_behind_is_called_so_by_courtesy() -> None:
    held, term = person("p1", "Henry Stimson", "secretary", "US")
    term = [AffiliationClaim("a1", "p1", "Secretary of State", "foreign_minister", country="US", post="p:post/secretary", start="1929-03-28", end="1933-03-04")]  # fmt: skip
    later = article("a", [person("p1", "Henry Stimson", "secretary", "US", "1938-01-01")], published="1938-01-01")
    tables = facts(record("p:principal/1", [(held, term)]), later)
    (row,) = tables["affiliations"]
    assert (row["start"], row["end"]) == ("1929-03-28", "1933-03-04")
    assert "not-a-holder" not in {c["rule"] for c in tables["checks"]}
    assert len(tables["affiliation_evidence"]) == 2


def test_who_is_at_home_receives_the_visitor() -> None:
    claim = event("e1", "visit", "1931-10-23", {"p1": "visitor", "p2": "visitor"}, "US", "Washington")
    people = [person(*LAVAL, "1931-10-23"), person(*STIMSON, "1931-10-23")]
    tables = facts(article("a", people, [claim], published="1931-10-25"))
    names = {p["person_id"]: p["name"] for p in tables["people"]}
    assert {names[p["person_id"]]: p["role"] for p in tables["event_participants"]} == {
        "Pierre Laval": "visitor", "Henry Stimson": "host"}  # fmt: skip
    assert tables["events"][0]["label"] == "Visit of Pierre Laval to Washington, the United States"


def test_an_inauguration_is_called_by_whom_it_is_about() -> None:
    claim = event("e1", "inauguration", "1931-10-23", {"p1": "subject", "p2": "participant"}, "FR")
    people = [person(*LAVAL, "1931-10-23"), person(*STIMSON, "1931-10-23")]
    (row,) = facts(article("a", people, [claim], published="1931-10-25"))["events"]
    assert row["label"] == "Inauguration of Pierre Laval, France"


def test_a_capacity_that_an_article_calls_former_is_named_once_where_it_was_held_on_the_day() -> None:
    """ "Former Foreign Minister Briand met …" of a day on which he was foreign minister."""
    term = record("t:x/1", [person("p1", "Aristide Briand", "fm", "FR", "1930-05-01")])
    named, held = person("p1", "Aristide Briand", "fm", "FR", "1930-05-01")
    former = [dataclasses.replace(held[0], qualifier="former")]
    other = person("p2", "Henry Stimson", "secretary", "US", "1930-05-01")
    claim = event("e1", "meeting", "1930-05-01", {"p1": "participant", "p2": "participant"})
    tables = facts(term, article("a", [(named, former), other], [claim], published="1930-05-02"))
    rows = [(r["number"], r["affiliation_id"], r["qualifier"]) for r in tables["participant_capacities"]]
    assert len(rows) == len({row[:2] for row in rows})
    (first,) = [p for p in tables["event_participants"] if p["person_id"] == "aristide-briand"]
    assert first["affiliation_id"]


def test_whom_nearly_all_have_in_office_for_one_state_no_stray_article_has_for_another() -> None:
    def seen(n: int, country: str) -> Item:
        day = f"1931-0{n}-01"
        return article(f"{country}{n}", [person("p1", "Aristide Briand", "fm", country, day)], published=day)

    many = [seen(n, "FR") for n in range(1, 6)]
    tables = facts(*many, seen(6, "BE"))
    assert {a["country"] for a in tables["affiliations"]} == {"FR"}
    (row,) = [c for c in tables["checks"] if c["rule"] == "another-states-office"]
    assert (
        row["outcome"] == "contradicts"
        and row["article_id"]
        and "France" in row["detail"]
        and "Belgium" in row["detail"]
    )
    assert {a["country"] for a in facts(*many[1:], seen(6, "BE"))["affiliations"]} == {"FR", "BE"}
