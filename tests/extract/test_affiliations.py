"""Each pattern in which English says who holds an office, on invented people."""

from __future__ import annotations

import pytest

from tests.extract.reading import offices, read

CASES = [
    # pattern, text, name, (role_type, country, qualifier)
    ("before", "Russian Foreign Minister Pavel Orlov spoke.", "Pavel Orlov", ("foreign_minister", "RU", "current")),
    ("then", "She met then-Chilean President Elena Prado.", "Elena Prado", ("head_of_state", "CL", "then")),
    ("possessive", "Armenia's president, Petros Arami, came.", "Petros Arami", ("head_of_state", "AM", "current")),
    ("of", "Prime Minister Tarja Niemi of Finland left.", "Tarja Niemi", ("head_of_government", "FI", "current")),
    ("apposition", "Dennis Harrow, the Canadian ambassador, left.", "Dennis Harrow", ("ambassador", "CA", "current")),
    (
        "former",
        "Raul Prado, a former Peruvian ambassador to Chile, wrote.",
        "Raul Prado",
        ("ambassador", "PE", "former"),
    ),
    ("outgoing", "The outgoing Kenyan president, Peter Moyo, waved.", "Peter Moyo", ("head_of_state", "KE", "current")),
    (
        "acting",
        "Victoria Hale, acting U.S. deputy secretary of state, waited.",
        "Victoria Hale",
        ("official", "US", "acting"),
    ),
    (
        "elect",
        "President-elect Adama Sarr of Senegal was flown out.",
        "Adama Sarr",
        ("head_of_state", "SN", "designate"),
    ),
    (
        "plural names",
        "French Foreign Ministers Jean Morel and Luc Faure sat in.",
        "Luc Faure",
        ("foreign_minister", "FR", "current"),
    ),
    (
        "paired before",
        "Turkish and Greek foreign ministers Kemal Aydin and Nikos Pappas met.",
        "Nikos Pappas",
        ("foreign_minister", "GR", "current"),
    ),
    (
        "paired of",
        "The presidents of Peru and Chile, Raul Prado and Elena Soto, signed.",
        "Elena Soto",
        ("head_of_state", "CL", "current"),
    ),
    (
        "paired after",
        "Petros Arami and Kemal Aydin, foreign ministers of Armenia and Turkey respectively, met.",
        "Petros Arami",
        ("foreign_minister", "AM", "current"),
    ),
    (
        "alternating",
        "The Presidents of Bolivia, Hugo Prado, and Colombia, Andres Soto, came.",
        "Andres Soto",
        ("head_of_state", "CO", "current"),
    ),
    (
        "list",
        "Israeli President Dov Katz, Defense Minister Ruben Levi and General Uri Halev came.",
        "Uri Halev",
        ("military", "IL", "current"),
    ),
    ("copula", "Hugo Barr has been the British consul since May.", "Hugo Barr", ("official", "GB", "current")),
    ("past", "Hugo Barr was the British ambassador to Chile until 1999.", "Hugo Barr", ("ambassador", "GB", "former")),
    (
        "served",
        "Carol Finch previously served as U.S. ambassador to Chile, Peru and Bolivia.",
        "Carol Finch",
        ("ambassador", "US", "former"),
    ),
    (
        "sworn in",
        "Naftali Katz was sworn in on Sunday as prime minister of Israel.",
        "Naftali Katz",
        ("head_of_government", "IL", "current"),
    ),
    (
        "until",
        "Mr. Orlov, until this month the Soviet consul general, was there.",
        "Orlov",
        ("official", "SU", "former"),
    ),
    (
        "body",
        "Bo Lindqvist, secretary general of NATO, spoke.",
        "Bo Lindqvist",
        ("international_official", None, "current"),
    ),
    (
        "embassy",
        "Mr. Daniel Lawson, Charge d'Affaires, U.S. Embassy Warsaw",
        "Daniel Lawson",
        ("ambassador", "US", "current"),
    ),
    ("since", "No Indian leader has come since Arun Rao.", "Arun Rao", ("head_of_government", "IN", "then")),
    (
        "replaced",
        "Ali Rezvani was replaced as Iranian defence minister on Monday by Reza Karimi.",
        "Reza Karimi",
        ("defense_minister", "IR", "current"),
    ),
    ("named", "Hugo Barr has been named British consul in Lima.", "Hugo Barr", ("official", "GB", "designate")),
    ("will be", "Hugo Barr will become the British consul.", "Hugo Barr", ("official", "GB", "designate")),
    ("was named", "Hugo Barr was named British consul in 2009.", "Hugo Barr", ("official", "GB", "current")),
    ("first", "Hugo Barr, Barack Obama's first trade adviser, wrote.", "Hugo Barr", ("official", "US", "first")),
    (
        "told of another time",
        "In May 1985 the US secretary of state, George Shultz, spoke.",
        "George Shultz",
        ("foreign_minister", "US", "then"),
    ),
    ("heads", "Nestor Prado, who heads the Unasur bloc, came.", "Nestor Prado", ("official", None, "current")),
    (
        "spokesman for",
        "Musa Bello, a spokesman for Nigeria's president, agreed.",
        "Musa Bello",
        ("spokesperson", "NG", "current"),
    ),
]


