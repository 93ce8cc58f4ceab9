"""Facts as rows: the published tables, made of what was resolved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from etl.claims import Item, Participant
from etl.edtf import bounds
from etl.resolve.affiliations import SINGLE, Affiliation, Affiliations, PostKey, affiliation_slugs
from etl.resolve.articles import ArticleIds, article_rows
from etl.resolve.clusters import Cluster, Merge
from etl.resolve.events import Event, Report, Who
from etl.resolve.geography import Places, country_rows
from etl.resolve.ids import Ledger, slug
from etl.resolve.labels import event_label, event_slugs, family_name
from etl.resolve.names import parse
from etl.resolve.organizations import Organizations
from etl.resolve.people import People
from etl.resolve.references import FIRST_DAY

Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass
class Resolved:
    """Everything that resolution found, before it becomes rows."""

    items: list[Item]
    people: People
    affiliations: Affiliations
    events: list[Event]
    organizations: Organizations
    ledger: Ledger
    article_ids: list[tuple[Item, str]] = field(default_factory=list)  # filled when the rows are made


def dated(column: str, value: str | None) -> Row:
    """An EDTF column with its first and last day."""
    earliest, latest = bounds(value)
    return {column: value, f"{column}_earliest": earliest, f"{column}_latest": latest}


def make_tables(resolved: Resolved) -> tuple[Tables, dict[str, str]]:
    """All tables that come of claims, and the id of every event anchor. Checks, sources and coverage are added by their own modules."""
    tables: Tables = defaultdict(list)
    places = Places()
    person_ids = _people(resolved, tables)
    article_ids = article_rows(resolved, tables, person_ids, places)
    resolved.article_ids = [(i, article_ids[i.source, i.key]) for i in resolved.items if i.article]
    affiliation_ids = _affiliations(resolved, tables, person_ids, article_ids)
    _records(resolved.items, tables)
    event_ids = _events(resolved, tables, person_ids, affiliation_ids, article_ids, places)
    tables["places"] = places.rows()
    tables["organizations"], tables["organization_names"] = resolved.organizations.tables()
    tables["countries"] = country_rows(_used_countries(tables))
    tables["redirects"] = [
        {"old_id": old, "new_id": new, "kind": kind, "release": "next"} for old, new, kind in resolved.ledger.redirects
    ]
    return tables, event_ids


def preferred_name(cluster: Cluster) -> str:
    """The name under which a person is listed: the shortest full one that is common, without parentheses; else the most common."""
    registered = [m.claim for m in cluster.members if m.claim.given_name and m.claim.family_name]
    strong = [n for n in cluster.names if parse(n).strong] or list(cluster.names)
    if registered:
        claim = min(registered, key=lambda c: (len(c.name), c.name))
        strong = [n for n in strong if cluster.names[n] > 0] or [claim.name]
    plain = [n for n in strong if not set(n) & set('()"“”[]')] or strong
    return min(plain, key=lambda n: (-cluster.names[n], -len(parse(n).words), len(n), n))


def _people(resolved: Resolved, tables: Tables) -> dict[str, str]:
    """Rows of people, their names, ids elsewhere and merges; cluster anchor → person_id."""
    clusters = sorted(resolved.people.live(), key=lambda c: c.anchor)
    names = {c.anchor: preferred_name(c) for c in clusters}

    def wanted(c: Cluster) -> list[str]:
        base = slug(names[c.anchor])
        country = _country_of(c)
        year = (c.born or c.first or "")[:4]
        return [base, slug(base, country), slug(base, country, year if year.isdigit() and year != "9999" else None)]

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


def _origin(item: Item, article_ids: ArticleIds) -> Row:
    """Which article or which record says it."""
    if item.record:
        return {"article_id": None, "record_id": item.record.record_id}
    return {"article_id": article_ids[item.source, item.key], "record_id": None}


def evidence_id(item: Item, local: str) -> str:
    """The id of one piece of evidence: its source, entry and claim."""
    native = item.record.record_id if item.record else f"{item.source}:{item.key}"
    return slug_keep(f"{native}-{local}")


def slug_keep(text: str) -> str:
    """A slug of any length, that keeps different keys different: ~2 becomes x2; very long keys end in a hash."""
    import hashlib
    import re

    out = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("~", "x")).strip("-")
    if len(out) > 120:
        head, _, local = out.rpartition("-")
        out = f"{head[:90].strip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:10]}-{local}"
    return out


def _post_title(affiliation: Affiliation) -> str:
    from etl.resolve.labels import country_name

    if affiliation.post and affiliation.post[0] == "post":
        return affiliation.title
    of = country_name(affiliation.country) if affiliation.country else None
    return f"{affiliation.title} of {of}" if of else affiliation.title


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
        return [base, slug(base, a.organization_id or a.country), slug(base, a.role_type)]

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
    return {"evidence_id": evidence_id(item, claim.id), "affiliation_id": affiliation_id, **_origin(item, article_ids), "zone": e.zone,
            "paragraph": e.paragraph, "start_char": e.start, "end_char": e.end, "as_text": e.as_text or claim.title or None,
            "qualifier": claim.qualifier, "as_of": claim.as_of, "extractor": e.extractor or None, "confidence": e.confidence}  # fmt: skip


def _events(
    resolved: Resolved,
    tables: Tables,
    person_ids: dict[str, str],
    affiliation_ids: dict[int, str],
    article_ids: ArticleIds,
    places: Places,
) -> dict[str, str]:
    """Rows of events with places, participants, capacities, evidence and links; report anchor → event_id."""
    from etl.lexicon.event_types import codes

    clusters = {c.anchor: c for c in resolved.people.live()}
    names = {r["person_id"]: r["name"] for r in tables["people"]}
    events = sorted(resolved.events, key=lambda e: e.anchor)
    facts = {id(e): _Facts(e, clusters, person_ids, names) for e in events}
    ids = resolved.ledger.assign(
        "event", events, lambda e: (r.anchor for r in e.reports), lambda e: event_slugs(e, *facts[id(e)].slug_parts())
    )
    of: dict[str, str] = {}
    for event, event_id in zip(events, ids, strict=True):
        event.event_id = event_id
        for report in event.reports:
            of[report.anchor] = event_id
    for event in events:
        f = facts[id(event)]
        said = event.lead.claim
        plover, cameo = codes(event.type, said.subtype, event.status)
        town_ids = list(dict.fromkeys(places.see(p) for p in f.places))
        tables["events"].append(
            {"event_id": event.event_id, "type": event.type, "subtype": said.subtype, "mode": said.mode, "status": event.status,
             "name": f.conference, "label": f.label(), **dated("date", event.date), "date_basis": f.date_basis,
             "place_id": town_ids[0] if town_ids else None, "country": f.country, "plover": plover, "cameo": cameo,
             "sources": event.sources, "standing": "single"}
        )  # fmt: skip
        tables["event_places"] += [
            {"event_id": event.event_id, "number": n, "place_id": p} for n, p in enumerate(town_ids, 1)
        ]
        numbers = _participants(event, f, resolved, tables, person_ids, affiliation_ids)
        for report in event.reports:
            _event_evidence(event, report, numbers, tables, article_ids)
    _links(resolved, of, tables, article_ids)
    return of


class _Facts:
    """What an event's row needs of its reports."""

    def __init__(
        self, event: Event, clusters: dict[str, Cluster], person_ids: dict[str, str], names: dict[str, str]
    ) -> None:
        self.event = event
        lead = event.lead
        ordered = sorted(event.reports, key=lambda r: (r is not lead, not r.from_register, r.anchor))
        self.who: dict[Who, list[Participant]] = defaultdict(list)
        for report in ordered:
            for who, participants in report.who.items():
                self.who[who] += participants
        # A country that only stands in for its person is not a second participant.
        acting = {
            m.claim.country
            for kind, key in self.who
            if kind == "person"
            for m in clusters[key].members
            if m.claim.country
        }
        said_alone = {
            who for r in event.reports for who in r.who if who[0] == "country" and len(r.who) >= len(self.who)
        }
        for who in [
            w
            for w in self.who
            if w[0] == "country" and w[1] in acting and w not in said_alone and len(event.reports) > 1
        ]:
            if not any(who in r.who for r in event.reports if r is lead):
                del self.who[who]
        self.places = [p for r in ordered[:1] for p in r.claim.places] or [p for r in ordered for p in r.claim.places]
        self.country = next((r.claim.country for r in ordered if r.claim.country), None) or next(
            (p.country for p in self.places if p.country), None
        )
        self.conference = next((r.claim.name for r in ordered if r.claim.name), None)
        date = event.date
        self.date_basis = (
            next((r.claim.date_basis or "stated" for r in ordered if r.claim.date == date), None) if date else None
        )
        self.people = [
            (names[person_ids[key]], clusters[key], ps) for (kind, key), ps in self.who.items() if kind == "person"
        ]

    def slug_parts(self) -> tuple[list[str], str | None, str | None, str | None]:
        main = [(n, c) for n, c, ps in self.people if any(p.role != "companion" for p in ps)]
        return (
            [family_name(c, n) for n, c in main],
            self.places[0].name if self.places else None,
            self.country,
            self.conference,
        )

    def label(self) -> str:
        main = [n for n, _, ps in self.people if any(p.role != "companion" for p in ps)]
        visitors = [n for n, _, ps in self.people if any(p.role in ("visitor", "envoy") for p in ps)]
        return event_label(
            self.event, main, visitors, self.country, self.places[0].name if self.places else None, self.conference
        )


