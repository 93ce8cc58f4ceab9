"""The work on a text grows as the text does: counted in calls and in sentences given to the model, never in seconds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any

import pytest

from bench.long_text import text_of
from etl.extract import events, nlp, people
from etl.extract.context import Context
from etl.pages.document import Document, paragraphs


def context_of(words: int) -> Context:
    body = (("body", text) for text in text_of(words))
    return Context(Document(form="text", language="en", paragraphs=paragraphs(*body)), "2010-05-05")


def calls(words: int) -> int:
    """How many calls of functions written in Python the people side needs for a text of so many words."""
    context, count = context_of(words), Counter[str]()

    def note(_frame: FrameType, event: str, _argument: Any) -> None:
        count[event] += 1

    sys.setprofile(note)
    try:
        people.read([context])
    finally:
        sys.setprofile(None)
    return count["call"]


def test_four_times_the_words_take_about_four_times_the_calls() -> None:
    calls(200)  # what is loaded once is loaded before
    assert calls(8_000) < 4 * 1.5 * calls(2_000)


def test_no_sentence_goes_through_the_model_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()
    parse = nlp.parse

    def counted(texts: Iterable[str], *args: Any, **kwargs: Any) -> Iterator[Any]:
        listed = list(texts)
        seen.update(listed)
        return parse(listed, *args, **kwargs)

    monkeypatch.setattr(nlp, "parse", counted)
    context = context_of(1_000)
    people.read([context])
    list(events.events(context))
    assert 0 < sum(seen.values()) <= len(context.sentences)
