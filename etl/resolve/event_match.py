"""Whether a report tells of an event: named rules, each with a score.

A report joins a happening when its type is of the same family, its days can be the same, its place does not contradict, and enough of its
people are the same: the pair of a meeting, the visitor of a visit.
"""

from __future__ import annotations

from etl.claims import Item
from etl.edtf import bounds, day_number
from etl.resolve.conferences import same_name
from etl.resolve.geography import towns
from etl.resolve.happenings import Event
from etl.resolve.references import block_of
from etl.resolve.reports import CONCERNED, HAPPENED, SINGULAR, Report, open_days

MONTH = 31
FEW_DAYS = 8  # of a date: told to the week, or better
PAIRED = frozenset({"meeting", "call"})  # families in which two people or more make the event
# Rules that prove something where only one event is found; and those by which what is coming without a date is known again.
VAGUE = frozenset({"same_person_day_and_town", "same_visitor_somewhere"})
SURE = frozenset({"same_people_and_day", "same_visitor_and_days", "told_twice", "same_conference"})
CONFERENCE_SLACK = 4  # days by which the dates of one conference may differ, of which guests stay a part


def match(report: Report, event: Event) -> tuple[str, float] | None:
    """The rule by which a report tells of this event, with a score; None when it does not."""
    same_item = [r for r in event.reports if r.item is report.item]
    if same_item:
        again = all(_told_twice(report, r) or _named_twice(report, r) for r in same_item)
        return ("told_twice", 0.9) if again else None
    lead = event.lead
    if report.claim.type == "summit" == lead.claim.type and event.conference:
        return _same_conference(report, event) if report.conference else _unnamed_conference(report, event)
    if (
        report.claim.type == "summit" == event.type
        and lead.from_register
        and not report.from_register
        and _same_guests(report, event)
    ):
        return "same_guest_and_place", 0.85
    if report.family != lead.family or _beside_a_summit(report, event) or _at_a_conference(report, event):
        return None
    if report.from_register and lead.from_register:
        return _entered_twice(report, event)
    days = _days_apart(report, event)
    if days is None or days > _days_allowed(report, event) or any(_another_paper(report, r) for r in event.reports):
        return None
    if report.family in SINGULAR:
        concerned = _in_role(report, *CONCERNED) & _in_role_event(event, *CONCERNED)
        return ("same_person_concerned", 0.9) if concerned else None
    if not _place_agrees(report, event) or any(
        _each_its_own(report, r) or _in_a_round(report, r) for r in event.reports
    ):
        return None
    if _some_day(report):
        return None
    exact = 1.0 - 0.05 * days - min(0.3, open_days(report) / 365 * 0.3)
    shared = report.people & event.people
    if report.family in PAIRED:
        if len(shared) >= 2 and (report.people == event.people or (days == 0 and _two_sides(report, shared))):
            return "same_people_and_day", exact
        if len(shared) == 1 and _sides_agree(report, event):
            return "same_person_and_side", exact - 0.2
        if (
            len(shared) == 1 == min(len(report.who), len(event.people))
            and days == open_days(report) == open_days(lead) == 0
        ):
            return ("same_person_day_and_town", 0.7) if _same_town(report, event) else None
        return None
    if report.family == "visit":
        visitors = _in_role(report, "visitor", "envoy") & _in_role_event(event, "visitor", "envoy")
        if visitors and _same_country(report, event):
            return "same_visitor_and_days", exact
        if visitors and not _countries(report) and max(open_days(report), open_days(lead)) <= FEW_DAYS:
            return "same_visitor_somewhere", exact - 0.3
        return None
    if report.people and report.people == event.people:
        return "same_people_and_day", exact
    if not report.people and not event.people and report.who.keys() == lead.who.keys():
        alone = report.claim.type == lead.claim.type and report.first == report.last == lead.first == lead.last
        known = open_days(report) <= MONTH if len(report.who) > 1 else alone
        return ("same_sides_and_day", exact - 0.1) if known else None
    return None


def _some_day(report: Report) -> bool:
    """Whether people are to meet at some time or other: "they will meet next year" may be any of many meetings."""
    coming = report.claim.status in ("planned", "proposed")
    return report.family in PAIRED and coming and open_days(report) > MONTH and not report.supposed


