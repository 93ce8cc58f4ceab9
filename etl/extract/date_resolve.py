"""What day a date expression means: EDTF from the day of publication, the direction of the telling and what was told before.

Never a guess dressed as a fact: without a day of publication a weekday or a month without a year stays unresolved (`date` None) and
keeps its anchor; a coarse expression ("two months ago") gives a coarse date. A week is its Monday to Sunday.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from etl import edtf
from etl.extract.dates import DateExpr

PAST, FUTURE = "past", "future"


@dataclass(frozen=True, slots=True)
class Resolved:
    """`date` is EDTF or None; `basis` stated (the text gives it in full), relative (counted from publication), inferred (counted from
    another date told); `anchor` what an unresolved date hangs on: "day", "week", "month", "year", or the direction."""

    date: str | None
    basis: str | None = None
    anchor: str | None = None


def resolve(
    expr: DateExpr, published: str | None, direction: str | None = None, reference: str | None = None
) -> Resolved:
    """The date of one expression.

    `published` is the ISO day of publication or None, `direction` "past" or "future" where the verb tells, `reference` the EDTF date of
    the event that "that day" and "two days later" hang on. A future date is never resolved to before publication, nor a past one to
    after it, whatever the expression. Raises nothing: what makes no sense ("30 February") is unresolved.
    """
    day = dt.date.fromisoformat(published) if published else None
    try:
        return _RESOLVERS[expr.kind](expr, day, direction, reference)
    except (ValueError, OverflowError):
        return Resolved(None, None, None)


def _iso(d: dt.date) -> str:
    return d.isoformat()


def _span(a: dt.date, b: dt.date) -> str:
    return edtf.interval(_iso(a), _iso(b))


def _ym(year: int, month: int) -> str:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError("no such year")
    return f"{year:04d}-{month:02d}"


def week_of(d: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the day's week."""
    monday = d - dt.timedelta(days=d.weekday())
    return monday, monday + dt.timedelta(days=6)


def _pick_year(day: dt.date, month: int, dom: int, direction: str | None) -> int:
    """The year of a day or month told without one: the last before publication, the next after it, or the nearest."""
    options = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            options.append((year, dt.date(year, month, dom)))
        except ValueError:  # 29 February
            continue
    if not options:
        raise ValueError("no such day")
    past = [y for y, d in options if d <= day + dt.timedelta(days=1)]  # where it happened, it may be tomorrow already
    future = [y for y, d in options if d >= day]
    if direction == PAST and past:
        return past[-1]
    if direction == FUTURE and future:
        return future[0]
    return min(options, key=lambda o: (abs((o[1] - day).days), o[1] > day))[0]


def _pick_month_year(day: dt.date, month: int, direction: str | None) -> int:
    if direction == PAST:
        return day.year if month <= day.month else day.year - 1
    if direction == FUTURE:
        return day.year if month >= day.month else day.year + 1
    return min(
        (day.year - 1, day.year, day.year + 1),
        key=lambda y: (abs((y - day.year) * 12 + month - day.month), y > day.year),
    )


def _is_weekday(year: int, month: int, dom: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, dom).weekday() == weekday
    except ValueError:
        return False


def _int(expr: DateExpr, key: str) -> int | None:
    value = expr.values.get(key)
    return value if isinstance(value, int) else None


def _first(value: str | None) -> dt.date | None:
    low = edtf.bounds(value)[0] if value else None
    return dt.date.fromisoformat(low) if low else None


def _last(value: str | None) -> dt.date | None:
    high = edtf.bounds(value)[1] if value else None
    return dt.date.fromisoformat(high) if high else None


