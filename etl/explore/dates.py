"""EDTF dates as a newspaper writes them: "10 May 2017", "about May 2017", "8–14 May 2017"."""

from __future__ import annotations

import re
from functools import lru_cache

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SINGLE = re.compile(r"(-?\d{1,3}[\dX]|\d{2}XX|-?\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)")
_QUALIFIER = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
_DAYS = re.compile(r"(?<![-/:\w])\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?(?![-/\d])")
_EXACT = re.compile(r"\d{4}(-\d\d){0,2}")


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """(year in words, month in words, day, qualifier); None for what is not a single EDTF date."""
    match = _SINGLE.fullmatch(text)
    if not match:
        return None
    year, month, day, qualifier = match[1], match[2] or "", match[3] or "", match[4]
    if year.endswith("XX"):
        year = f"the {year[:2]}00s"
    elif year.endswith("X"):
        year = f"the {year[:-1]}0s"
    elif year.startswith("-"):
        year = f"{int(year[1:]) + 1} BC"
    else:
        year = year.lstrip("0") or "1 BC"
    if month in _SEASONS:
        return year, _SEASONS[month], "", qualifier
    if month in ("", "XX"):
        return year, "", "", qualifier
    if not 1 <= int(month) <= 12:
        return None
    return year, MONTHS[int(month) - 1], "" if day in ("", "XX") else str(int(day)), qualifier


def _phrase(parts: tuple[str, str, str, str]) -> str:
    year, month, day, qualifier = parts
    return _QUALIFIER[qualifier] + " ".join(part for part in (day, month, year) if part)


def _range(left: tuple[str, str, str, str], right: tuple[str, str, str, str]) -> str:
    (y1, m1, d1, q1), (y2, m2, d2, q2) = left, right
    if q1 or q2 or y1 != y2 or bool(d1) != bool(d2):
        spaced = bool(m1 or m2 or q1 or q2)
        return _phrase(left) + (" – " if spaced else "–") + _phrase(right)
    if m1 == m2 and d1:
        return f"{d1}–{d2} {m1} {y1}"
    if d1:
        return f"{d1} {m1} – {d2} {m2} {y1}"
    if m1 and m2 and m1 != m2:
        return f"{m1}–{m2} {y1}"
    return _phrase(left)


@lru_cache(maxsize=65536)
def newspaper(edtf: str | None) -> str:
    """An EDTF date in words; the empty string for none, and the text itself for what is no EDTF date."""
    if not edtf:
        return ""
    if "/" not in edtf:
        if edtf == "..":
            return "still"
        parts = _parts(edtf)
        return _phrase(parts) if parts else edtf
    first, _, last = edtf.partition("/")
    left, right = _parts(first), _parts(last)
    if left and right:
        return _range(left, right)
    if left and last in ("", ".."):
        return ("since " if last == ".." else "from ") + _phrase(left)
    if right and first in ("", ".."):
        return "until " + _phrase(right)
    return edtf


@lru_cache(maxsize=65536)
def span(start: str | None, end: str | None) -> str:
    """A term of office: "1 February 2017 – 31 March 2018", "since 9 March 2004", "until 2013"."""
    if end == "..":
        return f"since {newspaper(start)}" if start else "in office"
    if start and end:
        return newspaper(start) if start == end else f"{newspaper(start)} – {newspaper(end)}"
    return f"from {newspaper(start)}" if start else f"until {newspaper(end)}" if end else ""


def machine(edtf: str | None) -> str | None:
    """The value of HTML's `datetime` for a plain day, month or year; None for what HTML cannot say."""
    return edtf if edtf and _EXACT.fullmatch(edtf) else None


def day_month(day: str) -> str:
    """ "05-10" as "10 May"."""
    return f"{int(day[3:])} {MONTHS[int(day[:2]) - 1]}"


def days_in(text: str) -> str:
    """A sentence of ours with its days and stretches of days as a newspaper writes them."""
    return _DAYS.sub(lambda found: newspaper(found[0]), text)