def _participants(
    event: Event,
    f: _Facts,
    resolved: Resolved,
    tables: Tables,
    person_ids: dict[str, str],
    affiliation_ids: dict[int, str],
) -> dict[Who, int]:
    """Rows of participants and their capacities; who → number."""
    numbers: dict[Who, int] = {}
    first, last = bounds(event.date)
    of = {
        (r.item.key, c.id): resolved.affiliations.of.get(f"{r.item.key}#{c.id}")
        for r in event.reports
        for c in r.item.affiliations
    }
    for number, (who, participants) in enumerate(f.who.items(), 1):
        numbers[who] = number
        kind, key = who
        held: list[tuple[Affiliation, str]] = []
        if kind == "person":
            for report in event.reports:
                qualifiers = {c.id: c.qualifier for c in report.item.affiliations}
                for p in report.who.get(who, []):
                    for local in p.affiliations:
                        a = of.get((report.item.key, local))
                        if a is not None and not any(a is b for b, _ in held):
                            held.append((a, qualifiers[local]))
            cluster = next(
                c
                for c in [
                    resolved.people.of[f"{r.item.key}#{p.who}"] for r in event.reports for p in r.who.get(who, [])
                ]
            )
            if not any(q not in ("former",) for _, q in held):
                held = [(a, "current") for a in resolved.affiliations.at(cluster, first, last)[:1]] + held
        main = held[0][0] if held else None
        role = _main_role(participants)
        tables["event_participants"].append(
            {"event_id": event.event_id, "number": number, "person_id": person_ids[key] if kind == "person" else None,
             "organization_id": key if kind == "org" else None, "country": key if kind == "country" else None, "role": role,
             "affiliation_id": affiliation_ids[id(main)] if main else None}
        )  # fmt: skip
        if len(held) > 1:
            tables["participant_capacities"] += [
                {"event_id": event.event_id, "number": number, "affiliation_id": affiliation_ids[id(a)], "qualifier": q}
                for a, q in held
            ]
    return numbers


