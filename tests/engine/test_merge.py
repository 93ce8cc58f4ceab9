"""The shards of a collection merged outside memory: in key order, each key once, the later one of two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from etl.engine import store
from etl.engine.store import Row


def shards(folder: Path, count: int) -> list[Path]:
    """Shards of ten rows with keys in no order, of which some come again, and rows that are no items."""
    rng = random.Random(1815)
    paths = []
    for n in range(count):
        rows = [
            Row(f"{n}-{i}", i, 0, "item", None, key := f"https://example.org/{rng.randrange(60)}", f'{{"key": "{key}", "from": "{n}-{i}"}}')
            for i in range(10)
        ]  # fmt: skip
        rows.append(Row(f"{n}-x", 10, 0, "failed", "broken.html", reason="no text"))
        paths.append(folder / f"{n}.parquet")
        store.write(paths[-1], rows, store.ROWS)
    return paths


@pytest.mark.parametrize(("run", "together"), [(10**6, 200), (300, 200), (300, 2), (1, 3)])
def test_it_is_the_same_in_however_many_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int, together: int
) -> None:
    paths = shards(tmp_path, 9)
    latest = {}
    for path in paths:
        for row in store.read(path):
            if row.state == "item":
                latest[row.key] = row.item
    monkeypatch.setattr(store, "RUN", run)
    monkeypatch.setattr(store, "OPEN", together)
    assert list(store.merged(paths, tmp_path / "scratch")) == sorted(latest.items())
    assert not list((tmp_path / "scratch").iterdir())


def test_of_no_shards_or_of_shards_without_items_nothing_comes(tmp_path: Path) -> None:
    assert list(store.merged([], tmp_path / "scratch")) == []
    store.write(tmp_path / "a.parquet", [Row("a", 0, 0, "failed", "a", reason="no text")], store.ROWS)
    assert list(store.merged([tmp_path / "a.parquet"], tmp_path / "scratch")) == []


def test_the_last_shard_without_items_leaves_the_others(tmp_path: Path) -> None:
    paths = shards(tmp_path, 2)
    store.write(tmp_path / "z.parquet", [Row("z", 0, 0, "failed", "z", reason="no text")], store.ROWS)
    assert list(store.merged([*paths, tmp_path / "z.parquet"], tmp_path / "scratch")) == list(
        store.merged(paths, tmp_path / "scratch")
    )
