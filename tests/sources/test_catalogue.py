"""The catalogue: sources pinned and licensed; a source that is cut short stops everything."""

import zipfile
from pathlib import Path

import pytest

from etl.claims import Article, Item, Record
from etl.errors import SourceError
from etl.geo.countries import country_code
from etl.sources import catalogue
from etl.sources.archives import Archive
from etl.sources.catalogue import Source, add_source_rows, load, parse

SHARED = Path(__file__).parents[3] / "shared"
ONE = """
- source_id: officers
  kind: register
  title: Officers
  file: ["officers-*.zip", "officers-*"]
  rows: {min: 2, max: 3}
  required: [record.sha256]
"""


def item(number, sha256="a" * 64):
    return Item(
        f"officers:term/{number}", "officers", record=Record(f"officers:term/{number}", str(number), None, sha256)
    )


def test_every_source_says_where_it_is_from_and_under_what_licence():
    for source in load():
        assert source.licence and source.title and source.refresh
        if source.kind == "register":
            assert source.archive and source.archive.url.startswith("https://") and len(source.archive.sha256) == 64
            assert source.rows[0] > 0 and source.required and source.coverage and source.reader
    assert {"travels", "visits", "pocom", "executive", "geonames"} <= {source.source_id for source in load()}


def test_below_the_minimum_and_above_the_maximum_nothing_is_published():
    (source,) = parse(ONE)
    source.check([item(1), item(2)])
    with pytest.raises(SourceError, match="1 entries, where 2 to 3"):
        source.check([item(1)])
    with pytest.raises(SourceError, match="4 entries"):
        source.check([item(n) for n in range(4)])


def test_a_required_field_that_is_missing_names_the_entry():
    (source,) = parse(ONE)
    with pytest.raises(SourceError, match=r"officers:term/2 has no record\.sha256"):
        source.check([item(1), item(2, sha256="")])


def test_an_archive_is_found_by_name_at_any_depth_and_the_pinned_one_first(tmp_path):
    (source,) = parse(ONE)
    assert source.find(tmp_path) is None
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "officers-1.zip").write_bytes(b"")
    (tmp_path / "officers-2").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "officers-9.zip").write_bytes(b"")
    assert source.find(tmp_path) == tmp_path / "a" / "b" / "officers-1.zip"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("kind: register", "kind: rumour"), "kind"),
        (("title: Officers", "title: Officers\n  colour: red"), "unknown keys: colour"),
        (("source_id: officers", "source_id: The Officers"), "slug"),
        (
            ("rows:", 'archive: {url: "http://x.example/a", name: a.zip, bytes: 1, sha256: "0"}\n  rows:'),
            "https",
        ),
        (("rows:", 'archive: {url: "https://x.example/a", name: ../a.zip, bytes: 1, sha256: "0"}\n  rows:'), "plain"),
        (("rows:", "coverage: [{event_type: visit}]\n  rows:"), "from and until"),
        (("rows:", "retrieved: last week\n  rows:"), "ISO day"),
        (("- source_id: officers\n ", " "), "list"),
    ],
)
def test_a_malformed_entry_is_named(change, says):
    with pytest.raises(SourceError, match=says):
        parse(ONE.replace(*change))


def test_a_source_that_stands_twice_is_refused():
    with pytest.raises(SourceError, match="stand twice: officers"):
        parse(ONE + ONE)


def test_source_rows_hold_the_catalogue_and_every_publisher_besides():
    article = Article(url="https://gazette.example/2019/a", publisher="The Gazette", title="A")
    tables = {}
    add_source_rows(tables, [Item("k", "the-gazette", article=article)])
    rows = {row["source_id"]: row for row in tables["sources"]}
    assert rows["the-gazette"] | {"licence": None} == rows["the-gazette"]
    assert (rows["the-gazette"]["title"], rows["the-gazette"]["url"]) == ("The Gazette", "https://gazette.example/")
    assert (rows["the-gazette"]["records"], rows["travels"]["records"]) == (1, 0)
    assert [row["source_id"] for row in tables["sources"]] == sorted(rows)
    assert {row["source_id"] for row in tables["coverage"]} <= set(rows)
    assert all(row["from"] < row["until"] for row in tables["coverage"])


def test_what_is_read_of_a_register_says_of_which_day_it_is():
    tables = {}
    add_source_rows(tables, [])
    assert all(row["retrieved"] for row in tables["sources"] if row["kind"] == "register")


def test_a_source_without_a_reader_says_so(tmp_path):
    with pytest.raises(SourceError, match="no reader"):
        list(Source("x", "publisher", "X").read(tmp_path))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which a fresh clone does not have")
def test_the_pinned_archives_are_the_ones_at_hand():
    for source in load():
        if source.archive is None:
            continue
        path = source.find(SHARED)
        assert path and path.name == source.archive.name and path.stat().st_size == source.archive.bytes
        archive = Archive(path)
        assert archive.sha256 == source.archive.sha256
        assert source.archive.content_sha256 in (None, archive.content_sha256)
        if path.suffix == ".zip":  # GitHub stamps what it packs with the time of the commit
            with zipfile.ZipFile(path) as packed:
                assert "{}-{:02}-{:02}".format(*packed.infolist()[0].date_time) == source.retrieved


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which a fresh clone does not have")
def test_every_country_of_travels_and_visits_resolves():
    from etl.sources.entries import parse as parse_xml

    unknown = []
    for name, pattern, tag in (("travels", "*-travels/*.xml", "country"), ("visits", "data/*.xml", "from")):
        path = catalogue.by_id(name).find(SHARED)
        assert path
        for file, data in Archive(path).files(pattern):
            for entry in parse_xml(data, file):
                day = entry.findtext("start-date") or None
                for node in entry.findall(tag):
                    for said in (node.get("id"), " ".join((node.text or "").split())):
                        if said and not country_code(said, day):
                            unknown.append((name, entry.findtext("id"), said))
    assert unknown == []
