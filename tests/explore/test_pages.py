"""The pages: what stands on them, in every form, and that nothing from a source is more than text."""

from __future__ import annotations

import csv
import html.parser
import io
import itertools
import re
import sqlite3
from pathlib import Path

from . import sample
from .conftest import Reader

EVENT = "select event_id from events order by event_id limit 1"


def paths(folder: Path) -> dict[str, list[str]]:
    """Every entity of the sample, by kind."""
    conn = sqlite3.connect(folder / "embassyrow.db")
    found = {}
    for kind, table, key in (("person", "people", "person_id"), ("event", "events", "event_id"), ("country", "countries", "country"),
                             ("place", "places", "place_id"), ("post", "posts", "post_id"), ("organization", "organizations", "organization_id"),
                             ("article", "articles", "article_id"), ("record", "records", "record_id")):  # fmt: skip
        found[kind] = [f"/{kind}/{row[0]}" for row in conn.execute(f"select {key} from {table} order by 1")]
    conn.close()
    return found


class Page(html.parser.HTMLParser):
    """Tags with their attributes, and headings' levels."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_every_entity_has_a_page_and_nothing_of_a_source_is_markup(reader: Reader, folder: Path) -> None:
    kinds = paths(folder)
    some = [path for found in kinds.values() for path in found[:6]] + [
        p for p in kinds["person"] if "script" in p or "evil" in p
    ]
    for path in [*some, "/", "/search?q=%3Cscript%3E", "/year/2017", "/pair/FR/RU"]:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        page = Page(answer.text)
        scripts = [attributes for tag, attributes in page.tags if tag == "script"]
        assert scripts == [{"src": "/-/static-plugins/embassy-row/explore.js", "defer": None}], path
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in attributes), (path, tag, attributes)
            for name in ("href", "src", "action"):
                value = (attributes.get(name) or "").strip().lower()
                assert not value.startswith(("javascript:", "data:", "//")), (path, value)
        assert "\u202e" not in answer.text
        assert "<script>alert" not in answer.text


def test_a_javascript_link_of_a_source_is_shown_as_text(reader: Reader) -> None:
    text = reader.get("/article/gazette-envoys-meet").text
    assert "javascript:alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert 'href="https://gazette.example.org/envoys?a=1&amp;b=2"' in text


def test_our_pages_load_nothing_from_elsewhere_and_nothing_inline(reader: Reader) -> None:
    for path in ("/", "/person/boris-aldane", "/search?q=a", "/nope", "/article/gazette-envoys-meet"):
        answer = reader.get(path)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        for tag, attributes in Page(answer.text).tags:
            source = attributes.get("src") or (attributes.get("href") if tag in ("link", "image", "use") else None)
            if tag == "link" and attributes.get("rel") in ("canonical", "alternate"):
                continue
            assert source is None or source.startswith("/"), (path, tag, source)


def test_headings_do_not_skip_a_level(reader: Reader) -> None:
    for path in ("/", "/person/boris-aldane", "/country/FR", "/post/fr-head-of-state", "/search?q=aldane", "/about"):
        levels = [int(tag[1]) for tag, _ in Page(reader.get(path).text).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path


def test_a_person_in_every_form(reader: Reader, folder: Path) -> None:
    person = "boris-aldane"
    conn = sqlite3.connect(folder / "embassyrow.db")
    count = conn.execute(
        "select count(distinct e.event_id) from events e join event_participants w using (event_id) where w.person_id = ? and status = 'occurred'",
        (person,),
    ).fetchone()[0]
    assert count > 20
    text = reader.get(f"/person/{person}").text
    assert "Borys Aldain" in text
    assert "<svg" in text
    facts = reader.json(f"/person/{person}.json")
    assert facts["name"] == "Boris Aldane"
    assert len(facts["events"]) == count
    assert {"affiliations", "met", "mentioned_in", "identifiers", "names"} <= set(facts)
    table = list(csv.DictReader(io.StringIO(reader.get(f"/person/{person}.csv").text)))
    assert len(table) == count
    assert {row["event_id"] for row in table} == {event["event_id"] for event in facts["events"]}
    assert reader.get(f"/person/{person}.atom").headers["content-type"].startswith("application/atom+xml")
    assert reader.get(f"/person/{person}.ics").headers["content-type"].startswith("text/calendar")
    mentioned = [article["article_id"] for article in facts["mentioned_in"]]
    assert mentioned == ["gazette-envoys-meet"]


def test_whom_somebody_met_is_what_the_view_says(reader: Reader, folder: Path) -> None:
    conn = sqlite3.connect(folder / "embassyrow.db")
    view = conn.execute(
        "select other, count(distinct event_id) from (select person_b as other, event_id from encounters where person_a = :p and status = 'occurred' "
        "union all select person_a, event_id from encounters where person_b = :p and status = 'occurred') group by other",
        {"p": "boris-aldane"},
    ).fetchall()
    facts = reader.json("/person/boris-aldane.json")
    assert sorted((met["person_id"], met["times"]) for met in facts["met"]) == sorted(view)


def test_what_did_not_happen_is_shown_only_when_asked_for(reader: Reader) -> None:
    facts = reader.json("/country/FR.json")
    assert {event["status"] for event in facts["events"]} == {"occurred"}
    every = reader.json("/country/FR.json?status=all")
    assert len(every["events"]) > len(facts["events"])
    one = reader.json("/country/FR.json?type=visit")
    assert {event["type"] for event in one["events"]} == {"visit"}


def test_a_long_list_has_pages_that_together_are_the_list(reader: Reader, folder: Path) -> None:
    conn = sqlite3.connect(folder / "embassyrow.db")
    star = conn.execute(
        "select key from explore_names where kind = 'person' order by weight desc, key limit 1"
    ).fetchone()[0]
    whole = {event["event_id"] for event in reader.json(f"/person/{star}.json")["events"]}
    assert len(whole) > 50
    seen: list[str] = []
    for number in (1, 2):
        rows = reader.get(f"/person/{star}?page={number}").text.split("<tbody")[1].split("</tbody>")[0]
        seen += re.findall(r'<a class="k [^"]+" href="/event/([^"]+)"', rows)
    assert len(seen) == len(set(seen))
    assert set(seen) <= whole
    assert len(seen) == min(100, len(whole))
    assert reader.get(f"/person/{star}?page=99999").status_code == 200
    assert reader.get(f"/person/{star}?page=-1&type=%3Cscript%3E").status_code == 200


def test_an_event_shows_disagreement_first_and_each_source_with_what_it_says(reader: Reader, folder: Path) -> None:
    conn = sqlite3.connect(folder / "embassyrow.db")
    event = conn.execute("select event_id from event_evidence where evidence_id = 'ev-0-a'").fetchone()[0]
    text = reader.get(f"/event/{event}").text
    assert text.index("Where the sources disagree") < text.index("Who took part") < text.index("Who says so")
    assert "Wednesday" in text
    assert "denied" in text
    assert "the register says otherwise &lt;script&gt;" in text
    assert "Included" in text
    facts = reader.json(f"/event/{event}.json")
    assert {row["status_said"] for row in facts["evidence"]} == {"occurred", "denied"}
    assert [check["outcome"] for check in facts["checks"]] == ["contradicts"]
    assert {link["relation"] for link in facts["links"]} == {"part_of"}


def test_a_post_has_its_holders_in_order(reader: Reader) -> None:
    facts = reader.json("/post/fr-head-of-state.json")
    starts = [holder["start_earliest"] for holder in facts["holders"]]
    assert starts == sorted(starts)
    assert len(starts) > 1
    table = list(csv.DictReader(io.StringIO(reader.get("/post/fr-head-of-state.csv").text)))
    assert [row["person_id"] for row in table] == [holder["person_id"] for holder in facts["holders"]]


def test_a_pair_is_the_same_from_both_sides(reader: Reader) -> None:
    there, back = reader.json("/pair/FR/RU.json"), reader.json("/pair/RU/FR.json")
    assert [e["event_id"] for e in there["encounters"]] == [e["event_id"] for e in back["encounters"]]
    assert there["encounters"]
    conn_event = there["encounters"][0]
    countries = {p["country"] for p in conn_event["participants"]}
    assert {"FR", "RU"} <= countries
    assert reader.get("/pair/FR/FR").status_code == 404
    assert reader.get("/pair/FR").status_code == 404
    assert reader.get("/pair/FR/boris-aldane").status_code == 404


def test_two_people_met_every_time_the_pair_page_says(reader: Reader) -> None:
    met = reader.json("/person/boris-aldane.json")["met"][0]
    pair = reader.json(f"/pair/boris-aldane/{met['person_id']}.json")
    assert len(pair["encounters"]) == met["times"]
    assert all(event["type"] != "summit" for event in pair["encounters"])
    assert all(event["type"] == "summit" for event in pair["attended_together"])
    for event in pair["encounters"]:
        assert {"boris-aldane", met["person_id"]} <= {p["id"] for p in event["participants"]}
    assert reader.get(f"/pair/boris-aldane/{met['person_id']}.ics").status_code == 200


def test_a_record_shows_what_it_became_and_where_it_is(reader: Reader) -> None:
    facts = reader.json("/record/travels:trip/5.json")
    assert facts["native_id"] == "trip/5"
    assert len(facts["events"]) == 1
    text = reader.get("/record/travels:trip/5").text
    assert 'href="https://example.org/trip/5"' in text
    assert reader.get("/record/travels%3Atrip%2F5").status_code == 200


def test_an_article_shows_its_facts_and_never_its_text(reader: Reader) -> None:
    facts = reader.json("/article/gazette-envoys-meet.json")
    assert len(facts["events"]) == 3
    assert [row["name"] for row in facts["credits"]] == ["Zoë Ångström-Núñez", sample.FORMULA]
    assert {row["as_text"] for row in facts["names"]} >= {"Boris Aldane"}
    assert "text" not in facts
    assert reader.get("/article/gazette-cited").status_code == 200


def test_an_empty_result_says_what_to_try(reader: Reader) -> None:
    text = reader.get("/pair/JP/SU").text
    assert "No source here tells of an encounter of the two" in text
    assert reader.json("/pair/JP/SU.json")["encounters"] == []
    assert "Try the family name alone" in reader.get("/search?q=qqqqzzzz").text
    assert reader.get("/pair/JP/SU.csv").text.startswith("event_id,date,")


def test_the_home_page_answers_in_one_click(reader: Reader) -> None:
    text = reader.get("/").text
    assert 'href="/embassyrow/whom_did_they_meet?person=sergei-lavrov"' in text
    assert text.count('<ol class="questions">') == 1
    assert (
        len(re.findall(r"<li><a href=\"/embassyrow/\w+", text.split('<ol class="questions">')[1].split("</ol>")[0]))
        == 10
    )
    assert "On this day, 10 May" in text
    assert re.search(r"10 May 2017", text)
    assert 'href="/year/1' in text
    assert 'href="/place/paris-fr"' in text
    assert "Travels Abroad" in text
    assert "1 November 2026" in text


def test_every_page_says_in_what_other_forms_it_is(reader: Reader, folder: Path) -> None:
    for kind, found in paths(folder).items():
        text = reader.get(found[0]).text
        assert f"{found[0]}.json" in text, kind
        assert reader.get(f"{found[0]}.json").status_code == 200
        assert reader.get(f"{found[0]}.csv").status_code == 200
        for form in ("ics", "atom"):
            expected = 200 if kind in ("person", "country") else 404
            assert reader.get(f"{found[0]}.{form}").status_code == expected, (kind, form)


def test_downloads_say_format_size_rows_and_licence(reader: Reader, folder: Path) -> None:
    text = reader.get("/").text
    for name, said in (
        (
            "embassyrow.db",
            r"<td>SQLite</td><td class=\"n\">[\d.]+ [kM]B</td><td class=\"n\">[\d,]+</td><td>CC0 1\.0; coordinates of GeoNames CC BY 4\.0</td>",
        ),
        (
            "data/people.csv",
            r"<td>CSV</td><td class=\"n\">\d+ (?:kB|bytes)</td><td class=\"n\">\d+</td><td>CC0 1\.0</td>",
        ),
        ("data/places.csv", r"<td>CSV</td>.*?GeoNames CC BY 4\.0</td>"),
    ):
        row = re.search(rf'<tr><td><a href="/download/{re.escape(name)}">.*?</tr>', text)
        assert row and re.search(said, row[0]), name
        assert reader.get(f"/download/{name}").status_code == 200
