"""Whatever the text, an answer: short, foreign, in capitals, garbage, endless."""

from __future__ import annotations

import random

import pytest

from etl.extract import extract, gold_form
from etl.pages.document import Document, paragraphs

random.seed(7)
GARBAGE = "".join(chr(random.choice([random.randrange(33, 127), random.randrange(160, 1200), 32])) for _ in range(3000))


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        ".",
        GARBAGE,
        "A" * 50_000,
        "(" * 5_000,
        "U.S." * 3_000,
        " ".join(["Alpha"] * 3_000),
        "'s " * 2_000,
        "\u202e\u0301" * 500,
    ],
    ids=["word", "stop", "garbage", "run", "brackets", "stops", "capitals", "possessives", "marks"],
)
def test_an_answer(text: str) -> None:
    item = extract(Document(form="text", language="en", paragraphs=paragraphs(("body", text))), "2001-02-03")
    assert gold_form(item, "x")["id"] == "x"


def test_another_language_gives_no_claims() -> None:
    text = "Le ministre Jean Morel a rencontré mardi à Paris son homologue, et le président les a reçus avec plaisir dans le salon."
    item = extract(Document(form="text", paragraphs=paragraphs(("body", text * 5))), None)
    assert item.article is not None and item.article.language == "fr"
    assert item.people == () and item.events == ()


def test_the_same_bytes_twice() -> None:
    text = "Finnish Foreign Minister Tarja Niemi and Chilean President Raul Prado met in Lisbon on Monday."
    document = Document(form="text", language="en", paragraphs=paragraphs(("body", text)))
    assert extract(document, "2001-02-03") == extract(document, "2001-02-03")


@pytest.mark.parametrize("text", ["Hello", GARBAGE, "%&/ 123 :: ;;"], ids=["word", "garbage", "signs"])
def test_a_language_that_nobody_can_tell_is_not_told(text: str) -> None:
    item = extract(Document(form="text", paragraphs=paragraphs(("body", text))), None)
    assert item.article is not None and item.article.language is None
    assert item.people == () and item.events == () and item.affiliations == ()


def test_a_text_in_capitals() -> None:
    text = "FINNISH FOREIGN MINISTER TARJA NIEMI MET CHILEAN PRESIDENT RAUL PRADO IN LISBON ON MONDAY. THE MINISTER LEFT ON TUESDAY."
    item = extract(Document(form="text", paragraphs=paragraphs(("body", text * 3))), "2001-02-03")
    assert [p.name for p in item.people] == ["Tarja Niemi", "Raul Prado"]
    assert {(a.role_type, a.country) for a in item.affiliations} == {
        ("foreign_minister", "FI"),
        ("head_of_state", "CL"),
    }
