"""One event: who, in what capacity, where, when; what each source says; the checks, disagreements first; what it belongs to."""

from __future__ import annotations

import sqlite3
from typing import Any

from etl.edtf import EdtfError, bounds
from etl.explore import rows, words
from etl.explore.dates import newspaper
from etl.explore.page import Ask, Page
from etl.explore.rows import Row

_EVENT = """
select e.*, p.name as place, p.latitude, p.longitude, c.name as country_name
from events e left join places p on p.place_id = e.place_id left join countries c on c.country = e.country where e.event_id = ?
"""
_PLACES = """
select ep.place_id, p.name, p.latitude, p.longitude, p.country, c.name as country_name
from event_places ep join places p on p.place_id = ep.place_id left join countries c on c.country = p.country
where ep.event_id = ? order by ep.number
"""
_CAPACITIES = """
select pc.number, pc.qualifier, a.title, a.role_type, c.name as country_name, ac.name as accredited_name, o.name as organization_name
from participant_capacities pc join affiliations a on a.affiliation_id = pc.affiliation_id
left join countries c on c.country = a.country left join countries ac on ac.country = a.accredited_country
left join organizations o on o.organization_id = coalesce(a.accredited_organization_id, a.organization_id)
where pc.event_id = ? order by pc.number, pc.affiliation_id
"""
_EVIDENCE = """
select ev.*, ar.title as article_title, ar.published, ar.url as article_url, r.native_id, r.url as record_url,
       s.source_id, s.title as source, s.kind as source_kind, cs.name as country_said_name
from event_evidence ev
left join articles ar on ar.article_id = ev.article_id left join records r on r.record_id = ev.record_id
left join sources s on s.source_id = coalesce(ar.source_id, r.source_id)
left join countries cs on cs.country = ev.country_said
where ev.event_id = ? order by s.kind = 'register' desc, ar.published_earliest, ev.evidence_id
"""
_NAMED = """
select pe.evidence_id, pe.number, pe.as_text, pe.role_said from event_participant_evidence pe
where pe.event_id = ? order by pe.evidence_id, pe.number
"""
_CHECKS = """
select k.*, s.title as source, r.url as record_url, ar.title as article_title
from checks k left join records r on r.record_id = coalesce(k.other_record_id, k.record_id)
left join articles ar on ar.article_id = k.article_id
left join sources s on s.source_id = r.source_id
where k.event_id = ?
order by case k.outcome when 'contradicts' then 0 when 'defect' then 1 when 'confirms' then 2 when 'consistent' then 3 else 4 end, k.check_id
"""
_LINKS = """
select l.relation, 0 as inverse, l.other_event_id as event_id from event_links l where l.event_id = :id
union select l.relation, 1, l.event_id from event_links l where l.other_event_id = :id
"""
_ASSERTIONS = """
select x.*, ar.title as article_title from assertions x join articles ar on ar.article_id = x.article_id
where x.event_id = ? order by x.assertion_id
"""
_MOST_LINKED = 60  # events within a long summit shown on its page


