"""Turns one remark into claims: the stay, the people met and accompanied, what happened during it."""

from __future__ import annotations

from dataclasses import replace

from etl.claims import Defect, EventClaim, EventLink, Evidence, Participant, Place
from etl.geo.places import ambiguous, candidates, locate
from etl.sources import remarks
from etl.sources.remarks import Contact
from etl.sources.remarks_allegiance import US, Allegiance
from etl.sources.remarks_capacities import capacities, register_role
from etl.sources.remarks_checks import checks
from etl.sources.remarks_claims import Claims, Setting
from etl.sources.remarks_known import SAID, TAKEN
from etl.sources.remarks_occasions import Occasion, occasions, stay
from etl.sources.remarks_towns import here

# What a clause without a verb tells of an encounter with the host's government: "Informal meeting", "Working luncheon".
_TALKED = frozenset(
    "shuttle negotiations discussion discussions talks consultations meeting meetings conversations luncheon lunch".split()
)
_LEADERS = frozenset({"head_of_state", "monarch", "head_of_government"})


class Reader(Allegiance):
    """Turns one remark into claims."""

    def __init__(self, setting: Setting, text: str):
        super().__init__(setting, remarks.parse(text, setting.start, setting.end))
        self.claims = Claims(setting)
        self.text = text
        self.own: list[str] = []
        self.occasions: list[Occasion] = []
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

    def _is_self(self, contact: Contact) -> bool:
        names = {one.name.split()[-1].lower() for one in self.setting.travellers}
        party = contact.party
        return contact.governor == "^" and party.named and party.name.lower() in names

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
