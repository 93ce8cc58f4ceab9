"""Pages that are mostly one long list of events: a country, a place, an organization, two people or countries, a year."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from etl.explore import rows, words
from etl.explore.page import Ask, Page, cut
from etl.explore.rows import Row

_LIGHT = "e.event_id, e.type, e.status, e.date_earliest"
_ORDER = "order by e.date_earliest is null, e.date_earliest desc, e.event_id"
_COUNTRY_EVENTS = f"""
select {_LIGHT} from events e where e.event_id in (
    select event_id from events where country = :id
    union select event_id from event_participants where country = :id
    union select w.event_id from affiliations a join event_participants w on w.affiliation_id = a.affiliation_id where a.country = :id)
{_ORDER}
"""
# People met as the view `encounters` says; that both attended a summit is told apart from it.
_MET = f"""
select {_LIGHT} from events e where e.event_id in (select event_id from encounters where person_a = :a and person_b = :b) {_ORDER}
"""
_ATTENDED = f"""
select {_LIGHT} from events e where e.status = 'occurred'
and e.event_id in (select event_id from co_attendance where person_a = :a and person_b = :b) {_ORDER}
"""
# States met where somebody acting for the one and somebody acting for the other, or the states themselves, took part. :b is the side with
# fewer people, at whom SQLite begins.
_STATES_MET = f"""
with theirs as (
    select w.event_id from affiliations a join event_participants w on w.affiliation_id = a.affiliation_id
    where a.country = :b and w.role not in ('subject', 'target', 'sender')
    union select event_id from event_participants where country = :b and role not in ('subject', 'target', 'sender')
)
select {_LIGHT} from events e where e.event_id in (select event_id from theirs)
and e.type in ('meeting', 'visit', 'call', 'talks', 'summit')
and exists (select 1 from event_participants w left join affiliations a on a.affiliation_id = w.affiliation_id
            where w.event_id = e.event_id and (a.country = :a or w.country = :a) and w.role not in ('subject', 'target', 'sender'))
{_ORDER}
"""


def gather(conn: sqlite3.Connection, light: list[Row], ask: Ask) -> dict[str, Any]:
    """From all events of a page as light rows (event_id, type, status, date_earliest), what its list and its chart show."""
    statuses = Counter(event["status"] for event in light)
    wanted = [e for e in light if e["status"] == "occurred" or ask.every_status]
    kinds = Counter(event["type"] for event in wanted)
    shown, part = cut([e["event_id"] for e in wanted if ask.kind in (None, e["type"])], ask)
    per_year: Counter[tuple[int, str]] = Counter()
    for event in light:
        if event["status"] == "occurred" and event["date_earliest"] and event["type"] in words.ENCOUNTERS:
            per_year[int(event["date_earliest"][:4]), event["type"]] += 1
    return {
        "events": rows.events(conn, shown),
        "slice": part,
        "kinds": kinds,
        "statuses": statuses,
        "unsure": sum(statuses.values()) - statuses["occurred"],
        "per_year": per_year,
    }


def country(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One state: what took place there or involved it, with whom it met most, its offices, who is accredited to it."""
    found = rows.one(conn, "select * from countries where country = ?", (identifier,))
    if found is None:
        return None
    light = rows.query(conn, _COUNTRY_EVENTS, {"id": identifier})
    view = gather(conn, light, ask)
    partners = rows.query(conn, _PARTNERS, {"id": identifier})
    posts = rows.query(conn, _POSTS, {"id": identifier})
    places = rows.query(conn, _PLACES, (identifier,))
    people = rows.query(conn, _PEOPLE, (identifier,))
    successor = found["successor"]
    view |= {
        "country": found,
        "partners": partners,
        "posts": posts,
        "places": places,
        "people": people,
        "successor": rows.one(conn, "select country, name from countries where country = ?", (successor,))
        if successor
        else None,
        "predecessors": rows.query(
            conn, "select country, name from countries where successor = ? order by name", (identifier,)
        ),
    }
    facts = {
        **found,
        "met_most": partners,
        "posts": posts,
        "places": places,
        "people": people,
        "events": view["events"],
    }
    occurred = view["statuses"]["occurred"]
    return Page(
        "country", identifier, found["name"], facts, [rows.flat(e) for e in view["events"]], view["events"], view,
        f"{words.count(occurred, 'event')} that took place in {found['name']} or involved it",
    )  # fmt: skip


