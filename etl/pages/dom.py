"""A page's tree: parsed within limits, and what stands in it beside the article's text: captions, credits, bios, other stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import lxml.html
from lxml.etree import LxmlError, ParserError, XPath, _Element, strip_elements

from etl import limits
from etl.pages.clean import key, tidy
from etl.pages.links import safe_url
from etl.pages.unpack import over

MAX_LISTED = 40  # captions, credits, bios or stories kept of one page
_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|byline|attribution|(?:image|photo|caption|media)[-_]?(?:source|author)|\bsource\b",
    re.I,
)
_BIO_CLASS = re.compile(
    r"(?:author|writer|contributor|byline)[-_]*(?:bio|about|description|info|detail|card|box|profile|blurb)|(?:^|[-_ ])bio(?:graphy)?(?:$|[-_ ])|about[-_]*(?:the[-_]*)?author",
    re.I,
)
_DEK_CLASS = re.compile(
    r"(?:^|[-_ ])(?:dek|deck|standfirst|subtitle|sub-?title|sub-?head(?:line|ing)?|strapline|article[-_]*(?:summary|intro|description|excerpt)|secondary[-_]*title|lede?[-_]*text|post[-_]*excerpt|stand-first|dropline|summary)(?:$|[-_ ])",
    re.I,
)
_RELATED_CLASS = re.compile(
    r"related|recommend|read[-_]*(?:more|next|also)|more[-_]*(?:from|on|stories|news|like)|most[-_]*(?:read|popular|viewed)|trending|popular|outbrain|taboola|you[-_]*may|also[-_]*like|in[-_]*other[-_]*news",
    re.I,
)
_RELATED_HEAD = re.compile(
    r"^(?:related|recommended|read (?:more|next|also)|more (?:from|on|in|stories|news|like)|most (?:read|popular|viewed)|trending|you (?:may|might)|up next|popular|latest)\b",
    re.I,
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[-_ ])(?:by-?line|author|authors|writer|contributor|reporter|post-?author|article-?author|story-?author|meta-?author)(?:$|[-_ ]|name|s?[-_]+name)",
    re.I,
)
_EMBEDDED = re.compile(r"twitter|instagram|tiktok|bluesky|mastodon|facebook|telegram-post", re.I)
_STEMS = {
    "bio": ("bio", "about", "author", "writer", "contributor", "byline"),
    "byline": ("byline", "by-line", "author", "writer", "contributor", "reporter"),
    "dek": (
        "dek",
        "deck",
        "stand",
        "title",
        "headline",
        "subhead",
        "sub-head",
        "strapline",
        "article",
        "post",
        "lede",
        "lead",
        "dropline",
        "summary",
    ),
    "related": (
        "relat",
        "recommend",
        "read",
        "more",
        "most",
        "trending",
        "popular",
        "brain",
        "taboola",
        "you",
        "also",
        "other",
    ),
    "credit": ("credit", "copyright", "photographer", "byline", "attribution", "source", "author"),
}  # a pattern is tried only where one of its stems stands: plain searches are many times quicker
_KINDS = {
    "bio": _BIO_CLASS,
    "byline": _BYLINE_CLASS,
    "dek": _DEK_CLASS,
    "related": _RELATED_CLASS,
    "credit": _CREDIT_CLASS,
}


@dataclass(slots=True)
class Aside:
    """What stands beside the article's text, as (text, …) in page order."""

    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    bios: list[str] = field(default_factory=list)
    deks: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    stories: list[tuple[str, str | None]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)  # paragraphs of embedded posts of social networks


_LONG_TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9:-]{{0,40}})[\s/][^<>]{{{limits.MAX_TAG_CHARS},}}+>?")


