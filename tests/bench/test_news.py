"""Synthetic news: the same for the same count, made of the registers' encounters, and readable as articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import news
from etl.pages import read_all

CLAIMS = Path(__file__).parents[2] / "claims"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("news") / "agency.jsonl"
    news.write(CLAIMS, 40, target)
    return target


def test_the_same_count_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    news.write(CLAIMS, 40, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == archive.read_bytes()


def test_a_larger_archive_begins_with_the_smaller(archive: Path, tmp_path: Path) -> None:
    news.write(CLAIMS, 60, tmp_path / "more.jsonl")
    assert (tmp_path / "more.jsonl").read_bytes().startswith(archive.read_bytes())


def test_every_line_is_an_article_of_some_ninety_words(archive: Path) -> None:
    documents = list(read_all(archive.read_bytes(), None, archive.name))
    assert len(documents) == 40
    assert all(30 <= d.words <= 160 and d.published and d.url for d in documents)
    assert 60 <= sum(d.words for d in documents) / 40 <= 120


def test_articles_name_people_of_the_registers(archive: Path) -> None:
    people = {name for e in news.encounters(CLAIMS) for _, name in e.people}
    for line in archive.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        assert any(name in text for name in people)
