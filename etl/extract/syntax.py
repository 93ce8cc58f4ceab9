"""What a frame asks of a parsed sentence: who does what to whom, with the gaps of English filled in.

Works on spaCy tokens with ClearNLP labels (nsubj, nsubjpass, dobj, pobj, agent, relcl, acl, xcomp …), as en_core_web_* models give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Token = Any  # spacy.tokens.Token, which is untyped here

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_RELATIVE = frozenset(("who", "whom", "which", "that"))
_MAX_CLIMB = 12  # a parse deeper than this is noise


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: an auxiliary of the passive, a passive subject, or a participle that modifies a noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and child(verb, "nsubj", "aux") is None:
        return True
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and child(verb, *SUBJECTS, "aux") is None
        and child(verb, "dobj") is None
    ):
        head = verb.head
        return head.pos_ == "VERB" and head.tag_ == "VBN" and is_passive(head)
    return False


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated below it, in order."""
    yield token
    for c in token.children:
        if c.dep_ == "conj":
            yield from conjuncts(c)


def relative_target(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself if it is none."""
    if token.lower_ not in _RELATIVE or token.pos_ not in ("PRON", "DET", "SCONJ"):
        return token
    clause = verb
    for _ in range(_MAX_CLIMB):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.dep_ in ("conj", "xcomp", "ccomp", "advcl") and clause.head != clause:
            clause = clause.head
        else:
            break
    return token


def subject(verb: Token) -> tuple[Token | None, bool]:
    """The noun that is the verb's grammatical subject, and whether it was said of this verb itself (else it is inherited).

    Fills the gaps: coordinated verbs, infinitives, participles, gerunds after a preposition, relative clauses.
    """
    current, own = verb, True
    for _ in range(_MAX_CLIMB):
        found = child(current, *SUBJECTS)
        if found is not None and found.dep_ != "csubj":
            return relative_target(found, current), own
        if (found := _after_conjunction(current)) is not None:
            return found, own
        own = False
        head, dep = current.head, current.dep_
        if head == current:
            return None, False
        if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if current.tag_ in ("VBG",) or (dep == "relcl" and not _occasion(current, head)):
                return head, False
            if current.tag_ == "VBN":  # "a treaty signed by": the noun is the passive subject
                return head, False
            if head.lemma_ == "invitation":  # who is invited goes
                for c in head.children:
                    if c.dep_ in ("prep", "dative") and c.lower_ == "to" and (guest := child(c, "pobj")) is not None:
                        return guest, False
            # "a plan to visit Rome", "his decision to meet X": the owner, else the subject of the verb that governs the noun
            owner = child(head, "poss")
            if owner is not None:
                return owner, False
            governor = head.head
            if head.dep_ in ("dobj", "pobj", "attr") and governor != head:
                current = governor if governor.pos_ in ("VERB", "AUX") else governor.head
                continue
            return head, False
        if dep in (
            "xcomp",
            "ccomp",
            "advcl",
            "pcomp",
            "conj",
            "prep",
            "pobj",
            "oprd",
            "dobj",
            "acomp",
            "attr",
            "aux",
            "dep",
        ):
            if dep == "advcl" and head.lemma_ in _SENDING and not is_passive(head):
                thing = child(head, "dobj")  # "announced a delegation to attend the funeral"
                if thing is not None and child(current, "aux") is not None:
                    return thing, False
            if dep == "xcomp" and head.pos_ == "VERB" and head.lemma_ in OBJECT_CONTROL and not is_passive(head):
                thing = child(head, "dobj", "dative")
                if thing is not None:
                    return relative_target(thing, head), False
            if dep == "pcomp" and head.dep_ == "prep" and head.head.pos_ in ("NOUN", "PROPN"):
                owner = child(head.head, "poss")
                if owner is not None:
                    return owner, False
            current = head
            if current.pos_ in ("ADP", "SCONJ"):
                current = current.head
            if current.pos_ in ("NOUN", "PROPN") and dep in ("pcomp", "prep", "pobj"):
                owner = child(current, "poss")
                if owner is not None:
                    return owner, False
            continue
        return None, False
    return None, False


_OCCASIONS = frozenset(
    (
        "time chance plan decision way opportunity promise offer attempt effort desire wish readiness refusal failure bid intention "
        "order request reason need occasion willingness pledge proposal"
    ).split()
)


def _occasion(verb: Token, noun: Token) -> bool:
    """Whether an infinitive says what a noun is for, so that its subject is not the noun: "found time to fly to Oslo"."""
    return noun.lemma_.lower() in _OCCASIONS and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _after_conjunction(verb: Token) -> Token | None:
    """The subject of a clause whose conjunction was read as a preposition: "since Novak and Holm signed it" as "since Novak"."""
    begin = min([c.i for c in verb.children if c.dep_ in ("aux", "auxpass")] + [verb.i])
    before = verb.doc[begin - 1] if begin else None
    if verb.dep_ != "conj" or before is None or before.pos_ not in ("PROPN", "PRON") or before.dep_ != "conj":
        return None
    if before.i and verb.doc[before.i - 1].dep_ == "cc" and begin < verb.i and before.head.ent_type_ == "DATE":
        return before  # "came in May and Holm would have gone", read as "in May and Holm"
    if begin < verb.i or verb.tag_ not in ("VBD", "VBZ"):
        return None
    first = before
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ in ("since", "after", "before", "until", "as", "than"):
        return first
    return None


_SENDING = frozenset(("announce", "designate", "appoint", "dispatch", "delegate"))
OBJECT_CONTROL = frozenset(
    (
        "ask invite send urge tell order persuade expect allow want force dispatch permit authorize authorise instruct convince "
        "request summon press get let have help enable lead call encourage appoint name elect"
    ).split()
)


def arguments(verb: Token) -> dict[str, list[Token]]:
    """The verb's arguments by slot, in terms of the active voice: subj, obj, iobj, and each preposition by its word.

    A passive's subject is obj, its agent subj. "to" of a prepositional phrase and of a dative both come as "to".
    """
    slots: dict[str, list[Token]] = {}
    passive = is_passive(verb)
    subj, _ = subject(verb)
    if subj is not None:
        slots.setdefault("obj" if passive else "subj", []).append(subj)
    for c in verb.children:
        if c.lower_ in _ADVERBS and c.dep_ in ("advmod", "oprd", "npadvmod"):
            slots.setdefault(c.lower_, []).append(c)
        elif c.dep_ == "oprd" and c.pos_ == "NOUN" and child(verb, "dobj") is None and child(verb, "nsubjpass") is None:
            slots.setdefault("obj", []).append(c)  # "called home its ambassador"
        elif c.dep_ in ("dobj", "oprd", "attr"):
            slots.setdefault("obj" if c.dep_ == "dobj" else "attr", []).append(relative_target(c, verb))
        elif c.dep_ == "dative":
            inner = child(c, "pobj")
            slots.setdefault("iobj", []).append(inner if inner is not None else c)
        elif c.dep_ == "agent":
            for p in c.children:
                if p.dep_ == "pobj":
                    slots.setdefault("subj" if passive else "by", []).append(p)
        elif c.dep_ in ("prep", "prt"):
            _prepositional(c, slots, verb)
        elif (
            c.dep_ in ("ccomp", "xcomp", "oprd")
            and (c.pos_ not in ("VERB", "AUX") or c.lower_ == "persona")
            and (small := child(c, "nsubj", "compound"))
        ):
            slots.setdefault("obj", []).append(small)  # "declared the envoy persona non grata"
    for c in verb.children:
        if c.dep_ == "acomp":  # "turned up, unannounced, in Oslo"
            for p in c.children:
                if p.dep_ == "prep" and p.lower_ in ("in", "at") and p.lower_ not in slots and verb.pos_ == "VERB":
                    _prepositional(p, slots, verb)
    _nested(slots, verb)
    return slots


_ADVERBS = frozenset(("here", "there", "home", "abroad", "alongside"))
_NESTED = (
    ("obj", ("in", "at", "with", "between")), ("with", ("in", "at")), ("off", ("in",)), ("to", ("in", "with")), ("on", ("in", "at")),
    ("at", ("with", "in")), ("in", ("with",)), ("for", ("with", "in")), ("here", ("with",)),
)  # fmt: skip


def _nested(slots: dict[str, list[Token]], verb: Token) -> None:
    """What a parse hangs on the object and belongs to the verb: "briefed Smith in Seoul", "signed a treaty with Spain"."""
    for slot, words in _NESTED:
        for head in slots.get(slot, [])[:3]:
            for c in head.children:
                if (
                    c.dep_ == "prep"
                    and c.lower_ in words
                    and c.lower_ not in slots
                    and c.i > head.i
                    and head.head == verb
                ):
                    found = [relative_target(p, verb) for p in c.children if p.dep_ == "pobj"]
                    if found:
                        slots[c.lower_] = found
            if head.head != verb and head.head.head == verb:  # under its preposition
                for c in head.children:
                    if c.dep_ == "prep" and c.lower_ in words and c.lower_ not in slots:
                        found = [p for p in c.children if p.dep_ == "pobj"]
                        if found:
                            slots[c.lower_] = found


def _prepositional(prep: Token, slots: dict[str, list[Token]], verb: Token) -> None:
    for p in prep.children:
        if p.dep_ in ("pobj", "npadvmod"):
            slots.setdefault(prep.lower_, []).append(relative_target(p, verb))
        elif p.dep_ == "prep":  # "from Cairo to Rome", "together with X"
            _prepositional(p, slots, verb)
    for p in prep.children:
        if p.dep_ == "conj" and p.pos_ == "ADP":
            _prepositional(p, slots, verb)


def noun_arguments(noun: Token) -> dict[str, list[Token]]:
    """A noun's own complements by slot: poss, mod (adjectives and compounds before it), appos, and each preposition by its word."""
    slots: dict[str, list[Token]] = {}
    for c in noun.children:
        if c.dep_ == "poss":
            slots.setdefault("poss", []).append(c)
        elif c.dep_ in ("compound", "amod", "nmod", "nummod"):
            slots.setdefault("mod", []).append(c)
        elif c.dep_ == "appos":
            slots.setdefault("appos", []).append(c)
        elif c.dep_ == "prep" or c.dep_ == "agent":
            _prepositional(c, slots, noun)
    return slots


def clause_verb(token: Token) -> Token | None:
    """The verb of the clause in which a token stands: the nearest verb above it; itself if it is one. None in a verbless line."""
    current = token
    for _ in range(30):
        if current.pos_ in ("VERB", "AUX") and current.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def chain(verb: Token) -> Iterator[Token]:
    """The verb and the verbs it depends on, upwards, to the root of the sentence."""
    current = verb
    for _ in range(_MAX_CLIMB):
        yield current
        if current.head == current:
            return
        current = current.head


def distance(a: Token, b: Token) -> int:
    """Steps through the tree from one token up to their first common ancestor and down to the other; 99 across sentences."""
    up = {t.i: n for n, t in enumerate(_path(a))}
    for n, t in enumerate(_path(b)):
        if t.i in up:
            return up[t.i] + n
    return 99


def _path(token: Token) -> Iterator[Token]:
    for _ in range(60):
        yield token
        if token.head == token:
            return
        token = token.head
