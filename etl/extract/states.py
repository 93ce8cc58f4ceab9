"""For which state somebody acts, where the title itself does not say."""

from __future__ import annotations

from collections import Counter

from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.view import View

# Offices of one state only, as English news calls them without naming it.
AMERICAN = frozenset(
    """secretary of state|deputy secretary of state|assistant secretary of state|vice president|secretary of defense|defense secretary
    |national security advisor|press secretary|first lady|second gentleman|second lady|first gentleman|attorney general|senator|secretary of the treasury
    |treasury secretary|secretary of commerce|commerce secretary|secretary of energy|homeland security secretary|secretary of homeland security""".replace("\n    ", "").split("|")
)
BRITISH = frozenset(("foreign secretary", "defence secretary", "home secretary", "secretary of state for defence"))
STATELESS = frozenset(("journalist", "photographer", "scholar", "other", "executive", "religious_leader"))


def settle(context: Context, views: list[View], found: list[Capacity]) -> None:
    """Give every capacity the country that the article tells, by what stands nearest to it."""
    own: dict[str, Counter[str]] = {}
    for c in found:
        if c.country:
            own.setdefault(c.person, Counter())[c.country] += 1
    _by_possessive(views, own)
    for c in found:
        if c.country or (c.title.org is not None and c.title.org.international):
            continue
        if own.get(c.person):
            c.country = max(sorted(own[c.person]), key=lambda k: own[c.person][k])
            continue
        role = c.role.removeprefix("deputy ").removeprefix("principal ")
        if c.role in AMERICAN or role in AMERICAN:
            c.country = "US"
        elif c.role in BRITISH:
            c.country = "GB"
    for c in found:
        if c.country:
            own.setdefault(c.person, Counter())[c.country] += 1
    for c in found:
        if c.country is None and own.get(c.person) and not (c.title.org is not None and c.title.org.international):
            c.country = max(sorted(own[c.person]), key=lambda k: own[c.person][k])
    for person in context.people:
        if own.get(person.id):
            person.country = max(sorted(own[person.id]), key=lambda k: own[person.id][k])


def _by_possessive(views: list[View], own: dict[str, Counter[str]]) -> None:
    """ "Nigeria's Muhammadu Buhari", "Keith Barr of Jamaica"."""
    from etl.extract.affiliations import _of_country

    for v in views:
        for m in v.named:
            code, _ = _of_country(v, m.end)
            if code:
                own.setdefault(m.who, Counter())[code] += 1
            if v.low(m.outer - 1) == "'s":
                mark = next((x for x in v.marks if x.end == m.outer - 1 and x.kind in ("country", "capital")), None)
                if mark and mark.code:
                    own.setdefault(m.who, Counter())[mark.code] += 1
