"""A happening: all reports of it, and what they say together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from etl.edtf import interval
from etl.resolve.reports import HAPPENED, NEWS_DAYS, Report, open_days

# What a report says of whether it took place, from the strongest to the weakest word of it.
STATUS_RANK = ("occurred", "ongoing", "not_occurred", "cancelled", "denied", "planned", "proposed", "alleged")


@dataclass(slots=True)
class Event:
    """A happening: all reports of it."""

    reports: list[Report] = field(default_factory=list)
    event_id: str = ""
    attested: list[Report] = field(
        default_factory=list
    )  # encounters within this visit: who met the visitor tells of the visit
    # what the reports say together is asked for often, and worked out once
    _anchor: str | None = None
    _lead: Report | None = None
    _type: str | None = None
    _people: frozenset[str] | None = None
    _date: str | None = ""

    def add(self, report: Report) -> None:
        self.reports.append(report)
        self._anchor = self._lead = self._type = self._people = None
        self._date = ""

    @property
    def anchor(self) -> str:
        if self._anchor is None:
            self._anchor = min(r.anchor for r in self.reports)
        return self._anchor

    @property
    def lead(self) -> Report:
        """The report whose words are taken first: a register's, then the most exact date, then the earliest anchor."""
        if self._lead is None:
            self._lead = min(self.reports, key=lambda r: (not r.from_register, open_days(r), r.anchor))
        return self._lead

    @property
    def type(self) -> str:
        if self._type is None:
            self._type = self._usual_type()
        return self._type

    def _usual_type(self) -> str:
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
        if self._date == "":
            self._date = self._best_date()
        return self._date

    def _best_date(self) -> str | None:
        said = [r for r in self.reports if r.claim.date and not r.supposed]
        stays = [(r.first, r.last) for r in said if r.from_register and r.first and r.last]
        if self.type == "summit" and stays and max(s[0] for s in stays) > min(s[1] for s in stays):
            return interval(min(s[0] for s in stays), max(s[1] for s in stays))
        if self.type == "summit":
            said = [r for r in said if r.from_register] or said  # an article tells of a day of it
        return (
            min(said, key=lambda r: (open_days(r), not r.from_register, r.anchor)).claim.date
            if said
            else self._supposed()
        )

    def _supposed(self) -> str | None:
        """Where no report has a date: the days before the news in which it must lie."""
        news = [r for r in self.reports if r.supposed and r.claim.status in HAPPENED and open_days(r) <= NEWS_DAYS]
        spans = [(r.first, r.last) for r in news if r.first and r.last]
        if not spans or max(s[0] for s in spans) > min(s[1] for s in spans):
            return None
        return interval(max(s[0] for s in spans), min(s[1] for s in spans))

    @property
    def people(self) -> frozenset[str]:
        if self._people is None:
            self._people = frozenset().union(*(r.people for r in self.reports))
        return self._people

    @property
    def conference(self) -> bool:
        """Whether any report gives it a name by which a conference is known."""
        return any(r.conference for r in self.reports)

    @property
    def sources(self) -> int:
        """How many items tell it."""
        return len({(r.item.source, r.item.key) for r in (*self.reports, *self.attested)})
