"""The claims of one register entry while they are gathered: people, their capacities, events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from etl import edtf
from etl.claims import AffiliationClaim, Defect, EventClaim, Evidence, Item, Participant, PersonClaim, Record
from etl.sources.remarks_capacities import Capacity
from etl.sources.remarks_known import SAID, Known

# Of several capacities of one person, the main one is the first in this order.
_RANK = {
    role: number
    for number, role in enumerate(
        "head_of_state monarch head_of_government vice_president foreign_minister defense_minister minister national_security_adviser "
        "international_official envoy ambassador legislator official military royal religious_leader other".split()
    )
}


@dataclass(frozen=True, slots=True)
class Traveller:
    """The person whose entry it is."""

    name: str
    titles: tuple[tuple[str, str, str], ...]  # (title, role_type, qualifier)
    country: str | None
    identifiers: tuple[tuple[str, str], ...] = ()
    address: tuple[str, ...] = ()
    organization: str | None = None
    names: tuple[str, ...] = ()  # other forms of the name that the entry has


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
        titles: list[Capacity],
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
                better = replace(known, country=known.country or country)
                if len(name) > len(known.name):
                    better = replace(better, name=name, names=tuple(dict.fromkeys((*known.names, known.name))))
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

    def _add(self, pid: str, titles: list[Capacity], extractor: str, confidence: float) -> None:
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
        """That person as a participant, in all capacities they have here, as the entry names them."""
        name = next(p.name for p in self.people if p.id == pid)
        return Participant(pid, role, self._capacities.get(pid, ()), as_text=as_text or name)

    def finish(self) -> None:
        """Give everyone in every event all the capacities that the whole entry tells of them."""
        for number, event in enumerate(self.events):
            parts = tuple(
                replace(p, affiliations=self._capacities.get(p.who, p.affiliations)) for p in event.participants
            )
            self.events[number] = replace(event, participants=parts)

    def item(self, record: Record, defects: Iterable[Defect] = ()) -> Item:
        """The entry as an item: all its claims, the defects found before its remark was read, and those of the remark."""
        return Item(
            record.record_id, self.setting.register, record=record, people=tuple(self.people), affiliations=tuple(self.affiliations),
            events=tuple(self.events), defects=(*defects, *self.defects),
        )  # fmt: skip

    def event(self, event: EventClaim) -> str:
        """Add an event under the next free id."""
        eid = f"e{len(self.events) + 1}"
        self.events.append(replace(event, id=eid))
        return eid


def _same(known: PersonClaim, name: str, country: str | None, roles: set[str], known_roles: set[str]) -> bool:
    if known.name == name and known.country == country:
        return (
            not roles
            or not known_roles
            or bool(roles & known_roles)
            or (" " in name and "monarch" not in roles | known_roles)
        )
    a, b = known.name.lower().split(), name.lower().split()
    if (known.country != country and roles and known_roles) or not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short[-1] == long[-1] and len(short) == 1:
        return not roles or not known_roles or bool(roles & known_roles)
    return False
