"""What hostile files do, one test each: every one ends in a document or in a clear error of ours, quickly."""

import gzip
import io
import json
import zipfile

import pytest

from etl import limits
from etl.errors import EmbassyRowError, InputError, LimitError
from etl.pages import read, read_all
from tests.pages.samples import DUMP, PAGE, PROSE, page
from tests.pages.test_forms import FEED, URL, WARC, record, zipped


def outcome(data: bytes, **kwargs):
    """The documents, or the error of ours; anything else fails the test."""
    try:
        return list(read_all(data, **kwargs))
    except EmbassyRowError as error:
        return error


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "blockquote"])
def test_nested_to_a_million_levels(tag):
    deep = b"<html><body>" + f"<{tag}>".encode() * 1_000_000 + PROSE.encode()
    assert isinstance(outcome(deep, name="deep.html"), LimitError)


def test_nested_deeper_than_the_parser_takes_but_within_the_limit_of_tags():
    found = outcome(page(PROSE + "<div>" * 50_000 + "<p>lost</p>"), name="deep.html")
    assert [d.title for d in found] == ["Ministers meet over the strait"]
    nothing = outcome(b"<html><body>" + b"<div>" * 50_000 + PROSE.encode(), name="deep.html")
    assert isinstance(nothing, LimitError) and "MAX_DEPTH" in str(nothing)


def test_a_megabyte_in_one_tag():
    for tag in (
        "<div class='" + "a" * 1_000_000 + "'>",
        "<div " + " ".join(f"a{n}=x" for n in range(100_000)) + ">",
        "<" + "a" * 1_000_000 + ">",
    ):
        (document,) = outcome(page(tag + PROSE))
        assert "customs house" in document.body


@pytest.mark.parametrize("where", ["<title>%s</title>", "<h1>%s</h1>", '<meta property="og:title" content="%s">'])
def test_a_title_of_a_megabyte(where):
    big = "Word " * 220_000
    (document,) = outcome(b"<html>" + (where % big).encode() + PROSE.encode())
    assert document.title is None or len(document.title) <= limits.MAX_TITLE_CHARS


def test_a_title_of_a_megabyte_in_text_front_matter_and_json():
    big = "Word " * 220_000
    for data in (
        f"{big}\n\n{DUMP}".encode(),
        f"---\ntitle: {big[:60_000]}\n---\nThe envoys met the harbour master on Monday.\n".encode(),
        json.dumps({"title": big, "text": DUMP}).encode(),
    ):
        found = outcome(data)
        assert isinstance(found, InputError) or all(len(d.title or "") <= limits.MAX_TITLE_CHARS for d in found)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", "iso-8859-1"), ("utf-16", "utf-8"), ("koi8-r", "koi8-r")],
)
def test_pages_that_lie_about_their_encoding(encoding, declared):
    text = "Иностранный министр прибыл в порт" if encoding == "koi8-r" else "Le ministre a été reçu à Genève"
    html = (
        f'<html><head><meta charset="{declared}"><title>{text}</title></head><body><h1>{text}</h1>{PROSE}</body></html>'
    )
    assert read(html.encode(encoding)).title == text


def test_unknown_and_dangerous_encodings():
    for label in ("x-unknown", "rot13", "zlib", "base64", "idna", "punycode", "unicode_escape"):
        assert read(f'<html><head><meta charset="{label}"></head><body>{PROSE}é</body></html>'.encode("cp1252")).body


