"""Accuracy against hand annotation, with intervals, beside a plain baseline: `python -m bench.accuracy [--write | --json]`.

Sets: the open benchmark (benchmark/texts), and where the folder `shared` lies beside the checkout its gold articles, in five folds by the
hash of their names, and its gold register entries against the current build. An interval is the middle 95 % of a bootstrap over
articles, with a fixed seed. `--write` records the figures in bench/results/accuracy.json, from which docs/quality.md takes them.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import baseline
from etl.extract import extract, gold_form
from etl.pages import read
from etl.workspace import DATABASE, Workspace

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "bench" / "results" / "accuracy.json"
FIGURES = ("people", "affiliations", "affiliations_strict", "events", "events_strict", "participants", "dates")
sys.path.insert(0, str(ROOT / "benchmark"))
import score_facts as score  # noqa: E402  (the scorer stands alone, outside any package)

Tally = dict[str, tuple[int, int, int]]


def predictions(folder: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Annotations, our answers and the baseline's, by article."""
    golds, ours, plain = {}, {}, {}
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "people" not in gold:
            continue
        day = gold["article"].get("published") or (gold["article"].get("published_inferred") or "").rstrip("~?%")
        text = next(p for p in (path.with_suffix(s) for s in (".txt", ".md", ".html")) if p.exists())
        document = read(text.read_bytes(), None, text.name)
        golds[path.stem] = gold
        ours[path.stem] = gold_form(
            extract(document, day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None), path.stem
        )
        plain[path.stem] = baseline.facts(document, path.stem)
    return golds, ours, plain


def tallies(golds: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Tally]:
    """Hits, annotated and predicted of every figure, article by article."""
    result = {}
    for name, gold in golds.items():
        tally: Any = defaultdict(lambda: score.Count((0, 0, 0)))
        score.score_article(gold, predicted[name], tally, [])
        result[name] = {k: tuple(tally[k]) for k in FIGURES}
    return result


def f1(rows: Iterable[Tally], figure: str) -> float:
    """F1 of the sums over articles."""
    hit, gold, predicted = (sum(column) for column in zip(*(r[figure] for r in rows), strict=True))
    return 2 * hit / (gold + predicted) if gold + predicted else 0.0


def interval(rows: list[Tally], figure: str, rounds: int = 400) -> tuple[float, float]:
    """The middle 95 % of F1 over bootstrap samples of the articles."""
    chance = random.Random(20261125)
    found = sorted(f1(chance.choices(rows, k=len(rows)), figure) for _ in range(rounds))
    return found[int(rounds * 0.025)], found[int(rounds * 0.975)]


def fold(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5


def measure(folder: Path) -> dict[str, Any]:
    """Every figure of a set: F1, its interval, the worst and the best fold, the baseline's."""
    golds, ours, plain = predictions(folder)
    mine, theirs = tallies(golds, ours), tallies(golds, plain)
    folds = [[t for n, t in mine.items() if fold(n) == k] for k in range(5)]
    result: dict[str, Any] = {"articles": len(golds)}
    for figure in FIGURES:
        low, high = interval(list(mine.values()), figure)
        by_fold = [f1(rows, figure) for rows in folds if rows]
        result[figure] = {"f1": round(f1(mine.values(), figure), 3), "low": round(low, 3), "high": round(high, 3),
                          "worst_fold": round(min(by_fold), 3), "best_fold": round(max(by_fold), 3),
                          "baseline": round(f1(theirs.values(), figure), 3)}  # fmt: skip
    return result


def registers(database: Path) -> dict[str, Any]:
    """The scorer of register entries against a built database."""
    call = [
        sys.executable,
        str(SHARED / "eval" / "score_registers.py"),
        str(SHARED / "gold" / "registers.jsonl"),
        str(database),
        "--json",
    ]
    result: dict[str, Any] = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    return result


def table(name: str, result: dict[str, Any]) -> str:
    """A set's figures as text."""
    lines = [f"{name} ({result['articles']} articles)", f"  {'':20s}    F1   95 % interval   folds          baseline"]
    for figure in FIGURES:
        r = result[figure]
        lines.append(
            f"  {figure:20s} {r['f1']:.3f}   {r['low']:.3f}–{r['high']:.3f}     {r['worst_fold']:.3f}–{r['best_fold']:.3f}    {r['baseline']:.3f}"
        )
    return "\n".join(lines)


def everything() -> dict[str, Any]:
    """The figures of every set that is at hand."""
    results: dict[str, Any] = {"benchmark": measure(ROOT / "benchmark" / "texts")}
    if (SHARED / "gold" / "articles").is_dir():
        results["gold"] = measure(SHARED / "gold" / "articles")
        current = Workspace(ROOT).current()
        if current and (current / DATABASE).exists():
            results["registers"] = registers(current / DATABASE)
    return results


def text(results: dict[str, Any]) -> str:
    """All figures, each beside the baseline's."""
    names = {"benchmark": "open benchmark", "gold": "all annotated articles"}
    lines = [table(name, results[kind]) for kind, name in names.items() if kind in results]
    for name, row in results.get("registers", {}).items():
        lines.append(f"  registers {name}: " + " ".join(f"{k} {v}" for k, v in row.items()))
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Measure what is at hand, print it, and record it with --write; or with --json print it on one line."""
    results = everything()
    print(json.dumps(results) if "--json" in arguments else text(results))
    if "--write" in arguments:
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
