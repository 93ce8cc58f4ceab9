"""Articles that are only cited in another: whose they are and, where the address says it, of which day."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

from etl.claims import Item
from etl.pages.days import url_day
from etl.pages.publisher import host_name
from etl.pages.publisher import slug as publisher_id
from etl.resolve.ids import slug
from etl.resolve.rows import Row


def level(url: str | None) -> str:
    """An address without what does not tell pages apart: scheme, www, query, last slash."""
    parts = urlsplit(url or "")
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


class Cited:
    """The rows of `articles` for what is cited and was not read; each made once."""

    def __init__(self, read: list[Item], taken: set[str]) -> None:
        self._taken = taken
        self._rows: dict[str, Row] = {}
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for item in read:
            if item.article and (host := host_name(item.article.url)):
                counts[host][item.source] += 1
        self._source = {host: min(c, key=lambda s: (-c[s], s)) for host, c in counts.items()}

    def cite(self, citing: str, title: str | None, url: str | None) -> str | None:
        """The id of the article at that address, or with that title under the publisher that cites it; None without either.

        An address on a host from which articles were read is that source's; on another, that host's own.
        """
        if not title and not url:
            return None
        article_id = slug("cited", citing, title) if title else slug("cited", level(url))
        if article_id not in self._taken and article_id not in self._rows:
            host, day = host_name(url), url_day(url)
            source = citing if host is None else self._source.get(host) or publisher_id(host) or citing
            self._rows[article_id] = {
                "article_id": article_id, "source_id": source, "url": url, "title": title, "published": day, "published_earliest": day,
                "published_latest": day, "published_basis": "stated" if day else "unknown", "published_from": "url" if day else None,
                "status": "cited",
            }  # fmt: skip
        return article_id

    def rows(self) -> list[Row]:
        """All of them, in key order."""
        return [self._rows[k] for k in sorted(self._rows)]
