"""Rows of events: where, who, in what capacity, who says so, and what hangs together."""

from __future__ import annotations

from collections import defaultdict

from etl.claims import Participant
from etl.edtf import bounds
from etl.lexicon.event_types import codes
from etl.resolve.affiliations import Affiliation
from etl.resolve.clusters import Cluster
from etl.resolve.geography import Places
from etl.resolve.happenings import Event
from etl.resolve.labels import country_name, event_label, event_slugs, family_name
from etl.resolve.references import FIRST_DAY, block_of
from etl.resolve.reports import CONCERNED, SINGULAR, Report, Who
from etl.resolve.rows import ArticleIds, Resolved, Row, Tables, dated, evidence_id, origin


def event_rows(
    resolved: Resolved,
    tables: Tables,
    person_ids: dict[str, str],
    affiliation_ids: dict[int, str],
    article_ids: ArticleIds,
    places: Places,
) -> dict[str, str]:
    """Rows of events with places, participants, capacities, evidence and links; report anchor → event_id."""
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
        numbers = _participants(event, f, resolved, tables, clusters, person_ids, affiliation_ids)
        for report in (*event.reports, *event.attested):
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
        acting = {c for kind, key in self.who if kind == "person" for c in clusters[key].countries}
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
            next((r.claim.date_basis or "stated" for r in ordered if r.claim.date == date), "inferred")
            if date
            else None
        )
        self.roles = {who: _main_role(participants) for who, participants in self.who.items()}
        self._receive(clusters)
        self.people = [
            (names[person_ids[key]], clusters[key], self.roles[kind, key]) for kind, key in self.who if kind == "person"
        ]

    def _receive(self, clusters: dict[str, Cluster]) -> None:
        """Of a visit's visitors, those whose own country it is receive the others, whatever a sentence made of them."""
        home = block_of(self.country)
        visitors = [w for w, role in self.roles.items() if w[0] == "person" and role == "visitor"]
        at_home = [w for w in visitors if home in {block_of(c) for c in clusters[w[1]].countries}]
        if self.event.type == "visit" and self.country and len(at_home) < len(visitors):
            self.roles.update(dict.fromkeys(at_home, "host"))

    def slug_parts(self) -> tuple[list[str], str | None, str | None, str | None]:
        main = [(n, c) for n, c, role in self.people if role != "companion"]
        return (
            [family_name(c, n) for n, c in main],
            self.places[0].name if self.places else None,
            self.country,
            self.conference,
        )

    def label(self) -> str:
        main = [n for n, _, role in self.people if role != "companion"]
        visitors = [n for n, _, role in self.people if role in ("visitor", "envoy")]
        if self.event.lead.family in SINGULAR | {"election"}:
            main = [n for n, _, role in self.people if role in CONCERNED] or main
        if len(main) < 2 and self.event.type != "visit":
            main += self.bodies()
        return event_label(
            self.event,
            main,
            visitors or self.bodies("visitor", "envoy"),
            self.country,
            self.places[0].name if self.places else None,
            self.conference,
        )

    def bodies(self, *roles: str) -> list[str]:
        """States and bodies that took part as such, by name; those of some roles alone where roles are given."""
        return [
            country_name(key) if kind == "country" else ps[0].who.partition(":")[2]
            for (kind, key), ps in self.who.items()
            if kind != "person" and (not roles or self.roles[kind, key] in roles)
        ]


def _participants(
    event: Event,
    f: _Facts,
    resolved: Resolved,
    tables: Tables,
    clusters: dict[str, Cluster],
    person_ids: dict[str, str],
    affiliation_ids: dict[int, str],
) -> dict[Who, int]:
    """Rows of participants and their capacities; who → number."""
    numbers: dict[Who, int] = {}
    first, last = bounds(event.date)
    for number, who in enumerate(f.who, 1):
        numbers[who] = number
        kind, key = who
        held: list[tuple[Affiliation, str]] = []
        if kind == "person":
            held = _capacities_said(event, who, resolved)
            if all(qualifier == "former" for _, qualifier in held):
                at = resolved.affiliations.at(clusters[key], first, last)[:1]
                held = [(a, "current") for a in at] + [h for h in held if not at or h[0] is not at[0]]
        main = held[0][0] if held else None
        tables["event_participants"].append(
            {"event_id": event.event_id, "number": number, "person_id": person_ids[key] if kind == "person" else None,
             "organization_id": key if kind == "org" else None, "country": key if kind == "country" else None, "role": f.roles[who],
             "affiliation_id": affiliation_ids[id(main)] if main else None}
        )  # fmt: skip
        if len(held) > 1:
            tables["participant_capacities"] += [
                {"event_id": event.event_id, "number": number, "affiliation_id": affiliation_ids[id(a)], "qualifier": q}
                for a, q in held
            ]
    return numbers


def _capacities_said(event: Event, who: Who, resolved: Resolved) -> list[tuple[Affiliation, str]]:
    """The capacities in which the event's reports have somebody take part, each with its qualifier in the first that says it."""
    held: dict[int, tuple[Affiliation, str]] = {}
    for report in event.reports:
        for p in report.who.get(who, []):
            for local in p.affiliations:
                a = resolved.affiliations.of.get(f"{report.item.key}#{local}")
                if a is not None and id(a) not in held:
                    held[id(a)] = (a, next(c.qualifier for c in report.item.affiliations if c.id == local))
    return list(held.values())


def _main_role(participants: list[Participant]) -> str:
    """The role that says most: host or visitor before plain participant."""
    said = [p.role for p in participants]
    return next((r for r in said if r != "participant"), said[0])


def _event_evidence(
    event: Event, report: Report, numbers: dict[Who, int], tables: Tables, article_ids: ArticleIds
) -> None:
    claim, e = report.claim, report.claim.evidence
    key = evidence_id(report.item, claim.id)
    if report.rule == "met_during_visit":
        key = f"{key}-of-{event.event_id}"  # the same words are evidence of the encounter
    tables["event_evidence"].append(
        {"evidence_id": key, "event_id": event.event_id, **origin(report.item, article_ids), "zone": e.zone, "paragraph": e.paragraph,
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
                    rows.setdefault((event.event_id, link.relation, other), origin(report.item, article_ids))
    for part, whole in resolved.during:
        told = next(r for r in sorted(part.reports, key=lambda r: r.anchor) if r.item.article)
        rows.setdefault((part.event_id, "part_of", whole.event_id), origin(told.item, article_ids))
    tables["event_links"] = [
        {"event_id": a, "relation": r, "other_event_id": b, **said_by} for (a, r, b), said_by in sorted(rows.items())
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
