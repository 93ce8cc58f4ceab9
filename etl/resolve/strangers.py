"""Offices that an article gives to somebody who does not hold them: misreadings, set aside and put on record among the checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from etl.resolve.references import SINGLE, block_of
from etl.resolve.terms import Seen, Sighting

if TYPE_CHECKING:
    from etl.resolve.affiliations import Affiliations

MANY_TIMES = 5  # claims that have somebody in office for one state, after which another's is a misreading
MANY_MORE = 5  # times as many as those for the other


def refuse_strangers(result: Affiliations, left: dict[Seen, list[Sighting]]) -> None:
    """Set aside what articles alone say of an office whose every holder a register of appointments names, of somebody it does not name.

    Of such an office the register is the better witness: a reader of prose has taken a neighbour's title, or another state's. What
    is set aside becomes a row of `checks` (rule `not-a-holder`), not an affiliation.
    """
    complete = {a.post for a in result.all if a.appointment and a.post and a.post[0] == "single"}
    for group in sorted(left, key=lambda g: min(s.anchor for s in left[g])):
        _, post, status = group
        if post in complete and status == "substantive" and all(s.item.article for s in left[group]):
            result.refused += [(s, "") for s in left.pop(group)]


def refuse_of_other_states(result: Affiliations, left: dict[Seen, list[Sighting]]) -> None:
    """Set aside a high office of a state that articles alone give to somebody whom nearly everything else has in office for another.

    A reader has taken a neighbour's title ("President Hoover met Prime Minister MacDonald"). It becomes a row of `checks` too (rule
    `another-states-office`).
    """
    serves: dict[int, Counter[str]] = defaultdict(Counter)
    for a in result.all:
        if a.role_type in SINGLE | {"international_official"}:
            serves[id(a.person)][_whose(a.country)] += len(a.sightings)
    for (person, _, _), sightings in left.items():
        for s in sightings:
            if s.claim.role_type in SINGLE | {"international_official"}:
                serves[person][_whose(s.claim.country)] += 1
    for group in sorted(left, key=lambda g: min(s.anchor for s in left[g])):
        person, post, _ = group
        claims = left[group]
        state = _whose(claims[0].claim.country)
        if post[0] != "single" or claims[0].claim.role_type not in SINGLE or not all(s.item.article for s in claims):
            continue
        other, times = max(
            ((c, n) for c, n in serves[person].items() if c != state), key=lambda c: (c[1], c[0]), default=("", 0)
        )
        if times >= MANY_TIMES and times >= MANY_MORE * serves[person][state]:
            result.refused += [(s, other) for s in left.pop(group)]


def _whose(country: str | None) -> str:
    """For whom a high office acts: a state, or a body of states."""
    return block_of(country) if country else "a body of states"
