"""The status that an event's noun has: from the words before it, what is said of it, and the verb that governs it."""

from __future__ import annotations

from etl.extract.predicates import governors
from etl.extract.status import FUTURE, PAST, Status, of_verb
from etl.extract.syntax import Token

_NOUN_STATUS = {
    **dict.fromkeys("planned upcoming scheduled forthcoming future next coming expected imminent".split(), "planned"),
    **dict.fromkeys("proposed possible potential eventual prospective".split(), "proposed"),
    **dict.fromkeys("cancelled canceled postponed aborted scrapped".split(), "cancelled"),
    **dict.fromkeys("alleged supposed reported rumoured rumored".split(), "alleged"),
    **dict.fromkeys("ongoing current continuing".split(), "ongoing"),
}
_BRING_ABOUT = frozenset(("hold", "be", "take", "begin", "open", "host", "start"))  # "talks to be held in Oslo"
_TO_COME = frozenset(("visit", "trip", "tour", "meeting", "talk", "conversation", "call", "summit", "consultation"))
_LOOKING_BACK = frozenset(("last", "previous", "first", "earlier", "recent", "past"))
_SET = frozenset(("plan", "schedule", "set", "due", "slate", "expect", "tentative"))  # "a visit planned for May"
_HAPPEN = frozenset(  # what a happening does while it happens: its status is the verb's
    "take begin start open be end conclude come last follow continue occur happen go collapse fail resume".split()
)
_PARTS = frozenset("part series round day hour week host sideline margin fringe invitation".split())
_EDGES = frozenset(("sideline", "margin", "fringe"))
_DURING = frozenset(("at", "during", "in", "to", "on", "for", "with", "into"))
_AFTER = frozenset(("after", "since", "following"))
_BEFORE = frozenset(("before", "until", "ahead"))


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
            if head.head.pos_ == "NOUN" and head.head.lemma_ in _PARTS:
                token = head.head
                if head.head.lemma_ in _EDGES:
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


def of_noun(noun: Token, depth: int = 0) -> Status:
    """The status that a noun of an event has from the words before it and the verb that governs it."""
    verb, how = governor(noun)
    told = _told(noun, verb, how)
    if told is not None:
        return told
    if verb is None or depth > 6:
        return Status("occurred", None)
    above = of_verb(verb, depth + 1)
    if how == "obj" and verb.lemma_.lower() in governors():
        return _taken(noun, verb, above)
    if how == "of" and verb.lemma_.lower() in ("accuse", "suspect"):
        return Status("alleged", PAST)
    if how in ("subj", "obj", "attr"):
        return _said_of(noun, verb, how, above)
    return _beside(verb, how, above)


def _told(noun: Token, verb: Token | None, how: str | None) -> Status | None:
    """What the noun's own words say: "a planned visit", "the visit, due on Friday", "called off the visit"."""
    before = (c.lower_ for c in noun.children if c.dep_ in ("amod", "compound", "nmod"))
    own = next((_NOUN_STATUS[word] for word in before if word in _NOUN_STATUS), None)
    if own in (None, "planned") and verb is not None and how == "obj" and _calls_off(verb):
        return Status(governors()[verb.lemma_.lower()].effect, FUTURE)
    if own:
        return Status(own, FUTURE if own == "planned" else None)
    if verb is not None and how == "subj" and _off(verb):
        return Status("cancelled", FUTURE)
    for c in noun.children:
        if c.dep_ in ("acl", "relcl", "amod", "advcl") and (status := _clause(c)):
            return Status(status, FUTURE)
    return None


def _clause(word: Token) -> str | None:
    """What a participle or a clause behind the noun says of it."""
    lemma = word.lemma_.lower()
    if lemma in _SET and word.tag_ in ("VBN", "JJ", "VBD"):
        return "planned"
    if lemma in ("propose", "request"):
        return "proposed"
    if lemma in ("cancel", "postpone", "abandon") or (
        lemma == "call" and any(c.lower_ == "off" for c in word.children)
    ):
        return "cancelled"
    if lemma in _BRING_ABOUT and any(c.dep_ == "aux" and c.lower_ in ("to", "will") for c in word.children):
        return "planned"
    return None


def _taken(noun: Token, verb: Token, above: Status) -> Status:
    """Under a verb that takes such nouns as its object: "held talks", "proposed a meeting"."""
    lemma = verb.lemma_.lower()
    effect = governors()[lemma].effect
    if _effective(effect, verb):
        if effect in ("planned", "proposed"):
            undone = above.status == "not_occurred" and lemma != "announce"
            return Status("not_occurred" if undone else effect, FUTURE)
        return Status(effect, FUTURE if effect == "cancelled" else above.direction)
    return Status("not_occurred", above.direction) if no_determiner(noun) else above


def _said_of(noun: Token, verb: Token, how: str, above: Status) -> Status:
    """As the subject of a verb, or the object of one that takes no such nouns."""
    lemma = verb.lemma_.lower()
    if lemma == "be" and any(c.lower_ in ("due", "set", "likely", "planned", "possible") for c in verb.children):
        return Status("planned", FUTURE)
    if no_determiner(noun):
        return Status("not_occurred", above.direction)
    if how == "obj":
        return Status("occurred", PAST if above.direction == PAST else None)
    if how == "subj" and lemma not in _HAPPEN:
        coming = noun.lemma_.lower() in _TO_COME and above.status == "planned"
        if coming and not any(t.lower_ in _LOOKING_BACK or t.like_num for t in noun.subtree):
            return Status("planned", FUTURE)  # "the visit will deepen our friendship"
        return Status("occurred", above.direction if above.status == "occurred" else None)
    return above


def _beside(verb: Token, how: str | None, above: Status) -> Status:
    """Under a preposition: the noun stands as the verb stands, unless it comes before it."""
    lemma = verb.lemma_.lower()
    if how in _AFTER or (how in ("on", "upon", "off") and lemma == "build"):
        return Status("occurred", PAST)
    if how in _BEFORE:
        return Status("planned" if above.status in ("planned", "ongoing") else "occurred", above.direction)
    if how in _DURING:
        if above.status == "ongoing":
            return Status("occurred", None, True)
        if lemma not in ("discuss", "say", "speak", "talk") or above.status == "occurred":
            return above
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
