"""The facts of embassyrow.db as nested records, one at a time, for the exports.

Tables are read side by side in key order, so that a million events need no more memory than one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from etl.errors import InputError

Record = dict[str, Any]

_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def open_database(path: Path) -> sqlite3.Connection:
    """The database, to read from only; rows are mappings. Raises InputError when it is missing or not ours."""
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        database.execute("SELECT 1 FROM events LIMIT 1")
    except sqlite3.Error as error:
        raise InputError(f"not the database: {error}", file=str(path), remedy="run embassyrow build") from error
    database.row_factory = sqlite3.Row
    return database


def rows(database: sqlite3.Connection, sql: str) -> Iterator[Record]:
    """The rows of a query, without the columns that are null."""
    for row in database.execute(sql):
        yield {name: value for name, value in dict(row).items() if value is not None}


def follow(records: Iterator[Record], key: str) -> Callable[[str], list[Record]]:
    """A function that gives the records of one key after another; both sides go up in the order of the key."""
    waiting: list[Record] = []

    def of(value: str) -> list[Record]:
        found = [waiting.pop()] if waiting and waiting[0][key] == value else []
        if waiting:
            if waiting[0][key] > value:
                return []
            waiting.clear()
        for record in records:
            if record[key] == value:
                found.append(record)
            elif record[key] > value:
                waiting.append(record)
                break
        for record in found:
            del record[key]
        return found

    return of


_CAPACITY = "f.affiliation_id, f.title, f.role_type, f.country AS acts_for, f.post_id, f.organization_id AS acts_in"


def events(database: sqlite3.Connection, where: str = "1") -> Iterator[Record]:
    """Every event with its place, participants (each with role and capacities, the main one first), evidence and links.

    `where` is a condition on `events AS e`. Keys that are null in the tables are left out; `participants`, `evidence` and
    `links` are always there.
    """
    participants = follow(
        rows(
            database,
            "SELECT p.event_id, p.number, p.person_id, p.organization_id, p.country, p.role, "
            f"coalesce(x.name, o.name, c.name) AS name, {_CAPACITY} FROM event_participants p "
            "LEFT JOIN people x ON x.person_id = p.person_id "
            "LEFT JOIN organizations o ON o.organization_id = p.organization_id "
            "LEFT JOIN countries c ON c.country = p.country "
            "LEFT JOIN affiliations f ON f.affiliation_id = p.affiliation_id ORDER BY p.event_id, p.number",
        ),
        "event_id",
    )
    capacities = follow(
        rows(
            database,
            f"SELECT c.event_id, c.number, c.qualifier, {_CAPACITY} FROM participant_capacities c "
            "JOIN affiliations f ON f.affiliation_id = c.affiliation_id ORDER BY c.event_id, c.number, c.affiliation_id",
        ),
        "event_id",
    )
    evidence = follow(
        rows(
            database,
            "SELECT v.event_id, v.evidence_id, v.article_id, v.record_id, coalesce(r.source_id, a.source_id) AS source_id, "
            "coalesce(r.url, a.url) AS url, v.status_said, v.date_said FROM event_evidence v "
            "LEFT JOIN records r ON r.record_id = v.record_id LEFT JOIN articles a ON a.article_id = v.article_id "
            "ORDER BY v.event_id, v.evidence_id",
        ),
        "event_id",
    )
    links = follow(
        rows(
            database,
            "SELECT event_id, relation, other_event_id FROM event_links ORDER BY event_id, relation, other_event_id",
        ),
        "event_id",
    )
    for event in rows(
        database,
        "SELECT e.*, pl.name AS place, pl.latitude, pl.longitude, c.name AS country_name FROM events e "
        "LEFT JOIN places pl ON pl.place_id = e.place_id LEFT JOIN countries c ON c.country = e.country "
        f"WHERE {where} ORDER BY e.event_id",
    ):
        key = event["event_id"]
        further: dict[int, list[Record]] = {}
        for capacity in capacities(key):
            further.setdefault(capacity.pop("number"), []).append(capacity)
        event["participants"] = [_participant(p, further.get(p["number"], [])) for p in participants(key)]
        event["evidence"] = evidence(key)
        event["links"] = links(key)
        yield event


def _participant(row: Record, further: list[Record]) -> Record:
    main: Record = {
        k: row.pop(k) for k in ("affiliation_id", "title", "role_type", "acts_for", "post_id", "acts_in") if k in row
    }
    others = [c for c in further if c["affiliation_id"] != main.get("affiliation_id")]
    for capacity in further:
        if capacity["affiliation_id"] == main.get("affiliation_id"):
            main |= capacity
    return row | {"capacities": ([main] if main else []) + others}


def people(database: sqlite3.Connection) -> Iterator[Record]:
    """Every person with other names, identifiers elsewhere and affiliations in order of time."""
    names = follow(
        rows(database, "SELECT person_id, name, kind FROM person_names ORDER BY person_id, name"),
        "person_id",
    )
    identifiers = follow(
        rows(database, "SELECT person_id, scheme, value FROM person_identifiers ORDER BY 1, 2, 3"), "person_id"
    )
    affiliations = follow(
        rows(
            database,
            "SELECT f.*, o.name AS organization, c.name AS country_name FROM affiliations f "
            "LEFT JOIN organizations o ON o.organization_id = f.organization_id "
            "LEFT JOIN countries c ON c.country = f.country "
            "ORDER BY f.person_id, coalesce(f.start_earliest, f.attested_first, '9999'), f.affiliation_id",
        ),
        "person_id",
    )
    for person in rows(database, "SELECT * FROM people ORDER BY person_id"):
        key = person["person_id"]
        person["other_names"] = [n["name"] for n in names(key) if n["name"] != person["name"]]
        person["identifiers"] = identifiers(key)
        person["affiliations"] = affiliations(key)
        yield person


def organizations(database: sqlite3.Connection) -> Iterator[Record]:
    """Every organization with its other names."""
    names = follow(
        rows(database, "SELECT organization_id, name, kind FROM organization_names ORDER BY 1, 2"), "organization_id"
    )
    for organization in rows(database, "SELECT * FROM organizations ORDER BY organization_id"):
        other = names(organization["organization_id"])
        organization["other_names"] = [n["name"] for n in other if n["name"] != organization["name"]]
        yield organization


def articles(database: sqlite3.Connection) -> Iterator[Record]:
    """Every article with its publisher's name, and with whom it is credited to."""
    credited = follow(
        rows(
            database,
            "SELECT p.article_id, p.number, p.person_id, p.organization_id, p.role, coalesce(x.name, o.name) AS name "
            "FROM article_people p LEFT JOIN people x ON x.person_id = p.person_id "
            "LEFT JOIN organizations o ON o.organization_id = p.organization_id ORDER BY p.article_id, p.number",
        ),
        "article_id",
    )
    for article in rows(
        database,
        "SELECT a.*, s.title AS publisher FROM articles a JOIN sources s ON s.source_id = a.source_id ORDER BY a.article_id",
    ):
        article["credits"] = credited(article["article_id"])
        yield article


