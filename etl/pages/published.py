"""The day on which a page was published: as its machine-readable parts state it, or its address, or a line that a reader sees.

A day that stands in a caption, in a list of other stories or in running text is none of these; without a stated day there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from etl.pages import days, dom, marks
from etl.pages.document import Document
from etl.pages.metadata import Metadata


def find(meta: Metadata, tree: _Element, url: str | None, document: Document) -> tuple[str | None, str | None]:
    """The ISO day and where it was found: json_ld, meta, time, url or text; (None, None) where the page does not say."""
    for stamp, origin in meta.published:
        if day := days.stamp_day(stamp) or days.epoch_day(stamp):
            return day, origin
    times = [(e, dom.marks(e) + " " + dom.marks(e.getparent())) for e in tree.iter("time") if e.get("datetime")]
    own = [(e, where) for e, where in times if not dom.within_related(e)]
    for element, where in own[:10]:
        if re.search(r"pub|date|post", where, re.I) and (day := days.stamp_day(element.get("datetime"))):
            return day, "time"
    if day := days.url_day(url):
        return day, "url"
    if document.published:
        return document.published, document.published_from
    stated = {days.stamp_day(e.get("datetime")) for e, _ in own}
    if len(stated) == 1 and (only := stated.pop()):
        return only, "time"
    if day := _visible(tree):
        return day, "text"
    return None, None


def _visible(tree: _Element) -> str | None:
    """The day of the first line that dates the page for a reader; where there are several, the one that htmldate, too, takes for it."""
    found = list(dict.fromkeys(_date_lines(tree)))
    if len(found) > 1:
        from htmldate import find_date  # slow to import, seldom needed

        try:
            agreed = find_date(tree, original_date=True, extensive_search=False)
        except Exception:  # it raises whatever its parsers do
            agreed = None
        if agreed in found:
            return str(agreed)
    return found[0] if found else None


def _date_lines(tree: _Element) -> Iterator[str]:
    """The days of lines under the headline that only date something, or that are a byline with a day."""
    for element in dom.under_headline(tree):
        shown = dom.text_of(element, 200)
        if not 8 <= len(shown) <= 120 or not any(c.isdigit() for c in shown) or dom.within_related(element):
            continue
        line = days.date_line(shown)
        if line is not None:
            if line.day and not line.updated:
                yield line.day
        elif (day := days.day_in(shown)) and marks.is_byline(shown):
            yield day
