"""Files that hold many articles, and packed ones."""

import bz2
import gzip
import io
import json
import lzma
import zipfile

import pytest

from etl.errors import InputError
from etl.pages import read, read_all, read_file
from tests.pages.samples import DUMP, MARKDOWN, PAGE, PROSE

TEXT = DUMP.encode()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def record(page: bytes, url: str, status: str = "200 OK", kind: str = "text/html", length: int | None = None) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2016-10-08T00:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


URL = "https://meridianpost.example/2016/10/07/ferry"
WARC = (
    record(PAGE.encode(), URL)
    + record(b"not found", URL + "/404", "404 Not Found")
    + record(b"\x89PNG", URL + ".png", kind="image/png")
)
FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Meridian Post</title><link>https://meridianpost.example/</link>
<item><title>Ministers &amp; masters</title><link>https://meridianpost.example/a</link><pubDate>Fri, 07 Oct 2016 22:15:00 +0200</pubDate>
<dc:creator>Jonas Ekholt</dc:creator><content:encoded><![CDATA[{PROSE}<p>{"They talked of piers, of stones and of herring. " * 6}</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://meridianpost.example/b</link><description>Short.</description></item>
</channel></rss>""".encode()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: zipped(**{"a.txt": data})])
def test_packed_files_are_unpacked(pack):
    assert read(pack(TEXT), name="lantern.txt.packed").title == "Two Ministers and a Ferry"


def test_zstd():
    import pyarrow

    assert read(pyarrow.compress(TEXT, codec="zstd", asbytes=True)).title == "Two Ministers and a Ferry"


def test_a_zip_of_many_goes_on_past_a_bad_member():
    errors: list[InputError] = []
    data = zipped(
        **{
            "b.html": PAGE.encode(),
            "a.txt": TEXT,
            "c.txt": b"",
            "d.md": MARKDOWN.encode(),
            "LICENSE": b"words",
            "e.png": b"x",
        }
    )
    assert [(d.name, d.form) for d in read_all(data, name="z.zip", errors=errors)] == [
        ("z.zip/a.txt", "text"),
        ("z.zip/b.html", "html"),
        ("z.zip/d.md", "markdown"),
    ]
    assert [str(e) for e in errors] == ["z.zip/c.txt: is empty (give a file with an article's text)"]


def test_read_refuses_a_file_of_many():
    with pytest.raises(InputError, match=r"z\.zip: holds more articles than one"):
        read(zipped(**{"a.txt": TEXT, "b.html": PAGE.encode()}), name="z.zip")


def test_json_lines():
    lines = [
        {
            "url": URL,
            "title": "A title of its own",
            "published": "2016-10-06",
            "authors": ["Mara de Wit"],
            "text": DUMP,
        },
        {"url": URL, "html": PAGE},
    ]
    errors: list[InputError] = []
    data = "\n".join(
        [json.dumps(lines[0]), "{broken", "", json.dumps(lines[1]), json.dumps({"title": "no text"}), '["a"]']
    ).encode()
    first, second = read_all(data, name="many.jsonl", errors=errors)
    assert (first.form, first.name, first.title, first.authors) == (
        "jsonl",
        "many.jsonl#1",
        "A title of its own",
        ["Mara de Wit"],
    )
    assert (first.published, first.published_from) == ("2016-10-06", "json_lines")
    assert (second.title, second.published, second.url) == ("Varga and Brandt reopen the ferry line", "2016-10-07", URL)
    assert [e.place for e in errors] == ["line 2", "line 5", "line 6"]


@pytest.mark.parametrize(
    "field", [{"published": "soon"}, {"published": 7}, {"authors": {"a": 1}}, {"title": ["x"]}, {"text": 5}]
)
def test_json_lines_with_a_field_of_a_wrong_kind(field):
    with pytest.raises(InputError, match=r"one\.jsonl.*line 1"):
        read(json.dumps({"text": DUMP} | field).encode(), name="one.jsonl")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc(pack):
    (document,) = read_all(pack(WARC), name="crawl.warc.gz")
    assert (document.form, document.url, document.title) == ("warc", URL, "Varga and Brandt reopen the ferry line")


def test_warc_as_a_stream_from_a_file(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(WARC))
    assert [d.url for d in read_file(path)] == [URL]
    assert [d.title for d in read_file(path)] == [d.title for d in read_all(path.read_bytes(), name=path.name)]


def test_feed():
    errors: list[InputError] = []
    (document,) = read_all(FEED, name="feed.xml", errors=errors)
    assert (document.form, document.title, document.authors) == ("feed", "Ministers & masters", ["Jonas Ekholt"])
    assert (document.published, document.published_from, document.publisher) == ("2016-10-07", "feed", "Meridian Post")
    assert "https://meridianpost.example/b" in str(errors[0])


def test_a_file_that_does_not_open_names_itself(tmp_path):
    with pytest.raises(InputError, match=r"gone\.txt"):
        list(read_file(tmp_path / "gone.txt"))


def test_hashes_are_of_the_bytes_and_of_the_text_as_read():
    a, b = read(TEXT), read(TEXT + b"\n")
    assert a.content_sha256 != b.content_sha256
    assert a.text_sha256 == b.text_sha256
