"""For whom somebody named in a remark acts: as it says, or as it takes for granted, unless other entries know better."""

from __future__ import annotations

from etl.sources.remarks import Contact, Remark
from etl.sources.remarks_capacities import register_role
from etl.sources.remarks_claims import Setting
from etl.sources.remarks_names import Party

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


class Allegiance:
    """The people of one remark, and for whom they act."""

    def __init__(self, setting: Setting, remark: Remark):
        self.setting = setting
        self.remark = remark
        self.abroad = setting.register == "travels"

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
        if not self.abroad and party.titles and party.titles[0].head in ("king", "queen") and self._crowned():
            return "GB", party
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

    def _crowned(self) -> bool:
        """Whether the visitor is a minister of a realm whose monarch is the British one."""
        return any(one.country in ("AU", "CA", "NZ") for one in self.setting.travellers)

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
