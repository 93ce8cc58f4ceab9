"""What a remark says, as claims: people, their capacities, the stay, and what happened during it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from etl import edtf
from etl.claims import AffiliationClaim, Defect, EventClaim, EventLink, Evidence, Participant, PersonClaim, Place
from etl.geo.countries import us_states
from etl.geo.places import locate
from etl.lexicon.roles import role_type
from etl.sources import remarks
from etl.sources.remarks import Contact, Remark
from etl.sources.remarks_known import SAID, TAKEN, Known
from etl.sources.remarks_occasions import Occasion, occasions, stay
from etl.sources.remarks_parties import Party
from etl.sources.remarks_titles import Title
from etl.sources.remarks_words import RANKS

US = "US"
# Of several capacities of one person, the main one is the first in this order.
_RANK = {
    role: number
    for number, role in enumerate(
        "head_of_state monarch head_of_government vice_president foreign_minister defense_minister minister national_security_adviser "
        "international_official envoy ambassador legislator official military royal religious_leader other".split()
    )
}
_US_DEPARTMENTS = (
    "state",
    "defense",
    "the treasury",
    "homeland security",
    "commerce",
    "war",
    "energy",
    "agriculture",
    "labor",
)
_LEADERS = frozenset({"head_of_state", "monarch", "head_of_government"})


@dataclass(frozen=True, slots=True)
class Traveller:
    """The person whose entry it is."""

    name: str
    titles: tuple[tuple[str, str, str], ...]  # (title, role_type, qualifier)
    country: str | None
    identifiers: tuple[tuple[str, str], ...] = ()
    address: tuple[str, ...] = ()
    organization: str | None = None


@dataclass(slots=True)
class Setting:
    """The entry that a remark stands in. `home` is the visited country; `realm` the state it belongs to, if another (Denmark)."""

    register: str  # travels, visits
    start: str  # ISO days
    end: str
    home: str | None
    travellers: list[Traveller]
    realm: str | None = None
    towns: tuple[str, ...] = ()
    place_said: str | None = None
    key: str = ""  # the entry's own, for what other entries know
    known: Known | None = None  # of the first reading of the whole register
    presidents: tuple[
        tuple[str, str], ...
    ] = ()  # of the US at that time: (family name in lower case, id in the register)

    @property
    def when(self) -> str:
        """The stay as EDTF."""
        return edtf.interval(self.start, self.end) if self.start <= self.end else self.start


@dataclass(slots=True)
class Claims:
    """The claims of one entry while they are gathered."""

    setting: Setting
    people: list[PersonClaim] = field(default_factory=list)
    affiliations: list[AffiliationClaim] = field(default_factory=list)
    events: list[EventClaim] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    _capacities: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def person(
        self,
        name: str,
        titles: list[tuple[str, str, str, str | None, str | None]],
        as_text: str,
        part: str,
        identifiers: tuple[tuple[str, str], ...] = (),
        names: tuple[str, ...] = (),
        country: str | None = None,
        confidence: float = SAID,
    ) -> str:
        """The id of the person of that name and titles, new or known in this entry. A title is (text, role, qualifier, country, body)."""
        extractor = f"{self.setting.register}.{part}"
        for known in self.people:
            if _same(known, name, country, {t[1] for t in titles}, self._roles(known.id)):
                if len(name) > len(known.name):
                    better = replace(known, name=name, names=tuple(dict.fromkeys((*known.names, known.name))))
                    self.people[self.people.index(known)] = better
                self._add(known.id, titles, extractor, confidence)
                return known.id
        pid = f"p{len(self.people) + 1}"
        self.people.append(PersonClaim(
            pid, name, names=names, country=country, identifiers=identifiers, mentions=(as_text,) if as_text else (),
            evidence=Evidence(as_text=as_text or name, extractor=extractor),
        ))  # fmt: skip
        self._add(pid, titles, extractor, confidence)
        return pid

    def _roles(self, pid: str) -> set[str]:
        return {a.role_type for a in self.affiliations if a.person == pid}

    def _add(
        self, pid: str, titles: list[tuple[str, str, str, str | None, str | None]], extractor: str, confidence: float
    ) -> None:
        have = {(a.title, a.role_type, a.country, a.organization): a.id for a in self.affiliations if a.person == pid}
        ids: list[tuple[int, str]] = [(_RANK.get(a.role_type, 99), a.id) for a in self.affiliations if a.person == pid]
        for title, role, qualifier, country, body in titles:
            if (title, role, country, body) in have:
                continue
            aid = f"a{len(self.affiliations) + 1}"
            status = qualifier if qualifier in ("acting", "designate") else "substantive"
            self.affiliations.append(AffiliationClaim(
                aid, pid, title, role, organization=body, country=country, qualifier=qualifier, status=status,
                as_of=self.setting.when, evidence=Evidence(as_text=title, extractor=extractor, confidence=confidence),
            ))  # fmt: skip
            ids.append((_RANK.get(role, 99), aid))
        former = {a.id for a in self.affiliations if a.qualifier == "former"}
        self._capacities[pid] = tuple(
            aid for _, aid in sorted(ids, key=lambda x: (x[1] in former, x[0], int(x[1][1:])))
        )

    def part(self, pid: str, role: str, as_text: str | None = None) -> Participant:
        """That person as a participant, in all capacities they have here."""
        return Participant(pid, role, self._capacities.get(pid, ()), as_text=as_text)

    def event(self, event: EventClaim) -> str:
        """Add an event under the next free id."""
        eid = f"e{len(self.events) + 1}"
        self.events.append(replace(event, id=eid))
        return eid


def _same(known: PersonClaim, name: str, country: str | None, roles: set[str], known_roles: set[str]) -> bool:
    if known.name == name and known.country == country:
        return not roles or not known_roles or bool(roles & known_roles) or " " in name
    a, b = known.name.lower().split(), name.lower().split()
    if (known.country != country and roles) or not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short[-1] == long[-1] and len(short) == 1:
        return not roles or bool(roles & known_roles)
    return False


def register_role(title: str, country: str | None, body: str | None, head: str) -> str:
    """The role_type of a title as these registers use it; `other` where nothing is known of it.

    Three readings differ from those of news: a chairman is a party's or a body's, not the head of state; the pope stands here as a
    religious leader too (see `_titles`); a rank alone is military.
    """
    words = title.lower()
    if head == "chairman" and not body and country in ("CN", "TW") and words == "chairman":
        return "official"
    if words == "chief of state":
        return "head_of_state"
    if head in ("secretary", "minister") and re.search(r"\b(?:foreign|external) (?:affairs|relations)\b", words):
        return (
            "official"
            if words.startswith(("deputy", "vice", "under", "assistant")) and " and " not in words
            else "foreign_minister"
        )
    if head == "secretary" and words.endswith(("of national defense", "of defense")):
        return "defense_minister"
    found = role_type(title, country, "international" if body and not country else None)
    if found:
        return found
    if head in RANKS or (head.split()[0] in RANKS and "secretary" not in head and "governor" not in head):
        return "military"
    if head in ("prince", "princess", "heir", "regent", "duke", "duchess"):
        return "royal"
    if head in ("cardinal", "archbishop", "bishop", "patriarch", "imam", "ayatollah"):
        return "religious_leader"
    if head == "minister" or (head == "secretary" and ("affairs" in words or "relations" in words)):
        return "minister"
    if "secretary" in head or head in (
        "councilor",
        "counselor",
        "commissioner",
        "coordinator",
        "chairman",
        "chairperson",
        "director",
    ):
        return "international_official" if body and not country else "official"
    return "other"


def _titles(party: Party, country: str | None) -> list[tuple[str, str, str, str | None, str | None]]:
    out: list[tuple[str, str, str, str | None, str | None]] = []
    for number, title in enumerate(party.titles):
        if number and title.head == "ambassador":
            continue  # a form of address
        own = title.nation if len(party.titles) > 1 else None
        body = (own.body if own else "") or (party.body if not own else "") or None
        land = own.countries[0] if own and own.countries else (None if own and own.body else country)
        if body and body == party.body and not party.countries and not own:
            land = country
        out.append((title.text, register_role(title.text, land, body, title.head), title.qualifier, land, body))
        if title.head == "pope":
            out[-1] = (title.text, "religious_leader", title.qualifier, "VA", None)
            out.append((title.text, "head_of_state", title.qualifier, "VA", None))
    if not out and any(a.lower().rstrip("h").startswith(("sheik", "shaik")) for a in party.address):
        out.append(("Sheikh", "royal", "current", country, None))
    return out


def titles_of(party: Party, country: str | None) -> tuple[tuple[str, str, str], ...]:
    """The titles of a visitor: (text, role_type, qualifier)."""
    return tuple((text, role, qualifier) for text, role, qualifier, _, _ in _titles(party, country))


class Reader:
    """Turns one remark into claims."""

    def __init__(self, setting: Setting, text: str):
        self.setting = setting
        self.claims = Claims(setting)
        self.text = text
        self.remark: Remark = remarks.parse(text, setting.start, setting.end)
        self.own: list[str] = []
        self.occasions: list[Occasion] = []
        self.abroad = setting.register == "travels"

    def read(self) -> Claims:
        """All claims of the entry: the stay first, then what happened during it, in the order told."""
        self._travellers()
        for number, clause in enumerate(self.remark.clauses):
            self.occasions += occasions(clause, number, self.setting.start)
        companions = [c for c in self.remark.contacts if self._is_companion(c)]
        stay_id = self._stay(companions)
        made = self._happenings(stay_id)
        self._meetings(stay_id, made, companions)
        for contact in self.remark.contacts:
            for word in remarks.respelt(contact.party):
                rule = "misspelt-country" if word in contact.party.misspelt else "misspelt-title"
                self.claims.defects.append(Defect(rule, f"the word {word}"))
        return self.claims

    # who

    def _travellers(self) -> None:
        for one in self.setting.travellers:
            titles = [(t, r, q, one.country, one.organization) for t, r, q in one.titles]
            for party in self.remark.capacities:
                if not self.abroad and party.body:
                    title = party.titles[0] if party.titles else None
                    if title:
                        titles.append(
                            (
                                title.text,
                                register_role(title.text, None, party.body, title.head),
                                "current",
                                None,
                                party.body,
                            )
                        )
            part = "traveller" if self.abroad else "visitor"
            pid = self.claims.person(one.name, titles, one.name, part, one.identifiers, country=one.country)
            self.own.append(pid)

    def _us_president(self, party: Party) -> str:
        """The register's id of the US president whom a title and family name can mean, or empty."""
        if (
            not any(t.head in ("president", "president-elect", "vice president") for t in party.titles)
            or party.countries
        ):
            return ""
        if any(t.qualifier == "former" for t in party.titles):
            return ""
        last = party.name.lower().split()[-1] if party.name else ""
        return next((who for family, who in self.setting.presidents if family == last), "")

    def _is_companion(self, contact: Contact) -> bool:
        if contact.part == "companion":
            return True
        return (
            contact.part == "attendee"
            and self.abroad
            and contact.party.named
            and bool(self._us_president(contact.party))
        )

    def _is_self(self, contact: Contact) -> bool:
        names = {one.name.split()[-1].lower() for one in self.setting.travellers}
        party = contact.party
        return contact.governor == "^" and party.named and party.name.lower() in names

    def country(self, contact: Contact) -> tuple[str | None, Party]:
        """Whom a party acts for, and the party with it: as the remark says, or as it takes for granted, unless other entries know better."""
        code, party = self._taken(contact)
        known = self.setting.known
        if known and party.named and code and not party.countries:
            head = party.titles[0] if party.titles else None
            role = register_role(head.text, code, None, head.head) if head else ""
            code = known.country(self.setting.key, party.name, role, int(self.setting.start[:4]), code) or code
        return code, party

    def _taken(self, contact: Contact) -> tuple[str | None, Party]:
        party, home = contact.party, self.setting.home
        if party.countries:
            return party.countries[0], party
        if party.body and not party.domestic:
            return None, party
        if party.named and not party.titles and not party.address:
            return None, party
        if party.titles and party.titles[0].head == "pope":
            return "VA", party
        if self._is_companion(contact) and self.abroad and self._american(contact):
            return US, party
        if self._is_companion(contact) and not self.abroad:
            return self.setting.travellers[0].country if self.setting.travellers else None, party
        if self._us_president(party):
            return US, party
        for title in party.titles:
            low = title.text.lower()
            if (
                self.abroad
                and home not in ("VA", "PH")
                and (any(low == f"secretary of {d}" for d in _US_DEPARTMENTS) or low in ("treasury secretary",))
            ):
                return US, party
        if (
            party.titles
            and (party.titles[0].head == "gen." or [t.head for t in party.titles] == ["ambassador"])
            and self.abroad
        ):
            return US, party  # the register writes so of the American general and ambassador on the spot
        if party.carried or party.carried_body:
            other = party.carried[0] if party.carried else None
            if other and other != home and self._carries(contact, other):
                return other, party
        if self.setting.realm and self._national(party):
            return self.setting.realm, party
        return home, party

    def _national(self, party: Party) -> bool:
        """Whether the office is one of the realm, not of a part that governs itself."""
        national = ("foreign", "defense", "prime")
        return any(
            (t.head == "minister" and any(w in t.text.lower() for w in national)) or t.head in ("king", "queen")
            for t in party.titles
        )

    def _american(self, contact: Contact) -> bool:
        """Whether a companion without a country is of the traveller's own government: a foreign host can be "joined" too."""
        titles = contact.party.titles
        if (
            contact.governor != "!"
            or not titles
            or contact.party.joined == "along"
            or self._us_president(contact.party)
        ):
            return True
        head, low = titles[0].head, titles[0].text.lower()
        return (
            head in ("president", "vice president")
            or (head == "secretary" and not low.startswith("foreign"))
            or low.startswith("vice")
        )

    def _carries(self, contact: Contact, other: str) -> bool:
        """Whether the country named before holds for this one: both offices can be of one country, and the host's are not due."""
        roles = {register_role(t.text, other, None, t.head) for t in contact.party.titles}
        if roles & {"religious_leader", "monarch", "royal"}:
            return False
        taken: set[str] = set()
        for one in self.remark.contacts:
            if one is contact:
                break
            if one.party.countries[:1] == (other,) or one.party.carried[:1] == (other,):
                taken |= {register_role(t.text, other, None, t.head) for t in one.party.titles}
        return not (roles & taken) and contact.party.joined in ("and", ",")

    # the stay

    def _stay(self, companions: list[Contact]) -> str:
        setting = self.setting
        places = tuple(self._places())
        parts = [self.claims.part(pid, "visitor") for pid in self.own]
        if setting.home:
            parts.append(Participant(f"country:{setting.home}", "host"))
        links: list[EventLink] = []
        for contact in companions:
            parts.append(self._companion(contact))
            who = self._us_president(contact.party)
            if who and self.abroad:
                links.append(EventLink("accompanies", key=f"traveller:{who}"))
        words = " ".join(t.low for c in self.remark.clauses for t in c.parts)
        status = "not_occurred" if "was to have" in words else "occurred"
        return self.claims.event(EventClaim(
            "", "visit", status=status, subtype=stay(self.text), mode="in_person", date=setting.when, date_basis="stated", places=places,
            place_said=setting.place_said, country=setting.home, participants=tuple(parts), links=tuple(dict.fromkeys(links)),
            evidence=Evidence(extractor=f"{setting.register}.entry"),
        ))  # fmt: skip

    def _companion(self, contact: Contact) -> Participant:
        if not contact.party.named:
            code = contact.party.countries[0] if contact.party.countries else (US if self.abroad else None)
            return Participant(f"country:{code or US}", "companion", as_text=contact.party.text)
        return self.claims.part(self._person(contact), "companion", contact.party.text)

    def _person(self, contact: Contact) -> str:
        code, party = self.country(contact)
        names = (f"{party.name} ({party.nickname})",) if party.nickname else ()
        identifiers: tuple[tuple[str, str], ...] = ()
        if code == US and (who := self._us_president(party)) and any(t.head == "president" for t in party.titles):
            identifiers = (("travels", who),)
        return self.claims.person(
            party.name,
            _titles(party, code),
            party.text,
            "remark",
            identifiers,
            names,
            code,
            SAID if party.countries or party.body else TAKEN,
        )

    def _places(self) -> list[Place]:
        found = []
        for town in self.setting.towns:
            place = locate(town, self.setting.home)
            if place is None:
                self.claims.defects.append(
                    Defect("unknown-place", f"{town} is in no gazetteer under {self.setting.home}")
                )
                place = Place(town, self.setting.home)
            found.append(place)
        return list(dict.fromkeys(found))

    # what happened

    def _happenings(self, stay_id: str) -> dict[int, str]:
        """One event for each occasion; the last one of each clause."""
        made: dict[int, str] = {}
        companions = {c.clause: c for c in self.remark.contacts if self._is_companion(c) and c.party.named}
        for occasion in self.occasions:
            parts = [self.claims.part(pid, "participant") for pid in self.own]
            if occasion.clause in companions:
                parts.append(self.claims.part(self._person(companions[occasion.clause]), "participant"))
            for contact in self.remark.contacts:
                there = contact.part == "attendee" or (
                    contact.part == "met" and contact.party.named and occasion.type in ("summit", "talks")
                )
                if contact.clause == occasion.clause and there and not self._is_companion(contact):
                    parts += self._participants(contact)
            for body in occasion.bodies:
                parts.append(Participant(f"org:{body}", "participant"))
            stay_event = self.claims.events[0]
            made[occasion.clause] = self.claims.event(EventClaim(
                "", occasion.type, status=occasion.status, subtype=occasion.subtype, mode="in_person", date=occasion.date or self.setting.when,
                date_basis="stated" if occasion.date else "inferred", places=stay_event.places[:1] if len(stay_event.places) == 1 else (),
                country=self.setting.home, participants=tuple(dict.fromkeys(parts)), links=(EventLink("part_of", stay_id),),
                name=occasion.name, evidence=Evidence(extractor=f"{self.setting.register}.remark"),
            ))  # fmt: skip
        return made

    def _participants(self, contact: Contact) -> list[Participant]:
        party = contact.party
        if party.named:
            pid = self._person(contact)
            return [self.claims.part(pid, self._role(contact), party.text)]
        codes = party.countries
        out = [
            Participant(f"country:{code}", "host" if code == self.setting.home else "participant", as_text=party.text)
            for code in codes
        ]
        if party.body:
            out.append(Participant(f"org:{party.body}", "participant", as_text=party.text))
        if not out and self.setting.home:
            out.append(Participant(f"country:{self.setting.home}", "host", as_text=party.text))
        return out

    def _role(self, contact: Contact) -> str:
        """Host where the party leads the visited country; only participant otherwise."""
        code, party = self.country(contact)
        roles = {role for _, role, _, land, _ in _titles(party, code) if land == self.setting.home}
        return "host" if roles & _LEADERS or (roles and code == self.setting.home) else "participant"

    def _meetings(self, stay_id: str, made: dict[int, str], companions: list[Contact]) -> None:
        with_attendees = set(made)
        for contact in self.remark.contacts:
            if contact in companions or self._is_self(contact):
                continue
            if contact.part == "attendee" and contact.clause in with_attendees and not contact.party.named:
                continue
            if contact.part not in ("met", "attendee", "addressed"):
                continue
            if contact.part == "addressed" and not contact.party.countries and not contact.party.body:
                continue
            parts = [
                self.claims.part(pid, "visitor" if self._role_of_own(contact) else "participant") for pid in self.own
            ]
            for companion in companions:
                if companion.clause == contact.clause and companion.party.named:
                    parts.append(self.claims.part(self._person(companion), "companion"))
            parts += self._participants(contact)
            links = [EventLink("part_of", stay_id)]
            if contact.clause in made:
                links.append(EventLink("part_of", made[contact.clause]))
            places, said, country = self._where(contact)
            self.claims.event(EventClaim(
                "", "meeting", status=contact.status, mode="in_person", date=contact.date or self.setting.when,
                date_basis="stated" if contact.date or self.setting.start == self.setting.end else "inferred", places=places, place_said=said,
                country=country, participants=tuple(dict.fromkeys(parts)), links=tuple(links),
                evidence=Evidence(as_text=None, extractor=f"{self.setting.register}.remark"),
            ))  # fmt: skip
        told = {c.clause for c in self.remark.contacts}
        for number, clause in enumerate(self.remark.clauses):
            talks = clause.act in ("discuss", "meet") or (
                clause.parts
                and clause.parts[0].low
                in ("shuttle", "negotiations", "discussion", "discussions", "talks", "consultations")
            )
            if talks and number not in told and number not in made and self.setting.home:
                parts = [self.claims.part(pid, "visitor") for pid in self.own]
                parts.append(Participant(f"country:{self.setting.home}", "host"))
                self.claims.event(EventClaim(
                    "", "talks", mode="in_person", date=self.setting.when, date_basis="inferred", places=self.claims.events[0].places[:1],
                    country=self.setting.home, participants=tuple(parts), links=(EventLink("part_of", stay_id),),
                    evidence=Evidence(extractor=f"{self.setting.register}.remark"),
                ))  # fmt: skip

    def _role_of_own(self, contact: Contact) -> bool:
        code, _ = self.country(contact)
        return code == self.setting.home

    def _where(self, contact: Contact) -> tuple[tuple[Place, ...], str | None, str | None]:
        stay_event = self.claims.events[0]
        if contact.place:
            place = locate(contact.place, self.setting.home)
            if place:
                return (place,), contact.place, self.setting.home
        if self.abroad and len(stay_event.places) == 1:
            return stay_event.places, None, self.setting.home
        return (), None, self.setting.home


def is_state(name: str) -> bool:
    """Whether a name is that of a US state."""
    return name in us_states()


__all__ = ["Claims", "Reader", "Setting", "Title", "Traveller", "register_role", "titles_of"]