def _beside_a_summit(report: Report, event: Event) -> bool:
    """Whether two who met are two of a summit's many guests: that they met is a happening of its own."""
    if event.type == "summit":
        return report.claim.type != "summit" and len(report.people) <= 2 < len(event.people)
    return report.claim.type == "summit" and len(event.people) <= 2 < len(report.people)


def _at_a_conference(report: Report, event: Event) -> bool:
    """Whether one is a conference with a name and the other who met there or then, which is a happening of its own."""
    if report.claim.type == "summit":
        return bool(report.claim.name) and event.type != "summit"
    return event.type == "summit" and any(r.claim.name for r in event.reports)


def _days_allowed(report: Report, event: Event) -> int:
    """Days by which two reports of one happening may differ: one, for the hours between their writers or for a delay; who tells what was knows the day."""
    if open_days(report) or open_days(event.lead):
        return 0
    told = report.claim.status
    return 0 if any(r.item.source == report.item.source and r.claim.status == told for r in event.reports) else 1


def _another_paper(a: Report, b: Report) -> bool:
    """Whether a joint statement, which an article is, is another than one told elsewhere: a pair of states makes several in a day. It is the
    same under the same title, or told by the news of the day."""
    titled = [r for r in (a, b) if r.claim.type == "statement_joint" and r.claim.zone == "title"]
    titles = {r.item.article.title for r in titled if r.item.article}
    if len(titled) == 2:
        return len(titles) > 1
    return bool(titled) and (a.claim.type != b.claim.type or _days_between(a.item, b.item) > 1)


def _each_its_own(a: Report, b: Report) -> bool:
    """Whether one publisher's two articles each tell, as their own news, an encounter: of one day, with another set of countries' people; or
    days apart, one of them without a day."""
    if a.item.source != b.item.source or a.family not in PAIRED or not (_is_told_first(a) and _is_told_first(b)):
        return False
    if a.supposed or b.supposed:
        return _at_its_time(a) and _at_its_time(b) and _days_between(a.item, b.item) > 1
    return _of_its_day(a) and _of_its_day(b) and _nations(a, a.people) != _nations(b, b.people)


def _is_told_first(report: Report) -> bool:
    """Whether the encounter is what its article is about: it has happened, and the first lines tell it."""
    if report.item.article is None or report.claim.status != "occurred" or not report.first:
        return False
    return report.claim.zone in ("title", "dek") or (report.claim.evidence.paragraph or 0) <= 1


def _of_its_day(report: Report) -> bool:
    article = report.item.article
    return article is not None and report.first == report.last == article.published


def _at_its_time(report: Report) -> bool:
    """Whether an article tells of an encounter that is to come, or that was that day or the day before."""
    article = report.item.article
    if article is None or report.claim.status not in HAPPENED or report.supposed:
        return article is not None
    day = bounds(article.published)[1]
    return bool(day and report.last) and day_number(day or "") - day_number(report.last or "") <= 1


def _days_between(a: Item, b: Item) -> int:
    """Days from the earlier of two articles to the later; 0 where one has no day."""
    days = [day for item in (a, b) if item.article and (day := bounds(item.article.published)[0])]
    return day_number(max(days)) - day_number(min(days)) if len(days) == 2 else 0


def _in_a_round(a: Report, b: Report) -> bool:
    """Whether of two articles' encounters, told at their time, one is of two countries and the other of more: who meet in a round meet in
    pairs, too. Who tells of it later may name more who were there."""
    if a.family not in PAIRED or not (_at_its_time(a) and _at_its_time(b)):
        return False
    mine, theirs = _nations(a, a.people), _nations(b, b.people)
    return min(len(mine), len(theirs)) > 1 and (len(mine) == 2) != (len(theirs) == 2)


def _nations(report: Report, people: frozenset[str]) -> set[str]:
    """The countries of those of the people whom the report has."""
    countries = {p.id: block_of(p.country) for p in report.item.people if p.country}
    return {countries[p.who] for (_, key), ps in report.who.items() if key in people for p in ps if p.who in countries}


def _two_sides(report: Report, shared: frozenset[str]) -> bool:
    """Whether people of two countries are among those: a president and his minister meet others all the time."""
    return len(_nations(report, shared)) > 1


