"""Countries that a reader supposed, put right by what is said elsewhere."""

import dataclasses

from etl.claims import Evidence, Item
from etl.resolve import resolve
from etl.resolve.curation import Curation
from tests.resolve.make import article, person, record


def seen(key: str, country: str, *, said: bool, office: str = "secretary") -> Item:
    claim, offices = person("p1", "Henry Stimson", office, country, "1931-10-23")
    sure = Evidence(zone="body", paragraph=1, confidence=0.9 if said else 0.6)
    return article(key, [(claim, [dataclasses.replace(o, evidence=sure) for o in offices])], published="1931-10-23")


def countries(*items: Item) -> list[str | None]:
    return sorted(str(a["country"]) for a in resolve(items, Curation(), [])[0]["affiliations"])


def test_what_one_article_says_holds_where_another_only_supposed() -> None:
    assert countries(seen("a", "US", said=True), seen("b", "FR", said=False)) == ["US"]


def test_what_a_register_says_holds_where_an_article_supposed() -> None:
    entry = record("t:trip/1", [person("p1", "Henry Stimson", "secretary", "US", "1931-10-20")])
    assert countries(entry, seen("b", "FR", said=False)) == ["US"]


def test_what_is_said_is_never_changed() -> None:
    assert countries(seen("a", "US", said=True), seen("b", "FR", said=True)) == ["FR", "US"]


def test_where_nothing_is_said_most_of_the_articles_decide_and_one_alone_is_left() -> None:
    supposed = [seen(k, "US", said=False) for k in "abc"]
    assert countries(*supposed, seen("d", "FR", said=False)) == ["US"]
    assert countries(seen("a", "US", said=False), seen("d", "FR", said=False)) == ["FR", "US"]


def test_a_president_whom_no_register_of_presidents_names_is_somebody_elses_president() -> None:
    hoover, term = person("p1", "Herbert Hoover", "president", "US", None)
    term = [dataclasses.replace(term[0], post="us-president", start="1929-03-04", end="1933-03-04", as_of=None)]
    other, office = person("p1", "Ada Finch", "president", "US", "1931-10-23")
    office = [dataclasses.replace(office[0], evidence=Evidence(zone="body", paragraph=1, confidence=0.6))]
    tables = resolve([record("e:term/1", [(hoover, term)]), article("a", [(other, office)])], Curation(), [])[0]
    assert {(a["title"], a["role_type"], a["country"]) for a in tables["affiliations"]} == {
        ("President", "head_of_state", "US"), ("President", "other", None)}  # fmt: skip
    assert not tables["checks"]


def offices(*items: Item) -> set[tuple[str, str, str | None]]:
    rows = resolve(items, Curation(), [])[0]["affiliations"]
    return {(a["title"], a["role_type"], a["country"]) for a in rows}


def told(key: str, name: str, office: str, country: str, extractor: str, confidence: float = 0.6) -> Item:
    claim, held = person("p1", name, office, country, "1931-10-23")
    evidence = Evidence(zone="body", paragraph=1, confidence=confidence, extractor=extractor)
    return article(key, [(claim, [dataclasses.replace(held[0], evidence=evidence)])], published="1931-10-23")


def test_a_president_after_the_name_is_a_states_only_where_that_is_said_somewhere() -> None:
    guest = told("a", "Ada Finch", "president", "CL", "extract.apposition")
    assert offices(guest) == {("President", "other", None)}
    assert offices(told("a", "Ada Finch", "president", "CL", "extract.before")) == {
        ("President", "head_of_state", "CL")
    }
    said = told("b", "Ada Finch", "president", "CL", "extract.before", 0.9)
    assert offices(guest, said) == {("President", "head_of_state", "CL")}


def test_a_crown_is_supposed_only_where_somebody_is_said_to_wear_it() -> None:
    guest = told("a", "Ada Finch", "king", "US", "extract.before")
    assert offices(guest) == {("King", "other", None)}
    other = told("b", "Albert I", "king", "US", "extract.before", 0.9)
    assert ("King", "monarch", "US") in offices(guest, other) and ("King", "other", None) not in offices(guest, other)
