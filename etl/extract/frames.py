"""From a parsed sentence to frames: each word that states an event, with who takes part, where, and whether it happened.

A frame is one telling; `etl.extract.event_merge` makes events of them. The lexicon (`etl.extract.predicates`) says which words state
what; here the sentence is searched for them and their slots are filled.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from etl.extract.actors import NAMING, Party, persons
from etl.extract.conference import conference
from etl.extract.event_places import seats
from etl.extract.event_words import PRESENT, conditional, under, word
from etl.extract.frame import Frame
from etl.extract.frame_parts import Parts
from etl.extract.predicates import Need, Predicate, predicates
from etl.extract.status import Status, of_verb
from etl.extract.status_nouns import governor, of_noun
from etl.extract.syntax import Token, arguments, child, clause_verb, is_passive, noun_arguments

_PEOPLE_NOUNS = frozenset(
    (
        "leader official minister counterpart representative member president parliament lawmaker delegation ambassador envoy "
        "community aide adviser advisor chief politician businessman dissident head colleague executive negotiator mediator"
    ).split()
)
_BETWEEN_STATES = frozenset(
    "break sever cut restore establish protocol treaty accord agreement declaration pact".split()
)
_ATTENDING = frozenset("attend participate join witness take watch represent".split())
_ROUNDS = frozenset(("round", "series"))


class SentenceFrames(Parts):
    """The frames of one sentence."""

    def frames(self, company: tuple[str, ...] = ()) -> list[Frame]:
        """Every frame, in order of its word. `company` are those who met in the encounter told last."""
        self.actors.company = company
        out = []
        for token, readings in self._words:
            slots = self._slots(token, readings[0].pos)
            for predicate in readings:
                if _fits(predicate, partial(self._holds, token, slots)):
                    frame = self._frame(token, predicate, slots)
                    if frame is not None:
                        out += [frame, *self._apart(frame, token)]
                    if not predicate.also:
                        break
        return self._absorbed(out) + self._attendance()

    def possible(self) -> bool:
        """Whether there may be a frame once entities and company are known: asked before they are looked for."""
        for token, readings in self._words:
            slots = self._slots(token, readings[0].pos)  # anew each time: entities mend some of them
            if any(_fits(p, partial(self._may_hold, token, slots)) for p in readings):
                return True
        return any(heads for _, heads in self._attending())

    @cached_property
    def _words(self) -> list[tuple[Token, tuple[Predicate, ...]]]:
        """The words that may state an event, each with its readings."""
        found = []
        for token in self.actors.tokens:
            pos, lemma = word(token)
            readings = predicates().get((lemma, pos))
            if not readings or token.dep_ in ("aux", "auxpass", "compound", "amod"):
                continue
            if self.actors.at(token) if pos == "NOUN" else pos == "VERB" and conditional(token):
                continue  # somebody's name; a condition tells nothing
            if any(c.lower_ == "respective" for c in token.children):
                continue  # "their respective calls with Novak" are several, and of nobody with all
            found.append((token, readings))
        return found

    def _slots(self, token: Token, pos: str) -> dict[str, list[Token]]:
        if pos != "NOUN":
            slots = arguments(token)
            if token.lemma_.lower() in NAMING and "attr" in slots and not is_passive(token):
                slots.setdefault("obj", slots["attr"])  # "named Ana Duarte to lead the ministry"
            return slots
        slots = noun_arguments(token)
        if token.lemma_.lower() in _ROUNDS:  # "a second round of his talks with Holm"
            for inner in slots.get("of", []):
                for slot, heads in noun_arguments(inner).items():
                    slots.setdefault(slot, heads)
        if "poss" not in slots and (owner := self._owner(token)) is not None:
            slots["poss"] = [owner]
        return slots

    def _absorbed(self, frames: list[Frame]) -> list[Frame]:
        """Without the nouns that only say what a verb's encounter is: "hosted him for talks at the castle" is one happening."""
        rounds = {f.token.i for f in frames if f.predicate.lemma == "round"}
        frames = [
            f for f in frames if not (f.token.dep_ == "pobj" and f.token.head.head.i in rounds and f.type == "talks")
        ]
        pacts = {f.token.i for f in frames if f.predicate.lemma == "agree"}
        frames = [f for f in frames if not (f.type == "agreement" and under(f.token, pacts))]
        verbs = {f.token.i: f for f in frames if f.predicate.pos == "VERB" and f.type in ("meeting", "talks")}
        out = []
        for frame in frames:
            if frame.predicate.pos == "NOUN" and frame.type in ("meeting", "talks", "summit"):
                verb, how = governor(frame.token)
                host = verbs.get(verb.i) if verb is not None else None
                if host is not None and how in ("for", "in", "during", "over") and (how != "during" or not frame.who):
                    host.places = host.places or frame.places
                    if (frame.type == "summit" and how == "for") or host.predicate.lemma in (
                        "host",
                        "receive",
                        "welcome",
                    ):
                        host.type = frame.type
                    host.parties += [(r, p) for r, p in frame.parties if p.who not in host.who and ":" not in p.who]
                    continue
                if (
                    host is not None
                    and frame.type == "summit"
                    and how in ("at", "on")
                    and host.status.status in ("occurred", "ongoing", "planned")
                ):
                    frame.parties += [p for p in host.parties if p[1].who not in frame.who]
            out.append(frame)
        return out

    def _frame(self, token: Token, predicate: Predicate, slots: dict[str, list[Token]]) -> Frame | None:
        noun = predicate.pos == "NOUN"
        status = of_noun(token) if noun else of_verb(token)
        if predicate.status and status.status in ("occurred", "ongoing", "planned"):
            future = predicate.status in ("planned", "proposed", "cancelled")
            status = Status(predicate.status, "future" if future else status.direction, status.present and not future)
        frame = Frame(
            self.sentence,
            token,
            self.sentence.start + self.plain.original(token.idx),
            predicate,
            predicate.type,
            status,
            mode=predicate.mode,
            subtype=predicate.subtype,
        )
        for slot, role in predicate.roles.items():
            for head in slots.get(slot, []):
                mention = self.actors.at(head)
                goal = slot == "mod" and role == "visitor" and mention is not None and mention.kind == "country"
                goal = goal and not any(
                    c.lower_ == "state" for c in token.children
                )  # "the Norway State Visit" is Norway's
                if goal or role in (
                    "place",
                    "hostland",
                ):  # "the Norway visit" goes there, the Norwegian comes from there
                    self._place(frame, head, role != "place")
                    continue
                found = (
                    self._mod(head)
                    if slot == "mod"
                    else self._owners(head, token)
                    if slot == "poss"
                    else self.actors.parties(head)
                )
                if slot == "between" and len(found) < 2:
                    found = self._between(head, found)
                frame.parties += [(role, p) for p in found]
                if not found and slot in ("with", "obj"):
                    found = self._among(head)
                    frame.parties += [(role, p) for p in found]
                if not found and slot in ("with", "obj", "between", "on") and head.lemma_.lower() in _PEOPLE_NOUNS:
                    frame.crowd = True
                if (
                    slot == "mod"
                    and not found
                    and (
                        head.ent_type_ in ("GPE", "LOC", "FAC")
                        or self.actors.at(head) is not None
                        or head.text in seats()
                    )
                    and (where := self.places.of(head)) is not None
                ):
                    frame.places.append(where)
        if predicate.status == "occurred":  # a pact that is kept or broken was made, whatever became of it
            frame.status = Status("occurred", None)
            for head in slots.get("obj", []) + slots.get("to", []):
                for c in head.children:
                    if c.dep_ in ("compound", "nmod", "amod"):
                        frame.parties += [("participant", p) for p in self._mod(c)]
        if frame.type == "visit" and not noun:
            for head in slots.get("from", []):
                frame.origins += self.places.all_of(head)
        if not noun:
            self._bind(frame)
        if frame.type == "visit":
            for head in slots.get("at", []) + slots.get("as", []):
                if head.lemma_ in ("invitation", "guest", "request"):
                    for owner in noun_arguments(head).get("of", []) + noun_arguments(head).get("poss", []):
                        frame.parties += [("host", p) for p in self.actors.parties(owner)]
        if predicate.lemma == "call" and predicate.type == "meeting" and "at" in slots:
            frame.crowd = True
        own = bool(frame.parties)
        if noun:
            self._governed(frame, token)
            frame.definite = any(
                c.dep_ in ("det", "poss")
                and c.lower_ in ("the", "this", "that", "these", "those", "their", "his", "her", "its")
                for c in token.children
            )
        if predicate.type in ("attack", "strike") and noun:
            for c in token.children:
                if c.dep_ == "relcl" and c.lemma_ in ("kill", "wound", "injure", "hit"):
                    frame.parties += [
                        ("target", p) for h in arguments(c).get("obj", []) for p in self.actors.parties(h)
                    ]
        frame.named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.children)
        self._where(frame, slots)
        hosting = predicate.roles.get("subj") == "host" and predicate.type in ("meeting", "talks")
        if hosting and frame.places and frame.places[0].country and not any(r == "host" for r, _ in frame.parties):
            where = frame.places[0]  # whoever it was received him there
            frame.parties.insert(0, ("host", Party(f"country:{where.country}", where.token, "side", where.said)))
        if not frame.parties and predicate.type in ("other", "agreement") and predicate.lemma in _BETWEEN_STATES:
            frame.parties = [("participant", p) for p in self.actors.last(token, 2, states=True)]
        if (
            predicate.type in ("attack", "strike")
            and noun
            and not frame.parties
            and frame.places
            and frame.places[0].country
        ):
            where = frame.places[0]  # whom it hit, at least, is whose land it is
            frame.parties = [("target", Party(f"country:{where.country}", where.token, "side", where.said))]
        if (
            frame.type == "visit"
            and not frame.places
            and self.places.home
            and predicate.lemma in ("fly", "arrive", "land")
        ):
            frame.places = [self.places.home]
        if noun and frame.type == "summit":
            frame.name = self._words_at(conference(token, frame.parties))
        self._manner(frame, token, slots)
        frame.again = any(
            c.lower_ in ("again", "another", "second", "third", "fourth", "first", "next", "last")
            or c.ent_type_ == "ORDINAL"
            for c in token.children
        )
        if not noun and frame.type == "agreement":  # "the text was signed by A"
            frame.definite = any(
                h.lower_ == "it" or any(c.lower_ in ("the", "this", "these") for c in h.children)
                for h in slots.get("obj", [])
            )
        if not noun and frame.type == "meeting" and predicate.lemma in ("meet", "gather", "convene"):
            frame.crowd = frame.crowd or any(h.tag_ in ("NNS", "NNPS") for h in slots.get("subj", []))
        if noun and frame.definite and not own and frame.parties:
            verb, _ = governor(token)
            frame.joins = verb is not None and verb.lemma_.lower() in _ATTENDING
        if noun and not own and frame.definite and not frame.parties and predicate.type not in ("summit",):
            return frame
        return frame

    def _words_at(self, span: tuple[int, int] | None) -> str | None:
        """What the text itself has between two offsets of the parsed one, where names may be replaced."""
        if span is None:
            return None
        start, end = map(self.plain.original, span)
        return self.sentence.text[start:end].replace("’", "'")

    def _apart(self, frame: Frame, verb: Token) -> list[Frame]:
        """ "Called on A and on B", "met with A and with B": two happenings; the second is returned, the first loses B."""
        out: list[Frame] = []
        if frame.type not in ("meeting", "talks", "call") or frame.predicate.pos != "VERB":
            return out
        for prep in verb.children:
            role = frame.predicate.roles.get(prep.lower_)
            again = [c for c in prep.children if c.dep_ == "conj" and c.lower_ == prep.lower_ and c.pos_ == "ADP"]
            if role is None or prep.dep_ != "prep" or not again:
                continue
            for other in again:
                theirs = [p for t in other.children if t.dep_ == "pobj" for p in self.actors.parties(t)]
                ids = {p.who for p in theirs}
                rest = [x for x in frame.parties if x[0] != role or x[1].token.i < prep.i]
                if not theirs or len(frame.parties) <= len(ids) + len(rest):
                    continue
                frame.parties = [x for x in frame.parties if x[1].who not in ids]
                out.append(
                    dataclasses.replace(frame, parties=[*rest, *((role, p) for p in theirs)], places=list(frame.places))
                )
        return out

    def _attendance(self) -> list[Frame]:
        """ "Participants in the call included A and B", "Also present were A and B": who else was at what was told."""
        out = []
        for token, heads in self._attending():
            parties = [("participant", p) for h in heads for p in self._listed(h)]
            if parties and (reading := predicates().get(("meeting", "NOUN"))):
                start = self.sentence.start + self.plain.original(token.idx)
                out.append(
                    Frame(
                        self.sentence,
                        token,
                        start,
                        reading[0],
                        "meeting",
                        of_verb(clause_verb(token) or token),
                        parties,
                        joins=True,
                        definite=True,
                    )
                )
        return out

    def _attending(self) -> Iterator[tuple[Token, list[Token]]]:
        """The words that say who was there, each with the heads of the phrases that name them."""
        for token in self.actors.tokens:
            if (
                token.lemma_ == "include"
                and (who := child(token, "nsubj")) is not None
                and who.lemma_.lower() in ("participant", "attendee")
            ):
                yield token, arguments(token).get("obj", [])
            elif token.lower_ in PRESENT and token.dep_ in ("acomp", "advmod", "ROOT", "advcl", "amod"):
                verb = token if token.dep_ == "ROOT" else token.head
                yield token, [c for c in verb.children if c.dep_ in ("nsubj", "attr", "nsubjpass")]

    def _listed(self, head: Token) -> list[Party]:
        """The people of a list, however its parse goes: every name from its head to the end of the sentence."""
        found = persons(self.actors.parties(head))
        for t in self.doc[head.i :]:
            m = self.actors.at(t)
            if (
                m is not None
                and m.kind == "name"
                and t.dep_ in ("conj", "appos", "dobj", "attr", "nsubj", "npadvmod", "ROOT", "dep")
            ):
                found += [Party(w, t, m.kind, m.text) for w in m.who if all(w != p.who for p in found)]
        return found


def _fits(predicate: Predicate, holds: Callable[[Need], bool]) -> bool:
    """Whether a reading's conditions hold: each by any of its alternatives, a negative one by all."""
    return all((all if need[0].negative else any)(map(holds, need)) for need in predicate.needs)
