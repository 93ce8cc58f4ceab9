"""Titles beside names: in brackets, between commas, shared by several."""

from __future__ import annotations

from tests.extract.reading import offices, read, titles


def test_portfolios_in_brackets() -> None:
    context = read(
        "Some Chilean ministers came along: Ana Teller (Economy), Hugo Barr (Foreign Affairs), Otto Marr (Science and Technology)."
    )
    assert offices(context, "Ana Teller") == [("minister", "CL", "current")]
    assert offices(context, "Hugo Barr") == [("foreign_minister", "CL", "current")]
    assert [a.title for a in titles(context)] == [
        "economy minister",
        "foreign affairs minister",
        "science and technology minister",
    ]


def test_a_state_in_brackets_is_no_portfolio() -> None:
    context = read("Foreign ministers Ana Teller (Chile) and Hugo Barr (Peru) met.")
    assert offices(context, "Ana Teller") == [("foreign_minister", "CL", "current")]
    assert offices(context, "Hugo Barr") == [("foreign_minister", "PE", "current")]


def test_a_company_in_brackets() -> None:
    context = read(
        "Also there were Ana Teller (Norsk Mining company president) and Hugo Barr (acting consul of Chile)."
    )
    assert offices(context, "Ana Teller") == [("executive", None, "current")]
    assert offices(context, "Hugo Barr") == [("official", "CL", "acting")]
    assert [a.organization for a in titles(context)][:1] == ["Norsk Mining company"]
