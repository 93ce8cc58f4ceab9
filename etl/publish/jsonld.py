"""JSON-LD in schema.org's words: Dataset, Person, Organization, Country, NewsArticle, Event.

A Role stands between an event and each participant, and between a person and each office, as schema.org has it
(https://schema.org/Role): it holds the part taken, the capacity, and the years. Ids are the addresses of the site, relative
to wherever the file lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.publish import facts
from etl.publish.ddl import quote
from etl.publish.files import text_file, write_array
from etl.publish.formats import FORMATS
from etl.schema import TABLES, load

Node = dict[str, Any]

_STATUS = {
    "cancelled": "https://schema.org/EventCancelled",
    "not_occurred": "https://schema.org/EventCancelled",
    "denied": "https://schema.org/EventCancelled",
}
_MODE = {
    "in_person": "https://schema.org/OfflineEventAttendanceMode",
    "phone": "https://schema.org/OnlineEventAttendanceMode",
    "video": "https://schema.org/OnlineEventAttendanceMode",
}
_WIKIDATA = "http://www.wikidata.org/entity/"


def dataset() -> Node:
    """The package as a schema.org Dataset, for the home page and for catalogues."""
    descriptor = load().descriptor
    return {
        "@id": "/",
        "@type": "Dataset",
        "name": descriptor["title"],
        "description": descriptor["description"],
        "version": descriptor["version"],
        "keywords": descriptor["keywords"],
        "license": descriptor["licenses"][0]["path"],
        "creator": [{"@type": "Organization", "name": c["title"]} for c in descriptor["contributors"]],
        "isAccessibleForFree": True,
        "variableMeasured": [table.title for table in TABLES.values()],
        "distribution": [
            {"@type": "DataDownload", "name": f.name, "description": f.audience, "contentUrl": f.files}
            for f in FORMATS.values()
        ],
    }


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], {})}


def country(row: facts.Record) -> Node:
    """A state."""
    return {"@id": f"/country/{row['country']}", "@type": "Country", "name": row["name"], "identifier": row["country"]}


def organization(row: facts.Record) -> Node:
    """An organization."""
    kind = "NewsMediaOrganization" if row.get("kind") in ("publisher", "agency") else "Organization"
    parent = row.get("parent_id")
    return _filled(
        {
            "@id": f"/organization/{row['organization_id']}",
            "@type": "GovernmentOrganization" if row.get("kind") in ("ministry", "body") else kind,
            "name": row["name"],
            "alternateName": row["other_names"],
            "parentOrganization": {"@id": f"/organization/{parent}"} if parent else None,
        }
    )


def _office(row: facts.Record) -> Node:
    start, end = facts.span(row, "start")[0], facts.span(row, "end")[1]
    if row.get("organization_id"):
        held_in: Node | None = {"@id": f"/organization/{row['organization_id']}"}
    else:
        held_in = {"@id": f"/country/{row['country']}"} if row.get("country") else None
    return _filled(
        {
            "@id": f"#{row['affiliation_id']}",
            "@type": "OrganizationRole",
            "roleName": row.get("title") or row["role_type"].replace("_", " "),
            "additionalType": row["role_type"],
            "startDate": start,
            "endDate": end,
            "affiliation": held_in,
        }
    )


def person(row: facts.Record) -> Node:
    """A person with every office as a Role."""
    wikidata = [_WIKIDATA + i["value"] for i in row["identifiers"] if i["scheme"] == "wikidata"]
    return _filled(
        {
            "@id": f"/person/{row['person_id']}",
            "@type": "Person",
            "name": row["name"],
            "alternateName": row["other_names"],
            "familyName": row.get("family_name"),
            "givenName": row.get("given_name"),
            "gender": row.get("gender"),
            "birthDate": facts.span(row, "born")[0],
            "deathDate": facts.span(row, "died")[1],
            "description": row.get("summary"),
            "sameAs": wikidata,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": i["scheme"], "value": i["value"]} for i in row["identifiers"]
            ],
            "affiliation": [_office(office) for office in row["affiliations"]],
        }
    )


def _address(row: facts.Record) -> Node | None:
    for key, path in (("person_id", "person"), ("organization_id", "organization"), ("country", "country")):
        if row.get(key):
            return {"@id": f"/{path}/{row[key]}"}
    return None


def article(row: facts.Record) -> Node:
    """An article: what is known of it, and where it stands."""
    return _filled(
        {
            "@id": f"/article/{row['article_id']}",
            "@type": "NewsArticle",
            "headline": row.get("title"),
            "alternativeHeadline": row.get("dek"),
            "articleSection": row.get("section"),
            "inLanguage": row.get("language"),
            "datePublished": facts.span(row, "published")[0],
            "wordCount": row.get("words"),
            "url": row.get("url"),
            "publisher": {"@type": "Organization", "name": row["publisher"]},
            "author": [_address(c) for c in row["credits"] if c["role"] == "author"],
            "creditText": ", ".join(c["name"] for c in row["credits"] if c["role"] != "author") or None,
        }
    )


def _place(row: facts.Record) -> Node | None:
    if not row.get("place_id"):
        return {"@id": f"/country/{row['country']}"} if row.get("country") else None
    geo = {"@type": "GeoCoordinates", "latitude": row.get("latitude"), "longitude": row.get("longitude")}
    return _filled(
        {
            "@id": f"/place/{row['place_id']}",
            "@type": "Place",
            "name": row["place"],
            "geo": geo if row.get("latitude") is not None else None,
            "containedInPlace": {"@id": f"/country/{row['country']}"} if row.get("country") else None,
        }
    )


def event(row: facts.Record) -> Node:
    """An event: each participant within a Role that has the part (roleName) and the capacity (description, subjectOf)."""
    start, end = facts.span(row, "date")
    attendees = []
    for participant in row["participants"]:
        capacities = participant["capacities"]
        attendees.append(
            _filled(
                {
                    "@type": "Role",
                    "roleName": participant["role"],
                    "description": ", ".join(facts.in_words(c) for c in capacities),
                    "subjectOf": [{"@id": f"#{c['affiliation_id']}"} for c in capacities],
                    "attendee": _address(participant),
                }
            )
        )
    evidence = [{"@id": f"/article/{e['article_id']}"} if "article_id" in e else {"@id": f"/record/{e['record_id']}"}
                for e in row["evidence"]]  # fmt: skip
    return _filled(
        {
            "@id": f"/event/{row['event_id']}",
            "@type": "Event",
            "additionalType": row["type"],
            "name": row["label"],
            "alternateName": row.get("name"),
            "startDate": start,
            "endDate": end,
            "eventStatus": _STATUS.get(row["status"], "https://schema.org/EventScheduled"),
            "creativeWorkStatus": row["status"],
            "eventAttendanceMode": _MODE.get(row.get("mode", "")),
            "location": _place(row),
            "superEvent": [
                {"@id": f"/event/{x['other_event_id']}"} for x in row["links"] if x["relation"] == "part_of"
            ],
            "attendee": attendees,
            "subjectOf": evidence,
        }
    )


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.jsonld: one graph, one node a line."""
    connection = facts.open_database(database)

    def nodes() -> Iterator[Node]:
        yield dataset()
        yield from map(country, facts.rows(connection, f"SELECT * FROM {quote('countries')} ORDER BY country"))
        yield from map(organization, facts.organizations(connection))
        yield from map(person, facts.people(connection))
        yield from map(article, facts.articles(connection))
        yield from map(event, facts.events(connection))

    path = out / "embassy-row.jsonld"
    with text_file(path) as target:
        target.write('{"@context":"https://schema.org/","@graph":')
        write_array(target, nodes())
        target.write("}\n")
    connection.close()
    return [path]
