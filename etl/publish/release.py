"""A release: one archive with everything that a researcher cites and keeps, the database beside it, and checksums.

`make release` (`python -m etl.publish.release`) makes dist/embassy-row-VERSION.zip, dist/embassyrow-VERSION.db and
dist/SHA256SUMS from the committed package. Version and date come from CITATION.cff and CHANGELOG.md, never from a clock:
the same checkout gives the same bytes anywhere. A package with findings is not released.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from etl.errors import CheckError, InputError
from etl.publish.ddl import quote
from etl.publish.files import folder
from etl.publish.package import render, with_files
from etl.schema import ROOT, Schema, load

PAGES = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA.md")
DOCS = ("docs/*.md", "docs/images/*.png", "docs/plots/*.svg")
# "## 0.1.0 (2026-11-25)", "## [0.1.0] - 2026-11-25"
_ENTRY = re.compile(r"^## \[?(\d+\.\d+\.\d+[^\]\s(]*)\]?\W+(\d{4}-\d\d-\d\d)", re.M)


def version_and_date(root: Path) -> tuple[str, str]:
    """The version that CITATION.cff states, and the day that CHANGELOG.md gives it.

    Raises InputError where the two do not go together.
    """
    cff = (root / "CITATION.cff").read_text(encoding="utf-8")
    stated = re.search(r"^version: *[\"']?([^\s\"']+)", cff, re.M)
    if not stated:
        raise InputError("states no version", file="CITATION.cff", remedy="add a line `version: X.Y.Z`")
    dates = dict(_ENTRY.findall((root / "CHANGELOG.md").read_text(encoding="utf-8")))
    if stated[1] not in dates:
        raise InputError(
            f"has no entry for {stated[1]}", file="CHANGELOG.md", remedy=f"add a heading `## {stated[1]} (YYYY-MM-DD)`"
        )
    released = re.search(r"^date-released: *[\"']?([\d-]+)", cff, re.M)
    if released and released[1] != dates[stated[1]]:
        raise InputError(
            f"is released on {released[1]}",
            file="CITATION.cff",
            remedy=f"CHANGELOG.md has {dates[stated[1]]}; make them agree",
        )
    return stated[1], dates[stated[1]]


def zenodo(schema: Schema, version: str, date: str, sources: list[dict[str, str]]) -> dict[str, Any]:
    """The metadata that Zenodo reads from .zenodo.json."""
    descriptor = schema.descriptor
    return {
        "title": "Embassy Row: the open record of diplomatic encounters",
        "upload_type": "dataset",
        "description": descriptor["description"],
        "version": version,
        "publication_date": date,
        "access_right": "open",
        "license": "cc-zero",
        "creators": [{"name": c["title"]} for c in descriptor["contributors"]],
        "keywords": descriptor["keywords"],
        "related_identifiers": [
            {"identifier": s["url"], "relation": "isDerivedFrom", "resource_type": "dataset"}
            for s in sources
            if s["url"]
        ],
    }


def licences(schema: Schema, database: sqlite3.Connection) -> bytes:
    """LICENCES.csv: which rows of which table come from which source, and under which licence that source is.

    Facts of ours are CC0; a source's licence is what it says of itself.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "source", "title", "licence", "rows"])
    for table in schema.tables.values():
        if "geonames_id" in table.names:  # what is located comes from there, and is under its licence
            source, join = "CASE WHEN t.geonames_id IS NOT NULL THEN 'geonames' END", ""
        elif "source_id" in table.names and table.name != "sources":
            source, join = "t.source_id", ""
        elif {"record_id", "article_id"} & set(table.names):
            parts = [n for n in ("record_id", "article_id") if n in table.names]
            join = "".join(f" LEFT JOIN {name[:-3]}s {name} ON {name}.{name} = t.{name}" for name in parts)
            source = "coalesce(" + ", ".join(f"{name}.source_id" for name in parts) + ", NULL)"
        else:
            count = database.execute(f"SELECT count(*) FROM {quote(table.name)}").fetchone()[0]
            writer.writerow([table.name, "", "made of all sources together", "CC0-1.0", count])
            continue
        query = f"SELECT {source} AS source, count(*) FROM {quote(table.name)} t{join} GROUP BY 1 ORDER BY 1 IS NULL, 1"
        counted = database.execute(query).fetchall() or [(None, 0)]
        for name, count in counted:
            about = database.execute("SELECT title, licence FROM sources WHERE source_id = ?", (name,)).fetchone()
            title, licence = about or ("made of all sources together", "CC0-1.0")
            writer.writerow([table.name, name or "", title, licence or "see the source", count])
    return out.getvalue().encode()


def _members(root: Path, schema: Schema, version: str, date: str, database: Path) -> Iterator[tuple[str, bytes]]:
    for name in PAGES:
        if (root / name).is_file():
            yield name, (root / name).read_bytes()
    for path in sorted(path for pattern in DOCS for path in root.glob(pattern)):
        yield path.relative_to(root).as_posix(), path.read_bytes()
    for resource in schema.descriptor["resources"]:
        yield resource["path"], (root / resource["path"]).read_bytes()
    for path in sorted((root / "claims").glob("*.jsonl.gz")):
        yield f"claims/{path.name}", path.read_bytes()
    yield "datapackage.json", render(with_files(schema.descriptor, root, version)).encode()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        listed = [
            dict(row) for row in connection.execute("SELECT title, url FROM sources WHERE kind = 'register' ORDER BY 1")
        ]
        connection.row_factory = None
        yield "LICENCES.csv", licences(schema, connection)
    yield (
        ".zenodo.json",
        (json.dumps(zenodo(schema, version, date, listed), ensure_ascii=False, indent=1) + "\n").encode(),
    )


def archive(path: Path, top: str, date: str, members: list[tuple[str, bytes]]) -> None:
    """A zip of these files in name order under the folder `top`, all dated `date`, with SHA256SUMS among them."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members))
    stamp = (int(date[:4]), int(date[5:7]), int(date[8:]), 0, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in sorted([*members, ("SHA256SUMS", sums.encode())]):
            entry = zipfile.ZipInfo(f"{top}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # whatever the machine
            entry.external_attr = 0o644 << 16
            out.writestr(entry, content)


def release(root: Path = ROOT, out: Path | None = None) -> list[Path]:
    """Make the release of the package in `root` in the folder `out` (`root`/dist). Returns the files.

    Raises CheckError when `embassyrow validate` would find anything, InputError when version and changelog do not agree.
    """
    from etl.publish.sqlite import build_database
    from etl.validate import validate

    version, date = version_and_date(root)
    findings = validate(root, fast=True)
    if findings:
        raise CheckError(f"{len(findings)} findings, the first: {findings[0]}", remedy="run embassyrow validate")
    schema = load(root / "datapackage.json")
    with folder(out or root / "dist") as made:
        database = build_database(root / "data", made / f"embassyrow-{version}.db", schema)
        top = f"embassy-row-{version}"
        archive(made / f"{top}.zip", top, date, list(_members(root, schema, version, date, database)))
        files = sorted(made.iterdir())
        sums = "".join(f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.name}\n" for f in files)
        (made / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    return sorted((out or root / "dist").iterdir())


if __name__ == "__main__":
    for made in release():
        print(f"{made.name}  {made.stat().st_size:,} bytes")
