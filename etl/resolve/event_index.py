"""Events by who took part and by the days in which they can lie, so that a report is held only against those it can be.

A person of the news has thousands of events; of those, few lie within reach of a report's days. Spans of days are kept by their length, in
classes that each double the one before: in a class, those that can touch a day begin within the class's length before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from etl.edtf import day_number
from etl.resolve.happenings import Event

_LENGTHS = (0, 8, 32, 128, 512, 2048)  # days; longer spans than the last are not looked for

Key = tuple[str, str]
_Span = tuple[int, int, int, Event]  # first and last day, the event's serial number, the event


class EventIndex:
    """Events under keys, each with the days of its reports."""

    def __init__(self) -> None:
        self._spans: dict[Key, dict[int, list[_Span]]] = {}
        self._serial: dict[int, int] = {}

    def add(self, keys: Iterable[Key], first: str, last: str, event: Event) -> None:
        """Note that a report of the event gives these days (ISO)."""
        begin, end = day_number(first), day_number(last)
        length = next((n for n in _LENGTHS if end - begin <= n), None)
        if length is None:
            return
        span = (begin, end, self._serial.setdefault(id(event), len(self._serial)), event)
        for key in keys:
            spans = self._spans.setdefault(key, {}).setdefault(length, [])
            at = bisect_left(spans, span[:3], key=lambda s: s[:3])
            if at == len(spans) or spans[at][:3] != span[:3]:
                spans.insert(at, span)

    def near(self, keys: Iterable[Key], first: str, last: str, slack: int) -> Iterator[Event]:
        """Events under any of the keys with a report of which the days are at most `slack` days off, each once."""
        begin, end = day_number(first) - slack, day_number(last) + slack
        seen: set[int] = set()
        for key in keys:
            for length, spans in self._spans.get(key, {}).items():
                for at in range(bisect_left(spans, (begin - length,)), len(spans)):
                    other_begin, other_end, serial, event = spans[at]
                    if other_begin > end:
                        break
                    if other_end >= begin and serial not in seen:
                        seen.add(serial)
                        yield event
