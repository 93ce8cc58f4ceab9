"""A small package of fictional people and encounters, the same every time, with the values that an attacker would choose.

`make(path)` writes the database as a build does: DDL of the schema, rows, views, full-text indexes, our name index.
"""

from __future__ import annotations

import csv
import datetime
import random
import sqlite3
from pathlib import Path
from typing import Any

from etl.explore.prepare import prepare
from etl.publish import ddl
from etl.schema import load

Row = dict[str, Any]

SCRIPT = "<script>alert(1)</script>"
BIDI = "Ada \u202eevil\u202c Lark"
FORMULA = '=HYPERLINK("http://example.org","click")'
HOSTILE_NAMES = (SCRIPT, BIDI, FORMULA, "+1 Plus", "-1 Minus", "@Sum", 'O\'Brien "Quote" & Sons', "Zoë Ångström-Núñez")
GIVEN = (
    "Ada",
    "Boris",
    "Clara",
    "Dmitri",
    "Elena",
    "Farouk",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Katya",
    "Leopold",
    "Mina",
    "Nils",
)
FAMILY = (
    "Aldane",
    "Brovic",
    "Castellan",
    "Drumm",
    "Eskola",
    "Fontaine",
    "Gorin",
    "Halvorsen",
    "Ivanek",
    "Jarre",
    "Kovanen",
    "Lindqvist",
)
COUNTRIES = (
    ("FR", "France", 46.0, 2.0), ("DE", "Germany", 51.0, 9.0), ("RU", "Russia", 55.7, 37.6), ("US", "United States", 38.9, -77.0),
    ("JP", "Japan", 35.7, 139.7), ("BR", "Brazil", -15.8, -47.9), ("EG", "Egypt", 30.0, 31.2), ("FI", "Finland", 60.2, 24.9),
)  # fmt: skip
TOWNS = (("paris-fr", "Paris", "FR", 48.85, 2.35), ("berlin-de", "Berlin", "DE", 52.52, 13.4), ("moscow-ru", "Moscow", "RU", 55.75, 37.62),
         ("washington-us", "Washington", "US", 38.9, -77.04), ("tokyo-jp", "Tokyo", "JP", 35.68, 139.69), ("helsinki-fi", "Helsinki", "FI", 60.17, 24.94))  # fmt: skip


def slug(text: str) -> str:
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split()) or "x"


def tables(size: int = 600) -> dict[str, list[Row]]:
    """The rows of every table; `size` is how many events there are."""
    dice = random.Random(1815)
    out: dict[str, list[Row]] = {name: [] for name in load().tables}
    out["sources"] = [
        {"source_id": "travels", "kind": "register", "title": "Travels Abroad", "url": "https://example.org/travels", "version": "1",
         "licence": "CC0-1.0", "retrieved": "2026-11-01", "records": size},
        {"source_id": "gazette", "kind": "publisher", "title": f"The Gazette {SCRIPT}", "url": "https://gazette.example.org/"},
    ]  # fmt: skip
    out["countries"] = [{"country": c, "name": n, "scheme": "ISO 3166-1"} for c, n, _, _ in COUNTRIES]
    out["countries"].append(
        {"country": "SU", "name": "Soviet Union", "scheme": "ISO 3166-3", "until": "1991", "successor": "RU"}
    )
    out["places"] = [
        {"place_id": i, "name": n, "country": c, "latitude": la, "longitude": lo} for i, n, c, la, lo in TOWNS
    ]
    out["organizations"] = [
        {"organization_id": "league", "name": "League of Fictional States", "kind": "alliance"},
        {
            "organization_id": "gazette-staff",
            "name": FORMULA,
            "kind": "publisher",
            "country": "FR",
            "parent_id": "league",
        },
    ]
    out["organization_names"] = [
        {"organization_id": "league", "name": "LFS", "kind": "acronym", "source_id": "travels"}
    ]
    names = list(dict.fromkeys([f"{g} {f}" for f in FAMILY for g in GIVEN]))[:120] + list(HOSTILE_NAMES)
    for name in names:
        identifier = slug(name)
        born = dice.randint(1850, 1960)
        out["people"].append({"person_id": identifier, "name": name, "family_name": name.split()[-1], "born": str(born),
                              "born_earliest": f"{born}-01-01", "born_latest": f"{born}-12-31"})  # fmt: skip
        out["person_names"].append({"person_id": identifier, "name": name, "kind": "preferred"})
        out["person_identifiers"].append({"person_id": identifier, "scheme": "pocom", "value": f"{identifier}-1"})
    out["person_names"].append({"person_id": "boris-aldane", "name": "Borys Aldain", "kind": "variant"})
    roles = (("head_of_state", "President"), ("foreign_minister", "Foreign Minister"), ("ambassador", "Ambassador"))
    out["posts"] = [{"post_id": f"{c.lower()}-{r.replace('_', '-')}", "title": t, "role_type": r, "country": c}
                    for c, _, _, _ in COUNTRIES for r, t in roles[:2]]  # fmt: skip
    capacity: dict[str, str] = {}
    for number, person in enumerate(out["people"]):
        role, title = roles[number % 3]
        country = COUNTRIES[number % len(COUNTRIES)][0]
        start = 1950 + number % 70
        identifier = f"{person['person_id']}-{slug(title)}"
        capacity[person["person_id"]] = identifier
        row = {"affiliation_id": identifier, "person_id": person["person_id"], "title": SCRIPT if number == 7 else title, "role_type": role,
               "country": country, "status": "substantive", "start": f"{start}-03", "start_earliest": f"{start}-03-01",
               "start_latest": f"{start}-03-31"}  # fmt: skip
        if role == "ambassador":
            row["accredited_country"] = COUNTRIES[(number + 3) % len(COUNTRIES)][0]
        else:
            row["post_id"] = f"{country.lower()}-{role.replace('_', '-')}"
        if number % 4:
            row |= {"end": f"{start + 6}", "end_earliest": f"{start + 6}-01-01", "end_latest": f"{start + 6}-12-31"}
        else:
            row["end"] = ".."
        out["affiliations"].append(row)
        out["affiliation_dates"].append({"affiliation_id": identifier, "kind": "started", "date": f"{start}-03",
                                         "date_earliest": f"{start}-03-01", "date_latest": f"{start}-03-31"})  # fmt: skip
    _articles(out)
    _events(out, size, dice, capacity)
    out["redirects"] = [
        {"old_id": "ada-alldane", "new_id": "ada-aldane", "kind": "person", "release": "0.1.0"},
        {"old_id": "2001-old-meeting", "new_id": out["events"][0]["event_id"], "kind": "event", "release": "0.1.0"},
    ]
    return out


