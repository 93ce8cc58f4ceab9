"""Conferences known by their names: the NATO Summit in Madrid is one happening, whoever tells of it and in whatever words.

A name is levelled to keys: bodies by their short names (the Group of Seven, G-7), without articles, years and the words that all conferences
have; and once more without and with the town where it is held, which one source puts into the name and the other beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from etl.claims import EventClaim, Item
from etl.edtf import bounds
from etl.geo.countries import COUNTRIES
from etl.resolve.names import fold
from etl.resolve.organizations import known_organizations

_ALL_HAVE = frozenset(
    "the of a an on and for in at to s annual anniversary leaders leader summit summits conference conferences meeting heads state government "
    "international session first second third fourth fifth st nd rd th special extraordinary virtual informal inaugural upcoming "
    "historic".split()
)
# A name of nothing but these is a name together with its town alone; of nothing but the last, none.
_SAY_LITTLE = frozenset(
    "us world global regional national joint bilateral trilateral multilateral security peace high level today white house "
    "white-house".split()
)
_SAY_NOTHING = frozenset("us today white house white-house national".split())
_ONE_WORD = {"ministers": "ministerial", "minister": "ministerial", "ministry": "ministerial"}
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)?")
_IN, _ONLY = "in ", "only "
BEFORE, AFTER = 200, 300  # days around the news within which a conference lies that it names without a day


def conference_keys(name: str | None, places: Iterable[str] = (), country: str | None = None) -> frozenset[str]:
    """The keys of a conference's name; none where it says nothing. `places` are the towns where it is held, `country` a code.

    Two that share a key have one name. A key "in TOWN" is of every conference there, to be found by one that is called by its town alone.
    """
    return _keys(name, tuple(places), country) if name else frozenset()


def same_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two conferences can be one by their keys: one name, or one of them has only its town for a name, and it is the other's."""
    shared = a & b
    if any(not key.startswith(_IN) for key in shared):
        return True
    ministers = any("ministerial" in key.split() for key in a | b)  # theirs may be beside their leaders' own
    return not ministers and any(_ONLY + key in a | b for key in shared)


@lru_cache(maxsize=20_000)
def _keys(name: str, places: tuple[str, ...], country: str | None) -> frozenset[str]:
    words = {_ONE_WORD.get(w, w) for w in _levelled(name) if w not in _ALL_HAVE and not _ORDINAL.fullmatch(w)}
    here = {w for place in places for w in fold(place)}
    if country in COUNTRIES:
        here.update(_levelled(COUNTRIES[country].name))
    elsewhere = words - here
    forms = [form for form in (words, elsewhere) if not _SAY_LITTLE.issuperset(form)]
    forms += [elsewhere.union(fold(place)) for place in places if not _SAY_NOTHING.issuperset(elsewhere)]
    towns = {_IN + " ".join(fold(place)) for place in places if forms or not elsewhere}
    keys = {" ".join(sorted(form)) for form in forms} | towns
    if not elsewhere:  # of its town alone, or "Summit" and nothing else
        keys |= {_ONLY + town for town in towns} or {" ".join(fold(name))}
    return frozenset(keys)


@lru_cache(maxsize=20_000)
def _levelled(name: str) -> tuple[str, ...]:
    """The words of a name, those of a body as one."""
    words = fold(name)
    bodies = known_organizations()[1]
    out: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(6, len(words) - at), 0, -1):
            body = bodies.get(tuple(words[at : at + length]))
            if body is not None:
                out.append(body.organization_id)
                break
            if words[at : at + length] in (["u", "s"], ["united", "states"]):
                out.append("us")
                break
        else:
            length = 1
            out.append(words[at])
        at += length
    return tuple(out)


def conference_days(item: Item, claim: EventClaim) -> tuple[str, str] | None:
    """The days (ISO) within which a conference lies that an article names without a day: the last of its name, or the next that is to come.

    They serve to find it, and are never published as its date.
    """
    first, last = bounds(item.article.published if item.article else None)
    if claim.type != "summit" or claim.date or claim.date_said or claim.anchor or not first or first != last:
        return None
    day = date.fromisoformat(first)
    if claim.status in ("occurred", "ongoing"):
        return (day - timedelta(BEFORE)).isoformat(), first
    if claim.status in ("planned", "proposed"):
        return first, (day + timedelta(AFTER)).isoformat()
    return None
