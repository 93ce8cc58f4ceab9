"""One happening told by several articles: how many of the pairs that annotators list become one event, and which become one wrongly.

    python -m bench.same_events GOLD SCORER [--errors]

GOLD holds same_events.json and articles/; SCORER is the file with the rules by which an extracted event is taken for an annotated one
(eval/score_facts.py). The articles are extracted with the day of publication that the annotation knows, then resolved together.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

from etl.claims import Item
from etl.extract import extract, gold_form
from etl.pages import read
from etl.resolve import resolve
from etl.resolve.curation import Curation

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def load_scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paired(scorer: Any, gold: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    """Annotated event → extracted event, by the scorer's rules."""

    def agree(g: dict[str, Any], p: dict[str, Any]) -> int:
        if scorer.FAMILY.get(p["type"], p["type"]) not in scorer.kinds(g) or not scorer.overlap(
            g.get("date"), p.get("date")
        ):
            return 0
        a, b = scorer.participants(gold, g), scorer.participants(found, p)
        shared = sum(any(scorer.same_party(x, y) for y, _ in b) for x, _ in a)
        if a and not shared:
            return 0
        same = 2 * (g["type"] == p["type"]) + 2 * (g.get("date") == p.get("date"))
        return 1 + shared + same + int((g.get("country") or "") == (p.get("country") or ""))

    pairs = scorer.pair_up(gold["events"], found["events"], agree)
    return {gold["events"][i]["id"]: found["events"][j]["id"] for i, j in pairs}


def measure(folder: Path, scorer: Any) -> dict[str, Any]:
    """Pairs listed, pairs of which both events were extracted, those that became one, and pairs of annotated events merged wrongly."""
    listed = json.loads((folder / "same_events.json").read_text(encoding="utf-8"))
    names = sorted({article for group in listed for article, _ in group["members"]})
    items: list[Item] = []
    pairing: dict[tuple[str, str], str] = {}  # (article, annotated event) → the anchor of the extracted one
    for name in names:
        gold = json.loads((folder / "articles" / f"{name}.json").read_text(encoding="utf-8"))
        file = next(p for e in (".txt", ".md", ".html") if (p := folder / "articles" / f"{name}{e}").exists())
        day = gold["article"].get("published") or (gold["article"].get("published_inferred") or "").rstrip("~?%")
        item = extract(read(file.read_bytes(), None, file.name), day if DAY.fullmatch(day) else None)
        items.append(item)
        found = gold_form(item, name)
        for annotated, extracted in paired(scorer, gold, found).items():
            pairing[name, annotated] = f"{item.key}#{extracted}"
    _, resolved = resolve(items, Curation(), [])
    event_of = {r.anchor: number for number, e in enumerate(resolved.events) for r in e.reports}
    same = {frozenset((tuple(a), tuple(b))): g["what"] for g in listed for a, b in combinations(g["members"], 2)}
    both, one, missed = 0, 0, []
    for members, what in sorted(same.items(), key=lambda s: (s[1], sorted(s[0]))):
        a, b = sorted(members)
        if a in pairing and b in pairing:
            both += 1
            if event_of[pairing[a]] == event_of[pairing[b]]:
                one += 1
            else:
                missed.append(f"{what}: {a} {b}")
    wrong = [
        f"{a} {b}"
        for a, b in combinations(sorted(pairing), 2)
        if a[0] != b[0] and event_of[pairing[a]] == event_of[pairing[b]] and frozenset((a, b)) not in same
    ]
    share = round(one / both, 3) if both else None
    return {"pairs": len(same), "extracted": both, "one": one, "share": share, "wrong": wrong, "missed": missed}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--errors", action="store_true", help="name the pairs that were missed")
    given = parser.parse_args(arguments)
    found = measure(given.gold, load_scorer(given.scorer))
    if not given.errors:
        found.pop("missed")
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
