"""The open benchmark: all of it is ours to give away, and its scorer gives what it should."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmark import run
from etl.schema import ROOT, TABLES

GOLD = run.gold()


def test_every_text_is_ours_and_cc0_and_has_its_annotation() -> None:
    assert len(GOLD) == 39
    for name, annotation in GOLD.items():
        assert annotation["id"] == name
        assert annotation["source"]["publisher"] == "written for this project"
        assert annotation["source"]["license"].startswith("CC0")
        assert run.text_of(run.TEXTS / f"{name}.json").stat().st_size > 300
    assert len(list(run.TEXTS.iterdir())) == 2 * len(GOLD)


def test_the_annotations_keep_to_the_vocabularies() -> None:
    types = set(TABLES["events"].column("type").enum)
    status = set(TABLES["events"].column("status").enum)
    roles = set(TABLES["event_participants"].column("role").enum)
    offices = set(TABLES["affiliations"].column("role_type").enum)
    for annotation in GOLD.values():
        people = {p["id"] for p in annotation["people"]}
        for affiliation in annotation["affiliations"]:
            assert affiliation["role_type"] in offices and affiliation["person"] in people
        for event in annotation["events"]:
            assert event["type"] in types and event["status"] in status
            for participant in event["participants"]:
                assert participant["role"] in roles
                assert participant["who"] in people or participant["who"].startswith(("country:", "org:"))


def test_the_gold_scores_one_and_silence_nothing() -> None:
    perfect = run.scores(list(GOLD.values()))
    assert {measure: score["f1"] for measure, score in perfect.items()} == dict.fromkeys(run.MEASURES, 1.0)
    assert all(score["low"] == score["high"] == 1.0 for score in perfect.values())
    silent = run.scores([])
    assert all(score["f1"] == 0.0 for measure, score in silent.items() if measure not in ("participants", "dates"))


def test_half_of_the_texts_gives_an_interval_about_its_score_and_the_same_each_time() -> None:
    half = [a for n, a in enumerate(GOLD.values()) if n % 2]
    first = run.scores(half)
    assert first == run.scores(half)
    for score in first.values():
        assert score["low"] <= score["f1"] <= score["high"]
    assert 0.3 < first["people"]["f1"] < 0.9 and first["people"]["low"] < first["people"]["high"]


def test_a_file_of_predictions_is_scored_by_one_command(tmp_path: object) -> None:
    predicted, out = f"{tmp_path}/p.jsonl", f"{tmp_path}/r.json"
    with open(predicted, "w", encoding="utf-8") as lines:  # noqa: PTH123
        lines.writelines(json.dumps(a) + "\n" for a in GOLD.values())
    command = [sys.executable, str(ROOT / "benchmark" / "run.py"), "--predicted", predicted, "--out", out]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "events_strict            1.000   1.000 – 1.000" in done.stdout
    with open(out, encoding="utf-8") as result:  # noqa: PTH123
        assert json.load(result)["texts"] == 39
