"""Every building of the lexicon tells its town, in the sentence that its row has."""

import csv
from importlib import resources

import pytest

from tests.extract.encounters import told

ROWS = list(csv.DictReader((resources.files("etl.lexicon") / "buildings.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_the_example(row: dict[str, str]) -> None:
    (event,) = told(row["example"].replace("They", "Ana Duarte and Pavel Novak", 1))
    assert event.country == row["country"]
    assert [place.name for place in event.places] == [row["town"]]
