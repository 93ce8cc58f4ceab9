"""A collection as a claims file: the same bytes however it is done, only what is new done again, and no document in the way of others."""

from __future__ import annotations

import gzip
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import limits
from etl.claims import Article, Item, read_items, write_items
from etl.engine import read_collection
from etl.engine.collection import Outcome
from etl.engine.work import Extractor
from etl.errors import SourceError
from etl.sources.catalogue import Source
from etl.workspace import Workspace
from tests.engine.make import counted, dies_once, ill, json_lines, pack, quick, source, texts


def run(
    root: Path, archive: Path, extract: Extractor = quick, of: Source | None = None, **how: Any
) -> tuple[Outcome, bytes, list[str]]:
    """Read a collection in a checkout of its own; what came of it, the claims file's bytes, what was said."""
    said: list[str] = []
    workspace = Workspace(root)
    target = workspace.claims / "harbour.jsonl.gz"

    def report(things: Iterator[Any], _label: str, _length: int) -> Iterator[Any]:
        yield from things

    outcome = read_collection(
        workspace, of or source(), archive, target, report=report, say=said.append, extract=extract, **how
    )
    return outcome, target.read_bytes(), said


@pytest.fixture
def flags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "flags"
    folder.mkdir()
    monkeypatch.setenv("EMBASSYROW_TEST_FLAGS", str(folder))
    return folder


def extracted(flags: Path) -> list[str]:
    mark = flags / "extracted"
    return mark.read_text(encoding="utf-8").splitlines() if mark.exists() else []


def test_all_items_in_key_order_with_their_source(tmp_path: Path) -> None:
    outcome, _, said = run(tmp_path, pack(tmp_path / "a.zip", texts(90)))
    items = list(read_items(tmp_path / "claims" / "harbour.jsonl.gz"))
    assert outcome.items == len(items) == 90 and said == []
    assert [i.key for i in items] == sorted(i.key for i in items) and {i.source for i in items} == {"harbour"}


def test_the_file_is_what_writing_the_items_gives(tmp_path: Path) -> None:
    _, made, _ = run(tmp_path, pack(tmp_path / "a.zip", texts(40)))
    write_items(tmp_path / "again.jsonl.gz", "harbour", read_items(tmp_path / "claims" / "harbour.jsonl.gz"))
    assert (tmp_path / "again.jsonl.gz").read_bytes() == made


def test_with_nothing_new_nothing_is_extracted(tmp_path: Path, flags: Path) -> None:
    archive = pack(tmp_path / "a.zip", texts(90))
    first, made, _ = run(tmp_path, archive, counted)
    again, same, _ = run(tmp_path, archive, counted)
    assert len(extracted(flags)) == 90 and first.extracted == 90
    assert again.extracted == 0 and again.shards_done_now == 0 and same == made


def test_one_more_article_is_the_only_one_extracted(tmp_path: Path, flags: Path) -> None:
    run(tmp_path, pack(tmp_path / "a.zip", texts(200)), counted)
    (flags / "extracted").unlink()
    outcome, made, _ = run(tmp_path, pack(tmp_path / "a.zip", texts(201)), counted)
    assert extracted(flags) == ["a.zip/0200.txt"] and (outcome.items, outcome.extracted) == (201, 1)
    _, fresh, _ = run(tmp_path / "fresh", tmp_path / "a.zip", counted)
    assert made == fresh


def test_shards_that_no_collection_has_any_more_are_removed(tmp_path: Path) -> None:
    run(tmp_path, pack(tmp_path / "a.zip", texts(200)))
    run(tmp_path, pack(tmp_path / "a.zip", texts(150)))
    folder = Workspace(tmp_path).cache / "shards"
    assert len(list(folder.glob("*.parquet"))) == len(json.loads((folder / "harbour.json").read_text())["shards"])


def test_an_interrupted_build_goes_on_from_what_was_finished(tmp_path: Path, flags: Path) -> None:
    archive = pack(tmp_path / "a.zip", texts(200))
    _, expected, _ = run(tmp_path / "whole", archive)

    def interrupted(document: Any) -> Item:
        if "number 120" in document.title:
            raise KeyboardInterrupt
        return counted(document)

    interrupted.__qualname__, interrupted.__module__ = counted.__qualname__, counted.__module__
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, archive, interrupted)
    before = len(extracted(flags))
    assert before == 120 and not (tmp_path / "claims" / "harbour.jsonl.gz").exists()
    outcome, made, _ = run(tmp_path, archive, counted)
    assert made == expected and outcome.items == 200
    assert len(extracted(flags)) < 200 + 96  # the shard that was cut short is done again, the finished ones are not


