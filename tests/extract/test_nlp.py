"""The model does not grow with the archive."""

from __future__ import annotations

import pytest

from etl.extract import nlp, together
from etl.pages import read

TEXT = """Ministers meet in Oslo

OSLO, June 3 — Norway's foreign minister, Ana Duarte, met Foreign Minister Pavel Novak of Czechia at Vrengen House on Tuesday.
They spoke of herring.
"""


def test_a_model_that_has_met_too_many_words_is_loaded_anew_and_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [read(TEXT.encode(), None, "a.txt"), read(TEXT.replace("Oslo", "Bergen").encode(), None, "b.txt")]
    items = together(documents, "2031-06-03")
    model = nlp.pipeline()
    assert together(documents, "2031-06-03") == items and nlp.pipeline() is model
    monkeypatch.setattr(nlp, "WORDS", len(model.vocab.strings) - 1)
    assert together(documents, "2031-06-03") == items and items[0].events
    assert nlp.pipeline() is not model
