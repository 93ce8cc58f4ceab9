"""Popolo (https://www.popoloproject.com/specs/): persons, organizations, posts, memberships, areas, events, in one JSON file.

A state is an organization of the class `state`, so that those who act for it can be members. Popolo's events have attendees
without parts; here each event also has `participations`, which say the role and name the membership that was the capacity.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.publish import facts
from etl.publish.files import text_file, write_array

Item = dict[str, Any]


def _filled(item: Item) -> Item:
    return {key: value for key, value in item.items() if value not in (None, [], {})}


def _names(row: facts.Record) -> list[Item]:
    return [{"name": name} for name in row["other_names"]]


def _person(row: facts.Record) -> Item:
    return _filled(
        {
            "id": row["person_id"],
            "name": row["name"],
            "other_names": _names(row),
            "identifiers": [{"scheme": i["scheme"], "identifier": i["value"]} for i in row["identifiers"]],
            "family_name": row.get("family_name"),
            "given_name": row.get("given_name"),
            "gender": row.get("gender"),
            "birth_date": facts.span(row, "born")[0],
            "death_date": facts.span(row, "died")[1],
            "summary": row.get("summary"),
        }
    )


def _body(row: facts.Record) -> str | None:
    """The organization of a post or membership: a body, or else the state."""
    if "organization_id" in row:
        return f"organization/{row['organization_id']}"
    return f"country/{row['country']}" if "country" in row else None


def _organizations(connection: Any) -> Iterator[Item]:
    for row in facts.rows(connection, "SELECT * FROM countries ORDER BY country"):
        yield _filled(
            {
                "id": f"country/{row['country']}",
                "name": row["name"],
                "classification": "state",
                "area_id": row["country"],
                "founding_date": facts.span(row, "since")[0],
                "dissolution_date": facts.span(row, "until")[1],
            }
        )
    for row in facts.organizations(connection):
        parent = row.get("parent_id")
        yield _filled(
            {
                "id": f"organization/{row['organization_id']}",
                "name": row["name"],
                "other_names": _names(row),
                "classification": row.get("kind"),
                "parent_id": f"organization/{parent}" if parent else None,
                "area_id": row.get("country"),
            }
        )


def _post(row: facts.Record) -> Item:
    post = {"id": row["post_id"], "label": row["title"], "role": row.get("role_type"), "organization_id": _body(row)}
    return _filled(post | {"area_id": row.get("accredited_country")})


def _memberships(connection: Any) -> Iterator[Item]:
    for person in facts.people(connection):
        for row in person["affiliations"]:
            yield _filled(
                {
                    "id": row["affiliation_id"],
                    "label": row.get("title"),
                    "role": row["role_type"],
                    "person_id": person["person_id"],
                    "organization_id": _body(row),
                    "post_id": row.get("post_id"),
                    "area_id": row.get("accredited_country"),
                    "start_date": facts.span(row, "start")[0],
                    "end_date": facts.span(row, "end")[1],
                }
            )


def _event(row: facts.Record) -> Item:
    start, end = facts.span(row, "date")
    whole = [link["other_event_id"] for link in row["links"] if link["relation"] == "part_of"]
    return _filled(
        {
            "id": row["event_id"],
            "name": row.get("name") or row["label"],
            "description": row["label"] if "name" in row else None,
            "classification": row["type"],
            "start_date": start,
            "end_date": end,
            "location": ", ".join(row[k] for k in ("place", "country_name") if k in row) or None,
            "status": row["status"],
            "parent_id": whole[0] if whole else None,
            "attendees": [
                {"id": p["person_id"], "name": p["name"]}
                for p in row["participants"]
                if "person_id" in p and p["role"] not in ("subject", "target", "sender")
            ],
            "participations": [_participation(p) for p in row["participants"]],
            "sources": [{"url": url} for url in dict.fromkeys(e["url"] for e in row["evidence"] if "url" in e)],
        }
    )


def _participation(row: facts.Record) -> Item:
    return _filled(
        {
            "person_id": row.get("person_id"),
            "organization_id": None if "person_id" in row else _body(row),
            "role": row["role"],
            "membership_ids": [c["affiliation_id"] for c in row["capacities"]],
            "capacities": [facts.in_words(c) for c in row["capacities"]],
        }
    )


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.popolo.json."""
    connection = facts.open_database(database)
    countries = facts.rows(connection, "SELECT country, name FROM countries ORDER BY country")
    parts: list[tuple[str, Iterator[Item]]] = [
        ("persons", map(_person, facts.people(connection))),
        ("organizations", _organizations(connection)),
        ("posts", map(_post, facts.rows(connection, "SELECT * FROM posts ORDER BY post_id"))),
        ("memberships", _memberships(connection)),
        ("areas", ({"id": c["country"], "name": c["name"], "classification": "country"} for c in countries)),
        ("events", map(_event, facts.events(connection))),
    ]
    path = out / "embassy-row.popolo.json"
    with text_file(path) as target:
        for number, (name, items) in enumerate(parts):
            target.write(f'{"," if number else "{"}\n"{name}":')
            write_array(target, items)
        target.write("}\n")
    connection.close()
    return [path]
