"""Names in any order and script convention, and what is none."""

from __future__ import annotations

import pytest

from tests.extract.reading import names, read


@pytest.mark.parametrize(
    "name",
    [
        "Xi Jinping",
        "Mohammed bin Salman",
        "Luiz Inácio Lula da Silva",
        "Nguyen Phu Trong",
        "Abdel Fattah Al Sisi",
        "K.R. Narayanan",
        "Jean-Yves Le Drian",
        "Thomas F. McLarty III",
        "Naif bin Bandir al-Sudairy",
        "Recep Tayyip Erdoğan",
        "Roh Moo-hyun",
    ],
)
def test_a_name_after_a_title(name: str) -> None:
    assert names(read(f"On Monday President {name} spoke to reporters.")) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Biden administration objected.",
        "They met at the Lincoln Center.",
        "He taught at the Kennedy School.",
        "The Kremlin said so.",
        "It happened in Kerem Shalom on Monday.",
        "The Security Council met in New York.",
        "On Wednesday the Foreign Ministry objected.",
        "Q Hello, thank you for taking the question.",
        "B. Training of officials will go on.",
        "The bill, H.R. 4711, and the U.S.C. were quoted.",
        "It was held in Los Angeles.",
        "A programme for North America and Sub-Saharan Africa began.",
        "They prepared for Hurricane Berta.",
        "It went through the crossings of Erem East, Erem West, and others.",
        "The Administrator of the National Oceanic and Atmospheric Administration left.",
        "Officials Previewing the talks of EU Member States spoke.",
        "The Deputy OMB Director spoke of the Lady R.",
        "He reviewed “Ana Teller and the Sea” for a magazine.",
    ],
)
def test_no_mention_of_a_person(text: str) -> None:
    assert names(read(text)) == []


def test_short_forms_are_one_person() -> None:
    context = read("President Ilse Varga spoke. Ms. Varga left. Then Varga returned.", title="Varga speaks")
    assert names(context) == ["Ilse Varga"]
    assert sum(m.kind == "name" for m in context.all_mentions()) == 4


def test_two_of_one_family_name_are_two() -> None:
    context = read("Ana Teller met Otto Teller. Mrs. Teller thanked him, and Mr. Teller left.")
    assert names(context) == ["Ana Teller", "Otto Teller"]


def test_capitals_and_slips() -> None:
    assert names(read("PRESIDENT ILSE VARGA MET FOREIGN MINISTER PAVEL ORLOV.")) == ["Ilse Varga", "Pavel Orlov"]
    assert names(read("Benny Eizenkot met General Gadi Halev. Later General Haleff left. Mr. Eisenkot stayed."))[
        :1
    ] == ["Benny Eizenkot"]


def test_offsets_point_at_the_name() -> None:
    context = read("Then Finnish Foreign Minister Tarja Niemi, 58, left.")
    mention = next(m for m in context.all_mentions() if m.kind == "name")
    text = context.document.paragraphs[mention.paragraph].text
    assert text[mention.start : mention.end] == "Tarja Niemi"
    assert text[mention.outer_start : mention.end].endswith("Foreign Minister Tarja Niemi")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The deputy for Emerging Technologies Ana Teller spoke.", "Ana Teller"),
        ("It was opened by Health Security Otto Barr on Monday.", "Otto Barr"),
        ("The APNSA Ana Teller spoke.", "Ana Teller"),
        ("They thanked Mayor Ana Teller Ohio Governor Hugo Barr and others.", "Hugo Barr"),
        ("Cooperation Sheikh Hamad bin Said spoke.", "Hamad bin Said"),
        ("It was led by Trade Negotiations Gert Olsen.", "Gert Olsen"),
        ("President Ana Raim and National Economic Council Director Otto Barr spoke.", "Ana Raim"),
    ],
)
def test_words_before_a_name_are_no_part_of_it(text: str, name: str) -> None:
    assert name in names(read(text))


def test_a_state_and_a_name_and_a_nickname() -> None:
    context = read("Cuba's Isidoro Malmer signed. South Africa's Roelof \"Pik\" Bothe did not.")
    assert names(context) == ["Isidoro Malmer", 'Roelof "Pik" Bothe']


def test_a_headline_verb_is_no_family_name() -> None:
    assert names(read("President Ilse Varga toured the port.", title="Varga Tours the Port")) == ["Ilse Varga"]
    assert names(read("Ana Banks spoke.", title="Ana Banks Speaks")) == ["Ana Banks"]


def test_the_agency_of_a_dateline_is_nobody() -> None:
    context = read("LIMA, March 4 (Harbour Wire) - Raul Prado met Tarja Niemi. When they met (Ada Moyo) watched.")
    assert "Harbour Wire" not in names(context) and {"Raul Prado", "Tarja Niemi", "Ada Moyo"} <= set(names(context))


def test_a_headline_verb_in_the_past_is_no_family_name() -> None:
    context = read("President Ilse Varga was struck by a guard.", title="Varga Struck at Parade")
    assert names(context) == ["Ilse Varga"]
    assert next(m.text for m in context.all_mentions() if m.kind == "name") == "Varga"
