"""What counts as a source saying something else."""

from __future__ import annotations

import pytest

from etl.explore.pages.event import _dates_agree

DAY = {"date_earliest": "2022-12-14", "date_latest": "2022-12-14"}


@pytest.mark.parametrize(
    ("said", "agree"),
    [
        ("2022-12-14", True),
        ("2022-12-13/2022-12-15", True),  # the whole visit
        ("2022", True),
        (None, True),
        ("2022-12-14/..", True),
        ("2022-12-15", False),
        ("2021", False),
        ("some day", False),
    ],
)
def test_a_source_that_is_only_less_exact_does_not_differ(said: str | None, agree: bool) -> None:
    assert _dates_agree(DAY, {"date": said}) is agree


def test_an_event_without_a_date_contradicts_nobody() -> None:
    assert _dates_agree({"date_earliest": None, "date_latest": None}, {"date": "2022"})
