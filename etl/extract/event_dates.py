"""Which date expression of a sentence belongs to which frame.

By the shortest way through the parse, with a price for each border of a clause that it crosses: "Novak, who was in Oslo last month, met
Holm on Friday" gives last month to the stay and Friday to the meeting.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re

from etl import edtf
from etl.extract.date_resolve import FUTURE, PAST, Resolved, resolve
from etl.extract.dates import DateExpr, find
from etl.extract.frame import Frame
from etl.extract.status import Status
from etl.extract.syntax import Token

_MAX_COST = 7.0
_FAR = 13.0
# price of a step down from the date's governor to the word, by the label of the word stepped to
_DOWN = {
    "relcl": 6.0, "ccomp": 5.0, "advcl": 3.0, "acl": 2.5, "pcomp": 2.5, "conj": 1.5, "parataxis": 5.0, "poss": 4.0, "appos": 4.0,
    "nsubj": 2.0, "nsubjpass": 1.0, "dobj": 1.0, "xcomp": 1.0, "prep": 1.0, "pobj": 1.0, "attr": 1.0,
}  # fmt: skip
_UP = {
    "relcl": 7.0,
    "ccomp": 6.0,
    "advcl": 4.0,
    "acl": 4.0,
    "conj": 2.0,
    "appos": 3.0,
    "pcomp": 4.0,
    "poss": 4.0,
    "parataxis": 5.0,
    "xcomp": 1.0,
}
_SETTING = frozenset("set schedule plan hold due expect begin open take slate sign conclude reach arrange".split())
_CLOCK = re.compile(r"(?<!until )(?<!by )(?<!before )\b(?:1[0-2]|[1-9])(?::[0-5]\d)?\s?[ap]\.?m\b", re.I)
_HAPPENINGS = frozenset(
    "summit conference meeting talk call conversation visit trip tour negotiation attack strike election inauguration agreement accord "
    "pact deal treaty protocol memorandum declaration communique statement ceasefire".split()
)
_CONFERENCES = frozenset(("summit", "conference"))
_ATTENDING = frozenset("attend join participate address open host lead".split())
_KINDS = frozenset("phone telephone virtual bilateral trilateral official state".split())
_APART = frozenset(("before", "until", "since", "ahead", "till", "from"))  # what follows has another date


def sentence_dates(text: str) -> list[DateExpr]:
    """The expressions of a sentence that can date an event: not "until 2009"."""
    return [
        e for e in find(text) if (not e.until and e.kind != "ahead") or (e.kind == "ahead" and e.values.get("within"))
    ]


def attach(frames: list[Frame], exprs: list[DateExpr]) -> list[tuple[Frame, DateExpr]]:
    """For each frame of one sentence the expression that dates it, if any."""
    if not frames or not exprs:
        return []
    doc = frames[0].token.doc
    placed = [(e, t) for e in exprs if (t := _token(doc, e)) is not None and not _agent(t)]
    costs: dict[tuple[int, int], float] = {}
    inner = [counted_from(e, frames) for e in exprs if complement(e, doc.text)]
    for f, frame in enumerate(frames):
        for d, (_expr, token) in enumerate(placed):
            costs[f, d] = _cost(token, frame.token)
            if any(frame is i for i in inner) and costs[f, d] > 2.5:
                costs[f, d] = 99.0  # "three days after he was sworn in": its date is counted, not told
    out = []
    for f, frame in enumerate(frames):
        best = min(
            (d for d in range(len(placed)) if _may_date(placed[d][0], frame)),
            key=lambda d: (costs[f, d], abs(placed[d][1].i - frame.token.i)),
            default=None,
        )
        if best is not None and costs[f, best] <= _MAX_COST:
            out.append((frame, placed[best][0]))
    used, dated = {id(e) for _, e in out}, {id(f) for f, _ in out}
    spare = [
        (costs[f, d], d, f)
        for f, frame in enumerate(frames)
        for d, (expr, _) in enumerate(placed)
        if id(frame) not in dated and id(expr) not in used and _may_date(expr, frame) and not _said(frame.token)
    ]
    for cost, d, f in sorted(spare):  # a date that nothing else takes is that of what is told, however far
        if cost <= _FAR and id(frames[f]) not in dated and id(placed[d][0]) not in used:
            out.append((frames[f], placed[d][0]))
            dated.add(id(frames[f]))
    return out


def _agent(date: Token) -> bool:
    """Whether a day is itself said to do something: "should Wednesday bring nothing, he may fly"."""
    return date.dep_ == "nsubj" and date.head.lemma_ in ("bring", "mark", "be", "pass", "become")


def _said(token: Token) -> bool:
    """Whether the clause is what somebody says: the date of the saying is another."""
    return any(t.dep_ == "ccomp" for t in (token, token.head))


def _may_date(expr: DateExpr, frame: Frame) -> bool:
    """Whether an expression can date this kind of thing: "since 2015" dates only what goes on, "days after X" nothing by itself."""
    if expr.since and expr.kind in ("year", "decade") and frame.predicate.lemma != "be":
        return False
    noun = frame.token
    if (
        frame.status.status == "cancelled"
        and noun.pos_ == "NOUN"
        and not noun.left_edge.idx <= expr.start <= noun.right_edge.idx
    ):
        return False  # "on Tuesday called off a visit": the day of the calling off
    if (other := _dated_noun(expr, noun)) is not None and not _part_of(other, noun):
        return False
    opened = _background(frame.token)
    if opened is not None and expr.end <= opened.idx:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in frame.token.children)
    if expr.since and perfect and frame.status.status == "occurred" and frame.predicate.lemma != "be":
        return False  # "have met twice since May": some time after it
    if frame.predicate.status == "occurred":
        return False  # of the keeping of a pact, not of the pact
    return not complement(expr, frame.token.doc.text)


def _dated_noun(expr: DateExpr, event: Token) -> Token | None:
    """The happening's noun that a date stands before or right after: "the November 2023 Oslo Summit", "the summit this past June"; and,
    for an event that is told by a noun, "the G7 summit and the G20 summit in June"."""
    own = _token(event.doc, expr)
    if own is not None and (before := _noun_before(own, event)) is not None:
        return before
    for t in (t for t in event.doc if t.idx >= expr.end):
        if t.lemma_.lower() in _HAPPENINGS:
            return t
        if not (t.text[:1].isupper() or t.lower_ in _KINDS or t.text in ("-", "–")):
            return None
    return None


def _noun_before(date: Token, event: Token) -> Token | None:
    """The happening's noun before a date that hangs on it; of two conferences, the nearer one."""
    nouns = [t for t in event.doc[: date.i] if t.lemma_.lower() in _HAPPENINGS]
    if not nouns:
        return None
    last = nouns[-1]
    if event.i < last.i and {event.lemma_.lower(), last.lemma_.lower()} <= _CONFERENCES:
        return last
    hangs = date.dep_ == "npadvmod" or (date.dep_ == "pobj" and date.head.lower_ in ("in", "on"))
    over = date.head.head if date.dep_ == "pobj" and event.pos_ in ("NOUN", "PROPN") else date.head
    return last if hangs and over == last else None


