"""HTML pages. The machine-readable parts are read first, trafilatura finds the body, and the rest is put where a reader sees it."""

from __future__ import annotations

import dataclasses
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath, _Element
from trafilatura.core import bare_extraction

from etl import limits
from etl.errors import InputError, LimitError
from etl.pages import bylines, dom, furniture, heading, headline, metadata, published, signed, tail
from etl.pages.clean import clipped, key, tidy, words
from etl.pages.document import Byline, Document, Link, Paragraph, Related
from etl.pages.layout import Line
from etl.pages.links import safe_url
from etl.pages.text import arrange

_MAX_STATED = 300_000  # characters of an articleBody; every block of the page is looked for in it
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is our error to report


def read(page: str, *, url: str | None = None, name: str | None = None) -> Document:
    """Read a page that is already decoded.

    Raises InputError for a page in which no article is found, LimitError for one nested beyond what the parser takes.
    """
    where = name or url
    tree = dom.parse(page, where)
    if tree is None:
        raise InputError("is not a page: no element of HTML could be read", file=where, remedy="save the page again")
    meta = metadata.read(tree)
    dom.strip_hidden(tree)
    base = next((safe_url(e.get("href"), url) for e in tree.iter("base")), None)
    address = safe_url(url) or safe_url(meta.canonical)
    aside = dom.read(tree, base or address)
    depth = dom.depth(tree)
    dom.strip_furniture(tree)  # trafilatura copies the tree several times: the less there is of it the better
    blocks = _body(tree, meta, url)
    host = urlsplit(address).hostname if address else None
    sites = headline.site_keys(meta.site, host)
    title = headline.choose(meta.headline, meta.titles, aside.headings, sites)
    title = clipped(title, limits.MAX_TITLE_CHARS) if title else None
    if not blocks:
        if depth >= limits.MAX_DEPTH:
            raise LimitError(
                f"nests elements more than {limits.MAX_DEPTH} deep (MAX_DEPTH), and no text was found above",
                file=where,
                remedy="save the page again",
            )
        raise InputError(
            "is not an article: no paragraph of text was found in it",
            file=where,
            remedy="give a page that holds an article",
        )
    beside = {key(text) for text in [*aside.captions, *aside.credits, *aside.quoted]}
    deks = {key(text) for text in aside.deks}
    if len(blocks) > 3:  # the extractor takes a marked dek for the first paragraph
        beside |= {key(text) for text in blocks[:3]} & deks
    kept = [Line(text, True) for text in blocks if key(text) not in beside]
    document = arrange(kept or [Line(text, True) for text in blocks], title=title, url=address, name=name, form="html")
    return _whole(document, meta, aside, title, sites, tree, base or address)


def _body(tree: _Element, meta: metadata.Metadata, url: str | None) -> list[str]:
    """The texts of the body's blocks, in order.

    Where the page states its articleBody and its own blocks make up nearly all of it, they are the body; else what trafilatura finds; where
    that lost much of a stated articleBody, the statement itself.
    """
    stated = key(meta.body) if meta.body and len(meta.body) < _MAX_STATED else ""
    count = stated.count(" ") + 1 if stated else 0
    own = _stated_blocks(tree, stated) if count >= 120 else []
    covered = sum(len(words(b)) for b in own)
    if own and covered >= 0.93 * count:
        return own
    blocks = _extracted(tree, url, fast=True)
    size, marked = sum(b.count(" ") + 1 for b in blocks), _paragraph_words(tree)
    if size < 0.7 * marked or marked < 0.25 * size:  # much is left out, or the page does not mark its paragraphs
        blocks = _extracted(tree, url, fast=False)
    size = sum(len(words(b)) for b in blocks)
    if count >= 120 and size > 1.25 * count:
        held = [b for b in blocks if key(b) in stated]
        if sum(len(words(b)) for b in held) >= 0.8 * count:
            return held
    if count and size < 0.8 * count:
        if covered >= 0.8 * count:
            return own
        parts = [
            shown
            for part in re.split(r"\n+|<br\s*/?>|</p>", meta.body or "")
            if (shown := tidy(re.sub(r"<[^<>]{0,500}>", "", part)))
        ]
        if len(parts) > 1 or not blocks:
            return parts
    return blocks


