"""Facts as rows: the published tables, made of what was resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from etl.claims import Item
from etl.packed import Packed
from etl.resolve.affiliations import Affiliation, affiliation_slugs
from etl.resolve.articles import article_rows
from etl.resolve.clusters import Cluster, Merge
from etl.resolve.event_rows import event_rows
from etl.resolve.geography import Places, country_rows
from etl.resolve.ids import slug
from etl.resolve.labels import country_name
from etl.resolve.names import parse
from etl.resolve.rows import ArticleIds, Resolved, Row, Tables, dated, evidence_id, origin
from etl.resolve.terms import PostKey

Finished = Callable[[str, Iterable[Row]], None]

# Tables of many rows, kept packed: nobody changes a row once it is made, but for an event's sources and standing, which are put back.
MANY = ("records", "people", "person_names", "affiliations", "affiliation_evidence", "events", "event_places", "event_participants",
        "event_evidence", "event_participant_evidence", "mentions")  # fmt: skip


def make_tables(
    resolved: Resolved,
    moved: Mapping[tuple[str, str], str] = MappingProxyType({}),
    release: str = "unreleased",
    finished: Finished = lambda name, rows: None,
) -> tuple[Tables, dict[str, str]]:
    """All tables that come of claims, and the id of every event anchor. Checks, sources and coverage are added by their own modules.

    `finished` is told the tables of many rows of which nothing will be changed any more, as soon as that is so.
    """

    def finish(*names: str) -> None:
        for name in names:
            finished(name, tables[name])

    tables: Tables = defaultdict(list)
    for name in MANY:
        tables[name] = cast("list[Row]", Packed())
    places = Places()
    person_ids = _people(resolved, tables)
    finish("people", "person_names")
    article_ids = article_rows(resolved, tables, person_ids, places)
    resolved.article_ids = [(i, article_ids[i.source, i.key]) for i in resolved.items if i.article]
    affiliation_ids = _affiliations(resolved, tables, person_ids, article_ids)
    _records(resolved.items, tables)
    finish("mentions", "affiliations", "affiliation_evidence", "affiliation_dates", "records")
    event_ids = event_rows(resolved, tables, person_ids, affiliation_ids, article_ids, places)
    finish("event_places", "event_participants", "event_evidence", "event_participant_evidence")
    tables["places"] = places.rows()
    tables["organizations"], tables["organization_names"] = resolved.organizations.tables()
    tables["countries"] = country_rows(_used_countries(tables))
    tables["redirects"] = [
        {"old_id": old, "new_id": new, "kind": kind, "release": moved.get((old, kind), release)}
        for old, (new, kind) in {old: (new, kind) for old, new, kind in resolved.ledger.redirects}.items()
    ]
    return tables, event_ids


def preferred_name(cluster: Cluster) -> str:
    """The name under which a person is listed: a full name that sources really use, the fuller of those in common use.

    A name counts as common when it makes up a fifth of the most frequent one's uses; so neither the one long form in a register nor a
    bare family name wins over "Shinzo Abe". Of spellings of the same words, the one with its marks is better: Sebastián Piñera.
    """
    strong = [n for n in cluster.names if len(parse(n).words) > 1 or parse(n).ordinal is not None]
    plain = [n for n in strong if not set(n) & set('()"“”[]')] or strong or list(cluster.names)
    uses = Counter({n: cluster.names[n] for n in plain})
    most = max(uses.values(), default=0)
    common = [n for n in plain if uses[n] * 5 >= most and uses[n] > 0] or plain
    given = [
        n for n in common if len(parse(n).words) + len(parse(n).initials) > 1 or parse(n).ordinal is not None
    ] or common
    best = min(given, key=lambda n: (-min(len(parse(n).words), 3), -uses[n], len(n), n))
    same = [n for n in common if parse(n).words == parse(best).words and parse(n).initials == parse(best).initials]
    return min(same, key=lambda n: (n.isascii(), -uses[n], n))


def _people(resolved: Resolved, tables: Tables) -> dict[str, str]:
    """Rows of people, their names, ids elsewhere and merges; cluster anchor → person_id."""
    clusters = sorted(resolved.people.live(), key=lambda c: c.anchor)
    names = {c.anchor: preferred_name(c) for c in clusters}

    def wanted(c: Cluster) -> Iterator[str]:
        base = slug(names[c.anchor])
        yield base
        country = _country_of(c)
        yield slug(base, country)
        year = (c.born or c.first or "")[:4]
        yield slug(base, country, year if year.isdigit() and year != "9999" else None)

    ids = resolved.ledger.assign("person", clusters, lambda c: (m.anchor for m in c.members), wanted)
    result = {}
    for cluster, person_id in zip(clusters, ids, strict=True):
        result[cluster.anchor] = person_id
        name = names[cluster.anchor]
        claims = [m.claim for m in cluster.members]
        country = _country_of(cluster)
        tables["people"].append(
            {"person_id": person_id, "name": name, "family_name": _first(c.family_name for c in claims),
             "given_name": _first(c.given_name for c in claims), **dated("born", cluster.born), **dated("died", cluster.died),
             "country": country, "gender": _first(c.gender for c in claims), "career_type": _first(c.career_type for c in claims),
             "summary": None}
        )  # fmt: skip
        spellings: dict[str, str] = {}
        for member in cluster.members:
            for spelling in (member.name, *member.claim.names):
                spellings[spelling] = min(member.source, spellings.get(spelling, member.source))
        for spelling in sorted({name, *spellings}):
            tables["person_names"].append({"person_id": person_id, "name": spelling, "source_id": spellings.get(spelling),
                                           "kind": "preferred" if spelling == name else "variant"})  # fmt: skip
        tables["person_identifiers"] += [
            {"person_id": person_id, "scheme": s, "value": v} for s, v in sorted(cluster.identifiers)
        ]
        merged: dict[str, Merge] = {}
        for merge in cluster.merges:
            if merge.name != name:
                merged.setdefault(merge.name, merge)
        tables["person_merges"] += [
            {
                "person_id": person_id,
                "name_a": name,
                "name_b": m.name,
                "rule": m.rule,
                "score": m.score,
                "decided_by": m.decided_by,
            }
            for _, m in sorted(merged.items())
        ]
    return result


def _first(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _country_of(cluster: Cluster) -> str | None:
    counts = Counter(m.claim.country or next((r.country for r in m.roles if r.country), None) for m in cluster.members)
    counts.pop(None, None)
    return min(counts, key=lambda c: (-counts[c], c or "")) if counts else None


def _records(items: list[Item], tables: Tables) -> None:
    for item in items:
        if item.record:
            tables["records"].append({"record_id": item.record.record_id, "source_id": item.source, "native_id": item.record.native_id,
                                      "url": item.record.url, "sha256": item.record.sha256 or None})  # fmt: skip


def _post_title(affiliation: Affiliation) -> str:
    if affiliation.post and affiliation.post[0] == "post":
        return affiliation.title
    of = country_name(affiliation.country) if affiliation.country else None
    said = of and re.search(
        rf"\b{re.escape(of)}\b", affiliation.title, re.IGNORECASE
    )  # "President of the United States"
    return f"{affiliation.title} of {of}" if of and not said else affiliation.title


def _posts(resolved: Resolved, tables: Tables) -> dict[PostKey, str]:
    by_key: dict[PostKey, list[Affiliation]] = defaultdict(list)
    for affiliation in resolved.affiliations.all:
        if affiliation.post:
            by_key[affiliation.post].append(affiliation)
    keys = sorted(by_key)
    titles = {}
    for key in keys:
        counts = Counter(_post_title(a) for a in by_key[key] if a.status == "substantive") or Counter(
            _post_title(a) for a in by_key[key]
        )
        titles[key] = min(counts, key=lambda t: (-counts[t], t))

    def wanted(key: PostKey) -> list[str]:
        a = by_key[key][0]
        to = a.accredited_country or a.accredited_organization_id
        base = slug(titles[key], "to" if to else None, to)
        longer = slug(base, a.organization_id or a.country)
        # The office of a body is called by its body, lest the president of one take the address of another.
        return [longer if a.organization_id and not a.country else base, longer, slug(base, a.role_type)]

    ids = resolved.ledger.assign("post", keys, lambda k: ["|".join(k)], wanted)
    result = dict(zip(keys, ids, strict=True))
    for key in keys:
        a = by_key[key][0]
        tables["posts"].append({"post_id": result[key], "title": titles[key], "role_type": a.role_type,
                                "organization_id": a.organization_id, "country": a.country,
                                "accredited_country": a.accredited_country,
                                "accredited_organization_id": a.accredited_organization_id})  # fmt: skip
    return result


def _affiliations(
    resolved: Resolved, tables: Tables, person_ids: dict[str, str], article_ids: ArticleIds
) -> dict[int, str]:
    """Rows of posts, affiliations, their dates and evidence; id(affiliation) → affiliation_id."""
    posts = _posts(resolved, tables)
    ordered = sorted(resolved.affiliations.all, key=lambda a: a.anchor)
    ids = resolved.ledger.assign(
        "affiliation",
        ordered,
        lambda a: (s.anchor for s in a.sightings),
        lambda a: affiliation_slugs(a, person_ids[a.person.anchor]),
    )
    result = {}
    for a, affiliation_id in zip(ordered, ids, strict=True):
        result[id(a)] = affiliation_id
        a.affiliation_id = affiliation_id
        claim = a.appointment.claim if a.appointment else None
        start = claim.start if claim else _first_said(a, "start")
        end = claim.end if claim else _first_said(a, "end")
        seen = [s for s in a.sightings if s is not a.appointment and s.claim.qualifier != "former"]
        tables["affiliations"].append(
            {"affiliation_id": affiliation_id, "person_id": person_ids[a.person.anchor], "post_id": posts[a.post] if a.post else None,
             "title": a.title, "role_type": a.role_type, "organization_id": a.organization_id, "country": a.country,
             "accredited_country": a.accredited_country, "accredited_organization_id": a.accredited_organization_id,
             "concurrent_group": claim.concurrent_group if claim else None, "status": a.status, **dated("start", start),
             **dated("end", end), "attested_first": min((s.first for s in seen if s.first), default=None),
             "attested_last": max((s.last or s.first or "" for s in seen if s.last or s.first), default=None)}
        )  # fmt: skip
        for sighting in a.sightings:
            tables["affiliation_evidence"].append(
                _affiliation_evidence(sighting.item, sighting.claim, affiliation_id, article_ids)
            )
        if claim and a.appointment and a.appointment.item.record:
            tables["affiliation_dates"] += [
                {"affiliation_id": affiliation_id, "kind": step.kind, **dated("date", step.date),
                 "record_id": a.appointment.item.record.record_id}
                for step in {s.kind: s for s in claim.dates}.values()
            ]  # fmt: skip
    return result


def _first_said(affiliation: Affiliation, which: str) -> str | None:
    said = sorted((getattr(s.claim, which), s.anchor) for s in affiliation.sightings if getattr(s.claim, which))
    return said[0][0] if said else None


def _affiliation_evidence(item: Item, claim: Any, affiliation_id: str, article_ids: ArticleIds) -> Row:
    e = claim.evidence
    return {"evidence_id": evidence_id(item, claim.id), "affiliation_id": affiliation_id, **origin(item, article_ids), "zone": e.zone,
            "paragraph": e.paragraph, "start_char": e.start, "end_char": e.end, "as_text": e.as_text or claim.title or None,
            "qualifier": claim.qualifier, "as_of": claim.as_of, "extractor": e.extractor or None, "confidence": e.confidence}  # fmt: skip


def _used_countries(tables: Tables) -> set[str]:
    columns = ("country", "accredited_country", "country_said")
    found: set[Any] = set()
    for rows in tables.values():
        for column in columns:
            found.update(rows.column(column) if isinstance(rows, Packed) else (row.get(column) for row in rows))
    return found - {None, ""}
