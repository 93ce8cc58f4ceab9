"""When two spellings can be one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.resolve.names import agreement, fold, parse

SAME = [
    ("Dmitri Medvedev", "Dmitriy A. Medvedev"),
    ("Olesegun Obsanjo", "Olusegun Obasanjo"),
    ("Shinzo Abe", "Abe Shinzo"),
    ("Abdel Fattah al-Sisi", "El-Sisi"),
    ("Roh Moo-hyun", "Roh Moohyun"),
    ("William J. Clinton", "Bill Clinton"),
    ("F. W. de Klerk", "Frederik Willem de Klerk"),
    ("Mohammed bin Salman", "Muhammad bin Salman Al Saud"),
    ("Luiz Inácio Lula da Silva", "Lula"),
    ("Antony John Blinken", "Anthony Blinken"),
    ("Hassan II", "Hassan"),
    ("Bush, George", "George Bush"),
]
DIFFERENT = [
    ("Putin", "Potanin"),
    ("Andreas Papandreou", "Georgios Papandreou"),
    ("George W. Bush", "George H. W. Bush"),
    ("Hussein", "Hassan"),
    ("Frederick II", "Frederick III"),
    ("Abdullah bin Hussein", "Hussein bin Abdullah"),
    ("John Bolton", "John Dolton"),
    ("John Kelly", "John Kerry"),
    ("Harold Powell, Jr.", "Harold Powell, Sr."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_agree(a: str, b: str) -> None:
    assert agreement(a, b) >= 0.8


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_names_of_two_people_do_not(a: str, b: str) -> None:
    assert agreement(a, b) == 0.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_agreement_is_symmetric_and_within_bounds(a: str, b: str) -> None:
    score = agreement(a, b)
    assert 0.0 <= score <= 1.0
    assert score == agreement(b, a)


@given(st.text(max_size=60))
def test_a_name_with_a_word_agrees_with_itself(name: str) -> None:
    if parse(name).words:
        assert agreement(name, name) == 1.0


def test_folding_levels_marks_and_apostrophes() -> None:
    assert fold("Abdel-Fattah al‑Sīsī’s") == ["abdel", "fattah", "al", "sisis"]
