"""The build: the same bytes for the same inputs, nothing half-made however it ends, nothing lost."""

from __future__ import annotations

import dataclasses
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from etl.claims import Defect, Item, write_items
from etl.errors import CheckError, InputError, SourceError
from etl.pipeline import build, ensure_database
from etl.workspace import Workspace, find_root, hash_folder
from tests.resolve.make import article, event, person, record

ROOT = Path(__file__).parents[1]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A checkout with the claims of one trip and one article about it."""
    shutil.copyfile(ROOT / "datapackage.json", tmp_path / "datapackage.json")
    result = Workspace(tmp_path)
    stimson, laval = (
        person("p1", "Henry Stimson", "secretary", "US", "1931-07-20"),
        person("p2", "Pierre Laval", "pm", "FR", "1931-07-20"),
    )
    trip = event("e1", "visit", "1931-07-15/1931-07-25", {"p1": "visitor", "country:FR": "host"}, "FR", "Paris")
    met = event("e2", "meeting", "1931-07-20", {"p1": "visitor", "p2": "host"}, "FR", "Paris", part_of="e1")
    write_items(
        result.claims / "travels.jsonl.gz", "travels", [record("travels:trip/1", [stimson, laval], [trip, met])]
    )
    told = event("e1", "meeting", "1931-07-20", {"p1": "participant", "p2": "participant"}, "FR", "Paris")
    write_items(result.claims / "daily.jsonl.gz", "daily", [article("one", [stimson, laval], [told], "1931-07-21")])
    return result


def published(workspace: Workspace) -> str:
    return hash_folder(workspace.data) + hash_folder(workspace.root, "datapackage.json")


def test_a_build_publishes_facts_and_a_sound_database(workspace: Workspace) -> None:
    result = build(workspace)
    db = sqlite3.connect(result.database)
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("select standing from events where type = 'meeting'").fetchall() == [("confirmed",)]
    assert db.execute("select count(*) from encounters").fetchone() == (1,)
    assert (workspace.data / "events.csv").read_text(encoding="utf-8").count("\n") == 3
    assert workspace.current() == result.folder


def test_a_build_writes_the_pages_that_are_made_of_the_facts(workspace: Workspace) -> None:
    build(workspace)
    quality = (workspace.root / "docs" / "quality.md").read_text(encoding="utf-8")
    assert "| `events` | 2 |" in quality and "| confirmed | 2 | 100.0% |" in quality and "Not recorded" in quality
    issues = (workspace.root / "docs" / "register-issues.md").read_text(encoding="utf-8")
    assert "0 findings by 0 rules" in issues


def test_defects_of_registers_are_listed_with_their_entries(workspace: Workspace) -> None:
    stimson = person("p1", "Henry Stimson", "secretary", "US", "1931-07-20")
    item = dataclasses.replace(
        record("visits:visit/1", [stimson]),
        defects=(Defect("misspelt-title", "the word Secretray"), Defect("misspelt-title", "the word Presidetn")),
    )
    write_items(workspace.claims / "visits.jsonl.gz", "visits", [item])
    build(workspace)
    issues = (workspace.root / "docs" / "register-issues.md").read_text(encoding="utf-8")
    assert (
        "2 findings by 1 rules" in issues
        and "the word Presidetn" in issues
        and "`visits:visit/1` |  | the word Secretray |" in issues
    )


def test_two_builds_give_the_same_bytes(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    one, two = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    build(workspace, out=one)
    build(workspace, out=two)
    assert hash_folder(one) == hash_folder(two)
    assert not workspace.data.exists()  # with `out`, the checkout is left alone


def test_a_build_with_nothing_new_does_nothing(workspace: Workspace) -> None:
    build(workspace)
    before = published(workspace)
    again = build(workspace)
    assert [s.cached for s in again.steps] == [True] and published(workspace) == before
    assert again.rows["events"] == 2


def test_data_that_was_changed_by_hand_is_brought_back(workspace: Workspace) -> None:
    build(workspace)
    before = published(workspace)
    (workspace.data / "people.csv").write_text("spoilt", encoding="utf-8")
    build(workspace)
    assert published(workspace) == before


def trips(places: bool) -> list[Item]:
    """Sixty trips, with the towns or without."""
    return [
        record(
            f"travels:trip/{n}",
            [person("p1", f"Henry Stimson {n}", "secretary", "US", "1931-07-20")],
            [event("e1", "visit", f"19{n + 30}-07-15", {"p1": "visitor"}, "FR", "Paris" if places else None)],
        )
        for n in range(1, 61)
    ]


def test_a_column_that_lost_its_content_since_the_last_package_stops_the_build(workspace: Workspace) -> None:
    write_items(workspace.claims / "travels.jsonl.gz", "travels", trips(places=True))
    build(workspace)
    before = published(workspace)
    write_items(workspace.claims / "travels.jsonl.gz", "travels", trips(places=False))
    with pytest.raises(CheckError, match=r"events.place_id: nulls: .* missing(.|\n)*--accept-losses"):
        build(workspace)
    assert published(workspace) == before
    build(workspace, accept_losses=True)
    assert published(workspace) != before


def test_a_source_taken_out_on_purpose_stops_no_build(workspace: Workspace) -> None:
    write_items(workspace.claims / "travels.jsonl.gz", "travels", trips(places=True))
    build(workspace)
    (workspace.claims / "travels.jsonl.gz").unlink()
    assert build(workspace).rows["events"] == 1


def test_without_claims_and_sources_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "datapackage.json", tmp_path / "datapackage.json")
    with pytest.raises(SourceError, match="embassyrow fetch"):
        build(Workspace(tmp_path))


def test_claims_cut_short_stop_the_build_and_leave_what_was_published(workspace: Workspace) -> None:
    build(workspace)
    before = published(workspace)
    path = workspace.claims / "travels.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match=r"travels\.jsonl\.gz"):
        build(workspace)
    assert published(workspace) == before and workspace.current() is not None


def test_the_database_is_made_from_data_in_a_fresh_clone(workspace: Workspace) -> None:
    build(workspace)
    shutil.rmtree(workspace.state)
    database = ensure_database(workspace)
    assert sqlite3.connect(database).execute("select count(*) from events").fetchone() == (2,)
    assert ensure_database(workspace) == database


def test_a_database_of_other_data_is_made_anew(workspace: Workspace) -> None:
    first = build(workspace).database
    (workspace.claims / "daily.jsonl.gz").unlink()
    other = build(workspace, out=workspace.root / "other")
    shutil.rmtree(workspace.data)
    shutil.copytree(other.folder / "data", workspace.data)
    shutil.copyfile(other.folder / "datapackage.json", workspace.root / "datapackage.json")
    database = ensure_database(workspace)
    assert database != first
    assert sqlite3.connect(database).execute("select standing from events where type = 'meeting'").fetchall() == [
        ("single",)
    ]


def test_without_data_serving_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="git checkout"):
        ensure_database(Workspace(tmp_path))


def test_two_builds_at_a_time_are_refused(workspace: Workspace) -> None:
    from etl.workspace import lock

    with lock(workspace.state), pytest.raises(InputError, match="another build"):
        build(workspace)


BUILD_AGAIN = """
import os, signal, sys
from pathlib import Path
from etl.pipeline import build
from etl.workspace import Workspace
countdown = int(sys.argv[2])
def trace(frame, event, arg):
    # dies with SIGKILL at the n-th call of a function of ours: no handler, no clean-up
    global countdown
    if frame.f_code.co_filename.endswith(("workspace.py", "csvs.py", "package.py", "sqlite.py", "claims.py", "pipeline.py")):
        countdown -= 1
        if countdown == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(trace)
