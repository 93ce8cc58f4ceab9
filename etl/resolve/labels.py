"""Labels and slugs of events, and one line about a person: what a reader sees first."""

from __future__ import annotations

from collections import Counter

from etl.geo.countries import COUNTRIES
from etl.resolve.clusters import Cluster
from etl.resolve.happenings import Event
from etl.resolve.ids import slug
from etl.resolve.judge import FEW_NAMES
from etl.resolve.names import parse

_TITLED = {"meeting": "Meeting", "talks": "Talks", "call": "Call", "summit": "Summit", "agreement": "Agreement",
           "statement_joint": "Joint statement", "dispatch": "Dispatch", "appointment": "Appointment", "resignation": "Resignation",
           "dismissal": "Dismissal", "inauguration": "Inauguration", "election": "Election", "ceremony": "Ceremony", "strike": "Strike",
           "attack": "Attack", "ceasefire": "Ceasefire", "sanction": "Sanctions", "expulsion": "Expulsion", "summons": "Summons",
           "letter": "Letter", "other": "Event", "visit": "Visit"}  # fmt: skip
_THE = {"US", "GB", "NL", "PH", "AE", "BS", "GM", "MV", "SU", "CD", "CF", "DO", "CZ", "MH", "SB", "KM", "SC", "VA"}


def country_name(code: str, article: bool = True) -> str:
    """A country's name in a sentence: "the United States"."""
    name = COUNTRIES[code].name if code in COUNTRIES else code
    return f"the {name}" if article and code in _THE and not name.startswith("The ") else name


def family_name(cluster: Cluster, name: str) -> str:
    """The word under which a person is cited: the register's family name, the one that stands alone most often, or by the order of names."""
    if cluster.family_name:
        return cluster.family_name
    words = parse(name).words
    alone: Counter[str] = Counter()
    for form, times in cluster.names.items():
        single = parse(form).words
        if len(single) == 1 and single[0] in words:
            alone[single[0]] += max(1, times)
    if alone:
        return min(alone, key=lambda w: (-alone[w], w))
    first = bool(cluster.blocks & FEW_NAMES) and len(words) > 1
    return words[0] if first else words[-1] if words else name


def event_label(
    event: Event, people: list[str], visitors: list[str], country: str | None, town: str | None, conference: str | None
) -> str:
    """One line that says what happened, to whom, where."""
    where = town or (country_name(country) if country else None)
    if conference:
        return conference
    if event.type == "visit":
        who = join(visitors or people) or "Visit"
        there = ", ".join(x for x in (town, country_name(country) if country else None) if x)
        return (
            f"Visit of {who} to {there}"
            if there and who != "Visit"
            else f"Visit of {who}"
            if who != "Visit"
            else "Visit"
        )
    subtype = {"signing": "Signing", "funeral": "Funeral", "address": "Address", "dedication": "Dedication"}.get(
        event.lead.claim.subtype or ""
    )
    what = subtype or _TITLED[event.type]
    between = f" of {join(people)}" if people else ""
    return f"{what}{between}{f', {where}' if where else ''}"


def join(names: list[str], limit: int = 4) -> str:
    """A, B and C; what is beyond the limit is counted."""
    if len(names) > limit:
        left = len(names) - limit
        return f"{', '.join(names[:limit])} and {left} other{'s' * (left > 1)}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def event_slugs(
    event: Event, families: list[str], town: str | None, country: str | None, conference: str | None
) -> list[str]:
    """Ids to try: date, type, up to three family names, town."""
    date = (event.date or "undated").split("/")[0].rstrip("~?%").lower()
    place = town or (COUNTRIES[country].name if country in COUNTRIES else country)
    base = slug(date, event.type, conference, *([] if conference else sorted(families)[:3]), place)
    return [base]
