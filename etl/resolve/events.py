"""One event per happening: reports of it brought together, each keeping its evidence.

Reports are compared only where they share a person (or, for named summits, the name). A report joins a happening when its type is of the same
family, its days can be the same, its place does not contradict, and enough of its people are the same: the pair of a meeting, the
visitor of a visit. The best match wins; two reports of one item never join (an article tells two events apart on purpose).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from etl.claims import EventClaim, Item, Participant
from etl.edtf import bounds, interval
from etl.resolve.clusters import Cluster, Decision
from etl.resolve.names import fold
from etl.resolve.organizations import Organizations
from etl.resolve.references import block_of

# Types that readers use for one and the same happening.
FAMILY = {"meeting": "meeting", "talks": "meeting", "summit": "meeting", "visit": "visit", "dispatch": "visit", "call": "call",
          "agreement": "agreement", "statement_joint": "agreement", "ceasefire": "agreement", "appointment": "office+",
          "inauguration": "inauguration", "election": "election", "resignation": "office-", "dismissal": "office-", "strike": "force",
          "attack": "force"}  # fmt: skip
NEWS_DAYS = 7
NOBODY: frozenset[str] = frozenset()
MONTH = 31
FEW_DAYS = 8  # of a date: told to the week, or better
CONCERNED = ("appointee", "subject", "target")  # whom a move into or out of office, or an expulsion, is about
SINGULAR = frozenset({"office+", "office-", "inauguration", "expulsion", "summons"})  # what such a person goes through
PAIRED = frozenset({"meeting", "call"})  # families in which two people or more make the event
# What a report says of whether it took place, from the strongest to the weakest word of it.
STATUS_RANK = ("occurred", "ongoing", "not_occurred", "cancelled", "denied", "planned", "proposed", "alleged")

Who = tuple[str, str]  # ("person", cluster anchor) | ("country", "RU") | ("org", organization_id)


@dataclass(slots=True)
class Report:
    """One event as one item tells it."""

    item: Item
    claim: EventClaim
    who: dict[Who, list[Participant]]
    first: str | None
    last: str | None
    rule: str = "first"  # why it is part of its event
    score: float = 1.0
    supposed: bool = False  # first and last were concluded from the day of publication

    @property
    def anchor(self) -> str:
        return f"{self.item.key}#{self.claim.id}"

    @property
    def people(self) -> frozenset[str]:
        return frozenset(key for kind, key in self.who if kind == "person")

    @property
    def family(self) -> str:
        return FAMILY.get(self.claim.type, self.claim.type)

    @property
    def from_register(self) -> bool:
        return self.item.record is not None


@dataclass(slots=True)
class Event:
    """A happening: all reports of it."""

    reports: list[Report] = field(default_factory=list)
    event_id: str = ""
    attested: list[Report] = field(
        default_factory=list
    )  # encounters within this visit: who met the visitor tells of the visit
    _known: dict[str, Any] = field(default_factory=dict)

    def add(self, report: Report) -> None:
        self.reports.append(report)
        self._known.clear()

    def _once(self, what: str, make: Callable[[], Any]) -> Any:
        """Reports are few and asked for often."""
        if what not in self._known:
            self._known[what] = make()
        return self._known[what]

    @property
    def anchor(self) -> str:
        found: str = self._once("anchor", lambda: min(r.anchor for r in self.reports))
        return found

    @property
    def lead(self) -> Report:
        """The report whose words are taken first: a register's, then the most exact date, then the earliest anchor."""
        found: Report = self._once(
            "lead", lambda: min(self.reports, key=lambda r: (not r.from_register, _span(r), r.anchor))
        )
        return found

    @property
    def type(self) -> str:
        found: str = self._once("type", self._type)
        return found

    def _type(self) -> str:
        counts = Counter(r.claim.type for r in self.reports if r.from_register) or Counter(
            r.claim.type for r in self.reports
        )
        return min(counts, key=lambda t: (-counts[t], t))

    @property
    def status(self) -> str:
        said = {r.claim.status for r in self.reports}
        return next((s for s in STATUS_RANK if s in said), "occurred")

    @property
    def date(self) -> str | None:
        """The most exact date that a report states; a register's before an article's of the same grain.

        Of a summit each register entry gives one guest's stay: where these are apart, the summit lies within all of them.
        """
        said = [r for r in self.reports if r.claim.date and not r.supposed]
        stays = [(r.first, r.last) for r in said if r.from_register and r.first and r.last]
        if self.type == "summit" and stays and max(s[0] for s in stays) > min(s[1] for s in stays):
            return interval(min(s[0] for s in stays), max(s[1] for s in stays))
        return (
            min(said, key=lambda r: (_span(r), not r.from_register, r.anchor)).claim.date if said else self._supposed()
        )

    def _supposed(self) -> str | None:
        """Where no report has a date: the days before the news in which it must lie."""
        spans = [(r.first, r.last) for r in self.reports if r.supposed and r.first and r.last]
        if not spans or max(s[0] for s in spans) > min(s[1] for s in spans):
            return None
        return interval(max(s[0] for s in spans), min(s[1] for s in spans))

    @property
    def people(self) -> frozenset[str]:
        found: frozenset[str] = self._once("people", lambda: frozenset().union(*(r.people for r in self.reports)))
        return found

    @property
    def sources(self) -> int:
        """How many items tell it."""
        return len({(r.item.source, r.item.key) for r in (*self.reports, *self.attested)})


