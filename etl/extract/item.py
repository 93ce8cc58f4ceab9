"""A read context as claims, and claims in the gold form of `embassyrow extract --jsonl`."""

from __future__ import annotations

import re
from typing import Any

from etl.claims import Article, Author, Evidence, Item, LinkClaim, MentionClaim, PersonClaim
from etl.extract.context import Context, Mention

# The gold form's annotators write these finer kinds of DESIGN.md as the coarser one.
COARSE = {"international_official": "official", "religious_leader": "other", "scholar": "other"}


def item(context: Context) -> Item:
    """The claims of a context whose people are read; events are read here."""
    from etl.extract import events as events_module

    events = events_module.events(context)
    document = context.document
    mentions = [m for m in context.all_mentions() if m.who and m.kind in ("name", "country", "org")]
    first: dict[str, Mention] = {}
    for m in mentions:
        for who in m.who:
            first.setdefault(who, m)
    zones = {p.number: p.zone for p in document.paragraphs}
    people = []
    for person in context.people:
        at = first.get(person.id)
        said = tuple(dict.fromkeys(m.text for m in mentions if m.who == (person.id,)))
        people.append(
            PersonClaim(
                id=person.id,
                name=person.name,
                names=tuple(n for n in dict.fromkeys(person.names) if n != person.name),
                country=person.country,
                gender=person.gender,
                identifiers=person.identifiers,
                zone=person.zone,
                mentions=said or (person.name,),
                evidence=Evidence(
                    as_text=at.text if at else person.name,
                    zone=zones.get(at.paragraph) if at else "byline",
                    paragraph=at.paragraph if at else None,
                    start=at.start if at else None,
                    end=at.end if at else None,
                    extractor="extract.names",
                ),
            )
        )
    ids = {p.name: p.id for p in context.people}
    authors = []
    for byline in document.bylines:
        if byline.kind == "person" and byline.name in ids:
            authors.append(Author(ids[byline.name], byline.role, byline.as_text))
        elif byline.kind != "person":
            authors.append(Author(f"org:{byline.name}", byline.role, byline.as_text))
    return Item(
        key=document.url or document.text_sha256,
        source=_slug(document.publisher) or "articles",
        article=Article(
            url=document.url,
            title=document.title,
            dek=document.dek,
            section=document.section,
            language=context.language,
            form=document.form,
            publisher=document.publisher,
            published=context.published,
            published_basis=context.published_basis,
            published_from=document.published_from or ("argument" if context.published_basis == "given" else None),
            words=document.words,
            content_sha256=document.content_sha256,
            text_sha256=document.text_sha256,
            reader_version=document.reader_version,
            authors=tuple(authors),
        ),
        people=tuple(people),
        affiliations=tuple(a for p in context.people for a in p.affiliations),
        events=tuple(events),
        mentions=tuple(
            MentionClaim(who, m.text, zones[m.paragraph], m.paragraph, m.start, m.end)
            for m in mentions
            for who in m.who
        ),
        links=tuple(LinkClaim(r.relation, r.title, r.url) for r in document.related),
        assertions=events_module.assertions(context),
    )


def _slug(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", "-", (text or "").casefold()).strip("-")


def gold_form(item: Item, id: str) -> dict[str, Any]:
    """An item in the gold form (eval/README.md): plain JSON values, `evidence` as {zone, paragraph, start, end}."""
    article = item.article
    names = {p.id: p.name for p in item.people}
    authors = article.authors if article else ()
    return {
        "id": id,
        "article": {
            "title": article.title if article else None,
            "published": article.published if article and article.published_basis != "inferred" else None,
            "published_inferred": article.published if article and article.published_basis == "inferred" else None,
            "authors": [names[a.who] for a in authors if a.role == "author" and a.who in names],
            "credits": [a.as_text for a in authors if a.role != "author"],
            "dateline_place": None,
        },
        "people": [
            {
                "id": p.id,
                "name": p.name,
                "mentions": list(p.mentions),
                "named_in_full": " " in p.name,
                **({"zone": p.zone} if p.zone else {}),
                "evidence": _where(p.evidence),
            }
            for p in item.people
        ],
        "affiliations": [
            {
                "person": a.person,
                "role": a.title.lower(),
                "role_type": COARSE.get(a.role_type, a.role_type),
                "organization": a.organization,
                "country": a.country,
                "qualifier": a.qualifier,
                "start": a.start,
                "end": a.end,
                "evidence": _where(a.evidence),
            }
            for a in item.affiliations
        ],
        "events": [
            {
                "id": e.id,
                "type": e.type,
                "subtype": e.subtype,
                "mode": e.mode,
                "status": e.status,
                "date": e.date,
                "place": e.places[0].name if e.places else None,
                "country": e.country,
                "participants": [{"who": p.who, "role": p.role} for p in e.participants],
                "evidence": _where(e.evidence),
            }
            for e in item.events
        ],
        "related": [{"title": link.title, "url": link.url} for link in item.links],
    }


def _where(evidence: Evidence) -> dict[str, Any]:
    return {"zone": evidence.zone, "paragraph": evidence.paragraph, "start": evidence.start, "end": evidence.end}
