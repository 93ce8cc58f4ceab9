"""The schema as the descriptor declares it, and the checks of rows against it."""

from __future__ import annotations

import copy
import json
import re

import frictionless
import pytest

from etl.errors import InputError
from etl.schema import DESCRIPTOR, PROFILE, TABLES, from_descriptor, load

# What DESIGN.md promises, table by table; names are binding, more columns are welcome.
DESIGN = {
    "sources": "source_id kind title url version licence retrieved sha256 records",
    "coverage": "source_id number event_type role_type country from until direction",
    "records": "record_id source_id native_id url sha256",
    "articles": "article_id source_id url title dek section language form published published_earliest published_latest "
    "published_basis published_from words content_sha256 text_sha256 reader_version status",
    "article_people": "article_id number person_id organization_id role as_text",
    "countries": "country name alpha3 scheme since until successor",
    "places": "place_id name country latitude longitude geonames_id",
    "organizations": "organization_id name kind country parent_id",
    "organization_names": "organization_id name kind source_id",
    "people": "person_id name family_name given_name born died country career_type summary",
    "person_names": "person_id name kind source_id",
    "person_identifiers": "person_id scheme value",
    "person_merges": "person_id name_a name_b rule score decided_by",
    "posts": "post_id title role_type organization_id country accredited_country accredited_organization_id",
    "affiliations": "affiliation_id person_id post_id title role_type organization_id country accredited_country "
    "accredited_organization_id concurrent_group status start start_earliest start_latest end end_earliest end_latest "
    "attested_first attested_last",
    "affiliation_dates": "affiliation_id kind date date_earliest date_latest record_id",
    "affiliation_evidence": "evidence_id affiliation_id article_id record_id zone paragraph start_char end_char as_text "
    "qualifier as_of extractor confidence",
    "events": "event_id type subtype mode status label date date_earliest date_latest date_basis place_id country plover "
    "cameo sources standing",
    "event_places": "event_id number place_id",
    "event_participants": "event_id number person_id organization_id country role affiliation_id",
    "participant_capacities": "event_id number affiliation_id qualifier",
    "event_evidence": "evidence_id event_id article_id record_id zone paragraph start_char end_char type_said status_said "
    "date_said place_said country_said match_rule match_score extractor confidence",
    "event_participant_evidence": "event_id number evidence_id as_text role_said",
    "event_links": "event_id relation other_event_id article_id record_id",
    "article_links": "article_id number relation other_article_id title_said url_said",
    "mentions": "article_id number zone paragraph start_char end_char as_text person_id organization_id place_id country",
    "assertions": "assertion_id article_id kind event_id since zone paragraph start_char end_char",
    "checks": "check_id event_id affiliation_id assertion_id record_id other_record_id article_id rule outcome detail",
    "redirects": "old_id new_id kind release",
}
KEYS = {
    "coverage": "source_id number",
    "article_people": "article_id number",
    "organization_names": "organization_id name",
    "person_names": "person_id name",
    "person_identifiers": "person_id scheme value",
    "person_merges": "person_id name_a name_b",
    "affiliation_dates": "affiliation_id kind",
    "event_places": "event_id number",
    "event_participants": "event_id number",
    "participant_capacities": "event_id number affiliation_id",
    "event_participant_evidence": "event_id number evidence_id",
    "event_links": "event_id relation other_event_id",
    "article_links": "article_id number",
    "mentions": "article_id number",
}


@pytest.mark.parametrize("name", DESIGN)
def test_every_table_and_column_of_the_design_is_declared(name: str) -> None:
    assert set(DESIGN[name].split()) <= set(TABLES[name].names)
    assert TABLES[name].primary_key == tuple(KEYS.get(name, DESIGN[name].split()[0]).split())


def test_every_table_and_column_is_described_in_words() -> None:
    for table in TABLES.values():
        assert table.description.startswith("One row "), table.name
        for column in table.columns:
            assert len(column.description) > 12, f"{table.name}.{column.name}"
            assert column.description.endswith((".", "…")), f"{table.name}.{column.name}"


def test_a_word_means_the_same_in_every_table() -> None:
    seen: dict[tuple[str, str], tuple[object, ...]] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.name in ("kind", "status", "role", "relation", "direction", "pattern"):
                continue  # these are words of their own table
            form = (column.type, column.enum)
            assert seen.setdefault((column.name, column.type), form) == form, f"{table.name}.{column.name}"


def test_whatever_is_named_after_a_key_refers_to_it() -> None:
    keys = {table.primary_key[0]: name for name, table in TABLES.items() if len(table.primary_key) == 1}
    del keys["old_id"]
    for table in TABLES.values():
        referring = {column for key in table.foreign_keys for column in key.columns}
        for column in table.names:
            if column in keys and column not in table.primary_key:
                assert column in referring, f"{table.name}.{column} has no foreign key"


