"""The open benchmark: sound annotations, and a scorer that tells right from wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from etl.edtf import valid
from etl.schema import load

ROOT = Path(__file__).parents[2]
BENCHMARK = ROOT / "benchmark"
ARTICLES = sorted((BENCHMARK / "articles").glob("*.json"))
ANNOTATIONS: dict[str, dict[str, Any]] = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in ARTICLES}


def score(folder: Path, predicted: list[dict[str, Any]]) -> dict[str, Any]:
    path = folder / "predicted.jsonl"
    path.write_text("".join(json.dumps(p) + "\n" for p in predicted), encoding="utf-8")
    call = [sys.executable, str(BENCHMARK / "score.py"), str(BENCHMARK / "articles"), str(path), "--json"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_every_text_is_ours_and_has_its_annotation() -> None:
    assert len(ARTICLES) == 39
    for path in ARTICLES:
        assert path.with_suffix(".txt").is_file()
        assert ANNOTATIONS[path.stem]["source"]["publisher"] == "written for this project"
        assert ANNOTATIONS[path.stem]["source"]["license"] == "CC0"


def test_annotations_keep_to_the_vocabularies_and_to_their_own_people() -> None:
    schema = load()
    types, statuses = (set(schema.table("events").column(c).enum or ()) for c in ("type", "status"))
    roles = set(schema.table("affiliations").column("role_type").enum or ())
    for name, gold in ANNOTATIONS.items():
        ids = {p["id"] for p in gold["people"]}
        assert len(ids) == len(gold["people"]), name
        for a in gold["affiliations"]:
            assert a["person"] in ids and a["role_type"] in roles, (name, a)
        for e in gold["events"]:
            assert e["type"] in types and e["status"] in statuses, (name, e["id"])
            assert e["date"] is None or valid(e["date"]), (name, e["id"], e["date"])
            assert all(":" in p["who"] or p["who"] in ids for p in e["participants"]), (name, e["id"])


def test_the_same_happenings_name_events_that_exist() -> None:
    events = {(name, e["id"]) for name, gold in ANNOTATIONS.items() for e in gold["events"]}
    groups = json.loads((BENCHMARK / "same_events.json").read_text(encoding="utf-8"))
    assert groups and all(len(g["members"]) > 1 and {tuple(m) for m in g["members"]} <= events for g in groups)


def test_the_annotation_itself_scores_one(tmp_path: Path) -> None:
    result = score(tmp_path, list(ANNOTATIONS.values()))
    assert {k: v["f1"] for k, v in result.items()} == dict.fromkeys(result, 1.0)


def test_what_is_left_out_or_made_up_costs(tmp_path: Path) -> None:
    poorer = json.loads(json.dumps(list(ANNOTATIONS.values())))
    for gold in poorer:
        gold["events"] = gold["events"][::2]
        gold["people"].append({"id": "px", "name": "Nobody Whatsoever"})
    result = score(tmp_path, poorer)
    assert result["events"]["recall"] < 0.6 < result["events"]["precision"]
    assert result["people"]["precision"] < 1.0 == result["people"]["recall"]
