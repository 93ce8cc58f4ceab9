"""Whether something happened, is planned, was called off, is only said: the status of an event from the verbs around it.

A verb tells by its auxiliaries and negation; an infinitive by the verb above it ("refused to meet", "is due to visit"); a noun by the
verb that governs it ("called off the visit") and the words before it ("a planned trip"). The direction (past or future) that
dates are resolved by comes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.extract.predicates import governors
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
_NOUN_STATUS = {
    **dict.fromkeys("planned upcoming scheduled forthcoming future next coming expected imminent".split(), "planned"),
    **dict.fromkeys("proposed possible potential eventual prospective".split(), "proposed"),
    **dict.fromkeys("cancelled canceled postponed aborted scrapped".split(), "cancelled"),
    **dict.fromkeys("alleged supposed reported rumoured rumored".split(), "alleged"),
    **dict.fromkeys("ongoing current continuing".split(), "ongoing"),
}
_PAST, _FUTURE = "past", "future"


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
    negative = _negative(verb)
    head = verb.head
    if (
        verb.dep_ == "conj"
        and not aux
        and head.pos_ in ("VERB", "AUX")
        and depth < 6
        and child(verb, "nsubj", "nsubjpass") is None
    ) and (verb.tag_ in ("VB", "VBN", "VBG") or (verb.tag_ == head.tag_ and not _negative(head))):
        above = of_verb(head, depth + 1)
        return Status("not_occurred", above.direction) if negative and above.status == "occurred" else above
    if "to" in words or (verb.tag_ == "VB" and not aux and verb.dep_ in ("xcomp", "ccomp", "advcl")):
        return _infinitive(verb, negative, depth)
    if _whether(verb) and words & {"will", "would", "shall"}:
        return Status("proposed", _FUTURE)
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return Status("not_occurred" if negative else "planned", _FUTURE)
    if words & {"would", "'d", "’d"}:
        if "have" in words:
            return Status("not_occurred", _PAST)
        return Status("not_occurred" if negative else ("planned" if _reported(verb) else "proposed"), _FUTURE)
    if words & {"may", "might", "could", "should", "must", "can", "ought", "need"}:
        if "have" in words:
            return Status("alleged" if words & {"may", "might"} else "not_occurred", _PAST)
        if negative and words & {"could", "can"}:
            return Status("not_occurred", _PAST)
        return Status("proposed", _FUTURE)
    if (
        verb.tag_ == "VBG"
        and verb.dep_ in ("pcomp", "advcl", "acl", "xcomp", "csubj", "dobj", "conj", "pobj")
        and not words & {"is", "are", "was", "were", "be", "been"}
    ):
        return _gerund(verb, negative, depth)
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "’s", "'re", "am"}:
        return Status("not_occurred" if negative else "ongoing", None, True)
    if verb.tag_ == "VBG" and words & {"was", "were"} and not words & {"been"}:
        return Status("not_occurred" if negative else "occurred", _PAST)
    if _whether(verb):
        return Status("alleged" if verb.tag_ in ("VBD", "VBN") else "proposed", _PAST if verb.tag_ == "VBD" else None)
    present = (verb.tag_ in ("VBZ", "VBP") and not aux) or bool(
        words & {"is", "are", "'s", "’s"} and is_passive(verb) and "been" not in words
    )
    if words & {"do", "does"}:
        present = True
    if present:
        return Status("not_occurred" if negative else "occurred", None, True)
    return Status(_over(verb, "not_occurred" if negative else "occurred"), _PAST)


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


def _negative(verb: Token) -> bool:
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
        return Status("planned", _FUTURE)
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
            return Status("not_occurred", _PAST)  # "was to have met"
        return Status("not_occurred" if negative or _negative(head) else "planned", _FUTURE)
    if lemma in ("have",) and verb.dep_ == "xcomp":
        return of_verb(head, depth + 1)
    if negative:
        return Status("not_occurred", _FUTURE)
    above_negative = head.pos_ in ("VERB", "AUX") and _negative(head)
    if lemma in REFUSED:
        return Status("not_occurred", _PAST)
    if lemma in PLANNED:
        return Status("not_occurred" if above_negative else "planned", _FUTURE)
    if lemma in PROPOSED:
        return Status("not_occurred" if above_negative and lemma not in ("want", "wish") else "proposed", _FUTURE)
    if head.pos_ in ("VERB", "AUX"):  # a purpose: it stands as the verb above stands
        return of_verb(head, depth + 1)
    if head.pos_ == "ADJ":
        governor = head.head
        if lemma in ("first", "last", "only"):
            return Status("occurred", _PAST)
        return of_verb(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else Status("planned", _FUTURE)
    if head.pos_ in ("NOUN", "PROPN"):
        if any(c.lower_ in ("first", "last", "only", "latest") or c.ent_type_ == "ORDINAL" for c in head.children):
            return Status("occurred", _PAST)
        if lemma in ("plan", "intention", "decision", "agreement", "date", "schedule", "preparation", "promise"):
            return Status("planned", _FUTURE)
        if lemma in ("bid", "effort", "attempt", "chance", "right", "mandate", "order", "permission", "need"):
            return Status("proposed", _FUTURE)
        return of_noun(head, depth + 1)
    return Status("planned", _FUTURE)


def _gerund(verb: Token, negative: bool, depth: int) -> Status:
    if depth > 6:
        return Status("occurred", _PAST)
    head = verb.head
    if head.pos_ in ("ADP", "SCONJ"):
        if head.lower_ in ("without", "instead"):
            return Status("not_occurred", _PAST)
        lemma = head.head.lemma_.lower()
        if lemma == "look" and head.lower_ == "to":
            return Status("planned", _FUTURE)  # "looks forward to welcoming"
        if lemma in ("accuse", "accusation", "suspect", "allegation", "charge"):
            return Status("alleged", _PAST)
        if head.lower_ in ("before", "ahead"):
            above = _above(head.head, depth)
            return Status(above.status if above.status == "planned" else "occurred", above.direction)
        head = head.head
    lemma = head.lemma_.lower() if verb.dep_ != "advcl" else ""  # "proposed talks, building on the visit"
    if lemma in DENIED:
        return Status("denied", _PAST)
    if lemma in ("avoid", "refuse", "skip", "miss"):
        return Status("not_occurred", _PAST)
    if lemma in PROPOSED:
        return Status("proposed", _FUTURE)
    if lemma in PLANNED and lemma not in ("agree",):
        return Status("planned", _FUTURE)
    above = _above(head, depth)
    return Status("not_occurred", above.direction) if negative else above


def _above(head: Token, depth: int) -> Status:
    if head.pos_ in ("VERB", "AUX"):
        return of_verb(head, depth + 1)
    if head.pos_ in ("NOUN", "PROPN"):
        return of_noun(head, depth + 1)
    return Status("occurred", _PAST)


def governor(noun: Token) -> tuple[Token | None, str | None]:
    """The verb that governs a noun of an event and how: "obj" ("held talks", "took part in talks"), "subj" ("talks were held" gives
    "obj", "talks collapsed" gives "subj"), a preposition's word, or None."""
    token, word = noun, None
    for _ in range(5):
        head, dep = token.head, token.dep_
        if head == token:
            return None, None
        if dep in ("dobj", "oprd") and head.pos_ == "VERB":
            return head, word or "obj"
        if dep == "nsubjpass":
            return head, word or "obj"
        if dep == "nsubj":
            return head, word or "subj"
        if dep in ("attr", "dep", "npadvmod"):
            return (head, word or "attr") if head.pos_ in ("VERB", "AUX") else (None, None)
        if dep == "pobj":
            if head.head.pos_ in ("VERB", "AUX"):
                return head.head, word or head.lower_
            if head.head.pos_ == "NOUN" and head.head.lemma_ in (
                "part",
                "series",
                "round",
                "day",
                "hour",
                "week",
                "host",
                "sideline",
                "margin",
                "fringe",
                "invitation",
            ):
                token = head.head
                if head.head.lemma_ in ("sideline", "margin", "fringe"):
                    word = "at"
                continue
            if head.head.pos_ in ("ADP",):
                token = head
                continue
            if head.lower_ in ("in", "during", "at", "after", "before", "following") and head.head.dep_ == "dobj":
                return head.head.head, word or head.lower_  # "conveyed the message in a meeting with X"
            return None, None
        if dep in ("conj", "appos", "prep", "compound"):
            token = head
            continue
        return None, None
    return None, None


