"""Search is forgiving: spelling, accents, order, half a name."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.explore.prepare import fold
from etl.explore.search import fts_query

from .conftest import Reader


@pytest.mark.parametrize(
    ("asked", "kind", "id_"),
    [
        ("Boris Aldane", "person", "boris-aldane"),
        ("boris aldain", "person", "boris-aldane"),
        ("Borys Aldain", "person", "boris-aldane"),
        ("Aldane Boris", "person", "boris-aldane"),
        ("bori ald", "person", "boris-aldane"),
        ("zoe angstrom", "person", "zo-ngstr-m-n-ez"),
        ("Angstrom Nunez", "person", "zo-ngstr-m-n-ez"),
        ("o'brien", "person", "o-brien-quote-sons"),
        ("helsinky", "place", "helsinki-fi"),
        ("frnace", "country", "FR"),
        ("fr", "country", "FR"),
        ("LFS", "organization", "league"),
        ("leage of fictional states", "organization", "league"),
        ("foreign minister finland", "post", "fi-foreign-minister"),
        ("Борис Алдане", "person", "boris-aldane"),
        ("French Republic", "country", "FR"),
        ("elysee palace", "place", "paris-fr"),
        ("USSR", "country", "SU"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(reader: Reader, asked: str, kind: str, id_: str) -> None:
    found = reader.json(f"/search.json?q={asked}")
    assert (kind, id_) in [(hit["kind"], hit["id"]) for hit in found["names"][:3]]


def test_somebody_met_often_comes_before_a_namesake(reader: Reader) -> None:
    hits = [hit for hit in reader.json("/search.json?q=aldane")["names"] if hit["kind"] == "person"]
    assert [hit["weight"] for hit in hits[:3]] == sorted((hit["weight"] for hit in hits[:3]), reverse=True)


def test_two_names_give_every_encounter_of_the_two(reader: Reader) -> None:
    found = reader.json("/search.json?q=boris+aldane+and+ada+brovic")
    assert [pair["id"] for pair in found["pairs"]] == ["ada-brovic/boris-aldane"]
    countries = reader.json("/search.json?q=france+germany")
    assert [pair["id"] for pair in countries["pairs"]] == ["DE/FR"]


def test_suggestions_are_few_and_say_who(reader: Reader) -> None:
    found = reader.json("/search.json?suggest=1&q=boris")
    assert set(found) == {"q", "names"}
    assert 0 < len(found["names"]) <= 8
    assert all({"kind", "id", "name", "what"} <= set(hit) for hit in found["names"])


def test_events_and_articles_are_found_by_their_words(reader: Reader) -> None:
    found = reader.json("/search.json?q=envoys")
    assert [article["article_id"] for article in found["articles"]] == ["gazette-envoys-meet"]
    assert reader.json("/search.json?q=dinner")["events_all"] == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(reader: Reader, asked: str) -> None:
    answer = reader.datasette and reader.get("/search.json", params={"q": asked})
    assert answer.status_code == 200


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_syntax(asked: str) -> None:
    query = fts_query(asked)
    assert query.count('"') % 2 == 0
    assert fold(fold(asked)) == fold(asked)
