"""In which country something happened that the text gives no place for: on a visit told elsewhere in it, at the dateline, by whose office it is.

"The chancellor flew to Oslo on Monday. … She and Prime Minister Holm also signed a treaty" is signed in Norway. Only the country is
taken, never the town; what does not follow stays null.
"""

from __future__ import annotations

import datetime as dt

from etl import edtf
from etl.extract.context import Context
from etl.extract.event_merge import Happening
from etl.extract.event_places import Where

_SITUATED = frozenset(("meeting", "talks", "agreement", "statement_joint", "ceremony", "visit", "letter"))
_TRAVELS = frozenset(("visit", "dispatch"))
_OFFICE = frozenset(("appointment", "inauguration", "election", "resignation", "dismissal"))
_PAPERS = frozenset(("agreement", "statement_joint", "letter"))
_ROUND_TABLES = frozenset(("meeting", "talks", "summit"))
_OPEN = frozenset(("planned", "proposed"))
_NEAR = 2  # paragraphs between a visit and what is told of it without a date
_RECENT = 7  # days before and after publication in which a dateline tells


def countries(context: Context, happenings: list[Happening], home: Where | None) -> None:
    """Set `country` of each happening that has no place, where the document tells it. `home` is the dateline's place."""
    for h in happenings:
        if not h.places:
            h.country = country_of_office(context, h) or _by_visit(context, h, happenings) or _at_home(context, h, home)


def _lands(context: Context, h: Happening) -> set[str]:
    return {c for w in h.who if (c := context.country_of(w))}


def _by_visit(context: Context, h: Happening, happenings: list[Happening]) -> str | None:
    """The country of a visit on which it was, or of another encounter of the same people on the same day."""
    if h.type not in _SITUATED:
        return None
    people = {w for w in h.who if ":" not in w}
    lands = _lands(context, h)
    found: dict[int, set[str]] = {}
    for other in happenings:
        where = other.places[0].country if other.places else None
        if where is None or other is h or other.type == "call" or not edtf.overlap(h.date, other.date):
            continue
        begun = h.status in _OPEN and other.type in _TRAVELS and other.status in ("occurred", "ongoing")
        if (h.status in _OPEN) != (other.status in _OPEN) and not (begun and other.date in (None, h.date)):
            continue
        if (
            h.type in _PAPERS
            and other.type in _ROUND_TABLES
            and _side_by_side(h, other)
            and lands <= _lands(context, other)
        ):
            if len(lands) > 1:
                found.setdefault(1, set()).add(where)
            continue
        if not people & other.who:
            continue
        near = abs(h.frames[0].sentence.paragraph - other.frames[0].sentence.paragraph) <= _NEAR
        same_day = h.date is not None and h.date == other.date
        dated = h.date is not None and other.date is not None
        if other.type in _TRAVELS:
            guests = {p.who for role, p in other.parties if role in ("visitor", "envoy")}
            received = bool(guests & people) and where in lands and len(lands) > 1
            if received and (dated or near):
                found.setdefault(0 if same_day else 1, set()).add(where)
        elif same_day and near and len(people & other.who) >= min(2, len(people)) and h.type != "visit":
            found.setdefault(2, set()).add(where)
    best = found[min(found)] if found else set()
    return next(iter(best)) if len(best) == 1 else None


def _side_by_side(a: Happening, b: Happening) -> bool:
    return abs(a.frames[0].sentence.index - b.frames[0].sentence.index) <= 1


def _at_home(context: Context, h: Happening, home: Where | None) -> str | None:
    """The dateline's country, for what its people and others had there about the day of publication."""
    if home is None or home.country is None or h.type not in _SITUATED or h.type == "visit":
        return None
    lands = _lands(context, h)
    if home.country not in lands or len(lands) < 2 or not _recent(h.date, context.published):
        return None
    return home.country


def _recent(date: str | None, published: str | None) -> bool:
    if date is None or published is None:
        return False
    first, last = edtf.bounds(date)
    if not first or not last:
        return False
    day, reach = dt.date.fromisoformat(published), dt.timedelta(days=_RECENT)
    return dt.date.fromisoformat(first) >= day - reach and dt.date.fromisoformat(last) <= day + reach


def country_of_office(context: Context, happening: Happening) -> str | None:
    """The country of an event without a place, where its kind tells: whose office changed hands, who expelled, who was attacked."""
    roles: dict[str, str] = {}
    for role, party in happening.parties:
        roles.setdefault(role, party.who)
    if happening.type in ("meeting", "talks"):  # where one receives the other
        hosts = {context.country_of(p.who) for role, p in happening.parties if role == "host"}
        return hosts.pop() if len(hosts) == 1 else None
    if happening.type in ("appointment", "resignation", "dismissal"):
        for role in ("appointee", "subject"):
            if role in roles and (to := accredited(context, roles[role], past=role == "subject")):
                return to
    if happening.type in _OFFICE:
        for role in ("appointee", "subject", "appointer", "participant"):
            if role in roles and (code := context.country_of(roles[role])):
                return code
    if happening.type in ("expulsion", "summons"):
        return context.country_of(roles["participant"]) if "participant" in roles else None
    if happening.type in ("attack", "strike"):
        return context.country_of(roles["target"]) if "target" in roles else None
    return None


def accredited(context: Context, who: str, *, past: bool = True) -> str | None:
    """The state to which a person is ambassador, as the article has it; an ambassador's own where it does not say; None for others.
    With `past` a former post counts as well."""
    person = context.person(who)
    posts = [a for a in person.affiliations if a.role_type == "ambassador"] if person else []
    posts = [a for a in posts if past or a.qualifier != "former"]
    if not posts:
        return None
    return next((a.accredited_country for a in posts if a.qualifier != "former" and a.accredited_country), None) or (
        posts[0].accredited_country or context.country_of(who)
    )
