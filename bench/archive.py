"""An archive from end to end: synthetic articles, cut, read and extracted by a local cluster, merged into one file of claims.

    python -m bench.archive COUNT [WORKERS]

Memory is each process's own peak. To see whether it grows with the archive, the same is done with a quarter of the articles.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import news
from bench.build import checkout_of, quiet
from bench.measure import ROOT, apart, cpu_of_all, peak_mb


def one(count: int, workers: int) -> dict[str, Any]:
    """CPU and wall seconds, peaks of memory and bytes of one archive, with so many workers of a local cluster."""
    from distributed import Client

    from etl.engine import read_collection
    from etl.engine.spread import local
    from etl.sources.catalogue import Source

    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "agency.jsonl"
        row: dict[str, Any] = {"articles": count, "words": news.write(ROOT / "claims", count, archive)}
        row["archive_bytes"] = archive.stat().st_size
        workspace = checkout_of(Path(name) / "checkout")
        claims = workspace.claims / "agency.jsonl.gz"
        start, cpu = time.perf_counter(), cpu_of_all()
        with local(workers) as address:
            source = Source("agency", "publisher", "Agency")
            outcome = read_collection(
                workspace, source, archive, claims, cluster=address, report=quiet, say=lambda _: None
            )
            with Client(address, set_as_default=False) as client:
                row["workers_peak_mb"] = sorted(client.run(peak_mb).values())
        row |= {"wall": round(time.perf_counter() - start, 1), "cpu": round(cpu_of_all() - cpu, 1), "workers": workers}
        row |= {"shards": outcome.shards, "items": outcome.items, "failed": outcome.failed, "peak_mb": peak_mb()}
        row["parquet_bytes"] = sum(p.stat().st_size for p in (workspace.cache / "shards").glob("*.parquet"))
        row["claims_bytes"] = claims.stat().st_size
        return row


def measure(count: int, workers: int = 2) -> list[dict[str, Any]]:
    """A quarter of the archive, and all of it, each in a process of its own."""
    return [apart("bench.archive", "--one", n, workers) for n in (count // 4, count)]


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "--one"]
    count, workers = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 2
    print(json.dumps(one(count, workers) if "--one" in sys.argv else measure(count, workers)))


if __name__ == "__main__":
    main()
