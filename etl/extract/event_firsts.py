"""First, last, first since: checkable sayings about events, and the earlier event that some of them tell.

"His first visit since 2013" says that he visited in 2013; "the first Indian leader to visit since Rajiv Gandhi in 1989" that Gandhi did;
"no Greek foreign minister had paid a visit since 1962" that one did then. "The last time a Greek president came was in 1962" speaks of an office.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from spacy.tokens import Token

from etl.extract.actors import Party
from etl.extract.context import Context
from etl.extract.date_resolve import resolve
from etl.extract.dates import DateExpr
from etl.extract.frame import Frame
from etl.extract.plain import Plain
from etl.extract.status import Status
from etl.geo.countries import demonym_code
from etl.lexicon.roles import role_type

_TYPES = frozenset(("visit", "meeting", "talks", "summit", "call"))
_MARK = re.compile(r"\b(first|last|latest|only|no|not|never|second|third|fourth|fifth)\b", re.I)
_NTH = frozenset(("second", "third", "fourth", "fifth"))
_REACH = 90  # characters between the word of the event and the date it is said to be the first since


@dataclass(frozen=True, slots=True)
class Saying:
    """One such saying: `kind` first, last, nth or first_since; `frame` the event of which it is said; `earlier` the one it looks back
    to, where that can be dated; `since` its EDTF date."""

    kind: str
    frame: Frame
    since: str | None = None
    earlier: Frame | None = None
    role_type: str | None = None  # of whoever held this office, where the saying is of an office
    country: str | None = None
    alike: Frame | None = None  # what it says of the kind ("a Russian president visited"), no event by itself


def sayings(context: Context, plain: Plain, frames: list[Frame], exprs: list[DateExpr]) -> list[Saying]:
    """The sayings of one sentence about its frames."""
    out = []
    for frame in frames:
        if frame.type not in _TYPES or frame.sequel:
            continue
        before = plain.text[max(0, frame.token.idx - 60) : frame.token.idx]
        marks = [m[0].lower() for m in _MARK.finditer(before)]
        since = _since(context, plain, frame, exprs)
        if since is not None and marks:
            out.append(Saying("first_since", frame, since, _earlier(context, plain, frame, since)))
        elif (
            marks
            and marks[-1] in ("first", "last", "latest")
            and (frame.definite or _infinitive(frame) or _owned(frame))
        ):
            out.append(Saying("first" if marks[-1] == "first" else "last", frame))
        elif marks and marks[-1] in _NTH and _owned(frame):
            out.append(Saying("nth", frame))
    return out + _last_times(frames)


def _last_times(frames: list[Frame]) -> list[Saying]:
    """ "The last time a Greek president came was when Voulgaris visited in 1962": of the first dated event told after it."""
    out = []
    for time in frames[0].token.doc if frames else ():
        if time.lower_ != "time" or not any(c.lower_ == "last" for c in time.children):
            continue
        clauses = [v for v in time.children if v.dep_ in ("relcl", "acl", "advcl")]
        subjects = [s for v in clauses for s in v.children if s.dep_ == "nsubj"]
        office = next((found for s in subjects if (found := _office(s))), None)
        then = [
            f for f in frames if f.token.i > time.i and f.type in _TYPES and f.date and f.status.status == "occurred"
        ]
        if not office or not then:
            continue
        told = min(then, key=lambda f: f.token.i)
        alike = next((f for f in frames if f.token in clauses and f is not told), None)
        if alike is not None and not told.places:
            told.places = list(alike.places)
        out.append(Saying("last", told, None, None, *office, alike=alike))
    return out


def _office(noun: Token) -> tuple[str, str] | None:
    """The office and the state of "a Russian president", "any French foreign minister"."""
    words = [t for t in noun.subtree if (t.i <= noun.i and t.dep_ in ("amod", "compound", "nmod")) or t.i == noun.i]
    country = demonym_code(words[0].text) if len(words) > 1 else None
    role = role_type(" ".join(t.text for t in words[1:]), country) if country else None
    return (role, country) if role and country else None


def _owned(frame: Frame) -> bool:
    return any(c.dep_ == "poss" for c in frame.token.children)


def _infinitive(frame: Frame) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in frame.token.children)


def _since(context: Context, plain: Plain, frame: Frame, exprs: list[DateExpr]) -> str | None:
    for expr in exprs:
        if not 0 <= expr.start - frame.token.idx <= _REACH:
            continue
        before = plain.text[frame.token.idx : expr.start]
        if (expr.since or " since " in before) and expr.kind in ("year", "month", "day", "decade"):
            return resolve(expr, context.published, "past").date
        if expr.kind == "ahead" and expr.values.get("unit") == "year" and not expr.values.get("within"):
            year = (frame.date or context.published or "")[:4]
            n = expr.values.get("n")
            if year.isdigit() and isinstance(n, int) and n > 1:
                return f"{int(year) - n:04d}"
    return None


def _earlier(context: Context, plain: Plain, frame: Frame, since: str) -> Frame | None:
    """The event that happened then: of the person named after "since", of the same person ("his first"), else of the same states."""
    if len(since) < 4 or not frame.parties:
        return None
    after = plain.text.find(" since ", frame.token.idx)
    named = [m for a, _b, m in plain.spans if after >= 0 and 0 <= a - after - 7 <= 12 and m.kind == "name" and m.who]
    role, first = frame.parties[0]
    if named:
        parties = [(role, Party(named[0].who[0], first.token, "name", named[0].text))]
    elif any(c.dep_ == "poss" and c.lower_ in ("his", "her", "their") for c in frame.token.children):
        parties = list(frame.parties)
    else:
        parties = []
        for part, party in frame.parties:
            country = context.country_of(party.who)
            if country and all(p.who != f"country:{country}" for _, p in parties):
                parties.append((part, Party(f"country:{country}", party.token, "side", party.as_text)))
    if not parties:
        return None
    return dataclasses.replace(
        frame,
        parties=parties,
        date=since,
        date_basis="stated",
        date_said=None,
        status=Status("occurred", "past"),
        sequel=True,
        definite=False,
    )
