"""Who a noun phrase of a sentence stands for: people's ids, states, bodies. The step between mentions and a frame's participants.

`Actors(context, plain)` knows which mention every token belongs to. `parties(head)` gives whom the phrase under a head noun means:
the mention itself, those coordinated with it, those in apposition, and for a side without a name ("a Russian delegation", "leaders
from the CARICOM states") its state or body.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from etl.extract.context import Context, Mention
from etl.extract.plain import Plain
from etl.extract.syntax import Token

# Nouns for people who act for a state or a body: their modifier tells which.
REPRESENTATIVES = frozenset(
    (
        "delegation delegate leader official minister ministry government president premier chancellor ambassador envoy diplomat "
        "representative negotiator counterpart colleague side team mission king queen prince monarch head chief secretary deputy "
        "authority administration cabinet parliament senate congress lawmaker legislator general commander commissioner spokesman "
        "chair chairman member state nation country ally troops troop force army military soldier navy jet plane warplane aircraft missile "
        "regime junta party adviser advisor aide foreign submarine warship fighter gunman agent host officer expert mediator rebel separatist guerrilla businessman "
        "faction civilian community embassy consulate visitor counterpart staff presidents successor predecessor"
    ).split()
)
_OF = frozenset(("of", "from", "for", "representing"))
PEOPLE_KINDS = frozenset(("name", "pronoun", "role", "group"))


_NOT_US = re.compile(r"(?:South|Latin|Central|North|Ibero|Inter|Pan|African|Native|All)[\s-]+$")
_QUANTITIES = frozenset("number dozen hundred score handful rest majority group series pair couple some all".split())
_RULE = frozenset(("government", "administration", "regime", "cabinet", "junta"))
NAMING = frozenset("appoint name elect nominate make designate choose pick".split())
_BOTH_STATES = frozenset("country side government nation state capital neighbour neighbor party".split())
_BOTH_PEOPLE = frozenset(
    "leader minister president man pair delegation counterpart premier chief official woman duo".split()
)
_ANYBODY = frozenset(("leader", "man", "woman"))  # a minister or an envoy is meant by the office
# How many are meant.
_SO_MANY = {
    **dict.fromkeys(("they", "them"), (2, 3)),
    **dict.fromkeys(("two", "both", "pair", "duo", "couple"), (2,)),
    **dict.fromkeys(("three", "trio"), (3,)),
}


@dataclass(frozen=True, slots=True)
class Party:
    """One participant as a sentence names them. `token` is the head of the phrase, `kind` that of the mention ("side" for a state or
    body that only modifies a noun)."""

    who: str
    token: Token
    kind: str
    as_text: str


class Actors:
    """The mentions of one sentence by token. `company` are the people of the encounter told last: whom "the two" and "they" mean."""

    def __init__(self, context: Context, plain: Plain) -> None:
        self.context, self.sentence = context, plain.sentence
        self.company: tuple[str, ...] = ()
        self.doc = plain.doc
        self.tokens: list[Token] = list(plain.doc)
        self._starts = [t.idx for t in self.tokens]
        self._at: dict[int, Mention] = {}
        for start, end, mention in plain.spans:
            if mention.text.startswith("American") and _NOT_US.search(plain.text, max(0, start - 12), start):
                continue
            for token in self._tokens(start, end):
                self._at[token.i] = mention

    def _tokens(self, start: int, end: int) -> Iterator[Token]:
        first = max(0, bisect.bisect_right(self._starts, start) - 1)
        for token in self.tokens[first : bisect.bisect_left(self._starts, end)]:
            if token.idx + len(token) > start and token.text not in ("'s", "’s", "'", "’", ","):
                yield token

    @cached_property
    def may_mean_company(self) -> bool:
        """Whether a word of the sentence may stand for those who met in the encounter told last."""
        return any(t.lower_ in _SO_MANY for t in self.tokens)

    def at(self, token: Token) -> Mention | None:
        """The mention a token belongs to, by the name itself or by the title before it."""
        return self._at.get(token.i)

    def is_person(self, token: Token) -> bool:
        """Whether a token belongs to a mention of one person or several, named or not."""
        m = self.at(token)
        return m is not None and m.kind in PEOPLE_KINDS

    def parties(self, head: Token, depth: int = 0) -> list[Party]:
        """Whom the noun phrase under `head` stands for, each once, in order."""
        if depth > 8:
            return []
        found = self._own(head)
        mention = self.at(head)
        people = [p for p in found if not _abstract(p.who)]
        inside: list[Party] = []
        joined: list[Party] = []
        for c in head.children:
            if c.dep_ == "appos" and c.i > head.i:
                inside += self.parties(c, depth + 1)
            elif c.dep_ == "prep" and c.lower_ in ("including", "notably"):
                joined += [p for t in c.children if t.dep_ == "pobj" for p in self.parties(t, depth + 1)]
            elif c.dep_ == "conj" and c.pos_ not in ("VERB", "AUX"):
                joined += self.parties(c, depth + 1)
        named = [p for p in inside if not _abstract(p.who)]
        if mention is not None and mention.kind == "role" and named and all(p.kind == "role" for p in named):
            joined += named  # "we, the president of Norway, the chancellor of Austria": another office is another's
        elif named and (
            not people
            or (mention is not None and mention.kind in ("group", "role", "pronoun") and len(named) >= len(people))
        ):
            found = named
        elif inside and not found:
            found = inside
        out: list[Party] = []
        for party in found + joined:
            if all(party.who != seen.who for seen in out):
                out.append(party)
        return out

    def _own(self, head: Token) -> list[Party]:
        mention = self.at(head)
        if self.company and (found := self._met(head, mention)):
            return found
        if mention is not None and mention.who and (mention.kind != "demonym" or head.pos_ in ("NOUN", "PROPN")):
            alone = mention.kind in PEOPLE_KINDS or mention.kind in ("org", "country")
            if alone or head.lemma_.lower() not in REPRESENTATIVES:
                return [Party(who, head, mention.kind, mention.text) for who in mention.who]
        if mention is None and (pair := self._pair(head)):
            return pair
        if mention is None and head.lemma_.lower() in _RULE and (state := self._state_of(head)):
            return state
        if head.lemma_.lower() in REPRESENTATIVES or (mention is not None and mention.kind == "role"):
            if head.tag_ in ("NNS", "NNPS") and (named := self._named_after(head)):
                return named
            if leaders := self._led_by(head):
                return leaders
            sides = list(self._sides(head))
            if sides:
                return sides
        if head.lemma_.lower() in _QUANTITIES:
            return [
                p
                for c in head.children
                if c.dep_ == "prep" and c.lower_ == "of"
                for t in c.children
                for p in self.parties(t)
            ]
        # a parse that hangs the name on its title, or under a common noun: "Secretary of State Blinken", "opposition leader Ana Duarte"
        end = head.right_edge.i
        for i in range(head.i + 1, min(end, head.i + 6) + 1):
            token = self.doc[i]
            if token.pos_ in ("VERB", "AUX") or token.text in (",", ";", "(") or token.lower_ in ("with", "to", "and"):
                break
            other = self.at(token)
            near = i == head.i + 1 or (i == head.i + 2 and head.pos_ == "PROPN")
            if other is not None and other.kind == "name" and near:
                return [Party(who, token, other.kind, other.text) for who in other.who]
        naming = head.dep_ in ("dobj", "oprd") and head.head.lemma_ in NAMING  # "appointed Ana Duarte ambassador"
        for c in head.children:
            if (
                c.dep_ in ("compound", "nmod")
                and (head.pos_ == "PROPN" or naming)
                and (m := self.at(c)) is not None
                and m.kind == "name"
            ):
                return [Party(who, c, m.kind, m.text) for who in m.who]
        return []

    def _state_of(self, head: Token) -> list[Party]:
        """The state that somebody governs: "Novak's government expelled two diplomats"."""
        for c in head.children:
            mention = self.at(c) if c.dep_ == "poss" else None
            if mention is not None and mention.kind in PEOPLE_KINDS and len(mention.who) == 1:
                country = self.context.country_of(mention.who[0])
                if country:
                    return [Party(f"country:{country}", head, "role", head.text)]
        return []

    def _met(self, head: Token, mention: Mention | None) -> list[Party]:
        """ "They", "the two", "the pair", "the trio" after an encounter: those who met, if they are as many."""
        many = mention is None or mention.kind == "group" or (mention.kind == "pronoun" and len(mention.who) > 1)
        words = {t.lower_ for t in head.subtree if t.i <= head.i} & _SO_MANY.keys()
        if not many or len(words) != 1 or any(c.dep_ == "prep" and c.lower_ != "at" for c in head.children):
            return []
        if head.lower_ not in _SO_MANY and head.lemma_.lower() not in _ANYBODY:
            return []
        if len(self.company) not in _SO_MANY[words.pop()]:
            return []
        return [Party(who, head, "group", head.text) for who in self.company]

    def _named_after(self, head: Token) -> list[Party]:
        """The names after a plural office, however they hang: "the presidents of Russia and Ukraine, Yeltsin and Kravchuk"."""
        out: list[Party] = []
        for t in head.subtree:
            m = self.at(t)
            if t.i > head.i and m is not None and m.kind == "name" and t.dep_ in ("conj", "appos") and _within(t, head):
                out += [Party(w, t, m.kind, m.text) for w in m.who if all(w != p.who for p in out)]
        return out if len(out) >= 2 else []

    def _led_by(self, head: Token) -> list[Party]:
        """ "The delegation, led by A", "a mission that includes B": those named stand for it."""
        out: list[Party] = []
        if head.lemma_.lower() not in ("delegation", "mission", "team", "group", "party"):
            return out
        for c in head.children:
            if c.dep_ in ("acl", "relcl") and c.lemma_ in ("lead", "head", "include", "comprise"):
                for part in (x for x in c.children if x.dep_ in ("agent", "dobj", "prep")):
                    for t in [part] if part.dep_ == "dobj" else part.children:
                        out += [p for p in self.parties(t) if not _abstract(p.who)]
        return out

    def _pair(self, head: Token) -> list[Party]:
        """ "the two sides", "the countries", "both leaders": the last two of whom the text spoke."""
        lemma = head.lemma_.lower()
        if head.lower_ in ("they", "them") and head.dep_ in ("nsubj", "nsubjpass"):
            return self.last(head, 2, states=False)
        if (
            head.lower_ in ("two", "both", "trio", "three")
            and head.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj")
            and head.head.pos_ in ("VERB", "AUX", "ADP")
        ):
            return self.last(head, 3 if head.lower_ in ("trio", "three") else 2, states=False)
        states = lemma in _BOTH_STATES
        if not (states or lemma in _BOTH_PEOPLE) or (head.tag_ != "NNS" and lemma not in ("pair", "duo")):
            return []
        before = [c for c in head.children if c.i < head.i]
        if (
            not before
            or any(c.lower_ not in ("the", "two", "both", "all", "these", "three") for c in before)
            or any(c.dep_ == "prep" for c in head.children)
        ):
            return []
        return self.last(head, 3 if any(c.lower_ == "three" for c in before) else 2, states=states)

    def last(self, head: Token, count: int, *, states: bool) -> list[Party]:
        """The last so many people, or states, of whom the text spoke before."""
        at = self.sentence.start
        found: list[str] = []
        for paragraph in range(self.sentence.paragraph, max(-1, self.sentence.paragraph - 3), -1):
            row = self.context.mentions(paragraph)
            for m in reversed([m for m in row if paragraph < self.sentence.paragraph or m.start < at + head.idx]):
                fits = m.kind in ("country", "demonym") if states else m.kind == "name"
                found += [w for w in m.who if fits and w not in found]
            if len(found) >= count:
                break
        return [Party(w, head, "group", head.text) for w in reversed(found[:count])] if len(found) >= count else []

    def _sides(self, head: Token) -> Iterator[Party]:
        for c in head.children:
            if c.dep_ == "poss" and c.lower_ == "its":
                yield from self._its(c)
            elif c.dep_ in ("amod", "compound", "poss", "nmod"):
                for t in (c, *(x for x in c.children if x.dep_ in ("conj", "compound", "amod"))):
                    yield from self._side(t)
            elif c.dep_ == "prep" and c.lower_ in _OF:
                for p in c.children:
                    if p.dep_ == "pobj":
                        yield from self._conjoined_sides(p)

    def _its(self, token: Token) -> Iterator[Party]:
        """ "Its embassy": of the state or body named last before it in the sentence."""
        for i in range(token.i - 1, -1, -1):
            m = self.at(self.doc[i])
            if m is not None and m.kind in ("country", "org"):
                for who in m.who:
                    yield Party(who, token, "side", token.text)
                return

    def _conjoined_sides(self, token: Token) -> Iterator[Party]:
        yield from self._side(token)
        if token.lemma_.lower() in REPRESENTATIVES:
            yield from self._sides(token)
        for c in token.children:
            if c.dep_ in ("conj", "appos"):
                yield from self._conjoined_sides(c)

    def _side(self, token: Token) -> Iterator[Party]:
        m = self.at(token)
        if m is not None and m.kind in ("country", "demonym", "org"):
            for who in m.who:
                yield Party(who, token, "side", m.text)


def mention_free(mention: Mention | None) -> bool:
    """Whether nobody is known for a word."""
    return mention is None or not mention.who


def _within(token: Token, head: Token) -> bool:
    """Whether only joined phrases lie between a name and the office before it."""
    current = token
    for _ in range(8):
        if current == head:
            return True
        if current.dep_ not in ("conj", "appos", "pobj", "prep"):
            return False
        current = current.head
    return False


def _abstract(who: str) -> bool:
    return ":" in who


def persons(found: list[Party]) -> list[Party]:
    """Those that are people in the article."""
    return [p for p in found if not _abstract(p.who)]