def test_every_edtf_date_of_the_design_has_its_days_beside_it() -> None:
    for name, date in (("articles", "published"), ("events", "date"), ("affiliations", "start"), ("affiliations", "end"),
                       ("affiliation_dates", "date"), ("people", "born")):  # fmt: skip
        assert {f"{date}_earliest", f"{date}_latest"} <= set(TABLES[name].names)
        assert TABLES[name].column(f"{date}_earliest").type == "date"


def test_tables_come_after_those_they_refer_to() -> None:
    seen: set[str] = set()
    for table in TABLES.values():
        seen.add(table.name)
        assert {key.table for key in table.foreign_keys} <= seen, table.name


def test_frictionless_takes_the_descriptor_as_it_is() -> None:
    descriptor = json.loads(DESCRIPTOR.read_text())
    assert descriptor["$schema"] == PROFILE
    package = frictionless.Package.from_descriptor(descriptor)
    assert len(package.resources) == len(TABLES)
    for resource in package.resources:
        assert frictionless.Schema.metadata_validate(resource.schema.to_descriptor()) is not None
        for field in resource.schema.fields:
            if field.constraints.get("pattern"):
                re.compile(field.constraints["pattern"])


GOOD_EVENT = {
    "event_id": "a-b",
    "type": "meeting",
    "status": "occurred",
    "label": "x",
    "sources": 1,
    "standing": "single",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event_id": None}, "event_id is missing"),
        ({"event_id": "A b"}, "does not have the form"),
        ({"type": "party"}, "is not one of"),
        ({"date": "April 2017"}, "does not have the form"),
        ({"date_earliest": "2017-02-30"}, "not an ISO day"),
        ({"date_earliest": "2017-2-3"}, "not an ISO day"),
        ({"sources": -1}, "out of range"),
        ({"sources": True}, "not an integer"),
        ({"label": ""}, "empty text"),
        ({"label": "a\nb"}, "control character"),
        ({"colour": "red"}, "no column"),
    ],
)
def test_a_row_that_breaks_a_rule_is_told_which(change: dict[str, object], said: str) -> None:
    problems = TABLES["events"].problems(GOOD_EVENT | change)
    assert len(problems) == 1
    assert said in problems[0]
    assert TABLES["events"].problems(GOOD_EVENT) == []


@pytest.mark.parametrize("filled", [(), ("person_id", "country"), ("person_id", "organization_id", "country")])
def test_a_participant_is_exactly_one_of_person_organization_country(filled: tuple[str, ...]) -> None:
    row = {"event_id": "a", "number": 1, "role": "host"}
    assert TABLES["event_participants"].problems(row | dict.fromkeys(filled, "x"))
    assert not TABLES["event_participants"].problems(row | {"country": "US"})


def test_a_key_that_comes_twice_is_refused() -> None:
    with pytest.raises(InputError, match="primary key is there twice"):
        TABLES["events"].check([GOOD_EVENT, GOOD_EVENT])


def descriptor_with(change: object) -> dict[str, object]:
    descriptor = copy.deepcopy(load().descriptor)
    change(descriptor["resources"])  # type: ignore[operator]
    return descriptor


def resource(resources: list[dict[str, object]], name: str) -> dict[str, object]:
    return next(r["schema"] for r in resources if r["name"] == name)  # type: ignore[return-value]


def test_a_part_of_a_composite_key_must_be_required() -> None:
    """Frictionless takes a null in part of a composite primary key; so the schema may not allow one."""

    def change(resources: list[dict[str, object]]) -> None:
        for field in resource(resources, "event_places")["fields"]:  # type: ignore[attr-defined]
            if field["name"] == "number":
                del field["constraints"]["required"]

    with pytest.raises(InputError, match=r"event_places\.number is part of the primary key"):
        from_descriptor(descriptor_with(change))


def test_a_reference_to_nowhere_is_refused() -> None:
    def change(resources: list[dict[str, object]]) -> None:
        resource(resources, "events")["foreignKeys"][0]["reference"]["resource"] = "towns"  # type: ignore[index]

    with pytest.raises(InputError, match="towns"):
        from_descriptor(descriptor_with(change))


def test_what_is_asked_of_many_values_is_what_is_asked_of_each() -> None:
    values = ["", "a", "a\nb", "x" * 5000, "1931", "1931-02-30", "1931-02-28", "RU", 5, -1e9, 2.5, float("nan"), True]
    for table in TABLES.values():
        for column in table.columns:
            good = [column.example] if column.type in ("string", "date") and column.example else []
            for value in (*values, *column.enum, *good):
                many = {*good, value}
                assert column.sound(many) is not any(map(column.problem, many)), (table.name, column.name, value)
