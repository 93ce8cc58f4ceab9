"""Capacities while they are being gathered: who, which title, whose, since when; and the claims made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from etl.claims import AffiliationClaim, Evidence
from etl.extract.titles import Title
from etl.extract.view import View

STATUS = {"acting": "acting", "designate": "designate", "candidate": "candidate"}


@dataclass(slots=True)
class Capacity:
    """One saying that a person holds an office."""

    person: str
    view: View
    title: Title
    role: str  # the role's words
    how: str  # the pattern
    country: str | None = None
    qualifier: str | None = None  # None: nothing said
    start: str | None = None
    end: str | None = None
    role_type: str | None = None  # where the title itself does not tell ("counterpart")
    organization: str | None = None
    accredited: str | None = None
    place: int | None = None  # its number among those who share a plural title
    strong: bool = True  # said by the title or beside it, not inferred
    notes: list[str] = field(default_factory=list)

    def kind(self) -> str | None:
        """The role_type, given what is known of the country by now."""
        if self.role_type:
            return self.role_type
        return self.title.role_type(self.country)


def claims(capacities: list[Capacity], as_of: str | None) -> list[AffiliationClaim]:
    """Capacities as claims: those that say the same are one, the first saying its evidence."""
    merged: list[Capacity] = []
    of: dict[str, list[Capacity]] = {}
    offices = {
        c.person
        for c in capacities
        if c.country
        and c.kind() not in (None, "royal", "other", "religious_leader")
        and c.role not in ("prince", "princess")
    }
    capacities = [c for c in capacities if not (c.role in ("prince", "princess") and c.person in offices)]
    of_body = of_bodies(capacities)  # a bare "President Ferri" says no more than that he is the Commission's
    capacities = [
        c for c in capacities if c.country or c.kind() == "international_official" or (c.person, c.role) not in of_body
    ]
    for before, after in pairwise(capacities):
        _share_body(before, after)
    for c in capacities:
        if c.kind() is None:
            continue
        same = next((m for m in of.get(c.person, ()) if _same(m, c)), None)
        if same is None:
            merged.append(c)
            of.setdefault(c.person, []).append(c)
            continue
        if _bare(same, c):
            c.qualifier = c.qualifier or same.qualifier
            c.country = c.country or same.country
            merged[next(k for k, m in enumerate(merged) if m is same)] = c
            of[c.person] = [c if m is same else m for m in of[c.person]]
            continue
        same.country = same.country or c.country
        same.qualifier = same.qualifier or c.qualifier
        same.start, same.end = same.start or c.start, same.end or c.end
        same.organization = same.organization or c.organization
        if len(c.role) > len(same.role) and c.role.startswith(same.role):
            same.role = c.role
    out = []
    for number, c in enumerate(merged, 1):
        span = c.view.tokens[c.title.start].start, c.view.tokens[c.title.end - 1].end
        qualifier = c.qualifier or "current"
        if c.title.ordinal and qualifier == "former" and c.how == "possessor":
            qualifier = "first"
        out.append(
            AffiliationClaim(
                id=f"a{number}",
                person=c.person,
                title=c.role,
                role_type=c.kind() or "other",
                organization=c.organization,
                country=c.country,
                accredited_country=c.accredited or c.title.accredited,
                qualifier=qualifier,
                status=STATUS.get(qualifier, "substantive"),
                start=c.start,
                end=c.end,
                as_of=as_of,
                zone=c.view.sentence.zone,
                evidence=Evidence(
                    as_text=c.view.text(c.title.start, c.title.end),
                    zone=c.view.sentence.zone,
                    paragraph=c.view.sentence.paragraph,
                    start=span[0],
                    end=span[1],
                    extractor=f"extract.{c.how}",
                    confidence=0.9 if c.strong else 0.6,
                ),
            )
        )
    return out


def of_bodies(capacities: list[Capacity]) -> set[tuple[str, str]]:
    """Who is said to hold which office of an international body."""
    return {(c.person, c.role) for c in capacities if c.kind() == "international_official"}


def _share_body(before: Capacity, after: Capacity) -> None:
    """Of "president and CEO, Norsk Oil" both are offices of the one body."""
    joined = before.person == after.person and before.view is after.view
    if not joined or not 0 < after.title.start - before.title.end <= 1 or before.organization or not after.organization:
        return
    if after.kind() == "executive":
        before.organization, before.country, before.role_type = after.organization, after.country, "executive"


def _same(a: Capacity, b: Capacity) -> bool:
    """Whether two sayings are of one office of one person."""
    if a.person != b.person:
        return False
    if a.country and b.country and a.country != b.country:
        return False
    if _bare(a, b) or _bare(b, a):
        return True
    if a.kind() != b.kind():
        return False
    if a.role == b.role or a.kind() not in (
        "official",
        "other",
        "minister",
        "military",
        "envoy",
        "journalist",
        "legislator",
        "executive",
        "international_official",
    ):
        if (
            a.qualifier
            and b.qualifier
            and a.qualifier != b.qualifier
            and {a.qualifier, b.qualifier} & {"designate", "candidate"}
        ):
            return False
        if (
            a.kind() == "ambassador"
            and (a.accredited or a.title.accredited)
            and (b.accredited or b.title.accredited)
            and ((a.accredited or a.title.accredited) != (b.accredited or b.title.accredited))
        ):
            return False
        return not (
            a.organization
            and b.organization
            and a.organization != b.organization
            and a.kind() in ("official", "international_official")
        )
    short, long = sorted((a.role, b.role), key=len)
    if {"deputy", "vice", "assistant", "under", "associate"} & (set(long.split()) - set(short.split())):
        return False
    return long.endswith(" " + short) or long.startswith(short + " ")


_BARE = {
    "secretary": ("secretary",),
    "minister": ("minister",),
    "adviser": ("adviser", "advisor"),
    "advisor": ("adviser", "advisor"),
    "chairman": ("chairman", "president"),
    "leader": ("president", "minister", "king", "chancellor", "premier", "secretary", "chairman"),
    "envoy": ("envoy", "ambassador", "representative"),
    "chief": ("chief", "commander"),
    "director": ("director",),
    "commissioner": ("commissioner",),
    "representative": ("representative",),
    "official": ("official", "director", "secretary", "adviser"),
    "diplomat": ("ambassador", "envoy", "minister", "secretary"),
    "career diplomat": ("never",),
}


def _bare(short: Capacity, long: Capacity) -> bool:
    """Whether one is the other's title cut short: "the secretary", "Minister Teller"."""
    if short.role not in _BARE or short.title.qualifier or short.organization not in (None, long.organization):
        return False
    return long.role != short.role and any(w in long.role.split() for w in _BARE[short.role])