def _same_conference(report: Report, event: Event) -> tuple[str, float] | None:
    if not any(same_name(report.conference, r.conference) for r in event.reports):
        return None
    days = _days_apart(report, Event([event.lead]) if event.lead.from_register else event)
    if days is None or days > CONFERENCE_SLACK or not report.first:
        return None
    mine, theirs = _countries(report), set().union(*(_countries(r) for r in event.reports))
    return None if mine and theirs and not mine & theirs else ("same_conference", 0.95)


def _named_twice(a: Report, b: Report) -> bool:
    """Whether one article names one conference twice: on days that can be the same, and not in two countries."""
    mine, theirs = _countries(a), _countries(b)
    touching = bool(a.first and a.last and b.first and b.last and a.first <= b.last and b.first <= a.last)
    return same_name(a.conference, b.conference) and touching and not (mine and theirs and not mine & theirs)


def _unnamed_conference(report: Report, event: Event) -> tuple[str, float] | None:
    """A summit that an article names by its town alone is the one that a guest attended there in those days; two who met at it are not."""
    if len(report.people) > 1 or not report.people & event.people or _days_apart(report, event) != 0:
        return None
    return ("same_guest_and_place", 0.85) if _same_country(report, event) else None


def _same_guests(report: Report, event: Event) -> bool:
    """Whether a summit told by an article is the one at which a register has all those guests, in that town and on those days."""
    few = open_days(report) <= FEW_DAYS and bool(report.people & event.people)
    return (few or event.people <= report.people) and _days_apart(report, event) == 0 and _same_town(report, event)


def _told_twice(a: Report, b: Report) -> bool:
    """Whether one article means one happening by two sentences: the same people on the same day, and no two places."""
    same_day = a.first and a.first == a.last == b.first == b.last
    one_place = not (a.claim.places and b.claim.places) or a.claim.places[0].name == b.claim.places[0].name
    return bool(
        same_day and one_place and a.claim.type == b.claim.type and len(a.people) > 1 and a.who.keys() == b.who.keys()
    )


def _entered_twice(report: Report, event: Event) -> tuple[str, float] | None:
    """Two entries of one register, or of two, for one happening.

    The same visitor in the same country on overlapping days; or the guests of a summit without a name, in one town on the same days.
    """
    if _days_apart(report, event) != 0 or not _same_country(report, event):
        return None
    if report.claim.type == "summit" == event.type and not report.claim.name:
        same_days = (report.first, report.last) == (event.lead.first, event.lead.last)
        return ("same_conference", 0.9) if same_days and _same_town(report, event) else None
    if report.family != "visit":
        return None
    mine, theirs = _in_role(report, "visitor"), _in_role_event(event, "visitor")
    same_start = report.first == event.lead.first or report.last == event.lead.last
    return ("entered_twice", 0.9) if mine and mine == theirs and same_start and _towns_agree(report, event) else None


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
            gap = day_number(late) - day_number(early)
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
        return _guessed_elsewhere(report, event)
    if report.family == "visit" and open_days(report) <= FEW_DAYS:
        return True  # on one journey, several towns
    return report.family == "agreement" or _towns_agree(report, event)


def _guessed_elsewhere(report: Report, event: Event) -> bool:
    """Whether the same people met on the same day, and one of the two names no town: then its country was only supposed."""
    same_day = report.first == report.last == event.lead.first == event.lead.last
    same_people = len(report.people) > 1 and report.people == event.people
    return report.family == "meeting" and same_day and same_people and not (report.claim.places and _towns(event))


def _towns_agree(report: Report, event: Event) -> bool:
    here, there = towns(report.claim.places), _towns(event)
    return not here or not there or bool(here & there)


def _same_town(report: Report, event: Event) -> bool:
    return bool(towns(report.claim.places) & _towns(event))


def _towns(event: Event) -> set[str]:
    return set().union(*(towns(r.claim.places) for r in event.reports))


def _sides_agree(report: Report, event: Event) -> bool:
    """One names a person, the other only that person's country: the rest of the sides must be the same."""
    if len(report.people) != len(event.people):
        return False
    own = _nations(report, report.people & event.people)  # the other side is another country's
    mine = _sides(report) - own
    return bool(mine) and any(mine == _sides(r) - own for r in event.reports)


def _sides(report: Report) -> set[str]:
    return {block_of(key) for kind, key in report.who if kind == "country"}
