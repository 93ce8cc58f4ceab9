"""A joint statement that the document itself is: "Joint Statement of Norway and Spain on Fisheries".

Its title says that it was made, and by whom; the text is what they say and seldom tells that they do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from etl.claims import EventClaim, Evidence, Participant
from etl.extract.context import Context, Mention
from etl.geo.countries import country_code, demonym_code

_STATEMENT = re.compile(
    r"\bJoint\s+(?:[\w’'-]+\s+){0,3}?(?:Statement|Communiqu[eé]|Declaration)\b"
    r"|\b(?:Leaders|Ministers|Presidents)[’']?\s+(?:Joint\s+)?(?:Statement|Communiqu[eé]|Declaration)\b",
    re.I,
)
_ABOUT = re.compile(
    r"^\s*(?:FACT SHEET|Fact Sheet|Readout|Remarks|Background|Press|Transcript|Statement by|Statement from)\b"
)
# "by A and B on …", "between A and B", and what begins that of which it is.
_BY = re.compile(r"\b(?:by|of|from|between|among|with)\b", re.I)
_TOPIC = re.compile(r"\s(?:on|about|regarding|following|after|at|in|to)\s|:|\u2014|\s-\s", re.I)
_DASH = re.compile(r"[-\u2013\u2014]")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")


def joint_statement(context: Context, told: Sequence[EventClaim]) -> EventClaim | None:
    """The statement, dated by the day of publication; None where the title says of none, or not whose, or the text tells it itself."""
    title = next((p for p in context.document.paragraphs if p.zone == "title"), None)
    found = _STATEMENT.search(title.text) if title else None
    if title is None or found is None or _ABOUT.match(title.text) or any(e.type == "statement_joint" for e in told):
        return None
    parties = _parties(context, title.text, found, context.mentions(title.number))
    if not parties:
        return None
    return EventClaim(
        id=f"e{len(told) + 1}",
        type="statement_joint",
        status="occurred",
        date=context.published,
        date_basis="inferred" if context.published else None,
        participants=tuple(Participant(who, "participant", as_text=m.text) for who, m in parties.items()),
        zone="title",
        evidence=Evidence(found[0], "title", title.number, found.start(), found.end(), "extract.joint"),
    )


def _parties(context: Context, text: str, found: re.Match[str], mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Whose it is: those named before the word, or after "by" or "of", or the pair whose meeting or treaty it is about."""
    before = [m for m in mentions if m.start < found.start()]
    after = [m for m in mentions if m.start >= found.end()]
    rest = text[found.end() :]
    topic = _TOPIC.search(rest)
    by = _BY.search(rest[: topic.start()] if topic else rest) or (re.search(r"\bby\b", rest) if topic else None)
    groups = [_colleagues(context, before)]
    if by is not None:
        begin = found.end() + by.end()
        end = topic.start() + found.end() if topic and topic.start() > by.end() else len(text)
        groups.append(_colleagues(context, [m for m in after if begin <= m.start < end]))
    groups.append(_colleagues(context, [m for m in after if m.kind in ("name", "role")]))
    groups.append(_paired(text, after))
    several = (g for g in groups if len(g) > 1)
    named = groups[: 1 + (by is not None)]  # a body alone may make one, but not one that it is about
    bodies = (b for g in named if (b := {who: m for who, m in g.items() if who.startswith("org:")}))
    return next(chain(several, bodies), {})


def _colleagues(context: Context, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Whom the mentions stand for, each once, a state only where nobody of its own is there."""
    all_of = {who: m for m in mentions if m.kind != "pronoun" for who in m.who}
    people = {context.country_of(who) for who in all_of if ":" not in who}
    return {who: m for who, m in all_of.items() if not (who.startswith("country:") and who[8:] in people)}


def _paired(text: str, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """The first two states that stand as a pair: "United States-Norway", "between Norway and Spain", "the U.S.-Norway Working Group"."""
    for a, b in pairwise(mentions):
        one, other = _state(a.text), _state(b.text)
        joined = text[a.end : b.start]
        pair = len(joined) < 4 and _DASH.search(joined)
        pair = pair or (_BETWEEN.search(text[: a.start]) and _AND.fullmatch(joined))
        if pair and one and other and one != other:
            return {one: a, other: b}
    for m in mentions:  # in a body's name
        left, _, right = _DASH.sub("-", m.text).partition("-")
        one, other = _state(left), _state(right)
        if one and other and one != other:
            return {one: m, other: m}
    return {}


def _state(words: str) -> str | None:
    """The state whose name these are, or with whose name they begin: "Norway Working Group"."""
    known = words.split()
    codes = (
        country_code(" ".join(known[:n])) or demonym_code(" ".join(known[:n])) for n in range(min(4, len(known)), 0, -1)
    )
    return next((f"country:{code}" for code in codes if code), None)
