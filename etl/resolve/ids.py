"""Stable ids, by the ledger `curation/ids.csv` (id, kind, fact).

A fact is the anchor of one claim that a thing was made from (`travels:trip/3913#p2`). A thing that holds the anchor of a ledger row
keeps that row's id, however its name or its date has been refined since; so with the same ledger neither the order nor the batches in
which sources arrive matter. A thing that no row knows gets a slug of what it is. Rows are appended when a release is made.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from etl.errors import InputError
from etl.resolve.names import fold

T = TypeVar("T")
MAX_SLUG = 90
_FIELDS = ("id", "kind", "fact")


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
    """What ids were given before. `redirects` collects (old id, new id, kind) for merges found in this build."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    redirects: list[tuple[str, str, str]] = field(default_factory=list)
    given: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # (id, kind, least anchor) of everything in this build

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

    def appended(self, given: Iterable[tuple[str, str, str]]) -> str:
        """The ledger's text with rows for (id, kind, anchor) it does not have yet, sorted behind the old ones."""
        known = {(i, k) for i, k, _ in self.rows}
        new = sorted({row for row in given if row[:2] not in known})
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_FIELDS)
        writer.writerows([*self.rows, *new])
        return out.getvalue()

    def assign(
        self,
        kind: str,
        things: Sequence[T],
        anchors: Callable[[T], Iterable[str]],
        wanted: Callable[[T], Iterable[str]],
    ) -> list[str]:
        """An id for each thing, in their order. `wanted` gives slugs to try, the best first; at last a number is added."""
        held = [sorted(anchors(thing)) for thing in things]
        owner = {anchor: index for index, group in enumerate(held) for anchor in group}
        claims: dict[int, list[str]] = defaultdict(list)
        taken: dict[str, int] = {}
        reserved = set()
        for old, row_kind, fact in self.rows:
            if row_kind != kind:
                continue
            reserved.add(old)
            if (index := owner.get(fact)) is not None and old not in taken:
                taken[old] = index
                claims[index].append(old)
        ids: list[str | None] = [claims[i][0] if claims.get(i) else None for i in range(len(things))]
        for index in sorted(claims):
            self.redirects += [(old, claims[index][0], kind) for old in claims[index][1:]]
        used = reserved | {i for i in ids if i}
        free = sorted((i for i in range(len(things)) if ids[i] is None), key=lambda i: held[i][0] if held[i] else "")
        numbers: dict[str, int] = {}
        for index in free:
            ids[index] = _first_free(wanted(things[index]), used, numbers)
            used.add(ids[index] or "")
        self.given += [(i or "", kind, group[0]) for i, group in zip(ids, held, strict=True) if group]
        return [i or "" for i in ids]


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
