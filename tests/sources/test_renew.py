"""Registers that have moved on are pinned anew; nothing else in the catalogue changes."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from etl.errors import InputError, SourceError
from etl.sources import renew
from etl.sources.archives import Archive
from etl.sources.catalogue import parse

OLD, NEW = "a" * 40, "b" * 40
TEXT = f"""# Where every source comes from.

- source_id: trips
  kind: register
  title: Trips
  version: {OLD}
  retrieved: "2026-01-01"
  archive:
    url: https://codeload.github.com/owner/trips/zip/{OLD}
    name: owner-trips-{OLD}.zip
    bytes: 10
    sha256: {"1" * 64}
    content_sha256: {"2" * 64}
  rows: {{min: 1, max: 9}}

# a remark that stays
- source_id: terms
  kind: register
  title: Terms
  version: sha256-333333333333
  retrieved: "2026-01-02"
  archive:
    url: https://raw.example.org/terms.yaml
    name: terms.yaml
    bytes: 7
    sha256: {"3" * 64}

- source_id: gazette
  kind: publisher
  title: The Gazette
"""
TERMS = b"terms: 2\n"


def packed() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in ((f"trips-{NEW}/", b""), (f"trips-{NEW}/a.xml", b"<a/>")):
            archive.writestr(zipfile.ZipInfo(name, (2026, 7, 18, 11, 2, 46)), data)
    return whole.getvalue()


def bring(pinned, folder: Path) -> Path:
    path = folder / f"{pinned.name}.part"
    path.write_bytes(packed() if pinned.name.endswith(".zip") else TERMS)
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "sources.yml").write_text(TEXT)
    return tmp_path / "sources.yml"


def test_a_register_that_moved_on_is_pinned_with_its_day_bytes_and_checksums(catalogue: Path) -> None:
    said = renew.renew(catalogue, "2026-11-25", lambda repository: NEW, bring)
    assert said == [
        f"trips: {OLD} (2026-01-01) → {NEW} (2026-07-18)",
        f"terms: sha256-333333333333 (2026-01-02) → sha256-{hashlib.sha256(TERMS).hexdigest()[:12]} (2026-11-25)",
    ]
    trips, terms, gazette = parse(catalogue.read_text())
    assert trips.archive.url.endswith(f"/zip/{NEW}") and trips.archive.name == f"owner-trips-{NEW}.zip"
    assert (trips.archive.bytes, trips.archive.sha256) == (len(packed()), hashlib.sha256(packed()).hexdigest())
    (catalogue.parent / "x.zip").write_bytes(packed())
    assert trips.archive.content_sha256 == Archive(catalogue.parent / "x.zip").content_sha256
    assert (terms.archive.bytes, terms.archive.sha256) == (len(TERMS), hashlib.sha256(TERMS).hexdigest())
    assert terms.archive.content_sha256 is None and gazette.archive is None
    changed = {a for a, b in zip(TEXT.splitlines(), catalogue.read_text().splitlines(), strict=True) if a != b}
    assert {line.split(":")[0].strip() for line in changed} == {
        "version",
        "retrieved",
        "url",
        "name",
        "bytes",
        "sha256",
        "content_sha256",
    }
    assert "# a remark that stays" in catalogue.read_text()


def test_what_is_as_it_was_pinned_stays_to_the_byte(catalogue: Path) -> None:
    same = TEXT.replace("3" * 64, hashlib.sha256(TERMS).hexdigest())
    catalogue.write_text(same)
    assert renew.renew(catalogue, "2026-11-25", lambda repository: OLD, bring) == []
    assert catalogue.read_text() == same


def test_one_that_cannot_be_asked_keeps_no_other_from_being_renewed(catalogue: Path) -> None:
    def gone(repository: str) -> str:
        raise SourceError("gone", file=repository)

    said = renew.renew(catalogue, "2026-11-25", gone, bring)
    assert said[0] == "trips: owner/trips: gone" and said[1].startswith("terms: ")
    assert parse(catalogue.read_text())[0].version == OLD

    def nothing(pinned, folder: Path) -> Path:
        raise SourceError("no network")

    before = catalogue.read_text()
    with pytest.raises(SourceError, match="no register could be asked"):
        renew.renew(catalogue, "2026-11-25", gone, nothing)
    assert catalogue.read_text() == before


def test_a_day_is_given_and_never_taken_from_a_clock() -> None:
    with pytest.raises(InputError, match="not a day"):
        renew.main(["--day", "today"])
    with pytest.raises(SystemExit):
        renew.main([])
