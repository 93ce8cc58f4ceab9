"""Dates as EDTF strings (Library of Congress, level 1), with their first and last day for SQL.

The `edtf` library reads single dates (seasons, masked digits, qualifiers). Intervals are split here, because the library (5.0.2) gives
`2017/` a last day ten years on, an infinite float for `..`, and takes an interval that ends before it starts. Plain years, months
and days, uncertain ones too, which are nearly all there are, do not go through its parser, which takes 6 ms each.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

OPEN = ".."
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~%]?")


class EdtfError(ValueError):
    """A string that is not an EDTF level 1 date, or an interval that ends before it starts."""


def _single(text: str) -> tuple[str, str]:
    if m := _PLAIN.fullmatch(text):
        year, month, day = m.groups()
        if not month:
            return f"{year}-01-01", f"{year}-12-31"
        last = calendar.monthrange(int(year) or 4, int(month))[1]  # year 0 is a leap year
        if not day:
            return f"{text[:7]}-01", f"{text[:7]}-{last:02d}"
        if not 1 <= int(day) <= last:
            raise EdtfError(f"no such day: {text}")
        return text[:10], text[:10]
    from edtf import EDTFParseException, parse_edtf  # 0.1 s to import, seldom needed

    try:
        date = parse_edtf(text)
        low, high = (tuple(bound)[:3] for bound in (date.lower_strict(), date.upper_strict()))
    except (EDTFParseException, AttributeError, TypeError, ValueError) as error:
        raise EdtfError(f"not an EDTF date: {text!r}") from error
    return "{:04d}-{:02d}-{:02d}".format(*low), "{:04d}-{:02d}-{:02d}".format(*high)


@lru_cache(maxsize=65536)
def bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last possible ISO day of an EDTF string; None for an end that is open (`..`) or unknown (empty).

    Raises EdtfError for anything else than EDTF level 1, or for an interval that ends before it starts.
    """
    if not value or value == OPEN:
        return None, None
    if "/" not in value:
        return _single(value)
    left, _, right = value.partition("/")
    first = None if left in ("", OPEN) else _single(left)[0]
    last = None if right in ("", OPEN) else _single(right)[1]
    if first and last and first > last:
        raise EdtfError(f"ends before it starts: {value}")
    return first, last


def valid(value: str) -> bool:
    """Whether `bounds` accepts the string."""
    try:
        bounds(value)
    except EdtfError:
        return False
    return True


def overlap(a: str | None, b: str | None) -> bool:
    """Whether two dates can be the same day; an unknown one can be any."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return not ((a_first and b_last and a_first > b_last) or (b_first and a_last and b_first > a_last))


def interval(first: str, last: str) -> str:
    """The EDTF of all days from first to last (ISO days): one day, a whole month or year, or an interval."""
    if first == last:
        return first
    if first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4]
    if first[:7] == last[:7] and (first, last) == _single(first[:7]):
        return first[:7]
    return f"{first}/{last}"


@lru_cache(maxsize=100_000)
def day_number(day: str) -> int:
    """An ISO day as a number; the year 0, which EDTF has and Python has not, lies before all others."""
    return date.fromisoformat(day).toordinal() if day[:4] != "0000" else 0
