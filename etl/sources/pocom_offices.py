"""The offices of *Principal Officers and Chiefs of Mission*: their titles, and what kind of role each is.

Every head of a diplomatic mission is an `ambassador` in our vocabulary, whatever the rank of the day: envoy extraordinary, minister
resident, chargé d'affaires. Agents, commissioners and heads of offices without diplomatic status are `envoy`; consuls and
other officers in charge of a post are `official`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.sources.entries import Files, parse
from etl.sources.pocom_people import text_of

_CHIEFS = {
    "agent": "envoy",
    "agent-consul-general": "envoy",
    "commissioner": "envoy",
    "commissioner-consul-general": "envoy",
    "diplomatic-agent": "envoy",
    "diplomatic-agent-consul-general": "envoy",
    "chief-of-mission-of-us-office-abroad": "envoy",
    "personal-representative-of-the-president": "envoy",
    "representative": "envoy",
    "acting-principal-officer": "official",
    "principal-officer": "official",
    "chief": "official",
    "consul-general": "official",
    "director": "official",
}
_PRINCIPALS = {
    "secretary": "foreign_minister",
    "secretary-ad-interim": "foreign_minister",
    "secretary-of-foreign-affairs-continental-congress": "foreign_minister",
    "ambassador-at-large": "envoy",
    "career-ambassador": "ambassador",  # a personal rank
    "us-trade-representative": "minister",
}
# Roles whose holder stands in for the holder of the post.
ACTING = frozenset(
    {"charge-daffaires-ad-interim", "charge-daffaires-pro-tem", "acting-principal-officer", "secretary-ad-interim"}
)
_BODIES = {
    "director-us-arms-control-disarmament-agency": "Arms Control and Disarmament Agency",
    "director-usia": "U.S. Information Agency",
    "us-trade-representative": "Office of the U.S. Trade Representative",
    "secretary-of-foreign-affairs-continental-congress": "Department of Foreign Affairs",
}


@dataclass(frozen=True, slots=True)
class Office:
    """A title of the register. `ongoing` is False where the office has been abolished."""

    title: str
    role_type: str
    organization: str | None = None  # the body it belongs to
    accredited: str | None = None  # the body it is accredited to
    ongoing: bool = True


def read_offices(archive: Files) -> dict[str, Office]:
    """Every role-title-id of the register with its office. Raises SourceError for what is not well-formed."""
    offices = dict(_chiefs(archive))
    for name, data in archive.files("missions-orgs/*.xml"):
        root = parse(data, name)
        title = text_of(root.find("names/singular"))
        body = re.search(r"(?:to|on the Council of) the (.*?)(?:, with| \(|$)", title)
        offices[text_of(root.find("id"))] = Office(title, "ambassador", accredited=body[1] if body else None)
    for name, data in archive.files("positions-principals/*.xml"):
        root = parse(data, name)
        ident, title = text_of(root.find("id")), text_of(root.find("names/singular"))
        agency = re.search(r"(?:Administrator|Director) of the (.*)", title)
        body_of = _BODIES.get(ident) or "Department of State"
        category = text_of(root.find("category"))
        if category == "foreign-assistance-agencies" and agency:
            body_of = agency[1]
        # The element <ongoing> says false of most offices that go on, and <end> has a year for them: not to be used.
        ongoing = category not in ("discontinued", "foreign-assistance-agencies")
        offices[ident] = Office(title, _PRINCIPALS.get(ident, "official"), body_of, ongoing=ongoing)
    return offices


def _chiefs(archive: Files) -> Iterator[tuple[str, Office]]:
    for name, data in archive.files("roles-country-chiefs/*.xml"):
        root = parse(data, name)
        ident = text_of(root.find("id"))
        yield ident, Office(text_of(root.find("names/singular")), _CHIEFS.get(ident, "ambassador"))
