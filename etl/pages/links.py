"""Links: only addresses of the web are kept, and each has its place in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from etl.pages.clean import visible
from etl.pages.document import Link, Paragraph, Related

MAX_URL_CHARS = 2000
_BAD = re.compile(r"[\s<>\"'`\\{}|^\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a link as shown, and its address."""

    text: str
    url: str


def safe_url(url: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) address, or None for any other scheme (javascript:, data:), for one with a user name, or a malformed one."""
    if not url:
        return None
    url = visible(url).strip()
    if not url or len(url) > MAX_URL_CHARS:
        return None
    try:
        whole = urljoin(base, url) if base else url
        parts = urlsplit(whole)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc or _BAD.search(whole):
        return None
    return whole


_NO_ARTICLE_HOST = re.compile(
    r"(?:^|\.)(?:twitter|x|facebook|instagram|youtube|youtu|linkedin|tiktok|reddit|pinterest|t|amazon|amzn|whatsapp|threads|bsky|google)\.(?:com|be|co|app|net|\w\w)$"
)
_NO_ARTICLE_PATH = re.compile(
    r"/(?:tags?|authors?|category|categories|topics?|search|people|staff|profile|subscribe|newsletters?|about|login)(?:/|$)|"
    r"\.(?:pdf|jpe?g|png|gif|mp[34]|zip|docx?|xlsx?)$",
    re.I,
)
_SLUG = re.compile(r"(?:[^\W_]+[-_]){3,}[^\W_]+|\d{5,}", re.I)
_DATED = re.compile(r"/(?:19|20)\d\d/\d\d?/")


def is_article(url: str) -> bool:
    """Whether an address looks like that of an article: a path of several words, a day, or a number of five digits at its end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = parts.path.rstrip("/")
    if _NO_ARTICLE_HOST.search(parts.hostname or "") or _NO_ARTICLE_PATH.search(path):
        return False
    return bool(_SLUG.search(path.rpartition("/")[2]) or _DATED.search(path + "/"))


def cited(links: Sequence[Link], known: Iterable[str | None]) -> tuple[Related, ...]:
    """The other articles that a text links to, each once, but for those already `known` (its own address, stories listed beside it)."""
    seen = {_bare(url) for url in known if url}
    out: list[Related] = []
    for link in links:
        if (own := _bare(link.url)) not in seen and is_article(link.url):
            seen.add(own)
            out.append(Related(None, link.url, "cites"))
    return tuple(out)


def _bare(url: str) -> str:
    """An address without scheme, query, fragment and closing slash, for telling whether two are the same."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", url).rstrip("/")


def place(paragraphs: Sequence[Paragraph], anchors: Iterable[Anchor]) -> tuple[Link, ...]:
    """Find each link's words in the paragraphs, in order; one whose words are nowhere left is left out."""
    out: list[Link] = []
    at, offset = 0, 0
    for anchor in islice(anchors, 2000):
        for number in range(at, min(len(paragraphs), at + 300)):  # an anchor that is not found near is nowhere
            start = paragraphs[number].text.find(anchor.text, offset if number == at else 0)
            if start >= 0:
                end = start + len(anchor.text)
                out.append(Link(anchor.url, paragraphs[number].number, start, end))
                at, offset = number, end
                break
    return tuple(out)
