"""The parts of a frame that its own slots do not give: whom a light verb brings, whose it is, where it was, by what means."""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.actors import Party, persons
from etl.extract.context import Mention
from etl.extract.event_places import Where
from etl.extract.frame import VISITING, Frame
from etl.extract.predicates import governors
from etl.extract.reading import Reading
from etl.extract.status_nouns import governor
from etl.extract.syntax import Token, arguments, clause_verb, noun_arguments, subject

_WITH_OTHERS = frozenset("host chair attend convene join address open lead preside hold".split())
_TAKING_PART = frozenset(
    "meet speak gather talk confer attend represent participate join announce agree decide sign host say tell negotiate lead".split()
)
_RECEIVING = frozenset("host welcome receive greet".split())
_DURING = frozenset("after during following at in for before on ahead since".split())
_PHONE = frozenset(("phone", "telephone", "telephonically"))
_VIDEO = frozenset(("video", "videoconference", "videolink", "zoom"))
_VIRTUAL = frozenset(("virtual", "virtually", "remotely"))
_HELD = frozenset("hold sign sponsor host schedule plan set begin open convene conclude reach".split())


class Parts(Reading):
    """Fills what is missing in the frames of one sentence."""

    def _owners(self, head: Token, noun: Token) -> list[Party]:
        """Whose: "their" of a light verb's object is its subject's ("Novak and Holm held their first meeting")."""
        if head.lower_ == "their":
            verb, how = governor(noun)
            if verb is not None and how == "obj":
                mine = [p for h in arguments(verb).get("subj", []) for p in self.actors.parties(h)]
                if len(mine) >= 2:
                    return mine
        return self.actors.parties(head)

    def _owner(self, noun: Token) -> Token | None:
        """Whose it is where the parse lost it: "Trump's May 2 call"."""
        for i in range(noun.i - 1, max(-1, noun.i - 7), -1):
            t = self.doc[i]
            if t.text in ("'s", "’s") and i > 0:
                return self.doc[i - 1] if self.actors.at(self.doc[i - 1]) is not None else None
            if t.pos_ not in ("ADJ", "NUM", "PROPN", "NOUN", "ADV") or self.actors.at(t) is not None:
                return None
        return None

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
        if len(frame.parties) > 1 and frame.parties[0][1].kind == "role":
            role, party = frame.parties[0]
            if any(p.who == party.who and p.kind == "name" for _, p in frame.parties[1:]):
                del frame.parties[0]  # "the prime minister hosted Prime Minister Smith": two of that office
                return
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

    def _governed(self, frame: Frame, noun: Token) -> None:
        """Whom the verb over an event's noun brings: "Novak held talks with Holm", "a summit hosted by Norway"."""
        verb, how = governor(noun)
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
                # "stressed concluding the talks between A and B": who says so is at no talks
                others = rule.subject == "participant" and self._slot_filled(noun, "between")
                for head in args.get("subj", []) if not others and (not passive or "subj" in args) else []:
                    frame.parties += [(self._role(frame, rule.subject), p) for p in self.actors.parties(head)]
                for slot in ("with", "between", "alongside"):
                    for head in args.get(slot, []):
                        frame.parties += [("participant", p) for p in self.actors.parties(head)]
                if verb.lemma_.lower() in ("offer", "give", "host", "propose") or frame.type == "visit":
                    for slot in ("for", "to"):
                        for head in args.get(slot, []):
                            if self.actors.is_person(head):
                                role = "visitor" if frame.type == "visit" else "participant"
                                frame.parties += [(role, p) for p in self.actors.parties(head)]
        encounter = frame.type in ("meeting", "talks", "call", "visit")
        lone = encounter and not any(self._slot_filled(noun, s) for s in ("poss", "between", "mod", "by", "of"))
        told_in_clause = any(
            c.dep_ == "relcl" and frame.type == "summit" and subject(c)[0] is not None for c in noun.children
        )
        if verb is not None and how in _DURING and not told_in_clause:
            taking = frame.type == "summit" and not frame.parties and verb.lemma_.lower() in _TAKING_PART
            hosted = frame.type == "visit" and how == "for" and verb.lemma_.lower() in _RECEIVING
            if hosted:  # "will host Holm for a visit"
                for slot, role in (("obj", "visitor"), ("subj", "host")):
                    frame.parties += [
                        (role, p) for h in arguments(verb).get(slot, []) for p in persons(self.actors.parties(h))
                    ]
            elif taking or (lone and (frame.parties or frame.type == "visit")):
                for head in arguments(verb).get("subj", []):
                    role = "visitor" if frame.type == "visit" else "participant"
                    mine = self.actors.parties(head)
                    frame.parties += [(role, p) for p in (mine if frame.type == "summit" else persons(mine))]
        for c in noun.children:
            if c.dep_ == "relcl" and frame.type == "summit":  # "the summit in which Novak and Holm launched …"
                who, _ = subject(c)
                if who is not None and who != noun:
                    frame.parties += [("participant", p) for p in persons(self.actors.parties(who))]
            if (
                c.dep_ in ("acl", "relcl")
                and c.pos_ == "VERB"
                and (inner := governors().get(c.lemma_.lower())) is not None
                and inner.subject
            ):
                frame.crowd = frame.crowd or c.lemma_.lower() in _WITH_OTHERS
                for head in arguments(c).get("subj", []):
                    if head != noun:
                        frame.parties += [(self._role(frame, inner.subject), p) for p in self.actors.parties(head)]

    def _role(self, frame: Frame, role: str) -> str:
        """Who pays or makes a visit is its visitor."""
        return "visitor" if frame.type == "visit" and role == "participant" else role

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
        signed = [c for c in frame.token.children if c.dep_ == "dobj"] if frame.type in _SIGNED else []
        for token in (*_clauses(frame.token), *signed):
            kinds = noun_arguments(token) if token.pos_ in ("NOUN", "PROPN") else arguments(token)
            for slot in ("in", "at", "near", "outside", "here", "around", "on"):
                for head in kinds.get(slot, []):
                    if head.i in used or (slot == "on" and head.pos_ != "PROPN"):
                        continue
                    if slot == "on" and token.pos_ != "VERB":  # what a summit is about, and perhaps where
                        found = self._inside(head, ("at",))
                    else:
                        found = self.places.all_of(head) or self._inside(head)
                    if found:
                        frame.places += found[:1] if frame.type not in VISITING else found
                        return
        for verb in _clauses(frame.token):
            if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children) and not frame.places:
                frame.places += self._before_where(verb)  # "went to Oslo, where he met Novak"
        if frame.type not in VISITING and not frame.places:
            for _role, party in reversed(frame.parties):  # "a meeting between Novak and Holm in Oslo"
                for c in party.token.children:
                    if c.dep_ == "prep" and c.lower_ in ("in", "at") and c.i > party.token.i:
                        frame.places += [w for t in c.children for w in self.places.all_of(t)][:1]
                if frame.places:
                    break
        if not frame.places:
            frame.places += self._here(frame.token)

    def _before_where(self, verb: Token) -> list[Where]:
        """The place that "where" takes up: the clause's head, or the one told last before it ("to Oslo in May, where …")."""
        found = self.places.all_of(verb.head)
        where = next(c for c in verb.children if c.lower_ == "where")
        for i in range(where.i - 1, max(-1, where.i - 8), -1):
            if found or self.doc[i].pos_ in ("VERB", "AUX"):
                break
            found = self.places.all_of(self.doc[i]) if self.doc[i].dep_ in ("pobj", "dobj") else []
        return found

    def _here(self, token: Token) -> list[Where]:
        """The dateline's town where the clause says "here"."""
        if self.places.home is None:
            return []
        verb = clause_verb(token)
        if any(t.lower_ == "here" and clause_verb(t) == verb for t in self.doc):
            return [self.places.home]
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


_SIGNED = frozenset(("agreement", "statement_joint"))  # "signed an accord in Oslo": the place stands beside the paper


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
