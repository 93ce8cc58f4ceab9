"""docs/how-a-fact-comes-to-be.md, walked: one sentence of our own from the text to its rows, with the committed claims of the register."""

from __future__ import annotations

import re
from typing import Any

import pytest

from etl.claims import read_items
from etl.schema import ROOT

PAGE = (ROOT / "docs" / "how-a-fact-comes-to-be.md").read_text(encoding="utf-8")
EVENT = "1961-06-05-meeting-kennedy-macmillan-london"
ENTRY = "travels:trip/2779"
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def item() -> Any:
    pytest.importorskip("spacy", reason="the extractor is not installed")
    from etl.extract import extract
    from etl.pages import read

    return extract(read((ROOT / "examples" / "vienna-1961.txt").read_bytes()))


@pytest.fixture(scope="module")
def tables(item: Any) -> Tables:
    from etl.resolve import resolve
    from etl.resolve.curation import Curation
    from etl.sources import catalogue

    path = ROOT / "claims" / "travels.jsonl.gz"
    if not path.is_file():
        pytest.skip("there are no claims in this checkout")
    entries = [entry for entry in read_items(path) if any("1955" < (e.date or "")[:4] < "1966" for e in entry.events)]
    found, _ = resolve([*entries, item], Curation(), catalogue.coverage())
    return found


def test_the_sentence_is_read_and_located(item: Any) -> None:
    meeting = next(e for e in item.events if e.status == "planned" and e.type == "meeting")
    where = meeting.evidence
    assert (where.zone, where.paragraph, where.as_text) == ("body", 6, "meet")
    assert f"paragraph {where.paragraph}, characters {where.start} to {where.end}" in PAGE.replace("\n", " ")
    assert (meeting.date, meeting.date_said, meeting.date_basis) == ("1961-06-05", "Monday", "relative")
    text = (ROOT / "examples" / "vienna-1961.txt").read_text(encoding="utf-8")
    assert re.search(r"^> (.+)$", PAGE, re.M)[1] in text  # type: ignore[index]


def test_article_and_register_tell_one_event_and_each_keeps_what_it_said(tables: Tables) -> None:
    event = next(row for row in tables["events"] if row["event_id"] == EVENT)
    shown = [
        event[name] for name in ("event_id", "type", "status", "date", "place_id", "country", "sources", "standing")
    ]
    assert "| `{}` | {} | {} | {} | {} | {} | {} | {} |".format(*shown) in PAGE
    told = {row["record_id"] or "article": row for row in tables["event_evidence"] if row["event_id"] == EVENT}
    assert set(told) == {ENTRY, "article"}
    assert (told[ENTRY]["status_said"], told["article"]["status_said"]) == ("occurred", "planned")
    assert (told[ENTRY]["date"], told["article"]["date"]) == ("1961-06-04/1961-06-05", "1961-06-05")
    assert told["article"]["match_rule"] == "same_people_and_day"


def test_the_register_confirms_it_and_both_are_there_as_what_they_were(tables: Tables) -> None:
    rules = {(row["rule"], row["outcome"]) for row in tables["checks"] if row["event_id"] == EVENT}
    assert ("register-lists-it", "confirms") in rules
    people = [row for row in tables["event_participants"] if row["event_id"] == EVENT]
    assert [(row["person_id"], row["role"]) for row in people] == [
        ("john-f-kennedy", "visitor"),
        ("harold-macmillan", "host"),
    ]
    offices = {row["affiliation_id"]: row["role_type"] for row in tables["affiliations"]}
    assert [offices[row["affiliation_id"]] for row in people] == ["head_of_state", "head_of_government"]
    assert [row["place_id"] for row in tables["event_places"] if row["event_id"] == EVENT] == ["london-gb"]
    links = [row for row in tables["event_links"] if row["event_id"] == EVENT]
    assert [(row["relation"], row["record_id"]) for row in links] == [("part_of", ENTRY)]
