"""Cutting: every entry once, the same shards for the same content, and one more article changes one shard."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from etl.engine.entries import documents, entries
from etl.engine.shards import MOST, cut
from etl.errors import InputError
from tests.engine.make import PARAGRAPH, json_lines, pack, texts


def read(path: Path) -> list[str | None]:
    errors: list[InputError] = []
    titles = [d.title for shard in cut(path) for entry in entries(shard) for d in documents(entry, errors)]
    assert errors == []
    return titles


def test_a_zip_is_cut_by_content_and_read_whole(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", texts(200))
    shards = list(cut(path))
    assert len(shards) > 2 and max(s.stop - s.start for s in shards) <= MOST
    assert read(path) == [f"Harbour talks number {n}" for n in range(200)]


def test_the_same_content_gives_the_same_shards_wherever_it_lies(tmp_path: Path) -> None:
    one = pack(tmp_path / "a.zip", texts(100))
    other = pack(tmp_path / "elsewhere.zip", texts(100))
    assert [s.digest for s in cut(one)] == [s.digest for s in cut(other)]


def test_one_more_article_changes_one_or_two_shards(tmp_path: Path) -> None:
    before = {s.digest for s in cut(pack(tmp_path / "a.zip", texts(300)))}
    after = {
        s.digest for s in cut(pack(tmp_path / "b.zip", texts(300) | {"0000a.txt": f"A late call\n\n{PARAGRAPH}\n"}))
    }
    assert len(before) > 4
    assert 1 <= len(after - before) <= 2 and len(before - after) <= 2


def test_a_changed_article_changes_its_shard(tmp_path: Path) -> None:
    before = [s.digest for s in cut(pack(tmp_path / "a.zip", texts(150)))]
    after = [
        s.digest
        for s in cut(pack(tmp_path / "b.zip", texts(150) | {"0070.txt": "Harbour talks number 70\n\nNothing.\n"}))
    ]
    assert len(before) == len(after) and sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_json_lines_are_cut_between_lines(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", 150)
    shards = list(cut(path))
    assert len(shards) > 2 and [s.start for s in shards[1:]] == [s.stop for s in shards[:-1]]
    assert read(path) == [f"Harbour talks {n}" for n in range(150)]


def test_a_bad_line_is_told_with_its_number_and_costs_no_other(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", 60)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[44] = lines[44][:50]
    path.write_text("\n".join(lines), encoding="utf-8")
    errors: list[InputError] = []
    titles = [d.title for shard in cut(path) for entry in entries(shard) for d in documents(entry, errors)]
    assert len(titles) == 59 and len(errors) == 1 and "a#45.jsonl" in str(errors[0])


def record(number: int) -> bytes:
    page = f"<html><head><title>Harbour talks {number}</title></head><body><article><h1>Harbour talks {number}</h1>"
    page += f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>"
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Date: 1931-07-21T00:00:00Z\r\nWARC-Target-URI: https://harbour.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize("packing", ["plain", "by record", "as one"])
def test_a_warc_is_cut_between_records_where_it_can_be(tmp_path: Path, packing: str) -> None:
    records = [record(n) for n in range(120)]
    path = tmp_path / ("a.warc" if packing == "plain" else "a.warc.gz")
    path.write_bytes(
        {
            "plain": b"".join(records),
            "by record": b"".join(gzip.compress(r, mtime=0) for r in records),
            "as one": gzip.compress(b"".join(records), mtime=0),
        }[packing]
    )
    assert len(list(cut(path))) == 1 if packing == "as one" else len(list(cut(path))) > 1
    shards = list(cut(path, tmp_path / "scratch"))
    assert len(shards) > 1
    errors: list[InputError] = []
    urls = [d.url for shard in shards for entry in entries(shard) for d in documents(entry, errors)]
    assert errors == [] and urls == [f"https://harbour.example/{n}" for n in range(120)]


def test_a_warc_of_one_stream_that_is_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    whole = gzip.compress(b"".join(record(n) for n in range(120)), mtime=0)
    path.write_bytes(whole[: len(whole) // 2])
    errors: list[InputError] = []
    found = [
        d.url for shard in cut(path, tmp_path / "scratch") for entry in entries(shard) for d in documents(entry, errors)
    ]
    assert 0 < len(found) < 120
    assert errors and "a.warc.gz" in str(errors[0])


def test_one_stream_that_unpacks_to_far_more_than_its_size_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(record(n) for n in range(120)), mtime=0))
    monkeypatch.setattr("etl.limits.MAX_RATIO", 2)
    assert [s.form for s in cut(path, tmp_path / "scratch")] == ["file"]
    assert not [p for p in (tmp_path / "scratch").rglob("*") if p.is_file()]


def test_a_folder_gives_single_files_in_groups_and_packed_ones_on_their_own(tmp_path: Path) -> None:
    for name, text in texts(80).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "more.md").write_text(f"---\ntitle: On the quay\n---\n{PARAGRAPH}\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("Not an article.\n", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(PARAGRAPH, encoding="utf-8")
    pack(tmp_path / "z.zip", texts(5, first=500))
    shards = list(cut(tmp_path))
    assert {s.form for s in shards} == {"folder", "zip"} and [s.number for s in shards] == list(range(len(shards)))
    titles = read(tmp_path)
    assert len(titles) == 86 and "On the quay" in titles and "Harbour talks number 504" in titles


def test_a_member_that_leaves_the_archive_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", texts(3))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../out.txt", PARAGRAPH)
    errors: list[InputError] = []
    titles = [d.title for shard in cut(path) for entry in entries(shard) for d in documents(entry, errors)]
    assert len(titles) == 3 and "leaves the archive" in str(errors[0])


def test_a_zip_that_is_cut_short_is_an_error_with_its_name(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", texts(3))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match=r"a\.zip.*no whole zip"):
        list(cut(path))


def test_a_collection_that_is_gone_is_an_error(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", texts(3))
    (shard,) = cut(path)
    path.unlink()
    with pytest.raises(InputError, match="every worker must see"):
        list(entries(shard))
