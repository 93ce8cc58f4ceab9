"""What a sentence says to a condition of the lexicon: is the object a person, does the phrase name a place, is it dated."""

from __future__ import annotations

from etl.extract.actors import Actors, Party, persons
from etl.extract.context import Context
from etl.extract.event_places import Places, Where, buildings
from etl.extract.plain import Plain
from etl.extract.predicates import HARD, JOINT, PACTS, Need, governors
from etl.extract.status_nouns import governor
from etl.extract.syntax import Token, child
from etl.lexicon.roles import role_type

_QUANTITY = frozenset("group number series set package pair dozen raft score batch first second handful half".split())
# Conditions that entities decide, those that "they" and "the two" decide, and slots that are not the word's own arguments.
_BY_ENTITIES = frozenset(("@place", "@country", "@date", "@proper", "@office", "@parties", "dated"))
_BY_ACTORS = frozenset(("@person", "@actor", "@actors", "@side"))
_ELSEWHERE = frozenset(("@parties", "dated", "xcomp", "ccomp", "oprd"))


class Reading:
    """One parsed sentence with its actors and places, and the conditions of `predicates.csv` on it."""

    def __init__(self, context: Context, plain: Plain, home: Where | None = None) -> None:
        self.context, self.sentence = context, plain.sentence
        self.plain = plain
        self.doc = plain.doc
        self.actors = Actors(context, plain)
        self.places = Places(self.actors, home, context.published)

    def _holds(self, token: Token, slots: dict[str, list[Token]], need: Need) -> bool:
        return self._true(need, token, slots) != need.negative

    def _may_hold(self, token: Token, slots: dict[str, list[Token]], need: Need) -> bool:
        """Whether a condition may hold once entities and company are known; those that ask for neither hold or do not."""
        value = need.values[0] if need.values else need.slot
        if value in _BY_ENTITIES or (value in _BY_ACTORS and self.actors.may_mean_company):
            return need.negative or need.slot in _ELSEWHERE or bool(slots.get(need.slot))
        return self._holds(token, slots, need)

    def _true(self, need: Need, token: Token, slots: dict[str, list[Token]]) -> bool:
        slot, values = need.slot, need.values
        if slot == "gov":
            verb, how = governor(token)
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
            return bool(head.lemma_.lower() == value)
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
        if kind == "named":  # "the Minsk agreements", "the Iran nuclear deal"
            return head.lemma_.lower() in PACTS and any(
                c.pos_ == "PROPN" and c.dep_ in ("compound", "nmod", "amod") for c in head.children
            )
        if kind == "joint":
            return head.lemma_.lower() in JOINT and any(c.lower_ in ("joint", "common") for c in head.children)
        if kind == "office":
            first = any(c.ent_type_ == "ORDINAL" or c.lower_ in ("first", "last") for c in head.children)
            return not first and role_type(self._phrase(head)) not in (None, "other")
        if kind == "org":
            m = self.actors.at(head)
            return m is not None and m.kind == "org"
        if kind == "date":
            return bool(head.ent_type_ == "DATE")
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

    def dated(self, token: Token) -> bool:
        """Whether a modifier is a date."""
        return any(t.ent_type_ in ("DATE", "TIME") for t in (token, *token.children))

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
        """A title with its complement: "minister of foreign affairs"."""
        tail = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in ("of", "for")), None)
        last = tail.right_edge.i if tail is not None and tail.right_edge.i - head.i < 8 else head.i
        return str(self.doc[head.left_edge.i : last + 1].text)

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

    def _inside(self, head: Token, under: tuple[str, ...] = ("in", "at", "of", "near")) -> list[Where]:
        """ "at her guest house in Pyongyang", "on the sidelines of a summit in Lima": the place within the phrase."""
        if head.lemma_.lower() in _TOWARDS:
            return []
        for c in head.children:
            if c.dep_ == "prep" and c.lower_ in under:
                for p in c.children:
                    if p.dep_ == "pobj":
                        found = self.places.all_of(p) or self._inside(p)
                        if found:
                            return found
            if (
                c.dep_ in ("poss", "compound")
                and (c.ent_type_ in ("GPE", "LOC") or ((m := self.actors.at(c)) is not None and m.kind == "country"))
                and (where := self.places.of(c)) is not None
            ):
                return [where]
        return []


# "In advance of a summit in Lima" says nothing of where.
_TOWARDS = frozenset("advance anticipation preparation response reaction reference relation regard".split())


def _real(head: Token) -> Token:
    """What a quantity is of: "a first group of agreements"."""
    if head.lemma_.lower() in _QUANTITY or head.like_num:
        for c in head.children:
            if c.dep_ == "prep" and c.lower_ == "of" and (inner := child(c, "pobj")) is not None:
                return inner
    return head