def parse(page: str, name: str | None = None) -> _Element | None:
    """The page's tree, or None when there is none. Elements nested deeper than libxml2 allows (255) are cut by it.

    A tag of more than MAX_TAG_CHARS loses its attributes. Raises LimitError for a page of more than MAX_TAGS tags.
    """
    pieces = page.split("<")
    if len(pieces) > limits.MAX_TAGS:
        raise over("MAX_TAGS", f"has more than {limits.MAX_TAGS:,} tags", name)
    if max(map(len, pieces)) > limits.MAX_TAG_CHARS:
        page = _LONG_TAG.sub(r"<\1>", page)
    parser = lxml.html.HTMLParser(recover=True, remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        # The parser refuses a str with an encoding declaration; what it declares no longer matters.
        return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", page), parser=parser)
    except (LxmlError, ParserError, ValueError, AssertionError):
        return None


def depth(tree: _Element) -> int:
    """How deeply the tree's first and last children nest."""
    deepest = 0
    for pick in (0, -1):
        level, element = 0, tree
        while len(element):
            element, level = element[pick], level + 1
        deepest = max(deepest, level)
    return deepest


_BLOCKS = (
    "p",
    "div",
    "li",
    "br",
    "td",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "section",
    "figcaption",
    "article",
    "ul",
    "ol",
)
_HIDDEN = ("script", "style", "noscript", "svg", "template", "iframe")


def strip_hidden(tree: _Element) -> None:
    """Take out of the tree what a reader does not see."""
    strip_elements(tree, *_HIDDEN, with_tail=False)


_FURNITURE = (
    "head", "nav", "footer", "button", "select", "iframe", "object", "embed", "audio", "video", "canvas", "map", "picture", "textarea", "input",
    "menu", "dialog", "datalist", "progress", "area", "source", "track", "use", "link", "meta",
)  # fmt: skip


def strip_furniture(tree: _Element) -> None:
    """Take out of the tree what never holds an article's text (the extractor would take it out of every copy it makes)."""
    strip_elements(tree, *_FURNITURE, with_tail=False)


def text_of(element: _Element, limit: int = 4000) -> str:
    """An element's text in one line, blocks set apart by spaces; cut after about `limit` characters."""
    inner = element.iterdescendants(*_BLOCKS)
    if next(inner, None) is None:
        return tidy("".join(map(str, element.itertext()))[: 2 * limit])
    parts: list[str] = []
    size = 0
    for node in element.iter():
        if node.tag in _BLOCKS:
            parts.append(" ")
        if node.text and isinstance(node.tag, str):
            parts.append(node.text)
            size += len(node.text)
        if node is not element and node.tail:
            if node.tag in _BLOCKS:
                parts.append(" ")
            parts.append(node.tail)
            size += len(node.tail)
        if size > limit:
            break
    return tidy("".join(parts))


def marks(element: _Element | None) -> str:
    """What an element's attributes say it is: class, id, test id and property in one string."""
    if element is None:
        return ""
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("data-testid"), get("itemprop"))))


@lru_cache(maxsize=8192)
def _kinds(own: str) -> frozenset[str]:
    """What the marks of an element say it holds: bio, byline, dek, related, credit."""
    low = own.lower()
    return frozenset(n for n, stems in _STEMS.items() if any(s in low for s in stems) and _KINDS[n].search(low))


def _within(element: _Element, tags: tuple[str, ...], related: bool = True) -> bool:
    """Whether the element stands within one of these tags, or (if `related`) within a part marked as a list of other stories."""
    for above in element.iterancestors():
        if above.tag in tags:
            return True
        if related and above.tag not in _WHOLE and "related" in _kinds(marks(above)):
            return True
    return False


def within_related(element: _Element) -> bool:
    """Whether the element stands beside the article: in navigation, an aside, a figure, or a list of other stories."""
    return _within(element, ("nav", "footer", "aside", "figure", "form"))


def under_headline(tree: _Element) -> Iterator[_Element]:
    """The small elements between the headline and the first long paragraph, where bylines and date lines stand.

    Further up stand navigation and today's date, further down other stories and comments.
    """
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return
    parents = set(heading.iterancestors())
    begun = False
    for element in tree.iter(
        "h1", "time", "span", "div", "p", "li", "small", "em", "b", "td", "a", "address", "strong"
    ):
        begun = begun or element is heading
        if not begun or element in parents or element.tag == "h1":
            continue
        if element.tag == "p" and text_of(element, 400).count(" ") >= 24:
            return
        if len(element) <= 6:
            yield element


