"""Claims → facts: many sources, one world, and every disagreement on show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from etl.claims import Item
from etl.resolve.affiliations import resolve_affiliations
from etl.resolve.assertions import assertion_rows
from etl.resolve.checks import add_checks
from etl.resolve.curation import Curation
from etl.resolve.dating import date_articles, narrowed
from etl.resolve.during import visits_told
from etl.resolve.events import resolve_events
from etl.resolve.ids import Ledger
from etl.resolve.memory import Memory
from etl.resolve.organizations import Organizations
from etl.resolve.people import resolve_people
from etl.resolve.references import references
from etl.resolve.reports import make_reports
from etl.resolve.rows import Resolved, Tables
from etl.resolve.supposed import settled
from etl.resolve.tables import Finished, make_tables
from etl.sources.catalogue import Coverage


def resolve(
    items: Iterable[Item],
    curation: Curation,
    coverage: list[Coverage],
    memory: Memory | None = None,
    finished: Finished = lambda name, rows: None,
) -> tuple[Tables, Resolved]:
    """All published tables that come of the claims, whatever the order of the items.

    `sources` and `coverage` are the caller's: they come of sources.yml. `memory` is what an earlier build knew of the registers, if it
    still holds. `finished` is told of the large tables as soon as they are made. Raises InputError for a curation row that is malformed.
    """
    dating = date_articles(sorted(curation.corrected(items), key=lambda item: (item.source, item.key)))
    memory = memory or Memory()
    resolved = _resolve(dating.items, curation, memory)
    if narrowed(dating, resolved.events):
        resolved = _resolve(dating.items, curation, memory)
    tables, event_ids = make_tables(resolved, curation.moved, curation.release, finished)
    assertion_rows(resolved, tables, event_ids)
    add_checks(resolved, tables, coverage, dating.inferred)
    return tables, resolved


def _resolve(items: list[Item], curation: Curation, memory: Memory) -> Resolved:
    organizations = Organizations()
    people = resolve_people(references(items), curation.same_person, memory)
    items = settled(items, people.of)
    affiliations = resolve_affiliations(items, people.of, organizations)
    events = resolve_events(make_reports(items, people.of, organizations), curation.same_event)
    during = visits_told(events, {c.anchor: c for c in people.live()})
    ledger = Ledger(list(curation.ledger.rows))
    return Resolved(items, people, affiliations, events, organizations, ledger, during=during)


def load_curation(folder: Path) -> Curation:
    """The human decisions in `curation/`."""
    return Curation.load(folder)
