"""Wrong facts put right: rows of `curation/facts.csv` (anchor, field, value, reason, source), applied to claims before they are resolved.

The anchor is a claim's address, `KEY#LOCAL`; the field is one of those below. An empty value takes the fact away; the field `withdrawn` with 1
takes the whole event or affiliation out, as if its source had never said it. The claims files themselves are not changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from etl.claims import AffiliationClaim, EventClaim, Item, PersonClaim, Place

FIELDS: dict[str, frozenset[str]] = {
    "event": frozenset({"type", "subtype", "mode", "status", "date", "place", "country", "name", "withdrawn"}),
    "affiliation": frozenset(
        {
            "title",
            "role_type",
            "organization",
            "country",
            "accredited_country",
            "qualifier",
            "status",
            "start",
            "end",
            "as_of",
            "withdrawn",
        }
    ),
    "person": frozenset({"name", "family_name", "given_name", "country", "born", "died", "gender"}),
}
REQUIRED = frozenset({"type", "status", "title", "role_type", "qualifier"})  # have no empty value
NAMES = frozenset().union(*FIELDS.values())


@dataclass(frozen=True)
class Correction:
    """One fact of one claim."""

    anchor: str
    field: str
    value: str | None


def correct(item: Item, corrections: Iterable[Correction]) -> tuple[Item, set[Correction]]:
    """The item with what applies to it, and which corrections did."""
    by_local: dict[str, list[Correction]] = {}
    for c in corrections:
        by_local.setdefault(c.anchor.rpartition("#")[2], []).append(c)
    used: set[Correction] = set()
    events = tuple(e for e in (_changed(x, "event", by_local, used) for x in item.events) if e is not None)
    affiliations = tuple(
        a for a in (_changed(x, "affiliation", by_local, used) for x in item.affiliations) if a is not None
    )
    people = tuple(p for p in (_changed(x, "person", by_local, used) for x in item.people) if p is not None)
    gone = {a.id for a in item.affiliations} - {a.id for a in affiliations}
    if gone:
        events = tuple(
            dataclasses.replace(
                e,
                participants=tuple(
                    dataclasses.replace(p, affiliations=tuple(a for a in p.affiliations if a not in gone))
                    for p in e.participants
                ),
            )
            for e in events
        )
    return dataclasses.replace(item, events=events, affiliations=affiliations, people=people), used


def _changed(
    claim: EventClaim | AffiliationClaim | PersonClaim,
    kind: str,
    by_local: dict[str, list[Correction]],
    used: set[Correction],
) -> Any:
    """The claim with its corrections; None where it was withdrawn."""
    for c in by_local.get(claim.id, ()):
        if c.field not in FIELDS[kind] or (c.field in REQUIRED and not c.value):
            continue
        used.add(c)
        if c.field == "withdrawn":
            return None
        if c.field == "place":
            country = getattr(claim, "country", None)
            claim = dataclasses.replace(claim, places=(_place(c.value, country),) if c.value else ())  # type: ignore[arg-type]
        else:
            more = {"date_basis": "curated", "anchor": None} if c.field == "date" else {}
            claim = dataclasses.replace(claim, **{c.field: c.value}, **more)  # type: ignore[arg-type]
    return claim


def _place(name: str, country: str | None) -> Place:
    from etl.geo.places import locate

    return locate(name, country) or Place(name, country)
