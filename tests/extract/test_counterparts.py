"""Offices told by those of others."""

from __future__ import annotations

from tests.extract.reading import offices, read


def test_counterparts_take_the_office_of_whom_they_face() -> None:
    context = read("French Foreign Minister Jean Morel met his Finnish counterpart, Tarja Niemi, in Paris.")
    assert offices(context, "Tarja Niemi") == [("foreign_minister", "FI", "current")]


def test_a_predecessor_is_former() -> None:
    context = read("Finnish Foreign Minister Tarja Niemi arrived. Her predecessor, Olli Berg, stayed at home.")
    assert offices(context, "Olli Berg") == [("foreign_minister", "FI", "former")]


def test_a_counterpart_of_him_of_whom_the_story_tells() -> None:
    context = read(
        "Few were as calm as Kenyan Foreign Minister Otto Barr. He and his Finnish counterpart, Tarja Niemi, signed."
    )
    assert offices(context, "Tarja Niemi") == [("foreign_minister", "FI", "current")]
