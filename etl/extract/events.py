"""Events of a document: type, status, date, place, participants; one event however often it is told.

    events(context) -> list[EventClaim]          assertions(context) -> tuple[AssertionClaim, ...]

Steps: `frames` finds each telling in a sentence, `event_dates` its date, `event_merge` makes one happening of all its tellings, and
here they become claims.
"""

from __future__ import annotations

import dataclasses
import weakref

from etl import edtf
from etl.claims import AssertionClaim, EventClaim, Evidence, Participant, Place
from etl.extract import event_dates
from etl.extract.actors import Party
from etl.extract.context import Context, Sentence
from etl.extract.date_resolve import back, resolve
from etl.extract.dates import DateExpr, find
from etl.extract.event_firsts import Saying, sayings
from etl.extract.event_merge import Happening, merge
from etl.extract.event_places import Where
from etl.extract.event_scene import Scene, country_of_office, share
from etl.extract.frame import Frame
from etl.extract.frames import SentenceFrames, states
from etl.extract.plain import parse, plains
from etl.extract.predicates import predicates
from etl.extract.status import Status
from etl.extract.triggers import may_state
from etl.geo.countries import code_at
from etl.geo.places import locate

ZONES = ("title", "dek", "body", "caption")  # a byline or a bio tells no events


def events(context: Context) -> list[EventClaim]:
    """Every event that the document tells, in order of first telling; ids "e1", "e2", …

    Uses `context.people` and its mentions; where these are empty, only events of states and bodies are found.
    """
    return [_claim(context, h, n) for n, h in enumerate(_read(context)[0], 1)]


def assertions(context: Context) -> tuple[AssertionClaim, ...]:
    """Checkable sayings about the document's events: first, last, nth, first since; ids "s1", "s2", …"""
    happenings, said = _read(context)
    ids = {id(f): f"e{n}" for n, h in enumerate(happenings, 1) for f in h.frames}
    out: list[AssertionClaim] = []
    for saying in said:
        frame = saying.frame
        event = ids.get(id(frame))
        if event is None:
            continue
        where = Evidence(
            as_text=frame.token.text,
            zone=frame.sentence.zone,
            paragraph=frame.sentence.paragraph,
            start=frame.start,
            end=frame.start + len(frame.token.text),
            extractor="extract.events.firsts",
        )
        about = (saying.since, saying.role_type, saying.country)
        out.append(AssertionClaim(f"s{len(out) + 1}", saying.kind, event, *about, evidence=where))
    return tuple(out)


def _read(context: Context) -> tuple[list[Happening], list[Saying]]:
    """The happenings and the sayings of a document, worked out once for both questions."""
    if context not in _done:
        frames, said = tellings(context)
        _done[context] = _kept(context, merge(frames)), said
    return _done[context]


_done: weakref.WeakKeyDictionary[Context, tuple[list[Happening], list[Saying]]] = weakref.WeakKeyDictionary()


def tellings(context: Context) -> tuple[list[Frame], list[Saying]]:
    """The frames of the document with their dates, in order, those of the title last; and what is said of firsts and lasts."""
    home = _home(context)
    wanted = [s for s in context.sentences if _may_tell(s)]
    parts = [p for s in wanted for p in plains(s)]
    parse((p for p in parts if may_state(p.text)), states)
    body: list[Frame] = []
    title: list[Frame] = []
    said: list[Saying] = []
    reference: str | None = None
    base: tuple[int, DateExpr] | None = None
    scene = Scene(context)
    for plain in parts:
        sentence = plain.sentence
        frames = SentenceFrames(context, plain, home).frames() if plain.doc is not None and states(plain.doc) else []
        exprs = event_dates.sentence_dates(plain.text)
        narrative = sentence.zone in ("title", "caption", "dek")
        if base and base[0] != sentence.paragraph:
            base = None
        if plain.lead is not None:
            base = (sentence.paragraph, plain.lead)
        narrative = narrative or base is not None
        attached = {id(f): e for f, e in event_dates.attach(frames, exprs)}
        told: list[Frame] = []
        for frame in frames:
            expr = attached.get(id(frame)) or (base[1] if base else None)
            day = context.published
            if base and expr is not base[1]:  # a chronicle's entry counts from its own date
                led = resolve(base[1], day, "past").date
                day, reference = (edtf.bounds(led)[0] or day, led) if led else (day, reference)
            event_dates.settle(
                frame, expr, day, reference, narrative=narrative, led=base is not None and expr is base[1]
            )
            told.append(frame)
            if frame.origins and frame.status.status in ("occurred", "ongoing"):
                told += _origins(context, frame)
            if frame.date and frame.status.status in ("occurred", "ongoing"):
                reference = frame.date
        _counted(exprs, told, plain.text, context.published, body)
        for frame in told:
            if not frame.sequel:
                scene.enter(frame)
        share(told)
        for saying in sayings(context, plain, told, exprs):
            said.append(saying)
            if saying.earlier is not None:
                told.append(saying.earlier)
                if saying.frame.status.status == "not_occurred":
                    told = [f for f in told if f is not saying.frame]
        frames = [part for frame in told for part in _stops(frame)]
        reference = _last_date(exprs, set(map(id, attached.values())), context.published, reference)
        (body if sentence.zone == "body" else title).extend(frames)
    return body + title, said