_PARTNERS = """
with mine as (
    select e.event_id from (
        select w.event_id from affiliations a join event_participants w on w.affiliation_id = a.affiliation_id where a.country = :id
        union select event_id from event_participants where country = :id) own
    join events e on e.event_id = own.event_id
    where e.status = 'occurred' and e.type in ('meeting', 'talks', 'call', 'visit')
)
select c.country, c.name, count(distinct mine.event_id) as times from mine
join event_participants w on w.event_id = mine.event_id left join affiliations a on a.affiliation_id = w.affiliation_id
join countries c on c.country = coalesce(a.country, w.country)
where c.country <> :id group by c.country order by times desc, c.name limit 12
"""
_POSTS = """
select p.post_id, p.title, p.role_type, p.country, p.accredited_country, c.name as country_name, ac.name as accredited_name
from posts p left join countries c on c.country = p.country left join countries ac on ac.country = p.accredited_country
where p.country = :id and (p.accredited_country is null or :id <> 'US') or p.accredited_country = :id
order by p.accredited_country is not null, p.title, p.post_id limit 60
"""
_PLACES = """
select p.place_id, p.name, p.latitude, p.longitude, count(*) as times from places p join events e on e.place_id = p.place_id
where p.country = ? and e.status = 'occurred' group by p.place_id order by times desc, p.name limit 40
"""
_PEOPLE = """
select p.person_id, p.name, count(distinct w.event_id) as times, max(a.title) as title
from affiliations a join event_participants w on w.affiliation_id = a.affiliation_id and w.person_id = a.person_id
join events e on e.event_id = w.event_id join people p on p.person_id = a.person_id
where a.country = ? and e.status = 'occurred' and e.type in ('meeting', 'talks', 'call', 'visit', 'summit')
group by p.person_id order by times desc, p.name limit 15
"""


