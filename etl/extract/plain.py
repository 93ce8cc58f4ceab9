"""A sentence made plain for the parser: every name with its title becomes one common surname.

"Director of National Security Shin Wonsik of the Republic of Korea" is where a small model loses its way, and with it the date and the
place at the end of the sentence; "Smith of Korea" is not. Names are known before (`etl.extract.names`), so nothing is lost: offsets of
the plain text lead back to those of the sentence.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import Any

from etl.extract import nlp
from etl.extract.context import Mention, Sentence
from etl.extract.dates import DateExpr, find

# Surnames that the model always takes for a person, one for each name of a sentence in turn.
SURNAMES = (
    "Smith",
    "Jones",
    "Brown",
    "Wilson",
    "Taylor",
    "Miller",
    "Davis",
    "Clark",
    "Lewis",
    "Walker",
    "Harris",
    "Martin",
)
_BEFORE = re.compile(r"\b(?:visiting|outgoing|incoming|fellow|embattled|beleaguered|newly\s+\w+|veteran)\s+$")
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:[,(][^–—]{0,60}?)?\s*(?:\([^)]{2,30}\)\s*)?(?:\s[-–]{1,2}\s|\s?—\s?|:\s)(?=[\w\"“])"
)
# What may follow an office told after a name: the end, "and", or a comma, which a list keeps and a clause does not need.
_AFTER_APPOSITION = re.compile(
    r"(?P<comma>,(?=\s+(?:and\b|(?!who|which|the|an?|his|her|their|its)[a-z])))|(?=,|[.;)]|\s+and\b)"
)
_SHORT_FORM = re.compile(r"\s?\([A-Z][A-Z.&-]+\)")  # "Republic of Korea (ROK)"
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_LONG_STATE = re.compile(r"\b(?:of|Emirates)\b|\s.*\s")


class Plain:
    """The plain text of a sentence, and its parse once `parse` has run."""

    def __init__(self, sentence: Sentence, begin: int = 0, until: int | None = None) -> None:
        self.sentence = sentence
        stop = len(sentence.text) if until is None else until
        self.spans: list[tuple[int, int, Mention]] = []  # each mention's place in the plain text
        self.doc: Any = None
        self._plain_starts = [0]
        self._shifts = [0]  # original offset minus plain offset, from that plain start on
        pieces: list[str] = []
        at, length, names = begin, 0, 0
        self._mark(0, begin)
        if begin == 0 and (line := _DATELINE.match(sentence.text)) and sentence.start == 0 and sentence.zone == "body":
            at = line.end()  # what stands before the dash is no part of the sentence
            self._mark(0, at)
        self.lead: DateExpr | None = None  # the date that heads a chronicle's entry
        if (
            begin == 0
            and at == 0
            and sentence.start == 0
            and sentence.zone == "body"
            and (lead := _lead(sentence.text))
        ):
            self.lead, at = lead
            self._mark(0, at)
        titles = [(m.outer_start, m.start) for m in sentence.mentions if m.kind == "name"]
        for m in sentence.mentions:
            start, end = m.start - sentence.start, m.end - sentence.start
            if m.kind != "name" and any(a <= m.start < b for a, b in titles):
                continue  # "Russian" in "Russian Foreign Minister Sergei Lavrov"
            first = m.outer_start - sentence.start if m.kind == "name" else start
            if start < at or end > stop:
                continue
            if m.kind == "name" and (before := _BEFORE.search(sentence.text, max(at, first - 24), first)):
                first = before.start()
            first = max(first, at)
            surrogate = None
            if m.kind == "name":
                surrogate = SURNAMES[names % len(SURNAMES)]
                names += 1
            elif m.kind == "country" and _LONG_STATE.search(m.text) and " " in m.text.strip():
                surrogate = _short_state(m.text)
            if surrogate is None:
                first, surrogate = start, sentence.text[start:end]
            gap = sentence.text[at:first]
            if gap == "-" and pieces[-1:] and pieces[-1].endswith("."):
                gap = " - "  # "U.S.-Norway" is one word to the model, "Norway-U.S." three
            pieces.append(gap)
            length += len(gap)
            self.spans.append((length, length + len(surrogate), m))
            pieces.append(surrogate)
            self._mark(length, first - length)
            length += len(surrogate)
            at = _past_apposition(m, sentence, stop) if m.kind == "name" else end
            if m.kind in ("name", "country", "org") and (short := _SHORT_FORM.match(sentence.text, at, stop)):
                at = short.end()
            self._mark(length, at - length)
        pieces.append(sentence.text[at:stop])
        self.text = "".join(pieces)

    def _mark(self, plain: int, shift: int) -> None:
        self._plain_starts.append(plain)
        self._shifts.append(shift)

    def original(self, offset: int) -> int:
        """The place in the sentence's own text of a place in the plain one; the beginning of a name for a place within it."""
        n = bisect.bisect_right(self._plain_starts, offset) - 1
        return offset + self._shifts[n]


def _past_apposition(name: Mention, sentence: Sentence, stop: int) -> int:
    """Where the sentence goes on after a name and the office told after it: "Ana Duarte, the foreign minister, and Pavel Novak" is
    "Smith and Jones". After the name itself where the office does not end with the phrase."""
    end, outer = name.end - sentence.start, name.outer_end - sentence.start
    if name.outer_start < name.start and (of := _OF.match(sentence.text, end)):  # "President Novak of Czechia"
        for m in sentence.mentions:
            if m.kind == "country" and m.start - sentence.start == of.end() and m.end - sentence.start <= stop:
                return m.end - sentence.start
    if outer <= end or outer > stop:
        return end
    follow = _AFTER_APPOSITION.match(sentence.text, outer)
    if follow is None:
        return end
    return follow.end() if follow["comma"] else outer


def _lead(text: str) -> tuple[DateExpr, int] | None:
    """The date that begins a chronicle's entry and where the entry goes on: "July 29, 1987 - The minister visits …"."""
    if not (text[:1].isdigit() or text[:3].istitle()):
        return None
    found = find(text[:48])
    if found and found[0].start == 0 and (dash := re.match(r"\s*[-–—:]\s+", text[found[0].end :])):
        return found[0], found[0].end + dash.end()
    return None


def plains(sentence: Sentence) -> list[Plain]:
    """A sentence as plain texts: one, or one for each part between semicolons that is long enough to be a clause."""
    cuts = [0]
    for m in re.finditer(r";\s+", sentence.text):
        if m.start() - cuts[-1] >= 20 and len(sentence.text) - m.end() >= 20:
            cuts.append(m.end())
    return [Plain(sentence, a, b) for a, b in zip(cuts, [*cuts[1:], len(sentence.text)], strict=True)]


def _short_state(text: str) -> str | None:
    """One word for a state's long name: the Republic of Korea -> Korea."""
    words: list[str] = re.findall(r"[A-Z][\w’'-]+", text)
    if " of " in text and words:
        return words[-1]
    return None


def parse(plains: Iterable[Plain]) -> None:
    """Parse the plain texts, in small batches, without entities."""
    todo = [p for p in plains if p.doc is None]
    for plain, doc in zip(todo, nlp.parse((p.text for p in todo), named=False), strict=True):
        plain.doc = doc


def name(plains: Iterable[Plain]) -> None:
    """Find the entities of parsed plain texts, in small batches."""
    nlp.name(p.doc for p in plains)
