"""From a parsed sentence to frames: each word that states an event, with who takes part, where, and whether it happened.

A frame is one telling; `etl.extract.event_merge` makes events of them. The lexicon (`etl.extract.predicates`) says which words state
what; here the sentence is searched for them and their slots are filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.extract import status as statuses
from etl.extract.actors import Actors, Party, persons
from etl.extract.context import Context, Mention, Sentence
from etl.extract.event_places import Places, Where, buildings
from etl.extract.plain import Plain
from etl.extract.predicates import HARD, JOINT, PACTS, Need, Predicate, governors, predicates
from etl.extract.status import Status
from etl.extract.syntax import Token, arguments, child, clause_verb, noun_arguments
from etl.lexicon.roles import role_type

VISITING = frozenset(("visit", "dispatch"))
_PEOPLE_NOUNS = frozenset(
    (
        "leader official minister counterpart representative member president parliament lawmaker delegation ambassador envoy "
        "community aide adviser advisor chief politician businessman dissident head colleague executive negotiator mediator"
    ).split()
)
_PRESS = frozenset(
    "reporter journalist press media newspaper student supporter fan crowd audience voter staff worker employee".split()
)
_BETWEEN_STATES = frozenset(
    "break sever cut restore establish protocol treaty accord agreement declaration pact".split()
)
_WITH_OTHERS = frozenset("host chair attend convene join address open lead preside hold".split())
_ATTENDING = frozenset("attend participate join witness take watch".split())
_DURING = frozenset("after during following at in for before on ahead since".split())
_PHONE = frozenset(("phone", "telephone", "telephonically"))
_VIDEO = frozenset(("video", "videoconference", "videolink", "zoom"))
_VIRTUAL = frozenset(("virtual", "virtually", "remotely"))


@dataclass(slots=True)
class Frame:
    """One telling of an event. `parties` are (role, Party); `named` whether the word itself brought participants (else it is a mere
    "the meeting", which points back); `again` for "second", "another", "again"."""

    sentence: Sentence
    token: Token
    start: int  # of its word in the paragraph
    predicate: Predicate
    type: str
    status: Status
    parties: list[tuple[str, Party]] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    mode: str | None = None
    subtype: str | None = None
    definite: bool = False
    again: bool = False
    joins: bool = False  # says who else was at what was told before
    crowd: bool = False  # others take part whom the text does not name
    date: str | None = None
    date_basis: str | None = None
    date_said: str | None = None
    anchor: str | None = None
    host_country: bool = False
    name: str | None = None

    place_inherited: bool = False  # from the telling before it
    sequel: bool = False  # implied by another frame, not told by a word of its own
    origins: list[Where] = field(default_factory=list)  # where a traveller came from

    @property
    def who(self) -> list[str]:
        """The participants, each once."""
        return list(dict.fromkeys(p.who for _, p in self.parties))


class SentenceFrames:
    """The frames of one sentence."""

    def __init__(self, context: Context, plain: Plain, home: Where | None = None) -> None:
        self.context, self.sentence = context, plain.sentence
        self.plain = plain
        self.doc = plain.doc
        self.actors = Actors(context, plain)
        self.places = Places(self.actors, home, context.published)

    def frames(self) -> list[Frame]:
        """Every frame, in order of its word."""
        out = []
        for token in self.doc:
            pos, lemma = _word(token)
            if (
                pos == "VERB"
                and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children)
                and token.dep_ == "advcl"
            ):
                continue  # a condition tells nothing
            readings = predicates().get((lemma, pos))
            if (
                not readings
                or token.dep_ in ("aux", "auxpass", "compound", "amod")
                or (self.actors.at(token) and pos == "NOUN")
            ):
                continue
            slots = self._slots(token, pos)
            for predicate in readings:
                if all(
                    any(self._holds(n, token, slots) for n in need)
                    if not need[0].negative
                    else all(self._holds(n, token, slots) for n in need)
                    for need in predicate.needs
                ):
                    frame = self._frame(token, predicate, slots)
                    if frame is not None:
                        out.append(frame)
                    if not predicate.also:
                        break
        return self._absorbed(out) + self._attendance()

    def _absorbed(self, frames: list[Frame]) -> list[Frame]:
        """Without the nouns that only say what a verb's encounter is: "hosted him for talks at the castle" is one happening."""
        rounds = {f.token.i for f in frames if f.predicate.lemma == "round"}
        frames = [
            f for f in frames if not (f.token.dep_ == "pobj" and f.token.head.head.i in rounds and f.type == "talks")
        ]
        pacts = {f.token.i for f in frames if f.predicate.lemma == "agree"}
        frames = [f for f in frames if not (f.type == "agreement" and _under(f.token, pacts))]
        verbs = {f.token.i: f for f in frames if f.predicate.pos == "VERB" and f.type in ("meeting", "talks")}
        out = []
        for frame in frames:
            if frame.predicate.pos == "NOUN" and frame.type in ("meeting", "talks", "summit"):
                verb, how = statuses.governor(frame.token)
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

    def _slots(self, token: Token, pos: str) -> dict[str, list[Token]]:
        if pos != "NOUN":
            return arguments(token)
        slots = noun_arguments(token)
        if "poss" not in slots and (owner := self._owner(token)) is not None:
            slots["poss"] = [owner]
        return slots

    def _owner(self, noun: Token) -> Token | None:
        """Whose it is where the parse lost it: "Trump's May 2 call"."""
        for i in range(noun.i - 1, max(-1, noun.i - 7), -1):
            t = self.doc[i]
            if t.text in ("'s", "’s") and i > 0:
                return self.doc[i - 1] if self.actors.at(self.doc[i - 1]) is not None else None
            if t.pos_ not in ("ADJ", "NUM", "PROPN", "NOUN", "ADV") or self.actors.at(t) is not None:
                return None
        return None

    # conditions ------------------------------------------------------------------------------------------------------

    def dated(self, token: Token) -> bool:
        """Whether a modifier is a date."""
        return any(t.ent_type_ in ("DATE", "TIME") for t in (token, *token.children))

    def _holds(self, need: Need, token: Token, slots: dict[str, list[Token]]) -> bool:
        return self._true(need, token, slots) != need.negative

    def _true(self, need: Need, token: Token, slots: dict[str, list[Token]]) -> bool:
        slot, values = need.slot, need.values
        if slot == "gov":
            verb, how = statuses.governor(token)
            return (
                verb is not None
                and how in ("obj", "at", "in", "to", "for", "during", "over")
                and verb.lemma_.lower() in governors()
            )
        if slot == "passive":
            return "obj" in slots and any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
        if slot == "@parties":
            return len(self._parties(slots, ("between", "with", "mod", "of", "poss", "by"))) >= 2
        if slot == "dated":
            return any(self.dated(c) for c in token.children if c.dep_ in ("prep", "npadvmod", "advmod"))
        if slot == "tag":
            return token.tag_ in values
        if slot == "text":
            return values[0].replace("_", " ") in self.doc.text.lower()
        if slot == "prt":
            return any(
                c.lower_ in values and (c.dep_ in ("prt", "advmod") or (c.dep_ == "prep" and child(c, "pobj") is None))
                for c in token.children
            )
        if slot in ("xcomp", "ccomp", "oprd"):
            kids = [c for c in token.children if c.dep_ == slot]
            if values == ("@office",):
                return any(k.pos_ in ("NOUN", "PROPN") and self._is(k, "@office") for k in kids)
            return bool(kids) and (
                not values
                or any(k.lemma_.lower() in HARD if values[0] == "@hard" else k.lemma_.lower() in values for k in kids)
            )
        heads = slots.get(slot, [])
        if not values:
            return bool(heads) or any(c.lower_ == slot and c.dep_ in ("advmod", "prep", "prt") for c in token.children)
        value = values[0]
        return any(self._is(h, value) for h in heads)

    def _is(self, head: Token, value: str) -> bool:
        head = _real(head)
        if not value.startswith("@"):
            return head.lemma_.lower() == value
        kind = value[1:]
        if kind in ("place", "country"):
            where = self.places.of(head) or next(iter(self._inside(head)), None)
            if where is not None and (kind == "place" or where.name is None):
                return True
            m = self.actors.at(head)
            return kind == "country" and m is not None and m.kind in ("country", "demonym")
        if kind == "building":
            return any(n in self.doc[head.left_edge.i : head.i + 1].text.lower() for n in buildings())
        if kind == "pact":
            return head.lemma_.lower() in PACTS
        if kind == "joint":
            return head.lemma_.lower() in JOINT and any(c.lower_ in ("joint", "common") for c in head.children)
        if kind == "office":
            first = any(c.ent_type_ == "ORDINAL" or c.lower_ in ("first", "last") for c in head.children)
            return not first and role_type(self._phrase(head)) not in (None, "other")
        if kind == "org":
            m = self.actors.at(head)
            return m is not None and m.kind == "org"
        if kind == "date":
            return head.ent_type_ == "DATE"
        if kind == "proper":
            return head.pos_ == "PROPN" and self.actors.at(head) is None and self.places.of(head) is None
        found = self.actors.parties(head)
        if kind == "person":
            return (
                bool(persons(found))
                or any(p.kind in ("role", "pronoun", "group") for p in found)
                or self._official(head, found)
            )
        if kind == "actor":
            return bool(found)
        if kind == "actors":
            return (
                len(found) >= 2
                or any(p.kind == "group" for p in found)
                or (head.tag_ in ("NNS", "NNPS") and bool(found))
            )
        if kind == "side":
            return bool(found) and not persons(found)
        raise ValueError(f"unknown condition {value}")

    def _official(self, head: Token, found: list[Party]) -> bool:
        """A side told by its office: "the Polish prime minister"."""
        return (
            bool(found)
            and head.pos_ in ("NOUN", "PROPN")
            and all(p.kind == "side" for p in found)
            and head.lemma_.lower()
            not in ("side", "government", "state", "country", "nation", "troop", "force", "army")
        )

    def _phrase(self, head: Token) -> str:
        text = self.doc[head.left_edge.i : head.i + 1].text
        tail = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "for")), None)
        return (
            self.doc[head.left_edge.i : tail.right_edge.i + 1].text
            if tail is not None and tail.right_edge.i - head.i < 8
            else text
        )

    # filling -----------------------------------------------------------------------------------------------------------

    def _parties(self, slots: dict[str, list[Token]], names: tuple[str, ...]) -> list[Party]:
        out: list[Party] = []
        for name in names:
            for head in slots.get(name, []):
                for party in self._mod(head) if name == "mod" else self.actors.parties(head):
                    if all(party.who != o.who for o in out):
                        out.append(party)
        return out

    def _mod(self, head: Token) -> list[Party]:
        """A modifier's side: "the U.S.-Russia talks", "the NATO summit"; a town there is a place, no side."""
        out = []
        for t in head.subtree:
            m = self.actors.at(t)
            if m is None or m.kind == "pronoun":
                continue
            where = self.places.of(t)
            if where is not None and where.name is not None and m.kind in ("country", "org"):
                continue
            out += [Party(who, t, "side" if m.kind != "name" else "name", m.text) for who in m.who]
        return out

    def _owners(self, head: Token, noun: Token) -> list[Party]:
        """Whose: "their" of a light verb's object is its subject's ("Novak and Holm held their first meeting")."""
        if head.lower_ == "their":
            verb, how = statuses.governor(noun)
            if verb is not None and how == "obj":
                mine = [p for h in arguments(verb).get("subj", []) for p in self.actors.parties(h)]
                if len(mine) >= 2:
                    return mine
        return self.actors.parties(head)

    def _bind(self, frame: Frame) -> None:
        """ "saw him": an object's pronoun is not the subject. Where it was taken for it, it is the last other person named before."""
        if (
            len(frame.parties) > 1
            and frame.parties[0][1].kind == "pronoun"
            and frame.parties[0][1].token.lower_ in ("he", "she")
        ):
            named = [x for x in frame.parties[1:] if x[1].kind == "name" and x[1].who == frame.parties[0][1].who]
            if named:  # "With Smith he has never sat down": he is not Smith
                frame.parties.sort(key=lambda x: x[1].kind == "pronoun")
                frame.parties = [named[0]] + [x for x in frame.parties if x != named[0]]
        first = [p.who for r, p in frame.parties[:1]]
        for n, (role, party) in enumerate(frame.parties):
            if (
                n == 0
                or party.kind != "pronoun"
                or party.who not in first
                or party.token.lower_.endswith(("self", "selves"))
            ):
                continue
            at = self.sentence.start + self.plain.original(party.token.idx)
            person = self.context.person(party.who)
            for m in self._named_before(at):
                other = self.context.person(m.who[0]) if m.who else None
                if (
                    other is None
                    or other.id in first
                    or (person and other.gender and person.gender and other.gender != person.gender)
                ):
                    continue
                frame.parties[n] = (role, Party(other.id, party.token, "pronoun", party.as_text))
                break

    def _named_before(self, at: int) -> Iterator[Mention]:
        """The names before a place of this paragraph, backwards, into the three paragraphs before it."""
        here = self.sentence.paragraph
        for paragraph in range(here, max(-1, here - 4), -1):
            for m in reversed(self.context.mentions(paragraph)):
                if m.kind == "name" and (paragraph < here or m.start < at):
                    yield m

    def _between(self, head: Token, found: list[Party]) -> list[Party]:
        """Those named after "between" where the parse lost the second."""
        out = list(found)
        for t in self.doc[head.i : head.i + 14]:
            if (
                t.pos_ == "AUX"
                or t.tag_ in ("VBD", "VBZ", "MD")
                or t.lower_ in ("in", "at", "on", "for", "to", "that", "which", "who")
            ):
                break
            m = self.actors.at(t)
            if m is not None and m.kind != "pronoun":
                out += [Party(w, t, m.kind, m.text) for w in m.who if all(w != o.who for o in out)]
        return out

    def _frame(self, token: Token, predicate: Predicate, slots: dict[str, list[Token]]) -> Frame | None:
        noun = predicate.pos == "NOUN"
        status = statuses.of_noun(token) if noun else statuses.of_verb(token)
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
                if role in ("place", "hostland"):
                    self._place(frame, head, role == "hostland")
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
                    and (head.ent_type_ in ("GPE", "LOC", "FAC") or self.actors.at(head) is not None)
                    and (where := self.places.of(head)) is not None
                ):
                    frame.places.append(where)
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
        self._where(frame, slots)
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
        self._manner(frame, token, slots)
        frame.again = any(
            c.lower_ in ("again", "another", "second", "third", "fourth", "first", "next", "last")
            or c.ent_type_ == "ORDINAL"
            for c in token.children
        )
        if not noun and frame.type == "meeting" and predicate.lemma in ("meet", "gather", "convene"):
            frame.crowd = frame.crowd or any(h.tag_ in ("NNS", "NNPS") for h in slots.get("subj", []))
        if noun and frame.definite and not own and frame.parties:
            verb, _ = statuses.governor(token)
            frame.joins = verb is not None and verb.lemma_.lower() in _ATTENDING
        if noun and not own and frame.definite and not frame.parties and predicate.type not in ("summit",):
            return frame
        return frame

    def _governed(self, frame: Frame, noun: Token) -> None:
        """Whom the verb over an event's noun brings: "Novak held talks with Holm", "a summit hosted by Norway"."""
        verb, how = statuses.governor(noun)
        rule = governors().get(verb.lemma_.lower()) if verb is not None else None
        if verb is not None and rule is not None and rule.subject:
            passive = how == "obj" and any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
            args = arguments(verb)
            reach = how == "obj" or (
                how in ("at", "in", "over", "on")
                and verb.lemma_.lower() in ("take", "participate", "preside", "join", "represent", "lead", "sit")
            )
            if reach:
                frame.crowd = frame.crowd or verb.lemma_.lower() in _WITH_OTHERS
                for head in args.get("subj", []) if not passive or "subj" in args else []:
                    frame.parties += [(rule.subject, p) for p in self.actors.parties(head)]
                for slot in ("with", "between", "alongside"):
                    for head in args.get(slot, []):
                        frame.parties += [("participant", p) for p in self.actors.parties(head)]
                if verb.lemma_.lower() in ("offer", "give", "host", "propose") or frame.type == "visit":
                    for slot in ("for", "to"):
                        for head in args.get(slot, []):
                            if self.actors.is_person(head):
                                frame.parties += [("participant", p) for p in self.actors.parties(head)]
        encounter = frame.type in ("meeting", "talks", "call", "visit")
        lone = encounter and not any(self._slot_filled(noun, s) for s in ("poss", "between", "mod", "by", "of"))
        if (
            verb is not None
            and how in _DURING
            and ((frame.type == "summit" and not frame.parties) or (lone and (frame.parties or frame.type == "visit")))
        ):
            for head in arguments(verb).get("subj", []):
                role = "visitor" if frame.type == "visit" else "participant"
                mine = self.actors.parties(head)
                frame.parties += [(role, p) for p in (mine if frame.type == "summit" else persons(mine))]
        for c in noun.children:
            if (
                c.dep_ in ("acl", "relcl")
                and c.pos_ == "VERB"
                and (inner := governors().get(c.lemma_.lower())) is not None
                and inner.subject
            ):
                frame.crowd = frame.crowd or c.lemma_.lower() in _WITH_OTHERS
                for head in arguments(c).get("subj", []):
                    if head != noun:
                        frame.parties += [(inner.subject, p) for p in self.actors.parties(head)]

    def _attendance(self) -> list[Frame]:
        """ "Participants in the call included A and B", "Also present were A and B": who else was at what was told."""
        out = []
        for token in self.doc:
            heads: list[Token] = []
            if (
                token.lemma_ == "include"
                and (who := child(token, "nsubj")) is not None
                and who.lemma_.lower() in ("participant", "attendee")
            ):
                heads = arguments(token).get("obj", [])
            elif token.lower_ in ("present", "attending", "participating") and token.dep_ in (
                "acomp",
                "advmod",
                "ROOT",
                "advcl",
                "amod",
            ):
                verb = token if token.dep_ == "ROOT" else token.head
                heads = [c for c in verb.children if c.dep_ in ("nsubj", "attr", "nsubjpass")]
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
                        statuses.of_verb(clause_verb(token) or token),
                        parties,
                        joins=True,
                        definite=True,
                    )
                )
        return out

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

    def _among(self, head: Token) -> list[Party]:
        """ "senior aides, among them A": who of them is named."""
        after = self.doc[head.i + 1 : head.i + 5]
        if not any(t.lower_ in ("among", "including", "notably") for t in after):
            return []
        for t in self.doc[head.i + 1 : head.i + 8]:
            m = self.actors.at(t)
            if m is not None and m.kind == "name":
                return persons(self.actors.parties(t))
        return []

    def _slot_filled(self, noun: Token, slot: str) -> bool:
        heads = noun_arguments(noun).get(slot, [])
        return any(self._mod(h) if slot == "mod" else self.actors.parties(h) for h in heads)

    def _place(self, frame: Frame, head: Token, host: bool) -> None:
        for where in self.places.all_of(head) or self._inside(head):
            frame.places.append(where)
            frame.host_country = frame.host_country or host
        if (
            not frame.places
            and frame.type in VISITING
            and (m := self.actors.at(head)) is not None
            and m.kind in ("country", "demonym")
        ):
            frame.places += [Where(None, who[8:], head, m.text) for who in m.who if who.startswith("country:")]
            frame.host_country = host

    def _where(self, frame: Frame, slots: dict[str, list[Token]]) -> None:
        """The place in the clause, when the frame's own slots gave none."""
        if frame.places:
            return
        used = {p.token.i for _, p in frame.parties}
        for token in _clauses(frame.token):
            kinds = noun_arguments(token) if token.pos_ in ("NOUN", "PROPN") else arguments(token)
            for slot in ("in", "at", "near", "outside", "here", "around", "on"):
                for head in kinds.get(slot, []):
                    if head.i in used or (slot == "on" and head.pos_ != "PROPN"):
                        continue
                    found = self.places.all_of(head) or self._inside(head)
                    if found:
                        frame.places += found[:1] if frame.type not in VISITING else found
                        return
        verb = frame.token
        if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
            frame.places += self.places.all_of(verb.head)  # "went to Oslo, where he met Novak"
        if frame.type not in VISITING and not frame.places:
            for _role, party in reversed(frame.parties):  # "a meeting between Novak and Holm in Oslo"
                for c in party.token.children:
                    if c.dep_ == "prep" and c.lower_ in ("in", "at") and c.i > party.token.i:
                        frame.places += [w for t in c.children for w in self.places.all_of(t)][:1]
                if frame.places:
                    break
        if not frame.places:
            frame.places += self._here(frame.token)

    def _here(self, token: Token) -> list[Where]:
        """The dateline's town where the clause says "here"."""
        if self.places.home is None:
            return []
        verb = clause_verb(token)
        if any(t.lower_ == "here" and clause_verb(t) == verb for t in self.doc):
            return [self.places.home]
        return []

    def _inside(self, head: Token) -> list[Where]:
        """ "at her guest house in Pyongyang", "on the sidelines of a summit in Lima": the place within the phrase."""
        for c in head.children:
            if c.dep_ == "prep" and c.lower_ in ("in", "at", "of", "near"):
                for p in c.children:
                    if p.dep_ == "pobj":
                        found = self.places.all_of(p) or self._inside(p)
                        if found:
                            return found
            if (
                c.dep_ in ("poss", "compound")
                and c.ent_type_ in ("GPE", "LOC")
                and (where := self.places.of(c)) is not None
            ):
                return [where]
        return []

    def _manner(self, frame: Frame, token: Token, slots: dict[str, list[Token]]) -> None:
        words = {t.lower_ for t in token.subtree if abs(t.i - token.i) < 12}
        heads = {c.lower_ for c in token.children} | {
            h.lower_ for k in ("by", "on", "over", "via") for h in slots.get(k, [])
        }
        if frame.type in ("talks", "meeting", "call"):
            if heads & _VIDEO or any(c.lower_ in _VIDEO for h in slots.get("by", []) for c in h.subtree):
                frame.mode, frame.type = "video", "call"
            elif (
                frame.type == "talks"
                and (heads & _PHONE)
                and frame.predicate.lemma in ("speak", "talk", "conversation", "discussion")
            ):
                frame.mode, frame.type = "phone", "call"
            elif frame.type == "talks" and frame.predicate.lemma == "speak" and not frame.places:
                frame.mode, frame.type = "phone" if heads & _PHONE else None, "call"
            elif words & _VIRTUAL and frame.type != "call":
                frame.mode = "video"
        if frame.type == "visit" and frame.predicate.pos == "NOUN":
            before = {c.lower_ for c in token.children}
            for word, subtype in (
                ("state", "state"),
                ("official", "official"),
                ("working", "working"),
                ("private", "private"),
            ):
                if word in before:
                    frame.subtype = subtype
                    break


