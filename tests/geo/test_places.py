"""Towns to coordinates: the country decides, then the number of people; what the gazetteer lacks is ours."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.geo import index
from etl.geo.places import ambiguous, candidates, locate, modern, state_at, weight


def near(place, latitude, longitude):
    return abs(place.latitude - latitude) < 0.3 and abs(place.longitude - longitude) < 0.3


def test_the_country_chooses_among_towns_of_one_name():
    assert locate("Georgetown", "GY").country == "GY"
    assert near(locate("Georgetown", "US"), 30.63, -97.68)
    assert locate("Georgetown", "FI") is None


def test_without_a_country_capitals_and_large_towns_go_first():
    assert locate("Paris").country == "FR"
    assert locate("San José").country == "CR"
    assert locate("Salisbury").country == "GB"  # Harare had the name once


def test_the_region_may_stand_with_the_name():
    assert near(locate("Springfield, Ill."), 39.8, -89.64)
    assert near(locate("Halifax (Nova Scotia)", "CA"), 44.65, -63.57)
    assert locate("Port of Spain (Trinidad)", "GB").country == "TT"
    assert locate("Mumbai (Bombay)", "IN").name == "Mumbai"


@pytest.mark.parametrize(
    ("name", "today", "code"),
    [
        ("Leningrad", "Saint Petersburg", "RU"),
        ("Saigon", "Ho Chi Minh City", "VN"),
        ("Constantinople", "Istanbul", "TR"),
        ("Peking", "Beijing", "CN"),
        ("Bombay", "Mumbai", "IN"),
        ("Kiev", "Kyiv", "UA"),
    ],
)
def test_names_of_the_past(name, today, code):
    place = locate(name)
    assert (place.name, place.country) == (today, code)


@pytest.mark.parametrize(
    ("name", "code", "latitude", "longitude"),
    [
        ("Davos", "CH", 46.8, 9.84),
        ("Camp David", "US", 39.65, -77.46),
        ("Crawford", "US", 31.53, -97.44),
        ("Panmunjom", "KR", 37.96, 126.68),
        ("Sea Island", "US", 31.19, -81.35),
        ("Bletchley Park", "GB", 52.0, -0.74),
        ("Wagah", "PK", 31.6, 74.57),
    ],
)
def test_where_leaders_meet(name, code, latitude, longitude):
    assert near(locate(name, code), latitude, longitude)


def test_buildings_give_their_town():
    assert locate("the White House").name == "Washington"
    assert locate("Kremlin").name == "Moscow"
    assert near(locate("Pentagon"), 38.88, -77.1)


def test_past_states_and_past_rulers():
    assert locate("Kiev", "SU").country == "UA"
    assert locate("Prague", "CS").country == "CZ"
    assert locate("Nuuk", "DK").country == "GL"
    assert locate("Kingston", "GB").country in ("GB", "JM")
    assert "EE" in modern("SU") and "GL" in modern("DK") and "FR" not in modern("GB")


def test_the_state_that_had_a_town():
    assert state_at(locate("Hanoi"), "1973-02-10") == "VDVN"
    assert state_at(locate("Saigon"), "1969-07-30") == "VN"
    assert state_at(locate("Leipzig"), "1980-01-01") == "DD"
    assert state_at(locate("Bonn"), "1980-01-01") == "DE"
    assert state_at(locate("Minsk"), "1988-06-01") == "SU"
    assert state_at(locate("Minsk"), "2015-02-11") == "BY"


def test_unknown_places_are_none():
    assert locate("Zzyzxville") is None
    assert locate("") is None and candidates("") == []
    assert weight("Zzyzxville") == 0


def test_ambiguous_names_are_reported():
    rivals = ambiguous("Springfield", "US")
    assert len(rivals) > 2 and {place.country for place in rivals} == {"US"}
    assert ambiguous("Paris", "FR") == []


def test_candidates_are_everywhere_and_the_largest_first():
    found = candidates("Georgetown")
    assert len(found) > 5 and found[0] == locate("Georgetown")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory where Linux keeps it")
def test_the_index_is_read_without_loading_the_gazetteer():
    """A process that locates towns stays small: LIBRARIES measured 179 MB for the gazetteer as a whole."""
    code = (
        "from etl.geo.places import locate; assert locate('Paris');"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    locate("Paris")  # the index is there
    peak = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert peak < 60_000


def test_every_curated_row_is_located_and_says_where_it_is_from():
    for row in index.curated():
        place = locate(row["name"], row["country"])
        assert place is not None and row["source"], row
        if not row["same_as"]:
            assert place.latitude is not None


def test_a_row_that_points_nowhere_names_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("EMBASSYROW_CACHE", str(tmp_path))
    text = "name,country,region,kind,latitude,longitude,people,same_as,source\nOldtown,FR,,other name,,,,Nowhere-sur-Rien,x\n"
    monkeypatch.setattr(index, "_curated_text", lambda: text)
    monkeypatch.setattr(index, "_geonames", lambda: iter(()))
    index.index_path.cache_clear()
    try:
        with pytest.raises(SourceError, match="Nowhere-sur-Rien"):
            index.index_path()
        assert list(tmp_path.glob("*")) == []
    finally:
        index.index_path.cache_clear()
