"""Names of states, present and past, to codes valid on the day."""

import csv
from pathlib import Path

import pytest

from etl.geo.countries import (
    COUNTRIES,
    code_at,
    country_code,
    demonym_code,
    is_us_state,
    metonym_code,
    names,
    us_states,
)

LEXICON = Path(__file__).parents[2] / "etl" / "lexicon"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("United States", "US"),
        ("the U.S.", "US"),
        ("U. S. A.", "US"),
        ("Great Britain", "GB"),
        ("the Netherlands", "NL"),
        ("Korea, Republic of", "KR"),
        ("Korea, North", "KP"),
        ("DPRK", "KP"),
        ("Cote d’Ivoire", "CI"),
        ("CÔTE D'IVOIRE", "CI"),
        ("St. Kitts and Nevis", "KN"),
        ("Saint Vincent & the Grenadines", "VC"),
        ("Holy See", "VA"),
        ("Burma", "MM"),
        ("Dahomey (Benin)", "BJ"),
        ("Kosovo", "XK"),
        ("Greenland", "GL"),
        ("Hong Kong", "HK"),
        ("Palestinian Authority", "PS"),
        ("antigua-barbuda", "AG"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Republic of the Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Atlantis", None),
        ("car", None),
        ("States", None),
    ],
)
def test_any_common_form_of_a_name(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Russia", "1905-09-05", "RU"),
        ("Russia", "1980-01-01", "SU"),
        ("Russia", "1993-01-03", "RU"),
        ("U.S.S.R.", "1992-02-16", "RU"),  # a register that went on using the name
        ("Soviet Union", "2019-05-01", "SU"),  # an account of the past
        ("Ukraine", "1972-05-29", "SU"),
        ("Ukraine", "1991-12-18", "UA"),
        ("Korea", "1890-01-01", "x-korea-joseon"),
        ("Korea", "1953-06-16", "KR"),
        ("Texas", "1840-01-01", "x-texas"),
        ("Texas", "2010-01-01", None),
        ("Texas", None, None),
        ("Hawaii", "1874-12-12", "x-hawaii"),
        ("Serbia", "1900-01-01", "RS"),
        ("Serbia", "1999-11-23", "YU"),
        ("Serbia", "2004-06-01", "CSXX"),
        ("Serbia", "2012-10-30", "RS"),
        ("Kosovo", "1999-07-29", "XK"),
        ("Czech Republic", "1980", "CS"),
        ("East Germany", "1985-01-01", "DD"),
        ("East Germany", "1991-01-01", "DE"),
        ("China, Republic of", "1945-04-26", "CN"),
        ("China, Republic of", "1961-07-31", "TW"),
        ("North Vietnam", "1973-02-10", "VDVN"),
        ("South Vietnam", "1969-07-30", "VN"),
        ("Germany, Federal Republic of", "1962-01-01", "DE"),
        ("Tunisia", "1943-11-20", "TN"),
        ("Netherlands Antilles", "1989-12-16", "ANHH"),
    ],
)
def test_the_code_is_the_one_of_the_day(name, on, code):
    assert country_code(name, on) == code


def test_a_registers_own_id_means_what_the_register_means():
    assert country_code("hawaii") == "x-hawaii" and country_code("Hawaii") is None
    assert country_code("korea-south") == country_code("korea south") == "KR"
    assert country_code("russia", "1950-01-01") == "SU"


def test_a_bracket_that_names_a_territory_goes_first():
    assert country_code("Denmark (Greenland)") == "GL"
    assert country_code("France (Provisional Government)") == "FR"


@pytest.mark.parametrize(
    ("word", "on", "code"),
    [
        ("Russian", None, "RU"),
        ("Russian", "1980-01-01", "SU"),
        ("Soviet", "2019-01-01", "SU"),
        ("Danes", None, "DK"),
        ("Emirati", None, "AE"),
        ("Georgian", "1985-01-01", "SU"),
        ("Polish", None, "PL"),
        ("polish", None, None),
        ("Nigerien", None, "NE"),
        ("Nigerian", None, "NG"),
        ("Martian", None, None),
    ],
)
def test_demonyms(word, on, code):
    assert demonym_code(word, on) == code


def test_metonyms_and_capitals_are_told_apart():
    assert metonym_code("the Kremlin") == "RU"
    assert metonym_code("Downing Street") == "GB"
    assert metonym_code("Brussels") is None  # Belgium, the Union or the Alliance
    assert metonym_code("Beijing") == "CN"
    assert metonym_code("Beijing", capitals=False) is None


def test_names_for_automata_have_no_us_states_of_the_past():
    assert names("names")["Netherlands"] == "NL"
    assert "Texas" not in names("names") and "Hawaii" not in names("names")
    assert names("demonyms")["Finns"] == "FI"
    assert set(names("metonym")).isdisjoint(names("capital"))


def test_us_states_are_no_countries():
    assert us_states()["Ill."] == "IL" and us_states()["Georgia"] == "GA"
    assert is_us_state("Georgia") and not is_us_state("Armenia")
    assert len(set(us_states().values())) == 51


def test_states_follow_each_other_without_a_gap():
    for code, country in COUNTRIES.items():
        if country.successor:
            assert country.successor in COUNTRIES and country.until, code
        if country.predecessor:
            assert country.predecessor in COUNTRIES, code
        assert not (country.since and country.until) or country.since <= country.until, code
    assert [code_at("UA", day) for day in ("1919", "1960", "2000")] == ["UA", "SU", "UA"]
    assert [code_at(code, "2020") for code in ("SU", "YU", "DD", "CS", "VDVN")] == ["RU", "RS", "DE", "CZ", "VN"]


def test_every_row_of_the_names_points_at_a_country_and_stands_once():
    rows = list(csv.DictReader((LEXICON / "country_names.csv").open(encoding="utf-8")))
    assert {row["country"] for row in rows} <= set(COUNTRIES)
    keys = [(row["name"], row["country"], row["kind"], row["since"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_no_undated_name_stands_for_two_states():
    for kind in ("names", "demonyms", "metonym", "capital"):
        for name, code in names(kind).items():
            assert code in COUNTRIES, name
    for code, country in COUNTRIES.items():
        if not country.until and code != "KR":
            assert country_code(country.name) == code


def test_every_state_of_iso_is_there():
    current = [code for code, country in COUNTRIES.items() if country.scheme == "iso-3166-1"]
    assert len(current) == 249
    assert {"XK", "SU", "YU", "DD", "CS", "VDVN", "x-texas", "x-hawaii", "x-korea-joseon"} <= set(COUNTRIES)
