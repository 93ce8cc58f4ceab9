"""metadata.yml: every query runs, with parameters and without, and says what it is; the questions name queries that are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.explore import metadata
from etl.schema import load

from .conftest import ROOT, Reader

METADATA: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
QUERIES: dict[str, Any] = METADATA["databases"]["embassyrow"]["queries"]
QUESTIONS: list[dict[str, Any]] = METADATA["plugins"]["embassyrow"]["questions"]
WITH = {
    "person": "boris-aldane", "country_a": "FR", "country_b": "RU", "country": "FR", "by": "RU", "place": "paris-fr", "day": "2017-05-10",
    "role": "head_of_state", "role_a": "head_of_state", "role_b": "foreign_minister", "since": "1950-01-01", "until": "2020-01-01",
    "post_a": "fr-head-of-state", "post_b": "ru-foreign-minister",
}  # fmt: skip


def parameters(sql: str) -> set[str]:
    return set(re.findall(r"(?<![\w:']):(\w+)", sql))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_runs_and_explains_itself(reader: Reader, name: str) -> None:
    query = QUERIES[name]
    assert query["title"]
    assert len(query["description"]) > 30
    for parameter in parameters(query["sql"]):
        assert parameter in query["description"], f"{name} does not explain {parameter}"
    for given in ({}, {p: "02-29" if name == "on_this_day" else WITH[p] for p in parameters(query["sql"])}):
        answer = reader.get(f"/embassyrow/{name}.json", params={**given, "_shape": "objects"})
        assert answer.status_code == 200, answer.text[:500]
        assert "error" not in answer.json() or not answer.json()["error"]
        assert reader.get(f"/embassyrow/{name}.csv", params=given).status_code == 200
        assert reader.get(f"/embassyrow/{name}", params=given).status_code == 200


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_has_a_complete_order_or_one_row_a_group(name: str) -> None:
    assert re.search(r"order by (?!.*\bfrom\b).+$", QUERIES[name]["sql"].strip(), re.S), (
        "the same rows must come in the same order every time"
    )


def test_there_are_ten_questions_and_each_has_its_query(reader: Reader) -> None:
    assert len(QUESTIONS) == 10
    for question in QUESTIONS:
        assert question["query"] in QUERIES
        assert set(question.get("params", {})) <= parameters(QUERIES[question["query"]]["sql"])
        assert reader.get(f"/embassyrow/{question['query']}", params=question.get("params")).status_code == 200


def test_queries_answer_what_they_ask(reader: Reader) -> None:
    def rows(name: str, **given: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = reader.get(f"/embassyrow/{name}.json", params={**given, "_shape": "array"}).json()
        return found

    met = rows("whom_did_they_meet", person="boris-aldane")
    assert met
    assert all(row["person_id"] != "boris-aldane" for row in met)
    assert rows("whom_did_they_meet", person=" boris ALDANE") == met
    assert rows("whom_did_they_meet", person="nobody of that name") == []
    office = {"role_a": "head_of_state", "role_b": "foreign_minister", "country_a": "FR"}
    one, other = (rows("meetings_between_offices", **office, country_b=country) for country in ("RU", "SU"))
    both = rows("meetings_between_offices", **office, country_b="RU, SU")
    assert one
    assert len(both) == len(one) + len(other)
    gaps = rows("longest_gaps", country_a="FR", country_b="RU")
    assert [row["days"] for row in gaps] == sorted((row["days"] for row in gaps), reverse=True)
    town = rows("who_was_in_town", place="paris-fr", day="2017-05-10")
    assert town == rows("who_was_in_town", place=" paris ", day="2017-05-10")
    assert len({row["person_id"] for row in town}) == len(town)
    assert all("(2017-05-10)" in row["what"] or "(2017-05)" in row["what"] for row in town)
    assert {row["person_id"] for row in town} <= {
        row["person_id"] for row in rows("who_was_in_town", place="FR", day="2017-05-10")
    }
    travelled = rows("most_travelled", role="head_of_state", country="FR")
    assert [row["visits"] for row in travelled] == sorted((row["visits"] for row in travelled), reverse=True)
    assert {row["outcome"] for row in rows("contradicted_by_a_register")} == {"contradicts"}
    assert {row["status"] for row in rows("planned_never_confirmed")} <= {
        "planned",
        "proposed",
        "cancelled",
        "not_occurred",
    }
    assert len(rows("said_and_denied")) >= 3
    first = rows("first_visits", role="head_of_state", country="FR")
    assert len({row["person_id"] for row in first}) == len(first)
    never = {row["country"] for row in rows("never_visited", role="head_of_state", country="FR")}
    assert "FR" not in never


def test_metadata_says_nothing_that_the_schema_says() -> None:
    for name, table in METADATA["databases"]["embassyrow"]["tables"].items():
        assert not {"columns", "units", "label_column"} & set(table), name


def test_no_table_is_sorted_by_a_column_with_ties() -> None:
    for table in METADATA["databases"]["embassyrow"]["tables"].values():
        assert not {"sort", "sort_desc"} & set(table)


def test_serving_adds_the_descriptions_of_the_schema(folder: Path) -> None:
    tables = metadata.load(folder)["databases"]["embassyrow"]["tables"]
    for name, table in load().tables.items():
        assert set(tables[name]["columns"]) == set(table.names)
        assert all(tables[name]["columns"].values()), name
    assert tables["events"]["facets"]
    assert tables["people"]["label_column"] == "name"


def test_what_metadata_yml_says_stands() -> None:
    said: dict[str, Any] = {"a": {"b": 1}, "c": 2}
    metadata.fill(said, {"a": {"b": 9, "d": 3}, "c": 9, "e": 4, "f": None})
    assert said == {"a": {"b": 1, "d": 3}, "c": 2, "e": 4}


def test_where_nothing_fits_a_page_says_what_to_try(reader: Reader) -> None:
    empty = reader.get("/embassyrow/whom_did_they_meet?person=nobody")
    assert empty.status_code == 200
    assert 'class="nothing"' in empty.text and 'href="/search"' in empty.text
    assert 'class="nothing"' not in reader.get("/embassyrow/whom_did_they_meet?person=boris-aldane").text
    assert 'class="nothing"' not in reader.get("/embassyrow?sql=select+nonsense").text
    filtered = reader.get("/embassyrow/people?name=nobody").text
    assert 'class="nothing"' in filtered and 'href="/embassyrow/people"' in filtered
    assert 'class="nothing"' not in reader.get("/embassyrow/people").text
