"""When an undated article was published: an interval, by constraints whose reasons can be read.

An article tells its time by what it takes for granted. Each rule gives days between which it must have been published:

- `office-held`: somebody is called by an office, in the present, that a register has them in from a day to a day;
- `after-what-it-recalls`: an event told as past, with a full date, came before it;
- `month-and-day-recalled`: news gives a month and a day without the year ("the May 2 call") for what is less than four weeks past;
- `month-recalled`: a month without the year ("in April") is the last one of that name, not more than eleven months past;
- `month-ahead`: a month, or a month and a day, told as coming lies within the next eleven months;
- `event-known`: an event of it that another source dates to the day pins the weekday by which the article calls it.

The intervals are cut with each other, the firmest first; one that leaves nothing is set aside, with its reason. What comes out is
marked `inferred`, and so is every date that is derived from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from etl.claims import AffiliationClaim, EventClaim, Item
from etl.edtf import bounds, interval
from etl.extract.date_resolve import resolve as resolve_date
from etl.extract.dates import DateExpr, find
from etl.resolve.names import agreement
from etl.resolve.references import LAST_DAY

RECENT_DAYS = 27  # a month and a day without the year: within four weeks
MONTH_DAYS = 334  # a month without the year: within eleven months of its end
MAX_DAYS = 366  # an interval longer than a year says nothing that the offices do not
PAST = frozenset({"occurred", "ongoing", "alleged", "denied", "not_occurred", "cancelled"})


@dataclass(frozen=True)
class Constraint:
    """Days between which the article was published, and why."""

    rule: str
    first: str
    last: str
    reason: str


@dataclass(frozen=True)
class Inferred:
    """The interval of publication with its reasons; `set_aside` are those that contradict the firmer ones."""

    first: str
    last: str
    reasons: tuple[Constraint, ...]
    set_aside: tuple[Constraint, ...] = ()

    @property
    def published(self) -> str:
        """EDTF."""
        return interval(self.first, self.last)


class Offices:
    """Who held which office from when to when, by the registers of appointments."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.held: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
        for item in items:
            if not item.record:
                continue
            names = {p.id: p.name for p in item.people}
            for a in item.affiliations:
                if a.post and a.status == "substantive" and a.country and (first := bounds(a.start)[0]):
                    last = LAST_DAY if a.end == ".." else bounds(a.end)[1] or first
                    key = (a.role_type, a.accredited_country or a.country)
                    self.held.setdefault(key, []).append((names[a.person], first, last, item.key))

    def terms(self, name: str, claim: AffiliationClaim) -> list[tuple[str, str, str]]:
        """(first, last, record) of every term of that office by somebody of that name."""
        key = (claim.role_type, claim.accredited_country or claim.country or "")
        return [(f, t, r) for holder, f, t, r in self.held.get(key, []) if agreement(name, holder) >= 0.85]


def infer(item: Item, offices: Offices, known: Iterable[Constraint] = ()) -> Inferred | None:
    """The interval in which an undated article was published, or None where nothing bounds it on both sides within a year."""
    constraints = [*known, *_offices(item, offices)]
    window = _cut(constraints)
    if window is None:
        return None
    firm, first, last, aside = window
    for constraint in _past_dates(item):
        if constraint.first <= last:
            if constraint.first > first:
                firm.append(constraint)
                first = constraint.first
        else:
            aside.append(constraint)
    possible = [(first, last)]
    groups = _recalled(item, first, last)
    for group in groups:
        cut = [(max(f, c.first), min(t, c.last)) for f, t in possible for c in group]
        cut = sorted({(f, t) for f, t in cut if f <= t})
        if cut:
            possible = cut
        else:
            aside += group
    first, last = possible[0][0], max(t for _, t in possible)
    firm += [c for group in groups for c in group if c not in aside and c.first <= last and first <= c.last]
    if last == LAST_DAY or (date.fromisoformat(last) - date.fromisoformat(first)).days > MAX_DAYS:
        return None
    return Inferred(first, last, tuple(firm), tuple(aside))


def _cut(constraints: list[Constraint]) -> tuple[list[Constraint], str, str, list[Constraint]] | None:
    """Cut the constraints with each other, the narrowest last; None where there is none."""
    kept: list[Constraint] = []
    aside: list[Constraint] = []
    first, last = "0001-01-01", LAST_DAY
    for c in sorted(
        constraints, key=lambda c: (c.rule != "event-known", c.last == LAST_DAY, c.first, c.last, c.reason)
    ):
        if max(first, c.first) > min(last, c.last):
            aside.append(c)
            continue
        if c.first > first or c.last < last:
            kept.append(c)
        first, last = max(first, c.first), min(last, c.last)
    return (kept, first, last, aside) if kept else None


