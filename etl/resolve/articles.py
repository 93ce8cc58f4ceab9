"""Rows about articles: the articles themselves, who wrote them, what they link to, whom they mention."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from etl.claims import Item, Place
from etl.edtf import bounds
from etl.resolve.cited import Cited, level
from etl.resolve.copies import find_copies
from etl.resolve.geography import Places
from etl.resolve.ids import slug
from etl.resolve.rows import ArticleIds, Resolved, Tables


def _wanted(item: Item) -> list[str]:
    article = item.article
    assert article is not None
    day = (article.published or "").split("/")[0] if article.published_basis in ("stated", "given") else None
    title = article.title or (urlsplit(article.url).path if article.url else None) or article.text_sha256[:12]
    return [slug(item.source, day, title), slug(item.source, day, title, article.text_sha256[:8])]


def article_rows(resolved: Resolved, tables: Tables, person_ids: dict[str, str], places: Places) -> ArticleIds:
    """Rows of articles, article_people, article_links, mentions and assertions' articles; (source, key) → article_id."""
    read = sorted((i for i in resolved.items if i.article), key=lambda i: (i.source, i.key))
    ids = resolved.ledger.assign("article", read, lambda i: [f"{i.source}:{i.key}"], _wanted)
    result: ArticleIds = {(i.source, i.key): article_id for i, article_id in zip(read, ids, strict=True)}
    by_url = {level(i.article.url): result[i.source, i.key] for i in read if i.article and i.article.url}
    by_title = {
        (i.source, _title(i.article.title)): result[i.source, i.key] for i in read if i.article and i.article.title
    }
    cited = Cited(read, set(ids))
    for item in read:
        article = item.article
        assert article is not None
        article_id = result[item.source, item.key]
        earliest, latest = bounds(article.published)
        tables["articles"].append(
            {"article_id": article_id, "source_id": item.source, "url": article.url, "title": article.title, "dek": article.dek,
             "section": article.section, "language": article.language, "form": article.form, "published": article.published,
             "published_earliest": earliest, "published_latest": latest, "published_basis": article.published_basis,
             "published_from": article.published_from, "words": article.words, "content_sha256": article.content_sha256 or None,
             "text_sha256": article.text_sha256 or None, "reader_version": article.reader_version or None, "status": "read"}
        )  # fmt: skip
        _authors(item, article_id, resolved, tables, person_ids)
        _mentions(item, article_id, resolved, tables, person_ids, places)
        for number, link in enumerate(item.links, 1):
            other = (by_url.get(level(link.url)) if link.url else None) or (
                by_title.get((item.source, _title(link.title))) if link.title else None
            )
            other = other or cited.cite(item.source, link.title, link.url)
            if other and other != article_id:
                tables["article_links"].append({"article_id": article_id, "number": number, "relation": link.relation,
                                                "other_article_id": other, "title_said": link.title, "url_said": link.url})  # fmt: skip
    tables["articles"] += cited.rows()
    _copies(read, result, tables)
    return result


def _copies(read: list[Item], ids: ArticleIds, tables: Tables) -> None:
    """Links from each copy of a report to the article it copies: the older one, or of one day the longer."""
    last = {row["article_id"]: row["number"] for row in tables["article_links"]}
    for copy, original in sorted((ids[c.source, c.key], ids[o.source, o.key]) for c, o in find_copies(read)):
        last[copy] = number = last.get(copy, 0) + 1
        tables["article_links"].append({"article_id": copy, "number": number, "relation": "republishes",
                                        "other_article_id": original, "title_said": None, "url_said": None})  # fmt: skip


def _title(title: str | None) -> str:
    return " ".join((title or "").casefold().split())


def _authors(item: Item, article_id: str, resolved: Resolved, tables: Tables, person_ids: dict[str, str]) -> None:
    assert item.article is not None
    for number, author in enumerate(item.article.authors, 1):
        kind, _, name = author.who.partition(":")
        person = resolved.people.of.get(f"{item.key}#{author.who}")
        tables["article_people"].append(
            {"article_id": article_id, "number": number, "person_id": person_ids[person.anchor] if person else None,
             "organization_id": None if person else resolved.organizations.see(name or kind, item.source, "publisher"),
             "role": author.role, "as_text": author.as_text}
        )  # fmt: skip


def _mentions(
    item: Item, article_id: str, resolved: Resolved, tables: Tables, person_ids: dict[str, str], places: Places
) -> None:
    rows = []
    for m in sorted(item.mentions, key=lambda m: (m.paragraph, m.start, m.end, m.who)):
        row: dict[str, Any] = {"article_id": article_id, "zone": m.zone, "paragraph": m.paragraph, "start_char": m.start,
                               "end_char": m.end, "as_text": m.as_text, "person_id": None, "organization_id": None, "place_id": None,
                               "country": None}  # fmt: skip
        kind, _, value = m.who.partition(":")
        if kind == "country":
            row["country"] = value
        elif kind == "org":
            row["organization_id"] = resolved.organizations.see(value, item.source)
        elif kind == "place":
            name, _, country = value.partition("|")
            row["place_id"] = places.see(_located(name, country or None))
        elif person := resolved.people.of.get(f"{item.key}#{m.who}"):
            row["person_id"] = person_ids[person.anchor]
        else:
            continue
        rows.append(row)
    for number, row in enumerate(rows, 1):
        row["number"] = number
    tables["mentions"] += rows


def _located(name: str, country: str | None) -> Place:
    from etl.geo.places import locate

    return locate(name, country) or Place(name, country)
