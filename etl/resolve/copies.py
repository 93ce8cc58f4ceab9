"""Copies of one report among the articles, by their sketches, so that a report that many print is not many sources."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from etl.claims import Item
from etl.edtf import bounds
from etl.pages.shingles import is_copy
from etl.resolve.blocking import pairs
from etl.resolve.names import fold

MIN_WORDS = 40  # a note of a few lines repeats another without copying it
DAYS = 7  # between the copies: a form that is filled in again later is no copy


def find_copies(articles: list[Item]) -> list[tuple[Item, Item]]:
    """(copy, original) for each article that copies another: the original is the older; of one day, the longer, then the first by key.

    Each copy has one original, which is itself no copy.
    """
    told = [i for i in articles if i.article and i.article.shingles and i.article.words >= MIN_WORDS]
    members = [(n, s) for n, i in enumerate(told) for s in sorted(set(i.article.shingles[1:]))]  # type: ignore[union-attr]
    table = {"number": [n for n, _ in members], "member": [s for _, s in members]}
    original: dict[int, int] = {}
    for a, b in pairs("sets_sharing", members=table):
        x, y = told[a].article, told[b].article
        assert x is not None and y is not None
        if not is_copy(x.shingles, y.shingles) or _far(x.published, y.published):
            continue
        if publisher(told[a]) == publisher(told[b]) and fold(x.title or "") != fold(y.title or ""):
            continue  # a publisher's own set phrases
        first, second = sorted((a, b), key=lambda n: _age(told[n]))
        root = original.get(first, first)
        if root != second and original.get(second, root) == root:
            original[second] = root
    return [(told[c], told[o]) for c, o in sorted(original.items()) if o not in original]


def _age(item: Item) -> tuple[str, int, str, str]:
    assert item.article is not None
    return (item.article.published or "9999", -item.article.words, item.source, item.key)


def _far(a: str | None, b: str | None) -> bool:
    first, last = bounds(a)[0], bounds(b)[0]
    return bool(first and last) and abs((date.fromisoformat(first or "") - date.fromisoformat(last or "")).days) > DAYS


def publisher(item: Item) -> str:
    """The body that published it: a collection of a publisher's articles, and one added by hand, are the same publisher's."""
    address = urlsplit(item.article.url or "").netloc.lower() if item.article else ""
    return ".".join(address.split(".")[-2:]) if address else item.source
