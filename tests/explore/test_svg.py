"""Charts: where the marks go."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from etl.explore import svg


def test_a_bar_a_year_stacked_to_its_total() -> None:
    chart = svg.per_year(
        {(1990, "visit"): 3, (1990, "meeting"): 4, (1990, "talks"): 1, (1992, "call"): 2, (1992, "strike"): 9}
    )
    assert chart is not None
    assert [(bar["year"], bar["total"]) for bar in chart["bars"]] == [(1990, 8), (1992, 2)]
    assert chart["bars"][0]["said"] == "3 visits, 5 meetings"
    first = chart["bars"][0]["parts"]
    assert first[0]["y"] + first[0]["height"] == chart["bottom"]
    assert abs(first[1]["y"] + first[1]["height"] - first[0]["y"]) < 0.2
    assert all(0 <= part["y"] <= chart["bottom"] for bar in chart["bars"] for part in bar["parts"])


def test_nothing_to_draw_is_no_chart() -> None:
    assert svg.per_year({}) is None
    assert svg.timeline([], [], 2026.0) is None


@given(st.integers(0, 10**6))
def test_the_axis_ends_at_or_above_the_highest_bar(value: int) -> None:
    assert svg.top(value) >= max(value, 1)


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0.1, 300)), max_size=25))
def test_bars_of_one_lane_do_not_meet(drawn: list[tuple[float, float]]) -> None:
    spans = [(start, start + length) for start, length in drawn]
    numbers = svg.lanes(spans)
    for (a, i), (b, j) in combinations(zip(spans, numbers, strict=True), 2):
        assert i != j or a[1] <= b[0] or b[1] <= a[0]


def test_an_office_still_held_reaches_today_and_points_stack() -> None:
    office = {
        "affiliation_id": "a",
        "capacity": "President",
        "start_earliest": "2020-01-01",
        "end_latest": None,
        "end": "..",
        "status": None,
    }
    events = [{"event_id": f"e{n}", "date_earliest": "2021-06-01", "type": "meeting", "label": ""} for n in range(3)]
    line = svg.timeline([office], events, 2026.0)
    assert line is not None
    bar = line["bars"][0]
    assert bar["x"] + bar["width"] > max(point["x"] for point in line["points"])
    assert len({point["y"] for point in line["points"]}) == 3
    assert len({point["x"] for point in line["points"]}) == 1


def test_labels_at_the_right_edge_end_with_their_bar() -> None:
    offices = [
        {"affiliation_id": str(n), "capacity": "Somebody with a long name", "start_earliest": f"{1900 + n * 20}-01-01",
         "end_latest": f"{1901 + n * 20}-01-01", "end": "x"}
        for n in range(6)
    ]  # fmt: skip
    line = svg.timeline(offices, [], 2026.0)
    assert line is not None
    assert line["bars"][-1]["anchor"] == "end"
    assert line["bars"][0]["anchor"] == "start"