def _span(report: Report) -> int:
    """Days that the report's date leaves open; large when it has none."""
    if not report.first or not report.last:
        return 10**7
    return (int(report.last[:4]) - int(report.first[:4])) * 365 + (int(report.last[5:7]) - int(report.first[5:7])) * 30 + (
        int(report.last[8:]) - int(report.first[8:]))  # fmt: skip


def make_reports(items: Iterable[Item], person_of: dict[str, Cluster], organizations: Organizations) -> list[Report]:
    """All event claims with their participants resolved, in anchor order."""
    result = []
    for item in items:
        for claim in item.events:
            who: dict[Who, list[Participant]] = defaultdict(list)
            for participant in claim.participants:
                kind, _, value = participant.who.partition(":")
                if kind == "country" and value:
                    who["country", value].append(participant)
                elif kind == "org" and value:
                    who["org", organizations.see(value, item.source)].append(participant)
                elif (cluster := person_of.get(f"{item.key}#{participant.who}")) is not None:
                    who["person", cluster.anchor].append(participant)
            first, last = bounds(claim.date)
            supposed = None if first or last else news_days(item, claim)
            if supposed:
                first, last = supposed
            result.append(Report(item, claim, dict(who), first, last, supposed=bool(supposed)))
    return sorted(result, key=lambda r: r.anchor)


def news_days(item: Item, claim: EventClaim) -> tuple[str, str] | None:
    """The days in which something lies that an article tells as past in its first lines without a date: news is a week old at most."""
    if item.article is None or claim.status not in ("occurred", "ongoing") or claim.anchor or claim.date_said:
        return None
    if claim.zone not in ("title", "dek", "body") or (claim.evidence.paragraph or 0) > 2:
        return None
    if FAMILY.get(claim.type, claim.type) not in SINGULAR | {"meeting", "call", "visit"}:
        return None
    first, last = bounds(item.article.published)
    if not first or first != last:
        return None
    return (date.fromisoformat(first) - timedelta(days=NEWS_DAYS)).isoformat(), first


def resolve_events(reports: list[Report], decisions: Iterable[Decision] = ()) -> list[Event]:
    """Reports as events; `decisions` say which reports people took for one happening, or for two. The order of the reports does not matter."""
    decided = list(decisions)
    apart: dict[str, set[str]] = defaultdict(set)
    for d in decided:
        if not d.same:
            apart[d.anchor_a].add(d.anchor_b)
            apart[d.anchor_b].add(d.anchor_a)
    ordered = sorted(reports, key=lambda r: (not r.from_register, r.supposed, _span(r), r.anchor))
    events: list[Event] = []
    index: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for report in ordered:
        match = _best(report, index, apart.get(report.anchor, NOBODY))
        if match is None:
            event = Event([report])
            events.append(event)
        else:
            event, report.rule, report.score = match
            event.add(report)
        for key in _keys(report):
            if not any(e is event for e in index[key]):
                index[key].append(event)
    return _merged(events, decided)


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


