"""What counts as a source saying something else."""

from __future__ import annotations

import pytest

from etl.explore.pages.event import _dates_agree, _differences

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


@pytest.mark.parametrize(
    ("said", "is_now", "differs"),
    [
        ("planned", "occurred", False),
        ("proposed", "ongoing", False),
        ("denied", "occurred", True),
        ("occurred", "cancelled", True),
        ("planned", "cancelled", True),
        (None, "occurred", False),
    ],
)
def test_that_it_was_announced_is_no_difference_from_its_having_been(
    said: str | None, is_now: str, differs: bool
) -> None:
    event = DAY | {"status": is_now, "type": "visit"}
    assert _differences(event, {"status_said": said, "type_said": "visit", "date": None}) == ["status"] * differs
