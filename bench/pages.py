"""How pages are read, side by side in one run: trafilatura alone, and this project's reader; on pages, on dumps, out of a WARC.

    python -m bench.pages [PAGES_DIR] [--json]

The reader's own CPU time counts, one process, each page once per round, rounds of the two readers in turn, the best round of each, so that
other work on the machine weighs on both alike.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.dumps import make_all
from bench.scoring import bag_of_words, f1_of_names, folded

ROUNDS = 3
PAGES = Path(__file__).parents[2] / "shared" / "pages"  # beside the checkout; a fresh clone has none


def load(pages: Path) -> list[tuple[str, bytes, dict[str, Any]]]:
    """Name, page and gold of every page of a folder."""
    out = []
    for packed in sorted(pages.glob("*.html.gz")):
        name = packed.name.removesuffix(".html.gz")
        out.append(
            (
                name,
                gzip.decompress(packed.read_bytes()),
                json.loads((pages / f"{name}.json").read_text(encoding="utf-8")),
            )
        )
    return out


def trafilatura_alone(page: bytes, url: str) -> dict[str, Any]:
    """The peer: trafilatura with its metadata, as its documentation has it."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url, with_metadata=True)
    if found is None:
        return {}
    authors = [a.strip() for a in (found.author or "").split(";") if a.strip()]
    return {"title": found.title, "authors": authors, "published": found.date, "body": found.text}


def ours(page: bytes, url: str) -> dict[str, Any]:
    """This project's reader."""
    from etl.pages import read

    document = read(page, url)
    return {
        "title": document.title,
        "authors": document.authors,
        "published": document.published,
        "body": document.body,
    }


def score(results: list[dict[str, Any]], golds: list[dict[str, Any]]) -> dict[str, float]:
    """Means over pages; a title or authors that do not stand in a dump (None, []) are not asked for there."""
    total: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for got, gold in zip(results, golds, strict=True):
        if gold["title"] is not None:
            asked["title"] += 1
            total["title"] += folded(got.get("title")) == folded(gold["title"])
        if gold["authors"] or not gold.get("way"):
            asked["authors"] += 1
            total["authors"] += f1_of_names(gold["authors"], got.get("authors") or [])
        if not gold.get("way"):
            asked["published"] += 1
            total["published"] += str(got.get("published") or "")[:10] == str(gold["published"] or "")[:10]
        asked["body"] += 1
        total["body"] += bag_of_words(gold["body"], got.get("body") or "")[2]
    return {k: round(total[k] / asked[k], 4) for k in ("title", "authors", "published", "body") if asked[k]}


def run(
    readers: dict[str, Callable[[Any, str], dict[str, Any]]], inputs: list[tuple[Any, str]], rounds: int = ROUNDS
) -> dict[str, tuple[list[dict[str, Any]], float]]:
    """Each reader's results and its pages per CPU second, in its best round."""
    out: dict[str, tuple[list[dict[str, Any]], float]] = {}
    for reader in readers.values():  # what is imported and compiled at first use counts for nobody
        reader(*inputs[0])
    for _ in range(rounds):
        for label, reader in readers.items():
            start = time.process_time()
            results = []
            for data, url in inputs:
                try:
                    results.append(reader(data, url))
                except Exception:  # a reader that fails on a page scores nothing there
                    results.append({})
            speed = len(inputs) / max(time.process_time() - start, 1e-9)
            out[label] = (results, max(speed, out.get(label, ([], 0.0))[1]))
    return out


def warc(pages: list[tuple[str, bytes, dict[str, Any]]]) -> bytes:
    """A WARC.gz of the pages, one gzip member a record, as crawls lay them out."""
    out = io.BytesIO()
    for number, (_, page, gold) in enumerate(pages):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
            f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {gold['url']}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        out.write(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))
    return out.getvalue()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    from etl.pages import read_all

    if not args.pages.is_dir():
        print(f"no pages to measure on: {args.pages} is missing")
        return
    pages = load(args.pages)
    golds = [gold for _, _, gold in pages]
    rows: list[dict[str, Any]] = []
    for label, (results, speed) in run(
        {"trafilatura": trafilatura_alone, "embassy-row": ours}, [(page, gold["url"]) for _, page, gold in pages]
    ).items():
        rows.append(
            {"what": "pages", "reader": label, "n": len(pages), **score(results, golds), "per_s": round(speed, 1)}
        )
    packed, best, alone = warc(pages), 0.0, 0.0
    for _ in range(ROUNDS):  # in turn with the pages alone, so that the share is of the same moments
        start = time.process_time()
        count = sum(1 for _ in read_all(packed, name="pages.warc.gz"))
        best = max(best, count / (time.process_time() - start))
        start = time.process_time()
        for _, page, gold in pages:
            ours(page, gold["url"])
        alone = max(alone, len(pages) / (time.process_time() - start))
    rows.append(
        {
            "what": "WARC.gz",
            "reader": "embassy-row",
            "n": count,
            "per_s": round(best, 1),
            "of_pages": round(best / alone, 2),
        }
    )
    dumps = list(make_all(args.pages))
    wanted = [{"way": d.way, "title": d.title, "authors": d.authors, "body": d.body} for d in dumps]
    for label, (results, speed) in run(
        {"trafilatura": trafilatura_alone, "embassy-row": ours}, [(d.text.encode(), "") for d in dumps], rounds=1
    ).items():
        for way in ("composed", "stripped", "all"):
            chosen = [i for i, d in enumerate(dumps) if way in (d.way, "all")]
            rows.append(
                {
                    "what": f"dumps, {way}",
                    "reader": label,
                    "n": len(chosen),
                    **score([results[i] for i in chosen], [wanted[i] for i in chosen]),
                    "per_s": round(speed, 1),
                }
            )
    if args.json:
        print(json.dumps(rows))
        return
    columns = ("what", "reader", "n", "title", "authors", "published", "body", "per_s", "of_pages")
    for row in [dict(zip(columns, columns, strict=True)), *rows]:
        print("  ".join(str(row.get(c, "")).ljust(16 if c in ("what", "reader") else 9) for c in columns).rstrip())


if __name__ == "__main__":
    main()