def _counted(exprs: list[DateExpr], frames: list[Frame], text: str, published: str | None, before: list[Frame]) -> None:
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


def _last_date(exprs: list[DateExpr], used: set[int], published: str | None, reference: str | None) -> str | None:
    """The day that "a day earlier" in the next sentence hangs on: the last one told, of whatever it was."""
    for expr in exprs:
        if id(expr) not in used and expr.kind in ("weekday", "day", "today", "ordinal") and not expr.since:
            found = resolve(expr, published, "past", reference).date
            reference = found or reference
    return reference


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


def _may_tell(sentence: Sentence) -> bool:
    """Whether a sentence can state an event at all: cheaper than parsing it."""
    return sentence.zone in ZONES and bool(sentence.text.strip())


def _home(context: Context) -> Where | None:
    name = context.document.dateline
    if not name:
        return None
    place = locate(name)
    return Where(name, place.country if place else None, None, name, place)


def _kept(context: Context, happenings: list[Happening]) -> list[Happening]:
    out = []
    for h in happenings:
        h.parties = _cleaned(context, h)
        if h.type == "expulsion" and _own_country(context, h):
            h.type = "dismissal"  # who is thrown out of his own country's office is no diplomat
        if _holds(context, h):
            out.append(h)
    return out


def _own_country(context: Context, h: Happening) -> bool:
    by = {context.country_of(p.who) for r, p in h.parties if r == "participant"} - {None}
    return any(r == "target" and ":" not in p.who and context.country_of(p.who) in by for r, p in h.parties)


def _holds(context: Context, h: Happening) -> bool:
    """Whether enough is said: a meeting needs two sides, a visit somebody who goes somewhere else than home."""
    who = h.who
    if not who:
        known = h.type == "summit" or (h.type in ("meeting", "talks") and h.date is not None)
        if known and h.places and h.places[0].country:  # its host at least
            where = h.places[0]
            h.parties = [("host", Party(f"country:{where.country}", where.token, "side", where.said))]
            return True
        return False
    if h.type in ("meeting", "talks", "call"):
        return len(who) >= 2 or h.crowd
    if h.type == "visit":
        return any(role == "visitor" for role, _ in h.parties)
    return True


def _cleaned(context: Context, h: Happening) -> list[tuple[str, Party]]:
    """The participants each once; a state is left out where somebody of its own is there in the same role."""
    out: list[tuple[str, Party]] = []
    for role, party in h.parties:
        if all(party.who != p.who for _, p in out):
            out.append((role, party))
    if h.type not in ("meeting", "talks", "visit", "call", "summit", "dispatch"):
        return out
    people = {context.country_of(p.who) for _, p in out if ":" not in p.who}
    kept = [(r, p) for r, p in out if not (p.who.startswith("country:") and p.who[8:] in people)]
    return kept if len(kept) >= min(2, len(out)) else out


def _claim(context: Context, h: Happening, number: int) -> EventClaim:
    frame = h.frames[0]
    parties = [Participant(p.who, role, _capacity(context, p.who), p.as_text) for role, p in h.parties]
    where = h.places[0] if h.places else None
    country = where.country if where else country_of_office(context, h)
    if country:
        country = code_at(country, _day_of(h) or context.published)
    if h.type == "visit" and country and h.host_country:
        visitors = {context.country_of(p.who) for r, p in h.parties if r == "visitor"}
        hosts = [p for r, p in h.parties if r == "host"]
        if not hosts and country not in visitors:
            parties.append(Participant(f"country:{country}", "host"))
    if h.type == "appointment" and not any(p.role == "appointer" for p in parties):
        sender = _sender(context, [p.who for p in parties if p.role == "appointee"])
        if sender:
            parties.append(Participant(f"country:{sender}", "appointer"))
    start = frame.start
    return EventClaim(
        id=f"e{number}",
        type=h.type,
        status=h.status,
        subtype=h.subtype,
        mode=h.mode,
        date=h.date,
        date_basis=h.date_basis,
        date_said=h.date_said,
        anchor=h.anchor,
        places=tuple(_places(h.places)),
        place_said=where.said if where else None,
        country=country,
        participants=tuple(parties),
        zone=frame.sentence.zone,
        evidence=Evidence(
            as_text=frame.token.text,
            zone=frame.sentence.zone,
            paragraph=frame.sentence.paragraph,
            start=start,
            end=start + len(frame.token.text),
            extractor=f"extract.events.{frame.predicate.lemma}",
        ),
    )


def _sender(context: Context, appointees: list[str]) -> str | None:
    """The state that sends an ambassador, when an ambassador is what was appointed."""
    for who in appointees:
        person = context.person(who)
        for a in person.affiliations if person else ():
            if a.role_type == "ambassador" and a.qualifier != "former" and a.country:
                return a.country
    return None


def _day_of(h: Happening) -> str | None:
    return edtf.bounds(h.date)[0] if h.date else None


def _places(places: list[Where]) -> list[Place]:
    out: list[Place] = []
    for w in places:
        if w.name:
            place = w.place
            out.append(
                Place(w.name, w.country, place.latitude, place.longitude, place.geonames_id)
                if place
                else Place(w.name, w.country)
            )
    return out


def _capacity(context: Context, who: str) -> tuple[str, ...]:
    person = context.person(who)
    return tuple(a.id for a in person.affiliations[:1]) if person else ()


__all__ = ["assertions", "events", "find", "predicates", "tellings"]
