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


def test_a_merge_keeps_the_id_with_more_facts_in_it() -> None:
    ledger = Ledger([("one", "event", "a"), ("two", "event", "b"), ("two", "event", "c")])
    assert assign(ledger, ("new", "a", "b", "c")) == ["two"]
    assert ledger.redirects == [("one", "two", "event")]


def test_a_split_leaves_the_id_with_the_larger_part() -> None:
    rows = [("one", "event", "a"), ("one", "event", "b"), ("one", "event", "c")]
    for things in ((("small", "a"), ("large", "b", "c")), (("large", "c", "b"), ("small", "a"))):
        ledger = Ledger(rows)
        ids = dict(zip([t[0] for t in things], assign(ledger, *things), strict=True))
        assert ids == {"small": "small", "large": "one"} and ledger.redirects == []


def test_of_parts_of_one_size_the_one_with_the_first_fact_keeps_the_id() -> None:
    ledger = Ledger([("one", "event", "b"), ("one", "event", "a")])
    assert assign(ledger, ("rest", "a"), ("kept", "b")) == ["rest", "one"]


def test_a_split_is_on_record_after_the_release() -> None:
    ledger = Ledger([("one", "event", "a"), ("one", "event", "b"), ("one", "event", "c")])
    assign(ledger, ("rest", "c"), ("whole", "a", "b"))
    after = ledger.appended()
    assert after.splitlines()[-1] == "rest,event,c"
    rows = [tuple(line.split(",")) for line in after.splitlines()[1:]]
    again = Ledger(rows)  # type: ignore[arg-type]
    assert assign(again, ("x", "c"), ("y", "a", "b")) == ["rest", "one"] and again.appended() == after


def test_an_id_without_a_fact_left_goes_to_nothing_and_is_not_given_again() -> None:
    ledger = Ledger([("vienna", "event", "gone")])
    assert assign(ledger, ("vienna", "a")) == ["vienna-2"]
    assert ledger.redirects == [("vienna", None, "event")]


def test_one_fact_that_is_left_is_enough() -> None:
    ledger = Ledger([("one", "event", "a"), ("one", "event", "b"), ("two", "event", "c")])
    assert assign(ledger, ("new", "b", "x"), ("newer", "c", "a2")) == ["one", "two"]


def test_an_id_is_one_things_whatever_its_kind() -> None:
    """A redirect is found by the id alone."""
    ledger = Ledger([("vienna", "person", "a")])
    assert assign(ledger, ("vienna", "a")) == ["vienna-2"]
    assert ledger.assign("post", ["vienna-2"], lambda _: ["b"], lambda _: ["vienna-2"]) == ["vienna-2-2"]


def test_appending_keeps_what_is_there_and_sorts_what_is_new() -> None:
    ledger = Ledger([("z", "event", "a")])
    assign(ledger, ("y", "x"), ("b", "w"), ("new", "a"))
    assert ledger.appended() == "id,kind,fact\nz,event,a\nb,event,w\ny,event,x\n"


def test_a_merge_puts_no_fact_down_twice() -> None:
    ledger = Ledger([("one", "event", "a"), ("two", "event", "b")])
    assign(ledger, ("new", "a", "b"))
    assert ledger.appended() == "id,kind,fact\none,event,a\ntwo,event,b\n"


def test_a_few_facts_of_a_thing_are_put_down() -> None:
    ledger = Ledger()
    assign(ledger, ("one", *"fedcba"))
    assert ledger.appended() == "id,kind,fact\n" + "".join(f"one,event,{fact}\n" for fact in "abcd")


def test_a_row_without_a_fact_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "ids.csv").write_text("id,kind,fact\nx,event,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ids\.csv: line 2"):
        Ledger.load(tmp_path / "ids.csv")


def test_slugs_are_ascii_and_cut_at_a_word() -> None:
    assert slug("Recep Tayyip Erdoğan", "İstanbul") == "recep-tayyip-erdogan-istanbul"
    assert len(slug(*["monastery"] * 40)) <= 90 and slug(*["monastery"] * 40).endswith("monastery")
    assert slug("習近平") == "unnamed"
