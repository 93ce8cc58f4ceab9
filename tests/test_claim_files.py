"""The claims of all sources, and what was read of them ahead of a build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.claim_files import ClaimFiles
from etl.claims import write_items
from etl.intake import add_articles
from etl.pipeline import build
from etl.workspace import Workspace, hash_folder
from tests.resolve.make import person, record
from tests.test_pipeline import workspace

__all__ = ["workspace"]


def one(name: str) -> list[object]:
    return [record("travels:trip/9", [person("p1", name, "secretary", "US", "1931-07-20")])]


def quiet(things: object, *args: object) -> object:
    return things


def test_what_was_read_ahead_is_given(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = ClaimFiles(workspace.claims)
    claims.read_ahead()
    expected = list(ClaimFiles(workspace.claims).read())
    monkeypatch.setattr("etl.claim_files.read_items", lambda path: pytest.fail("read again"))
    assert list(claims.read()) == expected
    assert [item.source for item in expected] == ["daily", "travels"]


def test_a_file_that_has_changed_since_is_read_again(workspace: Workspace) -> None:
    claims = ClaimFiles(workspace.claims)
    claims.read_ahead()
    write_items(claims.path("travels"), "travels", one("Cordell Hull"))  # type: ignore[arg-type]
    assert [p.name for item in claims.read() if item.source == "travels" for p in item.people] == ["Cordell Hull"]


def test_a_document_is_extracted_beside_the_reading(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lake.txt"
    file.write_text(
        "Ministers meet at the lake\n\nGENEVA — Foreign Minister Aristide Briand met Foreign Minister Gustav Stresemann on Monday, 3 March 1930. "
        "They spoke of the Rhineland.\n"
    )
    monkeypatch.setattr("etl.intake.MUCH", 0)
    monkeypatch.setattr("etl.extract.extract", lambda *args: pytest.fail("extracted here"))
    outcome = add_articles(workspace, [str(file)], report=quiet)  # type: ignore[arg-type]
    assert outcome.failures == []
    assert {p.name for p in outcome.taken[0].item.people} == {"Aristide Briand", "Gustav Stresemann"}
    assert outcome.build is not None and outcome.build.rows["articles"] == 2


def test_what_cannot_be_read_is_said_all_the_same(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.intake.MUCH", 0)
    outcome = add_articles(workspace, [str(tmp_path / "nothing.txt")], report=quiet)  # type: ignore[arg-type]
    assert len(outcome.failures) == 1 and "nothing.txt" in outcome.failures[0]


def test_an_article_added_gives_the_bytes_of_a_build_with_it_in(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is remembered, read ahead or made by another process on the way."""
    monkeypatch.setattr("etl.intake.MUCH", 0)
    monkeypatch.setattr("etl.publish.background.MANY", 0)
    build(workspace)
    file = tmp_path / "lake.txt"
    file.write_text(
        "Paris awaits Stimson\n\nPARIS — Secretary of State Henry Stimson met Prime Minister Pierre Laval on Monday, 20 July 1931.\n"
    )
    added = add_articles(workspace, [str(file)], report=quiet).build  # type: ignore[arg-type]
    assert added is not None and (workspace.cache / "people.json").exists()
    fresh = Workspace(tmp_path / "fresh")
    shutil.copytree(workspace.claims, fresh.claims)
    shutil.copyfile(workspace.root / "datapackage.json", fresh.root / "datapackage.json")
    monkeypatch.setattr("etl.publish.background.MANY", 1 << 30)
    built = build(fresh)
    assert hash_folder(built.folder) == hash_folder(added.folder)
    assert built.rows["articles"] == 2
