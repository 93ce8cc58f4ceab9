"""Who is who in the registers, held against people whose names and times in public life are known from elsewhere.

    python -m bench.identity [CLAIMS] [--errors]

`bench/identity.csv` lists people whom a name alone does not tell apart, or whose names the registers write in several ways: fathers and sons,
kings of one name, predecessors and successors in one family, countries that have few family names. For each, the countries (`-`: named
without one), the words of the name, and the years in which nobody else of that country went by it. Every reference of a register that fits
one row and no other is labelled with that person; then each pair of labelled references is one the resolution should have joined, or not.

Of the whole people of the registers the figure is an estimate from below: these are the hard ones.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure import ROOT
from etl.claims import Item, read_items
from etl.resolve.curation import Curation
from etl.resolve.names import fold
from etl.resolve.people import resolve_people
from etl.resolve.references import Reference, references

TABLE = Path(__file__).with_suffix(".csv")
REGISTERS = ("executive", "pocom", "travels", "visits")
NAMING = frozenset({"travels", "visits"})  # those that name visitors and counterparts


@dataclass(frozen=True)
class Known:
    """One person of the table. Of `names` one must fit: all words of it, the first word after `^`, or nothing but the word after `=`."""

    person: str
    countries: frozenset[str]
    names: tuple[str, ...]
    since: str
    until: str

    def fits(self, reference: Reference, words: list[str]) -> bool:
        """Whether the reference is to this person, by country, day and name."""
        named = {r.country for r in reference.roles if r.country} | ({reference.claim.country} - {None}) or {"-"}
        if (
            not named & self.countries
            or not self.since <= reference.first
            or reference.first[: len(self.until)] > self.until
        ):
            return False
        return any(
            words == [name[1:]]
            if name[0] == "="
            else words[:1] == [name[1:]]
            if name[0] == "^"
            else set(name.split("&")) <= set(words)
            for name in self.names
        )


def known(path: Path = TABLE) -> list[Known]:
    """The rows of the table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Known(r["person"], frozenset(r["countries"].split()), tuple(r["names"].split()), r["since"], r["until"])
            for r in csv.DictReader(handle)
        ]


def labelled(items: Iterable[Item], people: list[Known]) -> Iterator[tuple[Reference, str]]:
    """Every reference of the registers that is to one person of the table and to no other."""
    for reference in references(item for item in items if item.source in NAMING):
        words = fold(reference.name)
        found = {k.person for k in people if k.fits(reference, words)}
        if len(found) == 1:
            yield reference, found.pop()


def pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)


def score(labels: dict[str, str], clusters: dict[str, str]) -> dict[str, Any]:
    """Pairwise precision, recall and F1 of the clusters of anchors, against their labels."""
    by_person, by_cluster = Counter(labels.values()), Counter(clusters[a] for a in labels)
    both = Counter((labels[a], clusters[a]) for a in labels)
    right, found, due = pairs(both.values()), pairs(by_cluster.values()), pairs(by_person.values())
    return {
        "references": len(labels),
        "people": len(by_person),
        "pairs_due": due,
        "pairs_joined": found,
        "pairs_right": right,
        "precision": round(right / found, 5) if found else 0.0,
        "recall": round(right / due, 5) if due else 0.0,
        "f1": round(2 * right / (found + due), 5) if found + due else 0.0,
        "people_in_several_clusters": sum(n > 1 for n in Counter(p for p, _ in both).values()),
        "clusters_of_several_people": sum(n > 1 for n in Counter(c for _, c in both).values()),
    }


def errors(labels: dict[str, str], clusters: dict[str, str]) -> Iterator[str]:
    """What is wrong, a line each: people in several clusters, and clusters of several people."""
    apart: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    mixed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for anchor in sorted(labels):
        apart[labels[anchor]][clusters[anchor]].append(anchor)
        mixed[clusters[anchor]][labels[anchor]].append(anchor)
    for what, groups in (("apart", apart), ("mixed", mixed)):
        for name in sorted(groups):
            if len(groups[name]) > 1:
                parts = "; ".join(f"{k} ({len(v)}, {v[0]})" for k, v in sorted(groups[name].items()))
                yield f"{what} {name}: {parts}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "claims", type=Path, nargs="?", default=ROOT / "claims", help="a folder of claims (default: this checkout's)"
    )
    parser.add_argument("--errors", action="store_true", help="say who is wrong")
    parser.add_argument("--line", action="store_true", help="the figures in one line")
    given = parser.parse_args(arguments)
    items = [item for source in REGISTERS for item in read_items(given.claims / f"{source}.jsonl.gz")]
    curation = Curation.load(ROOT / "curation")
    items = list(curation.corrected(items))
    labels = {r.anchor: person for r, person in labelled(items, known())}
    people = resolve_people(references(items), curation.same_person)
    clusters = {anchor: people.of[anchor].anchor for anchor in labels}
    if given.errors:
        print("\n".join(errors(labels, clusters)))
    print(json.dumps(score(labels, clusters), indent=None if given.line else 2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
