"""Bodies: one row each, under whichever of its names a source uses."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.resolve.ids import slug
from etl.resolve.names import fold


@dataclass(frozen=True)
class KnownOrganization:
    """A row of etl/lexicon/organizations.csv."""

    organization_id: str
    name: str
    kind: str
    country: str | None
    variants: tuple[str, ...]


@lru_cache(maxsize=1)
def known_organizations() -> tuple[dict[str, KnownOrganization], dict[tuple[str, ...], KnownOrganization]]:
    """By id, and by every name folded."""
    by_id: dict[str, KnownOrganization] = {}
    by_name: dict[tuple[str, ...], KnownOrganization] = {}
    path = Path(__file__).parents[1] / "lexicon" / "organizations.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            variants = tuple(v for v in row["variants"].split("|") if v)
            known = KnownOrganization(
                slug(row["short"] or row["name"]), row["name"], row["kind"], row["country"] or None, variants
            )
            by_id[known.organization_id] = known
            for name in (row["name"], row["short"], *variants):
                if name:
                    by_name[_key(name)] = known
    return by_id, by_name


def _key(name: str) -> tuple[str, ...]:
    words = fold(name)
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass
class Organizations:
    """Collects the bodies that claims name; ids are given at the end, so that they do not hang on the order."""

    said: dict[tuple[str, ...], Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[str, str] = field(default_factory=dict)

    def see(self, name: str, source: str, kind: str | None = None) -> str:
        """Note that a source names a body; its organization_id."""
        key = _key(name)
        known = known_organizations()[1].get(key)
        self.said[key][name, source] += 1
        organization_id = known.organization_id if known else slug(name)
        if kind and not known:
            self.kinds.setdefault(organization_id, kind)
        return organization_id

    def tables(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Rows of `organizations` and `organization_names`."""
        by_id, by_name = known_organizations()
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        source_of: dict[tuple[str, str], str] = {}
        for key, counts in self.said.items():
            known = by_name.get(key)
            for (name, source), count in counts.items():
                organization_id = known.organization_id if known else slug(name)
                spellings[organization_id][name] += count
                source_of[organization_id, name] = min(source, source_of.get((organization_id, name), source))
        rows: list[dict[str, Any]] = []
        names: list[dict[str, Any]] = []
        for organization_id in sorted(spellings):
            known_row = by_id.get(organization_id)
            said = spellings[organization_id]
            preferred = known_row.name if known_row else min(said, key=lambda n: (-said[n], n))
            kind = known_row.kind if known_row else self.kinds.get(organization_id)
            rows.append({"organization_id": organization_id, "name": preferred, "kind": kind,
                         "country": known_row.country if known_row else None, "parent_id": None})  # fmt: skip
            for name in sorted({preferred, *said}):
                names.append({"organization_id": organization_id, "name": name,
                              "kind": "preferred" if name == preferred else "acronym" if name.isupper() and len(name) < 9 else "variant",
                              "source_id": source_of.get((organization_id, name))})  # fmt: skip
        return rows, names