def test_broken_utf8_in_a_page_and_in_a_text():
    assert "customs house" in read(page(PROSE + "<p>été</p>").replace(b"met", b"m\xc3(t")).body
    text = (
        "Le ministre a été reçu à Genève par l’ambassadeur, qui lui a remis une lettre de son gouvernement. " * 5
    ).encode()
    document = read(text[:60] + b"\xff" + text[60:], name="broken.txt")
    assert document.notes == ("1 broken UTF-8 sequences replaced",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252", "iso-8859-2", "shift_jis"])
def test_a_text_in_another_encoding_is_named(encoding):
    text = {
        "shift_jis": "大臣は火曜日に港で大使と会談した。" * 9,
        "iso-8859-2": "Ministr spraw zagranicznych spotkał się z ambasadorem, źródła mówią. " * 9,
    }
    data = text.get(encoding, "Le ministre a été reçu à Genève par l’ambassadeur. ".replace("’", "'") * 9).encode(
        encoding
    )
    with pytest.raises(InputError, match=r"other\.txt.*UTF-8.*iconv|other\.txt.*not encoded in UTF-8"):
        read(data, name="other.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n" + b"words " * 50, "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "PNG"),
        (bytes(range(256)) * 40, "binary"),
        (b"word", "not an article"),
        (b"id,name,date\n" + b"1,foo,2019-01-01\n" * 50, "not an article"),
        (b"import os\n\ndef main(argv):\n    return [x for x in os.listdir(argv[0]) if x]\n" * 9, "not an article"),
        (b"2026-01-01 12:00:00 INFO 1029 something 92838 happened\n" * 30, "not an article"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "not an article"),
    ],
)
def test_what_is_no_article_is_a_clear_error_with_the_files_name(data, what):
    with pytest.raises(InputError, match=what) as caught:
        read(data, name="strange.bin")
    assert "strange.bin" in str(caught.value)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE r [<!ENTITY % b SYSTEM "http://x.example/e.dtd"> %b;]>',
    ],
)
def test_entities_in_feeds_and_pages(doctype):
    feed = FEED.replace(b"<rss", doctype.encode() + b"<rss").replace(b"Only a summary", b"&b;")
    assert isinstance(outcome(feed, name="feed.xml"), InputError)
    html = f'<?xml version="1.0"?>{doctype}<html><body>{PROSE}<p>The file holds &b; and some more words to be read by everybody.</p></body></html>'
    (document,) = outcome(html.encode())
    assert "aaaa" not in document.body and len(document.body) < 2000


def test_comments_that_a_careless_pattern_would_try_in_every_way():
    assert outcome(b"<!---->" * 1100 + b"<!--", name="comments.xml")


def test_gzip_and_zip_bombs():
    bomb = gzip.compress(b"0" * 50_000_000)
    assert isinstance(outcome(bomb, name="bomb.gz"), LimitError)
    assert isinstance(outcome(gzip.compress(bomb), name="bomb.gz"), LimitError)
    errors: list[InputError] = []
    data = zipped(**{"a.txt": b"0" * 50_000_000, "b.txt": DUMP.encode()})
    assert [d.name for d in read_all(data, name="z.zip", errors=errors)] == ["z.zip/b.txt"]
    assert isinstance(errors[0], LimitError) and "MAX_RATIO" in str(errors[0])


def test_all_members_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 3000)
    errors: list[InputError] = []
    data = zipped(**{f"{n}.txt": DUMP.encode() for n in range(5)})
    assert len(list(read_all(data, name="z.zip", errors=errors))) == 1
    assert "MAX_UNPACKED_BYTES" in str(errors[0])


def test_packed_over_and_over():
    data = DUMP.encode()
    for _ in range(6):
        data = gzip.compress(data)
    assert "times over" in str(outcome(data))


