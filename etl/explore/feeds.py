"""Encounters as an Atom feed (RFC 4287) and as a calendar (RFC 5545).

Both give the same bytes for the same rows: no clock. An entry's `updated` is the day of the event, which is all that readers sort by.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.explore.dates import newspaper
from etl.explore.rows import Row
from etl.explore.words import clean, words
from etl.publish.atom import instant
from etl.publish.ics import days, escape, fold, head
from etl.publish.xmltext import element

_UNKNOWN = "1970-01-01"
MOST_ENTRIES = 200
WIDEST = 28  # days of a calendar's entry


def sentence(event: Row) -> str:
    """An event in one line: kind, date, place, who in what capacity, status, standing."""
    people = "; ".join(
        f"{p['name'] or p['id']}{f' ({c})' if (c := p['capacity']) else ''}" for p in event["participants"]
    )
    where = ", ".join(part for part in (event["place"], event["country_name"]) if part)
    parts = [
        event["kind_words"].capitalize(),
        newspaper(event["date"]),
        where,
        people,
        f"{words(event['status'])}, {event['standing']}",
    ]
    return clean(". ".join(part for part in parts if part))


def atom(title: str, home: str, self_url: str, events: Sequence[Row], base: str) -> str:
    """The newest events as a feed. Addresses are absolute; `base` is the site's, with a slash at the end."""
    shown = events[:MOST_ENTRIES]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        element("id", home) + element("title", clean(f"Embassy Row: {title}")),
        element("updated", instant(max((_last(event) for event in shown), default=_UNKNOWN))),
        element("link", rel="self", type="application/atom+xml", href=self_url),
        element("link", rel="alternate", type="text/html", href=home),
        "<author>" + element("name", "Embassy Row") + "</author>" + element("rights", "CC0-1.0"),
    ]
    for event in shown:
        address = f"{base}event/{event['event_id']}"
        lines += [
            "<entry>" + element("id", address),
            element("title", clean(event["label"] or event["kind_words"])),
            element("updated", instant(_last(event))),
            element("link", rel="alternate", type="text/html", href=address),
            element("category", term=event["type"]),
            element("summary", sentence(event), type="text") + "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _last(event: Row) -> str:
    return str(event["date_latest"] or event["date_earliest"] or _UNKNOWN)


def _text(value: str) -> str:
    return escape(clean(value))


def calendar(title: str, events: Sequence[Row], base: str) -> str:
    """Dated events as whole-day entries. An event of which only the month is known is left out: a calendar cannot say "about"."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Embassy Row//explore//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(title)}",
    ]
    for event in events:
        width = days(event)
        if width is None or width > WIDEST or (width > 1 and "/" not in (event["date"] or "")):
            continue
        lines += ["BEGIN:VEVENT", *head(event), f"SUMMARY:{_text(event['label'] or event['kind_words'])}"]
        if event["place"]:
            lines.append(f"LOCATION:{_text(', '.join(p for p in (event['place'], event['country_name']) if p))}")
        lines += [
            f"DESCRIPTION:{_text(sentence(event))}",
            f"URL:{base}event/{event['event_id']}",
            f"CATEGORIES:{_text(words(event['type']))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(map(fold, lines))
