"""What the other entries of a register know of a name: for whom "Prime Minister Netanyahu", met in Gaza, acts.

A remark gives no country for its host's people, and now and then none for a guest either. Such a person is taken for the host's; where
the other entries speak otherwise, in plain majority, their country holds. A full name speaks for any time, a family name only for the
same office within four years.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from etl.claims import Item

YEARS = 4
SAID, TAKEN = 1.0, 0.9  # confidence of a country that the entry says, and of one taken for granted


def fold(name: str) -> str:
    """A name in lower case without accents and hyphens."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("-", " ").replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c))


class Known:
    """Names, offices and countries of a register's first reading."""

    def __init__(self, items: Iterable[Item]):
        self._full: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._family: dict[tuple[str, str], list[tuple[int, str, str, int]]] = defaultdict(list)
        for item in items:
            year = int((item.events[0].date or "0000")[:4])
            names = {p.id: fold(p.name) for p in item.people}
            for one in item.affiliations:
                if not one.country or one.evidence.extractor.endswith("traveller"):
                    continue
                name, weight = names[one.person], 3 if one.evidence.confidence >= SAID else 1
                if " " in name:
                    self._full[name].append((item.key, one.country, weight))
                self._family[name.split()[-1], one.role_type].append((year, item.key, one.country, weight))

    def country(self, key: str, name: str, role: str, year: int, taken: str | None) -> str | None:
        """Another country than the one taken for granted, where the other entries know better; None where they do not."""
        folded = fold(name)
        votes: Counter[str] = Counter()
        least = 2 if " " in folded else 4
        if " " in folded:
            for other, code, weight in self._full.get(folded, ()):
                if other != key:
                    votes[code] += weight
        elif role not in ("royal", "monarch"):  # there are many princes of one name
            for when, other, code, weight in self._family.get((folded, role), ()):
                if other != key and abs(when - year) <= YEARS:
                    votes[code] += weight
        if not votes:
            return None
        best, count = max(sorted(votes.items()), key=lambda v: v[1])
        against = votes.get(taken or "", 0)
        return best if best != taken and count >= least and count > 3 * against else None
