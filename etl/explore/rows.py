"""Rows out of the database: events with everything a table of encounters shows, in few queries, whatever their number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from etl.explore import words

Row = dict[str, Any]

_EVENTS = """
select e.event_id, e.type, e.subtype, e.mode, e.status, e.label, e.date, e.date_earliest, e.date_latest, e.date_basis, e.standing,
       e.sources, e.place_id, p.name as place, e.country, c.name as country_name
from json_each(?) as wanted
join events e on e.event_id = wanted.value
left join places p on p.place_id = e.place_id
left join countries c on c.country = e.country
order by wanted.key
"""
_PARTICIPANTS = """
select w.event_id, w.number, w.role, w.person_id, w.organization_id, w.country,
       coalesce(p.name, o.name, c.name) as name,
       a.affiliation_id, a.title, a.role_type, a.country as acting_for, ac.name as acting_for_name, aa.name as accredited_name,
       coalesce(ao.name, az.name) as organization_name
from json_each(?) as wanted
join event_participants w on w.event_id = wanted.value
left join people p on p.person_id = w.person_id
left join organizations o on o.organization_id = w.organization_id
left join countries c on c.country = w.country
left join affiliations a on a.affiliation_id = w.affiliation_id
left join countries ac on ac.country = a.country
left join countries aa on aa.country = a.accredited_country
left join organizations ao on ao.organization_id = a.accredited_organization_id
left join organizations az on az.organization_id = a.organization_id
order by wanted.key, w.number
"""


def query(conn: sqlite3.Connection, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows of a query as dictionaries."""
    cursor = conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def one(conn: sqlite3.Connection, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
    """The first row, or None."""
    found = query(conn, sql, params)
    return found[0] if found else None


def column(conn: sqlite3.Connection, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
    """The first column."""
    return [row[0] for row in conn.execute(sql, params).fetchall()]


def who(row: Row) -> tuple[str, str]:
    """(kind, id) of a participant, a mention or a byline: its own page's address."""
    for kind, key in (
        ("person", "person_id"),
        ("organization", "organization_id"),
        ("country", "country"),
        ("place", "place_id"),
    ):
        if row.get(key):
            return kind, row[key]
    return "", ""


def events(conn: sqlite3.Connection, ids: Iterable[str]) -> list[Row]:
    """The events of these ids, in this order, each with `participants` and `kind_words`.

    A participant has kind, id, name, role, capacity, title, role_type and country (whom they act for).
    """
    wanted = json.dumps(list(ids))
    found = query(conn, _EVENTS, (wanted,))
    by_id: dict[str, list[Row]] = {row["event_id"]: [] for row in found}
    for row in conn.execute(_PARTICIPANTS, (wanted,)):
        (event_id, number, role, person_id, organization_id, country, name, affiliation_id, title, role_type, acting_for,
         acting_for_name, accredited, organization) = row  # fmt: skip
        kind, identifier = (
            ("person", person_id)
            if person_id
            else ("organization", organization_id)
            if organization_id
            else ("country", country)
        )
        by_id[event_id].append(
            {
                "number": number,
                "kind": kind,
                "id": identifier,
                "name": name,
                "role": role,
                "capacity": words.capacity(title, role_type, acting_for_name, accredited, organization)
                if affiliation_id
                else "",
                "title": title,
                "affiliation_id": affiliation_id,
                "role_type": role_type,
                "country": acting_for or country,
            }
        )
    for event in found:
        event["participants"] = by_id[event["event_id"]]
        event["kind_words"] = words.event_kind(event["type"], event["subtype"], event["mode"])
    return found


def flat(event: Row, leave_out: tuple[str, str] | None = None) -> Row:
    """An event as one row of a table for people: what goes into CSV. `leave_out` is the (kind, id) whose own table it is."""
    others = [p for p in event["participants"] if (p["kind"], p["id"]) != leave_out]
    mine = next((p for p in event["participants"] if (p["kind"], p["id"]) == leave_out), None)
    row = {
        "event_id": event["event_id"],
        "date": event["date"],
        "date_earliest": event["date_earliest"],
        "date_latest": event["date_latest"],
        "type": event["type"],
        "subtype": event["subtype"],
        "mode": event["mode"],
        "status": event["status"],
        "standing": event["standing"],
        "place": event["place"],
        "country": event["country"],
        "with": "; ".join(f"{p['name']} ({p['capacity']})" if p["capacity"] else p["name"] or p["id"] for p in others),
        "sources": event["sources"],
        "label": event["label"],
    }
    if leave_out:
        row["role"] = mine["role"] if mine else None
        row["capacity"] = mine["capacity"] if mine else None
    return row


AFFILIATIONS = """
select a.affiliation_id, a.person_id, p.name as person, a.post_id, a.title, a.role_type, a.status, a.country, c.name as country_name,
       a.accredited_country, ac.name as accredited_name, a.organization_id, coalesce(ao.name, o.name) as organization_name,
       a.start, a.start_earliest, a.start_latest, a."end", a.end_earliest, a.end_latest, a.attested_first, a.attested_last
from affiliations a
join people p on p.person_id = a.person_id
left join countries c on c.country = a.country
left join countries ac on ac.country = a.accredited_country
left join organizations ao on ao.organization_id = a.accredited_organization_id
left join organizations o on o.organization_id = a.organization_id
"""


def affiliations(conn: sqlite3.Connection, where: str, params: Sequence[Any], order: str) -> list[Row]:
    """Affiliations with names and `capacity` in words. `where` and `order` are SQL of ours, never of a user."""
    found = query(conn, f"{AFFILIATIONS} where {where} order by {order}", params)
    for row in found:
        row["capacity"] = words.capacity(
            row["title"], row["role_type"], row["country_name"], row["accredited_name"], row["organization_name"]
        )
    return found


def condense(offices: list[Row]) -> list[Row]:
    """Affiliations as a reader takes them: what is only attested lies within a dated term of the same office, or becomes one row.

    The order stays, by the first row of each that is kept. The rows themselves are not changed; JSON and SQL have all of them.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for office in offices:
        what = office["post_id"] or (office["capacity"].casefold(), office["organization_id"])
        groups.setdefault((office["person_id"], what, office["status"] or "substantive"), []).append(office)
    kept: dict[str, Row] = {}
    for group in groups.values():
        dated = [o for o in group if o["start"] or o["end"]]
        seen = [o for o in group if o not in dated and not any(_within(o, term) for term in dated)]
        for office in dated:
            kept[office["affiliation_id"]] = office
        if seen:
            first = min((o["attested_first"] for o in seen if o["attested_first"]), default=None)
            last = max((o["attested_last"] for o in seen if o["attested_last"]), default=None)
            kept[seen[0]["affiliation_id"]] = {**seen[0], "attested_first": first, "attested_last": last}
    return [kept[o["affiliation_id"]] for o in offices if o["affiliation_id"] in kept]


def _within(office: Row, term: Row) -> bool:
    """Whether an office that is only attested can be this term; one without any date can be every term."""
    first, last = office["attested_first"], office["attested_last"]
    start = term["start_earliest"] or term["attested_first"] or "0000"
    end = "9999" if term["end"] in ("..", None) else term["end_latest"] or "9999"
    return not ((last and last < start) or (first and first > end))
