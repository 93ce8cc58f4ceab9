"""Extraction against plain spaCy: words per second over the same articles, in the same run.

    python -m bench.extraction [--sample N] [--profile]

Ours is `etl.extract.together`, as a build calls it: everything from paragraphs to claims. The other is `nlp.pipe` with the same model and its full pipeline over the same
paragraphs, loaded by itself as its package gives it, and gives no claims. One process, CPU seconds, the two in turn over chunks of articles, so that other work weighs on both alike. What is
loaded once a process (model, registers, gazetteer) is loaded before and told apart.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import time
from pathlib import Path
from typing import Any

from bench.measure import ROOT, apart, peak_mb

SHARED = ROOT.parent / "shared" / "corpora"
CHUNK = 20
BATCH = 8  # of documents for plain spaCy: larger ones are hardly faster and take much more memory


def documents(sample: int) -> list[Any]:
    """Every n-th article of the corpus, so that `sample` of them are taken."""
    from etl import pages

    archive = next(SHARED.glob("whitehouse-briefings-*.zip"))
    found = list(pages.read_file(archive))
    step = max(1, len(found) // sample)
    return found[::step][:sample]


def one(sample: int, sides: str = "both") -> dict[str, Any]:
    """Both sides over the sample in this process; or one of them, for its peak of memory."""
    from etl.engine.warm import warm
    from etl.extract import together
    from etl.extract.nlp import load

    docs = documents(sample)
    words = sum(len(p.text.split()) for d in docs for p in d.paragraphs)
    started = time.process_time()
    nlp = load()
    list(nlp.pipe(["Envoys met in the harbour."]))
    warm()
    row: dict[str, Any] = {
        "articles": len(docs),
        "words": words,
        "loading_cpu": round(time.process_time() - started, 2),
    }
    ours = plain = 0.0
    for at in range(0, len(docs), CHUNK):
        chunk = docs[at : at + CHUNK]
        if sides != "plain":
            started = time.process_time()
            together(chunk)
            ours += time.process_time() - started
        if sides != "ours":
            started = time.process_time()
            for _ in nlp.pipe((p.text for d in chunk for p in d.paragraphs), batch_size=BATCH):
                pass
            plain += time.process_time() - started
    if ours:
        row["ours"] = {"cpu": round(ours, 2), "words_per_s": round(words / ours)}
    if plain:
        row["plain"] = {"cpu": round(plain, 2), "words_per_s": round(words / plain)}
    if ours and plain:
        row["ratio"] = round(plain / ours, 2)
    return row | {"peak_mb": peak_mb()}


def measure(sample: int) -> dict[str, Any]:
    """Both in one run, and each alone for its memory."""
    row: dict[str, Any] = apart("bench.extraction", "--one", "both", "--sample", sample)
    for side in ("ours", "plain"):
        row[side]["peak_mb"] = apart("bench.extraction", "--one", side, "--sample", min(sample, 60))["peak_mb"]
    return row


def profile(sample: int) -> None:
    """Where the time goes, by our functions."""
    from etl.extract import extract, together

    docs = documents(sample)
    extract(docs[0])
    clock = cProfile.Profile(time.process_time)
    clock.enable()
    together(docs)
    clock.disable()
    pstats.Stats(clock).sort_stats("cumtime").print_stats(r"etl|language|pipe", 60)
    pstats.Stats(clock).sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--one", choices=("both", "ours", "plain"))
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    if args.profile:
        profile(args.sample)
    else:
        print(json.dumps(one(args.sample, args.one) if args.one else measure(args.sample)))


def available() -> Path | None:
    """The corpus beside the checkout, or None."""
    return next(iter(sorted(SHARED.glob("whitehouse-briefings-*.zip"))), None)


if __name__ == "__main__":
    main()
