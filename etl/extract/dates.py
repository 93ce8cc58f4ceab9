"""Date expressions in English news text: where they stand and what they say, before anything is resolved.

`find` gives every expression of a text, longest first where two compete, as `DateExpr`. What day it means depends on the day of
publication and on the direction of the telling; `etl.extract.date_resolve` sees to that. Rules of our own, in one table, because the
forms of news prose are few and a general date parser guesses where it should be silent ("may", "second", "sat", "in 38 years").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}  # EDTF level 1 codes
UNITS = ("hour", "day", "week", "fortnight", "month", "year", "decade", "century")
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

_MONTH_BY_START = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_REL = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


@dataclass(frozen=True, slots=True)
class DateExpr:
    """One date expression. `start` and `end` count code points of the text; `values` depends on `kind`:

    day (m, d, and y, m2, d2, y2, wd, yrel where said: "May 2 of this year") · ordinal (d, d2: "the 14th", rel 0 for "of this month") · weekday (wd, wd2, rel)
    · month (m, m2, y, yrel, rel, part) · season (season, y, rel) · year (y, y2) · decade (y) · today (offset in days) · period (unit,
    rel, part: "earlier this week") · ago (n, unit) · shift (n, unit: "two days later", n < 0 earlier, n None "days after")
    · same (unit: "that day") · ahead (n, unit: "in three weeks", "within three months").
    """

    start: int
    end: int
    kind: str
    text: str
    values: dict[str, int | str | None] = field(default_factory=dict)
    since: bool = False  # "since Saturday", "from 2015": the start of something that goes on
    until: bool = False  # "until 2009", "by Friday": not the day of the thing itself


def number(word: str) -> int | None:
    """A small cardinal, in digits or in words; None for anything else."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in ("a", "an", "the"):
        return 1
    if word in _NUMBERS:
        return _NUMBERS.index(word)
    if word in _TENS:
        return _TENS[word]
    tens, _, ones = word.partition("-")
    if tens in _TENS or tens == "twenty":
        base = _TENS.get(tens, 20)
        return base + _NUMBERS.index(ones) if ones in _NUMBERS[1:10] else None
    return {"couple": 2, "dozen": 12}.get(word)


def _month(text: str) -> int:
    return _MONTH_BY_START[text[:3].lower()]


def _weekday(text: str) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(text.lower().rstrip(".")[:3]))


def _unit(text: str) -> str:
    return next(u for u in UNITS if text.lower().startswith(u[:4]))


def _day(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else _ORDINALS.index(text.lower())


# pieces of the patterns; months are capitalised or in capitals ("may" and "march" are words)
_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER"
    r"|NOVEMBER|DECEMBER)(?![a-z])"
)
_MLONG = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct"
    r"|Nov|Dec)\.?)(?![A-Za-z])"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:,.]*\d|\s?(?:%|percent|a\.?m|p\.?m))"
_Y = r"(?<![\d,.$€£])(?:1[5-9]\d\d|20\d\d)(?![\d,.]*\d)"
_W = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=\s*,?\s*(?:[A-Z]|\d)))"
_TO = r"\s*(?:-|–|—|to|and|through|till|until|or|/)\s*"
_N = (
    r"(?i:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight"
    r"|nine))?)"
)
_U = r"(?:hours?|days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
_ORD = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_YEAR = rf"(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y})|,?\s+(?:of\s+)?(?P<yrel>this|last|next)\s+year\b)"  # 2017 · of this year
_PART = r"(?:early|mid|late|the\s+(?:beginning|start|end|middle)\s+of|the\s+(?:first|second)\s+half\s+of)"
_HALF = r"(?:\s+(?:morning|afternoon|evening|night|midday|noon|lunchtime))?"

Values = dict[str, int | str | None]
Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Values | None]]


def _ok_day(d: int) -> bool:
    return 1 <= d <= 31


def _md(m: re.Match[str]) -> Values | None:
    g = m.groupdict()
    out: Values = {"m": _month(g["m"]), "d": _day(g["d"])}
    if g.get("d2"):
        out |= {"d2": _day(g["d2"]), "m2": _month(g["m2"]) if g.get("m2") else None}
    for key in ("y", "y2"):
        if g.get(key):
            out[key] = int(g[key])
    if g.get("yrel"):
        out["yrel"] = _REL[g["yrel"]]
    if g.get("w"):
        out["wd"] = _weekday(g["w"])
    return out if all(_ok_day(int(out[k] or 1)) for k in ("d", "d2") if k in out) else None


def _iso(m: re.Match[str]) -> Values | None:
    y, mo, d = (int(x) for x in m.groups())
    return {"y": y, "m": mo, "d": d} if 1 <= mo <= 12 and _ok_day(d) else None


