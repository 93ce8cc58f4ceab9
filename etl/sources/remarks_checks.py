"""What is odd in an entry when its prose is held against its own dates, and what looks cut short."""

from __future__ import annotations

from collections.abc import Iterator

from etl.claims import Defect
from etl.sources.remarks import Remark
from etl.sources.remarks_clauses import Clause, headless


def checks(remark: Remark, text: str, start: str, end: str, abroad: bool) -> Iterator[Defect]:
    """Defects of one remark of an entry whose stay is `start` to `end` (ISO days), abroad or in the United States."""
    for clause in remark.clauses:
        words = [t.low for t in clause.parts]
        if clause.days and ("u.s." in words or words[:1] == ["departed"]):
            yield from _abroad(clause, words, start, end) if abroad else _here(clause, words, start, end)
    if text and (text[0].islower() or (abroad and remark.clauses and headless(remark.clauses[0]))):
        yield Defect("remark-begins-in-mid-sentence", "the beginning of the remark is not there")
    if text and text.rstrip(' ”"]')[-1:] not in (".", "!", "?", ";") and len(text) > 40:
        yield Defect("remark-without-end", "the remark ends without a full stop")


def _here(clause: Clause, words: list[str], start: str, end: str) -> Iterator[Defect]:
    """A stay in the United States must hold the visit."""
    day = clause.days[0]
    if words[:2] == ["in", "u.s."] or words[:3] == ["in", "the", "u.s."]:
        if (day.first > start or day.last < end) and day.first != day.last:
            yield Defect("stay-does-not-hold-the-visit", f"in the United States {day.edtf}, the visit {start}/{end}")
    elif clause.act == "arrive" and day.first > start:
        yield Defect("arrives-after-the-visit-begins", f"arrived {day.first}, the visit began {start}")
    elif clause.act == "leave" and day.first < end and "from" not in words:
        yield Defect("departs-before-the-visit-ends", f"departed {day.first}, the visit ended {end}")


def _abroad(clause: Clause, words: list[str], start: str, end: str) -> Iterator[Defect]:
    """A trip begins after leaving the United States and ends before the return."""
    day = clause.days[0]
    if clause.act == "leave" and day.first > start:
        yield Defect("leaves-after-the-trip-begins", f"left {day.first}, was abroad from {start}")
    elif (
        clause.act in ("return", "arrive")
        and "-" not in clause.parts[-1].text
        and day.first < end
        and day.first >= start
    ):
        yield Defect("returns-before-the-trip-ends", f"returned {day.first}, was abroad until {end}")
