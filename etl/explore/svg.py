"""Where the marks of a chart go. Templates draw them; here is only geometry, in pixels of the drawing."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from etl.explore import words

Mark = dict[str, Any]
MOST_BARS = 120
LETTER = 6.4  # pixels of an average letter of a label, a little more than it is


def years(day: str) -> float:
    """An ISO day as a year with a fraction: 2017-07-02 is 2017.5."""
    date = datetime.date.fromisoformat(day)
    return date.year + (date.toordinal() - datetime.date(date.year, 1, 1).toordinal()) / 366


def ticks(first: float, last: float, most: int = 9) -> list[int]:
    """Round years between two, at most `most` of them."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100):
        start = -(-int(first) // step) * step
        found = [year for year in range(start, int(last) + 1, step) if first <= year <= last]
        if len(found) <= most:
            return found
    return []


def top(value: int) -> int:
    """The round number at or above a value, for the top of an axis."""
    if value <= 5:
        return max(value, 1)
    size = 10 ** (len(str(value)) - 1)
    return next(int(size * f) for f in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if size * f >= value)


def levels(highest: int) -> list[int]:
    """The values at which an axis is marked: whole numbers at equal steps, the highest last."""
    parts = next((p for p in (2, 3, 5) if highest % p == 0 and highest > p), 1)
    return [highest * n // parts for n in range(1, parts + 1)]


def per_year(
    counts: Mapping[tuple[int, str], int], width: int = 960, height: int = 220, from_year: int | None = None
) -> Mark | None:
    """A stacked bar a year; `counts` maps (year, event type) to how many. None when there is nothing to draw.

    Gives width, height, bars [{year, x, width, total, said, parts [{group, y, height}]}], ticks, levels [{y, value}].
    """
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    for (year, kind), number in counts.items():
        if kind in _GROUP_OF and (from_year is None or year >= from_year):
            groups[year][_GROUP_OF[kind]] += number
    if not groups:
        return None
    first, last = min(groups), max(groups)
    highest = top(max(sum(group.values()) for group in groups.values()))
    left, bottom, ceiling = 34, height - 22, 8
    pitch = (width - left) / max(last - first + 1, 12)
    bars = []
    for year in sorted(groups):
        y, parts = float(bottom), []
        for name, _ in words.GROUPS:
            if number := groups[year][name]:
                tall = (bottom - ceiling) * number / highest
                y -= tall
                parts.append({"group": name, "y": round(y, 1), "height": round(tall, 1)})
        said = ", ".join(words.count(groups[year][name], name) for name, _ in words.GROUPS if groups[year][name])
        bars.append(
            {
                "year": year,
                "x": round(left + (year - first) * pitch, 1),
                "width": round(max(pitch * 0.82, 1), 1),
                "total": sum(groups[year].values()),
                "said": said,
                "parts": parts,
            }
        )
    return {
        "width": width,
        "height": height,
        "left": left,
        "bottom": bottom,
        "bars": bars,
        "pitch": round(pitch, 1),
        "ticks": [{"year": y, "x": round(left + (y - first + 0.41) * pitch, 1)} for y in ticks(first, last + 0.9, 12)],
        "levels": [{"value": v, "y": round(bottom - (bottom - ceiling) * v / highest, 1)} for v in levels(highest)],
        "groups": [name for name, _ in words.GROUPS if any(group[name] for group in groups.values())],
        "first": first,
        "last": last,
    }


def lanes(spans: list[tuple[float, float]]) -> list[int]:
    """For each span the number of the first lane in which it meets none of those before it."""
    taken: list[list[tuple[float, float]]] = []
    numbers = []
    for start, end in spans:
        number = next((n for n, lane in enumerate(taken) if all(end <= s or start >= e for s, e in lane)), len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((start, end))
        numbers.append(number)
    return numbers


def timeline(
    offices: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]], now: float, width: int = 960
) -> Mark | None:
    """Offices as bars in lanes, encounters as points stacked above each other. None when nothing is dated.

    An office needs start_earliest, end_latest, "end" and the dates on which it is attested; an event date_earliest and type.
    """
    bars = []
    for office in offices:
        start = office.get("start_earliest") or office.get("attested_first")
        end = office.get("end_latest") or office.get("attested_last") or start
        if not start or not end:
            continue
        open_end = office.get("end") == ".."
        bars.append(
            (years(start), min(now, max(years(start), now)) if open_end else max(years(start), years(end)), office)
        )
    if len(bars) > MOST_BARS:  # an office that many hold at once, or that many are once called by: those with a term
        bars = [bar for bar in bars if bar[2].get("start_earliest") or bar[2].get("end") == ".."][-MOST_BARS:]
    points = sorted((years(e["date_earliest"]), e["event_id"], e) for e in events if e.get("date_earliest"))
    moments = [m for start, end, _ in bars for m in (start, end)] + [p[0] for p in points]
    if not moments:
        return None
    low, high = min(moments), max(moments)
    pad = max((high - low) * 0.02, 0.5)
    low, high = low - pad, high + pad
    left, right = 8, 8
    scale = (width - left - right) / (high - low)

    def place(moment: float) -> float:
        return round(left + (moment - low) * scale, 1)

    stacks: Counter[int] = Counter()
    step, size = 7, 3.0
    spots: list[Mark] = []
    for moment, _, event in points:
        bin_ = int((moment - low) * scale // step)
        stacks[bin_] += 1
        spots.append({"x": round(left + (bin_ + 0.5) * step, 1), "level": stacks[bin_], "event": event})
    deepest = max(stacks.values(), default=0)
    rise = min(7.0, 112 / deepest) if deepest else 0.0
    if rise < 5:
        size = max(1.6, rise * 0.45 + 0.6)
    field = round(deepest * rise + 12, 1) if deepest else 0
    for spot in spots:
        spot["y"] = round(field - 6 - (spot["level"] - 1) * rise, 1)
        spot["r"] = size
    bars.sort(key=lambda bar: (bar[0], bar[1], bar[2]["affiliation_id"]))
    drawn: list[Mark] = []
    for start, end, office in bars:
        x, wide = place(start), max(3.0, (end - start) * scale)
        label = office["capacity"][:60] + ("…" if len(office["capacity"]) > 60 else "")
        needed = len(label) * LETTER + 6
        # A label that would leave the drawing on the right ends with the drawing.
        at_end = wide < needed and x + needed > width
        drawn.append(
            {
                "x": x,
                "width": round(wide, 1),
                "office": office,
                "label": label,
                "label_x": width - 2 if at_end else round(x + 5, 1),
                "anchor": "end" if at_end else "start",
                "room": (min(x, width - needed), width) if at_end else (x, x + max(wide, needed)),
            }
        )
    rows = lanes([bar["room"] for bar in drawn])
    for bar, lane in zip(drawn, rows, strict=True):
        bar["y"] = round(field + 10 + lane * 21, 1)
    height = field + 10 + (max(rows, default=-1) + 1) * 21 + 24
    return {
        "width": width,
        "height": round(height),
        "axis": round(height - 20, 1),
        "bars": drawn,
        "points": spots,
        "ticks": [{"year": year, "x": place(year)} for year in ticks(low, high)],
        "groups": [name for name, kinds in words.GROUPS if any(s["event"]["type"] in kinds for s in spots)],
    }


def group_of(kind: str) -> str:
    """The chart group of an event type."""
    return _GROUP_OF.get(kind, "other")


_GROUP_OF = {kind: name for name, kinds in words.GROUPS for kind in kinds}
