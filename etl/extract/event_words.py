"""Words that may state an event: which of them do, their part of speech and lemma, and what takes it from them."""

from __future__ import annotations

from etl.extract.syntax import Token, child

PRESENT = frozenset(("present", "attending", "participating"))
BRITISH = {
    "instal": "install",
    "din": "dine",
    "initialle": "initial",
    "initialed": "initial",
    "travell": "travel",
    "cancell": "cancel",
}
PROPER_NOUNS = {
    "summit": "summit", "summits": "summit", "talks": "talk", "meeting": "meeting", "visit": "visit", "call": "call", "agreement": "agreement",
    "accord": "accord", "accords": "accord", "agreements": "agreement", "protocol": "protocol", "declaration": "declaration", "treaty": "treaty", "pact": "pact", "deal": "deal", "inauguration": "inauguration", "trip": "trip",
    "travel": "travel",
}  # fmt: skip


def word(token: Token) -> tuple[str, str]:
    """Part of speech and lemma for the lexicon, where the model's are not to be trusted."""
    lemma, pos = token.lemma_.lower(), token.pos_
    lemma = BRITISH.get(lemma, lemma)
    if pos == "PROPN" and token.lower_ in PROPER_NOUNS:
        return "NOUN", PROPER_NOUNS[token.lower_]
    if pos == "ADJ" and token.dep_ in ("dobj", "pobj"):
        return "NOUN", lemma
    if (
        pos == "VERB"
        and token.tag_ == "VB"
        and token.dep_ in ("dobj", "pobj", "nsubj")
        and child(token, "aux", "nsubj") is None
    ):
        return "NOUN", lemma
    return pos, lemma


def conditional(verb: Token) -> bool:
    """Whether a clause is a condition, itself or by coordination: "if nominated and confirmed"."""
    if _inverted(verb):
        return True
    for _ in range(4):
        if verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children):
            return True
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


def _inverted(verb: Token) -> bool:
    """ "Should it invade Spain", "had Novak gone": a condition by the order of words."""
    aux = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in ("should", "had", "were")), None)
    subj = child(verb, "nsubj", "nsubjpass")
    if aux is None or subj is None or aux.i > subj.i or verb.doc.text.rstrip().endswith("?"):
        return False
    return not any(c.dep_ == "aux" and c.i > subj.i for c in verb.children)


def under(token: Token, above: set[int]) -> bool:
    """Whether a verb is the complement of one of these: "agreed to restore and to reopen"."""
    current = token
    for _ in range(4):
        if current.dep_ not in ("xcomp", "ccomp", "conj", "dobj"):
            return False
        current = current.head
        if current.i in above:
            return True
    return False