def _articles(out: dict[str, list[Row]]) -> None:
    text = "f" * 64
    common = {"source_id": "gazette", "published_basis": "stated", "status": "read", "form": "html", "language": "en"}
    out["articles"] = [
        {**common, "article_id": "gazette-envoys-meet", "url": "https://gazette.example.org/envoys?a=1&b=2", "title": f"Envoys meet {SCRIPT}",
         "dek": "A dek with \u202ebidi", "published": "2017-05-08", "published_earliest": "2017-05-08", "published_latest": "2017-05-08",
         "words": 320, "text_sha256": text, "content_sha256": "e" * 64},
        {**common, "article_id": "gazette-second", "title": FORMULA, "published": "2017-05-10", "published_earliest": "2017-05-10",
         "published_latest": "2017-05-10"},
        {"article_id": "gazette-cited", "source_id": "gazette", "title": "A cited story", "published_basis": "unknown", "status": "cited"},
    ]  # fmt: skip
    out["article_people"] = [
        {
            "article_id": "gazette-envoys-meet",
            "number": 1,
            "person_id": "zo-ngstr-m-n-ez",
            "role": "author",
            "as_text": "Zoë Ångström-Núñez",
        },
        {
            "article_id": "gazette-envoys-meet",
            "number": 2,
            "organization_id": "gazette-staff",
            "role": "agency",
            "as_text": "Staff",
        },
    ]
    out["article_links"] = [
        {"article_id": "gazette-envoys-meet", "number": 1, "relation": "related", "other_article_id": "gazette-cited"},
        {
            "article_id": "gazette-envoys-meet",
            "number": 2,
            "relation": "cites",
            "title_said": SCRIPT,
            "url_said": "javascript:alert(1)",
        },
    ]
    out["mentions"] = [
        {"article_id": "gazette-envoys-meet", "number": 1, "zone": "body", "paragraph": 1, "start_char": 0, "end_char": 12,
         "as_text": "Boris Aldane", "person_id": "boris-aldane"},
        {"article_id": "gazette-envoys-meet", "number": 2, "zone": "body", "paragraph": 1, "start_char": 17, "end_char": 28,
         "as_text": "Ada Brovic's"[:11], "person_id": "ada-brovic"},
        {"article_id": "gazette-envoys-meet", "number": 3, "zone": "title", "paragraph": 0, "start_char": 0, "end_char": 6,
         "as_text": "Envoys", "country": "RU"},
    ]  # fmt: skip