def _day(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    m, d, y = _int(expr, "m") or 1, _int(expr, "d") or 1, _int(expr, "y")
    m2, d2 = _int(expr, "m2") or m, _int(expr, "d2")
    basis = "stated"
    if y is None:
        basis = "relative"
        if day is None:
            return Resolved(None, None, "year")
        yrel = _int(expr, "yrel")
        y = day.year + yrel if yrel is not None else _pick_year(day, m, d, direction)
        if (wd := _int(expr, "wd")) is not None:  # "Saturday, December 9" is the nearest year in which it is one
            years = sorted(range(day.year - 3, day.year + 4), key=lambda year: (abs(year - day.year), year > day.year))
            y = next((year for year in years if _is_weekday(year, m, d, wd)), y)
    first = dt.date(y, m, d)
    if d2 is None:
        return Resolved(_iso(first), basis)
    last = dt.date(y, m2, d2)
    if last < first and m2 < m:
        first = dt.date(y - 1, m, d) if expr.values.get("y") else first
        last = dt.date(first.year + 1, m2, d2)
    return Resolved(_span(first, last) if first <= last else _iso(first), basis)


def _ordinal(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    d, d2, rel = _int(expr, "d") or 1, _int(expr, "d2"), _int(expr, "rel")
    if day is None:
        return Resolved(None, None, "month")
    months = [(day.year, day.month + rel)] if rel is not None else [(day.year, day.month + k) for k in (-1, 0, 1)]
    options = []
    for year, month in months:
        try:
            options.append(dt.date.fromisoformat(f"{_ym(year, month)}-{d:02d}"))
        except ValueError:
            continue
    if rel is None:
        before, after = [o for o in options if o <= day], [o for o in options if o > day]
        options = (after[:1] if direction == FUTURE else before[-1:]) or options
    if not options:
        return Resolved(None, None, "month")
    first = options[-1]
    if d2 and d2 > d:
        return Resolved(_span(first, first.replace(day=d2)), "relative")
    return Resolved(_iso(first), "relative")


def _month(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    m, m2, y, rel = _int(expr, "m") or 1, _int(expr, "m2"), _int(expr, "y"), expr.values.get("rel")
    basis = "stated"
    if y is None:
        basis = "relative"
        if rel == "that":
            ref = _first(reference)
            if ref is None:
                return Resolved(None, None, "year")
            y, basis = ref.year, "inferred"
        elif day is None:
            return Resolved(None, None, "year")
        elif (yrel := _int(expr, "yrel")) is not None:
            y = day.year + yrel
        elif rel == -1:
            y = day.year if m < day.month else day.year - 1
        elif rel == 1:
            y = day.year if m > day.month else day.year + 1
        else:
            y = _pick_month_year(day, m, direction)
    date = _ym(y, m)
    if m2 and m2 != m:
        return Resolved(f"{date}/{_ym(y if m2 > m else y + 1, m2)}", basis)
    return Resolved(date, basis)


def _season(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    code, y, rel = _int(expr, "season") or 21, _int(expr, "y"), expr.values.get("rel")
    if y is not None:
        return Resolved(f"{y:04d}-{code}", "stated")
    if rel == "that":
        ref = _first(reference)
        return Resolved(f"{ref.year:04d}-{code}", "inferred") if ref else Resolved(None, None, "year")
    if day is None:
        return Resolved(None, None, "year")
    middle = {21: 4, 22: 7, 23: 10, 24: 1}[code]  # northern seasons, by their middle month
    if rel == -1:
        y = day.year if middle + 1 < day.month else day.year - 1
    elif rel == 1:
        y = day.year if middle - 1 > day.month else day.year + 1
    else:
        y = _pick_month_year(day, middle, direction)
    return Resolved(f"{y:04d}-{code}", "relative")


def _weekday(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    wd, wd2, rel = _int(expr, "wd") or 0, _int(expr, "wd2"), expr.values.get("rel")
    if rel == "that":
        ref = _first(reference)
        if ref is None:
            return Resolved(None, None, "week")
        found, basis = ref + dt.timedelta(days=(wd - ref.weekday()) % 7), "inferred"
    elif day is None:
        return Resolved(None, None, "week")
    else:
        basis, back, ahead = "relative", (day.weekday() - wd) % 7, (wd - day.weekday()) % 7
        if rel == -1:
            found = day - dt.timedelta(days=back or 7)
        elif rel == 1:
            found = week_of(day)[0] + dt.timedelta(days=7 + wd)
        elif rel == 0:
            found = week_of(day)[0] + dt.timedelta(days=wd)
        elif direction == FUTURE:
            found = day + dt.timedelta(days=ahead)
        else:
            found = day - dt.timedelta(days=back)
    if wd2 is not None and wd2 != wd:
        last = found + dt.timedelta(days=(wd2 - wd) % 7)
        if direction != FUTURE and rel != 1 and day and last > day:  # "Tuesday and Wednesday" on a Tuesday: last week's
            found, last = found - dt.timedelta(days=7), last - dt.timedelta(days=7)
        return Resolved(_span(found, last), basis)
    return Resolved(_iso(found), basis)


def _today(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    if day is None:
        return Resolved(None, None, "day")
    return Resolved(_iso(day + dt.timedelta(days=_int(expr, "offset") or 0)), "relative")


def _period(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    unit, rel, part = expr.values.get("unit"), expr.values.get("rel"), expr.values.get("part")
    basis = "relative"
    if rel == "that":
        day, rel, basis = _first(reference), 0, "inferred"
    if day is None:
        return Resolved(None, None, str(unit))
    shift = rel if isinstance(rel, int) else 0
    if unit == "week":
        monday, sunday = week_of(day + dt.timedelta(days=7 * shift))
        if shift == 0 and basis == "relative":
            if part == "earlier" or (direction == PAST and part is None):
                sunday = day
            elif part == "later" or direction == FUTURE:
                if day.weekday() == 6:  # said on a Sunday, "this week" is the one ahead
                    monday, sunday = week_of(day + dt.timedelta(days=1))
                elif part == "later":
                    monday = day
        return Resolved(_span(monday, sunday), basis)
    if unit == "weekend":
        if expr.text.lower().startswith(("over", "at", "on")) and direction != FUTURE and day.weekday() < 5:
            shift = -1  # "over the weekend", told on a Tuesday
        monday, sunday = week_of(day + dt.timedelta(days=7 * shift))
        return Resolved(_span(sunday - dt.timedelta(days=1), sunday), basis)
    if unit == "month":
        return Resolved(_ym(day.year, day.month + shift), basis)
    if unit == "year":
        return Resolved(f"{day.year + shift:04d}", basis)
    if unit == "decade":
        return Resolved(f"{(day.year // 10 + shift):03d}X", basis)
    return Resolved(None, None, str(unit))


def _moved(start: dt.date, n: int, unit: str) -> str:
    """A date n units away, as coarse as the unit tells: days to the day, weeks and months to the month, years to the year."""
    if unit == "hour":
        return _iso(start)
    if unit == "day":
        return _iso(start + dt.timedelta(days=n))
    if unit in ("week", "fortnight"):
        moved = start + dt.timedelta(days=7 * n * (2 if unit == "fortnight" else 1))
        return _ym(moved.year, moved.month)
    if unit == "month":
        return _ym(start.year, start.month + n)
    years = n * {"year": 1, "decade": 10, "century": 100}[unit]
    if abs(years) == 1:
        return _ym(start.year + years, start.month)
    if not 1 <= start.year + years <= 9999:
        raise ValueError("no such year")
    return f"{start.year + years:04d}"


def _ago(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    n, unit = _int(expr, "n"), str(expr.values.get("unit"))
    if day is None or n is None:
        return Resolved(None, None, unit)
    return Resolved(_moved(day, -n, unit), "relative")


def _ahead(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    n, unit = _int(expr, "n"), str(expr.values.get("unit"))
    if day is None or n is None or direction != FUTURE:
        return Resolved(None, None, unit)
    if expr.values.get("within"):
        end = _last(_moved(day, n, unit)) if unit not in ("week", "fortnight", "month") else None
        if unit == "month":
            month = dt.date.fromisoformat(_ym(day.year, day.month + n) + "-01")
            end = month.replace(day=min(day.day, _last(_ym(month.year, month.month)).day))  # type: ignore[union-attr]
        elif unit in ("week", "fortnight"):
            end = day + dt.timedelta(days=7 * n * (2 if unit == "fortnight" else 1))
        return Resolved(_span(day, end), "relative") if end else Resolved(None, None, unit)
    return Resolved(_moved(day, n, unit), "relative")


def _shift(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    n, unit, sign = _int(expr, "n"), str(expr.values.get("unit")), _int(expr, "sign") or 1
    start = _first(reference) if sign < 0 else _last(reference)
    if start is None or n is None:
        return Resolved(None, None, unit)
    first, last = edtf.bounds(reference)
    if (
        first != last
        and unit in ("hour", "day")
        and first
        and last
        and first[:7] == last[:7]
        and len(reference or "") <= 7
    ):
        return Resolved(first[:7], "inferred")  # two days after a date known to the month
    if unit == "week" and abs(n) == 1 and "week" in expr.text and expr.text.lower().startswith("the "):
        monday, sunday = week_of(start + dt.timedelta(days=7 * n))
        return Resolved(_span(monday, sunday), "inferred")
    return Resolved(_moved(start, n, unit), "inferred")


def back(expr: DateExpr, main: str | None) -> Resolved:
    """When that was of which `main` is said to be some time after: "four months after the summit" dates the summit by the main date."""
    n, unit, sign = _int(expr, "n"), str(expr.values.get("unit")), _int(expr, "sign") or 1
    start = _first(main) if sign > 0 else _last(main)
    if start is None or n is None:
        return Resolved(None, None, unit)
    try:
        return Resolved(_moved(start, -n, unit), "inferred")
    except (ValueError, OverflowError):
        return Resolved(None, None, unit)


def _same(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    if (
        day and expr.values.get("here") and (direction == FUTURE or not reference)
    ):  # "will be received later in the day"
        return Resolved(_iso(day), "relative")
    return Resolved(reference, "inferred") if reference else Resolved(None, None, "day")


def _decade(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    return Resolved(f"{(_int(expr, 'y') or 0) // 10:03d}X", "stated")


def _year(expr: DateExpr, day: dt.date | None, direction: str | None, reference: str | None) -> Resolved:
    y, y2 = _int(expr, "y"), _int(expr, "y2")
    if y2 and y and y2 > y:
        return Resolved(f"{y:04d}/{y2:04d}", "stated")
    return Resolved(f"{y:04d}", "stated")


_RESOLVERS = {
    "day": _day, "ordinal": _ordinal, "month": _month, "season": _season, "weekday": _weekday, "today": _today, "period": _period,
    "ago": _ago, "ahead": _ahead, "shift": _shift, "same": _same, "decade": _decade, "year": _year,
}  # fmt: skip
