"""Doubtful merges and their decisions."""

from pathlib import Path

from etl.claims import Item, write_items
from etl.resolve.curation import Curation
from etl.resolve.review import review_pairs
from etl.workspace import Workspace
from tests.resolve.make import person, record


def workspace_with_a_doubt(folder: Path) -> Workspace:
    items: list[Item] = [
        record("t:x/a", [person("p1", "Carlos Menendez", "fm", "AR", "1986-05-01")]),
        record("t:x/b", [person("p1", "Hector Menendez", "fm", "AR", "1994-05-01")]),
        record("t:x/c", [person("p1", "Menendez", "fm", "AR", "1990-05-01")]),
    ]
    workspace = Workspace(folder)
    write_items(workspace.claims / "t.jsonl.gz", "t", items)
    return workspace


def test_a_decision_is_kept_with_its_day_and_not_asked_again(tmp_path: Path) -> None:
    workspace = workspace_with_a_doubt(tmp_path)
    answers = iter(["y", "n"])
    assert review_pairs(workspace, 10, ask=lambda: next(answers), today=lambda: "2026-11-25") == 2
    decisions = Curation.load(workspace.curation).same_person
    assert [(d.anchor_b, d.same) for d in decisions] == [("t:x/a#p1", True), ("t:x/b#p1", False)]
    assert "2026-11-25" in (workspace.curation / "same_as.csv").read_text(encoding="utf-8")
    assert review_pairs(workspace, 10, ask=lambda: "y") == 0


def test_skipping_and_quitting_decide_nothing(tmp_path: Path) -> None:
    workspace = workspace_with_a_doubt(tmp_path)
    answers = iter(["s", "q"])
    assert review_pairs(workspace, 10, ask=lambda: next(answers)) == 0
    assert not (workspace.curation / "same_as.csv").exists()
