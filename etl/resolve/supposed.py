"""Countries of offices that an article leaves unsaid, supposed by its reader and put right by what is said elsewhere.

"Governor Ana Duarte" in a text about a visit to Spain may be taken for Spain's. Where a register, or an article that says whose governor
she is, or most of the articles agree on another country, that country holds. "President Ana Duarte" of nobody says which may be a club's: where
the supposed state's register names all its presidents and not her, neither the state nor the kind of office is known; nor where it stands
after the name ("Ana Duarte, President"), as lists of guests have those of firms and clubs, nor a crown in a state of which nobody tells that it
has one. What is said of the country is never changed.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator

from etl.claims import AffiliationClaim, Item
from etl.resolve.clusters import Cluster
from etl.resolve.names import fold
from etl.resolve.references import SINGLE, block_of

SAID = 0.9  # from which confidence on the text itself says whose office it is
FIRM = 0.6  # share of what is said that has to agree before it is taken for an office of which nothing is said
FEW = 2  # articles that have to agree where none says it


AFTER_THE_NAME = frozenset({"extract.apposition", "extract.comma"})
OF_ANYTHING = frozenset({"head_of_state", "vice_president"})  # a president can be anybody's


@dataclasses.dataclass(slots=True)
class _Known:
    """What is said of one person's offices: the countries, by office and in all."""

    by_office: dict[str, Counter[str]] = dataclasses.field(default_factory=lambda: defaultdict(Counter))
    said: Counter[str] = dataclasses.field(default_factory=Counter)
    supposed: Counter[str] = dataclasses.field(default_factory=Counter)

    def country(self, claim: AffiliationClaim) -> str | None:
        """The country that the office should have instead of the supposed one; None to leave it."""
        if claim.country and any(block_of(claim.country) == block_of(c) for c in self.said):
            return None
        office = _first(self.by_office.get(_office(claim), Counter()))
        if office:
            return office
        if self.said:
            most = _first(self.said)
            return most if most and self.said[most] >= FIRM * self.said.total() else None
        most = _first(self.supposed)
        return most if most and self.supposed[most] >= max(FEW, FIRM * self.supposed.total()) else None


def settled(items: list[Item], person_of: dict[str, Cluster]) -> list[Item]:
    """The items, with the supposed countries of their affiliations put right; an item without any is the same object."""
    known: dict[int, _Known] = defaultdict(_Known)
    listed: dict[tuple[str, str], set[int]] = defaultdict(set)  # office → whom registers of appointments name
    held: dict[tuple[str, str], set[int]] = defaultdict(set)  # office → of whom it is said
    for item in items:
        for claim, person in _claims(item, person_of):
            if not claim.country:
                continue
            if claim.post and item.record and claim.role_type in SINGLE:
                listed[claim.role_type, claim.country].add(id(person))
            if is_supposed(item, claim):
                known[id(person)].supposed[claim.country] += 1
            else:
                held[claim.role_type, block_of(claim.country)].add(id(person))
                known[id(person)].said[claim.country] += 1
                known[id(person)].by_office[_office(claim)][claim.country] += 1
    return [_settle(item, person_of, known, listed, held) if item.article else item for item in items]


def is_supposed(item: Item, claim: AffiliationClaim) -> bool:
    """Whether the country is the reader's conclusion and not the text's word."""
    return item.article is not None and claim.evidence.confidence < SAID


def _claims(item: Item, person_of: dict[str, Cluster]) -> Iterator[tuple[AffiliationClaim, Cluster]]:
    for claim in item.affiliations:
        if (person := person_of.get(f"{item.key}#{claim.person}")) is not None:
            yield claim, person


def _settle(
    item: Item,
    person_of: dict[str, Cluster],
    known: dict[int, _Known],
    listed: dict[tuple[str, str], set[int]],
    held: dict[tuple[str, str], set[int]],
) -> Item:
    changed: dict[str, AffiliationClaim] = {}
    for claim, person in _claims(item, person_of):
        if not (claim.country and is_supposed(item, claim)):
            continue
        country = known[id(person)].country(claim) or claim.country
        holders = held.get((claim.role_type, block_of(country)), set())
        if id(person) not in listed.get((claim.role_type, country), {id(person)}) or (
            id(person) not in holders and _hardly_a_states(claim, holders)
        ):
            changed[claim.id] = dataclasses.replace(claim, country=None, role_type="other")
        elif country != claim.country:
            changed[claim.id] = dataclasses.replace(claim, country=country)
    if not changed:
        return item
    return dataclasses.replace(item, affiliations=tuple(changed.get(a.id, a) for a in item.affiliations))


def _hardly_a_states(claim: AffiliationClaim, holders: set[int]) -> bool:
    """Whether an office is another than a state's, of which it is not said; `holders` are those of whom it is said of that state."""
    if claim.role_type == "monarch":
        return not holders
    after = claim.evidence.extractor in AFTER_THE_NAME
    return (after and claim.role_type in OF_ANYTHING) or (
        claim.role_type == "head_of_state" and _office(claim) == "leader"
    )


def _office(claim: AffiliationClaim) -> str:
    return " ".join(fold(claim.title))


def _first(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None
