"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line.

Person, Organization, PublicBody, Position, Occupancy, Event, Article, and an UnknownLink between each participant and their
event: FollowTheMoney's Event has only `involved`, which would lose the part taken (here `role`) and the capacity (`summary`).
The library that checks such files needs a compiler to install; `pip install embassy-row[ftm]` brings it, and the tests use
it where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.publish import facts
from etl.publish.files import write_lines

Entity = dict[str, Any]

# Two-letter codes go through; of the states of the past FollowTheMoney knows these
_PAST = {"SU": "suhh", "YU": "yucs", "DD": "dd", "CS": "cshh"}


def entity(schema: str, id: str, **properties: Any) -> Entity:
    """An entity; properties are lists of strings, and those without a value are left out."""
    filled = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        kept = list(dict.fromkeys(str(v) for v in values if v not in (None, "")))
        if kept:
            filled[name] = kept
    return {"id": id, "schema": schema, "properties": filled}


def code(country: str | None) -> str | None:
    """A state's code as FollowTheMoney writes it; None for one that it does not have."""
    if country is None:
        return None
    return _PAST.get(country, country.lower() if len(country) == 2 else None)


def _person(row: facts.Record) -> Iterator[Entity]:
    wikidata = [i["value"] for i in row["identifiers"] if i["scheme"] == "wikidata"]
    born, died = facts.span(row, "born")[0], facts.span(row, "died")[1]
    yield entity(
        "Person",
        f"person-{row['person_id']}",
        name=row["name"],
        alias=row["other_names"],
        firstName=row.get("given_name"),
        lastName=row.get("family_name"),
        birthDate=born,
        deathDate=died,
        gender=row.get("gender"),
        country=code(row.get("country")),
        wikidataId=wikidata,
        summary=row.get("summary"),
        position=[facts.in_words({**a, "acts_for": a.get("country")}) for a in row["affiliations"]],
    )
    for office in row["affiliations"]:
        post = f"position-{office['post_id']}" if "post_id" in office else f"position-of-{office['affiliation_id']}"
        if "post_id" not in office:
            yield entity(
                "Position",
                post,
                name=office.get("title") or office["role_type"].replace("_", " "),
                country=code(office.get("country")),
                organization=f"organization-{office['organization_id']}" if "organization_id" in office else None,
            )
        yield entity(
            "Occupancy",
            f"occupancy-{office['affiliation_id']}",
            holder=f"person-{row['person_id']}",
            post=post,
            startDate=facts.span(office, "start")[0],
            endDate=facts.span(office, "end")[1],
            summary=office["status"],
        )


def _organization(row: facts.Record) -> Entity:
    return entity(
        "PublicBody" if row.get("kind") in ("ministry", "body") else "Organization",
        f"organization-{row['organization_id']}",
        name=row["name"],
        alias=row["other_names"],
        country=code(row.get("country")),
        parent=f"organization-{row['parent_id']}" if "parent_id" in row else None,
    )


def _state(row: facts.Record) -> Entity:
    return entity("PublicBody", f"country-{row['country']}", name=row["name"], country=code(row["country"]))


def _position(row: facts.Record) -> Entity:
    return entity(
        "Position",
        f"position-{row['post_id']}",
        name=row["title"],
        country=[code(row.get("country")), code(row.get("accredited_country"))],
        organization=f"organization-{row['organization_id']}" if "organization_id" in row else None,
    )


def _article(row: facts.Record) -> Entity:
    return entity(
        "Article",
        f"article-{row['article_id']}",
        name=row.get("title") or row["article_id"],
        fileName=row["article_id"],
        title=row.get("title"),
        summary=row.get("dek"),
        author=[c["name"] for c in row["credits"] if c["role"] == "author"],
        publishedAt=facts.span(row, "published")[0],
        publisher=row["publisher"],
        sourceUrl=row.get("url"),
    )


def _who(row: facts.Record) -> str:
    for key, prefix in (("person_id", "person"), ("organization_id", "organization")):
        if key in row:
            return f"{prefix}-{row[key]}"
    return f"country-{row['country']}"


def _event(row: facts.Record) -> Iterator[Entity]:
    start, end = facts.span(row, "date")
    yield entity(
        "Event",
        f"event-{row['event_id']}",
        name=row["label"],
        startDate=start,
        endDate=end,
        date=start if start == end else None,
        location=row.get("place"),
        country=code(row.get("country")),
        keywords=[row["type"], row.get("subtype"), row.get("mode"), row["status"], row["standing"]],
        involved=[_who(p) for p in row["participants"]],
        proof=[f"article-{e['article_id']}" for e in row["evidence"] if "article_id" in e],
        recordId=[e["record_id"] for e in row["evidence"] if "record_id" in e],
        sourceUrl=[e.get("url") for e in row["evidence"]],
    )
    for participant in row["participants"]:
        yield entity(
            "UnknownLink",
            f"event-{row['event_id']}-{participant['number']}",
            subject=_who(participant),
            object=f"event-{row['event_id']}",
            role=participant["role"],
            summary=[facts.in_words(c) for c in participant["capacities"]],
            recordId=[c["affiliation_id"] for c in participant["capacities"]],
            startDate=start,
            endDate=end,
        )


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.ftm.json."""
    connection = facts.open_database(database)

    def entities() -> Iterator[Entity]:
        yield from map(_state, facts.rows(connection, "SELECT country, name FROM countries ORDER BY country"))
        yield from map(_organization, facts.organizations(connection))
        yield from map(_position, facts.rows(connection, "SELECT * FROM posts ORDER BY post_id"))
        for row in facts.people(connection):
            yield from _person(row)
        yield from map(_article, facts.articles(connection))
        for row in facts.events(connection):
            yield from _event(row)

    path = write_lines(out / "embassy-row.ftm.json", entities())
    connection.close()
    return [path]
