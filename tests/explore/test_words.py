"""Text from a source made fit to stand on a page; capacities and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.explore import words


@given(st.text())
def test_clean_leaves_no_character_that_reorders_or_hides(text: str) -> None:
    kept = words.clean(text)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\x00\x1b")
    assert words.clean(kept) == kept


def test_clean_keeps_letters_of_every_script() -> None:
    assert words.clean("Zoë Ångström-Núñez Лавров 習近平 محمد") == "Zoë Ångström-Núñez Лавров 習近平 محمد"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org/x", "https://user@example.org/", "http://", "ftp://example.org/",
     "https://example.org/a b", 'https://example.org/"onclick="x', "", None],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert words.safe_url(url) is None


def test_a_plain_web_address_stays_as_it_is() -> None:
    assert words.safe_url("https://example.org/a?b=c&d=é#f") == "https://example.org/a?b=c&d=é#f"
    assert words.host("https://www.Example.org:8080/a") == "example.org"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (("Foreign Minister", "foreign_minister", "Russia", None, None), "Foreign Minister, Russia"),
        (("Foreign Minister of Russia", "foreign_minister", "Russia", None, None), "Foreign Minister of Russia"),
        (("Ambassador", "ambassador", "United States", "Chile", None), "Ambassador to Chile"),
        (("Ambassador to Chile", "ambassador", "United States", "Chile", None), "Ambassador to Chile"),
        (("Secretary General", "international_official", None, None, "NATO"), "Secretary General, NATO"),
        ((None, "foreign_minister", "Russia", None, None), "Foreign minister, Russia"),
        ((None, None, None, None, None), ""),
    ],
)
def test_a_capacity_says_nothing_twice(given_: tuple[str | None, ...], said: str) -> None:
    assert words.capacity(*given_) == said


def test_counts_have_their_plural() -> None:
    assert words.count(1, "country") == "1 country"
    assert words.count(1204, "country") == "1,204 countries"
    assert words.count(2, "day") == "2 days"
    assert words.count(2, "person", "people") == "2 people"


def test_kinds_of_events_in_words() -> None:
    assert words.event_kind("visit", "official_working") == "official working visit"
    assert words.event_kind("call", None, "phone") == "phone call"
    assert words.event_kind("statement_joint") == "joint statement"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.gazette.example/2017/05/08/a-visit/", "gazette.example: a-visit"),
        ("https://gazette.example/", "gazette.example"),
        ("https://gazette.example/caf%C3%A9?utm=1#top", "gazette.example: café"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_an_article_without_a_title_is_called_by_its_address(url: str | None, name: str) -> None:
    assert words.short_url(url) == name
