"""Pages about one post, one article, one record of a register."""

from __future__ import annotations

import sqlite3

from etl.explore import rows, words
from etl.explore.dates import newspaper
from etl.explore.page import Ask, Page
from etl.explore.rows import Row

_POST = """
select p.*, c.name as country_name, ac.name as accredited_name, o.name as organization_name, ao.name as accredited_organization_name
from posts p left join countries c on c.country = p.country left join countries ac on ac.country = p.accredited_country
left join organizations o on o.organization_id = p.organization_id
left join organizations ao on ao.organization_id = p.accredited_organization_id where p.post_id = ?
"""
_ARTICLE = """
select a.*, s.title as publisher, s.licence, s.kind as source_kind from articles a join sources s on s.source_id = a.source_id
where a.article_id = ?
"""
_CREDITED = """
select w.role, w.as_text, w.person_id, w.organization_id, coalesce(p.name, o.name) as name
from article_people w left join people p on p.person_id = w.person_id left join organizations o on o.organization_id = w.organization_id
where w.article_id = ? order by w.number
"""
_NAMED = """
select m.person_id, m.organization_id, m.place_id, m.country, coalesce(p.name, o.name, pl.name, c.name) as name, count(*) as times,
       group_concat(distinct m.as_text) as as_text
from mentions m left join people p on p.person_id = m.person_id left join organizations o on o.organization_id = m.organization_id
left join places pl on pl.place_id = m.place_id left join countries c on c.country = m.country
where m.article_id = ? group by m.person_id, m.organization_id, m.place_id, m.country order by times desc, name
"""
_HELD = """
select a.affiliation_id from affiliation_evidence e join affiliations a on a.affiliation_id = e.affiliation_id where e.{key} = ?
"""
_ARTICLE_LINKS = """
select l.relation, l.title_said, l.url_said, a.article_id, a.title, a.published, a.url, a.status
from article_links l left join articles a on a.article_id = l.other_article_id where l.article_id = ? order by l.number
"""
_LINKED_FROM = """
select l.relation, a.article_id, a.title, a.published from article_links l join articles a on a.article_id = l.article_id
where l.other_article_id = ? order by a.published_earliest desc, a.article_id limit 50
"""
_CHECKS = """
select k.*, e.label as event_label, ar.title as article_title, s.title as source from checks k left join events e on e.event_id = k.event_id
left join articles ar on ar.article_id = k.article_id left join records r on r.record_id = coalesce(k.other_record_id, k.record_id)
left join sources s on s.source_id = r.source_id where {where}
order by k.outcome = 'contradicts' desc, k.outcome = 'defect' desc, k.check_id limit 200
"""


def post(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One office and its holders through time."""
    found = rows.one(conn, _POST, (identifier,))
    if found is None:
        return None
    holders = rows.affiliations(
        conn, "a.post_id = ?", (identifier,), "coalesce(a.start_earliest, a.attested_first) is null, "
        "coalesce(a.start_earliest, a.attested_first), a.affiliation_id"
    )  # fmt: skip
    title = words.capacity(
        found["title"], found["role_type"], found["country_name"], found["accredited_name"] or found["accredited_organization_name"],
        found["organization_name"],
    )  # fmt: skip
    table = [
        {
            "person_id": h["person_id"],
            "name": h["person"],
            "title": h["title"],
            "status": h["status"],
            "start": h["start"],
            "end": h["end"],
            "affiliation_id": h["affiliation_id"],
        }
        for h in holders
    ]
    held = words.count(len({h["person_id"] for h in holders}), "holder")
    nobodys = not any(
        found[key] for key in ("country", "organization_id", "accredited_country", "accredited_organization_id")
    )
    return Page(
        "post", identifier, title, {**found, "holders": holders}, table, [], {"post": found, "holders": rows.condense(holders)},
        f"{held}; the sources do not say of what, so these are many offices" if nobodys else f"{held} of the office through time",
    )  # fmt: skip


def _events_of(conn: sqlite3.Connection, key: str, identifier: str) -> list[Row]:
    ids = rows.column(
        conn,
        f"select e.event_id from event_evidence v join events e on e.event_id = v.event_id where v.{key} = ? group by e.event_id "
        "order by e.date_earliest is null, e.date_earliest desc, e.event_id",
        (identifier,),
    )
    return rows.events(conn, ids)


def _affiliations_of(conn: sqlite3.Connection, key: str, identifier: str) -> list[Row]:
    return rows.affiliations(
        conn, f"a.affiliation_id in ({_HELD.format(key=key)})", (identifier,), "p.name, a.affiliation_id"
    )


def article(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One article: what is known of it and the facts found in it; never its text."""
    found = rows.one(conn, _ARTICLE, (identifier,))
    if found is None:
        return None
    events = _events_of(conn, "article_id", identifier)
    affiliations = _affiliations_of(conn, "article_id", identifier)
    credited = rows.query(conn, _CREDITED, (identifier,))
    named = rows.query(conn, _NAMED, (identifier,))
    links = rows.query(conn, _ARTICLE_LINKS, (identifier,))
    linked_from = rows.query(conn, _LINKED_FROM, (identifier,))
    checks = rows.query(conn, _CHECKS.format(where="k.article_id = ?"), (identifier,))
    assertions = rows.query(conn, "select * from assertions where article_id = ? order by assertion_id", (identifier,))
    facts = {
        **found,
        "credits": credited,
        "events": events,
        "affiliations": affiliations,
        "names": named,
        "links": links,
        "linked_from": linked_from,
        "checks": checks,
        "assertions": assertions,
    }
    view = {"article": found, **{k: v for k, v in facts.items() if k not in found}}
    table = [rows.flat(e) for e in events]
    where = f"{found['publisher']}, {newspaper(found['published'])}" if found["published"] else found["publisher"]
    return Page(
        "article",
        identifier,
        found["title"] or words.short_url(found["url"]) or "An article without a title",
        facts,
        table,
        events,
        view,
        where,
    )


def record(conn: sqlite3.Connection, identifier: str, ask: Ask) -> Page | None:
    """One entry of a register: what it became, and its own address."""
    found = rows.one(
        conn,
        """select r.*, s.title as source, s.version, s.retrieved, s.licence, s.url as source_url, s.kind as source_kind
        from records r join sources s on s.source_id = r.source_id where r.record_id = ?""",
        (identifier,),
    )
    if found is None:
        return None
    events = _events_of(conn, "record_id", identifier)
    affiliations = _affiliations_of(conn, "record_id", identifier)
    checks = rows.query(conn, _CHECKS.format(where="k.record_id = ?1 or k.other_record_id = ?1"), (identifier,))
    facts = {**found, "events": events, "affiliations": affiliations, "checks": checks}
    became = [words.count(len(events), "event")] * bool(events) + [
        words.count(len(affiliations), "affiliation")
    ] * bool(affiliations)
    return Page(
        "record", identifier, f"{found['source']}: {found['native_id']}", facts, [rows.flat(e) for e in events], events,
        {"record": found, "events": events, "affiliations": affiliations, "checks": checks},
        f"An entry of {found['source']}, which became {' and '.join(became) or 'no published row'}",
    )  # fmt: skip
