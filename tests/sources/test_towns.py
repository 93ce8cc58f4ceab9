"""Towns of a description: whose state stands behind them, and what is a list."""

import pytest

from etl.geo.places import ambiguous, locate
from etl.sources.remarks_towns import towns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Visited Chicago, New York, and Houston.", ["Chicago", "New York", "Houston"]),
        ("Visited Hot Springs, Arkansas, and Miami.", ["Hot Springs (Arkansas)", "Miami"]),
        ("Visited Chicago, Kansas City, and Detroit.", ["Chicago", "Kansas City", "Detroit"]),
        ("Visited Springfield and Peoria (Illinois).", ["Springfield (Illinois)", "Peoria (Illinois)"]),
        ("Visited Washington and Camp David (Maryland).", ["Washington", "Camp David (Maryland)"]),
    ],
)
def test_towns_and_their_states(text: str, found: list[str]) -> None:
    assert towns(text) == found


def test_the_williamsburg_that_guests_are_shown_is_in_virginia() -> None:
    place = locate("Williamsburg", "US")
    assert place is not None and (round(place.latitude or 0), round(place.longitude or 0)) == (37, -77)


def test_a_park_is_not_its_state() -> None:
    place = locate("Yosemite Park (California)", "US")
    assert place is not None and place.name == "Yosemite Park"


def test_a_town_in_two_states_side_by_side_is_not_ambiguous() -> None:
    assert ambiguous("Kansas City", "US") == [] and len(ambiguous("Springfield", "US")) > 1
