"""Articles that are only cited: whose, and of which day."""

import dataclasses

from etl.claims import Item, LinkClaim
from etl.resolve import resolve
from etl.resolve.curation import Curation
from etl.sources.catalogue import add_source_rows
from tests.resolve.make import article


def linking(*urls: str) -> Item:
    item = article("https://daily.example.org/a", [], published="1931-06-01")
    assert item.article
    page = dataclasses.replace(item.article, url="https://daily.example.org/a")
    links = tuple(LinkClaim("related", None, url) for url in urls)
    return dataclasses.replace(item, article=page, links=links)


def test_a_cited_page_is_its_own_hosts_and_of_the_day_that_its_address_states() -> None:
    urls = ("https://daily.example.org/1931/05/09/visit/", "https://www.gazette.test/story")
    item = linking(*urls)
    tables = resolve([item], Curation(), [])[0]
    cited = {a["url"]: a for a in tables["articles"] if a["status"] == "cited"}
    first, second = (cited[url] for url in urls)
    assert (first["source_id"], first["published"], first["published_basis"]) == ("daily", "1931-05-09", "stated")
    assert (second["source_id"], second["published"], second["published_basis"]) == ("gazette", None, "unknown")
    add_source_rows(tables, [item])
    assert {s["source_id"]: (s["title"], s["records"]) for s in tables["sources"] if s["source_id"] in ("daily", "gazette")} == {
        "daily": ("daily", 1), "gazette": ("gazette.test", 0)}  # fmt: skip
