"""The catalogue of sources: `sources.yml` as Python, and what the build and the tables need of it."""

from __future__ import annotations

import fnmatch
import importlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from etl.claims import Item
from etl.errors import SourceError
from etl.schema import is_day
from etl.sources.archives import Archive

Row = dict[str, Any]

_KINDS = {"register", "publisher", "gazetteer", "curation"}
_KEYS = {"source_id", "kind", "title", "publisher", "url", "version", "licence", "refresh", "file", "archive", "reader"}
_KEYS |= {"retrieved", "needs", "rows", "required", "coverage"}
_ARCHIVE_KEYS = {"url", "name", "bytes", "sha256", "content_sha256"}
_COVERAGE_KEYS = {"event_type", "role_type", "country", "from", "until", "direction"}
_REMEDY = "correct etl/sources/sources.yml"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A row of `coverage`: what a source can know. `first` and `last` are ISO days."""

    source_id: str
    event_type: str | None
    role_type: str | None
    country: str | None
    first: str
    last: str
    direction: str | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """An archive upstream, pinned: its address, the name it is kept under, its bytes and checksums."""

    url: str
    name: str
    bytes: int
    sha256: str
    content_sha256: str | None = None  # of the files in it: GitHub may pack the same commit into other bytes one day


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.yml; see the head of that file."""

    source_id: str
    kind: str
    title: str
    publisher: str | None = None
    url: str | None = None
    version: str | None = None
    retrieved: str | None = None  # ISO day
    licence: str | None = None
    refresh: str | None = None
    file: tuple[str, ...] = ()
    archive: Pinned | None = None
    reader: str | None = None
    needs: str | None = None
    rows: tuple[int, int] = (0, 10**9)
    expected: int = 0  # entries in the pinned version, for progress
    required: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = field(default=())

    def find(self, folder: Path) -> Path | None:
        """The archive, or the folder it unpacks to, somewhere below `folder`; None when it is not there.

        The pinned name goes first, then zip files, then the last in name order. Links are not followed.
        """
        found: list[Path] = []
        for where, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for pattern in self.file:
                found += [
                    Path(where) / name for name in sorted((*names, *folders)) if fnmatch.fnmatchcase(name, pattern)
                ]
        if not found:
            return None
        pinned = self.archive.name if self.archive else ""
        return max(found, key=lambda path: (path.name == pinned, path.is_file(), path.name, str(path)))

    def digest(self, archive: Path) -> str:
        """A hash of all that its claims hang on: the archive, and the one that its reader looks up."""
        needed = self._needed(archive)
        return Archive(archive).sha256 + (f" {Archive(needed).sha256}" if needed else "")

    def read(self, archive: Path) -> Iterator[Item]:
        """The items of an archive of this source. Raises SourceError when it cannot be read."""
        if not self.reader:
            raise SourceError("has no reader", file=self.source_id, remedy=_REMEDY)
        module = importlib.import_module(f"etl.sources.{self.reader}")
        needed = self._needed(archive)
        if needed:
            from etl.sources.pocom_people import known_ids

            yield from module.read(Archive(archive), known_ids(Archive(needed)))
        else:
            yield from module.read(Archive(archive))

    def _needed(self, archive: Path) -> Path | None:
        return by_id(self.needs).find(archive.parent) if self.needs else None

    def check(self, items: Iterable[Item]) -> None:
        """Hold what was read against the assertions. Raises SourceError below the minimum, above the maximum, or without a field."""
        count = 0
        for item in items:
            count += 1
            for path in self.required:
                if not _has(item, path):
                    raise SourceError(
                        f"{item.key} has no {path}",
                        file=self.source_id,
                        remedy="see whether the source has changed its form",
                    )
        low, high = self.rows
        if not low <= count <= high:
            raise SourceError(
                f"{count:,} entries, where {low:,} to {high:,} are expected: cut short, or not this source; nothing is published",
                file=self.source_id,
                remedy="fetch it again, or correct `rows` in etl/sources/sources.yml",
            )


def _has(item: Item, path: str) -> bool:
    value: Any = item
    for part in path.split("."):
        value = getattr(value, part, None)
    return bool(value)


@lru_cache(maxsize=1)
def load() -> tuple[Source, ...]:
    """All sources, in the order of sources.yml. Raises SourceError, with the entry, for one that is malformed."""
    return parse((files("etl") / "sources" / "sources.yml").read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Source, ...]:
    """The sources of a text in the form of sources.yml."""
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SourceError(f"not YAML: {error}", file="sources.yml", remedy=_REMEDY) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError("not a list of sources", file="sources.yml", remedy=_REMEDY)
    sources = tuple(_source(entry) for entry in entries)
    ids = [source.source_id for source in sources]
    if doubled := {one for one in ids if ids.count(one) > 1}:
        raise SourceError(f"stand twice: {', '.join(sorted(doubled))}", file="sources.yml", remedy=_REMEDY)
    return sources


