"""Whom a role, a group or a pronoun stands for."""

from __future__ import annotations

from tests.extract.reading import read, who

TEXT = "Finnish Foreign Minister Tarja Niemi met Chilean President Raul Prado in Lisbon."


def test_roles() -> None:
    context = read(TEXT, "The foreign minister left early. The president stayed. The Kenyan ambassador objected.")
    assert who(context, "The foreign minister") == ("Tarja Niemi",)
    assert who(context, "The president") == ("Raul Prado",)
    assert who(context, "The Kenyan ambassador") == ("country:KE",)


def test_groups_and_pronouns() -> None:
    context = read(TEXT + " The two leaders signed nothing. She flew home.")
    assert set(who(context, "The two leaders")) == {"Tarja Niemi", "Raul Prado"}
    assert who(context, "She") == ("Tarja Niemi",)


def test_states_and_bodies() -> None:
    context = read("Kenya and NATO agreed. The Kremlin objected, and Russian officials left.")
    assert who(context, "Kenya") == ("country:KE",)
    assert who(context, "NATO") == ("org:NATO",)
    assert who(context, "Kremlin") == ("country:RU",)
    assert who(context, "Russian officials") == ("country:RU",)