def _events(out: dict[str, list[Row]], size: int, dice: random.Random, capacity: dict[str, str]) -> None:
    people = [person["person_id"] for person in out["people"]]
    stars = people[1:4]
    for number in range(size):
        day = datetime.date(1950, 1, 1) + datetime.timedelta(days=dice.randint(0, 27000))
        if number < 3:
            day = datetime.date(2017, 5, 10)
        kind = dice.choice(("meeting", "meeting", "visit", "call", "summit", "talks"))
        pair = dice.sample(people, 2) if number % 3 else [dice.choice(stars), dice.choice(people[5:])]
        town = dice.choice(TOWNS)
        date = day.isoformat() if number % 5 else day.isoformat()[:7]
        last = day.isoformat() if number % 5 else f"{day:%Y-%m}-28"
        identifier = f"{day:%Y-%m}-{kind}-{slug(pair[0])}-{slug(pair[1])}-{number}"
        status = "occurred" if number % 9 else dice.choice(("planned", "cancelled", "denied"))
        event = {"event_id": identifier, "type": kind, "status": status, "label": f"{kind.capitalize()} no. {number} in {town[1]}",
                 "date": date, "date_earliest": day.isoformat() if number % 5 else f"{day:%Y-%m}-01", "date_latest": last, "date_basis": "stated",
                 "place_id": town[0], "country": town[2], "sources": 1 + number % 2,
                 "standing": ("single", "confirmed", "consistent", "disputed")[number % 4]}  # fmt: skip
        if kind == "visit":
            event["subtype"] = dice.choice(("state", "official", "working"))
        if kind == "call":
            event |= {"mode": "phone"}
        if number == 4:
            event["label"] = f"Dinner {SCRIPT}"
        out["events"].append(event)
        out["event_places"].append({"event_id": identifier, "number": 1, "place_id": town[0]})
        visiting = ("visitor", "host") if kind == "visit" else ("participant", "participant")
        for index, person in enumerate(pair):
            out["event_participants"].append({"event_id": identifier, "number": index + 1, "person_id": person, "role": visiting[index],
                                              "affiliation_id": capacity[person]})  # fmt: skip
        out["event_participants"].append(
            {
                "event_id": identifier,
                "number": 3,
                "country": town[2],
                "role": "host" if kind == "visit" else "participant",
            }
        )
        record = f"travels:trip/{number}"
        out["records"].append(
            {
                "record_id": record,
                "source_id": "travels",
                "native_id": f"trip/{number}",
                "url": f"https://example.org/trip/{number}",
            }
        )
        out["event_evidence"].append({"evidence_id": f"ev-{number}-r", "event_id": identifier, "record_id": record, "type_said": kind,
                                      "status_said": "occurred", "date_said": date, "date": date, "confidence": 1.0, "extractor": "travels"})  # fmt: skip
        out["event_participant_evidence"].append(
            {"event_id": identifier, "number": 1, "evidence_id": f"ev-{number}-r", "as_text": "Mr. Somebody"}
        )
        if number < 3:
            out["event_evidence"].append({"evidence_id": f"ev-{number}-a", "event_id": identifier, "article_id": "gazette-envoys-meet",
                                          "zone": "body", "paragraph": 1, "start_char": 13, "end_char": 16, "type_said": kind,
                                          "status_said": "denied", "date_said": "Wednesday", "date": date})  # fmt: skip
            out["checks"].append({"check_id": f"check-{number}", "event_id": identifier, "record_id": record, "rule": "status-differs",
                                  "outcome": "contradicts", "detail": f"the register says otherwise {SCRIPT}"})  # fmt: skip
        if number in (10, 11):
            out["event_links"].append({"event_id": identifier, "relation": "part_of", "other_event_id": out["events"][0]["event_id"],
                                       "record_id": record})  # fmt: skip


def write(path: Path, rows: dict[str, list[Row]]) -> None:
    """Write the database of these rows."""
    schema = load()
    conn = sqlite3.connect(path)
    for statement in ddl.tables(schema):
        conn.execute(statement)
    for name, table in schema.tables.items():
        keyed = sorted(rows.get(name, []), key=lambda row: [row[k] for k in table.primary_key])
        marks = ", ".join("?" for _ in table.names)
        columns = ", ".join(ddl.quote(n) for n in table.names)
        conn.executemany(
            f"INSERT INTO {name} ({columns}) VALUES ({marks})", [[row.get(n) for n in table.names] for row in keyed]
        )
    for statement in ddl.after_loading(schema):
        conn.execute(statement)
    conn.commit()
    conn.close()
    prepare(path)


def make(path: Path, size: int = 600) -> None:
    """Write the sample database."""
    write(path, tables(size))


def write_csv(folder: Path, rows: dict[str, list[Row]]) -> None:
    """The package's CSV files of these rows, as a build publishes them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in load().tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(table.names)
            writer.writerows([row.get(n) for n in table.names] for row in rows.get(name, []))
