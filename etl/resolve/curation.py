"""Human decisions that survive every rebuild: `curation/*.csv`, each row with a reason and a source.

- `same_as.csv` (anchor_a, anchor_b, same, reason, source, decided): two references are one person (1), or are not (0).
- `dates.csv` (source, key, published, reason, source_of_date, decided): the day an undated article was published.
- `ids.csv`: the ledger of ids.

An anchor is a claim's address: the item's key, `#`, and the claim's local id, as `embassyrow review` prints it. A row that no claim
answers to any more is reported (`unused`), never ignored.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.claims import Item
from etl.edtf import valid
from etl.errors import InputError
from etl.resolve.clusters import Decision
from etl.resolve.ids import Ledger


@dataclass
class Curation:
    """The decisions, read. `unused` lists the rows that applied to nothing, after a build."""

    same_person: list[Decision] = field(default_factory=list)
    dates: dict[tuple[str, str], str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    anchors: set[str] = field(default_factory=set)
    unused: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Curation:
        """Read a curation folder; absent files are empty. Raises InputError for a malformed row, with file, line and remedy."""
        result = cls(ledger=Ledger.load(folder / "ids.csv"))
        for place, row in _rows(folder / "same_as.csv", ("anchor_a", "anchor_b", "same", "reason", "source")):
            if row["same"] not in ("0", "1"):
                raise InputError(
                    f"same is {row['same']!r}", file=str(folder / "same_as.csv"), place=place, remedy="write 1 or 0"
                )
            result.same_person.append(Decision(row["anchor_a"], row["anchor_b"], row["same"] == "1"))
        for place, row in _rows(folder / "dates.csv", ("source", "key", "published", "reason", "source_of_date")):
            if not valid(row["published"]):
                raise InputError(
                    f"{row['published']!r} is not EDTF",
                    file=str(folder / "dates.csv"),
                    place=place,
                    remedy="write an ISO day",
                )
            result.dates[row["source"], row["key"]] = row["published"]
        return result

    def corrected(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items with curated dates put in; notes which decisions found what they speak of."""
        wanted = {a for d in self.same_person for a in (d.anchor_a, d.anchor_b)}
        found: set[str] = set()
        dates = dict(self.dates)
        for item in items:
            if wanted:
                found |= {f"{item.key}#{p.id}" for p in item.people} & wanted
            day = dates.pop((item.source, item.key), None)
            if day and item.article:
                article = dataclasses.replace(
                    item.article, published=day, published_basis="curated", published_from="curation"
                )
                item = dataclasses.replace(item, article=article)
            yield item
        self.unused = [f"same_as.csv: no claim {anchor}" for anchor in sorted(wanted - found)]
        self.unused += [f"dates.csv: no article {key} of {source}" for source, key in sorted(dates)]


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            missing = [name for name in required if not (row.get(name) or "").strip()]
            if missing:
                raise InputError(
                    f"no {', '.join(missing)}",
                    file=str(path),
                    place=f"line {number}",
                    remedy="every decision has all of them",
                )
            yield f"line {number}", {k: (v or "").strip() for k, v in row.items()}
