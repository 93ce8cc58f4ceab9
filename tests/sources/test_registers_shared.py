"""The registers themselves, where they are at hand: counts, and at least one event for every entry."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.identity import known, labelled, score
from etl.claims import Item
from etl.edtf import valid
from etl.geo.countries import COUNTRIES
from etl.resolve.curation import Curation
from etl.resolve.people import resolve_people
from etl.resolve.references import references
from etl.sources import travels, visits
from etl.sources.archives import Archive

ROOT = Path(__file__).parents[2]
REGISTERS = ROOT.parent / "shared" / "registers"


def archive(name: str) -> Archive:
    found = sorted(REGISTERS.glob(f"*{name}*.zip"))
    if not found:
        pytest.skip(f"no archive of {name} beside the checkout")
    return Archive(found[0])


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return [*travels.read(archive("travels")), *visits.read(archive("visits"))]


pytestmark = pytest.mark.shared


def test_every_entry_is_an_item_with_a_visit(items: list[Item]):
    assert Counter(item.source for item in items) == {"travels": 4271, "visits": 3264}
    assert len({item.key for item in items}) == 7535
    assert all(item.events[0].type == "visit" and item.record for item in items)


def test_every_claim_holds_together(items: list[Item]):
    for item in items:
        people = {p.id for p in item.people}
        capacities = {a.id: a for a in item.affiliations}
        events = {e.id for e in item.events}
        assert {a.person for a in item.affiliations} <= people
        for event in item.events:
            assert event.date and valid(event.date), item.key
            assert all(link.other in events or link.key for link in event.links)
            for participant in event.participants:
                kind, _, rest = participant.who.partition(":")
                assert participant.who in people or kind == "org" or (kind == "country" and rest in COUNTRIES), (
                    participant
                )
                assert all(capacities[a].person == participant.who for a in participant.affiliations)
        for capacity in item.affiliations:
            assert capacity.country is None or capacity.country in COUNTRIES


def test_nothing_of_a_remark_but_names_and_titles_is_kept(items: list[Item]):
    said = [p.as_text for item in items for e in item.events for p in e.participants if p.as_text]
    assert max(map(len, said)) < 120
    assert not any(". " in text.replace("U.S. ", "").replace("St. ", "") and text.count(" ") > 12 for text in said)


def test_almost_every_place_is_found(items: list[Item]):
    unknown = sum(d.rule == "unknown-place" for item in items for d in item.defects)
    assert unknown < 60
    assert all(d.rule != "unknown-country" for item in items for d in item.defects)


def test_visitors_are_who_they_are(items: list[Item]):
    curation = Curation.load(ROOT / "curation")
    corrected = list(curation.corrected(items))
    assert not curation.unused
    labels = {r.anchor: person for r, person in labelled(corrected, known())}
    people = resolve_people(references(corrected), curation.same_person)
    found = score(labels, {anchor: people.of[anchor].anchor for anchor in labels})
    assert (
        found["people"] > 200 and min(found["precision"], found["recall"]) > 0.99
    )  # without the officers, fewer are known
