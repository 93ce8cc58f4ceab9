"""Parts of speech and lemmas remembered are those that the model's own components give."""

from __future__ import annotations

from typing import Any

import pytest

from etl.extract import nlp
from etl.extract.tagging import Rules

TEXTS = [
    "The ministers didn't want to leave, and they're gonna meet again in Oslo.",
    "There are two envoys here; there's a third whose visits ended.",
    "Let's go, he'd said, and had gone before they could have met.",
    "But nothin' came of the talks that the kings were holding.",
    "The  envoys\n met: it was the better of the meetings they have had.",
    "What she does not do, others do.",
]
ATTRIBUTES = ("pos", "lemma", "tag", "dep")


@pytest.fixture(scope="module")
def library() -> Any:
    return nlp.load()


def parsed(library: Any, text: str) -> Any:
    return next(iter(library.pipe([text], disable=["attribute_ruler", "lemmatizer", "ner"])))


def test_every_attribute_is_the_librarys_when_first_seen_and_when_remembered(library: Any) -> None:
    rules = Rules(library)
    for text in TEXTS * 2:
        theirs, ours = library(text), rules(parsed(library, text))
        for attribute in ATTRIBUTES:
            assert [getattr(t, attribute) for t in ours] == [getattr(t, attribute) for t in theirs], (text, attribute)


def test_what_was_judged_once_is_not_judged_again(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rules(library)
    first = [t.lemma_ for t in rules(parsed(library, "The envoys met the kings in Oslo."))]
    monkeypatch.setattr(rules, "_ruler", None)
    monkeypatch.setattr(rules, "_lemmatizer", None)
    assert [t.lemma_ for t in rules(parsed(library, "The envoys met the kings in Oslo."))] == first


def test_a_ruler_that_asks_for_more_than_the_word_tag_and_label_is_asked_each_time(library: Any) -> None:
    rules = Rules(library)
    rules._enter([{"SHAPE": "xx"}])
    rules(parsed(library, "The envoys met."))
    assert not rules._known


def test_an_empty_text_stays_empty(library: Any) -> None:
    assert len(Rules(library)(parsed(library, ""))) == 0
