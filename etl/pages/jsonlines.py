"""JSON Lines: one article a line, as an object with url, title, published (ISO day), authors (list), and text or html."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from etl import limits
from etl.errors import InputError
from etl.pages import bylines, days, htmlpage, layout, text
from etl.pages.clean import clipped, key
from etl.pages.document import Byline, Document, Paragraph
from etl.pages.links import safe_url
from etl.pages.names import written
from etl.pages.unpack import over

FIELDS = ("url", "title", "published", "authors", "text", "html")


def objects(shown: str, name: str | None, errors: list[InputError]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place ("line 3") and object of each line; a whole-file JSON object or array is taken too. Lines that are none go to `errors`."""
    first = shown.lstrip()[:1]
    if first == "[" or (first == "{" and not _is_object(shown.lstrip().split("\n", 1)[0])):
        try:
            whole = json.loads(shown)
        except (ValueError, RecursionError):
            whole = None
        if whole is not None:
            entries = whole if isinstance(whole, list) else [whole]
            for number, entry in enumerate(entries, 1):
                if isinstance(entry, dict):
                    yield f"entry {number}", entry
                else:
                    errors.append(_bad("is no JSON object", name, f"entry {number}"))
            return
    for number, line in enumerate(shown.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            detail = (
                f"is no JSON ({error.msg} at column {error.colno})"
                if isinstance(error, json.JSONDecodeError)
                else "is no JSON"
            )
            errors.append(_bad(detail, name, place))
            continue
        if isinstance(entry, dict):
            yield place, entry
        else:
            errors.append(_bad("is no JSON object", name, place))


def _bad(message: str, name: str | None, place: str) -> InputError:
    return InputError(
        message, file=name, place=place, remedy="one object a line: url, title, published, authors, text or html"
    )


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def read(
    entry: dict[str, Any], *, url: str | None = None, name: str | None = None, place: str | None = None
) -> Document:
    """One object as a document. What the object states wins over what its text or page says. Raises InputError for a field of a wrong kind."""
    for field in ("url", "title", "published", "publisher", "text", "html"):
        if entry.get(field) is not None and not isinstance(entry[field], str):
            raise _bad(f"has a {field} that is no text", name, place or "")
    body = entry.get("text") or entry.get("html")
    if not body or not body.strip():
        raise _bad("has neither text nor html", name, place or "")
    if len(body) > limits.MAX_TEXT_CHARS:
        raise over("MAX_TEXT_CHARS", f"has {len(body):,} characters", name, place)
    address = safe_url(entry.get("url")) or url
    title = clipped(entry["title"], limits.MAX_TITLE_CHARS) if entry.get("title") else None
    published = None
    if entry.get("published"):
        published = days.stamp_day(entry["published"])
        if published is None:
            raise _bad("has a published that is no day", name, place or "")
    if entry.get("text"):
        document = text.arrange(layout.lines(body), title=title, url=address, name=name, form="jsonl")
    else:
        document = dataclasses.replace(htmlpage.read(body, url=address, name=name), form="jsonl")
        document = dataclasses.replace(document, title=title or document.title, paragraphs=_titled(document, title))
    people = _authors(entry.get("authors"), name, place)
    others = tuple(b for b in document.bylines if not (people and b.role == "author"))
    if published:
        document = dataclasses.replace(
            document, published=published, published_basis="stated", published_from="json_lines"
        )
    publisher = clipped(entry["publisher"], 120) if entry.get("publisher") else document.publisher
    return dataclasses.replace(document, bylines=(*people, *others), publisher=publisher)


def _titled(document: Document, title: str | None) -> tuple[Paragraph, ...]:
    """The paragraphs with a stated title in the place of the page's own."""
    if not title or (document.title and key(document.title) == key(title)):
        return document.paragraphs
    zoned = [("title", title), *((p.zone, p.text) for p in document.paragraphs if p.zone != "title")]
    links_hold = len(zoned) == len(document.paragraphs)
    return tuple(Paragraph(n, z, t) for n, (z, t) in enumerate(zoned)) if links_hold else document.paragraphs


def _authors(value: Any, name: str | None, place: str | None) -> tuple[Byline, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _bad("has authors that are no list of names", name, place or "")
    out: list[Byline] = []
    for stated in value[:100]:
        shown = clipped(stated, 200)
        if not shown:
            continue
        found = bylines.authors(shown)
        out += found or [Byline(written(shown), shown)]
    return tuple(dict.fromkeys(out))