def _extracted(tree: _Element, url: str | None, fast: bool) -> list[str]:
    """What trafilatura finds; `fast` leaves out its comparison with other algorithms, which seldom changes anything but costs a third."""
    found = bare_extraction(tree, url=url, include_comments=False, fast=fast)
    return _texts(found.body) if found is not None and found.body is not None else []


def _paragraph_words(tree: _Element) -> int:
    """Words in the page's paragraphs of eight words and more: the text there is to find, and some more."""
    counts = (" ".join(map(str, e.itertext())).count(" ") + 1 for e in tree.iter("p"))
    return sum(n for n in counts if n >= 8)


def _texts(body: _Element) -> list[str]:
    """The blocks of trafilatura's tree as texts; a list's items and a table's rows are blocks of their own."""
    out: list[str] = []
    for element in body.iter("p", "head", "item", "quote", "row", "code"):
        parent = element.getparent()
        if element.tag in ("p", "head") and parent is not None and parent.tag in ("item", "quote", "cell"):
            continue
        if element.tag == "quote" and any(child.tag in ("p", "quote") for child in element):
            out += [shown for child in element if (shown := tidy("".join(map(str, child.itertext()))))]
            continue
        for part in re.split(r"\n\s*\n", "".join(_flow(element))):
            if shown := tidy(part):
                out.append(shown)
    return out


def _flow(element: _Element) -> list[str]:
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            parts.append("\n\n" if element.tag == "p" and len(element.findall("lb")) > 3 else " ")
        if node.text:
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(node.tail)
    return parts


def _stated_blocks(tree: _Element, stated: str) -> list[str]:
    """The page's own blocks whose words stand in the stated articleBody, and the subheads between them."""
    out: list[str] = []
    seen: set[str] = set()
    pending: list[tuple[_Element | None, str]] = []  # headings since the last block
    parents: set[_Element | None] = set()
    for element in tree.iter("p", "li", "h2", "h3", "h4", "blockquote"):
        if element.tag == "blockquote" and element.find(".//p") is not None:
            continue
        shown = dom.text_of(element, 20_000)
        own = key(shown)
        if not own or own in seen:
            continue
        if len(own) >= 12 and own in stated:
            out += [text for parent, text in pending if parent in parents and element.getparent() in parents]
            pending.clear()
            parents.add(element.getparent())
            seen.add(own)
            out.append(shown)
        elif element.tag in ("h2", "h3", "h4") and out:
            pending.append((element.getparent(), shown))
    return out


