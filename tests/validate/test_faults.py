"""Every kind of fault, put into a sound package: both ways find it, and find the same."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest

from etl.errors import CheckError
from etl.validate import require_sound, validate
from etl.validate.structure import check_descriptor, check_files, check_shape

from ..publish.world import World, small_world

Cells = list[list[str]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world: World = small_world()
    world.add(
        "places", place_id="bern-ch", name="Bern", country="CH", latitude=46.9, longitude=7.4, geonames_id=2661552
    )
    world.add("event_places", event_id="1896-05-visit-anders", number=2, place_id="bern-ch")
    world.add("checks", check_id="c1", event_id="1896-05-visit-anders", rule="same-day", outcome="confirms")
    return world.write(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound / "data", tmp_path / "data")
    descriptor = json.loads((sound / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        del resource["bytes"], resource["hash"]  # else every fault would also be a wrong hash
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    return tmp_path


def edit(package: Path, table: str, change: Callable[[list[dict[str, str]]], Any]) -> None:
    path = package / "data" / f"{table}.csv"
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
        names = list(rows[0])
    change(rows)
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(table: str, column: str, value: str, row: int = 0) -> Callable[[Path], None]:
    return lambda package: edit(package, table, lambda rows: rows[row].update({column: value}))


def again(table: str, **changes: str) -> Callable[[Path], None]:
    """The first row once more at the end."""
    return lambda package: edit(package, table, lambda rows: rows.append(rows[0] | changes))


def text(table: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def run(package: Path) -> None:
        path = package / "data" / f"{table}.csv"
        path.write_bytes(change(path.read_bytes()))

    return run


def descriptor(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    def run(package: Path) -> None:
        path = package / "datapackage.json"
        found = json.loads(path.read_text())
        change(found)
        path.write_text(json.dumps(found))

    return run


def field(found: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    schema = next(r["schema"] for r in found["resources"] if r["name"] == table)
    return next(f for f in schema["fields"] if f["name"] == column)  # type: ignore[no-any-return]


# What frictionless finds by itself: (fault, rule, table.columns)
ORDINARY = {
    "a required cell is empty": (put("people", "name", ""), "required people.name"),
    "a key is empty": (put("people", "person_id", "", 2), "required people.person_id"),
    "a value is not of the vocabulary": (put("events", "type", "party"), "enum events.type"),
    "a slug is not one": (put("places", "place_id", "Bern CH"), "pattern places.place_id"),
    "a date is in words": (put("events", "date", "May 1896"), "pattern events.date"),
    "a day does not exist": (put("events", "date_latest", "1896-02-30"), "type events.date_latest"),
    "a number is none": (put("events", "sources", "many"), "type events.sources"),
    "a number is too small": (put("events", "sources", "-1", 1), "range events.sources"),
    "a number is too big": (put("places", "latitude", "90.5"), "range places.latitude"),
    "a name is a whole sentence": (put("mentions", "as_text", "word " * 61), "length mentions.as_text"),
    "not a number": (put("places", "longitude", "NaN"), "type places.longitude"),
    "a row comes twice": (again("people"), "primary-key people.person_id"),
    "a composite key comes twice": (again("event_places", place_id="bern-ch"), "primary-key event_places.event_id+number"),
    "a reference leads nowhere": (put("people", "country", "ZZ"), "foreign-key people.country"),
    "a composite reference leads nowhere": (
        put("participant_capacities", "number", "9"),
        "foreign-key participant_capacities.event_id+number",
    ),
    "a reference within a table leads nowhere": (put("organizations", "parent_id", "x"), "foreign-key organizations.parent_id"),
}  # fmt: skip

# What frictionless lets pass in the rows: a guard of ours finds it
ROWS = {
    "uniqueKeys": (
        lambda p: edit(p, "person_identifiers", lambda rows: rows.append(rows[0] | {"person_id": "claire-dumas"})),
        "unique person_identifiers.scheme+value",
    ),
    "exactly one of, none": (
        put("event_participants", "person_id", ""),
        "exactly-one event_participants.person_id+organization_id+country",
    ),
    "exactly one of, two": (
        put("event_participants", "country", "US", 1),
        "exactly-one event_participants.person_id+organization_id+country",
    ),
    "at least one of": (
        put("checks", "event_id", ""),
        "at-least-one checks.event_id+affiliation_id+assertion_id+record_id+article_id",
    ),
    "a day without its noughts": (put("people", "born_earliest", "1840-2-3"), "type people.born_earliest"),
    "a number with blanks": (put("events", "sources", " 1"), "type events.sources"),
    "a number with underscores": (put("articles", "words", "1_20"), "type articles.words"),
    "a line break in a name": (put("people", "name", "Vera\nAnders"), "type people.name"),
    "days that are not those of the date": (put("events", "date_latest", "1896-05-30"), "edtf events.date+date_earliest+date_latest"),
    "an EDTF date that ends before it starts": (put("events", "date", "1896-05-07/1896-05-02"), "edtf events.date+date_earliest+date_latest"),
}  # fmt: skip

# … and in the descriptor
DESCRIPTOR = {
    "categories": (
        descriptor(lambda d: field(d, "people", "country").update(categories=["US", "FR"])),
        "enum people.country",
    ),
    "categories with labels": (
        descriptor(lambda d: field(d, "people", "country").update(categories=[{"value": "US", "label": "United States"}])),
        "enum people.country",
    ),
    "a wrong $schema": (descriptor(lambda d: d.update({"$schema": "https://example.org/schema.json"})), "profile datapackage.json"),
    "a wrong $schema of a table": (
        descriptor(lambda d: d["resources"][0].update({"$schema": "https://example.org/schema.json"})),
        "profile sources",
    ),
    "no $schema": (descriptor(lambda d: d.pop("$schema")), "profile datapackage.json"),
    "a part of a key that may be null": (
        descriptor(lambda d: field(d, "event_places", "number")["constraints"].pop("required")),
        "descriptor datapackage.json",
    ),
    "a file that is not in the descriptor": (lambda p: (p / "data" / "extra.csv").write_text("a\n1\n"), "file extra"),
}  # fmt: skip

FILES = {
    "a file is missing": (lambda p: (p / "data" / "redirects.csv").unlink(), "file redirects"),
    "a column is missing": (text("redirects", lambda b: b.replace(b",release", b"")), "header redirects"),
    "columns are swapped": (
        text("redirects", lambda b: b.replace(b"old_id,new_id", b"new_id,old_id")),
        "header redirects",
    ),
    "a file is empty": (text("redirects", lambda b: b""), "header redirects"),
    "a row is too long": (text("redirects", lambda b: b.replace(b"0.1.0", b"0.1.0,x")), "shape redirects"),
    "a row is too short": (text("redirects", lambda b: b.replace(b",0.1.0", b"")), "shape redirects"),
    "a quote is not closed": (text("redirects", lambda b: b + b'"a,b,person,x\n'), "shape redirects"),
    "not UTF-8": (text("redirects", lambda b: b.replace(b"0.1.0", b"\xff")), "encoding redirects"),
    "a row is blank": (text("redirects", lambda b: b + b"\n"), "shape redirects"),
}


def places(findings: list[Any]) -> set[str]:
    return {f"{f.rule} {f.table}" + (f".{'+'.join(f.columns)}" if f.columns else "") for f in findings}


def test_a_sound_package_has_no_findings_either_way(package: Path) -> None:
    assert [str(f) for f in validate(package)] == []
    assert [str(f) for f in validate(package, fast=True)] == []


def inject(package: Path, faults: dict[str, Any]) -> set[str]:
    """Put all these faults into the package; returns where they are to be found."""
    for fault, _ in faults.values():
        fault(package)
    return {place for _, place in faults.values()}


@pytest.mark.parametrize("faults", [ORDINARY, ROWS], ids=["what frictionless finds", "what it lets pass"])
def test_both_ways_find_every_fault_and_the_same(package: Path, faults: dict[str, Any]) -> None:
    wanted = inject(package, faults)
    thorough, fast = validate(package), validate(package, fast=True)
    assert wanted - places(thorough) == set()
    assert [f.identity for f in fast] == [f.identity for f in thorough]


@pytest.mark.parametrize("name", [*FILES, *DESCRIPTOR])
def test_each_fault_is_found_by_itself(package: Path, name: str) -> None:
    fault, place = (FILES | DESCRIPTOR)[name]
    fault(package)
    assert place in places(validate(package, fast=True))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_told_in_the_same_words_either_way(package: Path, name: str) -> None:
    FILES[name][0](package)
    schema, _ = check_descriptor(package)
    assert schema is not None
    found = [str(f) for f in check_files(package, schema)]
    path = package / "data" / "redirects.csv"
    found += [str(f) for f in check_shape(path, schema.table("redirects"))] if path.exists() else []
    assert [str(f) for f in validate(package, fast=True)] == found


@pytest.mark.parametrize("name", DESCRIPTOR)
def test_both_ways_find_what_is_wrong_with_the_descriptor(package: Path, name: str) -> None:
    fault, place = DESCRIPTOR[name]
    fault(package)
    assert place in places(validate(package))


def test_frictionless_alone_lets_all_of_these_pass(package: Path) -> None:
    """If it no longer does, a guard can go."""
    inject(package, ROWS | DESCRIPTOR)
    report = frictionless.Package(str(package / "datapackage.json")).validate()
    assert report.flatten(["name", "fieldName", "type", "message"]) == []


def test_a_null_in_part_of_a_composite_key_is_found_though_frictionless_takes_it(package: Path) -> None:
    put("event_places", "number", "")(package)
    assert "required event_places.number" in places(validate(package))
    descriptor(lambda d: field(d, "event_places", "number")["constraints"].pop("required"))(package)
    assert frictionless.Package(str(package / "datapackage.json")).validate().valid
    assert "descriptor datapackage.json" in places(validate(package))


def test_many_faults_at_once_are_all_found_and_the_same(package: Path) -> None:
    at_once = ["a value is not of the vocabulary", "a number is too big", "a reference leads nowhere", "uniqueKeys",
               "exactly one of, two", "a day without its noughts", "a row comes twice", "a row is too long"]  # fmt: skip
    for name in at_once:
        (ORDINARY | ROWS | FILES)[name][0](package)
    thorough, fast = validate(package), validate(package, fast=True)
    assert {(ORDINARY | ROWS | FILES)[name][1] for name in at_once} <= places(thorough)
    assert [f.identity for f in fast] == [f.identity for f in thorough]


def test_a_hash_that_is_not_the_files_is_found(sound: Path, tmp_path: Path) -> None:
    shutil.copytree(sound, tmp_path / "p")
    put("people", "name", "Vera Andersson", 2)(tmp_path / "p")
    for fast in (False, True):
        assert places(validate(tmp_path / "p", fast=fast)) == {"hash people"}


def test_a_finding_prints_the_rows_with_number_key_and_cell(package: Path) -> None:
    put("events", "type", "party")(package)
    (finding,) = validate(package)
    said = str(finding)
    assert said.startswith("events.type: enum: not one of the column's values (1 row)\n")
    assert "row=2" in said and "type=party" in said and "event_id=1896-05-04-meeting-anders-brant" in said
    assert finding.as_json()["rows"] == [{"row": "2", "event_id": "1896-05-04-meeting-anders-brant", "type": "party"}]


def test_of_many_rows_the_first_are_printed_and_all_are_counted(package: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows.extend({"person_id": f"p-{n}", "name": "P", "country": "ZZ"} for n in range(50))

    edit(package, "people", change)
    for fast in (False, True):
        (finding,) = validate(package, fast=fast)
        assert len(finding.rows) == 20
        assert finding.numbers == tuple(range(5, 55))
        assert "… and 30 more" in str(finding)


def test_a_build_with_a_finding_is_refused_with_the_rows(package: Path) -> None:
    require_sound(package)
    put("events", "type", "party")(package)
    with pytest.raises(CheckError, match=r"(?s)nothing is published:\nevents\.type: enum.*type=party"):
        require_sound(package)
