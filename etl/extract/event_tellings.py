"""The tellings of a document in order: each sentence's frames with their dates, places and participants as the telling so far gives them.

What a sentence leaves to the one before it is known here: the day that "two days later" counts from, the scene, and whom "the two" are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from etl import edtf
from etl.extract import event_dates
from etl.extract.context import Context, Sentence
from etl.extract.date_resolve import back, resolve
from etl.extract.dates import DateExpr
from etl.extract.event_firsts import Saying, sayings
from etl.extract.event_places import Where
from etl.extract.event_scene import Scene, share
from etl.extract.frame import Frame
from etl.extract.frames import SentenceFrames
from etl.extract.plain import Plain, name, parse, plains
from etl.extract.status import Status
from etl.extract.triggers import may_state
from etl.geo.places import locate

ZONES = ("title", "dek", "body", "caption")  # a byline or a bio tells no events
_NARRATIVE = ("title", "caption", "dek")  # whose present tense tells of the past
_HAPPENED = ("occurred", "ongoing")
_OF_TWO = frozenset(("meeting", "talks", "call", "summit", "agreement", "statement_joint"))
_SPANS = frozenset(("period", "today", "month"))  # with which a sentence sets the time of the next
_COMPANY_REACH = 3  # sentences after an encounter in which "the two" are those who met


def tellings(context: Context) -> tuple[list[Frame], list[Saying]]:
    """The frames of the document with their dates, in order, those of the title last; and what is said of firsts and lasts."""
    teller = Teller(context)
    if context.parts is None:
        prepare([context])
    for part, reading in context.parts or ():
        teller.read(part, reading)
    return teller.body + teller.title, teller.said


def prepare(contexts: Iterable[Context]) -> None:
    """Fill each context's `parts`: the parts of its sentences, each with a reader where it may state an event.

    Only those whose words may state one are parsed, and entities looked for only where the parse still lets them; the model is asked
    about all documents together.
    """
    contexts = list(contexts)
    cut = [[p for s in c.sentences if s.zone in ZONES and s.text.strip() for p in plains(s)] for c in contexts]
    parse(p for parts in cut for p in parts if may_state(p.text))
    for context, parts in zip(contexts, cut, strict=True):
        where = home(context)
        context.parts = [(p, _reading(context, p, where)) for p in parts]
    name(r.plain for c in contexts for _, r in c.parts or () if r is not None)


def _reading(context: Context, plain: Plain, where: Where | None) -> SentenceFrames | None:
    if plain.doc is None:
        return None
    reading = SentenceFrames(context, plain, where)
    return reading if reading.possible() else None


class Teller:
    """Reads the parts of sentences one after another and remembers what the next one hangs on."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.body: list[Frame] = []
        self.title: list[Frame] = []
        self.said: list[Saying] = []
        self.home = home(context)
        self.scene = Scene(context)
        self.reference: str | None = None  # the date that "that day" and "a day earlier" hang on
        self.lead: tuple[int, DateExpr] | None = None  # the date that heads this paragraph, a chronicle's entry
        self.setting: tuple[Sentence, DateExpr] | None = None  # the time with which the last sentence began
        self.company: tuple[int, tuple[str, ...]] | None = None  # sentence and people of the last encounter of a few

    def read(self, plain: Plain, reading: SentenceFrames | None) -> None:
        """Enter the frames of one part of a sentence, where it may have any."""
        sentence = plain.sentence
        if self.lead and self.lead[0] != sentence.paragraph:
            self.lead = None
        if plain.lead is not None:
            self.lead = (sentence.paragraph, plain.lead)
        frames = reading.frames(self._company(sentence)) if reading is not None else []
        exprs = event_dates.sentence_dates(plain.text)
        attached = {id(f): e for f, e in event_dates.attach(frames, exprs)}
        told: list[Frame] = []
        for frame in frames:
            self._date(frame, attached.get(id(frame)))
            told.append(frame)
            if frame.origins and frame.status.status in _HAPPENED:
                told += _origins(self.context, frame)
            if frame.date and frame.status.status in _HAPPENED:
                self.reference = frame.date
        self.reference = _main_date(told) or self.reference
        counted(exprs, told, plain.text, self.context.published, self.body)
        for frame in told:
            if not frame.sequel:
                self.scene.enter(frame)
        share(told)
        told = self._sayings(plain, told, exprs)
        self._meet(told)
        (self.body if sentence.zone == "body" else self.title).extend(p for f in told for p in _stops(f))
        used = set(map(id, attached.values()))
        self._pass(exprs, used)
        opened = [e for e in exprs if not plain.text[: e.start].strip() and e.kind in _SPANS and id(e) not in used]
        self.setting = (sentence, opened[0]) if opened and not told else None

    def _date(self, frame: Frame, expr: DateExpr | None) -> None:
        lead = self.lead[1] if self.lead else None
        expr = expr or (self._set(frame) if lead is None else None)
        day = self.context.published
        narrative = frame.sentence.zone in _NARRATIVE or lead is not None
        if lead is not None and expr is not None:  # a chronicle's entry counts from its own date
            led = resolve(lead, day, "past").date
            day, self.reference = (edtf.bounds(led)[0] or day, led) if led else (day, self.reference)
        event_dates.settle(
            frame, expr or lead, day, self.reference, narrative=narrative, led=lead is not None and expr is None
        )

    def _set(self, frame: Frame) -> DateExpr | None:
        """The time that the sentence before set: "This week it was the turn of the allies. Norway expelled two diplomats"."""
        if self.setting is None or frame.predicate.pos == "NOUN" or frame.status.status not in _HAPPENED:
            return None
        before, expr = self.setting
        near = frame.sentence.index - before.index == 1 and frame.sentence.paragraph == before.paragraph
        return expr if near else None

    def _sayings(self, plain: Plain, told: list[Frame], exprs: list[DateExpr]) -> list[Frame]:
        for saying in sayings(self.context, plain, told, exprs):
            self.said.append(saying)
            told = [f for f in told if f is not saying.alike]
            if saying.earlier is not None:
                told = [*told, saying.earlier]
                if saying.frame.status.status == "not_occurred":
                    told = [f for f in told if f is not saying.frame]
        return told

    def _company(self, sentence: Sentence) -> tuple[str, ...]:
        """Those who met in the last encounter told, where nobody else was named in two since: "the two", "they"."""
        if self.company is None or not 0 <= sentence.index - self.company[0] <= _COMPANY_REACH:
            return ()
        since = {
            who
            for s in self.context.sentences[self.company[0] + 1 : sentence.index + 1]
            for m in s.mentions
            if m.kind == "name"
            for who in m.who
        }
        return self.company[1] if len(since - set(self.company[1])) < 2 else ()

    def _meet(self, told: list[Frame]) -> None:
        for frame in told:
            people = tuple(w for w in frame.who if ":" not in w)
            if frame.type in _OF_TWO and 2 <= len(people) <= 3 and not frame.sequel:
                self.company = (frame.sentence.index, people)

    def _pass(self, exprs: list[DateExpr], used: set[int]) -> None:
        """The day that "a day earlier" in the next sentence hangs on: the last one told, of whatever it was."""
        for expr in exprs:
            if id(expr) not in used and expr.kind in ("weekday", "day", "today", "ordinal") and not expr.since:
                self.reference = resolve(expr, self.context.published, "past", self.reference).date or self.reference


