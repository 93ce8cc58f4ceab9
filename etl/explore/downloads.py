"""What can be downloaded whole: the data package, each table of it byte for byte, the database, the exports.

Only files that are found here are ever sent; a name that a reader sends is looked up in this list, never joined to a path.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

FORMATS = {
    ".csv": ("CSV", "text/csv; charset=utf-8"),
    ".json": ("JSON", "application/json"),
    ".db": ("SQLite", "application/vnd.sqlite3"),
    ".zip": ("ZIP", "application/zip"),
    ".gz": ("gzip", "application/gzip"),
    ".parquet": ("Parquet", "application/vnd.apache.parquet"),
    ".jsonl": ("JSON Lines", "application/x-ndjson"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".nt": ("N-Triples", "application/n-triples"),
    ".ttl": ("Turtle", "text/turtle"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".graphml": ("GraphML", "application/xml"),
    ".gexf": ("GEXF", "application/xml"),
    ".xml": ("XML", "application/xml"),
    ".ics": ("iCalendar", "text/calendar; charset=utf-8"),
    ".atom": ("Atom", "application/atom+xml"),
    ".ftm": ("FollowTheMoney", "application/x-ndjson"),
    ".duckdb": ("DuckDB", "application/octet-stream"),
}


@dataclass(frozen=True)
class Download:
    """`name` is what stands in the address after /download/; `rows` is None where rows mean nothing."""

    name: str
    path: Path
    what: str
    format: str
    content_type: str
    bytes: int
    rows: int | None
    licence: str
    table: bool = False  # one table of the package


OURS = "CC0 1.0"
LOCATED = "CC0 1.0; coordinates of GeoNames CC BY 4.0"  # what holds places


def _one(
    name: str, path: Path, what: str, rows: int | None, licence: str = LOCATED, table: bool = False
) -> Download | None:
    if not path.is_file() or path.suffix not in FORMATS:
        return None
    format_, content_type = FORMATS[path.suffix]
    return Download(name, path, what, format_, content_type, path.stat().st_size, rows, licence, table)


def downloads(conn: sqlite3.Connection, root: Path, database: Path) -> list[Download]:
    """Every file there is: database and package first, then exports, then the package's tables in its order."""
    # A build has its own data/ beside its database; the checkout's own may be a moment behind or ahead.
    whole = database.parent if (database.parent / "data").is_dir() else root
    package = whole / "datapackage.json"
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"] if package.is_file() else []
    present = {row[0] for row in conn.execute("select name from sqlite_master where type = 'table'")}
    counts = {
        resource["name"]: conn.execute(f'select count(*) from "{resource["name"]}"').fetchone()[0]
        for resource in resources
        if resource["name"] in present
    }
    total = sum(counts.values()) or None
    found = [
        _one("embassyrow.db", database, "Everything, as one SQLite database with search and views", total),
        _one("datapackage.json", package, "The description of the package: every table, column and key", None, OURS),
    ]
    exports = root / "exports"
    if exports.is_dir():
        for path in sorted(exports.rglob("*")):
            if path.is_file() and not path.is_symlink():
                name = path.relative_to(exports).as_posix()
                found.append(_one(f"exports/{name}", path, f"Export: {path.stem.replace('_', ' ')}", None))
    for resource in resources:
        name = resource["name"]
        path, what = whole / "data" / f"{name}.csv", resource.get("title", name)
        licence = LOCATED if name == "places" else OURS
        found.append(_one(f"data/{name}.csv", path, what, counts.get(name), licence, table=True))
    return [download for download in found if download is not None]
