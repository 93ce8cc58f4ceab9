"""Which sentences may state an event at all, told from their words alone, so that only those are parsed.

A reading of the lexicon (`etl.extract.predicates`) is possible where a form of its word stands in the sentence together with every word that its
conditions name: "gave" alone states nothing, "gave … hours to leave" may. Forms lead to lemmas by the model's own lemmatizer, for every part of
speech, so that nothing that the parse would find is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from etl.extract import nlp
from etl.extract.predicates import HARD, PACTS, Need, predicates

_ALWAYS = ("participant", "participants", "attendee", "attendees", "present", "attending", "participating")
_PREPOSITIONS = frozenset("with in at from for on against into about over after before".split())  # slots that are words
_WORD = re.compile(r"[^\W\d_]+")


def may_state(text: str) -> bool:
    """Whether a sentence may state an event, by its words. True for too many, False only where a parse would give nothing."""
    low = text.lower()
    words = set(_WORD.findall(low))
    if not words.isdisjoint(_ALWAYS):
        return True
    lemmas = {lemma for word in words for lemma in _lemmas(word)}
    table = _table()
    return any(
        all(_possible(need, low, words, lemmas) for need in needs)
        for lemma in lemmas
        if lemma in table
        for needs in table[lemma]
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[tuple[tuple[Need, ...], ...], ...]]:
    """The conditions of each reading by the lexicon's lemma, as far as words can tell."""
    out: dict[str, list[tuple[tuple[Need, ...], ...]]] = {}
    for (lemma, _), readings in predicates().items():
        for reading in readings:
            needs = tuple(n for n in reading.needs if not any(o.negative for o in n))
            out.setdefault(lemma, []).append(needs)
    return {lemma: tuple(rows) for lemma, rows in out.items()}


def _possible(need: tuple[Need, ...], low: str, words: set[str], lemmas: set[str]) -> bool:
    return any(_may_hold(option, low, words, lemmas) for option in need)


def _may_hold(need: Need, low: str, words: set[str], lemmas: set[str]) -> bool:
    value = need.values[0] if need.values else ""
    if need.slot in _PREPOSITIONS and need.slot not in words:
        return False
    if need.slot == "text":
        return value.replace("_", " ") in low
    if need.slot == "tag" or need.slot.startswith("@"):
        return True
    if value == "@hard":
        return not lemmas.isdisjoint(HARD)
    if value == "@pact":
        return not lemmas.isdisjoint(PACTS)
    if value and not value.startswith("@"):
        return value in lemmas or value.replace("_", " ") in low
    return True


@lru_cache(maxsize=65536)
def _lemmas(word: str) -> tuple[str, ...]:
    """Every lemma that the model may give a word, whatever part of speech it takes it for, and the lexicon's spelling of each."""
    from etl.extract.event_words import BRITISH, PROPER_NOUNS

    found = {word}
    tables = _rules()
    for pos in ("verb", "noun", "adj"):
        found.update(tables["exc"].get(pos, {}).get(word, ()))
        for old, new in tables["rules"].get(pos, ()):
            if word.endswith(old):
                found.add(word[: len(word) - len(old)] + new)
    found |= {BRITISH[f] for f in found if f in BRITISH}
    if word in PROPER_NOUNS:
        found.add(PROPER_NOUNS[word])
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    """The model's exceptions and endings by part of speech."""
    lookups = nlp.pipeline().get_pipe("lemmatizer").lookups
    kinds = ("verb", "noun", "adj")
    return {
        name: {kind: lookups.get_table(table).get(kind, empty) for kind in kinds}
        for name, table, empty in (("exc", "lemma_exc", {}), ("rules", "lemma_rules", []))
    }
