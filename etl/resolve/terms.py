"""Terms of office: the sightings of one person in one capacity, cut where somebody else was seen in it, or nobody for long."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from etl.claims import AffiliationClaim, Item
from etl.resolve.references import years

SILENCE = 12  # years without a sighting after which a second term is assumed

PostKey = tuple[str, ...]
Seen = tuple[int, PostKey, str]  # id of the person's cluster, post, status


@dataclass(slots=True)
class Sighting:
    """One claim that somebody is in a capacity."""

    item: Item
    claim: AffiliationClaim
    first: str | None
    last: str | None
    anchor: str = ""

    def __post_init__(self) -> None:
        self.anchor = f"{self.item.key}#{self.claim.id}"


class Holders:
    """Who was seen when in each post that one person holds at a time."""

    def __init__(self, seen: dict[Seen, list[Sighting]]) -> None:
        found: dict[PostKey, list[tuple[str, int]]] = defaultdict(list)
        for (person, post, status), sightings in seen.items():
            if post[0] == "single" and status == "substantive":
                found[post] += [(s.first, person) for s in sightings if s.first and s.claim.qualifier != "former"]
        self._days: dict[PostKey, list[str]] = {}
        self._who: dict[PostKey, list[int]] = {}
        self._change: dict[PostKey, list[int]] = {}  # for each sighting, where the next one of somebody else stands
        for post, sightings_of in found.items():
            ordered = sorted(sightings_of, key=lambda d: d[0])
            who = [person for _, person in ordered]
            change = [len(who)] * len(who)
            for i in range(len(who) - 2, -1, -1):
                change[i] = change[i + 1] if who[i] == who[i + 1] else i + 1
            self._days[post], self._who[post], self._change[post] = [day for day, _ in ordered], who, change

    def other_between(self, post: PostKey, before: str, until: str, person: int) -> bool:
        """Whether somebody else was seen in the post between two days, both excluded."""
        days = self._days.get(post)
        if not days:
            return False
        at = bisect_right(days, before)
        if at < len(days) and self._who[post][at] == person:
            at = self._change[post][at]
        return at < len(days) and days[at] < until


def terms(sightings: list[Sighting], holders: Holders, post: PostKey, person: int) -> list[list[Sighting]]:
    """Sightings cut into terms of office."""
    dated = sorted((s for s in sightings if s.first), key=lambda s: (s.first or "", s.anchor))
    undated = [s for s in sightings if not s.first]
    found: list[list[Sighting]] = []
    before = ""  # the last day of the term that the next sighting may go on with
    for sighting in dated:
        first, last = sighting.first or "", sighting.last or sighting.first or ""
        if (
            found
            and not holders.other_between(post, before, first, person)
            and years(before, first or before) <= SILENCE
        ):
            found[-1].append(sighting)
            before = max(before, last)
            continue
        found.append([sighting])
        before = last
    if undated and found:
        found[-1] += undated
    elif undated:
        found.append(undated)
    return found
