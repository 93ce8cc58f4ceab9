"""The committed package: nothing of the registers is lost, nothing of a text is in it, and it is what its descriptor says."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
ENTRIES = {"travels": 4271, "visits": 3264, "executive": 131}
APPOINTMENTS = 7262  # of pocom; 17 of them repeat another's id


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def facts_by_record() -> Counter[str]:
    """How many facts each entry of a register is evidence of."""
    return Counter(
        r["record_id"] for table in ("event_evidence", "affiliation_evidence") for r in rows(table) if r["record_id"]
    )


def test_every_entry_of_the_registers_has_its_row_and_a_fact() -> None:
    counts = Counter(r["source_id"] for r in rows("records"))
    assert {source: counts[source] for source in ENTRIES} == ENTRIES
    appointments = [
        r["record_id"] for r in rows("records") if r["record_id"].startswith(("pocom:chief/", "pocom:principal/"))
    ]
    assert len(appointments) == APPOINTMENTS and sum("~" in a for a in appointments) == 17
    facts = facts_by_record()
    without = [
        r["record_id"]
        for r in rows("records")
        if not facts[r["record_id"]] and not r["record_id"].startswith("pocom:person/")
    ]
    assert without == []


def test_every_entry_of_travels_and_visits_is_an_event() -> None:
    told = {r["record_id"] for r in rows("event_evidence") if r["record_id"]}
    entries = {r["record_id"] for r in rows("records") if r["source_id"] in ("travels", "visits")}
    assert len(entries) == 7535 and entries <= told


def cells() -> Iterator[tuple[str, str, str]]:
    for path in sorted(DATA.glob("*.csv")):
        for row in rows(path.stem):
            for column, value in row.items():
                yield path.stem, column, value


def test_no_cell_is_a_sentence_of_a_source() -> None:
    # Titles and deks of articles are bibliographic, labels and details are ours; what a source says is a name or a title, never a sentence.
    own = {
        ("articles", "title"),
        ("articles", "dek"),
        ("article_links", "title_said"),
        ("checks", "detail"),
        ("events", "label"),
    }
    long = [(t, c, v) for t, c, v in cells() if (t, c) not in own and len(v.split()) > 30]
    assert long == []


def test_bytes_and_hashes_of_the_descriptor_are_those_of_the_files() -> None:
    for resource in json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        content = (ROOT / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content), resource["name"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}", resource["name"]


def test_nobody_meets_themselves_and_labels_say_something() -> None:
    for row in rows("events"):
        assert row["label"].strip() and row["event_id"]
    per_event = Counter(
        (r["event_id"], r["person_id"], r["role"]) for r in rows("event_participants") if r["person_id"]
    )
    assert max(per_event.values()) == 1
