"""An archive from end to end: synthetic articles, cut, read and extracted by a local cluster, merged into one file of claims; then resolved
with the registers' claims, written, validated and published.

    python -m bench.archive COUNT [WORKERS]

Memory is each process's own peak. To see whether it grows with the archive, the same is done with a quarter of the articles.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import news
from bench.build import checkout_of, quiet
from bench.measure import ROOT, apart, cpu_of_all, peak_mb
from etl.workspace import Workspace

REGISTERS = ("travels", "visits", "pocom", "executive")


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
        return row | _resolved(workspace)


def _resolved(workspace: Workspace) -> dict[str, Any]:
    """Seconds of each step from the claims to the package, with the registers' claims beside them; what it has, and this process's peak."""
    from etl.pipeline import build

    for path in sorted((ROOT / "claims").glob("*.jsonl.gz")):
        if path.name.split(".")[0] in REGISTERS:
            shutil.copy(path, workspace.claims)
    start, cpu = time.perf_counter(), cpu_of_all()
    result = build(workspace, report=quiet, accept_losses=True)
    return {
        "build_wall": round(time.perf_counter() - start, 1), "build_cpu": round(cpu_of_all() - cpu, 1),
        "build_steps": {s.name: round(s.seconds, 1) for s in result.steps}, "build_peak_mb": peak_mb(),
        "database_bytes": result.database.stat().st_size, "rows": sum(result.rows.values()), "events": result.rows["events"],
        "people": result.rows["people"],
    }  # fmt: skip


def measure(count: int, workers: int = 2) -> list[dict[str, Any]]:
    """A quarter of the archive, and all of it, each in a process of its own."""
    return [apart("bench.archive", "--one", n, workers) for n in (count // 4, count)]


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "--one"]
    count, workers = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 2
    print(json.dumps(one(count, workers) if "--one" in sys.argv else measure(count, workers)))


if __name__ == "__main__":
    main()