_HELD = frozenset("hold sign sponsor host schedule plan set begin open convene conclude reach".split())
_BRITISH = {
    "instal": "install",
    "initialle": "initial",
    "initialed": "initial",
    "travell": "travel",
    "cancell": "cancel",
}


def _word(token: Token) -> tuple[str, str]:
    """Part of speech and lemma for the lexicon, where the model's are not to be trusted."""
    lemma, pos = token.lemma_.lower(), token.pos_
    lemma = _BRITISH.get(lemma, lemma)
    if pos == "PROPN" and token.lower_ in _PROPER_NOUNS:
        return "NOUN", _PROPER_NOUNS[token.lower_]
    if (
        pos == "VERB"
        and token.tag_ == "VB"
        and token.dep_ in ("dobj", "pobj", "nsubj")
        and child(token, "aux", "nsubj") is None
    ):
        return "NOUN", lemma
    return pos, lemma


_QUANTITY = frozenset("group number series set package pair dozen raft score batch first second handful half".split())


def _real(head: Token) -> Token:
    """What a quantity is of: "a first group of agreements"."""
    if head.lemma_.lower() in _QUANTITY:
        for c in head.children:
            if c.dep_ == "prep" and c.lower_ == "of" and (inner := child(c, "pobj")) is not None:
                return inner
    return head


