"""Builds measured end to end, in a checkout of their own: full, with nothing new, with one article more; one process and two; exports.

python -m bench.build full          every source in ../shared: full build, the same again, one article added, every export
python -m bench.build registers     the four registers alone, from their archives to the finished database: seconds of each step, peak memory
python -m bench.build workers [N]   reading and extracting N articles with one worker of a local cluster and with two, each from nothing
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measure import ROOT, cpu_of_all, peak_mb
from etl.workspace import Workspace

SHARED = ROOT.parent / "shared"
ARTICLE = """Harbour talks end without a treaty

OSLO — Norway's foreign minister, Johan Ludwig Mowinckel, met the Polish ambassador at the old customs house on Tuesday. They spoke of fishing and
of ferries. A second meeting is planned for Friday in Bergen.
"""


def checkout(folder: Path) -> Workspace:
    """A checkout with nothing in it but what people write."""
    shutil.copyfile(ROOT / "datapackage.json", folder / "datapackage.json")
    if (ROOT / "curation").is_dir():
        shutil.copytree(ROOT / "curation", folder / "curation")
    return Workspace(folder)


def quiet(things: Any, _label: str = "", _length: int | None = None) -> Iterator[Any]:
    yield from things


def full() -> dict[str, Any]:
    """Seconds of each kind of build, with their steps, and of each export."""
    from etl.intake import add_articles
    from etl.pipeline import build
    from etl.publish import FORMATS, export

    with tempfile.TemporaryDirectory() as name:
        workspace = checkout(Path(name))
        row: dict[str, Any] = {}
        for kind in ("full", "nothing_new"):
            start = time.perf_counter()
            result = build(workspace, SHARED, report=quiet)
            row[kind] = round(time.perf_counter() - start, 2)
            row[f"{kind}_steps"] = {s.name: round(s.seconds, 2) for s in result.steps}
        row["peak_mb"] = peak_mb()
        article = Path(name) / "harbour.txt"
        article.write_text(ARTICLE, encoding="utf-8")
        start = time.perf_counter()
        outcome = add_articles(workspace, [str(article)], published="1931-07-22", report=quiet)
        row["one_article"] = round(time.perf_counter() - start, 2)
        row["one_article_steps"] = {s.name: round(s.seconds, 2) for s in (outcome.build.steps if outcome.build else [])}
        row["rows"] = result.rows
        row["exports"] = {}
        for label in sorted(FORMATS):
            start = time.perf_counter()
            made = export(workspace.current() / "embassyrow.db", label, Path(name) / "exports" / label)  # type: ignore[operator]
            size = sum(f.stat().st_size for p in made for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file())
            row["exports"][label] = {"seconds": round(time.perf_counter() - start, 2), "mb": round(size / 2**20, 1)}
        return row


def registers() -> dict[str, Any]:
    """Seconds of every step from the registers' archives to the database, the whole, and the most memory that this process had, in MB."""
    from etl.pipeline import build

    with tempfile.TemporaryDirectory() as name:
        start, used = time.perf_counter(), time.process_time()
        result = build(checkout(Path(name)), SHARED / "registers", report=quiet)
        return {
            "seconds": round(time.perf_counter() - start, 2),
            "cpu": round(time.process_time() - used, 2),
            "peak_mb": peak_mb(),
            "steps": {s.name: round(s.seconds, 2) for s in result.steps},
            "rows": result.rows,
        }


def workers(count: int) -> dict[str, Any]:
    """Wall and CPU seconds of `count` articles (or all that there are) with one worker of a local cluster and with two; and whether the bytes agree."""
    from etl.engine import read_collection
    from etl.engine.spread import local
    from etl.sources.catalogue import Source

    corpus = next(SHARED.glob("corpora/whitehouse-briefings-*.zip"))
    row: dict[str, Any] = {"articles": count}
    made = {}
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "sample.zip"
        with zipfile.ZipFile(corpus) as source, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
            names = sorted(n for n in source.namelist() if n.endswith((".md", ".txt", ".html")))
            for inside in names[:: max(1, len(names) // count)][:count]:
                target.writestr(inside, source.read(inside))
        for jobs in (1, 2):
            workspace = checkout_of(Path(name) / f"jobs{jobs}")
            before = cpu_of_all()
            start = time.perf_counter()
            claims = workspace.claims / "sample.jsonl.gz"
            with local(jobs) as address:
                outcome = read_collection(
                    workspace,
                    Source("sample", "publisher", "Sample"),
                    archive,
                    claims,
                    cluster=address,
                    report=quiet,
                    say=lambda _: None,
                )
            used = cpu_of_all() - before
            row[f"jobs{jobs}"] = {
                "wall": round(time.perf_counter() - start, 2),
                "cpu": round(used, 2),
                "shards": outcome.shards,
            }
            made[jobs] = claims.read_bytes()
            row["articles"] = outcome.items
            row["bytes"] = sum(p.stat().st_size for p in (workspace.cache / "shards").glob("*.parquet"))
    row["speedup"] = round(row["jobs1"]["wall"] / row["jobs2"]["wall"], 2)
    row["same_bytes"] = made[1] == made[2]
    return row | {"peak_mb": peak_mb()}


def checkout_of(folder: Path) -> Workspace:
    folder.mkdir()
    return checkout(folder)


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "full"
    kinds = {
        "full": full,
        "registers": registers,
        "workers": lambda: workers(int(sys.argv[2]) if len(sys.argv) > 2 else 2000),
    }
    if what not in kinds:
        sys.exit(f"no such build: {what}; there are {', '.join(kinds)}")
    print(json.dumps(kinds[what]()))


if __name__ == "__main__":
    main()
