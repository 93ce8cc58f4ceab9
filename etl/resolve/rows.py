"""What every maker of rows shares: dates with their bounds, where a claim stands, ids of evidence."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from etl.claims import Item
from etl.edtf import bounds
from etl.resolve.affiliations import Affiliations
from etl.resolve.clusters import People
from etl.resolve.happenings import Event
from etl.resolve.ids import Ledger
from etl.resolve.organizations import Organizations

Row = dict[str, Any]
Tables = dict[str, list[Row]]
ArticleIds = dict[tuple[str, str], str]  # (source, item key) → article_id


@dataclass
class Resolved:
    """Everything that resolution found, before it becomes rows."""

    items: list[Item]
    people: People
    affiliations: Affiliations
    events: list[Event]
    organizations: Organizations
    ledger: Ledger
    during: list[tuple[Event, Event]] = field(default_factory=list)  # encounters within registered visits
    article_ids: list[tuple[Item, str]] = field(default_factory=list)  # filled when the rows are made


def dated(column: str, value: str | None) -> Row:
    """An EDTF column with its first and last day."""
    earliest, latest = bounds(value)
    return {column: value, f"{column}_earliest": earliest, f"{column}_latest": latest}


def origin(item: Item, article_ids: ArticleIds) -> Row:
    """Which article or which record says it."""
    if item.record:
        return {"article_id": None, "record_id": item.record.record_id}
    return {"article_id": article_ids[item.source, item.key], "record_id": None}


def evidence_id(item: Item, local: str) -> str:
    """The id of one piece of evidence: its source, entry and claim."""
    native = item.record.record_id if item.record else f"{item.source}:{item.key}"
    return slug_keep(f"{native}-{local}")


def slug_keep(text: str) -> str:
    """A slug of any length, that keeps different keys different: ~2 becomes x2; very long keys end in a hash."""
    out = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("~", "x")).strip("-")
    if len(out) > 120:
        head, _, local = out.rpartition("-")
        out = f"{head[:90].strip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:10]}-{local}"
    return out
