"""Days as pages state them: a date line, a dateline, an address, a machine's time stamp. No clock, no guess: a day in full or None."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY_FORMS = (
    r"(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)",
    _MONTH.format("n2") + r"\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,|\s)\s*\(?(?P<y2>\d{4})\)?",
    r"(?P<d3>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("n3") + r",?\s+\(?(?P<y3>\d{4})\)?",
    r"(?P<y4>\d{4})/(?P<m4>\d\d)/(?P<d4>\d\d)",
)
DAY = _WEEKDAY + "(?:" + "|".join(_DAY_FORMS) + ")"
# A time may be glued to the year ("March 7, 20247:55 AM").
_DAY = re.compile(r"\b" + DAY + r"(?!\d(?!\d?:\d\d))", re.I)
_GLUE = re.compile(r"(?<=[a-z0-9)])(?=[A-Z][a-z]{2})|(?<=[A-Z]{3})(?=[A-Z][a-z]{2})")
SECTIONS = frozenset(
    "politics world news opinion business sport culture analysis international national europe asia africa americas".split()
)
_TIME = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)(?:\s*\(?(?-i:[A-Z]{2,5})\b\)?)?"
# What may stand around the day in a line that only dates the article.
_AROUND = re.compile(
    r"\b(?:first|last|published|posted|updated?|modified|created|date|dated|issued|released|edited|added|on|at|the|from|gmt|utc|[pemc][ds]?t|bst|cest|"
    r"ist|sast|aest|eat|am|pm|local time|\d+\s*min(?:ute)?s?(?: read)?|(?:an?|\d+) (?:hour|day|week|month|year|minute)s?(?: ago)?|ago|today|yesterday|mon|tue|wed|thu|fri|sat|sun)\b",
    re.I,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.I)
_TIMES = re.compile(r"(?<!\d)" + _TIME, re.I)
_STAMP_TIME = re.compile(r"T?\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")
# "Ankara, 20 January 2000", "BELGRADE, June 4, 1999": a place and the day, and nothing else.
_PLACE_LINE = re.compile(rf"^(?P<place>[A-Z][^\W\d_]+(?:[ .'-]+[^\W\d_]+){{0,3}})\s*,\s*(?P<day>{DAY})\.?$", re.I)
_GLUED = re.compile(
    r"^(?:date(?:d)?\b\s*:?\s*|published\b\s*:?\s*)?(?P<day>\d{4}-\d\d-\d\d)(?![\d-])(?:T[\d:.]+\S*)?[\s:,|-]*(?=\S)",
    re.I,
)
_LABELLED_GLUED = re.compile(
    rf"^(?:date|dated|published(?:\s+on)?|posted(?:\s+on)?)\b\s*:?\s*(?P<day>{DAY})[\s:,|-]*(?=\S)", re.I
)
_MONTH_LINE = re.compile(rf"^{_MONTH.format('n')}\s+(?P<y>\d{{4}})$", re.I)


def _valid(year: int, month: int, day: int) -> str | None:
    if not 1600 <= year <= 2100:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    for n in "1234":
        if g.get("d" + n):
            month = MONTHS[g["n" + n].lower()] if g.get("n" + n) else int(g["m" + n])
            return _valid(int(g["y" + n]), month, int(g["d" + n]))
    return None


def day_in(text: str) -> str | None:
    """The first full day in a short text, as ISO; None when there is none or it does not exist."""
    match = _DAY.search(_GLUE.sub(" ", text))
    return _iso(match) if match else None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only says when (and perhaps where) the article is from."""

    day: str | None
    place: str | None = None
    updated: bool = False
    month: str | None = None  # "2004-12" where the line has no day


def without_dates(text: str) -> str:
    """What a line says besides days, times and the words that go with them ("Published …, updated … ago")."""
    rest = _AROUND.sub(" ", _TIMES.sub(" ", _STAMP_TIME.sub(" ", _DAY.sub(" ", _GLUE.sub(" ", text)))))
    return " ".join(rest.split()).strip(" ,;:|·•–—-/()[].")


def date_line(text: str) -> DateLine | None:
    """The line as a date line, or None when it says anything else."""
    if len(text) > 160:
        return None
    shown = _GLUE.sub(" ", text)
    match = _DAY.search(shown)
    if match and not (rest := without_dates(text)):
        return DateLine(_iso(match), updated=bool(_UPDATED.search(shown[: match.start()])))
    if match and rest.lower() in SECTIONS:
        return DateLine(_iso(match))
    if match := _PLACE_LINE.match(text):
        return DateLine(day_in(match.group("day")), place=match.group("place"))
    if match := _MONTH_LINE.match(text):
        return DateLine(None, month=f"{match.group('y')}-{MONTHS[match.group('n').lower()]:02d}")
    return None


