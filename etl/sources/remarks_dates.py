"""Days named in a remark ("May 10-11", "Nov. 24", "January 9, 1939"), dated by the entry they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl import edtf
from etl.sources.remarks_tokens import MONTHS, Token


@dataclass(frozen=True, slots=True)
class Days:
    """A date phrase: tokens from `start` up to `end`; first and last ISO day, and the last one it goes on to name."""

    start: int
    end: int
    first: str
    last: str

    @property
    def edtf(self) -> str:
        """The phrase as EDTF: a day, or an interval."""
        return edtf.interval(self.first, self.last)


_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[-–](\d{1,2}))?")


def days_in(parts: list[Token], start: str, end: str) -> list[Days]:
    """All date phrases in the tokens. A month without a year is in the year that brings it nearest to the stay `start`–`end`."""
    out: list[Days] = []
    i = 0
    while i < len(parts):
        if not (parts[i].kind == "word" and parts[i].low in MONTHS and parts[i].capital) or i + 1 >= len(parts):
            i += 1
            continue
        month = MONTHS[parts[i].low]
        found = _DAY.fullmatch(parts[i + 1].text)
        if not found:
            i += 1
            continue
        j = i + 2
        first_day, last_month, last_day = int(found[1]), month, int(found[2] or found[1])
        while j + 1 < len(parts) and parts[j].text in "-–":  # "December 28–January 4", "June 8 – 10"
            if parts[j + 1].low in MONTHS and j + 2 < len(parts) and (more := _DAY.fullmatch(parts[j + 2].text)):
                last_month, last_day, j = MONTHS[parts[j + 1].low], int(more[2] or more[1]), j + 3
            elif more := _DAY.fullmatch(parts[j + 1].text):
                last_day, j = int(more[2] or more[1]), j + 2
            else:
                break
        year = None
        if j + 1 < len(parts) and parts[j].text == "," and re.fullmatch(r"1[789]\d\d|20\d\d", parts[j + 1].text):
            year, j = int(parts[j + 1].text), j + 2
        elif j < len(parts) and re.fullmatch(r"1[789]\d\d|20\d\d", parts[j].text):
            year, j = int(parts[j].text), j + 1
        first = _day(year, month, first_day, start)
        last = _day(year if last_month >= month else None, last_month, last_day, start)
        if first and last:
            if last < first and last_month < month:
                last = f"{int(last[:4]) + 1}{last[4:]}"
            if last >= first:
                out.append(Days(i, j, first, last))
        i = j
    return out


def _day(year: int | None, month: int, day: int, near: str) -> str | None:
    about = date.fromisoformat(near)
    years = (year,) if year else (about.year - 1, about.year, about.year + 1)
    found: list[date] = []
    for one in years:
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs((d - about).days)).isoformat() if found else None
