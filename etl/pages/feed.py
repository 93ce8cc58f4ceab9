"""RSS and Atom feeds: their entries, and those that carry their whole text as documents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl import limits
from etl.errors import InputError
from etl.pages import bylines, days, layout, text
from etl.pages.clean import clipped, tidy, unescape
from etl.pages.document import Byline, Document
from etl.pages.links import safe_url

_WHOLE = 80  # words from which on a feed's content is taken for the article itself


# Groups are atomic: comments must not be tried in every way that they can be cut.
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?><\?xml[^>]*>\s*)?(?>(?><!--.*?-->|<\?[^>]*>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)\s*)*+<(?:rss|feed|rdf:RDF)\b",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    title: str | None
    url: str | None
    published: str | None  # ISO day
    authors: tuple[str, ...]
    content: str  # HTML or text, as the feed has it
    publisher: str | None


def is_feed(data: bytes) -> bool:
    """Whether the bytes open like RSS or Atom."""
    return bool(_FEED.match(data[:8192]))


def entries(data: bytes, url: str | None = None, name: str | None = None) -> list[Entry]:
    """The entries of a feed, in its order.

    Raises InputError for what is no feed, or declares entities: those are how XML is made to explode or to read files.
    """
    where = name or url
    if re.search(rb"<!\s*(?:ENTITY|ELEMENT)", data, re.I) or re.search(
        "<!\\s*ENTITY", data[:4096].decode("utf-16", "ignore"), re.I
    ):
        raise InputError(
            "declares entities of its own, which no feed needs", file=where, remedy="take them out if you trust it"
        )
    import feedparser  # slow to import, seldom needed

    try:
        found = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # whatever an XML parser meets in hostile input
        raise InputError(
            "is no feed that can be read", file=where, remedy="check the address in a feed reader"
        ) from error
    if not found.entries and not found.version:
        raise InputError("is no feed that can be read", file=where, remedy="check the address in a feed reader")
    base = url or safe_url(found.feed.get("link"))
    publisher = clipped(unescape(str(found.feed.get("title") or "")), 120)
    out = []
    for item in found.entries[: limits.MAX_MEMBERS]:
        content = "\n".join(str(c.get("value") or "") for c in item.get("content", [])) or str(
            item.get("summary") or ""
        )
        names = [str(a.get("name") or "") for a in item.get("authors", [])] or [str(item.get("author") or "")]
        out.append(
            Entry(
                clipped(unescape(re.sub(r"<[^<>]{0,500}>", "", str(item.get("title") or ""))), limits.MAX_TITLE_CHARS),
                safe_url(str(item.get("link") or ""), base),
                _day(item),
                tuple(shown for n in names if (shown := clipped(n, 200))),
                content,
                publisher,
            )
        )
    return out


def _day(item: object) -> str | None:
    for field in ("published", "issued", "created", "updated", "date"):
        value = item.get(field) if hasattr(item, "get") else None
        if isinstance(value, str) and (day := days.stamp_day(value)):
            return day
    return None


def documents(data: bytes, url: str | None, name: str | None, errors: list[InputError]) -> Iterator[Document]:
    """The entries that carry their whole text. Those that do not (a summary and a link) go to `errors`, with the address to add."""
    for number, entry in enumerate(entries(data, url, name), 1):
        bare = tidy(unescape(re.sub(r"<[^<>]{0,2000}>", " ", entry.content)))
        if len(bare.split()) < _WHOLE:
            remedy = f"add its address: {entry.url}" if entry.url else "give the article itself"
            errors.append(InputError("has no full text", file=name or url, place=f"entry {number}", remedy=remedy))
            continue
        try:
            yield _document(entry, name)
        except InputError as error:
            errors.append(error)


def _document(entry: Entry, name: str | None) -> Document:
    if re.search(r"<(?:p|div|br|h\d|article)\b", entry.content, re.I):
        shown = re.sub(r"<(?:script|style)\b.*?(?:</(?:script|style)\s*>|$)", "", entry.content, flags=re.S | re.I)
        lines = layout.lines(shown)
    else:
        lines = layout.lines(entry.content)
    document = text.arrange(lines, title=entry.title, url=entry.url, name=name, form="feed")
    if not any(document.zone("body")):
        raise InputError(
            "is not an article: no paragraph of text was found in it", file=name, remedy="give the article itself"
        )
    people: list[Byline] = []
    for stated in entry.authors:
        people += bylines.authors(stated)
    published = entry.published or document.published
    return dataclasses.replace(
        document,
        bylines=tuple(dict.fromkeys([*people, *(b for b in document.bylines if not (people and b.role == "author"))])),
        published=published,
        published_basis="stated" if published else "unknown",
        published_from="feed" if entry.published else document.published_from,
        publisher=entry.publisher,
    )