@pytest.mark.parametrize(("text", "name", "office"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_pattern(text: str, name: str, office: tuple[str, str | None, str]) -> None:
    assert office in offices(read(text), name)


def test_several_posts_of_one_ambassador() -> None:
    context = read("Carol Finch has served as U.S. ambassador to Chile, Peru and Bolivia.")
    assert sorted(a.accredited_country or "" for a in context.people[0].affiliations) == ["BO", "CL", "PE"]


def test_a_new_subject_is_no_apposition() -> None:
    context = read("In her visit with Emirati President Zayed Nahan, the Vice President conveyed thanks.")
    assert [o[0] for o in offices(context, "Zayed Nahan")] == ["head_of_state"]


def test_a_bare_title_adds_no_office() -> None:
    context = read("U.S. Secretary of State Carol Finch spoke. Secretary Finch left. Minister Katz of Israel stayed.")
    assert offices(context, "Carol Finch") == [("foreign_minister", "US", "current")]


def test_the_heading_of_a_paragraph_gives_the_state() -> None:
    context = read(
        "Namibia. President Hosea Amupanda steps down.",
        "South Africa. Thabo Nkosi, ambassador in Washington, was recalled.",
    )
    assert offices(context, "Hosea Amupanda")[0][1] == "NA"
    assert offices(context, "Thabo Nkosi")[0][1] == "ZA"


def test_credits_and_bios() -> None:
    context = read(
        "Nothing happened in Lisbon.",
        zones=(
            ("bio", "Ada Moyo is a columnist at the Harbour Wire."),
            ("byline", "(Reporting by Nils Berg; editing by J. T. Marsh)"),
        ),
    )
    assert offices(context, "Ada Moyo") == [("journalist", None, "current")]
    assert offices(context, "J. T. Marsh") == [("journalist", None, "current")]


def test_a_governors_state_is_a_part_of_the_united_states() -> None:
    context = read(
        "Ada Finch met Governor Phil Marlow of New Jersey, Governor Ines Lujan of New Mexico and Governor Brian Kemper of Georgia."
    )
    for name in ("Phil Marlow", "Ines Lujan", "Brian Kemper"):
        assert [o[1] for o in offices(context, name)] == ["US"]


def test_a_list_of_names_titles_and_bodies() -> None:
    context = read(
        "Rick Pollock, President and CEO, Harbour Hospital Association",
        "Ted Mitchel, President, Norwegian Council on Education",
    )
    assert [(a.title, a.role_type, a.organization) for a in context.people[0].affiliations] == [
        ("president", "executive", "Harbour Hospital Association"), ("ceo", "executive", "Harbour Hospital Association")]  # fmt: skip
    assert [(a.role_type, a.organization) for a in context.people[1].affiliations] == [
        ("executive", "Norwegian Council on Education")
    ]


def test_a_bare_title_of_a_bodys_president_is_no_heads_of_state() -> None:
    context = read(
        "The statement names President Aldo Ferri of the European Commission and Russia.",
        "European Commission President Aldo Ferri spoke of Russia. President Ferri left.",
    )
    assert [(o[0], o[1]) for o in offices(context, "Aldo Ferri")] == [("international_official", None)]
