"""Countries and places that the facts use: rows of `countries` and `places`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.claims import Place
from etl.geo.countries import COUNTRIES, lexicon_rows
from etl.resolve.ids import slug
from etl.resolve.names import fold


@lru_cache(maxsize=1)
def _other_names() -> dict[tuple[str, str], str]:
    return {(row["name"], row["country"]): row["same_as"] for row in lexicon_rows("places.csv") if row["same_as"]}


@lru_cache(maxsize=50_000)
def town(place: Place) -> str:
    """A town as it is compared with another: New York is New York City, and Turtle Bay is in it."""
    name = _other_names().get((place.name, place.country or ""), place.name)
    words = fold(name)
    return " ".join(words[:-1] if len(words) > 1 and words[-1] == "city" else words)


def towns(places: Iterable[Place]) -> set[str]:
    """The towns among places, as they are compared."""
    return {town(p) for p in places}


@dataclass
class Places:
    """Collects places; a place is its name and its country, with a number where the gazetteer knows two of them."""

    seen: dict[str, Place] = field(default_factory=dict)

    def see(self, place: Place) -> str:
        """Note a place; its place_id. The first gazetteer entry under an id stays; what lacks coordinates is filled in."""
        place_id = slug(place.name, place.country or "")
        known = self.seen.get(place_id)
        if known and known.geonames_id and place.geonames_id and known.geonames_id != place.geonames_id:
            place_id = f"{place_id}-{place.geonames_id}"
            known = self.seen.get(place_id)
        if known is None or (known.latitude is None and place.latitude is not None):
            self.seen[place_id] = place
        return place_id

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"place_id": place_id, "name": p.name, "country": p.country, "latitude": p.latitude, "longitude": p.longitude,
             "geonames_id": p.geonames_id}
            for place_id, p in sorted(self.seen.items())
        ]  # fmt: skip


def country_rows(used: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of `countries`: every state in ISO 3166-1, every other one that a fact names, and their successors."""
    wanted = {c for c in COUNTRIES if len(c) == 2} | set(used)
    pending = list(wanted)
    while pending:
        country = COUNTRIES.get(pending.pop())
        if country and country.successor and country.successor not in wanted:
            wanted.add(country.successor)
            pending.append(country.successor)
    rows = []
    for code in sorted(wanted):
        c = COUNTRIES[code]
        rows.append({"country": c.country, "name": c.name, "alpha3": c.alpha3 or None, "scheme": c.scheme, "since": c.since or None,
                     "until": c.until or None, "successor": c.successor or None})  # fmt: skip
    return rows
