"""Where a title begins and ends, and what stands in it."""

from __future__ import annotations

import pytest

from etl.extract import marks, titles
from etl.extract.tokens import tokenize
from tests.extract.reading import read


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Senior Advisor for Clean Energy Innovation and Implementation Ana Teller spoke.", "Ana Teller", "advisor for clean energy innovation and implementation"),
        ("Ana Teller, Chief Foreign Affairs Advisor to the Lithuanian President, spoke.", "Ana Teller", "foreign affairs advisor to the lithuanian president"),
        ("The aide to President Otto Barr left.", "Otto Barr", "president"),
        ("Assistant Secretary for Population, Refugees, and Migration Ana Teller left.", "Ana Teller", "assistant secretary for population refugees and migration"),
        ("Assistant to the President for Climate Policy and National Climate Advisor Ana Teller left.", "Ana Teller", "advisor"),
    ],
)  # fmt: skip
def test_where_a_title_ends(text: str, name: str, title: str) -> None:
    assert title in [a.title for p in read(text).people if p.name == name for a in p.affiliations]


@pytest.mark.parametrize(
    ("text", "role", "qualifier", "states"),
    [
        ("The outgoing Turkish foreign minister left.", "foreign minister", "current", ["TR"]),
        ("Then-Deputy Trade Minister Ana Teller left.", "deputy trade minister", "then", []),
        ("The president-elect of Chile left.", "president", "designate", ["CL"]),
        ("The presidents of Peru and Chile left.", "president", None, ["PE", "CL"]),
        ("Professor Emeritus Otto Barr left.", "professor", "former", []),
        ("The spokesman for the Kenyan military left.", "spokesman for the kenyan military", None, ["KE"]),
    ],
)
def test_parts(text: str, role: str, qualifier: str | None, states: list[str]) -> None:
    tokens = tokenize(text)
    title = titles.find(tokens, marks.find(tokens))[0]
    assert (title.text, title.qualifier, title.countries) == (role, qualifier, states)


def test_a_field_in_capitals_goes_on_to_the_name() -> None:
    context = read("Deputy National Security Advisor for International Economics Mike Pilsen spoke in Washington.")
    assert [(p.name, p.affiliations[0].title) for p in context.people] == [
        ("Mike Pilsen", "deputy national security advisor for international economics")]  # fmt: skip
