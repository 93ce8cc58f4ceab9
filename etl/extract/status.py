"""Whether something happened, is planned, was called off, is only said: the status that a verb states (`status_nouns` for nouns).

A verb tells by its auxiliaries and negation; an infinitive by the verb above it ("refused to meet", "is due to visit"); a noun by the
verb that governs it ("called off the visit") and the words before it ("a planned trip"). The direction (past or future) that
dates are resolved by comes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract.syntax import Token, child, is_passive

PLANNED = frozenset(
    (
        "plan expect schedule slate due set intend prepare agree arrange promise vow decide hope ready bind mean announce pledge "
        "poise aim determine resolve undertake book supposed suppose commit confirm certain likely anticipate tip billed bill"
    ).split()
)
PROPOSED = frozenset(
    (
        "propose offer invite urge want wish ask seek consider threaten call recommend suggest demand request encourage push "
        "press appeal volunteer tempt declare willing open invitation proposal offer request possible possibility like love"
    ).split()
)
REFUSED = frozenset(
    "refuse decline fail forget neglect omit unable unwilling reluctant refusal failure impossible".split()
)
DENIED = frozenset(("deny", "denial"))
ALLEGED = frozenset(("accuse", "allege", "accusation", "allegation", "suspect", "believe", "rumor", "rumour"))
NEVER = frozenset(("never", "not", "n't", "neither", "nor", "no", "without"))
PAST, FUTURE = "past", "future"


@dataclass(frozen=True, slots=True)
class Status:
    """`status` of the vocabulary; `direction` "past" or "future" or None where nothing tells; `present` for a bare present tense, which
    a date decides ("flies to Oslo today", "arrives on Monday")."""

    status: str
    direction: str | None
    present: bool = False


def of_verb(verb: Token, depth: int = 0) -> Status:
    """The status that a verb states."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in aux}
    negative = negated(verb)
    head = verb.head
    if (
        verb.dep_ == "conj"
        and not aux
        and head.pos_ in ("VERB", "AUX")
        and depth < 6
        and child(verb, "nsubj", "nsubjpass") is None
    ) and (verb.tag_ in ("VB", "VBN", "VBG") or (verb.tag_ == head.tag_ and not negated(head))):
        above = of_verb(head, depth + 1)
        return Status("not_occurred", above.direction) if negative and above.status == "occurred" else above
    if "to" in words or (verb.tag_ == "VB" and not aux and verb.dep_ in ("xcomp", "ccomp", "advcl")):
        return _infinitive(verb, negative, depth)
    if _whether(verb) and words & {"will", "would", "shall"}:
        return Status("proposed", FUTURE)
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return Status("not_occurred" if negative else "planned", FUTURE)
    if words & {"would", "'d", "’d"}:
        if "have" in words:
            return Status("not_occurred", PAST)
        return Status("not_occurred" if negative else ("planned" if _reported(verb) else "proposed"), FUTURE)
    if words & {"may", "might", "could", "should", "must", "can", "ought", "need"}:
        if "have" in words:
            return Status("alleged" if words & {"may", "might"} else "not_occurred", PAST)
        if negative and words & {"could", "can"}:
            return Status("not_occurred", PAST)
        return Status("proposed", FUTURE)
    if (
        verb.tag_ == "VBG"
        and verb.dep_ in ("pcomp", "advcl", "acl", "xcomp", "csubj", "dobj", "conj", "pobj")
        and not words & {"is", "are", "was", "were", "be", "been"}
    ):
        return _gerund(verb, negative, depth)
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "’s", "'re", "am"}:
        return Status("not_occurred" if negative else "ongoing", None, True)
    if verb.tag_ == "VBG" and words & {"was", "were"} and not words & {"been"}:
        return Status("not_occurred" if negative else "occurred", PAST)
    if _whether(verb):
        return Status("alleged" if verb.tag_ in ("VBD", "VBN") else "proposed", PAST if verb.tag_ == "VBD" else None)
    present = (verb.tag_ in ("VBZ", "VBP") and not aux) or bool(
        words & {"is", "are", "'s", "’s"} and is_passive(verb) and "been" not in words
    )
    if words & {"do", "does"}:
        present = True
    if present:
        return Status("not_occurred" if negative else "occurred", None, True)
    return Status(_over(verb, "not_occurred" if negative else "occurred"), PAST)


def _over(verb: Token, status: str) -> str:
    """What a denial or an accusation above the clause makes of it."""
    current = verb
    for _ in range(4):
        if current.dep_ not in ("ccomp", "pcomp", "acl", "xcomp", "prep"):
            break
        current = current.head
        lemma = current.lemma_.lower()
        if lemma in DENIED:
            return "denied"
        if lemma in ("accuse", "allege", "accusation", "allegation"):
            return "alleged"
    return status


def _reported(verb: Token) -> bool:
    """Whether "would" is the future of reported speech."""
    current = verb
    for _ in range(4):
        if current.dep_ in ("ccomp", "acl", "relcl"):
            return True
        if current.dep_ != "conj":
            return current.dep_ == "ROOT" and not any(c.dep_ == "advcl" for c in current.children)
        current = current.head
    return False


