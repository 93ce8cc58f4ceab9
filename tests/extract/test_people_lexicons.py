"""Every row of the people side's lexicons has an example, and the example is read as the row says."""

from __future__ import annotations

import pytest

from etl.extract import marks, words
from etl.extract.tokens import tokenize
from etl.lexicon.roles import ROLE_TYPES
from tests.extract.reading import names, read, titles


@pytest.mark.parametrize(
    "row", words.rows("roles.csv"), ids=lambda r: f"{r['pattern']}-{r['country']}{r['organization']}"
)
def test_role(row: dict[str, str]) -> None:
    assert row["role_type"] in ROLE_TYPES
    assert row["role_type"] in [a.role_type for a in titles(read(row["example"], published=None))]


@pytest.mark.parametrize("row", words.rows("qualifiers.csv"), ids=lambda r: r["word"])
def test_qualifier(row: dict[str, str]) -> None:
    assert row["qualifier"] in [a.qualifier for a in titles(read(row["example"], published=None))]


@pytest.mark.parametrize("row", words.rows("portfolios.csv"), ids=lambda r: r["word"])
def test_portfolio(row: dict[str, str]) -> None:
    found = titles(read(row["example"], published=None))
    assert [a.role_type for a in found][:1] and row["word"] in found[0].title.split()


@pytest.mark.parametrize("row", words.rows("honorifics.csv"), ids=lambda r: r["word"])
def test_honorific_is_no_part_of_the_name(row: dict[str, str]) -> None:
    found = names(read(row["example"], published=None))
    assert found and not any(row["word"] in name.lower().split() for name in found)


@pytest.mark.parametrize("row", words.rows("bodies.csv"), ids=lambda r: r["short"])
def test_body(row: dict[str, str]) -> None:
    found = marks.find(tokenize(row["example"]))
    assert (row["short"], row["kind"]) in [(m.name, m.body) for m in found]


@pytest.mark.parametrize("row", words.rows("things.csv"), ids=lambda r: r["word"])
def test_a_thing_of_that_name_is_no_person(row: dict[str, str]) -> None:
    assert names(read(row["example"])) == []


def test_given_names_and_common_words_are_folded_once() -> None:
    assert words.given_names()["sergei"] == "male" and words.given_names()["angela"] == "female"
    assert "meeting" in words.common() and "sergei" not in words.common()
