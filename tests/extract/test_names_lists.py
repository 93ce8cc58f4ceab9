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
