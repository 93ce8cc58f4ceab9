"""Encounters that articles tell, within the visits and trips that registers list.

Who met a traveller, on a day on which a register has the traveller in that country, tells of the visit too: the encounter is part of the
visit, and the visit has the article among its evidence, by the rule `met_during_visit`. Where the article does not say in which country,
and two of the traveller's stays touch the day, the country of another participant decides; else nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from etl.edtf import bounds, day_number
from etl.resolve.blocking import Spans, lists, pairs
from etl.resolve.clusters import Cluster
from etl.resolve.happenings import Event
from etl.resolve.references import block_of
from etl.resolve.reports import Report

ENCOUNTERS = frozenset({"meeting", "talks", "summit", "visit", "agreement", "ceremony"})
HAPPENED = frozenset({"occurred", "planned", "ongoing"})
MAX_DAYS = 8  # of an encounter's date: one that is known to the month tells of no visit


def visits_told(events: list[Event], people: dict[str, Cluster]) -> list[tuple[Event, Event]]:
    """Pairs of an encounter and the registered visit it is part of; the visits get the encounters' reports as further evidence."""
    visits = [e for e in events if e.type == "visit" and any(r.from_register for r in e.reports) and e.date]
    encounters = [e for e in sorted(events, key=lambda e: e.anchor) if _may_be_during(e)]
    found = []
    for event, near in zip(encounters, _near_visits(encounters, visits), strict=True):
        told = [r for r in event.reports if _told(r)]
        for traveller, visit in _visits_of(event, near, people):
            if event.type != "visit":
                found.append((event, visit))
            visit.attested += [
                replace(r, rule="met_during_visit", score=0.8)
                for r in told
                if traveller in r.people and _near(r) and not _tells(visit, r)
            ]
    return found


def _may_be_during(event: Event) -> bool:
    """Whether it is an encounter that articles tell, on days that are known."""
    return event.type in ENCOUNTERS and event.status in HAPPENED and any(map(_told, event.reports)) and _exact(event)


def _told(report: Report) -> bool:
    return report.item.article is not None and report.claim.status in HAPPENED


def _near_visits(encounters: list[Event], visits: list[Event]) -> Iterator[list[Event]]:
    """For each encounter, the visits of somebody who was at it that touch its days."""
    asked, stays = Spans(), Spans()
    for number, visit in enumerate(visits):
        begin, end = _days(visit)
        if begin and end:
            stays.add(number, sorted(_travellers(visit)), begin, end)
    for number, event in enumerate(encounters):
        first, last = bounds(event.date)
        asked.add(number, sorted(event.people), first or "", last or "", before=len(visits))
    for near in lists(pairs("spans_touching", asked=asked.columns, told=stays.columns), len(encounters)):
        yield [visits[n] for n in near]


def _travellers(visit: Event) -> set[str]:
    return set().union(*(_visitors(r) for r in visit.reports if r.from_register))


def _visitors(report: Report) -> set[str]:
    return {key for (kind, key), ps in report.who.items() if kind == "person" and any(p.role == "visitor" for p in ps)}


def _exact(event: Event) -> bool:
    return _short(*bounds(event.date))


def _near(report: Report) -> bool:
    """Whether the report itself gives the days, or nearly: one that only says the year was joined by others."""
    return _short(report.first, report.last)


def _short(first: str | None, last: str | None) -> bool:
    if not first or not last:
        return False
    return day_number(last) - day_number(first) <= MAX_DAYS


def _tells(visit: Event, report: Report) -> bool:
    return any(r.item is report.item for r in (*visit.reports, *visit.attested))


def _visits_of(event: Event, around: list[Event], people: dict[str, Cluster]) -> list[tuple[str, Event]]:
    """The registered visits within which an encounter took place: at most one of each traveller, all in one country."""
    first, last = bounds(event.date)
    said = {block_of(c) for r in event.reports for c in (r.claim.country, *(p.country for p in r.claim.places)) if c}
    chosen: list[tuple[str, Event]] = []
    for key in sorted(event.people):
        theirs = [v for v in around if v is not event and key in _travellers(v)]
        near = [v for v in theirs if _covers(v, event, first or "", last or "", said)]
        if said:
            near = [v for v in near if _country(v) in said]
        elif len({_country(v) for v in near}) > 1:
            hosts = {b for other in event.people - {key} for b in people[other].blocks}
            near = [v for v in near if _country(v) in hosts]
        if len({_country(v) for v in near}) == 1:
            chosen.append((key, min(near, key=lambda v: (v.date or "", v.anchor))))
    return chosen if len({_country(v) for _, v in chosen}) == 1 else []


def _country(visit: Event) -> str:
    return block_of(next((r.claim.country for r in visit.reports if r.from_register), None))


def _days(visit: Event) -> tuple[str | None, str | None]:
    """The first and last day of a visit, by all the registers that list it."""
    begin, end = bounds(visit.date)
    spans = [(r.first, r.last) for r in visit.reports if r.from_register and r.first and r.last]
    return min((s[0] for s in spans), default=begin), max((s[1] for s in spans), default=end)


def _covers(visit: Event, event: Event, first: str, last: str, said: set[str]) -> bool:
    """Whether the encounter's days lie within the visit's; of a visit or summit said to be in that country, whether they touch them."""
    begin, end = _days(visit)
    if not begin or not end:
        return False
    if begin <= first and last <= end:
        return True
    return bool(said) and event.type in ("visit", "summit") and begin <= last and first <= end
