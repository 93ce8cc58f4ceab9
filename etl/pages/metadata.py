"""What a page's machine-readable parts state: JSON-LD (schema.org) first, then meta elements (Open Graph and older)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element

from etl.pages.clean import tidy, unescape

MAX_JSON_CHARS = 2_000_000  # of one JSON-LD script
MAX_NODES = 2_000  # JSON-LD nodes looked at
_ARTICLE = re.compile(r"Article|Posting|\bReport\b|Review$|Analysis|Opinion", re.I)
# Where the page's own node may stand. Others (mentions, hasPart, itemListElement, liveBlogUpdate …) hold other things.
_DESCEND = ("@graph", "mainEntity", "mainEntityOfPage", "@set", "@list")


@dataclass(slots=True)
class Metadata:
    """Fields as the page states them, unchecked but for their type and length; lists keep the page's order."""

    headline: str | None = None  # of the article's JSON-LD node
    titles: dict[str, str] = field(default_factory=dict)  # og, twitter, title, meta
    authors: list[tuple[str, str]] = field(default_factory=list)  # (name, Person | Organization | "")
    published: list[tuple[str, str]] = field(default_factory=list)  # (stamp, json_ld | meta)
    modified: str | None = None
    dek: list[str] = field(default_factory=list)
    section: str | None = None
    language: str | None = None
    site: list[str] = field(default_factory=list)  # names that the site gives itself
    body: str | None = None  # articleBody
    canonical: str | None = None
    kind: str | None = None  # JSON-LD type of the article's node


def _text(value: Any, limit: int = 1000) -> str | None:
    """A JSON value as one line of text, or None when it is none or longer than the limit."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str) or len(value) > 8 * limit:
        return None
    shown = tidy(unescape(value))
    return shown if 0 < len(shown) <= limit else None


def _load(script: str) -> Any:
    """One JSON-LD script, forgiving comments, CDATA marks and a closing semicolon; None when it is no JSON."""
    if len(script) > MAX_JSON_CHARS:
        return None
    bare = re.sub(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$|;\s*$", "", script.strip())
    for attempt in (bare, re.sub(r",\s*([}\]])", r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def nodes(tree: _Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes that a page states about itself, in order."""
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        todo = [_load(script.text or "")]
        while todo and seen < MAX_NODES:
            value = todo.pop(0)
            seen += 1
            if isinstance(value, list):
                todo = value[:MAX_NODES] + todo
            elif isinstance(value, dict):
                yield value
                todo = [value[key] for key in _DESCEND if isinstance(value.get(key), dict | list)] + todo


def _types(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    return " ".join(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))


