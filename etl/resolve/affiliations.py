"""Capacities: appointments that a register records, and those in which somebody is seen.

An appointment is one row for itself. A capacity seen in a remark or an article (the Foreign Minister of Japan, on a day) joins the
appointment that holds on that day, or else the sightings of the same person in the same post, as one row with the first and last day
on which they were seen in it. Where another person was seen in the post in between, or twelve years went by, it is a second row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.claims import AffiliationClaim, Item
from etl.edtf import bounds, day_number
from etl.resolve.clusters import Cluster
from etl.resolve.ids import slug
from etl.resolve.names import fold
from etl.resolve.organizations import Organizations
from etl.resolve.references import FIRST_DAY, LAST_DAY, SINGLE, block_of
from etl.resolve.strangers import refuse_of_other_states, refuse_strangers
from etl.resolve.terms import Holders, PostKey, Seen, Sighting, terms

SAME_OFFICE = {"monarch": "head_of_state"}
MARGIN = 45  # days by which a sighting may lie outside an appointment: dates of assumption differ between sources


@dataclass(slots=True)
class Affiliation:
    """One row of `affiliations` in the making."""

    person: Cluster
    post: PostKey | None
    role_type: str
    country: str | None
    organization_id: str | None
    accredited_country: str | None
    accredited_organization_id: str | None
    status: str
    sightings: list[Sighting] = field(default_factory=list)
    appointment: Sighting | None = None
    affiliation_id: str = ""
    first: str = FIRST_DAY  # the first day on which it is known to hold, and the last
    last: str = FIRST_DAY
    anchor: str = ""  # the least anchor of its sightings

    def add(self, sighting: Sighting) -> None:
        """Take a sighting in; the days of an appointment are its own, and do not widen."""
        self.sightings.append(sighting)
        self.anchor = min(self.anchor or sighting.anchor, sighting.anchor)
        if sighting.first and not (self.appointment and self.appointment.first):
            self.first = sighting.first if self.first == FIRST_DAY else min(self.first, sighting.first)
        if not self.appointment:
            self.last = max(self.last, sighting.last or sighting.first or FIRST_DAY)

    @property
    def title(self) -> str:
        """The title of the register, or the one most often given."""
        if self.appointment:
            return self.appointment.claim.title
        counts = Counter(s.claim.title for s in self.sightings if s.claim.title)
        return min(counts, key=lambda t: (-counts[t], t)) if counts else self.role_type.replace("_", " ")


def post_key(claim: AffiliationClaim, organization_id: str | None) -> PostKey | None:
    """What names the office: the country for offices held by one, else the title; None for what is no office (a reporter, an author)."""
    if claim.role_type in SINGLE and claim.country and not organization_id_matters(claim):
        return ("single", claim.role_type, claim.country)
    if claim.post:
        return ("post", claim.post)
    if claim.role_type in ("journalist", "photographer", "scholar", "other", "executive", "royal"):
        return None
    if not claim.title:
        return None
    title = " ".join(fold(claim.title))
    return ("title", title, claim.country or "", organization_id or "", claim.accredited_country or "")


def organization_id_matters(claim: AffiliationClaim) -> bool:
    """Whether the office is a body's and not a state's: the president of the European Commission."""
    return bool(claim.organization) and not claim.country


class Affiliations:
    """All capacities, and which claim became which."""

    def __init__(self) -> None:
        self.all: list[Affiliation] = []
        self.of: dict[str, Affiliation] = {}
        self.by_person: dict[int, list[Affiliation]] = defaultdict(list)
        # said by an article of an office, and taken for a misreading: with the other state that its person serves, or ""
        self.refused: list[tuple[Sighting, str]] = []

    def add(self, affiliation: Affiliation) -> None:
        self.all.append(affiliation)
        self.by_person[id(affiliation.person)].append(affiliation)
        for sighting in affiliation.sightings:
            self.of[sighting.anchor] = affiliation

    def see(self, affiliation: Affiliation, sighting: Sighting) -> None:
        affiliation.add(sighting)
        self.of[sighting.anchor] = affiliation

    def at(self, person: Cluster, first: str | None, last: str | None) -> list[Affiliation]:
        """Capacities that hold on these days, the strongest first: appointments before sightings, offices before the rest."""
        if first is None:
            return []
        held = [
            a
            for a in self.by_person.get(id(person), [])
            if a.first <= (last or first) and first <= a.last and a.status != "candidate"
        ]
        return sorted(
            held,
            key=lambda a: (
                a.appointment is None,
                a.role_type not in SINGLE,
                a.status != "substantive",
                a.first,
                a.anchor,
            ),
        )


def resolve_affiliations(
    items: list[Item], person_of: dict[str, Cluster], organizations: Organizations
) -> Affiliations:
    """Every affiliation claim as part of one affiliation. Items may come in any order."""
    result = Affiliations()
    seen: dict[Seen, list[Sighting]] = defaultdict(list)
    bodies: dict[str, tuple[str | None, str | None]] = {}
    for item in sorted(items, key=lambda i: i.key):
        for claim in item.affiliations:
            person = person_of.get(f"{item.key}#{claim.person}")
            if person is None:
                continue
            organization_id = organizations.see(claim.organization, item.source) if claim.organization else None
            accredited = (
                organizations.see(claim.accredited_organization, item.source) if claim.accredited_organization else None
            )
            sighting = Sighting(item, claim, *_days(claim, item))
            bodies[sighting.anchor] = (organization_id, accredited)
            if claim.post and item.record:
                result.add(_new(person, sighting, organization_id, accredited, appointment=True))
            else:
                key = post_key(claim, organization_id)
                none = (
                    "none",
                    claim.role_type,
                    " ".join(fold(claim.title)),
                    claim.country or "",
                    organization_id or "",
                )
                seen[id(person), key or none, claim.status].append(sighting)
    persons = {id(c): c for c in person_of.values()}
    left: dict[Seen, list[Sighting]] = {}
    for group, sightings in seen.items():
        rest = [s for s in sightings if not _join_appointment(result, persons[group[0]], s)]
        if rest:
            left[group] = rest
    refuse_strangers(result, left)
    refuse_of_other_states(result, left)
    holders = Holders(left)
    for group in sorted(left, key=lambda g: min(s.anchor for s in left[g])):
        for term in terms(left[group], holders, group[1], group[0]):
            affiliation = _new(persons[group[0]], term[0], *bodies[term[0].anchor], appointment=False)
            for sighting in term[1:]:
                affiliation.add(sighting)
            result.add(affiliation)
    return result


def _days(claim: AffiliationClaim, item: Item) -> tuple[str | None, str | None]:
    """The first and last day on which the claim says that the capacity holds."""
    start = bounds(claim.start)[0]
    if claim.post and item.record:
        end = LAST_DAY if claim.end == ".." else bounds(claim.end)[1]
        return start or bounds(claim.end)[0], end or start
    as_of_first, as_of_last = bounds(claim.as_of)
    if claim.qualifier in ("former",):
        return start, bounds(claim.end)[1] if claim.end and claim.end != ".." else start
    if as_of_first is None and item.article and claim.qualifier not in ("then", "candidate", "designate"):
        as_of_first, as_of_last = bounds(item.article.published)
    return start or as_of_first, as_of_last or as_of_first or start


def _new(
    person: Cluster, sighting: Sighting, organization_id: str | None, accredited: str | None, appointment: bool
) -> Affiliation:
    claim = sighting.claim
    affiliation = Affiliation(
        person=person,
        post=post_key(claim, organization_id),
        role_type=claim.role_type,
        country=claim.country,
        organization_id=organization_id,
        accredited_country=claim.accredited_country,
        accredited_organization_id=accredited,
        status=claim.status,
    )
    if appointment:
        affiliation.appointment = sighting
        affiliation.first = sighting.first or FIRST_DAY
        affiliation.last = sighting.last or sighting.first or FIRST_DAY
    affiliation.add(sighting)
    return affiliation


def _join_appointment(result: Affiliations, person: Cluster, sighting: Sighting) -> bool:
    """Put a sighting with the appointment that holds on its day. False when none does."""
    claim = sighting.claim
    office = SAME_OFFICE.get(claim.role_type, claim.role_type)
    best: tuple[int, str, Affiliation] | None = None
    for a in result.by_person.get(id(person), []):
        if (
            a.appointment is None
            or SAME_OFFICE.get(a.role_type, a.role_type) != office
            or block_of(a.country) != block_of(claim.country)
        ):
            continue
        if (a.status == "candidate") != (claim.status == "candidate") or (
            claim.status == "designate" and a.status != "designate"
        ):
            continue
        if a.accredited_country and claim.accredited_country and a.accredited_country != claim.accredited_country:
            continue
        gap = _gap(a, sighting)
        if gap is None or (gap > MARGIN and not _by_courtesy(a, sighting)):
            continue
        if best is None or (gap, a.anchor) < best[:2]:
            best = (gap, a.anchor, a)
    if best is None:
        return False
    result.see(best[2], sighting)
    return True


def _by_courtesy(appointment: Affiliation, sighting: Sighting) -> bool:
    """Whether an article calls somebody by the office that they have left: "President Hoover", years after."""
    left = sighting.first is not None and sighting.first > appointment.last
    return left and sighting.item.article is not None and appointment.role_type in SINGLE


def _gap(affiliation: Affiliation, sighting: Sighting) -> int | None:
    """Days between a sighting and an appointment; 0 within it; None where the sighting has no day and the office was held more than once."""
    if sighting.first is None:
        return 0
    if sighting.first > affiliation.last:
        return day_number(sighting.first) - day_number(affiliation.last)
    if (sighting.last or sighting.first) < affiliation.first:
        return day_number(affiliation.first) - day_number(sighting.last or sighting.first)
    return 0


def affiliation_slugs(affiliation: Affiliation, person_id: str) -> Iterator[str]:
    """Ids to try: person, title, country or body accredited to, year."""
    title = affiliation.title
    to = affiliation.accredited_country or affiliation.accredited_organization_id
    year = affiliation.first[:4] if affiliation.first != FIRST_DAY else None
    status = affiliation.status if affiliation.status != "substantive" else None
    base = slug(person_id, status, title)
    yield slug(base, to, year)
    yield slug(base, to, affiliation.organization_id or affiliation.country, year)