def _part_of(noun: Token, event: Token) -> bool:
    """Whether a happening's noun belongs to what an event's word tells: it is that word, or "met for May 2 talks", "held a May 2 call",
    "flew to Oslo to attend the May 2 conference"."""
    over = (
        noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ not in _APART | {"after", "following"} else noun.head
    )
    told = event.dep_ in ("relcl", "acl") and event.head.i == noun.i  # "the May 2 accord that they signed"
    there = over.lemma_.lower() in _ATTENDING and over.dep_ in ("advcl", "xcomp", "acl")
    return told or event.i in (noun.i, over.i) or (there and event.i in (over.head.i, over.head.head.i))


def _background(token: Token) -> Token | None:
    """The word that sets an event behind what is told, so that the date before it is not the event's: "since he took office", "spoke
    today to congratulate her on her election"; None where there is none."""
    for t in (token, *itertools.islice(token.ancestors, 3)):
        since = next((c for c in t.children if c.dep_ == "mark" and c.lower_ == "since"), None)
        if since is not None or (t.dep_ == "prep" and t.lower_ == "since"):
            return since or t
        if t.lemma_.lower() in ("congratulate", "congratulation", "congratulations") and t is not token:
            return t
    return None


def complement(expr: DateExpr, text: str) -> bool:
    """Whether "days after" is followed by what it is counted from: "three days after he was sworn in"."""
    if expr.kind != "shift" or not expr.text.lower().endswith(("after", "before", "eve of")):
        return False
    return bool(re.match(r"\s+[\w\"“‘']", text[expr.end :]))


def counted_from(expr: DateExpr, frames: list[Frame]) -> Frame | None:
    """The frame that such an expression is counted from: the first whose word follows it closely."""
    after = [f for f in frames if 0 <= f.token.idx - expr.end <= 60]
    between = {f.token.i for f in after}
    return min(after, key=lambda f: f.token.idx) if between else None


def _token(doc: Token, expr: DateExpr) -> Token | None:
    """The highest token of the expression."""
    span = [t for t in doc if t.idx < expr.end and t.idx + len(t) > expr.start]
    inside = {t.i for t in span}
    return next((t for t in span if t.head.i not in inside or t.head == t), None)


