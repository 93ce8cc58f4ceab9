"""Sayings of first and last, held against registers; copies; visits that articles tell of."""

import dataclasses

from etl.claims import Article, AssertionClaim, Evidence, Item
from etl.resolve import resolve
from etl.resolve.curation import Curation
from etl.resolve.rows import Tables
from etl.sources.catalogue import Coverage
from tests.resolve.make import article, event, person, record

VISITS = [Coverage("v", "visit", "head_of_government", "US", "1920-01-01", "1940-12-31", "incoming")]


def visit(key: str, name: str, day: str, town: str = "Washington") -> Item:
    return record(key, [person("p1", name, "pm", "GB", day)],
                  [event("e1", "visit", day, {"p1": "visitor", "country:US": "host"}, "US", town)])  # fmt: skip


def saying(kind: str, since: str | None = None) -> Item:
    told = event("e1", "visit", "1929-10-04", {"p1": "visitor"}, "US", "Washington")
    item = article("a", [person("p1", "Ramsay MacDonald", "pm", "GB", "1929-10-04")], [told], published="1936-05-01")
    said = AssertionClaim("s1", kind, "e1", since, "head_of_government", "GB", Evidence(zone="body", paragraph=1))
    return dataclasses.replace(item, assertions=(said,))


def outcome(*items: Item) -> list[tuple[str, str, str | None]]:
    tables: Tables = resolve(items, Curation(), VISITS)[0]
    assert len(tables["assertions"]) == 1
    return [(c["rule"], c["outcome"], c["record_id"]) for c in tables["checks"] if c["assertion_id"]]


def test_the_last_visit_that_a_register_has_confirms() -> None:
    found = outcome(visit("v:visit/1", "Ramsay MacDonald", "1929-10-04"), saying("last"))
    assert found == [("named-visit-registered", "confirms", "v:visit/1")]


def test_a_later_one_contradicts_but_not_one_to_another_town() -> None:
    first, later = (
        visit("v:visit/1", "Ramsay MacDonald", "1929-10-04"),
        visit("v:visit/2", "Stanley Baldwin", "1935-03-01"),
    )
    assert outcome(first, later, saying("last")) == [("one-in-between", "contradicts", "v:visit/2")]
    elsewhere = visit("v:visit/2", "Stanley Baldwin", "1935-03-01", "Honolulu")
    assert outcome(first, elsewhere, saying("last"))[0][1] == "confirms"


def test_years_that_no_register_follows_are_not_covered() -> None:
    assert outcome(saying("first_since", "1905"))[0][:2] == ("outside-coverage", "not_covered")


def test_who_met_a_visitor_tells_of_the_visit() -> None:
    met = article("a", [person("p1", "Ramsay MacDonald", "pm", "GB", "1929-10-04"), person("p2", "Herbert Hoover", "president", "US")],
                  [event("e1", "meeting", "1929-10-04", {"p1": "participant", "p2": "participant"})], published="1929-10-05")  # fmt: skip
    tables = resolve([visit("v:visit/1", "Ramsay MacDonald", "1929-10-04"), met], Curation(), [])[0]
    kinds = {e["event_id"]: e["type"] for e in tables["events"]}
    assert {(kinds[c["event_id"]], c["rule"]) for c in tables["checks"] if c["outcome"] == "confirms"} == {
        ("visit", "met-during-it")
    }
    assert {e["type"]: e["standing"] for e in tables["events"]} == {"visit": "confirmed", "meeting": "consistent"}
    assert {(e["record_id"] is None, e["match_rule"]) for e in tables["event_evidence"] if kinds[e["event_id"]] == "visit"} == {
        (False, "first"), (True, "met_during_visit")}  # fmt: skip
    (link,) = tables["event_links"]
    assert (kinds[link["event_id"]], link["relation"], kinds[link["other_event_id"]]) == ("meeting", "part_of", "visit")


def test_one_report_that_two_papers_print_is_one_source() -> None:
    def printed(key: str, source: str) -> Item:
        item = article(key, [person("p1", "Ramsay MacDonald", "pm", "GB", "1929-10-04"), person("p2", "Herbert Hoover", "president", "US")],
                       [event("e1", "meeting", "1929-10-04", {"p1": "participant", "p2": "participant"})], source=source)  # fmt: skip
        made = Article(
            title=key, published="1929-10-05", published_basis="stated", words=300, shingles=(1, *range(1, 41))
        )
        return dataclasses.replace(item, article=made)

    tables = resolve([printed("one", "daily"), printed("two", "weekly")], Curation(), [])[0]
    assert [link["relation"] for link in tables["article_links"]] == ["republishes"]
    assert [(e["sources"], e["standing"]) for e in tables["events"]] == [(1, "single")]


def test_a_first_meeting_is_not_belied_by_a_conference_nor_by_a_stay_before_its_host_was_in_office() -> None:
    def first(host_since: str) -> Item:
        hoover, term = person("p2", "Herbert Hoover", "president", "US")
        term = [dataclasses.replace(term[0], start=host_since, end="1940-12-31", as_of=None)]
        told = event("e1", "meeting", "1931-05-02", {"p1": "visitor", "p2": "host"}, "US", "Washington")
        guest = person("p1", "Ramsay MacDonald", "pm", "GB", "1931-05-02")
        item = article("a", [guest, (hoover, term)], [told], published="1931-05-03")
        said = AssertionClaim("s1", "first", "e1", None, None, None, Evidence(zone="body", paragraph=1))
        return dataclasses.replace(item, assertions=(said,))

    stay = visit("v:visit/1", "Ramsay MacDonald", "1929-10-04")
    summit = event("e2", "summit", "1929-10-04", {"p1": "participant"}, "US", "Washington")
    conference = dataclasses.replace(stay, events=(*stay.events, summit))
    assert outcome(stay, first("1929-03-04"))[0][:2] == ("one-in-between", "contradicts")
    assert outcome(conference, first("1929-03-04"))[0][:2] == ("none-in-between", "consistent")
    assert outcome(stay, first("1930-03-04"))[0][:2] == ("none-in-between", "consistent")


def test_that_a_conference_was_the_last_of_its_name_is_not_belied_by_a_guests_other_visit() -> None:
    told = event("e1", "summit", "1929-10-04", {"p1": "participant"}, "US", "Washington", name="Naval Summit")
    item = article("a", [person("p1", "Ramsay MacDonald", "pm", "GB", "1929-10-04")], [told], published="1936-05-01")
    said = AssertionClaim("s1", "last", "e1", None, "head_of_government", "GB", Evidence(zone="body", paragraph=1))
    later = visit("v:visit/2", "Stanley Baldwin", "1935-03-01")
    assert outcome(later, dataclasses.replace(item, assertions=(said,))) == []
