"""What changed between two packages, fact by fact."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from etl.errors import InputError
from etl.publish.diff import Change, diff

from .world import World

PAIR = [("ana", "host"), ("bo", "visitor")]


def world(events: bool = True) -> World:
    made = World()
    made.person("ana", "Ana")
    made.person("bo", "Bo")
    if events:
        made.event("e", "meeting", PAIR)
    return made


def changes(tmp_path: Path, old: World, new: World) -> dict[tuple[str, str, str], Change]:
    found = diff(old.write(tmp_path / "old"), new.write(tmp_path / "new"))
    return {(c.kind, c.table, c.id): c for c in found.changes}


def test_the_same_package_has_no_changes_whatever_the_order(tmp_path: Path) -> None:
    again = world()
    again.tables = {name: rows[::-1] for name, rows in again.tables.items()}
    assert changes(tmp_path, world(), again) == {}
    assert "no fact changed" in diff(tmp_path / "old", tmp_path / "new").as_text()


def test_what_is_new_is_added_and_by_whom_it_is_told(tmp_path: Path) -> None:
    new = world()
    new.person("cy", "Cy")
    found = changes(tmp_path, world(events=False), new)
    assert set(found) == {("added", "people", "cy"), ("added", "events", "e")}
    assert found["added", "events", "e"].reasons == ("it is told by register:visit/1",)


def test_a_column_that_changed_is_shown_before_and_after(tmp_path: Path) -> None:
    new = world()
    new.tables["events"][0] |= {"status": "cancelled", "standing": "disputed"}
    (change,) = changes(tmp_path, world(), new).values()
    assert change.kind == "changed"
    assert change.details == (("status", "occurred", "cancelled"), ("standing", "single", "disputed"))


def test_a_participant_more_or_less_is_a_change_of_the_event_but_its_number_is_not(tmp_path: Path) -> None:
    new = world(events=False)
    new.person("cy", "Cy")
    new.event("e", "meeting", [("cy", "mediator"), *PAIR[::-1]])
    new.tables["event_participants"] = [p for p in new.tables["event_participants"] if p["person_id"] != "bo"]
    new.tables["event_participant_evidence"] = []
    old = world()
    old.tables["event_participant_evidence"] = []
    change = changes(tmp_path, old, new)["changed", "events", "e"]
    assert change.details == (
        ("event_participants", "person_id=bo, role=visitor", None),
        ("event_participants", None, "person_id=cy, role=mediator"),
    )


def test_new_evidence_is_a_reason(tmp_path: Path) -> None:
    new = world()
    new.article("report")
    new.add(
        "event_evidence", evidence_id="e-report", event_id="e", article_id="report", zone="body", date_said="Monday"
    )
    new.tables["events"][0] |= {"sources": 2, "standing": "confirmed"}
    change = changes(tmp_path, world(), new)["changed", "events", "e"]
    assert change.reasons == ("it is now told by report",)
    assert ("sources", "1", "2") in change.details


def test_a_merge_is_known_by_its_redirect_and_told_on_both_sides(tmp_path: Path) -> None:
    old = world()
    old.person("b-o", "B. O.")
    new = world()
    new.add("redirects", old_id="b-o", new_id="bo", kind="person", release="2")
    new.add("person_names", person_id="bo", name="B. O.", kind="variant", source_id="register")
    found = changes(tmp_path, old, new)
    assert found["merged", "people", "b-o"].details == (("merged into", None, "bo"),)
    assert found["changed", "people", "bo"].reasons == ("b-o was merged into it",)


def test_a_merge_without_a_redirect_is_known_by_its_evidence(tmp_path: Path) -> None:
    old = world()
    old.event("f", "talks", PAIR)
    new = world()
    new.add("event_evidence", evidence_id="f-evidence", event_id="e", record_id="register:visit/1")
    change = changes(tmp_path, old, new)["merged", "events", "f"]
    assert change.details == (("merged into", None, "e"),)


def test_what_no_source_tells_any_more_is_withdrawn(tmp_path: Path) -> None:
    found = changes(tmp_path, world(), world(events=False))
    assert found["withdrawn", "events", "e"].reasons == ("it is no longer told by register:visit/1",)


def test_a_column_that_only_one_package_has_is_no_change(tmp_path: Path) -> None:
    old = world().write(tmp_path / "old")
    new = world().write(tmp_path / "new")
    descriptor = json.loads((old / "datapackage.json").read_text())
    people = next(r for r in descriptor["resources"] if r["name"] == "people")
    people["schema"]["fields"] = [f for f in people["schema"]["fields"] if f["name"] != "gender"]
    (old / "datapackage.json").write_text(json.dumps(descriptor))
    lines = (old / "data" / "people.csv").read_text().splitlines()
    column = lines[0].split(",").index("gender")
    cut = [",".join(c for i, c in enumerate(line.split(",")) if i != column) for line in lines]
    (old / "data" / "people.csv").write_text("\n".join(cut) + "\n")
    assert diff(old, new).changes == ()


def test_the_three_forms_say_the_same_and_escape(tmp_path: Path) -> None:
    new = world()
    new.tables["people"][0]["name"] = "<script>Ana</script>"
    old = world().write(tmp_path / "old")
    found = diff(old, new.write(tmp_path / "new"))
    assert "people changed: 1" in found.as_text()
    assert "name: Ana → <script>Ana</script>" in found.as_text()
    assert json.loads(json.dumps(found.as_json()))["changes"][0]["details"][0]["after"] == "<script>Ana</script>"
    page = found.as_html()
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert "script" not in tags and "details" in tags and "&lt;script&gt;Ana" in page


def test_long_lists_are_cut_in_words_and_whole_in_json(tmp_path: Path) -> None:
    new = world()
    for number in range(60):
        new.person(f"p-{number:02}")
    found = diff(world().write(tmp_path / "old"), new.write(tmp_path / "new"))
    assert "… and 10 more" in found.as_text() and "10 more" in found.as_html()
    assert len(found.as_json()["changes"]) == 60
    assert found.as_json()["rows"]["people"] == {"before": 2, "after": 62}


def test_a_folder_that_is_no_package_is_told(tmp_path: Path) -> None:
    old = world().write(tmp_path / "old")
    with pytest.raises(InputError, match=r"datapackage\.json"):
        diff(old, tmp_path)
    shutil.copytree(old, tmp_path / "new")
    (tmp_path / "new" / "data" / "people.csv").unlink()
    with pytest.raises(InputError, match=r"people\.csv.*missing"):
        diff(old, tmp_path / "new")