def _cost(date: Token, event: Token) -> float:
    """The price of the way from a date to an event's word; 0 for a date that is its own modifier."""
    above: dict[int, float] = {}
    price, current = 0.0, event
    for _ in range(25):  # from the event up: these are the steps that the date's way goes down
        above[current.i] = price
        if current.head == current:
            break
        price += _DOWN.get(current.dep_, 0.8)
        if current.dep_ in ("pobj", "pcomp") and current.head.lower_ in _APART:
            price += 5.0
        current = current.head
    price, current = 0.0, date
    for n in range(25):
        if current.i in above:
            return float(price + above[current.i] + 0.02 * abs(date.i - event.i))
        if current.head == current:
            break
        if current.dep_ in ("relcl", "acl") and current.head == event and current.lemma_ in _SETTING:
            price += 0.5  # "the meeting that had been set for Tuesday"
        elif current.dep_ == "relcl" and current.lemma_ == "leave" and current.head.lemma_ in ("hour", "day"):
            price += 0.5  # "gave the envoy 24 hours to leave on Sunday": on Sunday he was given them
        elif n and current.dep_ not in ("prep", "pobj", "npadvmod", "advmod", "nummod", "compound"):
            price += _UP.get(current.dep_, 1.0)
        elif n:
            price += 0.1
        current = current.head
    return 99.0


_PUNCTUAL = frozenset(
    "resignation inauguration appointment election meeting call agreement letter summons dismissal ceremony".split()
)


def _by_date(frame: Frame, status: Status, expr: DateExpr, published: str) -> None:
    """A status that the date corrects: what is dated ahead is planned, whatever a noun or a present tense leaves open."""
    first = (frame.date or "").split("/")[0]
    if status.status not in ("occurred", "ongoing"):
        return
    if expr.kind == "period" and expr.values.get("part") == "later" and frame.token.tag_ != "VBD":
        frame.status = Status("planned", FUTURE)  # "hosting them later this year"
        return
    if status.direction == PAST:
        return
    if first > published[: len(first)]:
        frame.status = Status("planned", FUTURE)
    elif status.present and first == published and frame.predicate.lemma != "be" and status.status == "occurred":
        frame.status = Status("planned", FUTURE)  # "tonight she flies to Moscow"
    elif (
        status.status == "ongoing"
        and len(first) == 10
        and first < published
        and "/" not in (frame.date or "")
        and not expr.since
    ):
        frame.status = Status("occurred", PAST)


_SLACK = 7  # days
_DONE = frozenset(("occurred", "ongoing", "alleged", "denied"))


def _ahead(date: str | None, published: str | None) -> bool:
    """Whether a date begins so long after the day of publication that no time zone and no late page explains it."""
    first = edtf.bounds(date)[0] if date else None
    if not first or not published:
        return False
    return dt.date.fromisoformat(first) > dt.date.fromisoformat(published) + dt.timedelta(days=_SLACK)


def settle(
    frame: Frame,
    expr: DateExpr | None,
    published: str | None,
    reference: str | None,
    *,
    narrative: bool = False,
    led: bool = False,
) -> None:
    """Resolve the frame's expression in place, and let the date decide what a bare present tense leaves open.

    `narrative` for titles and chronicles, whose present tense tells of the past; `led` for the date that heads a chronicle's entry.
    """
    status = frame.status
    if narrative and status.present and status.status in ("occurred", "ongoing"):
        frame.status = Status("occurred", PAST)
    if status.present and not narrative:
        if status.status == "ongoing" and frame.type in _PUNCTUAL:
            status = frame.status = Status("planned", FUTURE)  # "is stepping down"
        elif status.status == "ongoing" and frame.type in ("expulsion", "sanction", "strike", "attack"):
            status = frame.status = Status("occurred", PAST, True)
        elif status.status == "occurred" and frame.predicate.lemma == "be" and frame.type == "visit":
            status = frame.status = Status("ongoing", None, True)
    if expr is None:
        if published and frame.type in ("visit", "dispatch") and status.status == "ongoing":
            frame.date, frame.date_basis = published, "inferred"  # "is in Oslo": on the day of the telling
        elif (
            published
            and _CLOCK.search(frame.token.sent.text)
            and status.status == "occurred"
            and status.direction == PAST
        ):
            frame.date, frame.date_basis = published, "inferred"  # "met at 5:30 p.m."
        if status.present and status.status == "occurred" and not narrative:
            frame.status = Status("occurred", None)
        return
    direction = status.direction
    if status.present and direction is None and status.status in ("occurred", "ongoing", "not_occurred"):
        direction = FUTURE if expr.kind == "weekday" and expr.values.get("rel") is None else None
    if expr.since and status.status == "ongoing":
        direction = PAST
    if led:
        direction = PAST
    elif narrative and status.present:
        direction = None if expr.kind in ("month", "day") else PAST
    found: Resolved = resolve(expr, published, direction, reference)
    if status.direction == PAST and status.status in _DONE and _ahead(found.date, published):
        return  # "signed a lease to run until 2090": a deadline or a term, never the day of what happened
    frame.date_said = expr.text
    frame.date, frame.date_basis, frame.anchor = (
        found.date,
        found.basis,
        found.anchor or (direction if found.date is None else None),
    )
    if frame.date and published and not narrative:
        _by_date(frame, status, expr, published)
    if expr.since and frame.date and frame.status.status == "ongoing" and "/" not in frame.date:
        frame.date = f"{frame.date}/.."
