"""datapackage.json of a release: what people wrote, with version, bytes and hashes put in."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import frictionless

from etl.publish import publish
from etl.publish.package import render
from etl.schema import DESCRIPTOR, TABLES

from .world import small_world


def test_only_version_bytes_and_hashes_are_put_in(tmp_path: Path) -> None:
    publish(small_world().tables, tmp_path, version="1.2.3")
    before, after = json.loads(DESCRIPTOR.read_text()), json.loads((tmp_path / "datapackage.json").read_text())
    assert after["version"] == "1.2.3"
    for resource in [*before["resources"], *after["resources"]]:
        resource.pop("bytes", None), resource.pop("hash", None)
    del before["version"], after["version"]
    assert list(after) == list(before)
    assert after == before


def test_sizes_and_hashes_are_those_of_the_files(tmp_path: Path) -> None:
    package = json.loads((small_world().write(tmp_path) / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_publishing_again_from_the_published_descriptor_changes_nothing(tmp_path: Path) -> None:
    first = small_world().write(tmp_path / "a")
    publish(small_world().tables, tmp_path / "b", first / "datapackage.json")
    assert (tmp_path / "b" / "datapackage.json").read_bytes() == (first / "datapackage.json").read_bytes()


def test_the_layout_is_a_fixed_point_and_one_line_a_column() -> None:
    text = DESCRIPTOR.read_text()
    assert render(json.loads(text)) == text
    lines = [line.strip() for line in text.splitlines()]
    for table in TABLES.values():
        for column in table.columns:
            assert any(line.startswith(f'{{"name": "{column.name}"') for line in lines)


def test_frictionless_finds_the_published_package_valid(tmp_path: Path) -> None:
    report = frictionless.validate(str(small_world().write(tmp_path) / "datapackage.json"))
    assert report.flatten(["title", "fieldName", "message"]) == []