def by_id(source_id: str) -> Source:
    """One source. Raises SourceError when it is not in the catalogue."""
    for source in load():
        if source.source_id == source_id:
            return source
    raise SourceError("no such source", file="sources.yml", place=source_id, remedy=_REMEDY)


def _source(entry: dict[str, Any]) -> Source:
    ident = str(entry.get("source_id", "?"))

    def wrong(what: str) -> SourceError:
        return SourceError(what, file="sources.yml", place=ident, remedy=_REMEDY)

    if unknown := sorted(set(entry) - _KEYS):
        raise wrong(f"unknown keys: {', '.join(unknown)}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident) or entry.get("kind") not in _KINDS or not entry.get("title"):
        raise wrong("needs source_id (a slug), kind and title")
    pinned = entry.get("archive")
    if pinned and (set(pinned) - _ARCHIVE_KEYS or not {"url", "name", "bytes", "sha256"} <= set(pinned)):
        raise wrong("its archive needs url, name, bytes and sha256")
    if pinned and (Path(pinned["name"]).name != pinned["name"] or not str(pinned["url"]).startswith("https://")):
        raise wrong("its archive needs a plain file name and an https address")
    if entry.get("retrieved") and not is_day(str(entry["retrieved"])):
        raise wrong("retrieved is an ISO day in quotes")
    rows = entry.get("rows") or {}
    spans = entry.get("coverage") or []
    for span in spans:
        if set(span) - _COVERAGE_KEYS or not {"from", "until"} <= set(span):
            raise wrong("a coverage row needs from and until")
    return Source(
        source_id=ident,
        kind=entry["kind"],
        title=entry["title"],
        **{
            key: entry.get(key)
            for key in ("publisher", "url", "version", "retrieved", "licence", "refresh", "reader", "needs")
        },
        file=tuple(entry.get("file") or ()),
        archive=Pinned(**pinned) if pinned else None,
        rows=(int(rows.get("min", 0)), int(rows.get("max", 10**9))),
        expected=int(rows.get("expected", 0)),
        required=tuple(entry.get("required") or ()),
        coverage=tuple(_coverage(ident, span) for span in spans),
    )


def _coverage(source_id: str, span: dict[str, Any]) -> Coverage:
    said = {key: span.get(key) for key in ("event_type", "role_type", "country", "direction")}
    return Coverage(source_id=source_id, first=str(span["from"]), last=str(span["until"]), **said)


def coverage() -> list[Coverage]:
    """What the sources can know, all of them."""
    return [row for source in load() for row in source.coverage]


def add_source_rows(tables: dict[str, list[Row]], items: Iterable[Item]) -> None:
    """Fill the tables `sources` and `coverage`: the catalogue, and every publisher whose articles were taken in besides, or cited."""
    counts: dict[str, int] = {}
    publishers: dict[str, tuple[str, str]] = {}
    for item in items:
        counts[item.source] = counts.get(item.source, 0) + 1
        if item.article:
            name = item.article.publisher or item.source
            publishers[item.source] = min(publishers.get(item.source, (name, "~")), (name, _origin(item.article.url)))
    for row in tables.get("articles", ()):  # and whom they cite
        publishers.setdefault(row["source_id"], (host_of(row["url"]) or row["source_id"], _origin(row["url"])))
        counts.setdefault(row["source_id"], 0)
    rows = {source.source_id: _row(source, counts.get(source.source_id, 0)) for source in load()}
    for source_id in sorted(set(counts) - set(rows)):
        name, origin = publishers.get(source_id, (source_id, "~"))
        unknown = Source(source_id, "publisher", name, url=None if origin == "~" else origin)
        rows[source_id] = _row(unknown, counts[source_id])
    tables["sources"] = [rows[source_id] for source_id in sorted(rows)]
    tables["coverage"] = [
        {"source_id": source.source_id, "number": number, "event_type": row.event_type, "role_type": row.role_type,
         "country": row.country, "from": row.first, "until": row.last, "direction": row.direction}
        for source in sorted(load(), key=lambda one: one.source_id)
        for number, row in enumerate(source.coverage, 1)
    ]  # fmt: skip


def host_of(url: str | None) -> str | None:
    """The host of an address, without "www."; None without one."""
    match = re.match(r"https?://(?:www\.)?([^/?#: ]+)", url or "")
    return match[1].lower() if match else None


def _origin(url: str | None) -> str:
    match = re.match(r"https?://[^/?# ]+", url or "")
    return f"{match[0]}/" if match else "~"


def _row(source: Source, records: int) -> Row:
    return {
        "source_id": source.source_id,
        "kind": source.kind,
        "title": source.title,
        "url": source.url,
        "version": source.version,
        "licence": source.licence,
        "retrieved": source.retrieved,
        "sha256": source.archive.sha256 if source.archive else None,
        "records": records,
    }