def _under(token: Token, above: set[int]) -> bool:
    """Whether a verb is the complement of one of these: "agreed to restore and to reopen"."""
    current = token
    for _ in range(4):
        if current.dep_ not in ("xcomp", "ccomp", "conj", "dobj"):
            return False
        current = current.head
        if current.i in above:
            return True
    return False


def _clauses(token: Token) -> list[Token]:
    """The words whose place is the frame's: the word itself, and for a noun or an infinitive the verbs it hangs on."""
    out = [
        token,
        *(c for c in token.children if token.pos_ != "VERB" and c.dep_ in ("acl", "relcl") and c.lemma_ in _HELD),
    ]
    current = token
    for _ in range(3):
        if current.dep_ in ("dobj", "attr", "nsubjpass", "conj", "xcomp", "nsubj") and current.head != current:
            current = current.head
        elif (
            current.dep_ == "pobj"
            and current.head.lower_ in ("for", "at", "in", "to", "during")
            and current.head.head != current.head
        ):
            current = current.head.head
        elif current.dep_ == "advcl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in current.children):
            current = current.head
        else:
            break
        out.append(current)
    return out


_PROPER_NOUNS = {
    "summit": "summit", "summits": "summit", "talks": "talk", "meeting": "meeting", "visit": "visit", "call": "call", "agreement": "agreement",
    "accord": "accord", "accords": "accord", "agreements": "agreement", "protocol": "protocol", "declaration": "declaration", "treaty": "treaty", "pact": "pact", "deal": "deal", "inauguration": "inauguration", "trip": "trip",
    "travel": "travel",
}  # fmt: skip
