"""One event per happening: reports of it brought together, each keeping its evidence.

Reports are compared only where they share a person (or, for named summits, the name). The best match wins; two reports of one item never
join (an article tells two events apart on purpose), but where both say the very same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from etl.edtf import day_number
from etl.resolve.blocking import Spans, lists, pairs
from etl.resolve.clusters import Decision
from etl.resolve.event_match import CONFERENCE_SLACK, SURE, VAGUE, match
from etl.resolve.geography import towns
from etl.resolve.happenings import Event
from etl.resolve.reports import HAPPENED, NOBODY, SINGULAR, Report, open_days

# in days
SLACK = 1  # further apart than this no rule of `match` allows, but for conferences
WEEK = 7
SEASON = 100

Found = tuple[float, str, Event, str]  # score, anchor, event, rule


def resolve_events(reports: list[Report], decisions: Iterable[Decision] = ()) -> list[Event]:
    """Reports as events; `decisions` say which reports people took for one happening, or for two. The order of the reports does not matter."""
    decided = list(decisions)
    apart: dict[str, set[str]] = defaultdict(set)
    for d in decided:
        if not d.same:
            apart[d.anchor_a].add(d.anchor_b)
            apart[d.anchor_b].add(d.anchor_a)
    ordered = sorted(reports, key=lambda r: (not r.from_register, r.supposed, open_days(r), r.anchor))
    events: list[Event] = []
    of: list[Event] = []  # of each report
    for report, near in zip(ordered, lists(_pairs(ordered), len(ordered)), strict=True):
        match = _best(report, {id(of[n]): of[n] for n in near}.values(), apart.get(report.anchor, NOBODY))
        if match is None:
            event = Event([report])
            events.append(event)
        else:
            event, report.rule, report.score = match
            event.add(report)
        of.append(event)
    return _merged(events, decided)


def _pairs(ordered: list[Report]) -> Iterator[tuple[int, int]]:
    """The numbers of reports that share a key and lie within reach of each other's days, the later in the order first."""
    asked, told = Spans(), Spans()
    for number, report in enumerate(ordered):
        if keys := _keys(report):
            days = report.first or "", report.last or ""
            slack = CONFERENCE_SLACK if report.claim.type == "summit" else SLACK
            asked.add(number, keys, *days, slack, before=number)
            told.add(number, keys, *days)
    return pairs("spans_touching", asked=asked.columns, told=told.columns)


def _merged(events: list[Event], decided: list[Decision]) -> list[Event]:
    """The events with those brought together that people took for one."""
    of = {r.anchor: e for e in events for r in e.reports}
    for d in decided:
        into, other = of.get(d.anchor_a), of.get(d.anchor_b)
        if d.same and into is not None and other is not None and into is not other:
            for report in other.reports:
                report.rule, report.score = "curation", 1.0
                into.add(report)
                of[report.anchor] = into
            other.reports = []
    return [e for e in events if e.reports]


def _keys(report: Report) -> list[str]:
    """Under what a report is looked for: each person with the family, and for a named conference its name (for one that a register leaves
    without a name, its day and town).

    A report without a day, or with one anywhere in more than three years, is not looked for: nothing could join it safely.
    """
    if not report.first or not report.last or int(report.last[:4]) - int(report.first[:4]) > 3:
        return []
    keys = [f"{report.family} {person}" for person in sorted(report.people)]
    fewest = 1 if report.family == "force" else 2  # sides without people that make an event
    if not report.people and len(report.who) >= fewest:
        keys.append(f"{report.family} {_sides(report)}")
    if report.from_register and report.claim.type == "summit" and not report.claim.name:
        keys += [f"summit {report.first} {place.name}" for place in report.claim.places]
    keys += [f"name {key}" for key in sorted(report.conference)]
    return keys


def _likely(report: Report, found: list[Found]) -> list[Found]:
    """Of the conferences of one name that could be meant: those in the town that is said, then those of which the days are known."""
    here = towns(report.claim.places)
    for likely in (
        [f for f in found if here & towns(p for r in f[2].reports for p in r.claim.places)],
        [f for f in found if f[2].lead.from_register],
        [f for f in found if open_days(f[2].lead) <= SEASON and not f[2].lead.supposed],
    ):
        if likely and len(found) > 1:
            found = likely
    return _nearest(report, found) if report.supposed and len(found) > 1 else found


def _nearest(report: Report, found: list[Found]) -> list[Found]:
    """Of conferences, the one that is meant without a day: the last, or the next; of two in a week, the one of which more is told."""
    past = report.claim.status in HAPPENED
    days = [day_number((f[2].lead.last if past else f[2].lead.first) or report.first or "") for f in found]
    nearest = max(days) if past else min(days)
    close = [f for f, day in zip(found, days, strict=True) if abs(day - nearest) <= WEEK]
    most = max(len(f[2].reports) for f in close)
    return [f for f in close if len(f[2].reports) == most]


def _sides(report: Report) -> str:
    return "+".join(sorted(key for _, key in report.who))


def _best(report: Report, near: Iterable[Event], apart: Collection[str]) -> tuple[Event, str, float] | None:
    found: list[Found] = []
    ahead = report.supposed and report.claim.status not in HAPPENED
    for event in near:
        if apart and any(r.anchor in apart for r in event.reports):
            continue
        dateless = event.lead.supposed or open_days(event.lead) > SEASON
        if report.supposed and not report.conference and dateless and report.family not in SINGULAR:
            continue  # neither has a day
        matched = match(report, event)
        if matched and (matched[0] in SURE or not ahead):
            found.append((matched[1], event.anchor, event, matched[0]))
    if report.conference:
        found = _likely(report, found)
    if not found or (report.supposed and len(found) > 1):
        return None  # without a day, either of two could be meant
    vague = open_days(report) > SEASON and not report.from_register
    if len(found) > 1 and (vague or all(f[3] in VAGUE for f in found)):
        return None  # "last year" says which one only where there is one
    score, _, event, rule = min(found, key=lambda f: (-f[0], f[1]))
    return event, rule, round(score, 3)