_WHOLE = ("body", "html", "main", "article")


_credited: Any = XPath("//*[@rel = 'author'] | //address")


class _Lists:
    """Lists of texts, each text once in all of them, each list short."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def add(self, target: list[str], text: str, low: int, high: int) -> None:
        """Add a text of `low` to `high` words that is not there yet."""
        own = key(text)
        if own and low <= text.count(" ") + 1 <= high and own not in self._seen and len(target) < MAX_LISTED:
            self._seen.add(own)
            target.append(text)


def read(tree: _Element, url: str | None) -> Aside:
    """Collect what stands beside the article's text. Each list is short (MAX_LISTED) and holds each text once."""
    aside, lists = Aside(), _Lists()
    aside.headings = [shown for element in tree.iter("h1") if (shown := text_of(element, 1000))]
    for element in tree.iter("figcaption"):
        # A figure within a link, or with a link for its caption, goes with another story.
        if not _within(element, ("nav", "footer", "a")) and not (len(element) == 1 and element[0].tag == "a"):
            _caption(element, aside, lists)
    for element in tree.iter("blockquote"):
        if _EMBEDDED.search(marks(element)):
            aside.quoted += [shown for e in element.iter("p", "a") if (shown := text_of(e, 4000))] + [text_of(element)]
            aside.quoted += [shown for e in element if e.tail and (shown := tidy(e.tail))]
    boxes: list[_Element] = []
    for element in _credited(tree):
        if not _within(element, ("nav",)):
            lists.add(aside.bylines, text_of(element, 300), 1, 25)
    for element in tree.iter("div", "p", "section", "span", "h2", "h3", "ul", "a", "footer", "aside", "li"):
        own = marks(element)
        kinds = _kinds(own) if own else None
        if not kinds:
            continue
        if "related" in kinds and element.tag in ("div", "section", "aside", "ul"):
            boxes.append(element)
        if "bio" in kinds and element.tag not in ("h2", "h3", "ul", "a"):
            lists.add(aside.bios, text_of(element, 2000), 8, 160)
        elif "byline" in kinds and not _within(element, ("nav", "footer")):
            lists.add(aside.bylines, text_of(element, 400), 1, 30)
        elif (
            "dek" in kinds
            and element.tag in ("p", "div", "h2", "h3", "span")
            and not _within(element, ("nav", "footer", "aside", "li", "figure"))
        ):
            lists.add(aside.deks, text_of(element, 1000), 5, 70)
    aside.stories = list(_stories(tree, boxes, url))
    return aside


def _caption(element: _Element, aside: Aside, lists: _Lists) -> None:
    """A figure's caption, and its credit where that is an element of its own at the end."""
    whole = text_of(element, 2000)
    inner = element.iterdescendants("span", "cite", "small", "p", "div", "em")
    credit = next((e for e in inner if "credit" in _kinds(marks(e))), None)
    if credit is not None and (shown := text_of(credit, 300)):
        lists.add(aside.credits, shown, 1, 14)
        if whole.endswith(shown):
            whole = whole[: -len(shown)].strip(" |–—-")
    lists.add(aside.captions, whole, 2, 120)


def _stories(tree: _Element, boxes: list[_Element], url: str | None) -> Iterator[tuple[str, str | None]]:
    """Other stories that the page lists: links with a title's words, in a part that is marked or headed as such."""
    taken: set[str] = set()
    for heading in tree.iter("h2", "h3", "h4", "strong"):
        box = heading.getparent()
        if (
            box is not None
            and box.tag not in _WHOLE
            and len(heading) <= 3
            and _RELATED_HEAD.match(text_of(heading, 120))
        ):
            boxes.append(box)
    for box in boxes[:60]:
        for link in islice(box.iter("a"), 200):
            if len(taken) >= MAX_LISTED:
                return
            shown = text_of(link, 400)
            own = key(shown)
            if 4 <= shown.count(" ") + 1 <= 30 and own not in taken and not _within(link, ("nav", "footer"), False):
                taken.add(own)
                yield shown, safe_url(link.get("href"), url)
