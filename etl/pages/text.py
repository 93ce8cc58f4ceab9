"""Plain-text dumps of pages: markup lost, everything in one column. Each paragraph gets the zone a careful reader would give it.

The way: lines (layout) → furniture off → the list of other stories cut off → copies recognised → marks (dates, bylines, captions,
credits, bios) → where the body begins → the head's lines read as section, tagline, title and dek.
"""

from __future__ import annotations

import re

from etl import limits
from etl.pages import bylines, days, heading, language, layout, tail
from etl.pages.clean import key
from etl.pages.document import Byline, Document, Link, Paragraph, Related
from etl.pages.layout import Line
from etl.pages.marks import (
    Marked,
    State,
    byline_roles,
    count,
    cut_stories,
    drop_furniture,
    mark_captions,
    mark_copies,
    mark_head,
    mark_tail,
    unglue_day,
)
from etl.pages.unpack import over

_URL = re.compile(r"https?://[^\s<>\"'“”‘’)\]]+[^\s<>\"'“”‘’)\].,;:!?]")


def read(text: str, *, url: str | None = None, name: str | None = None) -> Document:
    """Read a dump that is already decoded. A text without any words gives a document without paragraphs.

    Raises LimitError for more than MAX_PARAGRAPHS paragraphs, and nothing else.
    """
    return arrange(layout.lines(text), url=url, name=name)


def arrange(
    lines: list[Line], *, title: str | None = None, url: str | None = None, name: str | None = None, form: str = "text"
) -> Document:
    """Give each line its zone. With a `title` that is known, no line is read as title, dek or section.

    Raises LimitError for more than MAX_PARAGRAPHS lines.
    """
    if len(lines) > limits.MAX_PARAGRAPHS:
        raise over("MAX_PARAGRAPHS", f"has {len(lines):,} paragraphs", name or url)
    state = State([Marked(line.text, line.gap) for line in lines])
    drop_furniture(state)
    cut_stories(state)
    unglue_day(state)
    mark_copies(state)
    mark_captions(state)
    start = mark_head(state, known_title=title is not None)
    mark_tail(state, start)
    return _document(state, start, title, url, name, form)


def _head_zones(state: State, start: int) -> tuple[heading.Heading, list[int]]:
    lines = state.lines
    head = [i for i in range(start) if not lines[i].zone]
    body = " ".join(line.text for line in lines[start : start + 12] if not line.zone)[:6000]
    hints = {key(state.more_name)} if state.more_name else set()
    return heading.read([lines[i].text for i in head], [lines[i].gap for i in head], body, frozenset(hints)), head


def _document(state: State, start: int, known: str | None, url: str | None, name: str | None, form: str) -> Document:
    lines = state.lines
    found, head = _head_zones(state, start) if known is None else (heading.Heading(), [])
    title = lines[head[found.title]].text if found.title is not None else known
    dek = lines[head[found.dek]].text if found.dek is not None else None
    section = lines[head[found.section]].text if found.section is not None else None
    if title is not None and len(title) > limits.MAX_TITLE_CHARS:
        title = None
    zones: list[tuple[str, str]] = []
    if title:
        zones.append(("title", title))
    if dek:
        zones.append(("dek", dek))
    title_key = key(title) if title else ""
    tail_zones: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        if line.zone in ("date", "furniture", "place"):
            continue
        if line.zone:
            (tail_zones if line.zone in ("bio",) else zones).append((line.zone, line.text))
        elif index >= start or known is not None:
            if key(line.text) == title_key or (dek and key(line.text) == key(dek)):
                continue
            zones.append(("body", line.text))
    zones += tail_zones
    related = list(state.related)
    for story in tail.stories(state.more):
        if story.part == "title":
            related.append(Related(state.more[story.index]))
        zones.append(("related", state.more[story.index]))
    paragraphs = tuple(Paragraph(n, zone, text) for n, (zone, text) in enumerate(zones))
    published, origin = state.published, state.published_from
    first = next((p for p in paragraphs if p.zone == "body"), None)
    place = state.dateline
    if first is not None and (opening := days.dateline(first.text)):
        place = opening.place
        if not published and opening.day:
            published, origin = opening.day, "text"
        if opening.agency:
            state.bylines.append(Byline(opening.agency, opening.agency, "organization", "agency", None, first.number))
    if not published and title and (m := re.search(rf"(?i)[:,(–—-]\s*(?P<day>{days.DAY})\)?$", title)):
        published, origin = days.day_in(m.group("day")), "title"
    if not published and (day := days.url_day(url)):
        published, origin = day, "url"
    body = " ".join(p.text for p in paragraphs if p.zone == "body")
    publisher = (
        state.more_name
        if state.more_name and section and key(state.more_name) not in key(section) and state.more_name[:1].isupper()
        else None
    )
    return Document(
        form=form,
        title=title,
        dek=dek,
        section=_section_name(section),
        bylines=tuple(_bylines(paragraphs, state)),
        published=published,
        published_basis="stated" if published else "unknown",
        published_from=origin,
        language=language.detect(body or " ".join(p.text for p in paragraphs)),
        url=url,
        name=name,
        publisher=publisher,
        dateline=place,
        paragraphs=paragraphs,
        related=tuple(related),
        links=tuple(_links(paragraphs)),
        notes=tuple(state.notes),
    )


def _section_name(section: str | None) -> str | None:
    """A section's own name: "THE CAUSEWAY | South-east Asia, unvarnished" gives "THE CAUSEWAY"; a trail gives its last part."""
    if section is None:
        return None
    parts = [p.strip() for p in re.split(r"\s*[|>»]\s*", section) if p.strip()]
    if len(parts) > 1:
        return parts[-1] if all(count(p) <= 2 for p in parts) else parts[0]
    return re.split(r"\s[-–—]\s|:\s", section)[0].strip() or section


def _bylines(paragraphs: tuple[Paragraph, ...], state: State) -> list[Byline]:
    """Everybody credited: bylines first, then the authors that bios name, photographers, agencies."""
    out: list[Byline] = []
    bios: list[Byline] = []
    others: list[Byline] = []
    for p in paragraphs:
        if p.zone == "byline":
            if m := bylines.REPORTING.match(p.text):
                if not m.group(1).lower().startswith("additional"):
                    out += bylines.authors(m.group(2), p.number)
            elif byline_roles(p.text) is None:
                out += bylines.authors(p.text, p.number)
        elif p.zone == "bio" and (bio := tail.bio(p.text)):
            bios += [Byline(n, n, "person", "author", None, p.number) for n in bio.names]
        elif p.zone == "credit" and (by := bylines.credit(p.text, p.number)):
            others.append(by)
    people = [b.name for b in out if b.kind == "person"]
    if not people:
        out += bios
    seen: set[tuple[str, str]] = set()
    result = []
    for by in [*out, *others, *state.bylines]:
        if (by.name, by.role) not in seen:
            seen.add((by.name, by.role))
            result.append(by)
    return result


def _links(paragraphs: tuple[Paragraph, ...]) -> list[Link]:
    return [
        Link(m.group(), p.number, m.start(), m.end())
        for p in paragraphs
        if "http" in p.text
        for m in _URL.finditer(p.text)
    ]
