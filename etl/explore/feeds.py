"""Encounters as an Atom feed (RFC 4287) and as a calendar (RFC 5545).

Both give the same bytes for the same rows: no clock. An entry's `updated` is the day of the event, which is all that readers sort by.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from xml.etree import ElementTree

from etl.explore.dates import newspaper
from etl.explore.rows import Row
from etl.explore.words import clean, words

_ATOM = "http://www.w3.org/2005/Atom"
_UNKNOWN = "1970-01-01"
MOST_ENTRIES = 200
_STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE", "proposed": "TENTATIVE", "alleged": "TENTATIVE"}


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
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")

    def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = clean(text) if text else None
        return element

    shown = events[:MOST_ENTRIES]
    add(feed, "id", home)
    add(feed, "title", f"Embassy Row: {title}")
    add(
        feed,
        "updated",
        _instant(max((e["date_latest"] or e["date_earliest"] or _UNKNOWN for e in shown), default=_UNKNOWN)),
    )
    add(feed, "link", rel="self", type="application/atom+xml", href=self_url)
    add(feed, "link", rel="alternate", type="text/html", href=home)
    add(add(feed, "author"), "name", "Embassy Row")
    add(feed, "rights", "CC0-1.0")
    for event in shown:
        entry = add(feed, "entry")
        address = f"{base}event/{event['event_id']}"
        add(entry, "id", address)
        add(entry, "title", event["label"] or event["kind_words"])
        add(entry, "updated", _instant(event["date_latest"] or event["date_earliest"] or _UNKNOWN))
        add(entry, "link", rel="alternate", type="text/html", href=address)
        add(entry, "category", term=event["type"])
        add(entry, "summary", sentence(event), type="text")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _escape(text: str) -> str:
    return (
        clean(text)
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "\\n")
    )


def _fold(line: str) -> str:
    """A content line folded so that no line is longer than 75 octets, never within a character."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])


def calendar(title: str, events: Sequence[Row], base: str) -> str:
    """Dated events as whole-day entries. An event whose date is a month or more wide is left out: a calendar cannot say "about"."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Embassy Row//explore//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escape(title)}",
    ]
    for event in events:
        first, last = event["date_earliest"], event["date_latest"]
        if not first or not last:
            continue
        start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
        if (end - start).days > 27 or ("/" not in (event["date"] or "") and first != last):
            continue
        address = f"{base}event/{event['event_id']}"
        entry = [
            "BEGIN:VEVENT",
            f"UID:{event['event_id']}@embassy-row",
            f"DTSTAMP:{start:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
            f"DTEND;VALUE=DATE:{end + datetime.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(event['label'] or event['kind_words'])}",
            f"DESCRIPTION:{_escape(sentence(event))}",
            f"URL:{address}",
            f"STATUS:{_STATUS.get(event['status'], 'CONFIRMED')}",
            f"CATEGORIES:{_escape(words(event['type']))}",
            "TRANSP:TRANSPARENT",
        ]
        if event["place"]:
            entry.insert(6, f"LOCATION:{_escape(', '.join(p for p in (event['place'], event['country_name']) if p))}")
        lines += [*entry, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "\r\n".join(_fold(line) for line in lines) + "\r\n"
