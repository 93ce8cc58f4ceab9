"""Capacities: what kind of office a title in these registers is, and for whom it acts."""

from __future__ import annotations

import re

from etl.lexicon.roles import role_type
from etl.sources.remarks_names import Party
from etl.sources.remarks_words import RANKS

# A capacity: (title, role_type, qualifier, country, body).
Capacity = tuple[str, str, str, str | None, str | None]


# Where the head of government is called president: of the Government, in Spain.
_PRESIDENT_OF_GOVERNMENT = frozenset({"ES"})
_PARLIAMENT = re.compile(r"\b(?:Congress|Parliament|Assembly|Knesset|Senate|Council of Representatives)\b")


def register_role(title: str, country: str | None, body: str | None, head: str) -> str:
    """The role_type of a title as these registers use it; `other` where nothing is known of it.

    Three readings differ from those of news: a chairman is a party's or a body's, not the head of state; the pope stands here as a
    religious leader too (see `capacities`); a rank alone is military.
    """
    words = title.lower()
    if head == "chairman" and not body and country in ("CN", "TW") and words == "chairman":
        return "official"
    if words in ("chief of state", "chairman of the presidency"):
        return "head_of_state"
    if words == "president" and not body and country in _PRESIDENT_OF_GOVERNMENT:
        return "head_of_government"
    if body and country and head in ("chairman", "speaker", "president") and _PARLIAMENT.search(body):
        return "legislator"
    if words == "state counselor" and country == "CN":
        return "minister"  # State Councilor elsewhere in the registers
    if head in ("secretary", "minister") and re.search(r"\b(?:foreign|external) (?:affairs|relations)\b", words):
        return (
            "official"
            if words.startswith(("deputy", "vice", "under", "assistant")) and " and " not in words
            else "foreign_minister"
        )
    if head == "secretary" and words.endswith(("of national defense", "of defense")):
        return "defense_minister"
    if head == "leader" and body:
        return "legislator" if "party" in body.lower() else "official"
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


def capacities(party: Party, country: str | None) -> list[Capacity]:
    """All capacities of a party that acts for `country`, as its titles say."""
    out: list[Capacity] = []
    for number, title in enumerate(party.titles):
        if number and title.head == "ambassador":
            continue  # a form of address
        own = title.nation if len(party.titles) > 1 else None
        body = (own.body if own else "") or (party.body if not own else "") or None
        land = own.countries[0] if own and own.countries else (None if own and own.body else country)
        if body and body == party.body and not party.countries and not own:
            land = country
        out.append((title.text, register_role(title.text, land, body, title.head), title.qualifier, land, body))
        if title.qualifier == "designate":
            out.append((title.text, "other", "current", land, body))  # who is elected holds no office yet
        if title.head == "pope":
            out[-1] = (title.text, "religious_leader", title.qualifier, "VA", None)
            out.append((title.text, "head_of_state", title.qualifier, "VA", None))
        if title.head == "generalissimo" and land == "ES":
            out.append((title.text, "head_of_state", title.qualifier, land, body))  # Franco led the state as such
    if not out and any(a.lower().rstrip("h").startswith(("sheik", "shaik")) for a in party.address):
        out.append(("Sheikh", "royal", "current", country, None))
    return out


def titles_of(party: Party, country: str | None) -> tuple[tuple[str, str, str], ...]:
    """The titles of a visitor: (text, role_type, qualifier)."""
    return tuple((text, role, qualifier) for text, role, qualifier, _, _ in capacities(party, country))