def test_a_build_that_was_killed_goes_on_and_gives_the_same_bytes(tmp_path: Path, flags: Path) -> None:
    archive = pack(tmp_path / "a.zip", texts(120))
    _, expected, _ = run(tmp_path / "whole", archive)
    program = (
        "from pathlib import Path; from tests.engine.make import dies_once; from tests.engine.test_collection import run; "
        f"run(Path({str(tmp_path)!r}), Path({str(archive)!r}), dies_once)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-2000:]
    assert not (tmp_path / "claims" / "harbour.jsonl.gz").exists()
    outcome, made, _ = run(tmp_path, archive, dies_once)
    assert made == expected and outcome.items == 120 and outcome.shards_done_now < outcome.shards


def test_the_texts_come_into_the_private_database_and_stay_out_of_the_claims(tmp_path: Path) -> None:
    _, made, _ = run(tmp_path, pack(tmp_path / "a.zip", texts(50)))
    rows = (
        sqlite3.connect(tmp_path / "private" / "texts.db")
        .execute("select count(distinct text_sha256) from paragraphs")
        .fetchone()
    )
    assert rows == (50,) and b"customs house" not in gzip.decompress(made)
    assert list((tmp_path / ".embassyrow" / "cache" / "shards").glob("*.texts.parquet")) == []


def test_a_document_that_fails_is_set_aside_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_DOCUMENT_SECONDS", 1)
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 256 << 20)
    outcome, made, said = run(tmp_path, pack(tmp_path / "a.zip", texts(60)), ill)
    assert outcome.items == 57 and outcome.failed == 3
    assert [line.split(": ")[2] for line in said] == ["a.zip/0013.txt", "a.zip/0021.txt", "a.zip/0027.txt"]
    for line, reason in zip(
        said, ("ZeroDivisionError: thirteen", "MAX_DOCUMENT_BYTES", "MAX_DOCUMENT_SECONDS"), strict=True
    ):
        assert reason in line
    kept = (tmp_path / ".embassyrow" / "set_aside" / "harbour.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in kept] == ["a.zip/0013.txt", "a.zip/0021.txt", "a.zip/0027.txt"]
    _, rest, _ = run(
        tmp_path / "rest",
        pack(tmp_path / "b.zip", {n: t for n, t in texts(60).items() if n[2:4] not in ("13", "21", "27")}),
    )
    assert rest == made


def test_what_is_no_article_is_told(tmp_path: Path) -> None:
    outcome, _, said = run(tmp_path, pack(tmp_path / "a.zip", texts(20) | {"0003x.txt": "1 2 3\n"}))
    assert outcome.items == 20 and len(said) == 1 and "0003x.txt" in said[0]


def test_of_two_items_with_one_key_the_later_one_stays(tmp_path: Path) -> None:
    def one_key(document: Any) -> Item:
        return Item(key="same", source="", article=Article(title=document.title))

    run(tmp_path, json_lines(tmp_path / "a.jsonl", 100), one_key)
    (item,) = read_items(tmp_path / "claims" / "harbour.jsonl.gz")
    assert item.article is not None and item.article.title == "Harbour talks 99"


def test_articles_that_somebody_added_stay(tmp_path: Path) -> None:
    write_items(
        tmp_path / "claims" / "harbour.jsonl.gz",
        "harbour",
        [Item(key="added", source="harbour", article=Article(title="By hand"))],
    )
    run(tmp_path, pack(tmp_path / "a.zip", texts(10)))
    assert "added" in {i.key for i in read_items(tmp_path / "claims" / "harbour.jsonl.gz")}


def test_a_collection_that_is_cut_short_changes_nothing(tmp_path: Path) -> None:
    _, before, _ = run(tmp_path, pack(tmp_path / "a.zip", texts(50)))
    with pytest.raises(SourceError, match="nothing is published"):
        run(tmp_path, pack(tmp_path / "a.zip", texts(5)), of=source((60, 100)))
    target = tmp_path / "claims" / "harbour.jsonl.gz"
    assert target.read_bytes() == before and [p.name for p in target.parent.iterdir()] == [target.name]
