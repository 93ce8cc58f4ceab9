"""Addresses: what moved redirects, what is wrong gets help, files come whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Reader


@pytest.mark.parametrize(
    ("asked", "now"),
    [
        ("/person/ada-alldane", "/person/ada-aldane"),
        ("/person/ada-alldane.json", "/person/ada-aldane.json"),
        ("/pair/ada-alldane/boris-aldane", "/pair/ada-aldane/boris-aldane"),
        ("/country/fr", "/country/FR"),
        ("/country/fr.csv", "/country/FR.csv"),
        ("/person/Boris-Aldane", "/person/boris-aldane"),
        ("/pair/fr/ru", "/pair/FR/RU"),
    ],
)
def test_an_id_that_moved_or_is_only_written_otherwise_redirects_for_good(reader: Reader, asked: str, now: str) -> None:
    answer = reader.get(asked)
    assert answer.status_code == 301
    assert answer.headers["location"] == now


def test_a_moved_event_leads_to_the_new_one(reader: Reader) -> None:
    answer = reader.get("/event/2001-old-meeting")
    assert answer.status_code == 301
    assert reader.get(answer.headers["location"]).status_code == 200


def test_a_wrong_address_offers_what_is_near(reader: Reader) -> None:
    answer = reader.get("/person/boris-aldain")
    assert answer.status_code == 404
    assert 'href="/person/boris-aldane"' in answer.text
    assert "/search?q=boris" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/nope", "/nope/at/all", "/embassyrow/nope", "/embassyrow/people/nope", "/download/../etc/passwd", "/year/20177"],
)
def test_any_other_wrong_address_gets_a_page_of_ours(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code in (302, 404)
    if answer.status_code == 404:
        assert "There is no" in answer.text or path.endswith("passwd")


def test_a_wrong_address_for_machines_is_json(reader: Reader) -> None:
    answer = reader.get("/person/nobody.json")
    assert answer.status_code == 404
    assert json.loads(answer.text)["ok"] is False


def test_downloads_are_byte_for_byte_what_was_published(reader: Reader, folder: Path) -> None:
    for name in ("people", "events", "articles"):
        answer = reader.get(f"/download/data/{name}.csv")
        assert answer.status_code == 200
        assert answer.content == (folder / "data" / f"{name}.csv").read_bytes()
    assert reader.get("/download/embassyrow.db").content == (folder / "embassyrow.db").read_bytes()
    assert "=HYPERLINK" in reader.get("/download/data/people.csv").text


@pytest.mark.parametrize(
    "name",
    [
        "metadata.yml",
        "../metadata.yml",
        "data/../metadata.yml",
        "%2e%2e/metadata.yml",
        "/etc/passwd",
        "private/texts.db",
        "",
    ],
)
def test_nothing_else_can_be_downloaded(reader: Reader, name: str) -> None:
    assert reader.get(f"/download/{name}").status_code in (302, 404)


def test_robots_know_where_they_may_go(reader: Reader) -> None:
    text = reader.get("/robots.txt").text
    assert "User-agent: *" in text
    assert "Disallow: /search" in text