def load(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """The page of one event; None when there is no such id."""
    event = rows.one(conn, _EVENT, (identifier,))
    if event is None:
        return None
    shown = rows.events(conn, [identifier])[0]
    event["kind_words"] = shown["kind_words"]
    participants = shown["participants"]
    for extra in rows.query(conn, _CAPACITIES, (identifier,)):
        said = words.capacity(
            extra["title"],
            extra["role_type"],
            extra["country_name"],
            extra["accredited_name"],
            extra["organization_name"],
        )
        for participant in participants:
            if participant["number"] == extra["number"] and said != participant["capacity"]:
                participant.setdefault("also", []).append(said)
    evidence = rows.query(conn, _EVIDENCE, (identifier,))
    named: dict[str, list[Row]] = {}
    by_number = {p["number"]: p for p in participants}
    for row in rows.query(conn, _NAMED, (identifier,)):
        row["participant"] = by_number.get(row["number"])
        named.setdefault(row["evidence_id"], []).append(row)
    for row in evidence:
        row["named"] = named.get(row["evidence_id"], [])
        row["differs"] = _differences(event, row)
    evidence.sort(key=lambda row: not row["differs"])
    checks = rows.query(conn, _CHECKS, (identifier,))
    linked = rows.query(conn, _LINKS, {"id": identifier})
    by_id = {e["event_id"]: e for e in rows.events(conn, [row["event_id"] for row in linked][: _MOST_LINKED + 1])}
    links: dict[str, list[Row]] = {}
    for row in linked:
        if row["event_id"] in by_id:
            links.setdefault(words.relation(row["relation"], bool(row["inverse"])), []).append(by_id[row["event_id"]])
    for group in links.values():
        group.sort(key=lambda e: (e["date_earliest"] or "9999", e["event_id"]))
    places = rows.query(conn, _PLACES, (identifier,))
    assertions = rows.query(conn, _ASSERTIONS, (identifier,))
    facts: dict[str, Any] = {
        **event,
        "places": places,
        "participants": participants,
        "evidence": [
            {k: v for k, v in row.items() if k != "named"} | {"named": _said(row["named"])} for row in evidence
        ],
        "checks": checks,
        "links": [
            {"relation": r["relation"], "inverse": bool(r["inverse"]), "event_id": r["event_id"]} for r in linked
        ],
        "assertions": assertions,
    }
    table = [
        {
            "event_id": identifier,
            "date": event["date"],
            "type": event["type"],
            "status": event["status"],
            "kind": p["kind"],
            "id": p["id"],
            "name": p["name"],
            "role": p["role"],
            "capacity": p["capacity"],
            "also": "; ".join(p.get("also", [])),
        }
        for p in participants
    ]
    view = {
        "event": event,
        "participants": participants,
        "places": places,
        "evidence": evidence,
        "checks": checks,
        "links": links,
        "linked_more": max(0, len(linked) - _MOST_LINKED),
        "assertions": assertions,
        "disputes": [c for c in checks if c["outcome"] == "contradicts"],
    }
    return Page("event", identifier, title(event), facts, table, [shown], view, _sentence(event, participants))


def title(event: Row) -> str:
    """What the event is called."""
    return event["label"] or f"{event['kind_words'].capitalize()}, {newspaper(event['date'])}"


def _sentence(event: Row, participants: list[Row]) -> str:
    names = [p["name"] or p["id"] for p in participants[:6]]
    where = event["place"] or event["country_name"]
    parts = [event["kind_words"].capitalize(), newspaper(event["date"]), where, ", ".join(names)]
    return "; ".join(part for part in parts if part)


def _said(named: list[Row]) -> list[Row]:
    return [{k: v for k, v in row.items() if k != "participant"} for row in named]


_AHEAD, _HAPPENED = (
    ("planned", "proposed"),
    ("occurred", "ongoing"),
)  # that it was announced is no difference from its having been


def _differences(event: Row, evidence: Row) -> list[str]:
    """In what a source says other than the published row: for the reader's eye, not a judgement."""
    found = []
    said = evidence["status_said"]
    if said and said != event["status"] and not (said in _AHEAD and event["status"] in _HAPPENED):
        found.append("status")
    if evidence["type_said"] and evidence["type_said"] != event["type"]:
        found.append("kind")
    if not _dates_agree(event, evidence):
        found.append("date")
    return found


def _dates_agree(event: Row, evidence: Row) -> bool:
    """Whether both can be right: a source that gives the whole visit, or the year, does not contradict the day within it."""
    said = evidence.get("date")
    if not said or not event["date_earliest"] or not event["date_latest"]:
        return True
    try:
        first_said, last_said = bounds(said)
    except EdtfError:
        return False
    if first_said is None or last_said is None:
        return True
    first, last = event["date_earliest"], event["date_latest"]
    return bool((first <= first_said and last_said <= last) or (first_said <= first and last <= last_said))
