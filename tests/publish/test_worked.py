"""docs/use.md: its lines run, and what stands below them is what they give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from etl.errors import InputError
from etl.publish import FORMATS
from etl.publish.sqlite import build_database
from etl.publish.worked import PAGE, renewed, run, table
from etl.schema import ROOT

STALE = "docs/use.md is of other data: run `python -m etl.publish.worked`"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed package in a folder of its own, with its database."""
    if not (ROOT / "data" / "events.csv").is_file():
        pytest.skip("there is no data/ in this checkout")
    folder = tmp_path_factory.mktemp("use")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "datapackage.json", folder)
    build_database(folder / "data", folder / "embassyrow.db")
    return folder


@pytest.fixture(scope="module")
def results(package: Path) -> list[tuple[str, str, str]]:
    return run(PAGE.read_text(encoding="utf-8"), package, package / "embassyrow.db")


def test_ten_questions_are_asked_in_sql_and_pandas(results: list[tuple[str, str, str]]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [int(n) for n in re.findall(r"^### (\d+)\. .+\?", page, re.M)] == list(range(1, 11))
    assert len(results) == 15
    assert sum("pandas" in code for code, _, _ in results) == 3


def test_the_answers_that_stand_there_are_those_of_this_data(results: list[tuple[str, str, str]]) -> None:
    for code, stands, now in results:
        assert stands == now, f"{STALE}\n{code}"


def test_sql_and_pandas_give_one_answer(package: Path, results: list[tuple[str, str, str]]) -> None:
    sql = next(code for code, _, _ in results if "AS meetings" in code)
    whole = re.sub(r"^SELECT .*?FROM", "SELECT count(DISTINCT event_id) AS n FROM", sql, flags=re.S).split("GROUP BY")[
        0
    ]
    ((_, _, counted),) = run(f"```sql\n{whole}\n```\n\n```text\n```\n", package, package / "embassyrow.db")
    pandas = next(now for code, _, now in results if "ministers.svg" in code)
    assert int(counted.split()[1]) == int(pandas.split()[0]) > 0


def test_the_plots_are_drawn_and_the_same_each_time(package: Path, results: list[tuple[str, str, str]]) -> None:
    plots = package / "docs" / "plots"
    first = {p.name: p.read_bytes() for p in sorted(plots.glob("*.svg"))}
    assert set(first) == {"ministers.svg", "travels.svg"}
    run(PAGE.read_text(encoding="utf-8"), package, package / "embassyrow.db")
    assert {p.name: p.read_bytes() for p in sorted(plots.glob("*.svg"))} == first


def test_every_format_stands_in_the_table_with_its_size() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in FORMATS:
        assert re.search(rf"^\| {name} \| `.+` \| \d+\.\d MB \| .+ \|$", page, re.M), name


def test_renewing_puts_the_answers_in_place(package: Path) -> None:
    page = "x\n\n```sql\nSELECT 1 AS a, 'b' AS c\n```\n\n```text\nold\n```\n\ny\n"
    fresh = renewed(page, run(page, package, package / "embassyrow.db"))
    assert fresh == "x\n\n```sql\nSELECT 1 AS a, 'b' AS c\n```\n\n```text\na  c\n1  b\n```\n\ny\n"


def test_a_block_that_fails_is_named(package: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)docs/use\.md: SELECT colour FROM events.*no such column"):
        run("```sql\nSELECT colour FROM events\n```\n\n```text\n```\n", package, package / "embassyrow.db")


def test_numbers_stand_to_the_right() -> None:
    assert table(["n", "name"], [(10, "a"), (9, "bc")]) == " n  name\n10  a\n 9  bc\n"
