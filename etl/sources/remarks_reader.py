"""Turns one remark into claims: the stay, the people met and accompanied, what happened during it."""

from __future__ import annotations

from dataclasses import replace

from etl.claims import Defect, EventClaim, EventLink, Evidence, Participant, Place
from etl.geo.places import ambiguous, candidates, locate
from etl.sources import remarks
from etl.sources.remarks import Contact, Remark
from etl.sources.remarks_capacities import capacities, register_role
from etl.sources.remarks_checks import checks
from etl.sources.remarks_claims import Claims, Setting
from etl.sources.remarks_known import SAID, TAKEN
from etl.sources.remarks_names import Party
from etl.sources.remarks_occasions import Occasion, occasions, stay
from etl.sources.remarks_towns import here

US = "US"
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
# What a clause without a verb tells of an encounter with the host's government: "Informal meeting", "Working luncheon".
_TALKED = frozenset(
    "shuttle negotiations discussion discussions talks consultations meeting meetings conversations luncheon lunch".split()
)
_LEADERS = frozenset({"head_of_state", "monarch", "head_of_government"})


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
        self.remark.contacts = [self._without_place(contact) for contact in self.remark.contacts]

    def _without_place(self, contact: Contact) -> Contact:
        """A name without a town of the stay that has slipped in behind it ("President Nixon Leningrad, Kiev")."""
        head, _, last = contact.party.name.rpartition(" ")
        if not head or self._us_president(contact.party) or not self._us_president(replace(contact.party, name=head)):
            return contact
        if last not in self.setting.towns and not locate(last, self.setting.home):
            return contact
        self.claims.defects.append(Defect("place-in-a-name", f"{last} stands behind the name {head}"))
        return replace(contact, party=replace(contact.party, name=head))

    def read(self) -> Claims:
        """All claims of the entry: the stay first, then what happened during it, in the order told."""
        self._travellers()
        for number, clause in enumerate(self.remark.clauses):
            self.occasions += occasions(clause, number, self.setting.start)
        companions = [c for c in self.remark.contacts if self._is_companion(c)]
        stay_id = self._stay(companions)
        made = self._happenings(stay_id)
        self._meetings(stay_id, made, companions)
        self.claims.finish()
        for contact in self.remark.contacts:
            self.claims.defects += [Defect(rule, detail) for rule, detail in remarks.respelt(contact.party)]
        self.claims.defects += checks(self.remark, self.text, self.setting.start, self.setting.end, self.abroad)
        self.claims.defects = list(dict.fromkeys(self.claims.defects))
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
            pid = self.claims.person(one.name, titles, one.name, part, one.identifiers, one.names, one.country)
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
        """Whether someone came with the traveller: told so, or of the same government and present at the same occasion."""
        if not self.abroad:  # "attended President Marsh’s speech" makes nobody a companion
            return contact.part == "companion" and self.remark.clauses[contact.clause].act != "attend"
        if contact.part == "companion" or not contact.party.named:
            return contact.part == "companion"
        if contact.part == "attendee" and self._us_president(contact.party):
            return True
        act = self.remark.clauses[contact.clause].act
        return act == "attend" and contact.governor == "with" and self._department(contact.party)

    def _department(self, party: Party) -> bool:
        """Whether the title is one of the US cabinet's, as it stands without a country in travels."""
        if not self.abroad or self.setting.home in ("VA", "PH") or party.countries or not party.titles:
            return False
        low = party.titles[0].text.lower()
        if low == "secretary of state" and any(
            r == "foreign_minister" for one in self.setting.travellers for _, r, _ in one.titles
        ):
            return False  # he met his counterpart: in Cuba and elsewhere the foreign minister had that title
        return any(low in (f"secretary of {d}", f"{d} secretary") for d in _US_DEPARTMENTS if d != "foreign")

    def _vice_president(self, contact: Contact) -> bool:
        """A vice president without a country, named before one who is said to be of the visited country, is the American one."""
        party = contact.party
        if (
            not self.abroad
            or party.countries
            or not any(t.head == "president" and t.text.startswith("Vice") for t in party.titles)
        ):
            return False
        same = [c.party for c in self.remark.contacts if c.clause == contact.clause]
        return any(self.setting.home in p.countries for p in same[same.index(party) + 1 :])

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
        if self._department(party) or (self._vice_president(contact) and not party.countries):
            return US, party
        if party.titles and party.titles[0].head in (
            "envoy",
            "representative",
            "secretary general",
            "secretary-general",
        ):
            return None, party  # of the United Nations, mostly, and never of the host
        if self.abroad and party.titles and party.titles[0].text.lower() == "presidential adviser":
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
        return self.claims.event(EventClaim(
            "", "visit", subtype=stay(self.text), mode="in_person", date=setting.when, date_basis="stated", places=places,
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
        names = party.variants
        identifiers: tuple[tuple[str, str], ...] = ()
        if code == US and (who := self._us_president(party)) and any(t.head == "president" for t in party.titles):
            identifiers = (("travels", who),)
        return self.claims.person(
            party.name,
            capacities(party, code),
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
                lands = sorted({one.country or "" for one in candidates(town)}) if self.abroad else []
                told = f"{town} is in {lands[0]}, the entry is of {self.setting.home}" if len(lands) == 1 else ""
                self.claims.defects.append(
                    Defect("place-in-another-country", told)
                    if told
                    else Defect("unknown-place", f"{town} is in no gazetteer under {self.setting.home}")
                )
                place = Place(town, self.setting.home)
            elif several := ambiguous(town, self.setting.home):
                where = "; ".join(f"{p.latitude:.1f}, {p.longitude:.1f}" for p in several[:4])
                told = f"{town} under {self.setting.home} may be one of {len(several)}, at {where}: the first is taken"
                self.claims.defects.append(Defect("ambiguous-place", told))
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
            places, said, country = self._where(occasion.place)
            made[occasion.clause] = self.claims.event(EventClaim(
                "", occasion.type, status=occasion.status, subtype=occasion.subtype, mode="in_person", date=occasion.date or self.setting.when,
                date_basis="stated" if occasion.date else "inferred", places=places, place_said=said,
                country=country, participants=tuple(dict.fromkeys(parts)), links=(EventLink("part_of", stay_id),),
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
        roles = {role for _, role, _, land, _ in capacities(party, code) if land == self.setting.home}
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
            places, said, country = self._where(contact.place)
            self.claims.event(EventClaim(
                "", "meeting", status=contact.status, mode="in_person", date=contact.date or self.setting.when,
                date_basis="stated" if contact.date or self.setting.start == self.setting.end else "inferred", places=places, place_said=said,
                country=country, participants=tuple(dict.fromkeys(parts)), links=tuple(links),
                evidence=Evidence(as_text=None, extractor=f"{self.setting.register}.remark"),
            ))  # fmt: skip
        self._talks(stay_id, made)

    def _talks(self, stay_id: str, made: dict[int, str]) -> None:
        """Talks of which no counterpart is named, told in a sentence that names none either: one event an entry."""
        told = {c.clause for c in self.remark.contacts}
        for number, clause in enumerate(self.remark.clauses):
            talks = clause.act in ("discuss", "meet") or (
                clause.verb < 0 and bool(_TALKED & {t.low for t in clause.parts[:3]})
            )
            goes_on = number - 1 in told and not clause.fresh  # "met with the president; reviewed the peace process"
            if not talks or goes_on or number in told or number in made or not self.setting.home:
                continue
            parts = [self.claims.part(pid, "visitor") for pid in self.own]
            parts.append(Participant(f"country:{self.setting.home}", "host"))
            self.claims.event(EventClaim(
                "", "talks", mode="in_person", date=self.setting.when, date_basis="inferred", places=self.claims.events[0].places[:1],
                country=self.setting.home, participants=tuple(parts), links=(EventLink("part_of", stay_id),),
                evidence=Evidence(extractor=f"{self.setting.register}.remark"),
            ))  # fmt: skip
            return

    def _role_of_own(self, contact: Contact) -> bool:
        code, _ = self.country(contact)
        return code == self.setting.home

    def _where(self, told: str) -> tuple[tuple[Place, ...], str | None, str | None]:
        """Places, the place as told, and country of what happened at the place told, or else of the stay."""
        stay_event = self.claims.events[0]
        if told and (place := here(told, self.setting.home)):
            return (place,), told, self.setting.home
        if self.abroad and len(stay_event.places) == 1:
            return stay_event.places, None, self.setting.home
        return (), None, self.setting.home
