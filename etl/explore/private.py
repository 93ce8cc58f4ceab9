"""Texts of articles, which stay on the machine of whoever read them.

They lie in private/texts.db of the checkout (`etl.private` writes it), a database of its own that Datasette never opens: it has no address, and no SQL reaches it.
Only the page of an article shows its text, and only when the server was started for that on this machine and the request comes from it.
"""

from __future__ import annotations

import ipaddress
import itertools
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.explore.rows import Row, who

# Set by a proxy on the way: then the request is not from this machine, whatever the socket says.
_PASSED_ON = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via")


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: plain, or the evidence for something. `marks` are what it is evidence for, each kind, id, name."""

    text: str
    marks: tuple[tuple[str, str, str], ...] = ()


def read(database: Path, text_sha256: str | None) -> list[Row]:
    """The paragraphs of a text: number, zone, text; an empty list when this machine has not read it."""
    if not text_sha256 or not database.is_file():
        return []
    conn = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = conn.execute(
            "select number, zone, text from paragraphs where text_sha256 = ? order by number", (text_sha256,)
        ).fetchall()
    except sqlite3.DatabaseError:
        return []
    finally:
        conn.close()
    return [dict(zip(("number", "zone", "text"), row, strict=True)) for row in found]


def is_local(scope: dict[str, Any]) -> bool:
    """Whether a request comes from a browser on this machine that asked for this machine by its own name.

    The Host header guards against another site's page that has its name resolve to this machine (DNS rebinding).
    """
    headers = dict(scope.get("headers") or [])
    if any(name in headers for name in _PASSED_ON):
        return False
    host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0].strip("[]").lower()
    client = scope.get("client")
    try:
        local = client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
    return local and host in ("localhost", "127.0.0.1", "::1")


_MARKS = """
select paragraph, start_char, end_char, person_id, organization_id, place_id, country, as_text, null as event_id
from mentions where article_id = :id
union all
select paragraph, start_char, end_char, null, null, null, null, coalesce(e.label, v.type_said), v.event_id
from event_evidence v join events e on e.event_id = v.event_id where v.article_id = :id and paragraph is not null and start_char is not null
union all
select v.paragraph, v.start_char, v.end_char, a.person_id, null, null, null, coalesce(v.as_text, a.title), null
from affiliation_evidence v join affiliations a on a.affiliation_id = v.affiliation_id
where v.article_id = :id and v.paragraph is not null and v.start_char is not null
"""


def marked(conn: sqlite3.Connection, article_id: str, paragraphs: list[Row]) -> list[Row]:
    """The paragraphs, each cut into `pieces` at the borders of its evidence. Offsets count code points; those that do not fit are left out."""
    marks: dict[int, list[tuple[int, int, tuple[str, str, str]]]] = {}
    cursor = conn.execute(_MARKS, {"id": article_id})
    names = [c[0] for c in cursor.description]
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        mark = ("event", row["event_id"], row["as_text"]) if row["event_id"] else (*who(row), row["as_text"])
        marks.setdefault(row["paragraph"], []).append((row["start_char"], row["end_char"], mark))
    return [{**p, "pieces": pieces(p["text"], marks.get(p["number"], []))} for p in paragraphs]


def pieces(text: str, marks: list[tuple[int, int, tuple[str, str, str]]]) -> list[Piece]:
    """Cut a paragraph at the borders of its marks; together the pieces are the paragraph."""
    fitting = [(start, end, mark) for start, end, mark in marks if 0 <= start < end <= len(text)]
    borders = sorted({0, len(text), *(b for start, end, _ in fitting for b in (start, end))})
    out = []
    for left, right in itertools.pairwise(borders):
        here = sorted({mark for start, end, mark in fitting if start <= left and right <= end})
        out.append(Piece(text[left:right], tuple(here)))
    return out
