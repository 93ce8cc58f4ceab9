"""The command line: help with an example each, exit statuses, errors that name the file, a batch that goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLE = str(ROOT / "examples" / "vienna-1961.txt")
COMMANDS = ("read", "extract", "add", "fetch", "build", "validate", "serve", "review", "export", "diff")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_commands_of_the_design_are_all_there() -> None:
    assert set(COMMANDS) <= set(main.commands)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_help_text_shows_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "Example:" in shown.output and f"embassyrow {command}" in shown.output


def test_read_shows_what_a_careful_reader_sees() -> None:
    shown = run("read", EXAMPLE)
    assert shown.exit_code == 0
    assert "Two Days in Vienna" in shown.stdout and "Clara Whitfield" in shown.stdout and "1961-06-04" in shown.stdout
    document = json.loads(run("read", EXAMPLE, "--json").stdout)
    assert document["published"] == "1961-06-04" and {p["zone"] for p in document["paragraphs"]} >= {
        "title",
        "dek",
        "body",
        "bio",
    }


def test_extract_prints_the_gold_form() -> None:
    facts = json.loads(run("extract", EXAMPLE, "--jsonl").stdout)
    assert facts["id"] == "vienna-1961"
    names = {p["id"]: p["name"] for p in facts["people"]}
    met = [
        {names.get(p["who"], p["who"]) for p in e["participants"]} for e in facts["events"] if e["status"] == "occurred"
    ]
    assert {"John F. Kennedy", "Nikita Khrushchev"} in met
    assert {"title", "published", "authors"} <= set(facts["article"])


def test_a_date_that_is_no_day_is_bad_usage() -> None:
    done = run("extract", EXAMPLE, "--published", "last week")
    assert done.exit_code == 2 and "2017-05-08" in done.output


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "blank.txt": b"   \n\n\t\n",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_one_bad_file_is_named_and_exits_2(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    done = run("extract", str(path))
    assert done.exit_code == 2
    assert str(path) in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("read", str(tmp_path / "missing.txt"))
    assert done.exit_code == 2 and "missing.txt" in done.stderr


def test_a_batch_goes_on_past_bad_files_and_says_how_many_failed(tmp_path: Path) -> None:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    done = run("extract", str(tmp_path / "empty.txt"), EXAMPLE, str(tmp_path / "binary.txt"))
    assert done.exit_code == 1
    assert json.loads(done.stdout)["id"] == "vienna-1961"
    assert "2 of 3" in done.stderr and "empty.txt" in done.stderr and "binary.txt" in done.stderr


def test_text_in_another_encoding_is_read_or_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    text = "A visit to Cádiz\n\nMADRID, March 3, 1911 - Prime Minister José Canalejas met Foreign Minister Manuel García Prieto in Cádiz on Friday.\n"
    path.write_bytes(text.encode("cp1252"))
    done = run("extract", str(path))
    assert done.exit_code in (0, 2)
    if done.exit_code == 0:
        assert any("Canalejas" in p["name"] for p in json.loads(done.stdout)["people"])
    else:
        assert "latin.txt" in done.stderr


def test_an_unknown_format_lists_the_known_ones() -> None:
    done = run("export", "word-perfect")
    assert done.exit_code == 2 and "parquet" in done.stderr


def test_jobs_and_cluster_exclude_each_other() -> None:
    assert run("build", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1").exit_code == 2
