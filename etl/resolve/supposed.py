"""Countries of offices that an article leaves unsaid, supposed by its reader and put right by what is said elsewhere.

"Governor Ana Duarte" in a text about a visit to Spain may be taken for Spain's. Where a register, or an article that says whose governor
she is, or most of the articles agree on another country, that country holds. What is said of the country is never changed.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator

from etl.claims import AffiliationClaim, Item
from etl.resolve.clusters import Cluster
from etl.resolve.names import fold
from etl.resolve.references import block_of

SAID = 0.9  # from which confidence on the text itself says whose office it is
FIRM = 0.6  # share of what is said that has to agree before it is taken for an office of which nothing is said
FEW = 2  # articles that have to agree where none says it


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
    for item in items:
        for claim, person in _claims(item, person_of):
            if not claim.country:
                continue
            if is_supposed(item, claim):
                known[id(person)].supposed[claim.country] += 1
            else:
                known[id(person)].said[claim.country] += 1
                known[id(person)].by_office[_office(claim)][claim.country] += 1
    return [_settle(item, person_of, known) if item.article else item for item in items]


def is_supposed(item: Item, claim: AffiliationClaim) -> bool:
    """Whether the country is the reader's conclusion and not the text's word."""
    return item.article is not None and claim.evidence.confidence < SAID


def _claims(item: Item, person_of: dict[str, Cluster]) -> Iterator[tuple[AffiliationClaim, Cluster]]:
    for claim in item.affiliations:
        if (person := person_of.get(f"{item.key}#{claim.person}")) is not None:
            yield claim, person


def _settle(item: Item, person_of: dict[str, Cluster], known: dict[int, _Known]) -> Item:
    changed: dict[str, str] = {}
    for claim, person in _claims(item, person_of):
        if not (claim.country and is_supposed(item, claim)):
            continue
        country = known[id(person)].country(claim)
        if country and country != claim.country:
            changed[claim.id] = country
    if not changed:
        return item
    affiliations = (dataclasses.replace(a, country=changed[a.id]) if a.id in changed else a for a in item.affiliations)
    return dataclasses.replace(item, affiliations=tuple(affiliations))


def _office(claim: AffiliationClaim) -> str:
    return " ".join(fold(claim.title))


def _first(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None
