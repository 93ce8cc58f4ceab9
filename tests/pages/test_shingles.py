"""Copies of one report are recognised, whatever was cut or added; other reports on the same matter are not."""

from etl.pages import read
from etl.pages.shingles import SIZE, containment, is_copy, sketch
from tests.pages.samples import DUMP, PAGE

REPORT = " ".join(
    f"On day {n} the envoy of island {n * 7} met the master of harbour {n * 13} and signed paper {n * 3}."
    for n in range(60)
)
OTHER = " ".join(
    f"Paper {n} was read aloud in hall {n * 5} before {n * 11} members, who voted on clause {n * 2} at noon."
    for n in range(60)
)


def test_a_text_and_its_copy_with_other_quotes_and_case():
    assert containment(sketch(REPORT), sketch(REPORT.upper().replace(" ", "  "))) == 1.0


def test_a_part_is_contained_in_the_whole():
    assert containment(sketch(REPORT[: len(REPORT) // 3]), sketch(REPORT)) == 1.0
    assert is_copy(sketch("Agencies report. " + REPORT + OTHER[:300]), sketch(REPORT))


def test_other_texts_are_no_copies():
    assert containment(sketch(REPORT), sketch(OTHER)) < 0.1
    assert not is_copy(sketch(read(DUMP.encode()).body), sketch(read(PAGE.encode()).body))


def test_the_same_article_as_page_and_as_dump():
    page = read(PAGE.encode())
    dump = read(f"{page.title}\n\nBy Jonas Ekholt\n\n{page.body}".encode())
    assert is_copy(sketch(page.body), sketch(dump.body))


def test_sketches_are_small_and_short_texts_say_nothing():
    assert len(sketch(REPORT * 3 + OTHER)) <= SIZE + 1
    assert sketch("only four words here") == ()
    assert containment(sketch("six words are far too few"), sketch("six words are far too few")) == 0.0
    assert containment((), sketch(REPORT)) == 0.0
