"""What a package has lost since an earlier one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.errors import CheckError
from etl.validate import require_sound, validate
from etl.validate.fast import null_shares as null_shares_by_duckdb
from etl.validate.previous import null_shares

from ..publish.world import World


def people(number: int, with_country: int) -> World:
    world = World()
    for n in range(number):
        world.person(f"p-{n}", country="US" if n < with_country else None)
    return world


@pytest.mark.parametrize(("before", "now", "broken"), [(100, 60, True), (100, 90, False), (60, 100, False)])
def test_a_share_of_nulls_that_jumps_is_found(tmp_path: Path, before: int, now: int, broken: bool) -> None:
    old = people(100, before).write(tmp_path / "old")
    new = people(100, now).write(tmp_path / "new")
    for fast in (False, True):
        found = validate(new, fast=fast, previous=old)
        assert [(f.rule, f.table, f.columns) for f in found] == [("nulls", "people", ("country",))] * broken


def test_of_a_few_rows_shares_say_nothing(tmp_path: Path) -> None:
    assert validate(people(20, 0).write(tmp_path / "new"), previous=people(20, 20).write(tmp_path / "old")) == []


def test_an_earlier_package_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    new = people(3, 3).write(tmp_path / "new")
    shutil.copytree(new, tmp_path / "old")
    (tmp_path / "old" / "datapackage.json").write_text("{")
    assert [f.rule for f in validate(new, previous=tmp_path / "old")] == ["previous"]


def test_a_table_that_lost_its_rows_and_a_source_that_is_silent_are_found(tmp_path: Path) -> None:
    before, now = people(100, 100), people(79, 79)
    before.tables["sources"][0]["records"] = 100
    old, new = before.write(tmp_path / "old"), now.write(tmp_path / "new")
    found = {f.rule: f for f in validate(new, previous=old)}
    assert set(found) == {"lost-rows", "lost-source"}
    assert (found["lost-rows"].table, found["lost-rows"].message) == ("people", "79 rows, 100 before")
    assert found["lost-source"].message == "register gave 100 entries before, and gives none"
    assert validate(old, previous=new) == []


def test_the_command_takes_an_earlier_package(tmp_path: Path) -> None:
    old, new = people(100, 100).write(tmp_path / "old"), people(100, 60).write(tmp_path / "new")
    for flags in ([], ["--fast"]):
        result = CliRunner().invoke(main, ["validate", *flags, "--json", "--previous", str(old), str(new)])
        assert result.exit_code == 1
        assert [(f["rule"], f["columns"]) for f in json.loads(result.stdout)] == [("nulls", ["country"])]
    assert CliRunner().invoke(main, ["validate", "--previous", str(new), str(old)]).exit_code == 0


def test_a_package_takes_no_others_place_with_less_in_it(tmp_path: Path) -> None:
    before, now = people(100, 100), people(70, 70)
    before.tables["sources"][0]["records"] = now.tables["sources"][0]["records"] = 100
    old, new = before.write(tmp_path / "old"), now.write(tmp_path / "new")
    with pytest.raises(CheckError, match=r"lost-rows(.|\n)*--accept-losses"):
        require_sound(new, old)
    require_sound(new)
    require_sound(new, tmp_path / "nothing-published-yet")


@pytest.mark.parametrize("text", ["a,b\n1,\n,\n3,x\n", "a,b\n", 'a,b\n"1,x\n2,y\n', "a,b\n1,2\n3\n"])
def test_both_ways_count_the_same_shares(tmp_path: Path, text: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text)
    with duckdb.connect() as connection:
        assert null_shares_by_duckdb(connection, file) == null_shares(file)
