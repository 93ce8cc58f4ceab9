"""Where an id went: to another that took its place, to the right way of writing it, or nowhere, which gets a page that helps."""

from __future__ import annotations

import sqlite3

from datasette.utils.asgi import Response

from etl.explore import render, search
from etl.explore.prepare import fold


def elsewhere(conn: sqlite3.Connection, kind: str, identifier: str, form: str | None, base: str) -> Response:
    """Where an id went: 301 for one that moved or is only written otherwise, else a 404 that helps."""
    extension = f".{form}" if form else ""
    moved = _moved(conn, kind, identifier)
    if moved:
        return Response.redirect(base + render.address(kind, moved, extension), status=301)
    return missing(conn, kind, identifier, form, base)


def _moved(conn: sqlite3.Connection, kind: str, identifier: str) -> str | None:
    if kind == "pair":
        sides = identifier.split("/")
        if len(sides) != 2:
            return None
        now = [_moved(conn, "person", side) or _same(conn, "country", side) or side for side in sides]
        return "/".join(now) if now != sides and now[0] != now[1] else None
    seen = {identifier}
    current = identifier
    while row := conn.execute("select new_id from redirects where old_id = ? and kind = ?", (current, kind)).fetchone():
        current = row[0]
        if current is None or current in seen:
            return None
        seen.add(current)
    return current if current != identifier else _same(conn, kind, identifier)


_KEYS = {
    "person": ("people", "person_id"),
    "event": ("events", "event_id"),
    "country": ("countries", "country"),
    "place": ("places", "place_id"),
    "organization": ("organizations", "organization_id"),
    "post": ("posts", "post_id"),
    "article": ("articles", "article_id"),
}


def _same(conn: sqlite3.Connection, kind: str, identifier: str) -> str | None:
    """The id when it is only in the wrong case, or has spaces or a slash at its end."""
    if kind not in _KEYS:
        return None
    table, key = _KEYS[kind]
    tidy = "-".join(identifier.strip("/ ").split())
    for candidate in (tidy.upper(), tidy.lower()):
        if candidate != identifier and conn.execute(f"select 1 from {table} where {key} = ?", (candidate,)).fetchone():
            return candidate
    return None


def missing(conn: sqlite3.Connection, kind: str | None, asked: str, form: str | None, base: str) -> Response:
    """404: what was asked for, and what it may have been."""
    if form in ("json", "csv", "ics", "atom"):
        return render.as_json(
            {"ok": False, "error": f"no {kind or 'page'} {asked}", "help": f"{base}search?q="}, status=404
        )
    question = fold(asked.replace("-", " ").replace("/", " "))[:80]
    kinds = (kind,) if kind in search.KINDS else search.KINDS
    near = search.described(conn, search.names(conn, question, kinds, most=6)) if question else []
    return render.html(
        "missing", base, status=404, title="Not found", kind=kind, asked=asked, question=question, near=near
    )
