"""The quality report, made from the database."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from etl.publish import quality
from etl.schema import TABLES

from .world import small_world


def test_it_counts_rows_sources_standing_and_what_is_full(database: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(database)
    found = {section.title: section for section in quality.sections(connection, tmp_path / "none.json")}
    assert dict(found["Rows"].rows)["events"] == 3
    assert set(dict(found["Rows"].rows)) == set(TABLES)
    assert found["Events by decade"].rows == (("1890s", 3, 1, 1, 1, 0, 0),)
    assert dict(row[:2] for row in found["How full the events are"].rows)["a place"] == 2
    assert found["By number of sources"].rows == (("1", 3, "100.0%"),)
    assert {row[:3] for row in found["By standing and status"].rows} == {
        ("single", "occurred", 2),
        ("single", "planned", 1),
    }
    assert "Not measured" in found["Accuracy of what is taken from articles"].words
    assert found["What is not in here, and why"].words.count("\n- ") >= 5


def test_defects_are_listed_by_source(tmp_path: Path) -> None:
    world = small_world()
    for number in range(2):
        world.add("checks", check_id=f"c{number}", record_id="register:visit/1", rule="no-end", outcome="defect")
    world.add("checks", check_id="d", event_id="1896-05-visit-anders", rule="left-office", outcome="contradicts")
    text = quality.report(world.write(tmp_path) / "embassyrow.db", tmp_path / "none.json")
    assert "| An invented register | no-end | 2 |" in text
    assert "| contradicts | left-office | 1 |" in text


def test_accuracy_comes_with_its_interval(database: Path, tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    results.write_text(json.dumps({"texts": 39, "scores": {"people": {"f1": 0.987, "low": 0.97, "high": 0.99}}}))
    text = quality.report(database, results)
    assert "| people | 0.987 | 0.970 – 0.990 |" in text and "of 39 texts" in text


def test_an_empty_package_has_a_report_too(tmp_path: Path) -> None:
    world = small_world()
    world.tables = {name: rows for name, rows in world.tables.items() if name in ("sources", "countries")}
    assert "## Rows" in quality.report(world.write(tmp_path) / "embassyrow.db", tmp_path / "none.json")
