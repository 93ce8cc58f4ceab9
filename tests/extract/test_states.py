"""For which state somebody acts, where the title beside the name does not say it."""

from __future__ import annotations

import pytest

from tests.extract.reading import offices, read

CASES = [
    (
        "one list",
        [
            "Mexican Foreign Secretary Luis Prado and Economy Secretary Hugo Barr flew to Washington to see U.S. officials."
        ],
        "Hugo Barr",
        "MX",
    ),
    (
        "appositions in one list",
        [
            "In Hanoi she saw Vietnam's Le Van Quang, the prime minister, and Do Van Minh, the party chief, before leaving Russia out."
        ],
        "Do Van Minh",
        "VN",
    ),
    (
        "the state of another's title is that one's",
        [
            "Ana Teller, the prime minister, met the French foreign minister Jean Morel. Finland approved. Finland was glad."
        ],
        "Ana Teller",
        "FI",
    ),
    (
        "no state without the office",
        ["The U.S. team called on Le Van Quang, the prime minister, in Vietnam for the U.S. side."],
        "Le Van Quang",
        "VN",
    ),
    (
        "just after in one list",
        ["In Kenya she saw Ana Teller, the party chief, and President Hugo Barr of Finland."],
        "Ana Teller",
        "FI",
    ),
    ("an American office", ["In Kenya, Assistant Secretary of State Ana Teller spoke."], "Ana Teller", "US"),
    ("a British office", ["In Kenya, Permanent Under Secretary Ana Teller spoke."], "Ana Teller", "GB"),
    ("an office of a US state", ["In Kenya, Ohio Attorney General Ana Teller spoke."], "Ana Teller", "US"),
]


@pytest.mark.parametrize(("texts", "name", "state"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_state(texts: list[str], name: str, state: str) -> None:
    assert [o[1] for o in offices(read(*texts), name)] == [state]


def test_who_shares_a_plural_title_acts_for_another_state() -> None:
    context = read("Peru and Chile talked. The foreign ministers, Ana Teller and Hugo Barr of Chile, met in Chile.")
    assert [o[1] for o in offices(context, "Ana Teller")] == ["PE"]


def test_the_state_that_a_readout_takes_for_granted() -> None:
    context = read(
        "Communications Director Ana Teller will travel to Kenya and see Kenya's ministers in Kenya.",
        title="Statement by Communications Director Ana Teller on Secretary of State Otto Barr's Travel to Kenya",
    )
    assert [o[1] for o in offices(context, "Ana Teller")] == ["US"]


def test_an_ambassador_acts_for_none_of_those_he_is_sent_to() -> None:
    context = read("Ana Teller served as ambassador to Peru, Chile and Bolivia for Kenya in Lima.")
    assert {o[1] for o in offices(context, "Ana Teller")} == {"KE"}


def test_an_attorney_general_of_a_us_state_is_no_minister() -> None:
    assert offices(read("Ohio Attorney General Ana Teller spoke."), "Ana Teller") == [("official", "US", "current")]
    assert offices(read("Ana Teller, attorney general of Ohio, spoke."), "Ana Teller")[0][:2] == ("official", "US")
