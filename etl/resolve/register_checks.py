"""Registers held against themselves and each other. Nothing is repaired: what is wrong is said, for users and for the maintainers.

- defects that a reader found in an entry carry the reader's own rule (`etl.sources`);
- `entered-twice` (defect): one visit stands in two entries;
- `accompanied-elsewhere` (contradicts): an entry says that its traveller accompanied somebody whose own entries have them in another
  country on all of those days;
- `accompanied-without-trip` (defect): the companion has no entry at all for those days, though the register follows their travels;
- `host-abroad` (contradicts): an entry has somebody receive a visitor while another entry has them abroad on all of those days.
"""

from __future__ import annotations

from collections import Counter

from etl.resolve.happenings import Event
from etl.resolve.references import block_of
from etl.resolve.reports import Report
from etl.resolve.rows import Resolved, Row, slug_keep
from etl.resolve.stays import Stay, check_row


def defects(resolved: Resolved) -> list[Row]:
    rows = []
    for item in sorted(resolved.items, key=lambda i: (i.source, i.key)):
        times: Counter[str] = Counter()
        for defect in item.defects if item.record else ():
            record_id = item.record.record_id  # type: ignore[union-attr]
            row = check_row(defect.rule, "defect", defect.detail, record_id=record_id, other_record_id=defect.other)
            times[defect.rule] += 1
            if times[defect.rule] > 1:
                row["check_id"] = slug_keep(f"{defect.rule}-{record_id}-{times[defect.rule]}")
            rows.append(row)
    for event in sorted(resolved.events, key=lambda e: e.event_id):
        twice = [r for r in event.reports if r.rule == "entered_twice" and r.item.record]
        lead = next(
            (r for r in sorted(event.reports, key=lambda r: r.anchor) if r.item.record and r.rule == "first"), None
        )
        for report in twice:
            rows.append(check_row("entered-twice", "defect", "The same visit is entered twice.", record_id=report.item.record.record_id,  # type: ignore[union-attr]
                             other_record_id=lead.item.record.record_id if lead else None, event_id=event.event_id))  # type: ignore[union-attr]  # fmt: skip
    return rows


def register_disagreements(resolved: Resolved, stays: dict[str, list[Stay]]) -> list[Row]:
    """Entries of registers that cannot both be right."""
    known = {value: key for key in stays for _, value in resolved.people.of[key].identifiers}
    rows = []
    for event in sorted(resolved.events, key=lambda e: e.event_id):
        for report in sorted(event.reports, key=lambda r: r.anchor):
            if not report.item.record or not report.first or not report.last or not report.claim.country:
                continue
            rows += _companions(event, report, stays, known)
            rows += _hosts(event, report, stays)
    return rows


def _companions(event: Event, report: Report, stays: dict[str, list[Stay]], known: dict[str, str]) -> list[Row]:
    rows = []
    for link in report.claim.links:
        key = known.get(link.key.partition(":")[2]) if link.relation == "accompanies" and link.key else None
        if key is None:
            continue
        here, elsewhere = _where(report, stays[key])
        if here:
            continue
        rule, outcome, other = ("accompanied-without-trip", "defect", None)
        detail = f"The companion has no entry of their own for {report.first} to {report.last}."
        if elsewhere:
            rule, outcome, other = "accompanied-elsewhere", "contradicts", elsewhere[0].record_id
            detail = f"The companion's own entry has them in {elsewhere[0].country} from {elsewhere[0].first} to {elsewhere[0].last}."
        rows.append(_disagreement(rule, outcome, detail, event, report, other))
    return rows


def _hosts(event: Event, report: Report, stays: dict[str, list[Stay]]) -> list[Row]:
    rows = []
    for (kind, key), participants in report.who.items():
        if kind != "person" or report.claim.type == "visit" or any(p.role == "visitor" for p in participants):
            continue
        here, elsewhere = _where(report, stays.get(key, []))
        if not here and elsewhere and all(s.record_id != report.item.key for s in elsewhere):
            away = elsewhere[0]
            detail = f"Another entry has one of them in {away.country} from {away.first} to {away.last}."
            rows.append(_disagreement("host-abroad", "contradicts", detail, event, report, away.record_id))
    return rows


def _where(report: Report, stays: list[Stay]) -> tuple[list[Stay], list[Stay]]:
    """Stays that touch the report's days in its country; and those elsewhere that take up all of its days but the first and the last."""
    country = block_of(report.claim.country)
    first, last = report.first or "", report.last or ""
    here = [s for s in stays if s.country == country and s.first <= last and first <= s.last]
    elsewhere = [s for s in stays if s.country != country and s.first < first and last < s.last]
    return here, elsewhere


def _disagreement(rule: str, outcome: str, detail: str, event: Event, report: Report, other: str | None) -> Row:
    return check_row(rule, outcome, detail, event_id=event.event_id, record_id=report.item.key, other_record_id=other)
