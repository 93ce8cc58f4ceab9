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


def test_under_a_preposition_no_antecedent() -> None:
    context = read(TEXT + " With Kenya's Peter Otieno he signed a treaty.")
    assert who(context, "he") == ("Raul Prado",)


def test_a_leader_named_elsewhere() -> None:
    context = read("Raul Prado spoke.", "The Chilean leader went to Lisbon. Raul Prado is president of Chile.")
    assert who(context, "The Chilean leader") == ("Raul Prado",)


def test_a_counterpart_without_a_country() -> None:
    context = read(
        "Finnish Foreign Minister Tarja Niemi saw Chilean Foreign Minister Raul Prado. Niemi thanked her new counterpart."
    )
    assert who(context, "new counterpart") == ("Raul Prado",)


def test_whom_somebody_congratulates_is_not_the_one_who_does() -> None:
    context = read(
        "President Raul Prado of Chile spoke with President Peter Otieno of Kenya to congratulate him on his election."
    )
    assert who(context, "him") == who(context, "his") == ("Peter Otieno",)
    context = read("President Raul Prado of Chile thanked President Peter Otieno of Kenya, and he left.")
    assert who(context, "he") == ("Raul Prado",)


def test_him_is_not_the_subject() -> None:
    context = read("President Ivo Kask met with Raul Prado in Lisbon. Kask gave him a map.")
    assert who(context, "him") == ("Raul Prado",)


def test_leaders_of_a_body_are_the_body() -> None:
    context = read(TEXT + " They discussed the upcoming G20 leaders meeting.")
    assert who(context, "the upcoming G20 leaders") == ("org:G20",)


def test_some_of_a_states_officials_are_nobody_named() -> None:
    context = read("Chilean diplomat Raul Prado went to Lisbon. Kenya expelled two Chilean diplomats.")
    assert who(context, "two Chilean diplomats") == ("country:CL",)


def test_a_governments_own_text_calls_its_offices_by_nothing_else() -> None:
    context = read(
        "The Prime Minister spoke to Kenyan President Peter Otieno this evening.",
        "They discussed the support that Norway is providing. The President thanked Norway and recalled meeting President Raul Prado of Chile.",
    )
    assert who(context, "The Prime Minister") == ("country:NO",)
    assert who(context, "The President") == ("Peter Otieno",)


def test_a_government_called_by_its_head_is_its_state():
    context = read(
        "The Carter Administration and the Bush-Quayle Administration sent envoys. The Postal Administration did not."
    )
    assert who(context, "Carter Administration") == ("country:US",)
    assert who(context, "Bush-Quayle Administration") == ("country:US",)
    assert who(context, "Postal Administration") in ((), ("org:Postal Administration",))