def _whether(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in verb.children)


def negated(verb: Token) -> bool:
    if any(
        c.dep_ == "neg" or (c.dep_ in ("advmod", "preconj") and c.lower_ in ("never", "neither", "nor"))
        for c in verb.children
    ):
        return not any(
            c.dep_ == "neg" and c.i + 1 < len(verb.doc) and verb.doc[c.i + 1].lower_ == "only" for c in verb.children
        )
    for c in verb.children:
        if c.dep_ in ("nsubj", "nsubjpass", "dobj"):
            if c.lower_ in ("nobody", "none", "nothing", "neither"):
                return True
            if any(d.dep_ in ("det", "neg") and d.lower_ in ("no", "neither") for d in c.children):
                return True
    return False


def _infinitive(verb: Token, negative: bool, depth: int) -> Status:
    head = verb.head
    if verb.dep_ == "conj" and any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children):
        head = head.head  # "promised not to use force and to meet again": each infinitive by itself
    lemma = head.lemma_.lower()
    if depth > 6 or head == verb:
        return Status("planned", FUTURE)
    if lemma == "have" and any(c.lower_ == "yet" for c in head.children):
        return Status("not_occurred", None)
    if (
        lemma == "be"
        and verb.dep_ in ("xcomp", "ccomp", "attr", "advcl")
        and child(head, "acomp") is None
        and child(head, "attr") is None
    ):
        past = head.tag_ == "VBD"
        perfect = any(c.lower_ == "have" for c in verb.children)
        if past and perfect:
            return Status("not_occurred", PAST)  # "was to have met"
        return Status("not_occurred" if negative or negated(head) else "planned", FUTURE)
    if lemma in ("have",) and verb.dep_ == "xcomp":
        return of_verb(head, depth + 1)
    if negative:
        return Status("not_occurred", FUTURE)
    above_negative = head.pos_ in ("VERB", "AUX") and negated(head)
    if lemma in REFUSED:
        return Status("not_occurred", PAST)
    if lemma in PLANNED:
        return Status("not_occurred" if above_negative else "planned", FUTURE)
    if lemma in PROPOSED:
        return Status("not_occurred" if above_negative and lemma not in ("want", "wish") else "proposed", FUTURE)
    if head.pos_ in ("VERB", "AUX"):  # a purpose: it stands as the verb above stands
        return of_verb(head, depth + 1)
    if head.pos_ == "ADJ":
        governor = head.head
        if lemma in ("first", "last", "only"):
            return Status("occurred", PAST)
        return of_verb(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else Status("planned", FUTURE)
    if head.pos_ in ("NOUN", "PROPN"):
        if any(c.lower_ in ("first", "last", "only", "latest") or c.ent_type_ == "ORDINAL" for c in head.children):
            return Status("occurred", PAST)
        if lemma in ("plan", "intention", "decision", "agreement", "date", "schedule", "preparation", "promise"):
            return Status("planned", FUTURE)
        if lemma in ("bid", "effort", "attempt", "chance", "right", "mandate", "order", "permission", "need"):
            return Status("proposed", FUTURE)
        return _above(head, depth)
    return Status("planned", FUTURE)


def _gerund(verb: Token, negative: bool, depth: int) -> Status:
    if depth > 6:
        return Status("occurred", PAST)
    head = verb.head
    if head.pos_ in ("ADP", "SCONJ"):
        if head.lower_ in ("without", "instead"):
            return Status("not_occurred", PAST)
        lemma = head.head.lemma_.lower()
        if lemma == "look" and head.lower_ == "to":
            return Status("planned", FUTURE)  # "looks forward to welcoming"
        if lemma in ("accuse", "accusation", "suspect", "allegation", "charge"):
            return Status("alleged", PAST)
        if head.lower_ in ("before", "ahead"):
            above = _above(head.head, depth)
            return Status(above.status if above.status == "planned" else "occurred", above.direction)
        head = head.head
    lemma = head.lemma_.lower() if verb.dep_ != "advcl" else ""  # "proposed talks, building on the visit"
    if lemma in DENIED:
        return Status("denied", PAST)
    if lemma in ("avoid", "refuse", "skip", "miss"):
        return Status("not_occurred", PAST)
    if lemma in PROPOSED:
        return Status("proposed", FUTURE)
    if lemma in PLANNED and lemma not in ("agree",):
        return Status("planned", FUTURE)
    above = _above(head, depth)
    return Status("not_occurred", above.direction) if negative else above


def _above(head: Token, depth: int) -> Status:
    """What the word above a clause states: verbs and nouns read each other, so that the nouns come late."""
    from etl.extract.status_nouns import of_noun

    if head.pos_ in ("VERB", "AUX"):
        return of_verb(head, depth + 1)
    if head.pos_ in ("NOUN", "PROPN"):
        return of_noun(head, depth + 1)
    return Status("occurred", PAST)
