"""Blocking: the SQL finds exactly what going through all pairs would find."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.edtf import day_number
from etl.resolve import blocking
from etl.resolve.article_names import names_near
from etl.resolve.blocking import Spans, lists, pairs
from etl.resolve.names import given_keys, parse, word_keys


def days(rng: random.Random) -> tuple[str, str]:
    first = date(1930, 1, 1) + timedelta(rng.randrange(400))
    return first.isoformat(), (first + timedelta(rng.choice((0, 0, 2, 40, 700)))).isoformat()


@pytest.fixture
def spans() -> list[tuple[str, str, str, int]]:
    """Key, first and last day, slack of 200 spans."""
    rng = random.Random(1815)
    return [(f"meeting {rng.choice('abc')}", *days(rng), rng.choice((0, 1, 4))) for _ in range(200)]


def columns(spans: list[tuple[str, str, str, int]], *, asked: bool) -> blocking.Columns:
    made = Spans()
    for number, (key, first, last, slack) in enumerate(spans):
        if asked:
            made.add(number, [key, "also " + key], first, last, slack, before=number)
        else:
            made.add(number, [key, "also " + key], first, last)
    return made.columns


def test_spans_that_share_a_key_and_touch(spans: list[tuple[str, str, str, int]]) -> None:
    expected = {
        (a, b)
        for a, (key, first, last, slack) in enumerate(spans)
        for b, (other, begin, end, _) in enumerate(spans[:a])
        if key == other
        and day_number(begin) <= day_number(last) + slack
        and day_number(end) >= day_number(first) - slack
    }
    found = list(pairs("spans_touching", asked=columns(spans, asked=True), told=columns(spans, asked=False)))
    assert found == sorted(expected)  # each once, though two keys are shared, and many blocks of days
    assert 500 < len(found) < 20_000


def test_with_little_memory_it_goes_through_the_disk(
    spans: list[tuple[str, str, str, int]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    many = spans * 20
    tables = {"asked": columns(many, asked=True), "told": columns(many, asked=False)}
    usual = list(pairs("spans_touching", **tables))
    monkeypatch.setattr(blocking, "MEMORY", "24MB")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = pairs("spans_touching", **tables)
    first = next(found)
    assert list(tmp_path.glob("*/spill/*"))
    assert [first, *found] == usual and len(usual) > 500_000


NAMES = [
    "Robert Smith", "Bob Smith", "Roberto Smithe", "John Smith", "John Brown", "Jon Brown", "John Paul II", "John XXIII", "Paul Brown Smith",
    "Muhammad Ali Jinnah", "Mohamed Ali", "Ali Muhammad", "Smith", "Jinnah", "Sergei Lavrov", "Sergey Lavrov", "Li Wei", "Wei Li",
]  # fmt: skip


def test_names_that_share_two_words_or_one_before_a_number() -> None:
    def near(asked: str, known: str) -> bool:
        name, keys = parse(asked), {k for w in parse(known).words for k in word_keys(w)}
        shared = [w for n, w in enumerate(name.words) if (given_keys(w) if n == 0 else word_keys(w)) & keys]
        return len(shared) >= (1 if name.ordinal is not None or len(name.words) < 2 else 2)

    found = dict(zip(NAMES, names_near(NAMES, NAMES), strict=True))
    assert found == {asked: sorted(known for known in NAMES if near(asked, known)) for asked in NAMES}
    assert "Robert Smith" in found["Bob Smith"] and "John Brown" not in found["John Smith"]
    assert {"John XXIII", "John Paul II"} <= set(found["John Paul II"])


def test_sets_that_share_what_few_have() -> None:
    sets = {n: set(range(n, n + 9)) | {1000} for n in range(0, 60, 3)} | {n: {1000, n} for n in range(60, 100)}
    rows = [(n, m) for n, members in sets.items() for m in members]
    found = list(pairs("sets_sharing", members={"number": [n for n, _ in rows], "member": [m for _, m in rows]}))
    assert found == [(n, n + 3) for n in range(0, 57, 3)]  # six of nine; the 1000 that all have counts for nothing


def test_nothing_to_look_for_is_nothing_found_and_every_number_is_answered() -> None:
    empty = Spans().columns
    assert list(pairs("spans_touching", asked=empty | {"before": []}, told=empty)) == []
    assert list(lists(iter([(1, 0), (3, 0), (3, 2)]), 5)) == [[], [0], [], [0, 2], []]


def test_nothing_is_left_on_the_disk_even_where_the_query_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(duckdb.Error):
        list(pairs("sets_sharing", members={"number": [1], "other": [2]}))
    assert len(list(pairs("sets_sharing", members={"number": [1, 2] * 6, "member": [i // 2 for i in range(12)]}))) == 1
    assert not list(tmp_path.iterdir())
