"""Every thing held against every other source: rows of `checks`, and the standing of events that follows from them.

Rules (the name stands in `checks.rule`):

- `register-lists-it`: a register and an article tell the same event → confirms.
- `met-during-it`: a register lists a visit, and an article tells of an encounter on it → confirms (of the visit).
- `registered-trip-covers`: the traveller was there on that day by a register, which does not say whom they met → consistent.
- `registered-elsewhere`: by a register the traveller was in another country on that very day, and only there → contradicts.
- `appointment-covers`: a register has the person in that office on that day → confirms (of an affiliation).
- `left-office`: by a register the person had left the office, or not yet taken it up → contradicts (of an affiliation).
- `courtesy-title`: by the register the person had held that office before; presidents are called so for life → consistent.
- `not-a-holder`: an article gives somebody an office whose register names others; taken for a misreading, no affiliation → contradicts.
- `another-states-office`: an article gives somebody a high office of a state whom nearly everything else has in office for another; the same.
- `outside-coverage`: no register covers such an event → not_covered.
- `holders-overlap`, `outside-the-visit`: what registers say that cannot all be so → defect (see consistency.py).
- the rules of `etl.resolve.undated` say why an undated article has its date → consistent; contradicts where one had to be set aside.
- first, last and first since: see `etl.resolve.assertions`.
- registers against each other: see `etl.resolve.register_checks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from etl.edtf import bounds
from etl.geo.countries import COUNTRIES
from etl.resolve.affiliations import Affiliation
from etl.resolve.assertions import assertion_checks
from etl.resolve.consistency import disagreements
from etl.resolve.copies import publisher
from etl.resolve.happenings import Event
from etl.resolve.labels import country_name
from etl.resolve.references import LAST_DAY, block_of
from etl.resolve.register_checks import defects, register_disagreements
from etl.resolve.reports import Report
from etl.resolve.rows import Resolved, Row, Tables, slug_keep
from etl.resolve.stays import Stay, check_row, stays_of
from etl.resolve.undated import Inferred
from etl.sources.catalogue import Coverage

ENCOUNTERS = frozenset({"meeting", "talks", "visit", "summit"})
FOR_LIFE = frozenset({"head_of_state", "vice_president"})  # titles that are given to those who held them before
TRAVELLERS = frozenset({"head_of_state", "monarch", "head_of_government", "foreign_minister"})


def add_checks(
    resolved: Resolved, tables: Tables, coverage: list[Coverage], inferred: Mapping[tuple[str, str], Inferred]
) -> None:
    """Fill `checks`, then `events.standing`. `inferred` says why an undated article has its date."""
    rows: list[Row] = []
    stays = stays_of(resolved.events)
    within: dict[int, list[Event]] = defaultdict(list)
    for part, visit in resolved.during:
        within[id(part)].append(visit)
    for event in sorted(resolved.events, key=lambda e: e.event_id):
        rows += _event_checks(event, stays, coverage, resolved, within[id(event)])
    rows += _affiliation_checks(resolved)
    rows += defects(resolved)
    rows += register_disagreements(resolved, stays)
    rows += assertion_checks(resolved, tables, stays, coverage)
    rows += _strangers(resolved)
    rows += _publications(resolved, inferred)
    rows += disagreements(tables)
    for number, row in enumerate(rows):
        row.setdefault("check_id", _check_id(row, number))
    unique = {row["check_id"]: row for row in rows}
    tables["checks"] = [unique[k] for k in sorted(unique)]
    _standing(resolved, tables)


def _check_id(row: Row, number: int) -> str:
    subject = (
        row["event_id"]
        or row["affiliation_id"]
        or row["assertion_id"]
        or row["record_id"]
        or row["article_id"]
        or str(number)
    )
    other = (
        row["other_record_id"] or (row["record_id"] if subject != row["record_id"] else "") or row["article_id"] or ""
    )
    return slug_keep(f"{row['rule']}-{subject}-{other}" if other else f"{row['rule']}-{subject}")


def _event_checks(
    event: Event, stays: dict[str, list[Stay]], coverage: list[Coverage], resolved: Resolved, within: list[Event]
) -> list[Row]:
    """What registers say to an event that articles tell; `within` are the registered visits it is part of."""
    articles = [r for r in event.reports if r.item.article]
    if event.attested and not articles:
        record_id = min(r.item.record.record_id for r in event.reports if r.item.record)
        detail = "An article tells whom the visitor met there in those days."
        return [check_row("met-during-it", "confirms", detail, event_id=event.event_id, record_id=record_id)]
    if not articles or event.type not in ENCOUNTERS:
        return []
    registered = [r for r in event.reports if r.item.record]
    if registered:
        return [check_row("register-lists-it", "confirms", None, event_id=event.event_id, record_id=r.item.record.record_id)  # type: ignore[union-attr]
                for r in sorted(registered, key=lambda r: r.anchor)[:1]]  # fmt: skip
    if event.status in ("cancelled", "denied", "not_occurred", "proposed"):
        return []
    rows = _travel_checks(event, articles, stays, coverage, resolved)
    if all(row["outcome"] == "not_covered" for row in rows):
        records = sorted(r.item.record.record_id for v in within for r in v.reports if r.item.record)
        if records:
            detail = "The register has the traveller there; it does not list this event."
            return [
                check_row("registered-trip-covers", "consistent", detail, event_id=event.event_id, record_id=records[0])
            ]
    return rows


def _travel_checks(
    event: Event, articles: list[Report], stays: dict[str, list[Stay]], coverage: list[Coverage], resolved: Resolved
) -> list[Row]:
    first, last = bounds(event.date)
    country = next((block_of(r.claim.country) for r in articles if r.claim.country), None)
    if not first or not last or not country:
        return []
    rows = []
    for key in sorted(event.people):
        here = [s for s in stays.get(key, []) if s.first <= last and first <= s.last]
        if any(s.country == country for s in here):
            stay = next(s for s in here if s.country == country)
            rows.append(check_row("registered-trip-covers", "consistent", "The register has the traveller there; it does not list this event.",
                             event_id=event.event_id, record_id=stay.record_id))  # fmt: skip
        elif here and first == last and all(s.first < first < s.last for s in here):
            elsewhere = country_name(here[0].country)
            rows.append(check_row("registered-elsewhere", "contradicts", f"By the register the traveller was in {elsewhere} on {first}.",
                             event_id=event.event_id, record_id=here[0].record_id))  # fmt: skip
    if not rows and not _covered(event, coverage, resolved, country, first):
        rows.append(
            check_row(
                "outside-coverage",
                "not_covered",
                "No register lists such travellers there at that time.",
                event_id=event.event_id,
            )
        )
    return rows


def _covered(
    event: Event, coverage: list[Coverage], resolved: Resolved, country: str | None, first: str | None
) -> bool:
    """Whether some register should list the event: one of its people travels in an office and direction that a register follows."""
    if first is None:
        return False
    for key in event.people:
        held = resolved.affiliations.at(resolved.people.of[key], first, first)
        for a in held:
            for c in coverage:
                if c.event_type not in (None, "visit", event.type) or (c.role_type and c.role_type != a.role_type):
                    continue
                if not c.first <= first <= c.last or block_of(a.country) == country:
                    continue
                if c.direction == "outgoing" and a.country == c.country:
                    return True
                if c.direction == "incoming" and country == c.country and a.country != c.country:
                    return True
    return False


def _affiliation_checks(resolved: Resolved) -> list[Row]:
    rows = []
    by_post: dict[Any, list[Affiliation]] = defaultdict(list)
    for a in resolved.affiliations.all:
        if a.appointment and a.post:
            by_post[a.post].append(a)
    for a in sorted(resolved.affiliations.all, key=lambda a: a.affiliation_id):
        seen = [s for s in a.sightings if s.item.article and s.claim.qualifier == "current"]
        if not seen:
            continue
        if a.appointment and a.appointment.item.record:
            rows.append(check_row("appointment-covers", "confirms", None, affiliation_id=a.affiliation_id,
                             record_id=a.appointment.item.record.record_id))  # fmt: skip
        elif a.post in by_post:
            held = [b for b in by_post[a.post] if b.person is a.person and b.status == a.status]
            said = seen[0]
            if held and said.first and a.status == "substantive" and all(not _holds(b, said.first) for b in held):
                record = held[-1].appointment.item.record  # type: ignore[union-attr]
                if a.role_type in FOR_LIFE and min(b.last for b in held) < said.first:
                    rows.append(check_row("courtesy-title", "consistent", f"Had held the office before {said.first}.",
                                 affiliation_id=a.affiliation_id, record_id=record.record_id if record else None))  # fmt: skip
                    continue
                rows.append(check_row("left-office", "contradicts", f"By the register not in office on {said.first}.",
                                 affiliation_id=a.affiliation_id, record_id=record.record_id if record else None))  # fmt: skip
    return rows


def _holds(affiliation: Affiliation, day: str) -> bool:
    return affiliation.first <= day <= (affiliation.last or LAST_DAY)


def _strangers(resolved: Resolved) -> list[Row]:
    """What an article says of an office that, by its register, others held: one row a person and office, at the first article."""
    ids = {(i.source, i.key): article_id for i, article_id in resolved.article_ids}
    first: dict[tuple[str, str, str], Row] = {}
    for sighting, serves in sorted(resolved.affiliations.refused, key=lambda refused: refused[0].anchor):
        person = resolved.people.of[f"{sighting.item.key}#{sighting.claim.person}"]
        key = (person.anchor, sighting.claim.role_type, sighting.claim.country or "")
        name = next(p.name for p in sighting.item.people if p.id == sighting.claim.person)
        rule, why = "not-a-holder", "the register of that office does not name them"
        if serves:
            rule, why = "another-states-office", f"nearly all that is said has them in office for {_state(serves)}"
        detail = f"{name} is called {sighting.claim.title} of {_state(sighting.claim.country)}; {why}."
        article_id = ids[sighting.item.source, sighting.item.key]
        row = check_row(rule, "contradicts", detail, article_id=article_id)
        first.setdefault(key, row | {"check_id": slug_keep(f"{rule}-{sighting.anchor}-{sighting.claim.role_type}")})
    return list(first.values())


def _state(country: str | None) -> str:
    return country_name(country) if country in COUNTRIES else country or "nobody named"


def _publications(resolved: Resolved, inferred: Mapping[tuple[str, str], Inferred]) -> list[Row]:
    """Why an undated article has the date it has: one row a reason, and one for each that had to be set aside."""
    ids = {(i.source, i.key): article_id for i, article_id in resolved.article_ids}
    rows = []
    for key in sorted(inferred):
        reasons = [(c, "consistent") for c in inferred[key].reasons] + [
            (c, "contradicts") for c in inferred[key].set_aside
        ]
        for number, (constraint, outcome) in enumerate(reasons, 1):
            row = check_row(constraint.rule, outcome, constraint.reason, article_id=ids[key])
            rows.append(row | {"check_id": slug_keep(f"published-{ids[key]}-{number}")})
    return rows


def _standing(resolved: Resolved, tables: Tables) -> None:
    """disputed, confirmed, consistent or single, for each event."""
    outcomes: dict[str, set[str]] = defaultdict(set)
    for row in tables["checks"]:
        if row["event_id"]:
            outcomes[row["event_id"]].add(row["outcome"])
    copies = _copies(tables)
    ids = {(i.source, i.key): article_id for i, article_id in resolved.article_ids}
    publishers = {k: publisher(i) for i, _ in resolved.article_ids for k in [(i.source, i.key)]}
    by_id = {e.event_id: e for e in resolved.events}
    for number, row in enumerate(tables["events"]):
        event, found = by_id[row["event_id"]], outcomes[row["event_id"]]
        said = {r.claim.status for r in event.reports}
        every = {(r.item.source, r.item.key) for r in (*event.reports, *event.attested)}
        row["sources"] = len({copies.get(ids.get(k, ""), ids.get(k, ":".join(k))) for k in every})
        told = {(r.item.source, r.item.key) for r in event.reports}
        independent = {copies.get(ids.get(k, ""), ids.get(k, ":".join(k))) for k in told}
        publishing = {publishers.get(k, k[0]) for k in told}
        if "contradicts" in found or ("occurred" in said and said & {"denied", "not_occurred"}):
            row["standing"] = "disputed"
        elif "confirms" in found or (len(independent) > 1 and len(publishing) > 1):
            row["standing"] = "confirmed"
        elif "consistent" in found:
            row["standing"] = "consistent"
        tables["events"][number] = row


def _copies(tables: Tables) -> dict[str, str]:
    """Republished copies by the article they copy, so that one report is not counted as two sources."""
    return {r["article_id"]: r["other_article_id"] for r in tables["article_links"] if r["relation"] == "republishes"}
