"""The exports: what each carries, that it is well-formed, and that the same facts give the same bytes."""

from __future__ import annotations

import csv
import datetime
import json
import sqlite3
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pyarrow.parquet as pq
import pytest

from etl.errors import InputError
from etl.publish import FORMATS, export, facts
from etl.publish.spreadsheet import harmless
from etl.schema import TABLES

from .world import World, small_world

MEETING = "1896-05-04-meeting-anders-brant"


@pytest.fixture(scope="module")
def out(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format, written once."""
    folder = tmp_path_factory.mktemp("exports")
    export(database, "all", folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_facts_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    world = small_world()
    world.tables = {name: rows[::-1] for name, rows in world.tables.items()}
    database = world.write(tmp_path / "package") / "embassyrow.db"
    export(database, "all", tmp_path / "again")
    assert files(tmp_path / "again") == files(out)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_makes_and_leaves_nothing_half_done(name: str, database: Path, tmp_path: Path) -> None:
    made = export(database, name, tmp_path)
    assert made and all(path.exists() for path in made)
    assert sorted(made) == sorted(tmp_path.iterdir())
    before = files(tmp_path)
    assert export(database, name, tmp_path) == made
    assert files(tmp_path) == before


def test_a_wrong_format_or_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no format 'docx'.*parquet"):
        export(tmp_path / "x.db", "docx", tmp_path)
    with pytest.raises(InputError, match=r"x\.db.*not the database"):
        export(tmp_path / "x.db", "jsonl", tmp_path)
    (tmp_path / "x.db").write_text("no database")
    with pytest.raises(InputError, match=r"x\.db.*not the database"):
        export(tmp_path / "x.db", "sqlite", tmp_path)


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("csv", "sqlite")])
def test_an_empty_package_can_be_had_in_every_format(name: str, tmp_path: Path) -> None:
    database = World().write(tmp_path / "package") / "embassyrow.db"
    assert export(database, name, tmp_path / "out")


def test_csv_is_the_package_itself(out: Path, published: Path) -> None:
    package = {k: v for k, v in files(published).items() if k != "embassyrow.db"}
    assert files(out / "csv") == package


def test_sqlite_is_the_database_itself(out: Path, database: Path) -> None:
    assert (out / "embassyrow.db").read_bytes() == database.read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_a_spreadsheet_gets_no_cell_that_it_would_run(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("value", ["Anders", "a=b", "", None, -12.5, 3])
def test_other_cells_stay_as_they_are(value: str | float | None) -> None:
    assert harmless(value) == ("" if value is None else str(value))


def test_spreadsheet_files_open_with_their_accents(out: Path) -> None:
    raw = (out / "spreadsheet" / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    rows = {r["article_id"]: r for r in csv.DictReader(raw.decode("utf-8-sig").splitlines())}
    assert rows["gazette-other"]["title"] == '\'=SUM("A1")'
    assert len(list((out / "spreadsheet").iterdir())) == len(TABLES)


def test_parquet_is_typed_described_and_complete(out: Path, published: Path) -> None:
    connection = sqlite3.connect(published / "embassyrow.db")
    for table in TABLES.values():
        found = pq.read_table(out / "parquet" / f"{table.name}.parquet")
        assert found.num_rows == connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        for column in table.columns:
            field = found.schema.field(column.name)
            assert field.metadata[b"description"].decode() == column.description
            assert field.nullable != column.required
    events = pq.read_table(out / "parquet" / "events.parquet").to_pylist()
    meeting = next(e for e in events if e["event_id"] == MEETING)
    assert meeting["date_earliest"] == datetime.date(1896, 5, 4) and meeting["sources"] == 1
    places = pq.read_table(out / "parquet" / "places.parquet")
    assert places.schema.field("latitude").type == "double" and places.to_pylist()[0]["latitude"] == 46.2
    assert pq.ParquetFile(out / "parquet" / "people.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_json_lines_nest_participants_with_role_and_capacities(out: Path) -> None:
    event = next(e for e in lines(out / "jsonl" / "events.jsonl") if e["event_id"] == MEETING)
    anders, brant = event["participants"]
    assert (anders["person_id"], anders["role"]) == ("vera-anders", "participant")
    assert anders["capacities"][0]["title"] == "Secretary of State" and anders["capacities"][0]["acts_for"] == "US"
    assert [c["qualifier"] for c in anders["capacities"]] == ["current"]
    assert brant["capacities"][0]["role_type"] == "foreign_minister"
    assert event["place"] == "Geneva" and event["links"][0]["other_event_id"] == "1896-05-visit-anders"
    assert {e["evidence_id"] for e in event["evidence"]} == {f"{MEETING}-evidence", "said-by-gazette"}
    person = next(p for p in lines(out / "jsonl" / "people.jsonl") if p["person_id"] == "oleg-brant")
    assert person["other_names"] == ["O. Brandt"] and person["identifiers"] == [{"scheme": "wikidata", "value": "Q0"}]
    assert [a["start"] for a in person["affiliations"]] == ["1890-01-02"]
    article = next(a for a in lines(out / "jsonl" / "articles.jsonl") if a["article_id"] == "gazette-envoys")
    assert article["credits"][0]["name"] == "Claire Dumas" and article["publisher"] == "The Invented Gazette"


def test_side_by_side_reading_gives_each_event_its_own(tmp_path: Path) -> None:
    world = World()
    for name in ("ana", "bo"):
        world.person(name)
    for number in range(30):
        who = [("ana", "host"), ("bo", "visitor")] if number % 3 else []  # some events have nobody
        world.event(f"e-{number:02}", "meeting", who)  # type: ignore[arg-type]
    found = list(facts.events(facts.open_database(world.write(tmp_path) / "embassyrow.db")))
    assert [e["event_id"] for e in found] == [f"e-{n:02}" for n in range(30)]
    assert [len(e["participants"]) for e in found] == [2 if n % 3 else 0 for n in range(30)]
    some = facts.events(facts.open_database(tmp_path / "embassyrow.db"), "e.event_id IN ('e-04', 'e-20')")
    assert [(e["event_id"], len(e["participants"])) for e in some] == [("e-04", 2), ("e-20", 2)]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "ends"),
    [
        ("1896-05-04", "1896-05-04", "1896-05-04", ("1896-05-04", "1896-05-04")),
        ("1896-05", "1896-05-01", "1896-05-31", ("1896-05", "1896-05")),
        ("1814?", "1814-01-01", "1814-12-31", ("1814", "1814")),
        ("184X", "1840-01-01", "1849-12-31", ("1840-01-01", "1849-12-31")),
        ("1896-05-02/1896-05-06", "1896-05-02", "1896-05-06", ("1896-05-02", "1896-05-06")),
        ("1896/..", "1896-01-01", None, ("1896", None)),
        ("..", None, None, (None, None)),
        (None, None, None, (None, None)),
    ],
)
def test_dates_for_formats_that_know_no_edtf(edtf: str | None, first: str, last: str, ends: tuple[str, str]) -> None:
    assert facts.span({"date": edtf, "date_earliest": first, "date_latest": last}, "date") == ends


def test_json_ld_reifies_participants_and_offices_as_roles(out: Path) -> None:
    graph = json.loads((out / "embassy-row.jsonld").read_text())
    assert graph["@context"] == "https://schema.org/"
    nodes = {node["@id"]: node for node in graph["@graph"]}
    assert {node["@type"] for node in nodes.values()} >= {
        "Dataset",
        "Person",
        "Country",
        "NewsArticle",
        "Event",
        "Organization",
    }
    event = nodes[f"/event/{MEETING}"]
    assert event["attendee"][0] == {
        "@type": "Role",
        "roleName": "participant",
        "description": "Secretary of State (US)",
        "subjectOf": [{"@id": "#vera-anders-foreign-minister"}],
        "attendee": {"@id": "/person/vera-anders"},
    }
    assert event["superEvent"] == [{"@id": "/event/1896-05-visit-anders"}]
    assert event["location"]["geo"]["latitude"] == 46.2
    office = nodes["/person/vera-anders"]["affiliation"][0]
    assert office["@type"] == "OrganizationRole" and office["startDate"] == "1895" and "endDate" not in office
    assert nodes["/person/oleg-brant"]["sameAs"] == ["http://www.wikidata.org/entity/Q0"]
    assert nodes["/"]["license"].startswith("https://creativecommons.org/publicdomain/zero/")
    assert [d["name"] for d in nodes["/"]["distribution"]] == list(FORMATS)


def test_follow_the_money_links_each_participant_with_part_and_capacity(out: Path) -> None:
    entities = {e["id"]: e for e in lines(out / "embassy-row.ftm.json")}
    assert all(
        isinstance(v, list) and all(isinstance(x, str) and x for x in v)
        for e in entities.values()
        for v in e["properties"].values()
    )
    link = entities[f"event-{MEETING}-1"]
    assert link["schema"] == "UnknownLink"
    assert link["properties"]["subject"] == ["person-vera-anders"] and link["properties"]["object"] == [
        f"event-{MEETING}"
    ]
    assert link["properties"]["role"] == ["participant"]
    assert link["properties"]["summary"] == ["Secretary of State (US)"]
    references = {"subject", "object", "holder", "post", "involved", "proof", "parent", "organization"}
    for entity in entities.values():
        for name in references & set(entity["properties"]):
            assert set(entity["properties"][name]) <= set(entities), (entity["id"], name)


def test_follow_the_moneys_own_library_takes_every_entity(out: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="the optional extra `ftm` is not installed").model
    for data in lines(out / "embassy-row.ftm.json"):
        entity = model.get_proxy(data, cleaned=False)
        entity.schema.validate(data)
        assert set(data["properties"]) == {p.name for p in entity.iterprops()}


# The classes of Popolo that are used, as its specification gives them: properties, and which are dates or lists
DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
TEXT = {"type": "string", "minLength": 1}


def popolo_class(texts: str, dates: str = "", **more: Any) -> dict[str, Any]:
    properties = dict.fromkeys(texts.split(), TEXT) | dict.fromkeys(dates.split(), DATE) | more
    return {
        "type": "array",
        "items": {"type": "object", "required": ["id"], "properties": properties, "additionalProperties": False},
    }


LIST = {"type": "array", "items": {"type": "object"}}
POPOLO = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "persons": popolo_class("id name family_name given_name gender summary", "birth_date death_date", other_names=LIST, identifiers=LIST),
        "organizations": popolo_class(
            "id name classification parent_id area_id", "founding_date dissolution_date", other_names=LIST
        ),
        "posts": popolo_class("id label role organization_id area_id"),
        "memberships": popolo_class("id label role person_id organization_id post_id area_id", "start_date end_date"),
        "areas": popolo_class("id name classification"),
        "events": popolo_class(
            "id name description classification location status parent_id",
            "start_date end_date",
            attendees=LIST,
            sources=LIST,
            participations=LIST,  # ours: Popolo's attendees have no part and no capacity
        ),
    },
}  # fmt: skip


def test_popolo_is_of_its_classes_and_refers_to_what_is_there(out: Path) -> None:
    package = json.loads((out / "embassy-row.popolo.json").read_text())
    jsonschema.validate(package, POPOLO)
    ids = {name: {item["id"] for item in items} for name, items in package.items()}
    for membership in package["memberships"]:
        assert membership["person_id"] in ids["persons"] and membership["organization_id"] in ids["organizations"]
        assert membership.get("post_id") is None or membership["post_id"] in ids["posts"]
    event = next(e for e in package["events"] if e["id"] == MEETING)
    assert event["attendees"] == [
        {"id": "vera-anders", "name": "Vera Anders"},
        {"id": "oleg-brant", "name": "Oleg Brant"},
    ]
    assert event["participations"][0]["membership_ids"] == ["vera-anders-foreign-minister"]
    assert event["participations"][0]["role"] == "participant"
    assert {m for p in event["participations"] for m in p["membership_ids"]} <= ids["memberships"]


def unfolded(path: Path) -> list[str]:
    return path.read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_whole_days_people_parts_and_capacities(out: Path) -> None:
    raw = (out / "embassy-row.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    text = unfolded(out / "embassy-row.ics")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2  # the call of 1897 has no days
    start = text.index(f"UID:{MEETING}@embassy-row")
    entry = text[start : text.index("END:VEVENT", start)]
    assert "DTSTART;VALUE=DATE:18960504" in entry and "DTEND;VALUE=DATE:18960505" in entry
    assert (
        'ATTENDEE;CN="Vera Anders";X-ROLE=participant;X-CAPACITY="Secretary of State (US)":urn:embassy-row:person:vera-anders'
        in entry
    )
    assert "LOCATION:Geneva\\, Switzerland" in entry and "STATUS:CONFIRMED" in entry


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_is_in_order_and_says_who_as_what(out: Path) -> None:
    feed = ElementTree.parse(out / "embassy-row.atom").getroot()
    entries = feed.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert (
        days == sorted(days, reverse=True) == ["1897-12-31T00:00:00Z", "1896-05-06T00:00:00Z", "1896-05-04T00:00:00Z"]
    )
    assert feed.findtext(f"{ATOM}updated") == days[0]
    assert "Vera Anders, Secretary of State (US): participant" in entries[2].findtext(f"{ATOM}summary", "")
    assert entries[2].find(f"{ATOM}link[@href='https://gazette.example/envoys']") is not None
    for needed in ("id", "title", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"


def test_the_network_has_an_edge_for_each_encounter_that_occurred(out: Path) -> None:
    graph = ElementTree.parse(out / "embassy-row.graphml").getroot()
    names = {key.get("id"): key.get("attr.name") for key in graph.iter(f"{GRAPHML}key")}
    nodes = {n.get("id"): {names[d.get("key")]: d.text for d in n} for n in graph.iter(f"{GRAPHML}node")}
    (edge,) = graph.iter(f"{GRAPHML}edge")
    assert nodes["vera-anders"] == {"name": "Vera Anders", "country": "US", "encounters": "1"} and len(nodes) == 2
    assert (edge.get("source"), edge.get("target")) == ("oleg-brant", "vera-anders")
    data = {names[d.get("key")]: d.text for d in edge}
    assert (
        data["event"] == MEETING and data["capacity_b"] == "Secretary of State (US)" and data["role_a"] == "participant"
    )
    gexf = ElementTree.parse(out / "embassy-row.gexf").getroot()
    (timed,) = gexf.iter(f"{GEXF}edge")
    assert (timed.get("start"), timed.get("end")) == ("1896-05-04", "1896-05-04")
    titles = {a.get("id"): a.get("title") for a in gexf.iter(f"{GEXF}attribute")}
    assert {titles[v.get("for")]: v.get("value") for v in timed.iter(f"{GEXF}attvalue")} == data


def test_names_made_of_markup_stay_names(tmp_path: Path) -> None:
    world = World()
    world.person("ana", '<b>"Ana" & Co</b>')
    world.person("bo", "Bo; \\n, Bo\u202e")
    world.event("e", "meeting", [("ana", "host"), ("bo", "visitor")], label='<script>alert("x")</script>; a, b')
    out = tmp_path / "out"
    export(world.write(tmp_path / "package") / "embassyrow.db", "all", out)
    graph = ElementTree.parse(out / "embassy-row.graphml").getroot()
    assert [n[0].text for n in graph.iter(f"{GRAPHML}node")] == ['<b>"Ana" & Co</b>', "Bo; \\n, Bo\u202e"]
    feed = ElementTree.parse(out / "embassy-row.atom").getroot()
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == '<script>alert("x")</script>; a, b'
    assert ElementTree.parse(out / "embassy-row.gexf").getroot() is not None
    assert 'SUMMARY:<script>alert("x")</script>\\; a\\, b' in unfolded(out / "embassy-row.ics")
    assert json.loads((out / "embassy-row.jsonld").read_text())