def place(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One place: what happened there."""
    found = rows.one(
        conn,
        "select p.*, c.name as country_name from places p left join countries c on c.country = p.country where p.place_id = ?",
        (identifier,),
    )
    if found is None:
        return None
    light = rows.query(
        conn,
        f"""select {_LIGHT} from events e where e.event_id in (select event_id from event_places where place_id = :id
        union select event_id from events where place_id = :id) {_ORDER}""",
        {"id": identifier},
    )
    view = gather(conn, light, ask) | {"place": found}
    visitors = rows.query(
        conn,
        """select p.person_id, p.name, count(distinct e.event_id) as times
        from events e join event_participants w on w.event_id = e.event_id join people p on p.person_id = w.person_id
        where e.place_id = ? and e.status = 'occurred' and w.role in ('visitor', 'participant', 'companion')
        group by p.person_id order by times desc, p.name limit 12""",
        (identifier,),
    )
    view["visitors"] = visitors
    where = f"{found['name']}, {found['country_name']}" if found["country_name"] else found["name"]
    facts = {**found, "visitors": visitors, "events": view["events"]}
    return Page(
        "place", identifier, where, facts, [rows.flat(e) for e in view["events"]], view["events"], view,
        f"{words.count(view['statuses']['occurred'], 'event')} in {where}",
    )  # fmt: skip


def organization(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One body: its names, the people who act for it, the events it took part in, its offices."""
    found = rows.one(
        conn,
        """select o.*, c.name as country_name, p.name as parent_name from organizations o
        left join countries c on c.country = o.country left join organizations p on p.organization_id = o.parent_id
        where o.organization_id = ?""",
        (identifier,),
    )
    if found is None:
        return None
    light = rows.query(
        conn,
        f"""select {_LIGHT} from events e where e.event_id in (select event_id from event_participants where organization_id = :id
        union select w.event_id from affiliations a join event_participants w on w.affiliation_id = a.affiliation_id
              where a.organization_id = :id or a.accredited_organization_id = :id) {_ORDER}""",
        {"id": identifier},
    )
    view = gather(conn, light, ask)
    names = rows.column(
        conn, "select name from organization_names where organization_id = ? order by kind, name", (identifier,)
    )
    staff = rows.affiliations(
        conn, "a.organization_id = ? or a.accredited_organization_id = ?", (identifier, identifier),
        "coalesce(a.start_earliest, a.attested_first) is null, coalesce(a.start_earliest, a.attested_first) desc, a.affiliation_id limit 200",
    )  # fmt: skip
    posts = rows.query(
        conn,
        """select post_id, title, role_type, null as accredited_name from posts
        where organization_id = ? or accredited_organization_id = ? order by title, post_id limit 60""",
        (identifier, identifier),
    )
    children = rows.query(
        conn, "select organization_id, name from organizations where parent_id = ? order by name", (identifier,)
    )
    credits = rows.query(
        conn,
        """select a.article_id, a.title, a.published, w.role, null as publisher from article_people w join articles a on a.article_id = w.article_id
        where w.organization_id = ? order by a.published_earliest desc, a.article_id limit 20""",
        (identifier,),
    )
    view |= {
        "organization": found,
        "names": [name for name in names if name != found["name"]],
        "staff": staff,
        "posts": posts,
        "children": children,
        "credits": credits,
    }
    facts = {
        **found,
        "names": names,
        "affiliations": staff,
        "posts": posts,
        "parts": children,
        "events": view["events"],
    }
    return Page(
        "organization", identifier, found["name"], facts, [rows.flat(e) for e in view["events"]], view["events"], view,
        "; ".join(x for x in (words.words(found["kind"]), found["country_name"]) if x),
    )  # fmt: skip


def _side(conn: sqlite3.Connection, identifier: str) -> tuple[str, str, str] | None:
    """(kind, id, name) of one side of a pair: a country by its code, or a person."""
    row = rows.one(conn, "select country as id, name from countries where country = ?", (identifier,))
    if row:
        return "country", row["id"], row["name"]
    row = rows.one(conn, "select person_id as id, name from people where person_id = ?", (identifier,))
    return ("person", row["id"], row["name"]) if row else None


def pair(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """Every time two people or two countries met; None when one is not known, both are one, or of two kinds.

    `identifier` is A/B.
    """
    a, _, b = identifier.partition("/")
    sides = _side(conn, a), _side(conn, b)
    if sides[0] is None or sides[1] is None or a == b:
        return None
    left, right = sides[0], sides[1]
    if left[0] != right[0]:
        return None
    together: list[Row] = []
    if left[0] == "person":
        given = dict(zip("ab", sorted((a, b)), strict=True))
        light = rows.query(conn, _MET, given)
        together = rows.query(conn, _ATTENDED, given)
    else:
        busy = [
            conn.execute("select count(*) from affiliations where country = ?", (side,)).fetchone()[0]
            for side in (a, b)
        ]
        light = rows.query(conn, _STATES_MET, {"a": a, "b": b} if busy[0] >= busy[1] else {"a": b, "b": a})
    view = gather(conn, light, ask)
    dated = [e for e in light if e["status"] == "occurred" and e["date_earliest"]]
    view |= {"left": left, "right": right, "first": dated[-1] if dated else None, "last": dated[0] if dated else None}
    view["together"] = rows.events(conn, [e["event_id"] for e in together])
    facts = {
        "a": dict(zip(("kind", "id", "name"), left, strict=True)),
        "b": dict(zip(("kind", "id", "name"), right, strict=True)),
        "encounters": view["events"],
        "attended_together": view["together"],
    }
    return Page(
        "pair", f"{a}/{b}", f"{left[2]} and {right[2]}", facts, [rows.flat(e) for e in view["events"]], view["events"], view,
        f"{words.count(view['statuses']['occurred'], 'encounter')} of {left[2]} and {right[2]}",
    )  # fmt: skip


def year(conn: sqlite3.Connection, number: str, ask: Ask) -> Page | None:
    """Everything of one year; None for what is not four digits."""
    if not (len(number) == 4 and number.isascii() and number.isdigit() and number > "0000"):
        return None
    light = rows.query(
        conn,
        f"select {_LIGHT} from events e where e.date_earliest between ? and ? order by e.date_earliest, e.event_id",
        (f"{number}-01-01", f"{number}-12-31"),
    )
    view = gather(conn, light, ask) | {"number": int(number)}
    return Page(
        "year", number, number, {"year": int(number), "events": view["events"]}, [rows.flat(e) for e in view["events"]], view["events"], view,
        f"{words.count(view['statuses']['occurred'], 'event')} of {number}",
    )  # fmt: skip
