"""Who is named: names, titles, countries and groups. All people and most offices here are invented."""

from __future__ import annotations

import pytest

from etl.sources.remarks_names import Party
from etl.sources.remarks_parties import Parser
from etl.sources.remarks_tokens import tokens

ON = "2001-05-04"


def read(text: str) -> list[Party]:
    return Parser(tokens(text), ON).list_at(0, untitled=True)[0]


def who(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """Name, titles, countries, body of each."""
    return [(p.name, tuple(t.text for t in p.titles), p.countries, p.body) for p in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Tarek Olmi", [("Tarek Olmi", ("Prime Minister",), (), "")]),
        ("French President Berthe d'Ambray", [("Berthe d'Ambray", ("President",), ("FR",), "")]),
        ("King Ottokar II of Norway", [("Ottokar II", ("King",), ("NO",), "")]),
        ("Jordan’s Deputy Prime Minister and Minister of Foreign Affairs and Expatriates Omar Sabri",
         [("Omar Sabri", ("Deputy Prime Minister", "Minister of Foreign Affairs and Expatriates"), ("JO",), "")]),
        ("Crown Prince and Prime Minister Hamid bin Rashid Al Nuri",
         [("Hamid bin Rashid Al Nuri", ("Crown Prince", "Prime Minister"), (), "")]),
        ("Foreign Minister Prince Karim", [("Karim", ("Foreign Minister", "Prince"), (), "")]),
        ("Prime Minister/Foreign Minister Sheikh Nasser al-Bader",
         [("Nasser al-Bader", ("Prime Minister", "Foreign Minister"), (), "")]),
        ("Director of the Chinese Communist Party Central Foreign Affairs Commission and Foreign Minister Lin Bo",
         [("Lin Bo", ("Director of the Chinese Communist Party Central Foreign Affairs Commission", "Foreign Minister"),
           ("CN",), "Communist Party of China")]),
        ("World Health Organization Director General Dr. Ada Vik", [("Ada Vik", ("Director General",), (), "WHO")]),
        ("International Atomic Energy Agency (IAEA) Director General Ada Vik", [("Ada Vik", ("Director General",), (), "IAEA")]),
        ("UN Special Envoy for Syria Ove Lund", [("Ove Lund", ("Special Envoy for Syria",), (), "UN")]),
        ("the Governor of Bermuda, Admiral Sir Ralph Tarn", [("Ralph Tarn", ("Governor of Bermuda",), ("BM",), "")]),
        ("Governor General Earl of Marl", [("Earl of Marl", ("Governor General",), (), "")]),
        ("Secretary of State Powers", [("Powers", ("Secretary of State",), (), "")]),
        ("Prime Minister Amir Abbas Rezvani", [("Amir Abbas Rezvani", ("Prime Minister",), (), "")]),
        ("Prime Minister Alan King", [("Alan King", ("Prime Minister",), (), "")]),
        ("Prime Minister Major", [("Major", ("Prime Minister",), (), "")]),
        ("President To Minh", [("To Minh", ("President",), (), "")]),
        ("National Peasants’ Congress Chairman Wei", [("Wei", ("Chairman",), (), "National Peasants’ Congress")]),
        ("Foreign Minister Jean - Luc Perrin", [("Jean-Luc Perrin", ("Foreign Minister",), (), "")]),
    ],
)  # fmt: skip
def test_one_person(text: str, expected: list):
    assert who(text) == expected


def test_a_plural_title_is_shared_by_the_names_after_it():
    assert who("Presidents Ruiz of Chile, Lopez Vera of Peru, and Prime Minister Marley of Jamaica") == [
        ("Ruiz", ("President",), ("CL",), ""),
        ("Lopez Vera", ("President",), ("PE",), ""),
        ("Marley", ("Prime Minister",), ("JM",), ""),
    ]


@pytest.mark.parametrize(
    ("text", "countries", "body"),
    [
        ("senior Egyptian officials", ("EG",), ""),
        ("the Foreign Ministers of the United Kingdom, France, and the Netherlands", ("GB", "FR", "NL"), ""),
        ("the British and French Foreign Ministers", ("GB", "FR"), ""),
        ("NATO, EU, and Russian Foreign Ministers", ("RU",), "NATO"),
        ("the Amir of Kuwait", ("KW",), ""),
        ("the Presidents of the Baltic States", ("EE", "LV", "LT"), ""),
        ("representatives of the African Union", (), "African Union"),
        ("Heads of State and Government of Canada, France, and Italy", ("CA", "FR", "IT"), ""),
        ("the Foreign Ministers of Kazakhstan, Kyryzstan, and Tajikistan", ("KZ", "KG", "TJ"), ""),
    ],
)
def test_a_group_without_names_keeps_its_countries_and_bodies(text: str, countries: tuple, body: str):
    (party,) = read(text)
    assert not party.named
    assert (party.countries, party.body) == (countries, body)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Acting President Hana Roh", "acting"),
        ("former South African President Mabena", "former"),
        ("interim Prime Minister Karim Daba", "acting"),
        ("President-elect Pia Soto", "designate"),
        ("Foreign Secretary-designate Luis Prado", "designate"),
        ("President Pia Soto", "current"),
    ],
)
def test_qualifiers(text: str, qualifier: str):
    (party,) = read(text)
    assert party.titles[-1].qualifier == qualifier


def test_a_misspelt_title_is_understood_and_told():
    (party,) = read("Presidetn Dmitri Orlov")
    assert (party.name, party.titles[0].text, party.titles[0].misspelt) == ("Dmitri Orlov", "President", "Presidetn")


def test_a_country_is_carried_on_only_where_the_list_says_nothing_else():
    _, second, third = read("Palestinian President Sabri and Prime Minister Nasri and with Foreign Minister Levin")
    assert second.carried == ("PS",)
    assert third.carried == () and third.joined == "with"


def test_two_unnamed_offices_are_two():
    assert [p.titles[0].text for p in read("the Amir and Crown Prince")] == ["Amir", "Crown Prince"]


def test_leaders_of_a_summits_name_are_nobody():
    assert not any(p.named for p in read("Leaders’ Summit"))


def test_names_in_brackets_behind_their_countries():
    found = read("Foreign Ministers of Denmark (Holm), Iceland (Eva Dahl), and Norway (Lund)")
    assert [(p.name, p.countries, p.titles[-1].text) for p in found] == [
        ("Holm", ("DK",), "Foreign Minister"),
        ("Eva Dahl", ("IS",), "Foreign Minister"),
        ("Lund", ("NO",), "Foreign Minister"),
    ]
