"""Sayings about events, first, last, first since: rows of `assertions`, and each held against the registers of visits and travels.

Rules (the name stands in `checks.rule`):

- `one-in-between` → contradicts: a register has such a visit after the one named before, or before the first, or after the last.
- `named-visit-registered` → confirms: a register that follows such visits has the one that the saying hangs on, and none that belies it.
- `none-in-between` → consistent: a register that follows such visits has none that belies the saying.
- `outside-coverage` → not_covered: no register follows such visits over those years.

Such a visit is one to the same town (or country, where no town is named) by the same traveller, or, of an office, by anyone who holds it for that state.
For a meeting, it is one while its host was in office, and not for a conference.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.claims import AssertionClaim, Item
from etl.edtf import bounds
from etl.resolve.clusters import Cluster
from etl.resolve.happenings import Event
from etl.resolve.references import FIRST_DAY, LAST_DAY, block_of
from etl.resolve.rows import ArticleIds, Resolved, Row, Tables, slug_keep
from etl.resolve.stays import Stay, check_row
from etl.sources.catalogue import Coverage

HEADS = {"monarch": "head_of_state"}


@dataclass(frozen=True)
class _Saying:
    """What is said, of whom, and between which days it can be belied."""

    row: Row
    countries: frozenset[str]  # where to
    towns: frozenset[str]  # and to which town, where that is said
    travellers: frozenset[str]  # keys of people; or else
    role_type: str | None  # of anyone in this office
    side: str | None  # of this state
    first: str
    last: str
    named: tuple[str, str] | None  # the days of the visit that it hangs on
    hosts: frozenset[str]  # keys of the people of that country who were met there; empty for a mere visit


def assertion_rows(resolved: Resolved, tables: Tables, event_ids: dict[str, str]) -> None:
    """Fill `assertions`."""
    articles: ArticleIds = {(i.source, i.key): article_id for i, article_id in resolved.article_ids}
    for item in resolved.items:
        for claim in item.assertions if item.article else ():
            tables["assertions"].append(_row(item, claim, articles[item.source, item.key], event_ids))


def _row(item: Item, claim: AssertionClaim, article_id: str, event_ids: dict[str, str]) -> Row:
    e = claim.evidence
    return {"assertion_id": slug_keep(f"{article_id}-{claim.id}"), "article_id": article_id, "kind": claim.kind,
            "event_id": event_ids.get(f"{item.key}#{claim.event}"), "since": claim.since, "role_type": claim.role_type,
            "country": claim.country, "zone": e.zone, "paragraph": e.paragraph, "start_char": e.start, "end_char": e.end}  # fmt: skip


def assertion_checks(
    resolved: Resolved, tables: Tables, stays: dict[str, list[Stay]], coverage: list[Coverage]
) -> list[Row]:
    """Rows of `checks` for the sayings in `assertions`."""
    events = {e.event_id: e for e in resolved.events}
    published = {article_id: bounds(i.article.published) for i, article_id in resolved.article_ids if i.article}
    people = {c.anchor: c for c in resolved.people.live()}
    rows = []
    for row in tables["assertions"]:
        event = events.get(row["event_id"] or "")
        saying = _saying(row, event, published[row["article_id"]], people) if event else None
        if saying is not None:
            rows.append(_check(saying, resolved, people, stays, coverage))
    return rows


def _saying(
    row: Row, event: Event, published: tuple[str | None, str | None], people: dict[str, Cluster]
) -> _Saying | None:
    if event.type not in ("visit", "meeting", "talks", "summit") or event.conference:
        return None  # of a conference registers list the guests, not how often it was held
    countries = frozenset(
        block_of(c) for r in event.reports for c in (r.claim.country, *(p.country for p in r.claim.places)) if c
    )
    if not countries:
        return None
    begin, end = bounds(event.date)
    until = (begin or published[0] or LAST_DAY) if row["kind"] != "last" else (published[0] or LAST_DAY)
    since = bounds(row["since"])
    named: tuple[str, str] | None = None
    if row["kind"] == "first_since" and since[0] and since[1]:
        first, named = since[1], (since[0], since[1])
    elif row["kind"] == "last" and begin and end:
        first, named = end, (begin, end)
    elif row["kind"] == "first":
        first = FIRST_DAY
    else:
        return None
    visitors = {
        k
        for r in event.reports
        for (kind, k), ps in r.who.items()
        if kind == "person" and any(p.role != "host" for p in ps)
    }
    travellers = {k for k in visitors if not people[k].blocks & countries}
    sides = {block_of(k) for r in event.reports for (kind, k), ps in r.who.items() if kind == "country"} - countries
    side = block_of(row["country"]) if row["country"] else min(sides, default=None)
    if row["role_type"]:
        travellers = set()
        side = side or min((b for k in visitors for b in people[k].blocks - countries - {"-"}), default=None)
    whose = bool(travellers or row["role_type"])
    if not (whose or side) or (row["kind"] == "first" and not whose):
        return None  # that a state's people came for the first time is said of something narrower
    towns = frozenset(p.name for r in event.reports if r.item.article for p in r.claim.places)
    hosts = frozenset() if event.type == "visit" else frozenset(k for k in event.people if people[k].blocks & countries)
    return _Saying(row, countries, towns, frozenset(travellers), row["role_type"], side, first, until, named, hosts)


def _check(
    saying: _Saying,
    resolved: Resolved,
    people: dict[str, Cluster],
    stays: dict[str, list[Stay]],
    coverage: list[Coverage],
) -> Row:
    about = {"assertion_id": saying.row["assertion_id"], "article_id": saying.row["article_id"]}
    such = [
        (stay, key)
        for key in sorted(saying.travellers or stays)
        for stay in stays.get(key, [])
        if stay.country in saying.countries
        and (key in saying.travellers or _in_office(resolved, people[key], stay, saying))
        and _met_there(resolved, people, stay, saying)
    ]
    belie = sorted(
        (s.first, s.record_id)
        for s, _ in such
        if saying.first < s.first and s.last < saying.last and (not saying.towns or s.towns & saying.towns)
    )
    if belie:
        detail = f"A register has such a visit on {belie[0][0]}."
        return check_row("one-in-between", "contradicts", detail, record_id=belie[0][1], **about)
    roles: set[str] = {saying.role_type} if saying.role_type else _roles(resolved, people, saying)
    sides = {saying.side} if saying.side else {b for k in saying.travellers for b in people[k].blocks}
    if not _followed(saying, roles, sides, coverage):
        return check_row(
            "outside-coverage", "not_covered", "No register follows such visits over those years.", **about
        )
    named = [s for s, _ in such if saying.named and s.first <= saying.named[1] and saying.named[0] <= s.last]
    if named:
        detail = f"The register has the visit of {named[0].first}, and none after it."
        return check_row("named-visit-registered", "confirms", detail, record_id=named[0].record_id, **about)
    return check_row(
        "none-in-between", "consistent", "A register follows such visits, and has none that belies it.", **about
    )


def _roles(resolved: Resolved, people: dict[str, Cluster], saying: _Saying) -> set[str]:
    """The offices of the travellers at the time of which it is said."""
    day = saying.first if saying.first != FIRST_DAY else saying.last
    held = {k: resolved.affiliations.at(people[k], day, day) for k in saying.travellers}
    return {a.role_type for k in sorted(held) for a in held[k][:1]} or {
        r.role_type for k in held for r in people[k].roles
    }


def _in_office(resolved: Resolved, person: Cluster, stay: Stay, saying: _Saying) -> bool:
    """Whether somebody travelled in the office of which the saying speaks, for its state."""
    held = resolved.affiliations.at(person, stay.first, stay.last)
    wanted = HEADS.get(saying.role_type or "", saying.role_type)
    return any(
        (wanted is None or HEADS.get(a.role_type, a.role_type) == wanted) and block_of(a.country) == saying.side
        for a in held
    )


def _met_there(resolved: Resolved, people: dict[str, Cluster], stay: Stay, saying: _Saying) -> bool:
    """Whether on that stay the traveller may have been received by those of whom it is said."""
    if not saying.hosts:
        return True
    held = [a for k in sorted(saying.hosts) for a in resolved.affiliations.at(people[k], stay.first, stay.last)]
    return not stay.conference and any(
        HEADS.get(a.role_type, a.role_type) in ("head_of_state", "head_of_government") for a in held
    )


def _followed(saying: _Saying, roles: set[str], sides: set[str], coverage: list[Coverage]) -> bool:
    """Whether some register lists such visits from the first day to the last on which one would belie the saying."""
    last = saying.last
    for c in coverage:
        if c.event_type not in (None, "visit") or (c.role_type and c.role_type not in roles):
            continue
        if saying.named and not c.first <= saying.first <= c.last:
            continue
        if last != LAST_DAY and last > c.last:
            continue
        incoming = c.direction == "incoming" and c.country in saying.countries
        if incoming or (c.direction == "outgoing" and c.country in sides):
            return True
    return False
