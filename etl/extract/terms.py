"""From when to when somebody holds an office, where the sentence that gives the office says so.

    bounds         was ambassador to Chile from 2002 to 2007; foreign minister (2011–2015); president since May 2012
    office         the president, who took office in January; the minister, in the post since 2015; who stepped down last month
    beginning      was sworn in on Sunday as premier; became foreign minister in 1999; was named envoy last week
    ending         resigned as president on Monday; was replaced as premier in May by …

A date that is not certain to be the office's own is left out: an empty start says nothing, a wrong one is held against registers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from etl import edtf
from etl.extract import dates
from etl.extract.capacity import Capacity
from etl.extract.date_resolve import FUTURE, PAST, resolve
from etl.extract.dates import DateExpr
from etl.extract.view import View
from etl.lexicon.roles import word_set

_CUE = re.compile(
    r"\b(?:since|from|until|till|between|office|post|job|role|sworn|became|becoming|named|appointed|elected|chosen|inaugurated|"
    r"crowned|replaced|succeeded|resign\w*|step\w*|stood|quit|retired|left|took|takes)\b|\(\d{4}|\d{4}\s*[-–—]\s*(?:\d{4}|\d\d\b|\))"
)
_REACH = 60  # characters between a title and the date of its term
_GAP = word_set("""in at to the of for a who has have had held served serving been from since until till between and office post job
    position role took taken taking takes as its his her early late on sworn elected appointed inaugurated assumed over
    began beginning started again just only first he she it that became""")
_BEGIN = word_set(
    "named appointed elected chosen inaugurated confirmed crowned reelected sworn became becomes becoming installed"
)
_LEAVE = word_set("resigned quit resigns resigning stepped replaced removed ousted dismissed sacked fired retired")
_TAKES = re.compile(
    r"\b(?:took|taking|takes|assumed|assuming|entered|came\s+(?:in)?to)\s+(?:office|power|over|up\s+(?:the|his|her)\s+post)\b"
)
_HOLDS = re.compile(
    r"\b(?:in|held|holds|has\s+held)\s+(?:the\s+|his\s+|her\s+|this\s+|that\s+)?(?:office|post|job|position|role)\b"
)
_LEFT = re.compile(r"\b(?:left\s+(?:office|the\s+post|in\b)|stepped\s+down|stood\s+down|retired|resigned|quit)\b")


def read(v: View, found: Iterable[Capacity], published: str | None) -> None:
    """Set start and end of the capacities of one sentence (EDTF), and the qualifier of a term that is over."""
    mine = sorted((c for c in found if c.view is v), key=lambda c: c.title.core_start)
    if not mine or not _CUE.search(v.sentence.text):
        return
    text = v.sentence.text
    exprs = dates.find(text)
    if not exprs:
        return
    for n, c in enumerate(mine):
        begin = _after(v, c) - v.sentence.start
        following = [o.title.start for o in mine[n + 1 :] if o.title.start > c.title.end and o.person != c.person]
        stop = v.tokens[following[0]].start - v.sentence.start if following else len(text)
        near = [e for e in exprs if begin <= e.start < min(stop, begin + 90)]
        start = v.tokens[c.title.start].start - v.sentence.start
        before = next(
            (e for e in exprs if e.until and re.fullmatch(r",\s*(?:the\s+|a\s+)?", text[e.end : max(e.end, start)])),
            None,
        )
        if before is not None:  # "and, until December, the foreign minister"
            c.end, c.qualifier = _date(before, published, PAST), "former"
            _settle(c, published)
            continue
        near = [e for e in near if not (e.until and re.match(r",\s+the\b", text[e.end :]))]
        if not _bounds(c, text, begin, near, published):
            _told(v, c, text, begin, near, exprs, published)
        _settle(c, published)


def _after(v: View, c: Capacity) -> int:
    """Offset in the paragraph behind the title and, where it stands there, the name."""
    end = c.title.end
    for m in v.named:
        if m.who == c.person and m.outer <= end + 1 <= m.end + 1 and m.end > end:
            end = m.end
    return v.tokens[end - 1].end


def _light(gap: str) -> bool:
    """Whether words between a title and a date leave the date with the title: places, "who has held the post"."""
    if len(gap) > _REACH or re.search(r"[.;:?!]\s", gap):
        return False
    return all(word[0].isupper() or word.lower() in _GAP for word in re.findall(r"[^\W\d_][\w’'-]*", gap))


def _bounds(c: Capacity, text: str, begin: int, near: list[DateExpr], published: str | None) -> bool:
    """ "from 2002 to 2007", "(2011–2015)", "since May", "until last month" behind the title."""
    for n, e in enumerate(near):
        gap = text[begin : e.start]
        if not _light(gap):
            return False
        more = near[n + 1] if n + 1 < len(near) else None
        joined = more is not None and re.fullmatch(
            r"\s*(?:-|–|—|,?\s*(?:to|until|till|through|and))\s*(?:the\s+|early\s+|late\s+|mid-?)?",
            text[e.end : more.start],
        )
        span = e.values.get("y2") or e.values.get("m2")
        bracket = gap.rstrip().endswith("(") or (span and gap.strip() in ("", ","))
        if e.since or bracket or re.search(r"\bbetween\s+$", gap):
            if span:
                c.start, c.end = _two(_date(e, published, PAST))
            elif more is not None and joined:
                c.start, c.end = (
                    _date(e, published, PAST),
                    _date(more, published, PAST if c.qualifier == "former" else None),
                )
            elif e.since:
                c.start = _date(e, published, FUTURE if c.qualifier in ("designate", "candidate") else PAST)
            elif re.match(r"\s*[-–—]\s*\)", text[e.end :]):
                c.start = _date(e, published, PAST)
            return bool(c.start)
        if e.until and re.search(r"\b(?:until|till)\b[^,]*$", gap):
            c.end = _date(e, published, PAST if c.qualifier in ("former", "then", "first") else None)
            return True
    return False


def _told(
    v: View, c: Capacity, text: str, begin: int, near: list[DateExpr], exprs: list[DateExpr], published: str | None
) -> None:
    """What a verb says: taking office, being named, leaving."""
    for e in near:
        gap = text[begin : e.start]
        if len(gap) > _REACH or re.search(r"[.;:?!]\s", gap):
            break
        ours = re.match(r"[\s,(]*(?:who|in|having|on|after|taking)\b", gap) is not None
        if ours and (_TAKES.search(gap) or (_HOLDS.search(gap) and e.since)):
            c.start = _date(e, published, PAST)
            return
        if ours and re.match(r"[\s,]*who\b", gap) and _LEFT.search(gap) and not e.since:
            c.end = _date(e, published, PAST)
            c.qualifier = c.qualifier or "former"
            return
    if c.how not in ("predicate", "replaced"):
        return
    first = min((m.start for m in v.named if m.who == c.person), default=c.title.start)
    low = [v.low(k) for k in range(min(first, c.title.start), c.title.start)]
    own = [e for e in exprs if not e.since and not e.until and _within(v, c, e, text)]
    if not own or (_LEAVE & set(low) and c.how == "predicate" and c.qualifier != "former"):
        return
    date = _date(own[0], published, PAST)
    if c.how == "replaced" or _LEAVE & set(low):
        if c.qualifier == "former":
            c.end = date
        else:
            c.start = date
    elif _BEGIN & set(low) and c.qualifier not in ("designate", "candidate"):
        c.start = date


def _within(v: View, c: Capacity, e: DateExpr, text: str) -> bool:
    """Whether the date belongs to the verb of the title: between the two, or right behind the title."""
    starts = [t.start - v.sentence.start for t in v.tokens]
    k = bisect_left(starts, e.start)
    if k < c.title.start:
        between = text[e.end : starts[c.title.start]]
        return c.title.start - k < 8 and not re.search(r"[,;:]", between) and _begins(v, k)
    end = v.tokens[c.title.end - 1].end - v.sentence.start
    return _light(text[end : e.start]) and e.start - end < 30


def _begins(v: View, k: int) -> bool:
    return any(v.low(j) in _BEGIN or v.low(j) in _LEAVE for j in range(max(0, k - 4), k))


def _date(e: DateExpr, published: str | None, direction: str | None) -> str | None:
    return resolve(e, published, direction).date


def _two(date: str | None) -> tuple[str | None, str | None]:
    if not date or "/" not in date:
        return None, None
    start, end = date.split("/")
    return start or None, end or None


def _settle(c: Capacity, published: str | None) -> None:
    """Leave out what contradicts itself; a term that ended before publication is over."""
    if c.start and "/" in c.start:  # a span of days says no more than its first
        c.start = None
    if c.end and "/" in c.end:
        c.end = None
    if c.start and c.end and (edtf.bounds(c.start)[0] or "") > (edtf.bounds(c.end)[1] or "9999"):
        c.start = c.end = None
    last = edtf.bounds(c.end)[1] if c.end else None
    if last and published and last < published[: len(last)] and c.qualifier in (None, "current"):
        c.qualifier = "former"
