"""Stable ids, by the ledger `curation/ids.csv` (id, kind, fact).

A fact is the anchor of one claim that a thing was made from (`travels:trip/3913#p2`); a thing has a few of them on record. The thing that
holds most of an id's facts keeps the id, however its name or its date has been refined since; so with the same ledger neither the order nor
the batches in which sources arrive matter. Where two ids come to one thing (a merge), the one with more facts in it stays and the other is
redirected; where a thing comes apart (a split), the larger part keeps the id and the other gets a new one. An id of which no fact is left is
redirected to nothing. A thing that no row knows gets a slug of what it is. Rows are appended when a release is made, never changed; of rows
with one fact the last holds.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import TypeVar

from etl.errors import InputError
from etl.resolve.names import fold

T = TypeVar("T")
MAX_SLUG = 90
_FIELDS = ("id", "kind", "fact")
# Facts of a thing that are put on record, the least ones: enough to know it again though a source has changed its keys.
FACTS = 4


def slug(*parts: str | None) -> str:
    """A lower-case ASCII slug of the parts, cut at a word to 90 characters; "unnamed" where nothing is left."""
    out = ""
    for part in parts:
        for word in _ascii_words(part) if part else ():
            if len(out) + len(word) + 1 > MAX_SLUG:
                return out or "unnamed"
            out = f"{out}-{word}" if out else word
    return out or "unnamed"


@lru_cache(maxsize=100_000)
def _ascii_words(text: str) -> tuple[str, ...]:
    return tuple(a for w in fold(text) if (a := w.encode("ascii", "ignore").decode()))


@dataclass
class Ledger:
    """What ids were given before. `redirects` collects what became of those that this build has not: (old id, the id instead or None, kind)."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    redirects: list[tuple[str, str | None, str]] = field(default_factory=list)
    # (id, kind, its least anchors) of this build
    given: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """Read the ledger; an absent one is empty. Raises InputError for a row without id, kind or fact."""
        if not path.exists():
            return cls()
        with path.open(encoding="utf-8", newline="") as handle:
            rows = []
            for number, row in enumerate(csv.DictReader(handle), 2):
                values = tuple((row.get(name) or "").strip() for name in _FIELDS)
                if not all(values):
                    raise InputError(
                        "a row without id, kind or fact",
                        file=str(path),
                        place=f"line {number}",
                        remedy="restore it with git",
                    )
                rows.append((values[0], values[1], values[2]))
        return cls(rows)

    def appended(self) -> str:
        """The ledger's text with what this build has given: the facts of new things, and those that belong to another thing now."""
        now = {(old, kind): new for old, new, kind in self.redirects}
        owner = {(kind, fact): now.get((old, kind), old) for old, kind, fact in self.rows}
        counts = Counter((owner[kind, fact], kind) for kind, fact in owner)
        new = []
        for id, kind, facts in self.given:
            room = FACTS - counts[id, kind]
            moved = [fact for fact in facts if owner.get((kind, fact), id) != id]
            fresh = [fact for fact in facts if (kind, fact) not in owner]
            new += [(id, kind, fact) for fact in (*moved, *fresh[: max(0, room)])]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_FIELDS)
        writer.writerows([*self.rows, *sorted(new)])
        return out.getvalue()

    def assign(
        self,
        kind: str,
        things: Sequence[T],
        anchors: Callable[[T], Iterable[str]],
        wanted: Callable[[T], Iterable[str]],
    ) -> list[str]:
        """An id for each thing, in their order. `wanted` gives slugs to try, the best first; at last a number is added."""
        held = [nsmallest(FACTS, anchors(thing)) for thing in things]
        ids, used = self._kept(kind, things, anchors)
        # an id is one thing's, whatever its kind
        used |= {i for i, other, _ in (*self.rows, *self.given) if other != kind}
        free = sorted((i for i in range(len(things)) if ids[i] is None), key=lambda i: held[i][0] if held[i] else "")
        numbers: dict[str, int] = {}
        for index in free:
            ids[index] = _first_free(wanted(things[index]), used, numbers)
            used.add(ids[index] or "")
        self.given += [(i or "", kind, tuple(facts)) for i, facts in zip(ids, held, strict=True) if facts]
        return [i or "" for i in ids]

    def _kept(
        self, kind: str, things: Sequence[T], anchors: Callable[[T], Iterable[str]]
    ) -> tuple[list[str | None], set[str]]:
        """The ids that things have by the ledger, and all that were ever given; notes the redirects."""
        ids: list[str | None] = [None] * len(things)
        fact_of = {fact: old for old, row_kind, fact in self.rows if row_kind == kind}
        if not fact_of:
            return ids, set()
        given = dict.fromkeys(old for old, row_kind, _ in self.rows if row_kind == kind)
        holders: dict[str, Counter[int]] = {old: Counter() for old in given}
        for index, thing in enumerate(things):
            for anchor in anchors(thing):
                if anchor in fact_of:
                    holders[fact_of[anchor]][index] += 1
        first = {old: fact for fact, old in reversed(fact_of.items())}  # the fact that was put down first
        claims: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for number, (old, counts) in enumerate(holders.items()):
            if counts:
                most = max(counts.values())
                best = min(
                    (i for i in counts if counts[i] == most), key=lambda i: self._order(things[i], anchors, first[old])
                )
                claims[best].append((-most, number, old))
            else:
                self.redirects.append((old, None, kind))
        for index in sorted(claims):
            kept, *others = (old for _, _, old in sorted(claims[index]))
            ids[index] = kept
            self.redirects += [(old, kept, kind) for old in others]
        return ids, set(given)

    @staticmethod
    def _order(thing: T, anchors: Callable[[T], Iterable[str]], first: str) -> tuple[bool, str]:
        """Of parts of one size, the one with the fact that was put down first keeps the id, else the one with the least anchor."""
        held = set(anchors(thing))
        return first not in held, min(held)


def _first_free(candidates: Iterable[str], used: set[str], numbers: dict[str, int]) -> str:
    """The first slug that nothing has, or the last with a number; `numbers` remembers which number a slug has come to."""
    base = "unnamed"
    for base in candidates:
        if base not in used:
            return base
    number = numbers.get(base, 2)
    while f"{base}-{number}" in used:
        number += 1
    numbers[base] = number + 1
    return f"{base}-{number}"
