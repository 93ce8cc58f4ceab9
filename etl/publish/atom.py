"""A feed (RFC 4287) of dated events, the latest first."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from etl.publish import facts
from etl.publish.files import text_file
from etl.publish.xmltext import element

MOST = 1000  # entries; feed readers fetch the whole file each time


def instant(day: str) -> str:
    """A day as a feed writes it."""
    return f"{day}T00:00:00Z"


def _entry(out: TextIO, event: facts.Record) -> None:
    out.write("<entry>")
    out.write(element("id", f"urn:embassy-row:event:{event['event_id']}"))
    out.write(element("title", event["label"]))
    out.write(element("updated", instant(event["date_latest"])))  # of the event, not of the run
    for kind in ("type", "status", "standing"):
        out.write(element("category", term=event[kind], scheme=f"urn:embassy-row:{kind}"))
    for url in dict.fromkeys(e["url"] for e in event["evidence"] if "url" in e):
        out.write(element("link", rel="via", href=url))
    about = [event.get("date", ""), ", ".join(event[k] for k in ("place", "country_name") if k in event)]
    about += map(facts.who, event["participants"])
    out.write(element("summary", ". ".join(part for part in about if part)))
    out.write("</entry>\n")


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.atom."""
    connection = facts.open_database(database)
    latest = [
        row["event_id"]
        for row in facts.rows(
            connection,
            "SELECT event_id FROM events WHERE date_latest IS NOT NULL ORDER BY date_latest DESC, event_id LIMIT "
            + str(MOST),
        )
    ]
    wanted = ", ".join(f"'{event_id}'" for event_id in latest)  # slugs: nothing in them to quote
    found = {event["event_id"]: event for event in facts.events(connection, f"e.event_id IN ({wanted})")}
    path = out / "embassy-row.atom"
    with text_file(path) as target:
        target.write('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
        target.write(element("id", "urn:embassy-row:events") + element("title", "Embassy Row: events"))
        newest = found[latest[0]]["date_latest"] if latest else "1970-01-01"
        target.write(element("updated", instant(newest)))
        target.write("<author>" + element("name", "Embassy Row") + "</author>" + element("rights", "CC0-1.0") + "\n")
        for event_id in latest:
            _entry(target, found[event_id])
        target.write("</feed>\n")
    connection.close()
    return [path]
