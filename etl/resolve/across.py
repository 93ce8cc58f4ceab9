"""One person in two groups of states: of a state that broke up, of two crowns, of a country and a body.

Within a country a family name and an office say much; across countries only a full name does, or a rare name with everything else that
is known of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from etl.geo.countries import COUNTRIES
from etl.resolve import judge
from etl.resolve.clusters import Apart, Cluster, People
from etl.resolve.names import parse, skeleton
from etl.resolve.references import FIRST_DAY, LAST_DAY, years

BODY = "-"
# Realms that had one monarch with the United Kingdom, each as its own king or queen (Statute of Westminster, 1931, and after).
REALMS = frozenset(
    "GB CA AU NZ ZA IE IN PK LK GH NG SL TZ UG KE MW MT GM GY MU FJ JM BB TT BS BZ GD LC VC KN AG PG SB TV".split()
)
# One state until 1949, whose government went on in Taiwan.
CHINAS = frozenset({"CN", "TW"})
BREAK_UP = 12  # years between an office of a state that broke up and one of a state that came of it
SECONDED = 5  # years between an office of a country and one of a body
SHORT, LONG = 4, 7  # letters of a family name that can be compared at all, and of one that is hardly two people's


def across_blocks(people: People, apart: Apart) -> None:
    """Merge people of different groups who are surely one; the order of the rules is from the surest."""
    for rule, score, pairs in (
        ("full_name_across_bodies", 0.95, _full_names),
        ("monarch_of_realms", 0.95, _monarchs),
        ("state_that_broke_up", 0.9, _broken_up),
        ("national_in_a_body", 0.85, _seconded),
        ("named_without_office", 0.85, _untitled),
    ):
        for a, b in pairs(people):
            if not a.members or not b.members or a is b or any(apart.between(a, m) for m in b.members):
                continue
            into, other = (a, b) if (-len(a.members), a.anchor) <= (-len(b.members), b.anchor) else (b, a)
            people.merge(into, other, rule, score)


def _full_names(people: People) -> Iterator[tuple[Cluster, Cluster]]:
    """The same full name in two groups, of which one is a body's (or unknown), and days that allow it."""
    by_name: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in people.live():
        for name in cluster.strong_names:
            if len(parse(name).words) > 1:
                by_name[tuple(sorted(parse(name).words))].append(cluster)
    for key in sorted(by_name):
        for a, b in combinations(by_name[key], 2):
            if not a.members or not b.members or a is b or a.blocks & b.blocks:
                continue  # of one group: compared before, and kept apart for a reason
            if {s for s, _ in a.identifiers} & {s for s, _ in b.identifiers}:
                continue
            if BODY not in a.blocks | b.blocks and a.blocks | b.blocks != CHINAS:
                continue
            if all(judge.lived(a, m) for m in b.members):
                yield a, b


def _monarchs(people: People) -> Iterator[tuple[Cluster, Cluster]]:
    """A king or queen with a number, of two realms, in one lifetime."""
    thrones: dict[tuple[str, int], list[Cluster]] = defaultdict(list)
    for cluster in people.live():
        if cluster.blocks <= REALMS and any(r.role_type == "monarch" for r in cluster.roles):
            for name in map(parse, cluster.strong_names):
                if name.ordinal is not None:
                    thrones[name.words[0], name.ordinal].append(cluster)
    for key in sorted(thrones):
        for a, b in combinations(thrones[key], 2):
            if not a.blocks & b.blocks and _gap(a, b) <= judge.CAREER:
                yield a, b


def _broken_up(people: People) -> Iterator[tuple[Cluster, Cluster]]:
    """A long family name in a state that broke up, and in one of those that came of it: Shevardnadze of Moscow, and of Tbilisi."""
    for name, group in sorted(_by_family_name(people).items()):
        if len(name) < LONG:
            continue
        pairs = [
            (a, b)
            for a, b in combinations(group, 2)
            if not a.blocks & b.blocks and _came_of(a, b) and _gap(a, b) <= BREAK_UP
        ]
        if len(pairs) == 1 and not all(c.strong_names for c in pairs[0]):
            yield pairs[0]


def _came_of(a: Cluster, b: Cluster) -> bool:
    """Whether one is of a past state, and the other of a state whose predecessor it was."""
    before = {COUNTRIES[code].predecessor for c in (a, b) for code in _countries(c) if code in COUNTRIES} - {""}
    return any(COUNTRIES[code].until for c in (a, b) for code in _countries(c) & before)


def _seconded(people: People) -> Iterator[tuple[Cluster, Cluster]]:
    """An officer of a body and one of a country with the same name, of whom at least one is known by it alone, a few years apart."""
    for _, group in sorted(_by_family_name(people).items()):
        for body in group:
            if BODY not in body.blocks or not any(r.role_type == "international_official" for r in body.roles):
                continue
            nationals = [
                c
                for c in group
                if BODY not in c.blocks
                and any(r.role_type in judge.ONE_AT_A_TIME for r in c.roles)
                and _gap(body, c) <= SECONDED
            ]
            if len(nationals) == 1 and not (body.strong_names and nationals[0].strong_names):
                yield body, nationals[0]


def _untitled(people: People) -> Iterator[tuple[Cluster, Cluster]]:
    """A family name without title or country, and the only one of that name who was in a leading office about that day."""
    for _, group in sorted(_by_family_name(people).items()):
        for bare in group:
            if bare.roles or bare.strong_names or bare.blocks != {BODY} or bare.first in (FIRST_DAY, LAST_DAY):
                continue
            holders = [c for c in group if c is not bare and _in_office(c, bare.first, bare.last)]
            if len(holders) == 1:
                yield bare, holders[0]


def _in_office(cluster: Cluster, first: str, last: str) -> bool:
    """Whether somebody is seen in a leading office on those days, or within a year of them."""
    return any(
        r.role_type in judge.ONE_AT_A_TIME
        and r.first != FIRST_DAY
        and int(r.first[:4]) - 1 <= int(first[:4])
        and int(last[:4]) <= int(r.last[:4]) + 1
        for r in cluster.roles
    )


def _by_family_name(people: People) -> dict[str, list[Cluster]]:
    """People by the words by which they are cited in short, levelled; officers of the US foreign service, who have ids, left out."""
    index: dict[str, dict[int, Cluster]] = defaultdict(dict)
    for cluster in people.live():
        if any(scheme == "pocom" for scheme, _ in cluster.identifiers):
            continue
        turned = bool(cluster.blocks & judge.FAMILY_FIRST)
        for words in (parse(n).words for n in cluster.names):
            for word in {words[-1], words[0]} if turned and words else set(words[-1:]):
                if len(word) >= SHORT:
                    index[skeleton(word)][cluster.serial] = cluster
    return {name: [group[n] for n in sorted(group)] for name, group in index.items()}


def _countries(cluster: Cluster) -> set[str]:
    return {r.country for r in cluster.roles if r.country}


def _gap(a: Cluster, b: Cluster) -> int:
    """Years between two careers; 0 where they meet."""
    if LAST_DAY in (a.first, b.first) or FIRST_DAY in (a.last, b.last):
        return 0
    if a.first <= b.last and b.first <= a.last:
        return 0
    return min(years(a.last, b.first), years(b.last, a.first))
