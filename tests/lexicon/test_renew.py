"""The counted word lists can be made again from their inputs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from etl.extract.tokens import fold
from etl.lexicon import renew

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


def test_words_that_a_text_writes_in_lower_case() -> None:
    text = "The talks went on. Talks about talks. They met in Lima, and Lima talks and talks. lima"
    assert renew.common_words([text]) == ["talks"]
    assert renew.common_words(["may " * 4 + "May " * 30]) == []


def test_rows_by_hand_and_genders_are_kept() -> None:
    rows = [
        {"name": "Ana", "gender": "female", "source": "registers"},
        {"name": "Zoltan", "gender": "male", "source": "hand"},
        {"name": "Gone", "gender": "", "source": "registers"},
    ]
    made = renew.given_names(rows, {"ana": "Ana", "bo": "Bo"})
    assert [(r["name"], r["gender"], r["source"]) for r in made] == [
        ("Ana", "female", "registers"),
        ("Bo", "", "registers"),
        ("Zoltan", "male", "hand"),
    ]


def test_given_names_are_those_that_the_claims_give() -> None:
    with (ROOT / "etl" / "lexicon" / "given_names.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    words = renew.first_words(ROOT / "claims")
    assert {"harold", "angela"} <= set(words) and not {"prince", "de"} & set(words)
    from_registers = {fold(r["name"]) for r in rows if r["source"] == "registers"}
    assert {r["source"] for r in rows} == {"hand", "registers"}
    assert len(from_registers & set(words)) > 0.95 * len(from_registers)  # a refreshed register may differ a little


@pytest.mark.shared
def test_common_words_are_those_of_the_archive() -> None:
    archive = next(CORPORA.glob("whitehouse-briefings-*.zip"), None) if CORPORA.is_dir() else None
    if archive is None:
        pytest.skip("needs the archive of briefings beside the checkout")
    listed = (ROOT / "etl" / "lexicon" / "common_words.csv").read_text(encoding="utf-8").split()
    assert listed == ["word", *renew.common_words(renew.texts_of(archive))]