def _month_values(m: re.Match[str]) -> Values:
    g = m.groupdict()
    rel = (g.get("rel") or "").lower()
    return {
        "m": _month(g["m"]),
        "m2": _month(g["m2"]) if g.get("m2") else None,
        "y": int(g["y"]) if g.get("y") else None,
        "rel": "that" if rel in ("that", "the same") else _REL.get(rel),
        "yrel": _REL.get(g.get("yrel") or ""),
        "part": (g.get("part") or "").lower() or None,
    }


def _weekday_values(m: re.Match[str]) -> Values:
    g = m.groupdict()
    rel = (g.get("rel") or "").lower()
    return {
        "wd": _weekday(g["w"]),
        "wd2": _weekday(g["w2"]) if g.get("w2") else None,
        "rel": "that" if rel in ("that", "the following") else _REL.get(rel),
    }


def _period(m: re.Match[str]) -> Values:
    g = m.groupdict()
    unit = g["unit"].lower()
    part = (g.get("part") or "").lower()
    rel = (g.get("rel") or "this").lower()
    if unit in SEASONS:
        return {
            "season": SEASONS[unit],
            "rel": "that" if rel == "that" else _REL[rel],
            "y": int(g["y"]) if g.get("y") else None,
        }
    return {"unit": unit, "rel": "that" if rel == "that" else _REL.get(rel, 0), "part": part or None}


_AGAIN = {"earlier": -1, "before": -1, "previously": -1, "beforehand": -1, "prior": -1, "later": 1, "after": 1, "afterward": 1,
          "afterwards": 1, "on": 1}  # fmt: skip


def _shift(m: re.Match[str]) -> Values | None:
    g = m.groupdict()
    n = number(g["n"]) if g.get("n") else None
    sign = _AGAIN[g["way"].lower()]
    unit = _unit(g["unit"])
    return {"n": sign * n if n is not None else None, "unit": unit, "sign": sign}


def _ordinal(m: re.Match[str]) -> Values | None:
    g = m.groupdict()
    of = (g.get("of") or "").lower()
    if not of and re.fullmatch(r"[a-z]+", g["d"]):
        return None  # "the first", "the fourth": a day only with "of the month"
    rel = -1 if "last" in of else 0 if of else None
    return {"d": _day(g["d"]), "d2": _day(g["d2"]) if g.get("d2") else None, "rel": rel}


def _const(**values: int | str | None) -> Callable[[re.Match[str]], Values]:
    return lambda _m: dict(values)


def _ago(m: re.Match[str]) -> Values:
    return {"n": number(m["n"]), "unit": _unit(m["unit"])}


def _rules(*rows: tuple[str, str, Callable[[re.Match[str]], Values | None]]) -> tuple[Rule, ...]:
    return tuple((kind, re.compile(pattern), make) for kind, pattern, make in rows)


