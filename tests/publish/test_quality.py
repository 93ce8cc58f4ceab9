"""The quality report, made from the database."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from etl.publish import quality
from etl.schema import TABLES

from .world import small_world


def test_it_counts_rows_sources_standing_and_what_is_full(database: Path) -> None:
    connection = sqlite3.connect(database)
    found = {section.title: section for section in quality.sections(connection, {})}
    assert dict(found["Rows"].rows)["`events`"] == 3
    assert set(dict(found["Rows"].rows)) == {f"`{name}`" for name in TABLES}
    assert found["Events by decade"].rows == (("1890s", 3, 1, 1, 1, 0, 0),)
    assert dict(row[:2] for row in found["How full the events are"].rows)["a place"] == 2
    assert found["By number of sources"].rows == (("1", 3, "100.0%"),)
    assert found["By standing"].rows == (("single", 3, "100.0%"),)
    assert [row[:2] for row in found["By status"].rows] == [("occurred", 2), ("planned", 1)]
    assert "Not recorded" in found["Accuracy of what is taken from articles"].words
    assert found["What is not in here, and why"].words.count("\n- ") >= 5


def page(database: Path, folder: Path, accuracy: dict[str, object] | None = None) -> str:
    recorded = folder / "accuracy.json"
    if accuracy:
        recorded.write_text(json.dumps(accuracy))
    return quality.write_quality(database, recorded, folder / "docs" / "quality.md").read_text(encoding="utf-8")


def test_defects_are_listed_by_source(tmp_path: Path) -> None:
    world = small_world()
    for number in range(2):
        world.add("checks", check_id=f"c{number}", record_id="register:visit/1", rule="no-end", outcome="defect")
    world.add("checks", check_id="d", event_id="1896-05-visit-anders", rule="left-office", outcome="contradicts")
    text = page(world.write(tmp_path / "p") / "embassyrow.db", tmp_path)
    assert "| An invented register | no-end | 2 |" in text
    assert "| contradicts | left-office | 1 |" in text


def test_accuracy_comes_with_its_interval_beside_the_baseline(database: Path, tmp_path: Path) -> None:
    people = {"f1": 0.987, "low": 0.97, "high": 0.99, "worst_fold": 0.95, "best_fold": 1.0, "baseline": 0.87}
    registers = {"people": {"f1": 0.98, "gold": 120}, "country": {"accuracy": 0.9, "of": 100}}
    text = page(database, tmp_path, {"benchmark": {"articles": 39, "people": people}, "registers": registers})
    assert "the open benchmark, 39 texts" in text
    assert "| people | 0.987 | 0.970 – 0.990 | 0.950 – 1.000 | 0.870 |" in text
    assert "| country | 0.900 | 100 |" in text


def test_an_empty_package_has_a_report_too(tmp_path: Path) -> None:
    world = small_world()
    world.tables = {name: rows for name, rows in world.tables.items() if name in ("sources", "countries")}
    assert "## Rows" in page(world.write(tmp_path / "p") / "embassyrow.db", tmp_path)
