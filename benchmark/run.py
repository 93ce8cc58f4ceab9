"""Score a system on the open benchmark: `python benchmark/run.py [COMMAND] [--out results.json]`.

COMMAND is called as `COMMAND extract FILE… --jsonl [--published DAY]` and prints one object a text in the gold form (see
README.md); without it, this checkout's `embassyrow` is scored. To score a system that is called otherwise, write its output to
a file and give `--predicted FILE`. Only the standard library is used.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
sys.path.insert(0, str(HERE))
import score_facts  # noqa: E402

MEASURES = ("people", "affiliations", "affiliations_strict", "events", "events_strict", "participants", "dates")
RESAMPLES = 2000
Counts = dict[str, tuple[int, int, int]]  # measure → (found, in the gold, predicted)


def gold(folder: Path = TEXTS) -> dict[str, dict[str, Any]]:
    """The annotations by id."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def text_of(annotation: Path) -> Path:
    """The text beside an annotation."""
    return next(p for p in (annotation.with_suffix(s) for s in (".txt", ".md", ".html")) if p.exists())


def extracted(command: list[str], folder: Path = TEXTS) -> list[dict[str, Any]]:
    """What the command extracts from every text, told the day of publication where the gold knows it."""
    by_day: dict[str | None, list[str]] = defaultdict(list)
    for name, annotation in gold(folder).items():
        article = annotation["article"]
        day = article.get("published") or (article.get("published_inferred") or "").rstrip("~?%")
        key = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
        by_day[key].append(str(text_of(folder / f"{name}.json")))
    found = []
    for day, files in sorted(by_day.items(), key=lambda item: item[0] or ""):
        told = ["--published", day] if day else []
        done = subprocess.run([*command, "extract", *files, "--jsonl", *told], capture_output=True, encoding="utf-8")
        if done.returncode:
            print(done.stderr[-500:], file=sys.stderr)
        found += [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    return found


def counts(annotation: dict[str, Any], prediction: dict[str, Any]) -> Counts:
    """What is found, in the gold, and predicted, of one article."""
    tally: dict[str, Any] = defaultdict(lambda: score_facts.Count((0, 0, 0)))
    score_facts.score_article(annotation, prediction, tally, [])
    return {measure: tuple(tally[measure]) for measure in MEASURES}


def f1(many: list[Counts], measure: str) -> float:
    """F1 over all these articles together."""
    hit, wanted, given = (sum(one[measure][n] for one in many) for n in range(3))
    return 2 * hit / (wanted + given) if wanted + given else 0.0


def scores(predictions: list[dict[str, Any]], folder: Path = TEXTS) -> dict[str, dict[str, float]]:
    """F1 of every measure with its 95 % interval, by resampling the articles (bootstrap, always the same draws)."""
    said = {p.get("id"): p for p in predictions}
    many = [counts(annotation, said.get(name, {})) for name, annotation in gold(folder).items()]
    draw = random.Random(1)
    samples = [draw.choices(many, k=len(many)) for _ in range(RESAMPLES)]
    result = {}
    for measure in MEASURES:
        spread = sorted(f1(sample, measure) for sample in samples)
        low, high = spread[int(0.025 * RESAMPLES)], spread[int(0.975 * RESAMPLES)]
        result[measure] = {"f1": round(f1(many, measure), 3), "low": round(low, 3), "high": round(high, 3)}
    return result


def main() -> None:
    """Score, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="*", help="the system; default: this checkout's embassyrow")
    parser.add_argument("--predicted", type=Path, help="score this JSON Lines file instead of calling a command")
    parser.add_argument("--out", type=Path, help="write the scores as JSON")
    args = parser.parse_args()
    if args.predicted:
        predictions = [
            json.loads(line) for line in args.predicted.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
    else:
        predictions = extracted(args.command or [sys.executable, "-m", "etl.cli"])
    result = scores(predictions)
    print(f"{len(gold())} texts                 F1     95 % interval")
    for measure, score in result.items():
        print(f"{measure:22s}   {score['f1']:.3f}   {score['low']:.3f} – {score['high']:.3f}")
    if args.out:
        with tempfile.NamedTemporaryFile("w", dir=args.out.parent, delete=False, encoding="utf-8") as part:
            part.write(json.dumps({"texts": len(gold()), "scores": result}, indent=1) + "\n")
        Path(part.name).chmod(0o644)
        Path(part.name).replace(args.out)


if __name__ == "__main__":
    main()