def glued(text: str) -> tuple[str | None, str]:
    """A day glued before the first words ("date 2017-12-02The minister …"), and the text without it."""
    for pattern in (_GLUED, _LABELLED_GLUED):
        if match := pattern.match(text):
            day = day_in(match.group("day"))
            if day and match.end() < len(text):
                return day, text[match.end() :]
    return None, text


_CAPS_PLACE = r"[^\Wa-z\d_][^\Wa-z\d_'’.]+(?:[ -][^\Wa-z\d_][^\Wa-z\d_'’.]*)*"
_WIRE = r"\((?P<wire>[A-Z][\w .&/'-]{1,40})\)"


# A dateline opens the first paragraph: a place in capitals, perhaps a region, a day, an agency, then a dash or a colon.
def _dateline_pattern() -> re.Pattern[str]:
    month = "(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
    year = r"(?:,?\s*\(?\d{4}\)?)?"
    when = rf"(?:(?i:{_WEEKDAY})(?:{month}\s+\d{{1,2}}{year}|\d{{1,2}}\s+{month}{year}))"
    return re.compile(
        rf"^(?P<place>{_CAPS_PLACE})(?:\s*[,/]\s*(?P<region>(?!{month})[^\W\d_][\w .'’]{{1,30}}?)|\s*\((?P<paren>[A-Z][\w .'’]+)\))?"
        rf"(?:,?\s+(?P<when>{when}))?,?\s*(?:{_WIRE})?\s*(?P<dash>--?|[–—:]|\.\s-)\s*(?=\S)"
    )


_DATELINE = _dateline_pattern()


def place_name(text: str) -> str:
    """A dateline's place as written otherwise: "MEXICO CITY" gives "Mexico City"."""
    return (
        " ".join("-".join(p[:1].upper() + p[1:].lower() for p in w.split("-")) for w in text.split())
        if text.isupper()
        else text
    )


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a report: where from, when, and by which agency."""

    place: str
    day: str | None
    agency: str | None
    end: int  # where the report itself begins


def dateline(text: str) -> Dateline | None:
    """The dateline with which a paragraph opens, or None. "SEOUL - Nobody …", "HANOI, Aug 6 (1995) - …", "MOSCOW (Reuters) - …"."""
    match = _DATELINE.match(text[:200])
    if not match or len(match.group("place")) < 3:
        return None
    if match.group("dash") == ":" and not match.group("when"):
        return None  # "UPDATE: …", "WASHINGTON: …": an all-caps label is as likely
    when = match.group("when")
    wire, inside = match.group("wire"), match.group("paren")
    if inside and not when and not wire:
        wire = inside  # "MOSCOW (Reuters) - …"; a region in brackets has a day after it: "BANJUL (Gambia), Jan 14 - …"
    if not (when or wire) and len(text[match.end() :].split()) < 10:
        return None  # "THE BACK CHANNEL - notes on how deals get done": a heading
    return Dateline(place_name(match.group("place")), day_in(when) if when else None, wire, match.end())


_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/_.-]|$)")
_URL_FLAT = re.compile(r"[/_-](?P<y>(?:19|20)\d\d)[-_]?(?P<m>\d\d)[-_]?(?P<d>\d\d)(?=[/_.-]|$)")


def url_day(url: str | None) -> str | None:
    """The day that an address states as one of its parts (/2017/05/09/, /2017-05-09-, /2017/may/09/), or None."""
    if not url:
        return None
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url.lower())
    for pattern in (_URL_DAY, _URL_FLAT):
        for m in pattern.finditer(path):
            month = MONTHS.get(m["m"]) or (int(m["m"]) if m["m"].isdigit() else 0)
            if 1 <= month <= 12 and (day := _valid(int(m["y"]), month, int(m["d"]))):
                return day
    return None


_STAMP = re.compile(r"^\s*(\d{4})-(\d\d)-(\d\d)(?:[T\s]|$)")


def stamp_day(value: object) -> str | None:
    """The day of a machine's time stamp as it is written (ISO 8601 or a form of `day_in`), in the zone it is written in."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str) or len(value) > 80:
        return None
    if m := _STAMP.match(value):
        return _valid(int(m[1]), int(m[2]), int(m[3]))
    if m := re.match(r"^\s*(\d{4})(\d\d)(\d\d)(?:T|$)", value):
        return _valid(int(m[1]), int(m[2]), int(m[3]))
    return day_in(value)


def epoch_day(value: str) -> str | None:
    """The day (UTC) of a count of seconds or milliseconds since 1970, as some pages state it; None for anything else."""
    if not re.fullmatch(r"\d{10}|\d{13}", value.strip()):
        return None
    seconds = int(value) / (1000 if len(value.strip()) == 13 else 1)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
