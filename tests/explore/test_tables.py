"""Tables lose no row: every page and every CSV of a sorted table has each row once, ties or not."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from etl.explore import spreadsheet
from etl.explore.serve import make
from etl.explore.tables import with_ties_broken, without_limit

from .conftest import Reader

ROWS = 10_000


@pytest.fixture(scope="module")
def ties(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The sample with a table of 10,000 rows, most of them ties in every column but the key, and one with a compound key."""
    place = tmp_path_factory.mktemp("ties")
    for name in ("metadata.yml", "datapackage.json"):
        shutil.copyfile(folder / name, place / name)
    shutil.copyfile(folder / "embassyrow.db", place / "embassyrow.db")
    conn = sqlite3.connect(place / "embassyrow.db")
    conn.execute("create table ties (id text primary key, day text, few integer, part real, hollow text)")
    conn.executemany(
        "insert into ties values (?, ?, ?, ?, ?)",
        [
            (f"r{(n * 7919) % ROWS:05d}", f"19{50 + n % 7}-01-01", n % 5, (n % 3) / 3, None if n % 2 else "x")
            for n in range(ROWS)
        ],
    )
    conn.execute("create index ties_day on ties (day)")
    conn.execute("create table pairs (a text, b integer, day text, primary key (a, b))")
    conn.executemany(
        "insert into pairs values (?, ?, ?)", [(f"a{n % 50}", n // 50, f"20{n % 3:02d}") for n in range(3000)]
    )
    conn.execute("create table unkeyed (day text, note text)")
    conn.executemany("insert into unkeyed values (?, ?)", [(f"20{n % 3:02d}", f"n{n}") for n in range(3000)])
    conn.execute("create view seen as select day, id from ties")
    conn.commit()
    conn.close()
    return Reader(make(place, place / "embassyrow.db"))


def rows(reader: Reader, path: str) -> list[dict[str, str]]:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.text[:300]
    return list(csv.DictReader(io.StringIO(answer.text)))


SORTS = [""] + [
    f"&_sort{direction}={column}" for column in ("id", "day", "few", "part", "hollow") for direction in ("", "_desc")
]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("form", ["_stream=1", "_size=max", "_stream=on&_size=max"])
def test_csv_has_every_row_once_in_every_sort(ties: Reader, sort: str, form: str) -> None:
    found = rows(ties, f"/embassyrow/ties.csv?{form}{sort}")
    assert len(found) == ROWS
    assert len({row["id"] for row in found}) == ROWS


def test_csv_is_in_the_order_asked_for(ties: Reader) -> None:
    found = rows(ties, "/embassyrow/ties.csv?_stream=1&_sort_desc=day")
    assert [(row["day"], row["id"]) for row in found] == sorted(
        sorted((row["day"], row["id"]) for row in found), key=lambda pair: pair[0], reverse=True
    )


def test_csv_keeps_to_the_filter(ties: Reader) -> None:
    found = rows(ties, "/embassyrow/ties.csv?_stream=1&_sort_desc=few&day=1950-01-01")
    assert len({row["id"] for row in found}) == len(found) == len([n for n in range(ROWS) if n % 7 == 0])
    assert {row["day"] for row in found} == {"1950-01-01"}


@pytest.mark.parametrize(
    "sort", ["_sort=day", "_sort_desc=day", "_sort_desc=few", "_sort=hollow", "_sort_desc=hollow", "_sort_desc=part"]
)
def test_json_pages_have_every_row_once(ties: Reader, sort: str) -> None:
    seen: list[str] = []
    path = f"/embassyrow/ties.json?_size=1500&_nocount=1&_shape=objects&{sort}"
    while path:
        answer = json.loads(ties.get(path).text)
        seen += [row["id"] for row in answer["rows"]]
        path = (answer["next_url"] or "").removeprefix("http://localhost")
    assert len(seen) == ROWS
    assert len(set(seen)) == ROWS


@pytest.mark.parametrize("sort", ["_sort=day", "_sort_desc=day"])
def test_compound_keys_no_keys_and_views_too(ties: Reader, sort: str) -> None:
    assert len({(r["a"], r["b"]) for r in rows(ties, f"/embassyrow/pairs.csv?_stream=1&{sort}")}) == 3000
    assert len({r["note"] for r in rows(ties, f"/embassyrow/unkeyed.csv?_stream=1&{sort}")}) == 3000
    assert len({r["id"] for r in rows(ties, f"/embassyrow/seen.csv?_stream=1&{sort}")}) == ROWS
    seen: list[tuple[str, int]] = []
    path = f"/embassyrow/pairs.json?_size=700&_shape=objects&{sort}"
    while path:
        answer = json.loads(ties.get(path).text)
        seen += [(row["a"], row["b"]) for row in answer["rows"]]
        path = (answer["next_url"] or "").removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == 3000


def test_a_page_of_a_size_is_a_page(ties: Reader) -> None:
    assert len(rows(ties, "/embassyrow/ties.csv?_size=10")) == 10


def test_the_link_of_a_table_page_gives_the_whole_table(ties: Reader) -> None:
    text = ties.get("/embassyrow/ties").text
    link = (
        text.split('class="export-links"')[1]
        .split(">CSV</a>")[0]
        .rsplit('href="', 1)[1]
        .split('"')[0]
        .replace("&amp;", "&")
    )
    assert len(rows(ties, link)) == ROWS


def test_csv_of_a_query_is_whole(reader: Reader, folder: Path) -> None:
    conn = sqlite3.connect(folder / "embassyrow.db")
    mine = conn.execute(
        "select count(*) from encounters where (person_a = 'boris-aldane' or person_b = 'boris-aldane') and status = 'occurred'"
    ).fetchone()[0]
    assert len(rows(reader, "/embassyrow/whom_did_they_meet.csv?person=boris-aldane")) == mine
    assert len(rows(reader, "/embassyrow/whom_did_they_meet.csv?person=boris-aldane&_size=max")) == mine


def test_labels_stand_beside_foreign_keys_when_asked_for(reader: Reader) -> None:
    found = rows(reader, "/embassyrow/affiliations.csv?_labels=on&_stream=1")
    assert found[0]["country_label"] in (
        "France",
        "Germany",
        "Russia",
        "United States",
        "Japan",
        "Brazil",
        "Egypt",
        "Finland",
    )
    assert "person_id_label" in found[0]


def test_cells_that_a_spreadsheet_would_run_are_harmless(reader: Reader) -> None:
    names = {row["name"] for row in rows(reader, "/embassyrow/people.csv?_stream=1")}
    assert '\'=HYPERLINK("http://example.org","click")' in names
    assert {"'+1 Plus", "'-1 Minus", "'@Sum"} <= names
    assert not [name for name in names if name[:1] in "=+-@\t\r"]
    titles = [row["label"] for row in rows(reader, "/person/boris-aldane.csv")]
    assert titles


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_a_risky_cell_gets_an_apostrophe(value: str) -> None:
    assert spreadsheet.harmless(value) == "'" + value


@pytest.mark.parametrize("value", [-1, -1.5, 0, None, "a=1", "2017-05-10", "", "Ada"])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert spreadsheet.harmless(value) == value


def test_the_order_of_a_page_is_made_complete_only_where_it_is_one() -> None:
    sql = "select id, day from ties order by day desc limit 101"
    assert with_ties_broken(sql, ("id",)) == "select id, day from ties order by day desc, id limit 101"
    assert with_ties_broken("select 1", ("id",)) == "select 1"
    assert with_ties_broken("select id from ties order by id limit 11", ("id",)).endswith("order by id limit 11")
    assert with_ties_broken("select [order] from t order by [order] limit 11", ("a", "b")).endswith(
        "order by [order], a, b limit 11"
    )
    assert without_limit(sql) == "select id, day from ties order by day desc"


def test_a_table_page_has_labels_descriptions_and_links_to_our_pages(reader: Reader) -> None:
    text = reader.get("/embassyrow/event_participants").text
    assert 'href="/person/' in text
    assert 'dl class="column-descriptions"' in text
    assert 'href="/event/' in text
    events = reader.get("/embassyrow/events").text
    assert "facet-info" in events
    assert "France" in events
