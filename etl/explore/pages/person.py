"""One person: names, offices, encounters, whom they met most, articles that name them."""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter
from typing import Any

from etl.explore import rows, words
from etl.explore.dates import newspaper
from etl.explore.page import Ask, Page, cut
from etl.explore.rows import Row

_PERSON = """
select p.*, c.name as country_name from people p left join countries c on c.country = p.country where p.person_id = ?
"""
# Everything this person took part in; the newest first, what has no date last.
_TOOK_PART = """
select e.event_id, e.type, e.status, e.standing, e.date, e.date_earliest, e.label from events e
where e.event_id in (select event_id from event_participants where person_id = ?)
order by e.date_earliest is null, e.date_earliest desc, e.event_id
"""
# By the view `encounters`, which says what meeting somebody is; each side by itself, so that SQLite begins at the person.
_MET = """
select person_id, name, count(distinct event_id) as times, min(date_earliest) as first, max(date_earliest) as last from (
    select person_b as person_id, name_b as name, event_id, date_earliest from encounters where person_a = :id and status = 'occurred'
    union all
    select person_a, name_a, event_id, date_earliest from encounters where person_b = :id and status = 'occurred')
group by person_id order by times desc, name, person_id
"""
_ARTICLES = """
select a.article_id, a.title, a.published, a.published_earliest, s.title as publisher, count(*) as mentions
from mentions m join articles a on a.article_id = m.article_id join sources s on s.source_id = a.source_id
where m.person_id = ? group by a.article_id
order by a.published_earliest is null, a.published_earliest desc, a.article_id
"""
_WROTE = """
select a.article_id, a.title, a.published, s.title as publisher, w.role
from article_people w join articles a on a.article_id = w.article_id join sources s on s.source_id = a.source_id
where w.person_id = ? order by a.published_earliest desc, a.article_id
"""


def load(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """The page of one person; None when there is no such id."""
    person = rows.one(conn, _PERSON, (identifier,))
    if person is None:
        return None
    names = rows.column(conn, "select name from person_names where person_id = ? order by kind, name", (identifier,))
    ids = rows.query(
        conn, "select scheme, value from person_identifiers where person_id = ? order by scheme, value", (identifier,)
    )
    offices = rows.affiliations(
        conn, "a.person_id = ?", (identifier,), "coalesce(a.start_earliest, a.attested_first) is null, "
        "coalesce(a.start_earliest, a.attested_first) desc, a.affiliation_id"
    )  # fmt: skip
    happened = rows.query(conn, _TOOK_PART, (identifier,))
    statuses = Counter(event["status"] for event in happened)
    wanted = [e for e in happened if e["status"] == "occurred" or ask.every_status]
    kinds = Counter(event["type"] for event in wanted)
    chosen = [e["event_id"] for e in wanted if ask.kind in (None, e["type"])]
    shown, part = cut(chosen, ask)
    events = rows.events(conn, shown)
    met = rows.query(conn, _MET, {"id": identifier})
    articles = rows.query(conn, _ARTICLES, (identifier,))
    wrote = rows.query(conn, _WROTE, (identifier,))
    facts = _facts(person, names, ids, offices, events, met, articles, wrote)
    view = {
        "person": person,
        "names": [name for name in names if name != person["name"]],
        "identifiers": ids,
        "offices": rows.condense(offices),
        "events": events,
        "slice": part,
        "kinds": kinds,
        "statuses": statuses,
        "unsure": sum(statuses.values()) - statuses["occurred"],
        "met": met[:12],
        "met_all": len(met),
        "articles": articles[:20],
        "articles_all": len(articles),
        "wrote": wrote[:20],
        "points": [e for e in happened if e["type"] in words.ENCOUNTERS and e["status"] == "occurred"],
    }
    return Page(
        "person", identifier, person["name"], facts, [rows.flat(e, ("person", identifier)) for e in events], events, view,
        _sentence(person, offices, len(met), statuses["occurred"]),
    )  # fmt: skip


def main_office(offices: list[Row]) -> Row | None:
    """The office that somebody is known by: the one still held or seen last, the longer one where two end together.

    What a source shows for some days only counts where there is nothing else.
    """
    if not offices:
        return None
    return max(
        [o for o in offices if o["end"] == ".." or _days(o) > 60] or offices,
        key=lambda o: (
            o["role_type"] not in ("journalist", "photographer", "other"),
            "9999" if o["end"] == ".." else o["end_latest"] or o["attested_last"] or o["start_latest"] or "",
            [-ord(c) for c in (o["start_earliest"] or o["attested_first"] or "9999")],
        ),
    )


def _days(office: Row) -> int:
    """For how long it was held or seen."""
    first, last = office["start_earliest"] or office["attested_first"], office["end_latest"] or office["attested_last"]
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days if first and last else 0


def _sentence(person: Row, offices: list[Row], met: int, happened: int) -> str:
    """The page in one sentence, for search engines and the head of the page."""
    parts = [main["capacity"]] if (main := main_office(offices)) else []
    if person["born"] or person["died"]:
        born, died = newspaper(person["born"]), newspaper(person["died"])
        parts.append(f"{born or '?'}–{died}" if died else f"born {born}")
    if happened:
        parts.append(words.count(happened, "event") + (f" with {words.count(met, 'person', 'people')}" if met else ""))
    return "; ".join(parts)


def _facts(
    person: Row,
    names: list[str],
    ids: list[Row],
    offices: list[Row],
    events: list[Row],
    met: list[Row],
    articles: list[Row],
    wrote: list[Row],
) -> dict[str, Any]:
    """The JSON form."""
    return {
        **{k: v for k, v in person.items() if not k.endswith(("_earliest", "_latest"))},
        "names": names,
        "identifiers": ids,
        "affiliations": offices,
        "events": events,
        "met": met,
        "mentioned_in": articles,
        "wrote": wrote,
    }
