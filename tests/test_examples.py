"""The examples can be tried by anybody, and never enter the published package."""

from __future__ import annotations

from pathlib import Path

from etl.claims import read_items
from etl.extract import extract
from etl.pages import publisher_slug, read_all

ROOT = Path(__file__).parents[1]
FILES = sorted(p for p in (ROOT / "examples").iterdir() if p.name != "README.md")
SOURCE = "embassy-row-examples"


def test_each_example_is_of_another_form_and_of_our_own_publisher() -> None:
    documents = [(f.suffix, d) for f in FILES for d in read_all(f.read_bytes(), None, f.name)]
    assert {suffix for suffix, _ in documents} == {".txt", ".html", ".md", ".jsonl"}
    for _, document in documents:
        assert publisher_slug(document) == SOURCE
        assert document.title and document.authors and document.published and document.published_basis == "stated"


def test_each_example_shows_people_and_events() -> None:
    for file in FILES:
        for document in read_all(file.read_bytes(), None, file.name):
            item = extract(document)
            assert len(item.people) >= 3 and item.events, file.name


def test_no_example_is_in_the_published_package() -> None:
    published = sorted((ROOT / "claims").glob("*.jsonl.gz"))
    assert published
    assert f"{SOURCE}.jsonl.gz" not in {p.name for p in published}
    for path in published:
        assert all(
            not (i.article and (i.article.url or "").startswith("https://examples.invalid/")) for i in read_items(path)
        )
    assert SOURCE not in (ROOT / "data" / "sources.csv").read_text(encoding="utf-8")
