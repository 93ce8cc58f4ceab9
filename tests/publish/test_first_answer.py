"""docs/first-answer.md: its lines run on the committed package, and SQL and pandas give one answer."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from etl.publish.sqlite import build_database
from etl.publish.worked import run
from etl.schema import ROOT

PAGE = ROOT / "docs" / "first-answer.md"
_BLOCK = re.compile(r"^```(sql|python)\n(.*?)^```\n", re.M | re.S)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed package in a folder of its own, with its database."""
    if not (ROOT / "data" / "events.csv").is_file():
        pytest.skip("there is no data/ in this checkout")
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "data", folder / "data")
    build_database(folder / "data", folder / "embassyrow.db")
    return folder


def test_the_steps_give_one_answer_and_a_plot(package: Path) -> None:
    blocks = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert [kind for kind, _ in blocks] == ["sql", "python"]
    page = "".join(f"```{kind}\n{code}```\n\n```text\n```\n" for kind, code in blocks)
    (_, _, in_sql), (_, _, in_pandas) = run(page, package, package / "embassyrow.db")
    asked = {int(year): int(number) for year, number in re.findall(r"^(\d{4}) +(\d+)", in_sql, re.M)}
    counted = {int(year): int(number) for year, number in re.findall(r"^(\d{4}) +(\d+)$", in_pandas, re.M)}
    assert asked == counted
    assert sum(asked.values()) >= 80 and min(asked) < 1960
    assert {number: bar.count("█") for number, bar in re.findall(r" (\d+)  (█+)$", in_sql, re.M)} == {
        str(number): number for number in set(asked.values())
    }
    assert (package / "answer.png").read_bytes().startswith(b"\x89PNG")


def test_the_canned_question_gives_the_same_years(package: Path) -> None:
    import yaml

    queries = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"]["embassyrow"]["queries"]
    empty = dict.fromkeys(("role_a", "role_b", "country_a", "country_b"), "")
    with sqlite3.connect(package / "embassyrow.db") as connection:
        rows = connection.execute(queries["encounters_by_year"]["sql"], empty).fetchall()
    years = [year for year, _, _ in rows]
    assert years == list(range(years[0], years[-1] + 1))  # no year is left out of a plot
    assert all(len(bar) == number for _, number, bar in rows)
    assert sum(number for _, number, _ in rows) >= 80
