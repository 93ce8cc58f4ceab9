"""What a page is before it has a form: its facts, its rows for CSV, its events for feeds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from etl.explore.rows import Row

PAGE_SIZE = 50  # rows of a long table on one page


@dataclass(frozen=True)
class Ask:
    """What a reader asked of a page beyond its address: which page of a long table, which events."""

    page: int = 1
    every_status: bool = False  # also what was planned, cancelled, denied
    kind: str | None = None  # one event type
    everything: bool = False  # all rows, for CSV, JSON and feeds


@dataclass
class Page:
    """`facts` is JSON; `rows` is the table that CSV gives; `events` feed Atom and ICS; `view` is for the HTML page only."""

    kind: str
    id: str
    title: str
    facts: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    view: dict[str, Any] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True)
class Slice:
    """Which rows of a long table are shown."""

    page: int
    pages: int
    total: int
    first: int
    last: int


def cut(items: list[Any], ask: Ask, size: int = PAGE_SIZE) -> tuple[list[Any], Slice]:
    """The items of the page asked for (all of them where everything is wanted), and which they are."""
    total = len(items)
    if ask.everything:
        return items, Slice(1, 1, total, 1, total)
    pages = max(1, math.ceil(total / size))
    page = min(max(1, ask.page), pages)
    shown = items[(page - 1) * size : page * size]
    return shown, Slice(page, pages, total, (page - 1) * size + 1, (page - 1) * size + len(shown))
