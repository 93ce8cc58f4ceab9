"""A small invented world to publish: people of no real state's history, met in events that each test adds.

`World` collects rows; `World.write` makes a package of them. Nothing in it is a fact.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from etl.edtf import bounds
from etl.publish import publish

Rows = dict[str, list[dict[str, Any]]]


def dated(name: str, value: str | None) -> dict[str, Any]:
    """An EDTF date with its two companion columns."""
    first, last = bounds(value)
    return {name: value, f"{name}_earliest": first, f"{name}_latest": last}


class World:
    """Rows of a package in the making; every method adds one fact and what it needs to stand on."""

    def __init__(self) -> None:
        self.tables: Rows = {}
        self.add("sources", source_id="register", kind="register", title="An invented register", licence="CC0-1.0")
        self.add("sources", source_id="gazette", kind="publisher", title="The Invented Gazette")
        for code, name in (("US", "United States"), ("RU", "Russia"), ("FR", "France"), ("CH", "Switzerland")):
            self.add("countries", country=code, name=name, scheme="iso3166-1")
        self.add("places", place_id="geneva-ch", name="Geneva", country="CH", latitude=46.2, longitude=6.15)
        self.add("records", record_id="register:visit/1", source_id="register", native_id="visit/1")

    def add(self, table: str, **row: Any) -> dict[str, Any]:
        self.tables.setdefault(table, []).append(row)
        return row

    def person(self, person_id: str, name: str | None = None, country: str | None = None, **more: Any) -> str:
        more = {k: v for k, v in more.items() if k not in ("born", "died")} | {
            k: v for date in ("born", "died") if date in more for k, v in dated(date, more[date]).items()
        }
        self.add("people", person_id=person_id, name=name or person_id.title(), country=country, **more)
        return person_id

    def office(self, person_id: str, role_type: str, country: str, **more: Any) -> str:
        """An affiliation; `start` and `end` are EDTF."""
        affiliation_id = more.pop("affiliation_id", f"{person_id}-{role_type.replace('_', '-')}")
        dates = dated("start", more.pop("start", None)) | dated("end", more.pop("end", None))
        row = {"title": role_type.replace("_", " ").title(), "status": "substantive"} | more | dates
        self.add(
            "affiliations",
            affiliation_id=affiliation_id,
            person_id=person_id,
            role_type=role_type,
            country=country,
            **row,
        )
        return affiliation_id

    def event(
        self, event_id: str, type: str, who: Iterable[tuple[str, str] | tuple[str, str, str]] = (), **more: Any
    ) -> str:
        """An event with its participants, (person_id or country, role[, affiliation_id]), and one piece of evidence."""
        row: dict[str, Any] = {"status": "occurred", "label": f"{type} {event_id}", "sources": 1, "standing": "single"}
        row |= {"place_id": "geneva-ch", "country": "CH", "date_basis": "stated"}
        row |= dated("date", more.pop("date", "1896-05-04")) | more
        self.add("events", event_id=event_id, type=type, **row)
        if row["place_id"]:
            self.add("event_places", event_id=event_id, number=1, place_id=row["place_id"])
        evidence = f"{event_id}-evidence"
        self.add("event_evidence", evidence_id=evidence, event_id=event_id, record_id="register:visit/1")
        for number, (name, role, *affiliation) in enumerate(who, 1):
            key = "country" if name.isupper() else "person_id"
            participant = {key: name, "role": role, "affiliation_id": affiliation[0] if affiliation else None}
            self.add("event_participants", event_id=event_id, number=number, **participant)
            self.add("event_participant_evidence", event_id=event_id, number=number, evidence_id=evidence, as_text=name)
        return event_id

    def link(self, event_id: str, relation: str, other: str) -> None:
        self.add(
            "event_links", event_id=event_id, relation=relation, other_event_id=other, record_id="register:visit/1"
        )

    def article(self, article_id: str, **more: Any) -> str:
        row: dict[str, Any] = {"title": "Envoys in Geneva", "published_basis": "stated", "status": "read"}
        row |= {"form": "text", "words": 120, "language": "en"} | dated(
            "published", more.pop("published", "1896-05-05")
        )
        self.add("articles", article_id=article_id, source_id="gazette", **(row | more))
        return article_id

    def write(self, folder: Path) -> Path:
        return publish(self.tables, folder)

    def database(self, folder: Path) -> sqlite3.Connection:
        return sqlite3.connect(self.write(folder) / "embassyrow.db")


def small_world() -> World:
    """A world with something in most tables, for the exports."""
    world = World()
    world.person("vera-anders", "Vera Anders", "US", family_name="Anders", given_name="Vera", born="1840-02-03")
    world.person("oleg-brant", "Oleg Brant", "RU", family_name="Brant", born="184X", died="1901")
    world.person("claire-dumas", "Claire Dumas", "FR")
    world.add("person_names", person_id="oleg-brant", name="O. Brandt", kind="variant", source_id="gazette")
    world.add("person_identifiers", person_id="oleg-brant", scheme="wikidata", value="Q0")
    world.add("organizations", organization_id="league", name="The League of Lakes", kind="international")
    world.add("organization_names", organization_id="league", name="LoL", kind="acronym", source_id="gazette")
    world.add("posts", post_id="us-secretary", title="Secretary of State", role_type="foreign_minister", country="US")
    secretary = world.office(
        "vera-anders",
        "foreign_minister",
        "US",
        post_id="us-secretary",
        start="1895",
        end="..",
        title="Secretary of State",
    )
    minister = world.office("oleg-brant", "foreign_minister", "RU", start="1890-01-02", end="1899", title="Minister")
    world.event(
        "1896-05-visit-anders",
        "visit",
        [("vera-anders", "visitor", secretary), ("CH", "host")],
        date="1896-05-02/1896-05-06",
        subtype="official",
    )
    meeting = world.event(
        "1896-05-04-meeting-anders-brant",
        "meeting",
        [("vera-anders", "participant", secretary), ("oleg-brant", "participant", minister)],
        mode="in_person",
    )
    world.link(meeting, "part_of", "1896-05-visit-anders")
    world.event("1897-call-anders-dumas", "call", [("vera-anders", "caller"), ("claire-dumas", "callee")], date="1897",
                place_id=None, country=None, mode="phone", status="planned")  # fmt: skip
    world.add(
        "event_participants", event_id="1897-call-anders-dumas", number=3, organization_id="league", role="mediator"
    )
    world.add("participant_capacities", event_id=meeting, number=1, affiliation_id=secretary, qualifier="current")
    world.article("gazette-envoys", url="https://gazette.example/envoys")
    world.article(
        "gazette-other", title='=SUM("A1")', status="cited", published=None, published_basis="unknown", form=None
    )
    world.add("article_people", article_id="gazette-envoys", number=1, person_id="claire-dumas", role="author")
    world.add(
        "article_links", article_id="gazette-envoys", number=1, relation="related", other_article_id="gazette-other"
    )
    world.add("mentions", article_id="gazette-envoys", number=1, zone="body", paragraph=0, start_char=0, end_char=5,
              as_text="Brant", person_id="oleg-brant")  # fmt: skip
    world.add("event_evidence", evidence_id="said-by-gazette", event_id=meeting, article_id="gazette-envoys", zone="body",
              paragraph=0, start_char=0, end_char=9, status_said="occurred", date_said="Monday", confidence=0.75)  # fmt: skip
    world.add("redirects", old_id="o-brandt", new_id="oleg-brant", kind="person", release="0.1.0")
    return world