def _main_date(told: list[Frame]) -> str | None:
    """The date of the main clause: "after the trip last May, they met on Friday" leaves Friday to count from."""
    dated = [f for f in told if f.date and f.status.status in _HAPPENED]
    return min(dated, key=lambda f: sum(1 for _ in f.token.ancestors)).date if dated else None


def counted(exprs: list[DateExpr], frames: list[Frame], text: str, published: str | None, before: list[Frame]) -> None:
    """Dates by distance: "met three days after the summit in Lima" gives either from the other."""
    for expr in exprs:
        if not event_dates.complement(expr, text):
            continue
        inner = event_dates.counted_from(expr, frames)
        mains = [f for f in frames if f is not inner and f.date and f.status.status in ("occurred", "ongoing")]
        if inner is None:
            continue
        others = [e for e in exprs if e is not expr and e.kind in ("weekday", "day", "today") and not e.since]
        main_date = min(mains, key=lambda f: abs(f.token.idx - expr.start)).date if mains else None
        if main_date is None and others:
            main_date = resolve(others[-1], published, "past").date
        if inner.date is None and main_date:
            found = back(expr, main_date)
            inner.date, inner.date_basis, inner.date_said = found.date, found.basis, expr.text
        if inner.date is None and main_date is None and inner.named and before and before[-1].date:
            found = back(expr, before[-1].date)  # "their meeting follows four months after the Lima summit"
            inner.date, inner.date_basis, inner.date_said = found.date, found.basis, expr.text
            continue
        if inner.date is None and inner.definite:  # "on the eve of the trip": of the one told before
            told = [f for f in before[-8:] if f.type == inner.type and f.date]
            inner.date = told[-1].date if told else None
        if inner.date and main_date is None:
            undated = [f for f in frames if f is not inner and f.date is None and f.date_said is None]
            if undated:
                main = min(undated, key=lambda f: abs(f.token.idx - expr.start))
                found = resolve(expr, None, None, inner.date)
                main.date, main.date_basis, main.date_said = found.date, found.basis, expr.text


def _stops(frame: Frame) -> list[Frame]:
    """A visit to several places as several visits."""
    if frame.type != "visit" or len(frame.places) < 2:
        return [frame]
    many = len(frame.places) > 2
    return [
        dataclasses.replace(
            frame, places=[w], parties=list(frame.parties), host_country=frame.host_country and not many
        )
        for w in frame.places
    ]


def _origins(context: Context, frame: Frame) -> list[Frame]:
    """The visits that "flew in from Milan" tells of: where a traveller came from, unless it is home."""
    homes = {context.country_of(w) for w in frame.who}
    return [
        dataclasses.replace(
            frame, places=[w], origins=[], host_country=False, status=Status("occurred", "past"), sequel=True
        )
        for w in frame.origins
        if w.country not in homes
    ]


def home(context: Context) -> Where | None:
    """The dateline's place."""
    name = context.document.dateline
    if not name:
        return None
    place = locate(name)
    return Where(name, place.country if place else None, None, name, place)