def span(record: Record, name: str) -> tuple[str | None, str | None]:
    """The EDTF date in column `name` as two ISO dates of reduced precision (YYYY, YYYY-MM or YYYY-MM-DD), first and last.

    Qualifiers are dropped; what such dates cannot say (199X, a season) is given by its first and last day. None is an end
    that is open or unknown.
    """
    value = record.get(name)
    if value is None:
        return None, None
    first, slash, last = str(value).partition("/")
    last = last if slash else first
    ends = []
    for text, day in ((first, record.get(f"{name}_earliest")), (last, record.get(f"{name}_latest"))):
        bare = text.rstrip("?~%")
        ends.append(bare if _PLAIN.fullmatch(bare) else day)
    return ends[0], ends[1]


def in_words(capacity: Record) -> str:
    """A capacity in words: the title, and for whom."""
    title = str(capacity.get("title") or str(capacity.get("role_type", "")).replace("_", " "))
    return f"{title} ({capacity['acts_for']})" if capacity.get("acts_for") else title


def who(participant: Record) -> str:
    """A participant in a line: name, part, capacities."""
    capacities = ", ".join(in_words(c) for c in participant["capacities"])
    said = f"{participant['name']}, {capacities}" if capacities else str(participant["name"])
    return f"{said}: {participant['role']}"