def _keys(report: Report) -> list[tuple[str, str]]:
    """Under what a report is looked for: each person with the family and the year, and for a named conference its name.

    A report without a day, or with one anywhere in more than three years, is not looked for: nothing could join it safely.
    """
    if not report.first or not report.last or int(report.last[:4]) - int(report.first[:4]) > 3:
        return []
    years = range(int(report.first[:4]), int(report.last[:4]) + 1)
    keys = [(f"{report.family} {year}", person) for person in sorted(report.people) for year in years]
    if not report.people and len(report.who) > 1:
        keys += [(f"{report.family} {year}", _sides(report)) for year in years]
    if report.claim.name:
        keys += [(f"name {year}", conference_key(report.claim.name)) for year in years]
    return keys


def _sides(report: Report) -> str:
    return "+".join(sorted(key for _, key in report.who))


VAGUE = frozenset(
    {"same_person_day_and_town", "same_visitor_somewhere"}
)  # rules that prove something where only one is found


def conference_key(name: str) -> str:
    """A conference's name levelled: without articles, ordinals, years and the words that all conferences have."""
    dull = {"the", "of", "a", "an", "on", "and", "for", "in", "at", "annual", "leaders", "leader", "summit", "conference", "meeting",
            "heads", "state", "government", "ministers", "ministerial", "international", "session", "first", "second", "third", "th"}  # fmt: skip
    words = [w for w in fold(name) if w not in dull and not w.isdigit()]
    return " ".join(sorted(words)) or " ".join(fold(name))


def _best(
    report: Report, index: dict[tuple[str, str], list[Event]], apart: Collection[str]
) -> tuple[Event, str, float] | None:
    found: list[tuple[float, str, Event, str]] = []
    seen: set[int] = set()
    for key in _keys(report):
        for event in index.get(key, ()):
            if id(event) not in seen:
                seen.add(id(event))
                if apart and any(r.anchor in apart for r in event.reports):
                    continue
                if matched := match(report, event):
                    found.append((matched[1], event.anchor, event, matched[0]))
    if not found or (report.supposed and len(found) > 1):
        return None  # without a day, either of two could be meant
    if all(f[3] in VAGUE for f in found) and len(found) > 1:
        return None
    score, _, event, rule = min(found, key=lambda f: (-f[0], f[1]))
    return event, rule, round(score, 3)


def match(report: Report, event: Event) -> tuple[str, float] | None:
    """The rule by which a report tells of this event, with a score; None when it does not."""
    same_item = [r for r in event.reports if r.item is report.item]
    if same_item:
        return ("told_twice", 0.9) if all(_told_twice(report, r) for r in same_item) else None
    lead = event.lead
    if report.claim.type == "summit" == lead.claim.type and lead.claim.name:
        if report.claim.name:
            return _same_conference(report, event)
        return _unnamed_conference(report, event)
    if report.family != lead.family:
        return None
    if report.from_register and lead.from_register:
        return _entered_twice(report, event)
    days = _days_apart(report, event)
    if days is None or days > (1 if _span(report) == _span(lead) == 0 else 0):
        return None
    if report.family in SINGULAR:
        concerned = _in_role(report, *CONCERNED) & _in_role_event(event, *CONCERNED)
        return ("same_person_concerned", 0.9) if concerned else None
    if not _place_agrees(report, event):
        return None
    exact = 1.0 - 0.05 * days - min(0.3, _span(report) / 365 * 0.3)
    shared = report.people & event.people
    if report.family in PAIRED:
        if len(shared) >= 2 and (
            _span(report) <= FEW_DAYS or report.people == event.people or _two_sides(report, shared)
        ):
            return "same_people_and_day", exact
        if len(shared) == 1 and _sides_agree(report, event):
            return "same_person_and_side", exact - 0.2
        if len(shared) == 1 == min(len(report.who), len(event.people)) and days == _span(report) == _span(lead) == 0:
            return ("same_person_day_and_town", 0.7) if _same_town(report, event) else None
        return None
    if report.family == "visit":
        visitors = _in_role(report, "visitor", "envoy") & _in_role_event(event, "visitor", "envoy")
        if visitors and _same_country(report, event):
            return "same_visitor_and_days", exact
        if visitors and not _countries(report):
            return "same_visitor_somewhere", exact - 0.3
        return None
    if report.people and report.people == event.people:
        return "same_people_and_day", exact
    if not report.people and not event.people and _span(report) <= MONTH and report.who.keys() == lead.who.keys():
        return "same_sides_and_day", exact - 0.1
    return None


