"""Human decisions that survive every rebuild: `curation/*.csv`, each row with a reason and a source.

- `same_as.csv` (anchor_a, anchor_b, same, reason, source, decided): two references are one person (1), or are not (0).
- `dates.csv` (source, key, published, reason, source_of_date, decided): the day an undated article was published.
- `same_event.csv` (anchor_a, anchor_b, same, reason, source, decided): two reports tell one happening (1), or two (0).
- `facts.csv` (anchor, field, value, reason, source, decided): a fact that a source has wrong, or that was read wrongly.
- `defects.csv` (record, detail, source, decided): what is wrong in a register's entry by other sources; told among its defects, not changed.
- `ids.csv`: the ledger of ids; `redirects.csv`: ids that went away, and in which release. Both are written by `etl.resolve.release`.

An anchor is a claim's address: the item's key, `#`, and the claim's local id, as `embassyrow review` prints it. A row that no claim
answers to any more is reported (`unused`), never ignored.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.claims import Defect, Item
from etl.edtf import valid
from etl.errors import InputError
from etl.resolve.clusters import Decision
from etl.resolve.corrections import NAMES, Correction, correct
from etl.resolve.ids import Ledger


@dataclass
class Curation:
    """The decisions, read. `unused` lists the rows that applied to nothing, after a build."""

    same_person: list[Decision] = field(default_factory=list)
    same_event: list[Decision] = field(default_factory=list)
    facts: list[Correction] = field(default_factory=list)
    dates: dict[tuple[str, str], str] = field(default_factory=dict)
    defects: dict[str, list[Defect]] = field(default_factory=dict)  # record_id → what people found wrong in it
    moved: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # (old id, kind) → the release in which it first was gone
    release: str = "unreleased"
    ledger: Ledger = field(default_factory=Ledger)
    anchors: set[str] = field(default_factory=set)
    unused: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Curation:
        """Read a curation folder; absent files are empty. Raises InputError for a malformed row, with file, line and remedy."""
        result = cls(ledger=Ledger.load(folder / "ids.csv"))
        result.same_person = list(_decisions(folder / "same_as.csv"))
        result.same_event = list(_decisions(folder / "same_event.csv"))
        for place, row in _rows(folder / "facts.csv", ("anchor", "field", "reason", "source")):
            if row["field"] not in NAMES or "#" not in row["anchor"]:
                raise InputError(
                    f"no such fact: {row['field']} of {row['anchor']}",
                    file=str(folder / "facts.csv"),
                    place=place,
                    remedy=f"write KEY#ID, and one of {', '.join(sorted(NAMES))}",
                )
            result.facts.append(Correction(row["anchor"], row["field"], row.get("value") or None))
        for _, row in _rows(folder / "defects.csv", ("record", "detail", "source")):
            result.defects.setdefault(row["record"], []).append(Defect("contradicted-elsewhere", row["detail"]))
        for _, row in _rows(folder / "redirects.csv", ("old_id", "kind", "release")):
            result.moved[row["old_id"], row["kind"]] = row["release"]
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
        wanted = {a for d in (*self.same_person, *self.same_event) for a in (d.anchor_a, d.anchor_b)}
        found: set[str] = set()
        dates = dict(self.dates)
        told = dict(self.defects)
        facts: dict[str, list[Correction]] = {}
        for fact in self.facts:
            facts.setdefault(fact.anchor.rpartition("#")[0], []).append(fact)
        used: set[Correction] = set()
        for item in items:
            if wanted:
                local = [p.id for p in item.people] + [e.id for e in item.events]
                found |= {f"{item.key}#{i}" for i in local} & wanted
            if item.key in facts:
                item, applied = correct(item, facts[item.key])
                used |= applied
            if noted := told.pop(item.key, None):
                item = dataclasses.replace(item, defects=(*item.defects, *noted))
            day = dates.pop((item.source, item.key), None)
            if day and item.article:
                article = dataclasses.replace(
                    item.article, published=day, published_basis="curated", published_from="curation"
                )
                item = dataclasses.replace(item, article=article)
            yield item
        self.unused = [
            f"{file}: no claim {anchor}"
            for file, decisions in (("same_as.csv", self.same_person), ("same_event.csv", self.same_event))
            for anchor in sorted({a for d in decisions for a in (d.anchor_a, d.anchor_b)} - found)
        ]
        self.unused += [f"facts.csv: no {c.field} of {c.anchor}" for c in self.facts if c not in used]
        self.unused += [f"defects.csv: no record {key}" for key in sorted(told)]
        self.unused += [f"dates.csv: no article {key} of {source}" for source, key in sorted(dates)]


def _decisions(path: Path) -> Iterator[Decision]:
    for place, row in _rows(path, ("anchor_a", "anchor_b", "same", "reason", "source")):
        if row["same"] not in ("0", "1"):
            raise InputError(f"same is {row['same']!r}", file=str(path), place=place, remedy="write 1 or 0")
        yield Decision(row["anchor_a"], row["anchor_b"], row["same"] == "1")


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