def _article(found: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The node of the article: of an article's type, the first with a headline and a day, else with either."""
    own = [n for n in found if _ARTICLE.search(_types(n))]
    for wanted in (("headline", "datePublished"), ("headline",), ("datePublished",)):
        for node in own:
            if all(node.get(k) for k in wanted):
                return node
    return own[0] if own else None


def _authors(value: Any, by_id: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > 3:
        return
    if isinstance(value, list):
        for entry in value[:30]:
            yield from _authors(entry, by_id, depth + 1)
    elif isinstance(value, dict):
        name = value.get("name")
        if not name and isinstance(value.get("@id"), str):
            other = by_id.get(value["@id"])
            name, value = (other.get("name"), other) if other else (None, value)
        if isinstance(name, list):
            for entry in name[:30]:
                if shown := _text(entry, 300):
                    yield shown, _types(value)
        elif shown := _text(name, 300):
            yield shown, _types(value)
    elif shown := _text(value, 300):
        yield shown, ""


def read(tree: _Element) -> Metadata:
    """Read a page's metadata. Never fails: what is malformed is as if it were not there."""
    meta = Metadata()
    found = list(nodes(tree))
    by_id = {n["@id"]: n for n in found if isinstance(n.get("@id"), str) and n.get("name")}
    node = _article(found)
    if node is not None:
        _from_node(meta, node, found, by_id)
    for other in found:
        if re.search(r"WebSite|Organization|NewsMedia", _types(other)) and (shown := _text(other.get("name"), 120)):
            meta.site.append(shown)
    _from_meta(meta, tree)
    return meta


def _from_node(
    meta: Metadata, node: dict[str, Any], found: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]
) -> None:
    meta.kind = _types(node)
    meta.headline = _text(node.get("headline"), 500) or _text(node.get("name"), 500)
    meta.authors = list(dict.fromkeys(_authors(node.get("author") or node.get("creator"), by_id)))
    for other in found:
        if not meta.authors and other is not node and _ARTICLE.search(_types(other)):
            meta.authors = list(dict.fromkeys(_authors(other.get("author"), by_id)))
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if shown := _text(node.get(key), 80):
            meta.published.append((shown, "json_ld"))
    meta.modified = _text(node.get("dateModified"), 80)
    for key in ("alternativeHeadline", "abstract", "description"):
        if shown := _text(node.get(key), 1000):
            meta.dek.append(shown)
    meta.section = _text(node.get("articleSection"), 100)
    meta.language = _text(node.get("inLanguage"), 20)
    publisher = node.get("publisher")
    if shown := _text(publisher.get("name") if isinstance(publisher, dict) else publisher, 120):
        meta.site.append(shown)
    body = node.get("articleBody")
    if isinstance(body, str) and 400 <= len(body) <= MAX_JSON_CHARS:
        meta.body = html.unescape(body)


_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "date.published", "publishdate", "publish-date",
    "publish_date", "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "dc.date.created", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate", "article_date_original", "date", "ptime",
    "displaydate", "timestamp", "rnews:datepublished", "iso-8601-publish-date", "bt:pubdate", "analyticsattributes.articledate", "datecreated",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "byl", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "cxenseparse:author", "article.author", "twitter:creator:name", "creator")  # fmt: skip


def _from_meta(meta: Metadata, tree: _Element) -> None:
    named: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and len(content) < 8000:
            named.setdefault(name.lower().strip(), []).append(content)

    def first(*names: str, limit: int = 1000) -> str | None:
        return next((shown for n in names for value in named.get(n, ()) if (shown := _text(value, limit))), None)

    for source, names in (
        ("og", ("og:title",)),
        ("twitter", ("twitter:title",)),
        ("meta", ("parsely-title", "sailthru.title", "dc.title", "headline")),
    ):
        if shown := first(*names, limit=500):
            meta.titles[source] = shown
    title = next(tree.iter("title"), None)
    if title is not None and (shown := _text("".join(map(str, title.itertext()))[:4000], 500)):
        meta.titles["title"] = shown
    for name in _PUBLISHED:
        meta.published += [(value, "meta") for value in named.get(name, ())[:3] if len(value) < 80]
    if not meta.authors:
        for name in _AUTHOR:
            values = [shown for value in named.get(name, ()) if (shown := _text(value, 300)) and "://" not in shown]
            if values:
                meta.authors += [(value, "") for value in dict.fromkeys(values)]
                break
    else:
        meta.authors += [
            (shown, "meta")
            for name in _AUTHOR[:4]
            for value in named.get(name, ())
            if (shown := _text(value, 300)) and "://" not in shown
        ]
    meta.dek += [shown for name in ("og:description", "description", "twitter:description") if (shown := first(name))]
    meta.section = meta.section or first("article:section", "section", "parsely-section", limit=100)
    if site := first("og:site_name", "application-name", "al:android:app_name", "twitter:app:name:iphone", limit=120):
        meta.site.insert(0, site)
    if not meta.language:
        meta.language = first("og:locale", "language", "content-language", limit=20)
    link = next((e for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    meta.canonical = (link.get("href") if link is not None else None) or first("og:url", limit=2000)
