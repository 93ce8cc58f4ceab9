"""Events of a document: type, status, date, place, participants; one event however often it is told.

    events(context) -> list[EventClaim]          assertions(context) -> tuple[AssertionClaim, ...]

Steps: `event_tellings` gives the frames of each sentence with their dates, `event_merge` makes one happening of all its tellings,
and here they become claims.
"""

from __future__ import annotations

from etl import edtf
from etl.claims import AssertionClaim, EventClaim, Participant, Place
from etl.extract.actors import Party
from etl.extract.context import Context
from etl.extract.event_firsts import Saying
from etl.extract.event_merge import Happening, merge
from etl.extract.event_places import Where
from etl.extract.event_setting import accredited, countries
from etl.extract.event_tellings import home, tellings
from etl.extract.frame import Frame
from etl.extract.joint import joint_statement
from etl.geo.countries import code_at

_LAWS = frozenset(
    "act law bill legislation order memorandum proclamation declaration budget waiver pardon package".split()
)


def events(context: Context) -> list[EventClaim]:
    """Every event that the document tells, in order of first telling; ids "e1", "e2", …

    Uses `context.people` and its mentions; where these are empty, only events of states and bodies are found.
    """
    told = [_claim(context, h, n) for n, h in enumerate(_read(context)[0], 1)]
    statement = joint_statement(context, told)
    return [*told, statement] if statement else told


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
        where = frame.evidence("extract.events.firsts")
        about = (saying.since, saying.role_type, saying.country)
        out.append(AssertionClaim(f"s{len(out) + 1}", saying.kind, event, *about, evidence=where))
    return tuple(out)


def _read(context: Context) -> tuple[list[Happening], list[Saying]]:
    """The happenings and the sayings of a document, worked out once for both questions."""
    if context.told is None:
        frames, said = tellings(context)
        context.told = _kept(context, merge(frames)), said
    return context.told


def _kept(context: Context, happenings: list[Happening]) -> list[Happening]:
    out = []
    for h in happenings:
        h.parties = _cleaned(context, h)
        if h.type == "expulsion" and _own_country(context, h):
            h.type = "dismissal"  # who is thrown out of his own country's office is no diplomat
        if _holds(context, h):
            out.append(h)
    countries(context, out, home(context))
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
        return any(role == "visitor" and not _at_home(context, p, h) for role, p in h.parties)
    return not (h.type == "agreement" and len(who) == 1 and all(map(_made_law, h.frames)))


def _at_home(context: Context, visitor: Party, visit: Happening) -> bool:
    """Whether a visit would take somebody who is not named to his own state: then it is somebody else's ("when he visits the United States",
    said to the American president), or a return."""
    where = visit.places[0] if visit.places else None
    unnamed = visitor.kind in ("pronoun", "role", "group")
    state = where.country if where is not None and where.name is None else None
    return unnamed and state is not None and state == context.country_of(visitor.who)


def _made_law(frame: Frame) -> bool:
    """Whether what is signed binds nobody else: an act, an order, a memorandum to one's own offices."""
    verb = frame.token
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "obj")]
    if verb.dep_ == "acl":  # "a memorandum signed by the president"
        objects.append(verb.head)
    into_law = any(c.lower_ == "into" and any(g.lower_ == "law" for g in c.children) for c in verb.children)
    return verb.pos_ == "VERB" and (into_law or any(o.lemma_.lower() in _LAWS for o in objects))


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
    return kept if len(kept) >= min(1 if h.type == "visit" else 2, len(out)) else out


def _claim(context: Context, h: Happening, number: int) -> EventClaim:
    frame = h.frames[0]
    parties = [Participant(p.who, role, _capacity(context, p.who), p.as_text) for role, p in h.parties]
    where = h.places[0] if h.places else None
    country = where.country if where else h.country
    if country:
        country = code_at(country, _day_of(h) or context.published)
    if h.type == "visit" and country and h.host_country:
        visitors = {context.country_of(p.who) for r, p in h.parties if r == "visitor"}
        hosts = [p for r, p in h.parties if r == "host"]
        if not hosts and country not in visitors:
            parties.append(Participant(f"country:{country}", "host"))
    if h.type in ("expulsion", "summons") and (by := _receiving(context, h)):
        parties.append(Participant(f"country:{by}", "participant"))
        country = country or by
    if h.type == "appointment" and not any(p.role == "appointer" for p in parties):
        sender = _sender(context, [p.who for p in parties if p.role == "appointee"])
        if sender:
            parties.append(Participant(f"country:{sender}", "appointer"))
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
        name=next((f.name for f in h.frames if f.name), None) if h.type == "summit" else None,
        zone=frame.sentence.zone,
        evidence=frame.evidence(f"extract.events.{frame.predicate.lemma}"),
    )


def _receiving(context: Context, h: Happening) -> str | None:
    """The state to which a diplomat is accredited who is summoned or expelled by nobody named."""
    if any(role == "participant" for role, _ in h.parties):
        return None
    found = {accredited(context, p.who) for role, p in h.parties if role == "target"} - {None}
    homes = {context.country_of(p.who) for _, p in h.parties}
    return found.pop() if len(found) == 1 and not found & homes else None


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
