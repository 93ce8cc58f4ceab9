"""Links: only addresses of the web are kept, and each has its place in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from etl.pages.clean import visible
from etl.pages.document import Link, Paragraph

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
