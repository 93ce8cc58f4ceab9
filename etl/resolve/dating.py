"""Dates of undated articles within a build: inferred first from the article alone, then narrowed by what other sources date."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.claims import Item
from etl.edtf import bounds
from etl.resolve.happenings import Event
from etl.resolve.undated import Constraint, Inferred, Offices, infer, pinned, redated


@dataclass
class Dating:
    """The items with their dates put in, and for each article whose date was inferred, why. Keys are (source, item key)."""

    items: list[Item]
    inferred: dict[tuple[str, str], Inferred] = field(default_factory=dict)
    original: dict[tuple[str, str], Item] = field(default_factory=dict)
    offices: Offices = field(default_factory=lambda: Offices([]))


def date_articles(items: Iterable[Item]) -> Dating:
    """Give undated articles an interval where constraints allow one, and count relative dates from curated days."""
    ordered = list(items)
    result = Dating([], offices=Offices(ordered))
    for item in ordered:
        article = item.article
        if article and article.published_basis == "curated" and (first := bounds(article.published)[0]):
            item = redated(item, first, bounds(article.published)[1] or first, "curated")
        elif article and not article.published and (found := infer(item, result.offices)):
            key = (item.source, item.key)
            result.original[key] = item
            result.inferred[key] = found
            item = _dated(item, found)
        result.items.append(item)
    return result


def _dated(item: Item, found: Inferred) -> Item:
    assert item.article is not None
    article = dataclasses.replace(
        item.article, published=found.published, published_basis="inferred", published_from="constraints"
    )
    return redated(dataclasses.replace(item, article=article), found.first, found.last, "inferred")


def narrowed(dating: Dating, events: Iterable[Event]) -> bool:
    """Narrow the inferred dates by events that another source dates to the day. True when an item has changed."""
    known: dict[tuple[str, str], list[Constraint]] = {}
    for event in events:
        for report in event.reports:
            key = (report.item.source, report.item.key)
            if key not in dating.original:
                continue
            days = sorted(
                {
                    other.first
                    for other in event.reports
                    if other.item is not report.item and other.first and other.first == other.last
                    and (other.item.source, other.item.key) not in dating.original
                }
            )  # fmt: skip
            said = next((e for e in dating.original[key].events if e.id == report.claim.id), None)
            if len(days) == 1 and said and (constraint := pinned(dating.original[key], said, days[0])):
                known.setdefault(key, []).append(constraint)
    changed = False
    for key in sorted(known):
        found = infer(dating.original[key], dating.offices, known[key])
        if found and found != dating.inferred[key]:
            dating.inferred[key] = found
            changed = True
            dating.items = [
                _dated(dating.original[key], found) if (i.source, i.key) == key else i for i in dating.items
            ]
    return changed