def _offices(item: Item, offices: Offices) -> list[Constraint]:
    """Terms of those who are called by an office in the present; somebody with several terms is bounded by the first and the last."""
    names = {p.id: p.name for p in item.people}
    result = []
    for a in item.affiliations:
        if (
            a.qualifier not in ("current", "first")
            or a.status != "substantive"
            or a.zone == "related"
            or a.start
            or a.end
        ):
            continue
        terms = offices.terms(names.get(a.person, ""), a)
        if terms and len({t for _, t, _ in terms}) <= 3:
            first, last = min(f for f, _, _ in terms), max(t for _, t, _ in terms)
            record = min(r for _, _, r in terms)
            result.append(
                Constraint(
                    "office-held",
                    first,
                    last,
                    f"{names[a.person]} is called {a.title}: in office {first} to {last} ({record})",
                )
            )
    return result


def _past_dates(item: Item) -> list[Constraint]:
    """Events with a full date that are told as past: the article is younger."""
    return sorted(
        {
            Constraint("after-what-it-recalls", earliest, LAST_DAY, f"{e.type} of {e.date} is told as past")
            for e in item.events
            if e.zone != "related" and e.date and e.date_basis == "stated" and e.status in PAST
            for earliest in [bounds(e.date)[0]]
            if earliest
        },
        key=lambda c: (c.first, c.reason),
    )


def _recalled(item: Item, first: str, last: str) -> list[list[Constraint]]:
    """For each date without a year that the article gives for its events: one constraint a year in which it can lie, of which one holds."""
    days, months = {}, {}
    for event in item.events:
        expr = expression(event)
        if event.zone == "related" or expr is None or expr.values.get("y") or expr.since or expr.until:
            continue
        past = event.status in PAST
        if expr.kind == "day" and expr.values.get("m"):
            rule, span = ("month-and-day-recalled", RECENT_DAYS) if past else ("month-ahead", MONTH_DAYS)
            days[expr.text, past] = _of_year(expr, past, first, last, rule, span)
        elif expr.kind == "month" and not expr.values.get("rel"):
            months[expr.text, past] = _of_year(
                expr, past, first, last, "month-recalled" if past else "month-ahead", MONTH_DAYS
            )
    return [g for groups in (days, months) for _, g in sorted(groups.items()) if g]


def _of_year(expr: DateExpr, past: bool, first: str, last: str, rule: str, days: int) -> list[Constraint]:
    """The constraint for every year in which the expression's day lies in reach of the window; they exclude each other."""
    result = []
    for year in range(int(first[:4]) - 1, min(int(last[:4]), int(first[:4]) + 8) + 2):
        found = resolve_date(DateExpr(0, 0, expr.kind, expr.text, {**expr.values, "y": year}), None).date
        low, high = bounds(found)
        if not low or not high:
            continue
        if past:
            until = (date.fromisoformat(high) + timedelta(days=days)).isoformat()
            window, told = (low, until), "is told as past"
        else:
            window, told = ((date.fromisoformat(low) - timedelta(days=days)).isoformat(), high), "is told as coming"
        if window[0] <= last and first <= window[1]:
            result.append(Constraint(rule, *window, f"“{expr.text}” {told}: {found}"))
    return result


def expression(event: EventClaim) -> DateExpr | None:
    """The date expression that an event's date hangs on, taken apart again; None where there is not exactly one."""
    found = find(event.date_said) if event.date_said else []
    return found[0] if len(found) == 1 else None


def redated(item: Item, first: str, last: str, basis: str) -> Item:
    """The item's events with their relative dates counted from a publication between two days (ISO).

    A date that is the same from either day is that date; one that differs is the interval of both, if no longer than the window and
    what the expression spans. The basis says that the day of publication was inferred, or curated.
    """
    return dataclasses.replace(item, events=tuple(_redated(e, first, last, basis) for e in item.events))


def _redated(event: EventClaim, first: str, last: str, basis: str) -> EventClaim:
    expr = expression(event)
    if expr is None or (event.date and event.date_basis == "stated"):
        return event
    direction = "future" if event.status in ("planned", "proposed") else "past"
    a, b = resolve_date(expr, first, direction).date, resolve_date(expr, last, direction).date
    if not a or not b:
        return event
    low, high = bounds(a)[0], bounds(b)[1]
    if a != b and (
        not low or not high or low > high or (date.fromisoformat(high) - date.fromisoformat(low)).days > MAX_DAYS
    ):
        return event
    found = a if a == b else interval(low or "", high or "")
    return dataclasses.replace(event, date=found, date_basis=basis, anchor=None)


def pinned(item: Item, event: EventClaim, day: str) -> Constraint | None:
    """What a known day of an event says of the day of publication: the days from which the article's word for it gives that day."""
    expr = expression(event)
    if expr is None:
        return None
    direction = "future" if event.status in ("planned", "proposed") else "past"
    around = date.fromisoformat(day)
    fitting = [
        d
        for d in ((around + timedelta(days=n)).isoformat() for n in range(-40, 41))
        if resolve_date(expr, d, direction).date == day
    ]
    if not fitting or expr.kind not in ("weekday", "today", "day", "ordinal"):
        return None
    return Constraint(
        "event-known", fitting[0], fitting[-1], f"“{event.date_said}” is {day} by another source ({event.type})"
    )