def test_a_zip_with_absolute_and_climbing_paths_and_links(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../evil.txt", "/abs.txt", "a/../../b.txt", "C:\\c.txt"):
            archive.writestr(name, DUMP)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("good.txt", DUMP)
    errors: list[InputError] = []
    assert [d.name for d in read_all(out.getvalue(), name="z.zip", errors=errors)] == ["z.zip/good.txt"]
    assert len(errors) == 5
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_and_a_broken_member():
    data = zipped(**{"a.txt": DUMP.encode(), "b.txt": DUMP.encode()})
    flagged = bytearray(data)
    at = data.rfind(b"PK\x01\x02")
    flagged[at + 8] |= 1  # b.txt is said to be encrypted
    errors: list[InputError] = []
    assert len(list(read_all(bytes(flagged), errors=errors))) == 1 and len(errors) == 1
    middle = data.find(b"a.txt") + 60
    broken = data[:middle] + b"\xff\xff\xff\xff" + data[middle + 4 :]
    errors.clear()
    assert len(list(read_all(broken, errors=errors))) == 1 and len(errors) == 1
    assert isinstance(outcome(data[:-30]), InputError)


@pytest.mark.parametrize("cut", [1, 10, 60, 300, 700, 2000])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc_records_cut_short(cut, pack):
    data = pack(record(PAGE.encode(), URL) + WARC)
    found = outcome(data[: len(data) - cut], name="cut.warc.gz")
    assert isinstance(found, InputError) or found
    assert isinstance(outcome(data[:cut], name="cut.warc.gz"), list | InputError)


@pytest.mark.parametrize("length", [-1, 0, 5, 10**6, 10**18, 10**30])
def test_warc_records_with_false_lengths(length):
    found = outcome(record(PAGE.encode(), URL, length=length) + WARC, name="false.warc")
    assert isinstance(found, list | InputError)


def test_null_bytes():
    assert "customs house" in read(page(PROSE).replace(b"customs", b"cus\x00toms")).body
    assert "\x00" not in read(DUMP.replace("treaty", "tre\x00aty").encode()).body


EVIL = "javascript:alert(1)"


def test_scripts_and_javascript_links_in_every_field():
    evil = f'<a href="{EVIL}">x</a><script>alert(1)</script>'
    html = f"""<html><head><title>A meeting of ministers {evil}</title><link rel="canonical" href="{EVIL}"><base href="{EVIL}">
      <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "A meeting of ministers", "url": "{EVIL}",
        "author": {{"@type": "Person", "name": "Jonas Ekholt", "url": "{EVIL}"}}}}</script></head>
      <body><h1>A meeting of ministers</h1>{PROSE}<p>They met <a href="{EVIL}">in the old customs house</a> and <a href=" jAvA\tScript:alert(1)">talked</a>
      and <a href="data:text/html,x">went</a> <a href="https://u:p@x.example/">home</a> by the side door at ten.</p>
      <div class="related"><a href="{EVIL}">Another story about the strait</a></div></body></html>"""
    line = json.dumps({"url": EVIL, "title": "A meeting", "text": DUMP})
    markdown = (
        f"---\ntitle: A meeting\nsource_url: {EVIL}\n---\nThey met [in the old house]({EVIL}) on Tuesday and talked.\n"
    )
    feed = FEED.replace(b"https://meridianpost.example/a", EVIL.encode())
    for data in (html.encode(), line.encode(), markdown.encode(), feed):
        for document in read_all(data):
            addresses = [document.url, *(r.url for r in document.related), *(link.url for link in document.links)]
            assert all(a is None or a.startswith(("http://", "https://")) for a in addresses)
            assert all("@" not in a for a in addresses if a)
            assert "alert(1)" not in " ".join([document.title or "", *document.authors])


def test_bidirectional_and_invisible_controls_in_names():
    bad = "Jonas \u202eEkh\u200bolt\u2066"
    for data in (
        page(PROSE, f'<meta name="author" content="{bad}">', title="Ministers \u202emeet over\u2069 the strait"),
        f"Ministers \u202emeet over\u2069 the strait\n\nBy {bad}\n\n{DUMP.split('berth')[-1]}".encode(),
        json.dumps({"title": "Ministers \u202emeet over\u2069 the strait", "authors": [bad], "text": DUMP}).encode(),
    ):
        (document,) = outcome(data)
        assert document.title == "Ministers meet over the strait"
        assert document.authors == ["Jonas Ekholt"]


def test_lone_surrogates_in_json():
    (document,) = outcome(b'{"title": "A meeting \\ud800 of ministers", "text": ' + json.dumps(DUMP).encode() + b"}")
    assert document.title == "A meeting of ministers"
    assert document.text_sha256


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": "' + b"a" * 100, b"[1, 2", b"{}", b"null", b'[{"text": 1}]']
)
def test_json_that_nests_or_ends_early(data):
    assert isinstance(outcome(data, name="x.jsonl"), InputError)


@pytest.mark.parametrize(
    "line",
    [
        "The minister met the envoy {n} in Geneva on Tuesday at noon ...",
        "Related",
        "By Jonas Ekholt",
        "7 October 2016",
        "Photo: A B/AFP",
        "Related\nThe minister met the envoy of isle {n} in Geneva, and they talked for an hour and more, of herring and of stones.",
    ],
)
def test_many_lines_of_one_kind(line):
    data = "\n".join(line.format(n=n) for n in range(8_000)).encode()
    assert isinstance(outcome(data), list | InputError)


def test_more_paragraphs_or_characters_than_an_article_has():
    assert "MAX_PARAGRAPHS" in str(outcome(b"A line of its own.\n" * (limits.MAX_PARAGRAPHS + 1)))
    assert "MAX_TEXT_CHARS" in str(outcome(b"word " * (limits.MAX_TEXT_CHARS // 5 + 1)))


def test_larger_than_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)
    with pytest.raises(LimitError, match=r"big\.txt.*MAX_FILE_BYTES"):
        read(DUMP.encode(), name="big.txt")
