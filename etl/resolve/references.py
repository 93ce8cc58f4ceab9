"""A reference: a person as one item names them, with what that item tells of them. Resolution of people starts from these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from etl.claims import Item, PersonClaim
from etl.edtf import bounds
from etl.geo.countries import COUNTRIES

_NAME = re.compile(r"[^\W\d_]{2}")  # a name has a word of two letters
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
# Offices that one person holds at a time, so that the country names the post.
SINGLE = frozenset({"head_of_state", "monarch", "head_of_government", "vice_president", "foreign_minister", "defense_minister",
                    "national_security_adviser"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A person in a capacity, from a first to a last day (ISO)."""

    role_type: str
    country: str | None
    first: str
    last: str
    title: str = ""


@dataclass(slots=True)
class Reference:
    """One person of one item. `anchor` is the item's key and the person's local id: stable, and unique in the world."""

    anchor: str
    source: str
    claim: PersonClaim
    first: str  # the days between which the item speaks of them
    last: str
    roles: list[Role] = field(default_factory=list)
    published: bool = False  # named by an article
    prominent: bool = True  # False for those who stand only in a list of other stories

    @property
    def name(self) -> str:
        return self.claim.name


def block_of(country: str | None) -> str:
    """The name of the group within which people of this country are compared: a state and those it was before count as one."""
    if not country:
        return "-"
    seen = set()
    while country in COUNTRIES and COUNTRIES[country].successor and country not in seen:
        seen.add(country)
        country = COUNTRIES[country].successor or country
    return country


def years(a: str, b: str) -> int:
    """Whole years between two ISO days."""
    return abs(int(a[:4]) - int(b[:4]))


def references(items: Iterable[Item]) -> Iterator[Reference]:
    """Every person of every item, with dates and roles."""
    for item in items:
        yield from item_references(item)


def item_references(item: Item) -> list[Reference]:
    """The people of one item."""
    published_first, published_last = bounds(item.article.published) if item.article else (None, None)
    spans: dict[str, list[tuple[str, str]]] = {}
    for event in item.events:
        first, last = bounds(event.date)
        if first or last:
            for participant in event.participants:
                spans.setdefault(participant.who, []).append((first or last or "", last or first or ""))
    roles: dict[str, list[Role]] = {}
    for a in item.affiliations:
        first, last = _role_span(a.start, a.end, a.as_of)
        if first is None and item.article and a.qualifier not in ("former", "then"):
            first, last = published_first, published_last
        if first:
            spans.setdefault(a.person, []).append((first, last or first))
        if first or not item.article:
            roles.setdefault(a.person, []).append(
                Role(a.role_type, a.country, first or FIRST_DAY, last or first or LAST_DAY, a.title)
            )
        else:
            roles.setdefault(a.person, []).append(Role(a.role_type, a.country, FIRST_DAY, LAST_DAY, a.title))
    result = []
    for claim in item.people:
        if item.article and not _NAME.search(claim.name):
            continue  # an abbreviation that a reader took for somebody: "D.C.", "U.S.C."
        known = spans.get(claim.id) or (
            [(published_first, published_last or published_first)] if published_first else []
        )
        result.append(
            Reference(
                anchor=f"{item.key}#{claim.id}",
                source=item.source,
                claim=claim,
                first=min((k[0] for k in known), default=FIRST_DAY),
                last=max((k[1] or k[0] for k in known), default=LAST_DAY),
                roles=roles.get(claim.id, []),
                published=item.article is not None,
                prominent=claim.zone != "related",
            )
        )
    return result


def _role_span(start: str | None, end: str | None, as_of: str | None) -> tuple[str | None, str | None]:
    first, last = bounds(start)[0], bounds(end)[1] if end else None
    seen_first, seen_last = bounds(as_of)
    if first is None:
        first = seen_first or bounds(end)[0]
    if end == "..":
        last = LAST_DAY
    elif last is None:
        last = seen_last or first
    return first, last
