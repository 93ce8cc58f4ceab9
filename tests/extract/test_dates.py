"""Date expressions to EDTF, from the day of publication and the direction of the telling."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import edtf
from etl.extract.date_resolve import back, resolve, week_of
from etl.extract.dates import MONTHS, WEEKDAYS, find, number

DAY = "2009-10-14"  # a Wednesday

CASES = [
    # expression, direction, date from DAY
    ("on Wednesday", "past", "2009-10-14"),
    ("on Tuesday", "past", "2009-10-13"),
    ("on Thursday", "past", "2009-10-08"),
    ("on Thursday", "future", "2009-10-15"),
    ("last Wednesday", "past", "2009-10-07"),
    ("next Monday", "future", "2009-10-19"),
    ("next Friday", "future", "2009-10-23"),
    ("this Friday", None, "2009-10-16"),
    ("Monday and Tuesday", "past", "2009-10-12/2009-10-13"),
    ("Wednesday and Thursday", "past", "2009-10-07/2009-10-08"),
    ("today", None, "2009-10-14"),
    ("tonight", None, "2009-10-14"),
    ("yesterday", None, "2009-10-13"),
    ("tomorrow morning", None, "2009-10-15"),
    ("last week", "past", "2009-10-05/2009-10-11"),
    ("next week", "future", "2009-10-19/2009-10-25"),
    ("earlier this week", "past", "2009-10-12/2009-10-14"),
    ("later this week", "future", "2009-10-14/2009-10-18"),
    ("this weekend", None, "2009-10-17/2009-10-18"),
    ("earlier this month", "past", "2009-10"),
    ("last month", "past", "2009-09"),
    ("next year", "future", "2010"),
    ("last year", "past", "2008"),
    ("in February", "past", "2009-02"),
    ("in February", "future", "2010-02"),
    ("in November", "past", "2008-11"),
    ("last October", "past", "2008-10"),
    ("this March", "past", "2009-03"),
    ("late March", "past", "2009-03"),
    ("in January of this year", "future", "2009-01"),
    ("in May last year", "past", "2008-05"),
    ("May 2 of this year", "future", "2009-05-02"),
    ("2 November, last year", "past", "2008-11-02"),
    ("October 15", "past", "2009-10-15"),
    ("October 16", "past", "2008-10-16"),
    ("mid-December", "past", "2008-12"),
    ("at the beginning of May", "past", "2009-05"),
    ("June 2001", None, "2001-06"),
    ("March or April of 2011", None, "2011-03/2011-04"),
    ("May 2", "past", "2009-05-02"),
    ("Nov. 21", "past", "2008-11-21"),
    ("Nov. 21", "future", "2009-11-21"),
    ("November 21", None, "2009-11-21"),
    ("Nov. 21, 2022", None, "2022-11-21"),
    ("21 November 2022", None, "2022-11-21"),
    ("Saturday, December 9", "past", "2006-12-09"),
    ("from 5 to 7 March", "past", "2009-03-05/2009-03-07"),
    ("Dec. 2-4, 1987", None, "1987-12-02/1987-12-04"),
    ("July 30-Aug. 30, 1989", None, "1989-07-30/1989-08-30"),
    ("from October 31 to November 2", "future", "2009-10-31/2009-11-02"),
    ("on the 12th", "past", "2009-10-12"),
    ("on the 28th", "past", "2009-09-28"),
    ("from the 3rd to the 10th of this month", "past", "2009-10-03/2009-10-10"),
    ("in 1999", "past", "1999"),
    ("in 2001 and 2002", "past", "2001/2002"),
    ("the 1990s", "past", "199X"),
    ("25 years ago", "past", "1984"),
    ("two months ago", "past", "2009-08"),
    ("three days ago", "past", "2009-10-11"),
    ("within three months", "future", "2009-10-14/2010-01-14"),
    ("last spring", "past", "2009-21"),
    ("in the autumn of 1985", "past", "1985-23"),
]


@pytest.mark.parametrize(("text", "direction", "date"), CASES)
def test_from_the_day_of_publication(text, direction, date):
    (expr,) = find(text)
    assert resolve(expr, DAY, direction).date == date


@pytest.mark.parametrize(
    ("text", "reference", "date"),
    [
        ("two days later", "2001-03-04", "2001-03-06"),
        ("a day earlier", "2001-03-04", "2001-03-03"),
        ("the following day", "2001-03-04", "2001-03-05"),
        ("the next day", "2001-03-04/2001-03-06", "2001-03-07"),
        ("the day before", "2001-03-04/2001-03-06", "2001-03-03"),
        ("three weeks later", "2001-03-20", "2001-04"),
        ("six years later", "2001-03-20", "2007"),
        ("the same day", "2001-03-04", "2001-03-04"),
        ("that May", "2001-03-04", "2001-05"),
        ("that Friday", "2001-03-04", "2001-03-09"),
        ("earlier that month", "2001-03-04", "2001-03"),
    ],
)
def test_from_what_was_told_before(text, reference, date):
    (expr,) = find(text)
    found = resolve(expr, DAY, "past", reference)
    assert (found.date, found.basis) == (date, "inferred")


@pytest.mark.parametrize(
    "text", ["on Friday", "in May", "yesterday", "May 2", "last week", "two days later", "days after", "that day"]
)
def test_what_cannot_be_resolved_stays_unresolved(text):
    (expr,) = find(text)
    found = resolve(expr, None, "past", None)
    assert found.date is None and found.basis is None


def test_a_date_told_by_its_distance_from_another():
    (expr,) = find("three days after")
    assert back(expr, "2009-10-09").date == "2009-10-06"


@pytest.mark.parametrize(
    "text",
    [
        "President May will go",
        "They may meet and march",
        "1,994 troops",
        "2000 soldiers",
        "Flight 103",
        "at 5:30 p.m.",
        "$2012",
    ],
)
def test_what_is_no_date(text):
    assert find(text) == []


def test_since_and_until_are_told():
    since, until = find("in office since 2001, and until March")
    assert since.since and not since.until
    assert until.until and not until.since


def test_longest_expression_wins():
    assert [e.text for e in find("On Tuesday, December 7, 2021, and earlier that month")] == [
        "Tuesday, December 7, 2021",
        "earlier that month",
    ]


@pytest.mark.parametrize(
    ("word", "n"), [("a", 1), ("nine", 9), ("12", 12), ("twenty-five", 25), ("forty", 40), ("many", None)]
)
def test_numbers(word, n):
    assert number(word) == n


DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["past", "future"]))
def test_a_weekday_is_within_a_week_on_its_side(day, weekday, direction):
    (expr,) = find(f"on {weekday.capitalize()}")
    found = dt.date.fromisoformat(resolve(expr, day.isoformat(), direction).date)
    assert WEEKDAYS[found.weekday()] == weekday
    assert 0 <= (day - found).days < 7 if direction == "past" else 0 <= (found - day).days < 7


@given(DAYS, st.sampled_from(MONTHS), st.sampled_from(["past", "future"]))
def test_a_month_is_within_a_year_on_its_side(day, month, direction):
    (expr,) = find(f"in {month.capitalize()}")
    first, last = edtf.bounds(resolve(expr, day.isoformat(), direction).date)
    if direction == "past":
        assert first <= day.isoformat()
    else:
        assert last >= day.isoformat()
    assert abs(int(first[:4]) - day.year) <= 1


@given(DAYS)
def test_a_full_date_is_itself(day):
    for form in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        (expr,) = find(form)
        assert resolve(expr, None).date == day.isoformat()


@given(DAYS)
def test_a_week_is_its_monday_to_sunday(day):
    monday, sunday = week_of(day)
    assert monday.weekday() == 0 and (sunday - monday).days == 6 and monday <= day <= sunday


@given(
    st.text(max_size=200),
    DAYS,
    st.sampled_from([None, "past", "future"]),
    st.sampled_from([None, "2001-05", "1999/.."]),
)
def test_any_text_gives_valid_dates_or_none(text, day, direction, reference):
    for expr in find(text):
        assert text[expr.start : expr.end] == expr.text
        found = resolve(expr, day.isoformat(), direction, reference)
        assert found.date is None or edtf.valid(found.date)


@given(
    st.lists(
        st.sampled_from(["Monday", "next week", "3 May", "in 1999", "two days later", "and", "the 4th", "-", "to", ","])
    )
)
def test_expressions_do_not_overlap(words):
    found = find(" ".join(words))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "agreed to close every mine by the end of 2030",
        "gave him until 6 pm tomorrow to leave",
        "an action plan for 2026-2030",
        "the 2030 Agenda for the coasts",
        "their Vision 2040",
        "rights that run beyond 2099",
    ],
)
def test_a_goal_or_a_deadline_is_not_the_day_of_anything(text: str) -> None:
    assert [e.text for e in find(text) if not e.until] == []
