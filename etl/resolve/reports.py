"""What one item says of one event, with its participants resolved: the unit that is matched into events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from etl.claims import EventClaim, Item, Participant
from etl.edtf import bounds, day_number
from etl.resolve.clusters import Cluster
from etl.resolve.conferences import conference_days, conference_keys
from etl.resolve.organizations import Organizations

# Types that readers use for one and the same happening.
FAMILY = {"meeting": "meeting", "talks": "meeting", "summit": "meeting", "visit": "visit", "dispatch": "visit", "call": "call",
          "agreement": "agreement", "statement_joint": "agreement", "ceasefire": "agreement", "appointment": "office+",
          "inauguration": "inauguration", "election": "election", "resignation": "office-", "dismissal": "office-", "strike": "force",
          "attack": "force"}  # fmt: skip
NEWS_DAYS = 7
DAYS_AHEAD = 30  # within which something lies that is said to be coming and not when
HAPPENED = frozenset({"occurred", "ongoing"})
SINGULAR = frozenset({"office+", "office-", "inauguration", "expulsion", "summons"})  # what one person goes through
CONCERNED = ("appointee", "subject", "target")  # whom a move into or out of office, or an expulsion, is about

NOBODY: frozenset[str] = frozenset()

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
    conference: frozenset[str] = NOBODY  # the keys of its name, of a conference
    anchor: str = field(init=False)
    people: frozenset[str] = field(init=False)
    family: str = field(init=False)

    def __post_init__(self) -> None:
        self.anchor = f"{self.item.key}#{self.claim.id}"
        self.people = frozenset(key for kind, key in self.who if kind == "person") or NOBODY
        self.family = FAMILY.get(self.claim.type, self.claim.type)

    @property
    def from_register(self) -> bool:
        return self.item.record is not None


def open_days(report: Report) -> int:
    """Days that the report's date leaves open; large when it has none."""
    if not report.first or not report.last:
        return 10**7
    return day_number(report.last) - day_number(report.first)


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
            conference = _conference(claim, who)
            first, last = bounds(claim.date)
            supposed = None if first or last else news_days(item, claim)
            if conference and not supposed:
                supposed = conference_days(item, claim)
            if supposed:
                first, last = supposed
            result.append(Report(item, claim, dict(who), first, last, supposed=bool(supposed), conference=conference))
    return sorted(result, key=lambda r: r.anchor)


def _conference(claim: EventClaim, who: Mapping[Who, object]) -> frozenset[str]:
    """Under what a conference is known: its name; else the body whose summit it is, where nobody but the body is named."""
    if claim.type != "summit":
        return NOBODY
    name = claim.name
    if name is None and [kind for kind, _ in who if kind != "country"] == ["org"]:
        name = next(key for kind, key in who if kind == "org").replace("-", " ")
    return conference_keys(name, (p.name for p in claim.places), claim.country)


def _days_ahead(item: Item, claim: EventClaim) -> tuple[str, str] | None:
    first, last = bounds(item.article.published if item.article else None)
    if not first or first != last or FAMILY.get(claim.type, claim.type) not in ("meeting", "call", "visit"):
        return None
    day = date.fromisoformat(first)
    return (day + timedelta(days=1)).isoformat(), (day + timedelta(days=DAYS_AHEAD)).isoformat()


def news_days(item: Item, claim: EventClaim) -> tuple[str, str] | None:
    """The days in which something lies that an article tells without a date: what its first lines tell as past is news, a week old at
    most; what is to come is not far ahead."""
    if item.article is None or claim.anchor or claim.date_said or claim.type == "summit":
        return None  # a summit is spoken of long before it and long after: see `conference_days`
    if claim.status in ("planned", "proposed"):
        return _days_ahead(item, claim)
    if claim.status not in HAPPENED:
        return None
    if claim.zone not in ("title", "dek", "body") or (claim.evidence.paragraph or 0) > 2:
        return None
    if FAMILY.get(claim.type, claim.type) not in (SINGULAR - {"inauguration"}) | {"meeting", "call", "visit"}:
        return None
    first, last = bounds(item.article.published)
    if not first or first != last:
        return None
    return (date.fromisoformat(first) - timedelta(days=NEWS_DAYS)).isoformat(), first