build(Workspace(Path(sys.argv[1])))
"""


def test_killed_at_any_moment_the_previous_package_stays_whole_and_the_next_start_is_sound(
    workspace: Workspace,
) -> None:
    build(workspace)
    old = published(workspace)
    (workspace.claims / "daily.jsonl.gz").unlink()
    expected = build(workspace, out=workspace.root / "expected")
    new = hash_folder(expected.folder / "data")
    killed = 0
    for moment in (1, 30, 90, 200, 400, 700, 1000, 1300, 1600, 1900, 2100, 2250, 2400, 2500, 2600, 2700, 2800, 2900):
        done = subprocess.run(
            [sys.executable, "-c", BUILD_AGAIN, str(workspace.root), str(moment)], capture_output=True
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-2000:]
        killed += done.returncode != 0
        current = workspace.current()
        assert current is not None
        db = sqlite3.connect(current / "embassyrow.db")
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        ensure_database(workspace)  # what serving does first: finishes a publication that was cut short
        assert hash_folder(workspace.data) == new or published(workspace) == old
        if done.returncode == 0:
            break
    assert killed >= 8
    build(workspace)
    assert hash_folder(workspace.data) == new


def test_the_checkout_is_found_from_any_folder_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "docs")
    assert find_root() == ROOT
    monkeypatch.chdir(tmp_path)
    assert find_root() == ROOT  # outside of one, the checkout that the code runs from
