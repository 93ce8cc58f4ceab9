"""Where registers say that travellers were, day by day; and the rows of `checks` in the making."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from etl.resolve.happenings import Event
from etl.resolve.references import block_of
from etl.resolve.rows import Row


def check_row(rule: str, outcome: str, detail: str | None = None, **about: Any) -> Row:
    """A row of `checks` without its id."""
    base: Row = dict.fromkeys(
        ("event_id", "affiliation_id", "assertion_id", "record_id", "other_record_id", "article_id")
    )
    return base | about | {"rule": rule, "outcome": outcome, "detail": detail}


@dataclass(frozen=True)
class Stay:
    """A person in a country, by a register."""

    first: str
    last: str
    country: str
    record_id: str
    towns: frozenset[str] = frozenset()  # empty where the register does not say
    conference: bool = False  # the entry's purpose is a conference, with many guests


def stays_of(events: Iterable[Event]) -> dict[str, list[Stay]]:
    """Where registers say that each traveller was: person's key → stays in order of days."""
    stays: dict[str, list[Stay]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            if not report.item.record or report.claim.type != "visit" or report.claim.status != "occurred":
                continue
            if not report.first or not report.last or not report.claim.country:
                continue
            for (kind, key), participants in report.who.items():
                if kind == "person" and any(p.role == "visitor" for p in participants):
                    towns = frozenset(p.name for p in report.claim.places)
                    country = block_of(report.claim.country)
                    conference = any(e.type == "summit" for e in report.item.events)
                    stay = Stay(report.first, report.last, country, report.item.record.record_id, towns, conference)
                    stays[key].append(stay)
    return {key: sorted(s, key=lambda s: (s.first, s.record_id)) for key, s in stays.items()}
