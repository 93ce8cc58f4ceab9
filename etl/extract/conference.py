"""The name under which a conference is told: "the NATO Summit in Oslo", "the Summit for Democracy", "the G7 summit"."""

from __future__ import annotations

from etl.extract.actors import Party
from etl.extract.syntax import Token

_JOINED = frozenset(("-", "–", "/", "’", "'", "&"))
_OWNER = frozenset(("’s", "'s"))  # "Norway's Summit": the name begins after it
_OF = frozenset(("of", "for", "on"))  # by which a name goes on after its noun
_WITHIN = frozenset(("the", "and", "of", "for", "on", "-", "–"))
_NOT_OF_IT = frozenset("DET PRON ADP ADV SCONJ CCONJ VERB AUX".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december".split()
)
_SAYS_NOTHING = _DAYS | set(
    "summit summits conference conferences leader leaders meeting virtual annual special first second third historic today".split()
)
_LONGEST = 10  # words


def conference(noun: Token, parties: list[tuple[str, Party]]) -> tuple[int, int] | None:
    """Where the name of the conference that this noun states stands in the parsed text (offsets); None where it has none of its own.

    `parties` are those whom its telling names. A noun in lower case has a name only with a body's before it: "the G7 summit", but not
    "the Oslo summit".
    """
    doc = noun.doc
    start, end = noun.i, noun.i + 1
    while start > 0 and end - start < _LONGEST and _belongs(doc[start - 1], doc[start]):
        start -= 1
    while start < noun.i and _when(doc[start]):
        start += 1
    if noun.text[:1].isupper():
        end = _goes_on(noun)
    elif not any(p.who.startswith("org:") and start <= p.token.i < noun.i for _, p in parties):
        return None
    words = [t for t in doc[start:end] if any(map(str.isalpha, t.text))]
    if all(w.lower_ in _SAYS_NOTHING | _WITHIN for w in words):
        return None
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last.text)


def _when(token: Token) -> bool:
    """Whether a word at the beginning only says when: "the June 29-30 NATO Summit"."""
    return bool(token.text in _JOINED or token.like_num or token.lower_.rstrip(".") in _DAYS)


def _belongs(token: Token, following: Token) -> bool:
    """Whether a word before the name's beginning is part of it."""
    if token.text in _OWNER or token.pos_ in _NOT_OF_IT:
        return False
    if token.text in _JOINED or following.text in _JOINED:
        return bool(token.text in _JOINED or token.text[:1].isupper() or token.like_num)
    return bool(token.text[:1].isupper() or token.text.isdigit())


def _goes_on(noun: Token) -> int:
    """Where the name ends: "Summit of the Americas", "Conference on Fisheries and Trade"."""
    doc = noun.doc
    end: int = noun.i + 1
    if end >= len(doc) or doc[end].lower_ not in _OF:
        return end
    for token in doc[end : min(end + _LONGEST, noun.sent.end)]:
        if (
            token.lower_ in _DAYS
            or token.ent_type_ == "PERSON"
            or (token.lower_ == "the" and token.nbor(-1).lower_ == "and")
        ):
            break
        if token.text[:1].isupper() and token.pos_ not in _NOT_OF_IT:
            end = token.i + 1
        elif token.lower_ not in _WITHIN:
            break
    return end
