"""The quality report as a page, and the little Markdown it is written in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from etl.explore import prose
from etl.explore.serve import make
from etl.publish.quality import ACCURACY
from etl.schema import TABLES

from .conftest import Reader
from .test_pages import Page


def test_every_section_of_the_report_stands_on_the_page(reader: Reader) -> None:
    report = reader.json("/quality.json")["sections"]
    text = reader.get("/quality").text
    titles = [section["title"] for section in report]
    for wanted in (
        "Rows",
        "Sources",
        "Events by year",
        "Events by country",
        "By standing",
        "Known defects, by source",
        "What is not in here, and why",
    ):
        assert wanted in titles
    for title in titles:
        assert f">{title}</h2>" in text
    rows = dict(report[titles.index("Rows")]["rows"])
    assert set(rows) == {f"`{name}`" for name in TABLES}
    assert f'<td><code>people</code></td><td class="n">{rows["`people`"]:,}</td>' in text


def test_home_and_every_footer_lead_to_it(reader: Reader) -> None:
    for path in ("/", "/about", "/person/boris-aldane", "/nope"):
        links = [attributes.get("href") for tag, attributes in Page(reader.get(path).text).tags if tag == "a"]
        assert "/quality" in links, path
    assert "unsafe" not in reader.get("/quality").headers["content-security-policy"]


def test_accuracy_is_shown_with_its_interval_where_it_was_measured(folder: Path, tmp_path: Path) -> None:
    (tmp_path / ACCURACY).parent.mkdir(parents=True)
    people = {"f1": 0.987, "low": 0.97, "high": 0.99, "worst_fold": 0.95, "best_fold": 1.0, "baseline": 0.87}
    (tmp_path / ACCURACY).write_text(json.dumps({"benchmark": {"articles": 39, "people": people}}))
    measured = Reader(make(tmp_path, folder / "embassyrow.db")).get("/quality").text
    assert "0.970 – 0.990" in measured
    (tmp_path / ACCURACY).write_text("cut sh")
    assert "Not recorded" in Reader(make(tmp_path, folder / "embassyrow.db")).get("/quality").text


def test_the_sites_own_pages_are_linked_and_files_of_the_repository_are_not(reader: Reader) -> None:
    links: list[Any] = [
        attributes.get("href") for tag, attributes in Page(reader.get("/quality").text).tags if tag == "a"
    ]
    assert "/about#ethics" in links
    assert 'id="ethics"' in reader.get("/about").text
    assert not [link for link in links if link and link.endswith(".md")]


def test_prose_is_escaped_and_knows_lists_code_bold_and_links() -> None:
    made = prose.html("Say <b> `a<b`.\n\n- **One & two**: see [it](it.md)\n- [gone](gone.md)", {"it.md": "/it?a&b"})
    assert made == (
        "<p>Say &lt;b&gt; <code>a&lt;b</code>.</p>\n"
        '<ul><li><strong>One &amp; two</strong>: see <a href="/it?a&amp;b">it</a></li><li>gone</li></ul>'
    )
