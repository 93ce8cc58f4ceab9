"""Documents extracted together say what each says alone, and nothing of them stays in memory."""

from __future__ import annotations

import gc

import pytest

from etl import extract as extraction
from etl.extract import extract, extract_all, together
from etl.extract.context import Context
from etl.pages import read
from etl.pages.document import Document

TEXTS = (
    "Envoys meet\n\nOSLO — Foreign Minister Halvdan Koht met Ambassador Ana Duarte of Portugal on Tuesday. The two will meet again in Bergen.\n",
    "King away\n\nKing Gustav arrived in Lisbon on 2 May 1931. He was received by Prime Minister Ana Duarte.\n",
    "Harbour shut\n\nSnow has shut the harbour. Nobody was hurt, and the ferries wait.\n",
    "Un port fermé\n\nLe port est fermé depuis hier soir à cause de la neige, et les bateaux attendent que le vent tombe.\n",
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read(text.encode(), None, f"{n}.txt") for n, text in enumerate(TEXTS)]


def test_together_or_alone_they_say_the_same(documents: list[Document]) -> None:
    alone = [extract(d, "1931-05-06") for d in documents]
    assert [len(i.events) > 0 for i in alone] == [True, True, False, False]
    assert together(documents, "1931-05-06") == alone
    assert together(documents[::-1], "1931-05-06") == alone[::-1]


def test_batches_do_not_change_what_is_said(documents: list[Document], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(extract_all(documents * 2))
    monkeypatch.setattr(extraction, "BATCH", 30)
    assert list(extract_all(iter(documents * 2))) == whole
    assert len(whole) == 2 * len(documents)


def test_no_documents_no_items() -> None:
    assert list(extract_all([])) == together([]) == []


def test_nothing_of_a_document_stays_in_memory(documents: list[Document]) -> None:
    together(documents)
    gc.collect()
    assert not [o for o in gc.get_objects() if isinstance(o, Context)]
