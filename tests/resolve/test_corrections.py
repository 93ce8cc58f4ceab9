"""Curation: facts put right, reports of one happening or of two; what applies to nothing is reported."""

from pathlib import Path

import pytest

from etl.errors import InputError
from etl.resolve import load_curation, resolve
from etl.resolve.curation import Curation
from tests.resolve.make import article, event, person, record

DAWES = ("p1", "Charles Dawes", "fm", "US")
BRUNING = ("p2", "Heinrich Bruning", "pm", "DE")


def reports() -> list:
    who = {"p1": "participant", "p2": "participant"}
    return [
        article(key, [person(*DAWES, day), person(*BRUNING, day)], [event("e1", "meeting", day, who)], published=day)
        for key, day in (("a", "1931-06-07"), ("b", "1931-06-07"), ("c", "1931-06-12"))
    ]


def write(folder: Path, name: str, header: str, *rows: str) -> None:
    (folder / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")


FACTS = "anchor,field,value,reason,source"
SAME = "anchor_a,anchor_b,same,reason,source"


def test_a_wrong_date_is_put_right_and_the_events_follow(tmp_path: Path) -> None:
    write(tmp_path, "facts.csv", FACTS, "c#e1,date,1931-06-07,misprint,diary")
    (row,) = resolve(reports(), load_curation(tmp_path), [])[0]["events"]
    assert (row["date"], row["sources"]) == ("1931-06-07", 3)


def test_an_event_that_never_was_is_withdrawn(tmp_path: Path) -> None:
    write(tmp_path, "facts.csv", FACTS, "c#e1,withdrawn,1,invented,diary")
    assert [e["date"] for e in resolve(reports(), load_curation(tmp_path), [])[0]["events"]] == ["1931-06-07"]


def test_people_say_what_is_one_happening_and_what_is_two(tmp_path: Path) -> None:
    write(tmp_path, "same_event.csv", SAME, "a#e1,b#e1,0,morning and evening,diary", "b#e1,c#e1,1,told late,diary")
    tables, _ = resolve(reports(), load_curation(tmp_path), [])
    assert sorted(e["sources"] for e in tables["events"]) == [1, 2]
    assert "curation" in {e["match_rule"] for e in tables["event_evidence"]}


def test_a_row_that_applies_to_nothing_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "facts.csv", FACTS, "z#e1,date,1931,gone,diary", "a#e1,title,Envoy,no such field here,diary")
    write(tmp_path, "same_event.csv", SAME, "a#e1,b#e9,1,gone,diary")
    curation = load_curation(tmp_path)
    resolve(reports(), curation, [])
    assert curation.unused == [
        "same_event.csv: no claim b#e9",
        "facts.csv: no date of z#e1",
        "facts.csv: no title of a#e1",
    ]


def test_a_field_that_there_is_not_is_refused_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "facts.csv", FACTS, "a#e1,colour,red,why,who")
    with pytest.raises(InputError, match=r"facts\.csv: line 2"):
        load_curation(tmp_path)


def test_any_order_and_any_batches_give_the_same_tables() -> None:
    items = reports()
    first = resolve(items, load_curation(Path("nowhere")), [])[0]
    assert first == resolve(items[::-1], load_curation(Path("nowhere")), [])[0]


def test_what_is_wrong_by_other_sources_is_told_and_not_changed(tmp_path: Path) -> None:
    (tmp_path / "defects.csv").write_text(
        "record,detail,source,decided\nt:x/1,Holm for Hjelm,a book,2026-11-25\nt:x/9,gone,a book,2026-11-25\n",
        encoding="utf-8",
    )
    curation = Curation.load(tmp_path)
    (item,) = curation.corrected([record("t:x/1", [person("p1", "Holm", "pm", "DK", "1931-01-01")])])
    assert [(d.rule, d.detail) for d in item.defects] == [("contradicted-elsewhere", "Holm for Hjelm")]
    assert item.people[0].name == "Holm" and curation.unused == ["defects.csv: no record t:x/9"]
