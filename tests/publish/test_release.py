"""A release: complete, checked, and the same bytes whatever the clock."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import time
import zipfile
from pathlib import Path

import frictionless
import pytest

from etl.errors import CheckError, InputError
from etl.publish.release import licences, release, version_and_date
from etl.schema import ROOT, TABLES, load

from .world import World


@pytest.fixture
def checkout(published: Path, tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    shutil.copytree(published, root)
    (root / "CITATION.cff").write_text("cff-version: 1.2.0\ntitle: Embassy Row\nversion: 0.3.0\n")
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## 0.3.0 (2026-12-01)\n\nMore.\n\n## 0.2.0 (2026-11-01)\n")
    (root / "docs").mkdir()
    (root / "docs" / "codebook.md").write_text("# Codebook\n")
    (root / "claims").mkdir()
    (root / "claims" / "register.jsonl.gz").write_bytes(b"claims")
    return root


def test_it_holds_package_codebook_licences_citation_and_checksums(checkout: Path, tmp_path: Path) -> None:
    made = release(checkout)
    assert [p.name for p in made] == ["SHA256SUMS", "embassy-row-0.3.0.zip", "embassyrow-0.3.0.db"]
    with zipfile.ZipFile(checkout / "dist" / "embassy-row-0.3.0.zip") as archive:
        archive.extractall(tmp_path / "out")
    top = tmp_path / "out" / "embassy-row-0.3.0"
    names = {p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file()}
    assert names >= {"datapackage.json", "docs/codebook.md", "CITATION.cff", "CHANGELOG.md", ".zenodo.json", "LICENCES.csv",
                     "claims/register.jsonl.gz", *(t.path for t in TABLES.values())}  # fmt: skip
    for line in (top / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((top / name).read_bytes()).hexdigest() == digest
        names.discard(name)
    assert names == {"SHA256SUMS"}
    assert frictionless.Package(str(top / "datapackage.json")).validate().valid
    assert json.loads((top / "datapackage.json").read_text())["version"] == "0.3.0"


def test_zenodo_and_licences_say_where_it_comes_from(checkout: Path) -> None:
    release(checkout)
    with zipfile.ZipFile(checkout / "dist" / "embassy-row-0.3.0.zip") as archive:
        zenodo = json.loads(archive.read("embassy-row-0.3.0/.zenodo.json"))
        rows = list(csv.DictReader(io.StringIO(archive.read("embassy-row-0.3.0/LICENCES.csv").decode())))
    assert (zenodo["version"], zenodo["publication_date"], zenodo["license"]) == ("0.3.0", "2026-12-01", "cc-zero")
    assert {row["table"] for row in rows} == set(TABLES)
    assert ("places", "", "1") in {(row["table"], row["source"], row["rows"]) for row in rows}
    evidence = {row["source"]: row for row in rows if row["table"] == "event_evidence"}
    assert evidence["register"]["licence"] == "CC0-1.0" and evidence["register"]["rows"] == "3"
    assert evidence["gazette"]["licence"] == "see the source" and evidence["gazette"]["rows"] == "1"


def test_places_located_by_geonames_keep_its_licence(tmp_path: Path) -> None:
    world = World()
    world.add("sources", source_id="geonames", kind="gazetteer", title="GeoNames", licence="CC-BY-4.0")
    world.add("places", place_id="bern-ch", name="Bern", country="CH", geonames_id=2661552)
    found = licences(load(), world.database(tmp_path)).decode().splitlines()
    assert "places,geonames,GeoNames,CC-BY-4.0,1" in found
    assert "places,,made of all sources together,CC0-1.0,1" in found


def test_the_same_checkout_gives_the_same_bytes(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = {p.name: p.read_bytes() for p in release(checkout)}
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert {p.name: p.read_bytes() for p in release(checkout)} == first


def test_a_package_with_findings_is_not_released(checkout: Path) -> None:
    events = checkout / "data" / "events.csv"
    events.write_text(events.read_text().replace(",meeting,", ",party,"))
    with pytest.raises(CheckError, match="findings"):
        release(checkout)
    assert not (checkout / "dist").exists()


def test_version_and_changelog_go_together(checkout: Path) -> None:
    assert version_and_date(checkout) == ("0.3.0", "2026-12-01")
    (checkout / "CITATION.cff").write_text("version: 0.3.0\ndate-released: 2026-12-02\n")
    with pytest.raises(InputError, match="make them agree"):
        version_and_date(checkout)
    (checkout / "CITATION.cff").write_text("version: 0.4.0\n")
    with pytest.raises(InputError, match=r"CHANGELOG\.md: has no entry for 0\.4\.0"):
        version_and_date(checkout)
    (checkout / "CITATION.cff").write_text("title: x\n")
    with pytest.raises(InputError, match=r"CITATION\.cff: states no version"):
        version_and_date(checkout)


def test_the_committed_citation_and_changelog_agree() -> None:
    version, date = version_and_date(ROOT)
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"date-released: {date}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
