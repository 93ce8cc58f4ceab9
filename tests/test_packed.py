"""Rows of one table in little memory."""

from __future__ import annotations

import pytest

from etl.packed import Packed
from etl.publish.csvs import dump
from etl.schema import TABLES

ROWS = [{"event_id": "b", "number": 2, "place_id": "oslo"}, {"event_id": "a", "number": 1, "place_id": "bonn"}]


def test_rows_come_out_as_they_went_in() -> None:
    packed = Packed(ROWS)
    packed += [ROWS[0]]
    packed.append({"number": 3, "event_id": "c"})
    assert list(packed) == [*ROWS, ROWS[0], {"event_id": "c", "number": 3, "place_id": None}]
    assert packed[1] == ROWS[1] and packed[-1]["place_id"] is None and packed[:1] == ROWS[:1] and len(packed) == 4


def test_what_is_given_out_is_a_copy() -> None:
    packed = Packed(ROWS)
    packed[0]["number"] = 9
    next(iter(packed))["number"] = 9
    assert list(packed) == ROWS


def test_columns_by_name() -> None:
    packed = Packed(ROWS)
    assert list(packed.column("number")) == [2, 1] and list(packed.column("role")) == []
    assert packed.cells(("number", "role", "event_id")) == [(2, None, "b"), (1, None, "a")]
    assert packed.cells(("role",)) == [(None,), (None,)]


def test_another_column_is_an_error() -> None:
    packed = Packed(ROWS)
    with pytest.raises(ValueError, match="role"):
        packed.append({**ROWS[0], "role": "host"})
    assert list(packed) == ROWS


def test_the_csv_is_that_of_dictionaries() -> None:
    table = TABLES["event_places"]
    assert dump(table, Packed(ROWS)) == dump(table, ROWS)
    assert dump(table, Packed()) == dump(table, [])


def test_a_row_is_put_back_changed() -> None:
    packed = Packed([{"a": 1, "b": 2}, {"a": 3, "b": 4}])
    row = packed[1]
    row["b"] = 5
    assert packed[1] == {"a": 3, "b": 4}
    packed[1] = row
    assert list(packed) == [{"a": 1, "b": 2}, {"a": 3, "b": 5}]
    with pytest.raises(ValueError, match="columns a, not a, b"):
        packed[0] = {"a": 1}
