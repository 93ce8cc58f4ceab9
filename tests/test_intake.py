"""Taking a folder in: its texts are put away as they come, not held until the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from etl import intake, private
from etl.claims import Item
from etl.pages.document import Document
from etl.workspace import Workspace
from tests.engine.make import quick, texts


def quiet(things: Any, _label: str = "", _length: int | None = None) -> Iterator[Any]:
    yield from things


def without_model(_workspace: Workspace, document: Document, _published: str | None) -> Item:
    return intake.finish(quick(document), document)


def test_no_more_texts_are_held_than_may_be_and_all_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    keep = private.keep_texts
    monkeypatch.setattr(intake, "HELD", 4)
    monkeypatch.setattr(intake, "extract_cached", without_model)
    monkeypatch.setattr("etl.pipeline.build", lambda *_, **__: None)
    monkeypatch.setattr("etl.private.keep_texts", lambda folder, found: (held.append(len(found)), keep(folder, found)))
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in texts(10).items():
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace(tmp_path)
    outcome = intake.add_articles(workspace, [str(folder)], report=quiet)
    assert len(outcome.taken) == 10
    assert held == [4, 4, 2]
    with closing(sqlite3.connect(workspace.private / private.FILE)) as db:
        assert db.execute("select count(distinct text_sha256) from paragraphs").fetchone() == (10,)
