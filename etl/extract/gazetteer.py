"""Who held which office when, from the registers' claims: a help in reading names, never a filter on them.

Read from `claims/*.jsonl.gz` of the registers beside the package, when first asked for; where they are absent, nothing is known.
A name in a register says for how long: a term's own days, or the first and last day on which an entry saw somebody in the office.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.extract import identity
from etl.extract.tokens import fold

REGISTERS = ("executive", "pocom", "travels", "visits")
SLACK = 5  # years before and after the days a register saw somebody in an office
_SAME = {"monarch": "head_of_state", "royal": "head_of_state"}


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody in an office between two ISO days (of known terms), or seen in it between them."""

    words: tuple[str, ...]  # of the name, folded
    role_type: str
    country: str
    since: str
    until: str
    exact: bool  # whether the days are the term's own
    title: str = ""

    def alike(self, role_type: str | None) -> bool:
        """Whether the office is of this kind; kings count as heads of state."""
        return role_type is not None and _alike(self.role_type, role_type)

    def near(self, on: str | None, slack: int = SLACK) -> bool:
        """Whether the office may be held on the ISO day; any day may be meant where none is known."""
        if not on:
            return True
        margin = 0 if self.exact else slack
        year = int(on[:4])
        if self.exact:
            return self.since <= on <= (self.until or "9999")
        return int(self.since[:4] or 0) - margin <= year <= int((self.until or "9999")[:4]) + margin


@lru_cache(maxsize=1)
def _offices() -> dict[str, tuple[Office, ...]]:
    """Offices by every word of the holder's name that may stand for it alone (the last and the first)."""
    spans: dict[tuple[tuple[str, ...], str, str, bool], list[str]] = {}
    folder = Path(__file__).parents[2] / "claims"
    for register in REGISTERS:
        path = folder / f"{register}.jsonl.gz"
        if path.is_file():
            for words, role, country, since, until, exact, _ in _read(path):
                span = spans.setdefault((words, role, country, exact), [since, until])
                span[0] = min(span[0], since)
                span[1] = max(span[1], until) if not exact else (until if since >= span[0] else span[1])
    found: dict[str, list[Office]] = defaultdict(list)
    for (words, role, country, exact), (since, until) in sorted(spans.items()):
        office = Office(words, role, country, since, until, exact)
        parts = identity.pieces(list(words))
        for key in sorted({parts[-1], parts[0]}):
            found[key].append(office)
    return {key: tuple(rows) for key, rows in found.items()}


@lru_cache(maxsize=1)
def _by_office() -> dict[tuple[str, str], tuple[Office, ...]]:
    """Offices by their kind and state."""
    found: dict[tuple[str, str], set[Office]] = defaultdict(set)
    for rows in _offices().values():
        for office in rows:
            found[_SAME.get(office.role_type, office.role_type), office.country].add(office)
    return {key: tuple(sorted(rows, key=lambda o: (o.since, o.words))) for key, rows in found.items()}


def holders(role_type: str, country: str, on: str, slack: int = 0) -> list[Office]:
    """Who held the office of this kind and state on an ISO day, within `slack` years of it where a register only saw them in it."""
    return [o for o in _by_office().get((_SAME.get(role_type, role_type), country), ()) if o.near(on, slack)]


@lru_cache(maxsize=1000)
def governed_by(family_name: str, on: str | None) -> str | None:
    """The state of a "Novak Administration": that which somebody of the folded name led until the day, by a register of terms; None for
    several, or none."""
    until = on or "9999"
    led = {
        state
        for (role, state), offices in _by_office().items()
        if role in ("head_of_state", "head_of_government")
        for o in offices
        if o.exact and o.since <= until and identity.pieces(list(o.words))[-1] == family_name
    }
    return led.pop() if len(led) == 1 else None


@lru_cache(maxsize=1)
def digest() -> str:
    """A hash of the registers' claims that names are held against: what was read with others has to be read again."""
    digest = hashlib.sha256()
    for register in REGISTERS:
        path = Path(__file__).parents[2] / "claims" / f"{register}.jsonl.gz"
        digest.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return digest.hexdigest()


def _read(path: Path) -> Iterator[tuple[tuple[str, ...], str, str, str, str, bool, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            next(lines, None)
            for line in lines:
                yield from _of_item(json.loads(line))
    except (OSError, EOFError, ValueError):
        return  # a damaged file helps nobody here; the build reports it


def _of_item(item: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str, str, str, str, bool, str]]:
    people = {p["id"]: p for p in item.get("people", ())}
    for a in item.get("affiliations", ()):
        person, country = people.get(a["person"]), a.get("country")
        if not person or not country:
            continue
        words = tuple(w for w in (fold(x).strip(",()'\"") for x in person["name"].replace(",", " ").split()) if w)
        seen = a.get("as_of") or ""
        since = a.get("start") or seen.split("/")[0]
        until = a.get("end") or (seen.split("/")[-1] if seen else "")
        if words and since:
            yield (
                words,
                a["role_type"],
                country,
                since,
                "" if until == ".." else until,
                bool(a.get("start")),
                a["title"],
            )


def _alike(a: str, b: str) -> bool:
    return _SAME.get(a, a) == _SAME.get(b, b)


def offices(words: Iterable[str], on: str | None = None, role_type: str | None = None) -> list[Office]:
    """Offices of whoever may bear this name (folded words, one or several) around an ISO day.

    A single word is taken for a last (or a throne) name. `role_type` keeps those of that kind.
    """
    words = list(words)
    parts = identity.pieces(words)
    if not parts:
        return []
    rows = {o for key in {parts[-1], parts[0]} for o in _offices().get(key, ())}
    kept = []
    for o in rows:
        if role_type and not _alike(o.role_type, role_type):
            continue
        if not o.near(on):
            continue
        if len(parts) > 1:
            if not identity.same_full(words, list(o.words)) and not (
                role_type and on and o.words == (parts[-1],) and o.near(on, 0)
            ):
                continue  # an entry that gives no first name serves where office and day fit
        elif identity.one_word_of(parts[0], list(o.words)) < 2:
            continue
        kept.append(o)
    return sorted(kept, key=lambda o: (o.words, o.role_type, o.country, o.since))


def country(words: Iterable[str], on: str | None = None, role_type: str | None = None) -> str | None:
    """The one state for which people of this name held such an office around the day; None where none or several."""
    return _country(tuple(words), on, role_type)


@lru_cache(maxsize=4096)
def _country(words: tuple[str, ...], on: str | None, role_type: str | None) -> str | None:
    rows = offices(words, on, role_type)
    for kept in ([o for o in rows if o.exact], rows, [o for o in rows if o.near(on, 1)]):
        found = {o.country for o in kept}
        if len(found) == 1:
            return found.pop()
    return None


def knows(words: Iterable[str], on: str | None = None) -> bool:
    """Whether a register knows a person of this full name."""
    words = list(words)
    return len(identity.pieces(words)) > 1 and bool(offices(words, None))
