"""A task extracts several documents together, and each alone where that fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.claims import Item
from etl.engine import guard, store, work
from etl.engine.shards import cut
from etl.engine.work import Done, Task
from etl.pages.document import Document
from tests.engine.make import pack, quick, texts


def fake(documents: Sequence[Document]) -> list[Item]:
    if any(d.title.endswith(" 3") for d in documents if d.title):
        raise ValueError("a third round")
    return [quick(d) for d in documents]


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Task:
    monkeypatch.setattr(work, "together", fake)
    monkeypatch.setattr(work, "code", lambda: "1")
    monkeypatch.setattr("etl.engine.shards.DOCUMENTS", 1000)
    (shard,) = cut(pack(tmp_path / "harbour.zip", texts(6)))
    return Task("k", shard, "harbour", "1", str(tmp_path / "store"), work.extract)


def rows(task: Task) -> list[store.Row]:
    return store.read(store.path_of(Path(task.store), task.key))


def test_a_document_that_fails_among_others_is_set_aside_alone(task: Task) -> None:
    assert work.work(task) == Done("k", items=5, failed=1)
    assert [(r.ordinal, r.state) for r in rows(task)] == [(n, "aside" if n == 3 else "item") for n in range(6)]
    assert rows(task)[3].reason == "harbour.zip/0003.txt: ValueError: a third round"


def test_after_a_process_ended_at_a_group_documents_are_read_one_by_one(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(task.store).mkdir()
    (Path(task.store) / "k.log").write_text(f"begin {work.GROUP}\n", encoding="ascii")
    sizes = []
    monkeypatch.setattr(
        work, "together", lambda documents: sizes.append(len(documents)) or [quick(d) for d in documents]
    )
    assert work.work(task).items == 6
    assert sizes == [1] * 6


def test_documents_are_extracted_together_up_to_so_many_words(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    monkeypatch.setattr(
        work, "together", lambda documents: sizes.append(len(documents)) or [quick(d) for d in documents]
    )
    monkeypatch.setattr(work, "TOGETHER", 100)
    work.work(task)
    assert sum(sizes) == 6
    assert len(sizes) > 1
    assert [r.ordinal for r in rows(task)] == list(range(6))


def test_the_log_of_a_finished_shard_is_gone(task: Task) -> None:
    work.work(task)
    assert not guard.Log(Path(task.store) / "k.log").is_begun(work.GROUP)