# In order of precedence at one place; the longer match wins in any case.
_RULES = _rules(
    ("day", r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso),
    # May 2, 2017 · Dec. 2-4, 1987 · July 30-Aug. 30, 1989 · Tuesday, December 7, 2021
    ("day", rf"\b(?:(?P<w>{_W})\s*,?\s+(?:the\s+)?)?(?P<m>{_M})\s*(?P<d>{_D})(?:{_TO}(?:(?P<m2>{_M})\s*)?(?P<d2>{_D}))?"
            rf"(?:\s*,?\s*\(?(?P<y>{_Y})\)?|,?\s+(?:of\s+)?(?P<yrel>this|last|next)\s+year\b)?", _md),
    # 2 May 2017 · 15 and 16 October · 5 to 7 March · the 2nd of May
    ("day", rf"\b(?:{_W}\s*,?\s+)?(?:the\s+)?(?P<d>{_D})(?:\s+(?:of\s+)?(?P<m0>{_M}))?{_TO}(?:the\s+)?(?P<d2>{_D})\s+(?:of\s+)?"
            rf"(?P<m2>{_M})(?:\s*,?\s*(?P<y>{_Y}))?", lambda m: _range_values(m)),
    ("day", rf"\b(?:(?P<w>{_W})\s*,?\s+)?(?:the\s+)?(?P<d>{_D})\s+(?:of\s+)?(?P<m>{_M})(?!\s+[a-z]+ed\b){_YEAR}?", _md),
    ("ordinal", rf"\b[Tt]he\s+(?P<d>{_ORD})(?:{_TO}(?:the\s+)?(?P<d2>{_ORD}))?(?P<of>\s+of\s+(?:this|the|last)\s+month)?\b",
     _ordinal),
    ("month", rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat|[Pp]ast|[Cc]oming|the\s+same)\s+)?(?:(?P<part>{_PART})[\s-]+)?"
              rf"(?P<m>{_MLONG})(?:{_TO}(?P<m2>{_MLONG}))?{_YEAR}?", _month_values),
    ("season", r"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat|[Cc]oming)\s+(?P<unit>spring|summer|autumn|fall|winter))\b", _period),
    ("season", rf"\b(?:in|the|during)\s+(?:the\s+)?(?:early\s+|late\s+)?(?P<unit>spring|summer|autumn|fall|winter)\s+(?:of\s+)?"
               rf"(?P<y>{_Y})", _period),
    ("weekday", rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat|[Tt]he\s+following|[Cc]oming|[Pp]ast)\s+)?(?P<w>{_W})"
                rf"(?:{_TO}(?P<w2>{_W}))?{_HALF}", _weekday_values),
    ("today", r"\b(?:[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening|day|lunchtime)|[Oo]vernight)\b", _const(offset=0)),
    ("today", r"\b(?:[Yy]esterday(?:\s+(?:morning|afternoon|evening|night))?|[Ll]ast\s+night|[Ll]ast\s+evening)\b",
     _const(offset=-1)),
    ("today", r"\b[Tt]omorrow(?:\s+(?:morning|afternoon|evening|night))?\b", _const(offset=1)),
    ("today", r"\b[Tt]he\s+day\s+before\s+yesterday\b", _const(offset=-2)),
    ("today", r"\b[Tt]he\s+day\s+after\s+tomorrow\b", _const(offset=2)),
    ("period", r"\b(?:(?P<part>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s+)?(?P<rel>[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat|[Cc]oming"
               r"|[Tt]he\s+coming|[Cc]urrent)\s+(?P<unit>week(?:end)?|month|year|decade|century)\b", _period),
    ("period", r"\b(?:[Oo]ver|[Aa]t|[Oo]n)\s+the\s+(?P<unit>weekend)\b", _period),
    ("same", r"\b(?:[Ee]arlier|[Ll]ater)\s+in\s+the\s+day\b", _const(unit="day", here=1)),
    ("period", r"\b(?P<part>[Ee]arlier|[Ll]ater)\s+in\s+the\s+(?P<unit>week|month|year)\b", _period),
    ("ago", rf"\b(?P<n>{_N})\s+(?P<unit>{_U})\s+ago\b", _ago),
    ("shift", rf"\b(?:[Ll]ess\s+than\s+|[Bb]arely\s+|[Jj]ust\s+|[Ss]ome\s+|[Aa]bout\s+|[Aa]lmost\s+|[Nn]early\s+)?(?P<n>{_N})\s+"
              rf"(?P<unit>{_U})\s+(?P<way>earlier|before|beforehand|previously|later|afterwards?|after|on)(?!\s+(?:a|the)\s+\w+\s+ago)\b", _shift),
    ("shift", r"\b(?P<unit>[Hh]ours|[Dd]ays|[Ww]eeks|[Mm]onths|[Yy]ears)\s+(?P<way>earlier|before|later|afterwards?|after)\b", _shift),
    ("shift", r"\b[Tt]he\s+(?:following|next)\s+(?:day|morning|evening|afternoon)\b", _const(n=1, unit="day", sign=1)),
    ("shift", r"\b(?:[Tt]he\s+(?:previous\s+(?:day|evening|night)|(?:day|night|evening)\s+before)|[Oo]n\s+the\s+eve\s+of)\b",
     _const(n=-1, unit="day", sign=-1)),
    ("shift", r"\b[Tt]he\s+day\s+after\b(?!\s+tomorrow)", _const(n=1, unit="day", sign=1)),
    ("shift", r"\b[Tt]he\s+(?:following|next)\s+(?P<unit>week|month|year)\b", lambda m: {"n": 1, "unit": m["unit"], "sign": 1}),
    ("shift", r"\b[Tt]he\s+(?:previous)\s+(?P<unit>week|month|year)\b", lambda m: {"n": -1, "unit": m["unit"], "sign": -1}),
    ("same", r"\b(?:[Tt]he\s+(?:very\s+)?same|[Tt]hat(?:\s+same|\s+very)?)\s+(?:day|morning|afternoon|evening|night)\b",
     _const(unit="day")),
    ("ahead", rf"\b(?:[Ii]n|[Ww]ithin)\s+(?P<n>{_N})\s+(?P<unit>{_U})(?:\s*['’]\s*time)?\b(?!\s+(?:ago|earlier|before|later|after))",
     lambda m: _ago(m) | {"within": int(m[0][:1].lower() == "w")}),
    ("decade", r"\b(?:[Tt]he\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<y>1[5-9]\d0|20\d0)(?:s|['’]s)\b", lambda m: {"y": int(m["y"])}),
    ("year", rf"(?:{_PART}[\s-]+)?\b(?P<y>{_Y})(?:{_TO}(?P<y2>{_Y}))?",
     lambda m: {"y": int(m["y"]), "y2": int(m["y2"]) if m["y2"] else None}),
)  # fmt: skip

