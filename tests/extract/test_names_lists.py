"""Names in lists that have lost their lines."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.pages import read


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "The guests are Ana Teller, CEO, Vostok Otto Barr, President, Borealis Maria Brandt, CEO, Tern.",
            ["Ana Teller", "Otto Barr", "Maria Brandt"],
        ),
        ("The guests are Ana Teller, CEO, Otto Karl Barr, President, and Maria Brandt, CEO.", ["Ana Teller", "Otto Karl Barr", "Maria Brandt"]),
    ],
)  # fmt: skip
def test_a_firm_before_a_name_is_no_part_of_it(line: str, names: list[str]) -> None:
    item = extract(
        read(f"Guests of the day\n\nOSLO, June 3 — {line} They dined.\n".encode(), None, "a.txt"), "2031-06-03"
    )
    assert [p.name for p in item.people] == names


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "His Royal Highness Omar bin Zayed Al Harith, Crown Prince of Bahrain, was there.",
            "Omar bin Zayed Al Harith",
        ),
        (
            "Norway's minister of foreign affairs and international cooperation Sheikh Omar bin Zayed Al Harith was there.",
            "Omar bin Zayed Al Harith",
        ),
        ("POTUS Duarte met Pavel Novak in Oslo on Tuesday.", "Duarte"),
    ],
)
def test_what_stands_before_a_name_as_an_honour_is_no_part_of_it(sentence: str, name: str) -> None:
    item = extract(read(f"News of the day\n\nOSLO, June 3 — {sentence}\n".encode(), None, "a.txt"), "2031-06-03")
    assert name in [p.name for p in item.people]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The mayors of Oakland, CA Memphis, TN and Denver, CO dined with Ana Teller.", ["Ana Teller"]),
        (
            "Assistant Secretary for Low-Intensity Conflict Otto Barr dined with Ana Teller.",
            ["Otto Barr", "Ana Teller"],
        ),
        ("The Director of the North America Unit Otto Barr dined with Ana Teller.", ["Otto Barr", "Ana Teller"]),
        ("Minister Otto Barr dined. APNSA Barr went home with Ana Teller.", ["Otto Barr", "Ana Teller"]),
        ("Storm Henri came, and Esperanza United dined with Ana Teller.", ["Ana Teller"]),
    ],
)
def test_what_stands_before_a_name_or_looks_like_one(sentence: str, names: list[str]) -> None:
    text = f"Guests of the day\n\nOSLO, June 3 — {sentence} They dined.\n"
    assert [p.name for p in extract(read(text.encode(), None, "a.txt"), "2031-06-03").people] == names