def _main_role(participants: list[Participant]) -> str:
    """The role that says most: host or visitor before plain participant."""
    said = [p.role for p in participants]
    return next((r for r in said if r != "participant"), said[0])


def _event_evidence(
    event: Event, report: Report, numbers: dict[Who, int], tables: Tables, article_ids: ArticleIds
) -> None:
    claim, e = report.claim, report.claim.evidence
    key = evidence_id(report.item, claim.id)
    tables["event_evidence"].append(
        {"evidence_id": key, "event_id": event.event_id, **_origin(report.item, article_ids), "zone": e.zone, "paragraph": e.paragraph,
         "start_char": e.start, "end_char": e.end, "type_said": claim.type, "status_said": claim.status, "date_said": claim.date_said,
         "date": claim.date, "place_said": claim.place_said or (claim.places[0].name if claim.places else None),
         "country_said": claim.country, "match_rule": report.rule, "match_score": report.score, "extractor": e.extractor or None,
         "confidence": e.confidence}
    )  # fmt: skip
    for who, participants in report.who.items():
        if who in numbers:
            tables["event_participant_evidence"].append(
                {"event_id": event.event_id, "number": numbers[who], "evidence_id": key, "as_text": participants[0].as_text,
                 "role_said": participants[0].role_said or participants[0].role}
            )  # fmt: skip


def _links(resolved: Resolved, of: dict[str, str], tables: Tables, article_ids: ArticleIds) -> None:
    rows: dict[tuple[str, str, str], Row] = {}
    trips = _trips_by_identifier(resolved)
    for event in sorted(resolved.events, key=lambda e: e.anchor):
        for report in sorted(event.reports, key=lambda r: r.anchor):
            for link in report.claim.links:
                local = of.get(f"{report.item.key}#{link.other}")
                other = local if link.other else _trip_of(report, link.key, trips)
                if other and other != event.event_id:
                    rows.setdefault((event.event_id, link.relation, other), _origin(report.item, article_ids))
    tables["event_links"] = [
        {"event_id": a, "relation": r, "other_event_id": b, **origin} for (a, r, b), origin in sorted(rows.items())
    ]


def _trips_by_identifier(resolved: Resolved) -> dict[str, list[tuple[Report, str]]]:
    """Trips that a register records, by each id of the traveller."""
    trips: dict[str, list[tuple[Report, str]]] = defaultdict(list)
    for event in resolved.events:
        for report in event.reports:
            if report.from_register and report.claim.type == "visit":
                for (kind, key), participants in report.who.items():
                    if kind == "person" and any(p.role == "visitor" for p in participants):
                        for _, value in resolved.people.of[key].identifiers:
                            trips[value].append((report, event.event_id))
    return trips


def _trip_of(report: Report, key: str, trips: dict[str, list[tuple[Report, str]]]) -> str | None:
    """The traveller's own trip on the same days, in the same country."""
    candidates = [
        (other.first or "", event_id)
        for other, event_id in trips.get(key.partition(":")[2], [])
        if other.claim.country == report.claim.country
        and (other.first or FIRST_DAY) <= (report.last or "9999")
        and (report.first or FIRST_DAY) <= (other.last or "9999")
    ]
    return min(candidates)[1] if candidates else None


def _used_countries(tables: Tables) -> set[str]:
    columns = ("country", "accredited_country", "country_said")
    return {row[c] for rows in tables.values() for row in rows for c in columns if row.get(c)}


__all__ = ["SINGLE", "Resolved", "Row", "Tables", "dated", "make_tables"]
