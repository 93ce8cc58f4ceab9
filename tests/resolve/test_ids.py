"""Ids that stay: the ledger."""

from pathlib import Path

import pytest

from etl.errors import InputError
from etl.resolve.ids import Ledger, slug


def assign(ledger: Ledger, *things: tuple[str, ...]) -> list[str]:
    """Each thing is its slug and then its anchors."""
    return ledger.assign("event", things, lambda t: t[1:], lambda t: [t[0]])


def test_a_new_thing_is_called_what_it_is_and_a_namesake_gets_a_number() -> None:
    assert assign(Ledger(), ("vienna", "b"), ("vienna", "a")) == ["vienna-2", "vienna"]


def test_a_known_thing_keeps_its_id_though_its_slug_has_changed() -> None:
    ledger = Ledger([("1961-vienna", "event", "a")])
    assert assign(ledger, ("1961-06-03-vienna", "a", "b"), ("1961-vienna", "c")) == ["1961-vienna", "1961-vienna-2"]


def test_a_merge_keeps_one_id_and_redirects_the_other() -> None:
    ledger = Ledger([("one", "event", "a"), ("two", "event", "b")])
    assert assign(ledger, ("new", "a", "b")) == ["one"]
    assert ledger.redirects == [("two", "one", "event")]


def test_a_split_leaves_the_id_with_who_holds_its_anchor() -> None:
    ledger = Ledger([("one", "event", "a")])
    assert assign(ledger, ("rest", "b"), ("kept", "a")) == ["rest", "one"]


def test_kinds_do_not_disturb_each_other() -> None:
    assert assign(Ledger([("vienna", "person", "a")]), ("vienna", "a")) == ["vienna"]


def test_appending_keeps_what_is_there_and_sorts_what_is_new() -> None:
    ledger = Ledger([("z", "event", "a")])
    assert ledger.appended([("b", "event", "x"), ("a", "event", "y"), ("z", "event", "q")]) == (
        "id,kind,fact\nz,event,a\na,event,y\nb,event,x\n"
    )


def test_a_row_without_a_fact_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "ids.csv").write_text("id,kind,fact\nx,event,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ids\.csv: line 2"):
        Ledger.load(tmp_path / "ids.csv")


def test_slugs_are_ascii_and_cut_at_a_word() -> None:
    assert slug("Recep Tayyip Erdoğan", "İstanbul") == "recep-tayyip-erdogan-istanbul"
    assert len(slug(*["monastery"] * 40)) <= 90 and slug(*["monastery"] * 40).endswith("monastery")
    assert slug("習近平") == "unnamed"
