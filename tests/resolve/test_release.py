"""Ids over releases: what was published keeps its id, or says where it went; in whatever order and batches its sources come."""

from __future__ import annotations

import csv
import itertools
import random
from pathlib import Path
from typing import Any

import pytest

from etl.claims import Item, write_items
from etl.resolve import load_curation, resolve
from etl.resolve.release import write_ledger
from etl.resolve.rows import Tables
from etl.workspace import Workspace
from tests.resolve.make import article, event, person, record

SAME = "anchor_a,anchor_b,same,reason,source,decided\n"


def claims() -> list[Item]:
    """A trip, two articles about meetings in it, and a namesake in another state."""
    stimson = person("p1", "Henry Stimson", "secretary", "US", "1931-07-20")
    laval = person("p2", "Pierre Laval", "pm", "FR", "1931-07-20")
    trip = event("e1", "visit", "1931-07-15/1931-07-25", {"p1": "visitor", "country:FR": "host"}, "FR", "Paris")
    met = event("e1", "meeting", "1931-07-20", {"p1": "participant", "p2": "participant"}, "FR", "Paris")
    again = event("e1", "meeting", "1931-07-23", {"p1": "participant", "p2": "participant"}, "FR", "Paris")
    other = person("p1", "Henri Stimson", "pm", "BE", "1931-05-01")
    return [
        record("travels:trip/1", [stimson], [trip]),
        record("travels:trip/2", [other], []),
        article("one", [stimson, laval], [met], "1931-07-21"),
        article("two", [stimson, laval], [again], "1931-07-24"),
    ]


def store(workspace: Workspace, items: list[Item]) -> None:
    for source, of_source in itertools.groupby(sorted(items, key=lambda i: i.source), key=lambda i: i.source):
        write_items(workspace.claims / f"{source}.jsonl.gz", source, list(of_source))


@pytest.fixture
def released(tmp_path: Path) -> Workspace:
    """A checkout after its first release."""
    workspace = Workspace(tmp_path)
    store(workspace, claims())
    ids, moved = write_ledger(workspace, "1.0.0")
    assert ids > 0 and moved == 0
    return workspace


def facts(workspace: Workspace, items: list[Item]) -> Tables:
    return resolve(items, load_curation(workspace.curation), [])[0]


def redirects(tables: Tables) -> dict[str, Any]:
    return {row["old_id"]: row["new_id"] for row in tables["redirects"]}


def test_a_ledger_changes_nothing_where_nothing_has_changed(released: Workspace) -> None:
    before = resolve(claims(), load_curation(released.root / "nowhere"), [])[0]
    after = facts(released, claims())
    assert {name: list(rows) for name, rows in after.items()} == {name: list(rows) for name, rows in before.items()}
    text = (released.curation / "ids.csv").read_text(encoding="utf-8")
    assert write_ledger(released, "1.0.1") == (0, 0)
    assert (released.curation / "ids.csv").read_text(encoding="utf-8") == text


def test_with_one_ledger_neither_order_nor_batches_matter(released: Workspace) -> None:
    more = article("three", [person("p1", "Henry L. Stimson", "secretary", "US", "1931-07-22")], [], "1931-07-22")
    items = [*claims(), more]
    expected = {name: list(rows) for name, rows in facts(released, items).items()}
    for seed in range(6):
        mixed = random.Random(seed).sample(items, len(items))
        assert {name: list(rows) for name, rows in facts(released, mixed).items()} == expected
    kept = {row["person_id"] for row in expected["people"]}
    assert {row["person_id"] for row in facts(released, claims())["people"]} <= kept  # a batch less, the same ids


def test_a_thing_keeps_its_id_though_its_name_and_date_are_refined(released: Workspace) -> None:
    before = facts(released, claims())
    items = claims()
    met = event("e1", "meeting", "1931-07-21", {"p1": "participant", "p2": "participant"}, "FR", "Paris")
    people = [person("p1", "Henry Lewis Stimson", "secretary", "US", "1931-07-20"), *items[2].people[1:]]
    items[2] = article("one", [people[0], person("p2", "Pierre Laval", "pm", "FR", "1931-07-20")], [met], "1931-07-21")
    after = facts(released, items)
    for table, key in (("people", "person_id"), ("events", "event_id")):
        assert {r[key] for r in after[table]} == {r[key] for r in before[table]}
    assert redirects(after) == {}


def test_a_merge_after_a_release_redirects_and_says_since_when(released: Workspace) -> None:
    (released.curation / "same_as.csv").write_text(
        SAME + "travels:trip/1#p1,travels:trip/2#p1,1,one man,an almanac,2026-01-01\n", encoding="utf-8"
    )
    tables = facts(released, claims())
    (moved,) = [row for row in tables["redirects"] if row["kind"] == "person"]
    assert moved["new_id"] in {row["person_id"] for row in tables["people"]} and moved["release"] == "unreleased"
    assert write_ledger(released, "1.1.0")[1] == len(tables["redirects"])
    (now,) = [row for row in facts(released, claims())["redirects"] if row["kind"] == "person"]
    assert now == {**moved, "release": "1.1.0"}
    assert write_ledger(released, "1.2.0") == (0, 0)


def test_a_merge_undone_gives_both_their_ids_back(released: Workspace) -> None:
    before = facts(released, claims())
    path = released.curation / "same_as.csv"
    path.write_text(SAME + "travels:trip/1#p1,travels:trip/2#p1,1,one man,an almanac,2026-01-01\n", encoding="utf-8")
    write_ledger(released, "1.1.0")
    path.unlink()
    after = facts(released, claims())
    assert list(after["people"]) == list(before["people"]) and redirects(after) == {}


def test_a_split_after_a_release_leaves_the_id_with_the_larger_part(released: Workspace) -> None:
    (old,) = [r["person_id"] for r in facts(released, claims())["people"] if r["name"] == "Pierre Laval"]
    anchors = [f"{item.key}#p2" for item in claims() if item.article]
    path = released.curation / "same_as.csv"
    path.write_text(SAME + f"{anchors[0]},{anchors[1]},0,father and son,an almanac,2026-01-01\n", encoding="utf-8")
    tables = facts(released, claims())
    (first, second) = sorted(r["person_id"] for r in tables["people"] if r["name"] == "Pierre Laval")
    assert old in (first, second) and redirects(tables) == {}
    assert write_ledger(released, "1.1.0")[0] > 0
    with (released.curation / "ids.csv").open(encoding="utf-8", newline="") as rows:
        ids = [row["id"] for row in csv.DictReader(rows) if row["kind"] == "person" and row["fact"] in anchors]
    assert set(ids) == {first, second} and len(ids) == 3  # the fact of the new person was the old one's before
    assert sorted(r["person_id"] for r in facts(released, claims())["people"] if r["name"] == "Pierre Laval") == [
        first,
        second,
    ]


def test_what_no_source_says_any_more_goes_to_nothing(released: Workspace) -> None:
    gone = facts(released, claims())
    store(released, [item for item in claims() if item.key != "travels:trip/2"])
    tables = facts(released, [item for item in claims() if item.key != "travels:trip/2"])
    lost = {r["person_id"] for r in gone["people"]} - {r["person_id"] for r in tables["people"]}
    assert len(lost) == 1 and redirects(tables)[lost.pop()] is None
    ids, moved = write_ledger(released, "2.0.0")
    assert ids == 0 and moved == len(tables["redirects"])
    assert (released.curation / "redirects.csv").read_text(encoding="utf-8").startswith("old_id,new_id,kind,release\n")
    assert {row["release"] for row in facts(released, [])["redirects"] if row["kind"] == "person"} >= {"2.0.0"}
