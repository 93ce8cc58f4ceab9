"""A calendar (RFC 5545) of the events whose days are known to within a month."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from etl.publish import facts
from etl.publish.files import text_file

WIDEST = 31  # days; a calendar cannot say "some time in 1897"
_STATUS = {"cancelled": "CANCELLED", "denied": "CANCELLED", "not_occurred": "CANCELLED", "occurred": "CONFIRMED",
           "ongoing": "CONFIRMED"}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def escape(text: str) -> str:
    """Text as a property value (RFC 5545, 3.3.11)."""
    return _CONTROL.sub(" ", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def parameter(text: str) -> str:
    """Text as a quoted parameter value; these cannot hold a double quote."""
    return '"' + _CONTROL.sub(" ", text).replace('"', "'") + '"'


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, never parted within a character, with its line end."""
    if len(line.encode()) <= 75:
        return line + "\r\n"
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def head(event: facts.Record) -> Iterator[str]:
    """What begins an entry: id, days, whether it is sure; the event has event_id, status, date_earliest and date_latest."""
    first, last = (datetime.date.fromisoformat(event[f"date_{end}"]) for end in ("earliest", "latest"))
    yield f"UID:{event['event_id']}@embassy-row"
    yield f"DTSTAMP:{_day(first)}T000000Z"  # of the event, not of the run: the same facts give the same bytes
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if last < datetime.date.max:
        yield f"DTEND;VALUE=DATE:{_day(last + datetime.timedelta(days=1))}"
    yield f"STATUS:{_STATUS.get(event['status'], 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"


def days(event: facts.Record) -> int | None:
    """Over how many days the date of an event may stretch; None where an end is not known."""
    first, last = event.get("date_earliest"), event.get("date_latest")
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1 if first and last else None


def entry(event: facts.Record) -> Iterator[str]:
    """The lines of one event, or none for one whose days are not known closely enough."""
    width = days(event)
    if width is None or width > WIDEST:
        return
    yield "BEGIN:VEVENT"
    yield from head(event)
    yield f"SUMMARY:{escape(event['label'])}"
    place = ", ".join(event[k] for k in ("place", "country_name") if k in event)
    if place:
        yield f"LOCATION:{escape(place)}"
    if "latitude" in event:
        yield f"GEO:{event['latitude']};{event['longitude']}"
    yield f"CATEGORIES:{escape(event['type'])}"
    about = [f"{event['status']}, {event['standing']}", *map(facts.who, event["participants"])]
    about += [e["url"] for e in event["evidence"] if "url" in e]
    yield "DESCRIPTION:" + "\\n".join(escape(line) for line in about)
    for person in event["participants"]:
        capacity = "".join(f";X-CAPACITY={parameter(facts.in_words(c))}" for c in person["capacities"][:1])
        who = next(
            f"{k.removesuffix('_id')}:{person[k]}" for k in ("person_id", "organization_id", "country") if k in person
        )
        yield f"ATTENDEE;CN={parameter(person['name'])};X-ROLE={person['role']}{capacity}:urn:embassy-row:{who}"
    yield "END:VEVENT"


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.ics."""
    connection = facts.open_database(database)
    path = out / "embassy-row.ics"
    with text_file(path, newline="") as target:
        for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Embassy Row//EN", "CALSCALE:GREGORIAN"):
            target.write(fold(line))
        for event in facts.events(connection):
            for line in entry(event):
                target.write(fold(line))
        target.write(fold("END:VCALENDAR"))
    connection.close()
    return [path]
