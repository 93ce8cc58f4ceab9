"""Dates as a newspaper writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.explore.dates import day_month, days_in, machine, newspaper, span


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2017-05-10", "10 May 2017"),
        ("2017-05", "May 2017"),
        ("2017", "2017"),
        ("2017-05~", "about May 2017"),
        ("2017-05-10?", "perhaps 10 May 2017"),
        ("2017%", "perhaps about 2017"),
        ("2017-05-08/2017-05-14", "8–14 May 2017"),
        ("2017-04-28/2017-05-02", "28 April – 2 May 2017"),
        ("2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2017-05/2017-07", "May–July 2017"),
        ("2013/2017", "2013–2017"),
        ("199X", "the 1990s"),
        ("18XX", "the 1800s"),
        ("2017-22", "summer 2017"),
        ("2017-05-XX", "May 2017"),
        ("2013/..", "since 2013"),
        ("../2013-02", "until February 2013"),
        ("2013/", "from 2013"),
        (None, ""),
        ("", ""),
    ],
)
def test_an_edtf_date_in_words(edtf: str | None, said: str) -> None:
    assert newspaper(edtf) == said


def test_a_term_of_office_in_words() -> None:
    assert span("2017-02-01", "2018-03-31") == "1 February 2017 – 31 March 2018"
    assert span("2004-03-09", "..") == "since 9 March 2004"
    assert span(None, "..") == "in office"
    assert span(None, "2013") == "until 2013"
    assert span("2013", None) == "from 2013"
    assert span(None, None) == ""


def test_only_what_html_can_say_is_given_to_machines() -> None:
    assert machine("2017-05-10") == "2017-05-10"
    assert machine("2017-05") == "2017-05"
    assert machine("2017-05~") is None
    assert machine("2017-05-08/2017-05-14") is None


def test_a_day_of_the_year() -> None:
    assert day_month("05-10") == "10 May"


@given(st.text(max_size=40))
def test_what_is_no_date_is_shown_as_it_is_and_nothing_raises(text: str) -> None:
    assert isinstance(newspaper(text), str)


@given(st.dates())
def test_every_day_names_its_year_and_day(day: object) -> None:
    said = newspaper(str(day))
    assert said.split()[0] == str(int(str(day)[8:]))
    assert said.split()[-1] == str(int(str(day)[:4]))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (
            "By the register the traveller was elsewhere on 2021-06-10.",
            "By the register the traveller was elsewhere on 10 June 2021.",
        ),
        ("Dated 1945-04-17/1945-04-23, and told later.", "Dated 17–23 April 1945, and told later."),
        ("(executive:term/P000587-2017-01-20)", "(executive:term/P000587-2017-01-20)"),
        ("bz-1983-barn-01 is entry 2", "bz-1983-barn-01 is entry 2"),
    ],
)
def test_days_in_a_sentence_are_written_as_a_newspaper_does(said: str, read: str) -> None:
    assert days_in(said) == read
