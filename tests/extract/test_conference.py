"""The name under which a conference is told, with the words of the text."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.pages import read


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("President Ana Duarte attended the NATO Summit in Oslo on Tuesday.", "NATO Summit"),
        ("President Ana Duarte attended the June 29-30 NATO Summit in Oslo.", "NATO Summit"),
        ("Prime Minister Ana Duarte hosted the 2022 G-7 Leaders’ Summit in Bergen last week.", "G-7 Leaders' Summit"),
        ("Norway's Summit of the Seas was held in Oslo on Monday.", "Summit of the Seas"),
        ("Norway will host the Summit of the Americas on Tuesday in Oslo.", "Summit of the Americas"),
        ("President Ana Duarte attended the U.S.-Africa Leaders Summit in Oslo.", "U.S.-Africa Leaders Summit"),
        ("President Ana Duarte attended the NATO summit in Oslo.", "NATO summit"),
        ("President Ana Duarte attended the Bergen summit on Monday in Norway.", None),
        ("President Ana Duarte attended the annual Leaders' Summit in Oslo.", None),
        ("President Ana Duarte and President Pavel Novak held a summit in Oslo on Tuesday.", None),
    ],
)
def test_the_name_of_a_summit(sentence: str, name: str | None) -> None:
    text = f"News of the day\n\nOSLO, June 3 — {sentence} Fishing was spoken of.\n"
    item = extract(read(text.encode(), None, "a.txt"), "2022-06-03")
    assert [e.name for e in item.events if e.type == "summit"] == [name]
