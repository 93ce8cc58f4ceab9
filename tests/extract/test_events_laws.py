"""What one signs alone, an act or an order, is no agreement."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.pages import read


@pytest.mark.parametrize(
    ("sentence", "agreements"),
    [
        ("President Ana Duarte signed the Harbour Act on Tuesday.", 0),
        ("President Ana Duarte signed an executive order on Tuesday.", 0),
        ("President Ana Duarte signed the reform into law on Tuesday.", 0),
        ("The president spoke of a memorandum signed by President Ana Duarte on Tuesday.", 0),
        ("President Ana Duarte and President Pavel Novak signed a memorandum on Tuesday.", 1),
        ("Norway signed the fisheries treaty on Tuesday.", 1),
    ],
)
def test_signing(sentence: str, agreements: int) -> None:
    item = extract(read(f"News of the day\n\nOSLO, June 3 — {sentence}\n".encode(), None, "a.txt"), "2031-06-03")
    assert sum(e.type == "agreement" for e in item.events) == agreements
