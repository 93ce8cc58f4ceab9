"""What belongs to the page and not to the article: every row of the vocabulary is held against its own example."""

import csv
from importlib import resources

import pytest

from etl.pages import furniture

ROWS = list(
    csv.DictReader(resources.files("etl.lexicon").joinpath("furniture.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("row", ROWS, ids=[row["example"][:30] for row in ROWS])
def test_each_form_knows_its_example(row):
    assert furniture.is_furniture(row["example"])
    assert row["needs"] == "" or any(word in row["example"].lower() for word in row["needs"].split("|"))
    assert row["needs"] or not row["pattern"].startswith(".{0"), (
        "a pattern that may begin with anything needs certain words"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will share the cost of the pier.",
        "Get out, the harbour master told the envoy, and he got out.",
        "Join or die was the motto under which the fleet had sailed since 1754.",
        "More than forty envoys came to the island on Tuesday.",
        "He followed him to the pier and back again.",
        "Copyright was the last of the matters that they spoke of, and the first that they agreed on.",
        "Read the treaty, she said, before you sign it.",
        "Comment was refused by both sides.",
        "The video conference lasted an hour.",
    ],
)
def test_sentences_are_none(text):
    assert not furniture.is_furniture(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("READ MORE: Who owns the fog?", "Who owns the fog?"),
        ("Related | A lighthouse for sale", "A lighthouse for sale"),
        ("The envoy read: no more fog.", None),
    ],
)
def test_pointers_to_other_stories(text, title):
    assert furniture.pointer(text) == title


@pytest.mark.parametrize(
    ("text", "is_header"),
    [
        ("More from Meridian Post", True),
        ("Most read", True),
        ("You may also like", True),
        ("RELATED STORIES", True),
        ("More than forty came.", False),
        ("Related matters were left aside by the two ministers.", False),
    ],
)
def test_headings_of_lists_of_other_stories(text, is_header):
    assert furniture.is_more_header(text) is is_header


def test_notes_on_sources_and_full_texts():
    assert furniture.source_note("Source: Norlys.") == "Norlys"
    assert furniture.source_note("The source: an official who asked not to be named, said so.") is None
    assert furniture.full_text_at("Read the full article at https://x.example/a.") == "https://x.example/a"
    assert furniture.full_text_at("Read my lips") is None
    assert furniture.is_file_name("ferry_at_berth-1024x683.jpg")
    assert not furniture.is_file_name("They met at x.example and spoke of the picture ferry.jpg for a long while.")
