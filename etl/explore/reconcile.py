"""Names to ids for OpenRefine and others: the Reconciliation Service API 0.2 (W3C community group) at /reconcile, over our search.

An entity's id is its address without the leading slash ("person/sergei-lavrov"), so that it says what it is and leads to its page.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from etl.errors import InputError
from etl.explore import search

TYPES = {"person": "Person", "country": "Country", "place": "Place", "organization": "Organization", "post": "Office"}
MOST_QUERIES = 100  # in one request; OpenRefine sends ten
MOST_BYTES = 500_000
MATCH = 94.0  # a name this near, and nearer than any other, is taken for the one meant
_LIMIT = 25


def manifest(site: str) -> dict[str, Any]:
    """What the service is; `site` is the absolute address of the site with a slash at the end."""
    return {
        "versions": ["0.1", "0.2"],
        "name": "Embassy Row",
        "identifierSpace": site,
        "schemaSpace": site + "about",
        "documentation": site + "about",
        "defaultTypes": [{"id": kind, "name": name} for kind, name in TYPES.items()],
        "view": {"url": site + "{{id}}"},
        "suggest": {"entity": {"service_url": site.rstrip("/"), "service_path": "/reconcile/suggest"}},
        "batchSize": 50,
    }


def answers(conn: sqlite3.Connection, queries: str) -> dict[str, Any]:
    """The answers to a batch of queries as JSON. Raises InputError for what is not such a batch."""
    try:
        asked = json.loads(queries)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"not JSON: {error}", place="queries", remedy="see the Reconciliation Service API 0.2"
        ) from error
    if not isinstance(asked, dict) or len(asked) > MOST_QUERIES:
        raise InputError(
            f"not an object of at most {MOST_QUERIES} queries", place="queries", remedy="send fewer at once"
        )
    return {str(name): {"result": candidates(conn, one)} for name, one in asked.items()}


def candidates(conn: sqlite3.Connection, asked: Any) -> list[dict[str, Any]]:
    """Who may be meant by one query, the likeliest first, with a score from 0 to 100."""
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        return []
    wanted = asked.get("type") or list(TYPES)
    kinds = tuple(kind for kind in ([wanted] if isinstance(wanted, str) else wanted) if kind in TYPES)
    limit = asked.get("limit")
    most = min(limit, _LIMIT) if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0 else 5
    hits = search.names(conn, asked["query"], kinds or tuple(TYPES), most=most)
    best = [hit for hit in hits if hit.score >= MATCH]
    described = search.described(conn, hits)
    return [
        {
            "id": f"{hit.kind}/{hit.id}",
            "name": hit.name,
            "description": row["what"],
            "score": round(hit.score, 1),
            "match": best == [hit],
            "type": [{"id": hit.kind, "name": TYPES[hit.kind]}],
        }
        for hit, row in zip(hits, described, strict=True)
    ]


def suggestions(conn: sqlite3.Connection, prefix: str) -> dict[str, Any]:
    """Entities whose names begin like this, for a field with suggestions."""
    hits = search.names(conn, prefix, most=10)
    return {
        "result": [
            {"id": f"{row['kind']}/{row['id']}", "name": row["name"], "description": row["what"],
             "notable": [{"id": row["kind"], "name": TYPES[row["kind"]]}]}
            for row in search.described(conn, hits)
        ]
    }  # fmt: skip