_NOT_A_YEAR = re.compile(
    r"\s+(?:people|persons|men|women|troops|soldiers|words|miles|kilomet|metres|meters|tons|tonnes|dollars|euros|votes|members"
    r"|prisoners|warheads|missiles|asylum|migrants|refugees|delegates|delegations|others|more|km\b|pages|seats)"
)
_SINCE = re.compile(r"\b(?:since|from|starting|beginning|as\s+of)\s+(?:as\s+early\s+as\s+|the\s+|an?\s+)?$", re.I)
_CLOCK = r"(?:\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?|noon|midnight|dawn|dusk|nightfall)"
_UNTIL = re.compile(
    rf"\b(?:until|till|through|by|before|up\s+to|no\s+later\s+than)\s+(?:{_CLOCK}\s+(?:on\s+)?)?"
    r"(?:the\s+(?:end|close|start|beginning|middle)\s+of\s+|the\s+|early\s+|mid[-\s]|late\s+|at\s+least\s+|about\s+)?$",
    re.I,
)
# A year that something aims at or lasts to, which dates nothing: "beyond 2030", "for 2026-2030", "the 2030 Agenda", "Vision 2040".
_AIMED = re.compile(
    r"\b(?:beyond|towards?|Vision|Agenda|Horizon|target(?:\s+of|\s+for)?|goal\s+(?:of|for)|horizon\s+of)\s+$", re.I
)
_AIM = re.compile(r"\s+(?:agenda|targets?|goals?|deadline|vision|strategy|roadmap|framework|horizon)\b", re.I)
_TERM = re.compile(r"\b(?:for|covering|in|over)\s+(?:the\s+)?(?:period\s+|years\s+)?(?:of\s+|from\s+)?$", re.I)


def _range_values(m: re.Match[str]) -> Values | None:
    g = m.groupdict()
    last = _month(g["m2"])
    out: Values = {"m": _month(g["m0"]) if g["m0"] else last, "d": _day(g["d"]), "m2": last, "d2": _day(g["d2"])}
    if g.get("y"):
        out["y"] = int(g["y"])
    return out if _ok_day(int(out["d"] or 0)) and _ok_day(int(out["d2"] or 0)) else None


def find(text: str) -> list[DateExpr]:
    """Every date expression of the text, in order, none overlapping another: the longest at a place wins.

    Linear in the text for each rule; never raises for any string.
    """
    found: list[DateExpr] = []
    for kind, pattern, make in _RULES:
        for m in pattern.finditer(text):
            if kind == "year" and (
                _NOT_A_YEAR.match(text, m.end())
                or (text[m.end() : m.end() + 1] in "-–/" and text[m.end() + 1 : m.end() + 2].isdigit())
            ):
                continue
            if kind == "month" and m[0] in ("May", "March", "MAY", "MARCH") and not _month_like(text, m):
                continue
            values = make(m)
            if values is not None:
                before = text[max(0, m.start() - 32) : m.start()]
                until = bool(_UNTIL.search(before)) or (kind == "year" and _aimed_at(text, m, before, values))
                found.append(DateExpr(m.start(), m.end(), kind, m[0], values, bool(_SINCE.search(before)), until))
    return _longest(found)


def _aimed_at(text: str, m: re.Match[str], before: str, values: Values) -> bool:
    """Whether a year is a goal or the end of a term rather than the year of something."""
    term = values.get("y2") is not None and _TERM.search(before)
    return bool(term or _AIMED.search(before) or _AIM.match(text, m.end()))


def _month_like(text: str, m: re.Match[str]) -> bool:
    """Whether a bare "May" or "March" is the month: after a preposition or determiner that months take."""
    return bool(
        re.search(
            r"\b(?:in|since|until|till|of|by|from|for|through|during|on|before|after|and|to|last|next|this|that|late|early|mid|the|a)[\s-]+$",
            text[max(0, m.start() - 12) : m.start()],
            re.I,
        )
    ) and not re.match(r"\s+(?:said|told|met|announced|has|had|will|is|was)\b", text[m.end() : m.end() + 12])


def _longest(found: Iterable[DateExpr]) -> list[DateExpr]:
    kept: list[DateExpr] = []
    for e in sorted(found, key=lambda e: (e.start - e.end, e.start)):
        if all(e.end <= k.start or e.start >= k.end for k in kept):
            kept.append(e)
    return sorted(kept, key=lambda e: e.start)
