"""Contexts for tests of events: fictional people and real states, entered without the reading of names."""

from __future__ import annotations

import re

from etl.claims import EventClaim
from etl.extract import plain
from etl.extract.context import Context, Mention, Person
from etl.extract.event_places import Where
from etl.extract.events import events
from etl.extract.frame import Frame
from etl.extract.frames import SentenceFrames
from etl.geo.countries import country_code, demonym_code
from etl.pages.document import Document, paragraphs

PEOPLE = {
    "Ana Duarte": ("ES", ("Duarte",)),
    "Pavel Novak": ("CZ", ("Karel Novak", "Novak")),
    "Ingrid Holm": ("NO", ("Holm",)),
    "King Olav": ("NO", ("Olav",)),
    "Petra Lindh": ("SE", ("Lindh",)),
}
TITLE = (
    r"(?:(?:Foreign|Prime|Spanish|Czech|Norwegian|Swedish)\s+)*"
    r"(?:Minister|President|Chancellor|Ambassador|King|Secretary|Mr\.|Ms\.|Mrs\.)\s+"
)
_STATES = re.compile(
    r"\b(Norway|Spain|Sweden|Poland|Czechia|Norwegian|Spanish|Polish|Swedish|Czech|Africa(?=-)|Soviet|American|United States)\b"
)
_ORGS = re.compile(r"\b(NATO|Security Council|African Union)\b")


def context(
    text: str, published: str | None = "2009-10-14", dateline: str | None = None, title: str | None = None
) -> Context:
    """A context of body paragraphs (parted by blank lines) whose people are those of PEOPLE that are named."""
    zoned = [("title", title)] if title else []
    zoned += [("body", p) for p in text.split("\n\n")]
    found = Context(
        Document("text", language="en", title=title, dateline=dateline, paragraphs=paragraphs(*zoned)), published
    )
    forms = {}
    for number, (name, (country, more)) in enumerate(PEOPLE.items(), 1):
        found.people.append(Person(f"p{number}", name, [name], country=country))
        forms |= dict.fromkeys((name, *more), f"p{number}")
    names = re.compile("|".join(rf"\b{re.escape(f)}\b" for f in sorted(forms, key=len, reverse=True)))
    for p in found.document.paragraphs:
        for m in names.finditer(p.text):
            before = re.search(rf"{TITLE}$", p.text[: m.start()])
            outer = before.start() if before else m.start()
            found.add(Mention(p.number, m.start(), m.end(), m[0], "name", (forms[m[0]],), outer_start=outer))
        for m in _STATES.finditer(p.text):
            code = country_code(m[0], published) or demonym_code(m[0], published)
            kind = "country" if country_code(m[0], published) else "demonym"
            found.add(Mention(p.number, m.start(), m.end(), m[0], kind, (f"country:{code}",)))
        for m in _ORGS.finditer(p.text):
            found.add(Mention(p.number, m.start(), m.end(), m[0], "org", (f"org:{m[0]}",)))
        _pronouns(found, p.number, p.text)
    return found


def _pronouns(found: Context, number: int, text: str) -> None:
    """The last person named before; good enough for one sentence of a test."""
    for m in re.finditer(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b", text):
        before = [x for x in found.mentions(number) if x.kind == "name" and x.end <= m.start()]
        who = before[0].who if before else ("p1",)
        found.add(Mention(number, m.start(), m.end(), m[0], "pronoun", who))


def frames(text: str, home: str | None = None, **options: str | None) -> list[Frame]:
    """The frames of a text's sentences, undated."""
    found = context(text, **options)
    where = Where(home, None, None, home) if home else None
    out = []
    for sentence in found.sentences:
        parts = plain.plains(sentence)
        plain.parse(parts)
        plain.name(parts)
        for part in parts:
            out += SentenceFrames(found, part, where).frames()
    return out


def told(text: str, **options: str | None) -> list[EventClaim]:
    """The events of a text."""
    return events(context(text, **options))


def who(event: EventClaim) -> set[str]:
    """An event's participants by surname, country or body."""
    names = {f"p{n}": name.split()[-1] for n, name in enumerate(PEOPLE, 1)}
    return {names.get(p.who, p.who) for p in event.participants}