_BRING_ABOUT = frozenset(("hold", "be", "take", "begin", "open", "host", "start"))  # "talks to be held in Oslo"
_TO_COME = frozenset(("visit", "trip", "tour", "meeting", "talk", "conversation", "call", "summit", "consultation"))
_LOOKING_BACK = frozenset(("last", "previous", "first", "earlier", "recent", "past"))


def of_noun(noun: Token, depth: int = 0) -> Status:
    """The status that a noun of an event has from the words before it and the verb that governs it."""
    own = next(
        (
            _NOUN_STATUS[c.lower_]
            for c in noun.children
            if c.dep_ in ("amod", "compound", "nmod") and c.lower_ in _NOUN_STATUS
        ),
        None,
    )
    verb, how = governor(noun)
    if own in (None, "planned") and verb is not None and how == "obj" and _calls_off(verb):
        return Status(governors()[verb.lemma_.lower()].effect, _FUTURE)
    if own == "planned":
        return Status("planned", _FUTURE)
    if own:
        return Status(own, None)
    if verb is not None and how == "subj" and _off(verb):
        return Status("cancelled", _FUTURE)
    for c in noun.children:  # "the visit, planned for May", "a meeting due on Friday", "to be held in Oslo"
        if c.dep_ in ("acl", "relcl", "amod", "advcl"):
            lemma = c.lemma_.lower()
            if lemma in ("plan", "schedule", "set", "due", "slate", "expect", "tentative") and c.tag_ in (
                "VBN",
                "JJ",
                "VBD",
            ):
                return Status("planned", _FUTURE)
            if lemma in ("propose", "request"):
                return Status("proposed", _FUTURE)
            if lemma in ("cancel", "postpone", "abandon", "call") and (
                lemma != "call" or any(x.lower_ == "off" for x in c.children)
            ):
                return Status("cancelled", _FUTURE)
            if lemma in _BRING_ABOUT and any(x.dep_ == "aux" and x.lower_ in ("to", "will") for x in c.children):
                return Status("planned", _FUTURE)
    if verb is None or depth > 6:
        return Status("occurred", None)
    above = of_verb(verb, depth + 1)
    lemma = verb.lemma_.lower()
    if how == "obj" and (rule := governors().get(lemma)) is not None:
        if _effective(rule.effect, verb):
            if rule.effect in ("planned", "proposed"):
                return Status(
                    "not_occurred" if above.status == "not_occurred" and lemma != "announce" else rule.effect, _FUTURE
                )
            return Status(rule.effect, _FUTURE if rule.effect == "cancelled" else above.direction)
        if no_determiner(noun):
            return Status("not_occurred", above.direction)
        return above
    if how == "of" and lemma in ("accuse", "suspect"):
        return Status("alleged", _PAST)
    if how in ("subj", "obj", "attr"):
        if lemma in ("be",) and any(c.lower_ in ("due", "set", "likely", "planned", "possible") for c in verb.children):
            return Status("planned", _FUTURE)
        if no_determiner(noun):
            return Status("not_occurred", above.direction)
        if how == "obj" and lemma not in governors():
            return Status("occurred", above.direction if above.direction == _PAST else None)
        if how == "subj" and lemma not in (
            "take",
            "begin",
            "start",
            "open",
            "be",
            "end",
            "conclude",
            "come",
            "last",
            "follow",
            "continue",
            "occur",
            "happen",
            "go",
            "collapse",
            "fail",
            "resume",
        ):
            coming = noun.lemma_.lower() in _TO_COME and above.status == "planned"
            if coming and not any(t.lower_ in _LOOKING_BACK or t.like_num for t in noun.subtree):
                return Status("planned", _FUTURE)  # "the visit will deepen our friendship"
            return Status("occurred", above.direction if above.status in ("occurred",) else None)
        return above
    # under a preposition: at, during, after, before, for … the noun stands as the verb stands, unless it comes first
    if how in ("after", "since", "following") or (how in ("on", "upon", "off") and lemma == "build"):
        return Status("occurred", _PAST)
    if how in ("before", "until", "ahead"):
        return Status("planned" if above.status in ("planned", "ongoing") else "occurred", above.direction)
    if how in ("at", "during", "in", "to", "on", "for", "with", "into"):
        if above.status == "ongoing":
            return Status("occurred", None, True)
        return (
            above
            if lemma not in ("discuss", "say", "speak", "talk") or above.status == "occurred"
            else Status("occurred", None)
        )
    return Status("occurred", None)


def _calls_off(verb: Token) -> bool:
    """Whether a verb undoes its object: "called off a planned visit"."""
    rule = governors().get(verb.lemma_.lower())
    return rule is not None and rule.effect in ("cancelled", "not_occurred") and _effective(rule.effect, verb)


def _off(verb: Token) -> bool:
    """Whether something "is off", "was cancelled"."""
    return verb.lemma_.lower() in ("be", "remain") and any(
        c.lower_ in ("off", "cancelled", "canceled") for c in verb.children
    )


def _effective(effect: str, verb: Token) -> bool:
    """Whether a governor's effect holds: "call off" cancels, "call" does not; "rule out" refuses, "rule" does not."""
    lemma = verb.lemma_.lower()
    needed = {"call": "off", "rule": "out"}.get(lemma)
    return effect != "occurs" and (needed is None or any(c.lower_ == needed for c in verb.children))


def no_determiner(noun: Token) -> bool:
    """Whether the noun has "no" before it: "no talks were held"."""
    return any(c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in noun.children)
