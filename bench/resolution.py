"""How resolution grows: seconds and memory for 10⁴, 10⁵, 10⁶ claims that are distributed as the real ones.

python -m bench.resolution [--claims DIR] [--sizes 10000,100000] [--json]
python -m bench.resolution --one COUNT        (in this process; what the others call)
"""

from __future__ import annotations

import argparse
import gc
import json
from pathlib import Path
from typing import Any

from bench.measure import ROOT, apart, clocked, peak_mb
from bench.synthetic import generate

SIZES = (10_000, 100_000, 1_000_000)


def one(claims: Path, count: int) -> dict[str, Any]:
    """Resolve so many claims in this process."""
    from etl.resolve import resolve
    from etl.resolve.curation import Curation
    from etl.sources.catalogue import coverage

    items = list(generate(claims, count))
    made = sum(len(i.people) + len(i.affiliations) + len(i.events) for i in items)
    gc.collect()
    gc.freeze()
    row: dict[str, Any] = {"claims": made, "items": len(items), "items_mb": peak_mb()}
    with clocked(row):
        tables, _ = resolve(items, Curation(), coverage())
    row |= {"peak_mb": peak_mb(), "people": len(tables["people"]), "events": len(tables["events"])}
    return row


def measure(claims: Path, sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """A row for each size, each in a process of its own; `growth` is the time against that of the size before, per tenfold claims."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        row = apart("bench.resolution", "--claims", claims, "--one", size)
        if rows:
            row["growth"] = round(
                row["cpu"] / max(rows[-1]["cpu"], 0.01) / (row["claims"] / rows[-1]["claims"]) * 10, 1
            )
        rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=Path, default=ROOT / "claims")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--one", type=int)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.claims, args.one)))
    else:
        for row in measure(args.claims, tuple(int(s) for s in args.sizes.split(","))):
            print(json.dumps(row))


if __name__ == "__main__":
    main()