def _whole(
    document: Document,
    meta: metadata.Metadata,
    aside: dom.Aside,
    title: str | None,
    sites: frozenset[str],
    tree: _Element,
    base: str | None,
) -> Document:
    """Put the zones together: title, dek, byline, captions, the body, credits, bios, other stories."""
    body = [p for p in document.paragraphs if p.zone == "body"]
    body_keys = {key(p.text) for p in body}
    lead = key(body[0].text) if body else ""
    about = heading.content(" ".join([title or "", *(p.text for p in body[:6])]))
    dek = next((d for d in [*aside.deks, *meta.dek] if _is_dek(d, lead, title, about)), None)
    zoned: list[tuple[str, str]] = [("title", title)] if title else []
    if dek:
        zoned.append(("dek", dek))
    people = signed.people(meta, aside, tree, document, sites)
    zoned += [("byline", p.text) for p in document.paragraphs if p.zone == "byline"]
    seen = body_keys | {key(t) for _, t in zoned}
    credits: list[str] = [p.text for p in document.paragraphs if p.zone == "credit"] + aside.credits
    captions = [p.text for p in document.paragraphs if p.zone == "caption"]
    for text in aside.captions:
        caption, credit = bylines.split_caption(text)
        if bylines.is_credit(text):
            credits.append(text)
            continue
        captions.append(caption)
        if credit:
            credits.append(credit)

    def fresh(zone: str, texts: list[str]) -> None:
        for text in texts:
            own = key(text)
            if own and own not in seen and not furniture.is_furniture(text):
                seen.add(own)
                zoned.append((zone, text))

    fresh("caption", captions)
    zoned += [("body", p.text) for p in body if not (dek and key(p.text) == key(dek))]
    fresh("credit", credits)
    fresh(
        "bio",
        [p.text for p in document.paragraphs if p.zone == "bio"]
        + [b for text in aside.bios if (b := _bio(text, people))],
    )
    stories = [(r.title, r.url) for r in document.related if r.title] + list(aside.stories)
    related = [r for r in document.related if not r.title]
    for shown, address in stories:
        if shown and key(shown) not in seen and key(shown) != (key(title) if title else ""):
            seen.add(key(shown))
            zoned.append(("related", shown))
            related.append(Related(shown, address))
    paragraphs = tuple(Paragraph(n, zone, text) for n, (zone, text) in enumerate(zoned) if text)
    day, origin = published.find(meta, tree, document.url, document)
    photographers = [by for p in paragraphs if p.zone == "credit" and (by := bylines.credit(p.text, p.number))]
    at = {key(p.text): p.number for p in paragraphs if p.zone == "byline"}
    people = [dataclasses.replace(b, paragraph=at.get(key(b.as_text))) for b in people]
    others = [b for b in document.bylines if b.role == "agency" and b.name not in {p.name for p in people}]
    links = tuple(_links(tree, paragraphs, base))
    return dataclasses.replace(
        document,
        title=title,
        dek=dek,
        section=meta.section or document.section,
        bylines=tuple(
            dict.fromkeys([*people, *photographers, *(dataclasses.replace(b, paragraph=None) for b in others)])
        ),
        published=day,
        published_basis="stated" if day else "unknown",
        published_from=origin,
        language=document.language or _language(meta, tree),
        publisher=meta.site[0] if meta.site else None,
        paragraphs=paragraphs,
        related=tuple(related),
        links=links,
    )


def _bio(text: str, people: list[Byline]) -> str | None:
    """A marked part about an author as a bio: from where a sentence about an author begins; None when there is none."""
    if len(text) > 1500:
        return None
    if tail.bio(text):
        return text
    for by in people:
        for at in (m.start() for m in re.finditer(re.escape(by.name), text)):
            if tail.bio(text[at:]):
                return text[at:]
    return None


def _is_dek(text: str, lead: str, title: str | None, about: set[str]) -> bool:
    """Whether a description is a dek: not the beginning of the body, not the title, not cut off, not the site's own line."""
    own = key(text)
    if not own or len(text.split()) < 5 or len(text) > 600 or text.endswith(("…", "...")):
        return False
    if title and (own == key(title) or own in key(title)):
        return False
    if lead.startswith(own[:60]) or own.startswith(lead[:60] or "\0") or own in lead:
        return False
    return len(heading.content(text) & about) >= 2


def _language(meta: metadata.Metadata, tree: _Element) -> str | None:
    for value in (tree.get("lang"), meta.language):
        if value and (m := re.match(r"[a-zA-Z]{2}(?=$|[-_])", value.strip())):
            return m.group().lower()
    return None


_linking: Any = XPath(
    "//p[.//a] | //li[.//a][string-length(.) > 60] | //blockquote[.//a][not(.//p)] | //h2[.//a] | //h3[.//a]"
)


def _links(tree: _Element, paragraphs: tuple[Paragraph, ...], base: str | None) -> list[Link]:
    """The links that stand in paragraphs of the body, with their places."""
    at = {p.text: p for p in paragraphs if p.zone in ("body", "dek")}
    out: list[Link] = []
    for element in _linking(tree)[:2000]:
        paragraph = at.get(dom.text_of(element, 20_000))
        if paragraph is None:
            continue
        offset = 0
        for anchor in element.iter("a"):
            shown, url = dom.text_of(anchor, 1000), safe_url(anchor.get("href"), base)
            start = paragraph.text.find(shown, offset) if shown else -1
            if start >= 0 and url:
                offset = start + len(shown)
                out.append(Link(url, paragraph.number, start, offset))
    return sorted(set(out), key=lambda x: (x.paragraph, x.start, x.url))
