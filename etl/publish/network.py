"""The encounter network: who met whom. A node is a person, an edge one encounter that occurred; two may have many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from etl.publish import facts

NODE = {"name": "string", "country": "string", "encounters": "int"}
EDGE = {
    "event": "string",
    "type": "string",
    "mode": "string",
    "date": "string",
    "first_day": "string",
    "last_day": "string",
    "place": "string",
    "country": "string",
    "standing": "string",
    "sources": "int",
    "role_a": "string",
    "capacity_a": "string",
    "role_b": "string",
    "capacity_b": "string",
}

_OCCURRED = "FROM encounters WHERE status = 'occurred'"


def nodes(database: sqlite3.Connection) -> Iterator[facts.Record]:
    """The people who met somebody: `person_id` and the keys of NODE."""
    return facts.rows(
        database,
        "SELECT p.person_id, p.name, p.country, count(*) AS encounters FROM "
        f"(SELECT person_a AS person_id {_OCCURRED} UNION ALL SELECT person_b {_OCCURRED}) AS met "
        "JOIN people p ON p.person_id = met.person_id GROUP BY p.person_id ORDER BY p.person_id",
    )


def edges(database: sqlite3.Connection) -> Iterator[facts.Record]:
    """The encounters: `person_a`, `person_b` and the keys of EDGE; a capacity is the title, and for whom."""
    for row in facts.rows(database, f"SELECT * {_OCCURRED} ORDER BY event_id, person_a, person_b"):
        row |= {"event": row["event_id"], "first_day": row.get("date_earliest"), "last_day": row.get("date_latest")}
        for side in "ab":
            if f"affiliation_{side}" in row:
                capacity = {"title": row.get(f"title_{side}"), "role_type": row.get(f"role_type_{side}")}
                row[f"capacity_{side}"] = facts.in_words(capacity | {"acts_for": row.get(f"country_{side}")})
        yield row