def _two_sides(report: Report, shared: frozenset[str]) -> bool:
    """Whether people of two countries are among those: a president and his minister meet others all the time."""
    countries = {p.id: block_of(p.country) for p in report.item.people}
    sides = {countries.get(p.who) for (_, key), ps in report.who.items() if key in shared for p in ps}
    return len(sides) > 1


def _same_conference(report: Report, event: Event) -> tuple[str, float] | None:
    if conference_key(report.claim.name or "") not in {conference_key(r.claim.name or "") for r in event.reports}:
        return None
    days = _days_apart(report, event)
    if days is None or days > 4 or not report.first:
        return None
    return ("same_conference", 0.95) if _same_country(report, event) or not report.claim.country else None


def _unnamed_conference(report: Report, event: Event) -> tuple[str, float] | None:
    """A summit that an article names by its town alone is the one that a guest attended there in those days; two who met at it are not."""
    if len(report.people) > 1 or not report.people & event.people or _days_apart(report, event) != 0:
        return None
    return ("same_guest_and_place", 0.85) if _same_country(report, event) else None


def _told_twice(a: Report, b: Report) -> bool:
    """Whether one article means one happening by two sentences: the same people on the same day, and no two places."""
    same_day = a.first and a.first == a.last == b.first == b.last
    one_place = not (a.claim.places and b.claim.places) or a.claim.places[0].name == b.claim.places[0].name
    return bool(
        same_day and one_place and a.claim.type == b.claim.type and len(a.people) > 1 and a.who.keys() == b.who.keys()
    )


def _entered_twice(report: Report, event: Event) -> tuple[str, float] | None:
    """Two entries of one register, or of two, for one happening: the same visitor in the same country on overlapping days."""
    if report.family != "visit" or _days_apart(report, event) != 0 or not _same_country(report, event):
        return None
    mine, theirs = _in_role(report, "visitor"), _in_role_event(event, "visitor")
    same_start = report.first == event.lead.first or report.last == event.lead.last
    return ("entered_twice", 0.9) if mine and mine == theirs and same_start else None


def _in_role(report: Report, *roles: str) -> set[str]:
    return {key for (kind, key), ps in report.who.items() if kind == "person" and any(p.role in roles for p in ps)}


def _in_role_event(event: Event, *roles: str) -> set[str]:
    return set().union(*(_in_role(r, *roles) for r in event.reports))


def _days_apart(report: Report, event: Event) -> int | None:
    """0 where the days can be the same, else how many lie between; None where one has no date."""
    best: int | None = None
    for other in event.reports:
        if not (report.first and report.last and other.first and other.last):
            continue
        if report.first <= other.last and other.first <= report.last:
            gap = 0
        else:
            early, late = (report.last, other.first) if report.last < other.first else (other.last, report.first)
            gap = (
                (int(late[:4]) - int(early[:4])) * 365
                + (int(late[5:7]) - int(early[5:7])) * 30
                + int(late[8:])
                - int(early[8:])
            )
        best = gap if best is None else max(best, gap)
    return best


def _countries(report: Report) -> set[str]:
    return {block_of(c) for c in {report.claim.country, *(p.country for p in report.claim.places)} if c}


def _same_country(report: Report, event: Event) -> bool:
    mine = _countries(report)
    return bool(mine) and any(mine & _countries(r) for r in event.reports)


def _place_agrees(report: Report, event: Event) -> bool:
    mine = _countries(report)
    theirs = set().union(*(_countries(r) for r in event.reports))
    if mine and theirs and not mine & theirs:
        return False
    here = {p.name for p in report.claim.places}
    there = {p.name for r in event.reports for p in r.claim.places}
    return not here or not there or bool(here & there) or report.family in ("visit", "agreement")


def _same_town(report: Report, event: Event) -> bool:
    here = {p.name for p in report.claim.places}
    return bool(here & {p.name for r in event.reports for p in r.claim.places})


def _sides_agree(report: Report, event: Event) -> bool:
    """One names a person, the other only that person's country: the rest of the sides must be the same."""
    mine = {key for (kind, key) in report.who if kind == "country"}
    theirs = {key for r in event.reports for (kind, key) in r.who if kind == "country"}
    return bool(mine & theirs) and len(report.people) == len(event.people)
