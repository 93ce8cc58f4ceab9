"""Parts of speech and lemmas as the model's own rules give them, at a tenth of their cost.

The model derives both by rules: its attribute ruler matches 179 patterns against every token, and its lemmatizer takes endings off. What a pattern of
one token asks for is the token's tag, its label in the parse and, for some words, the word. So a combination of these three that the ruler has once
judged is not judged again. Patterns of two tokens ("gon" + "na", "there" + "is") and white space are left to the ruler itself.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG

_MOST = 200_000  # words whose lemmas are kept


class Rules:
    """The attribute ruler and the lemmatizer of a pipeline as one component, which remembers."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        self._known: dict[tuple[int, int, int], tuple[int, int, int]] = {}  # (word, tag, dep) -> (pos, morph, lemma)
        self._lemmas: dict[tuple[int, int, int], int] = {}  # (orth, pos, morph) -> lemma
        self._words: dict[int, int] = {}  # a lower-case word -> itself where a pattern names it, else 0
        self._named, self._begin = _Words(), _Words()
        self._labels: set[int] = set()  # labels in the parse with which a longer pattern begins
        self._remembers = True
        for rule in self._ruler.patterns:
            for pattern in rule["patterns"]:
                self._enter(pattern)

    def _enter(self, pattern: list[dict[str, Any]]) -> None:
        """Take in what a pattern asks for; a ruler that asks for something else is asked each time."""
        self._remembers &= all(token.keys() <= {"TAG", "DEP", "LOWER", "IS_SPACE"} for token in pattern)
        for token in pattern:
            self._named.add(token.get("LOWER"))
        if len(pattern) > 1:
            first = pattern[0]
            self._begin.add(first.get("LOWER"))
            if isinstance(first.get("DEP"), str):
                self._labels.add(self._nlp.vocab.strings[first["DEP"]])
            elif "LOWER" not in first:
                self._remembers = False

    def __call__(self, doc: Any) -> Any:
        """Set pos, morph and lemma of a parsed doc; as the two components do."""
        keys = doc.to_array([LOWER, TAG, DEP, ORTH]).tolist()
        rows = []
        for low, tag, dep, orth in keys:
            found = self._known.get((self._words[low] if low in self._words else self._word(low), tag, dep))
            if found is None:
                return self._learn(doc, keys)
            pos, morph, lemma = found
            rows.append((pos, morph, lemma or self._lemmas.get((orth, pos, morph), 0)))
        if rows:
            doc.from_array([POS, MORPH, LEMMA], np.array(rows, dtype=np.uint64))
            if any(not lemma for _, _, lemma in rows):
                self._lemmatize(doc, keys, rows)
        return doc

    def _word(self, low: int) -> int:
        """The word where a pattern of one token names it, _ALONE where it may begin a longer one or is white space, else 0."""
        text = self._nlp.vocab.strings[low]
        word = _ALONE if text.isspace() or self._begin.has(text) else low if self._named.has(text) else 0
        if len(self._words) < _MOST:
            self._words[low] = word
        return word

    def _learn(self, doc: Any, keys: list[list[int]]) -> Any:
        """Have the components themselves do a doc, and keep what they found."""
        self._ruler(doc)
        told = doc.to_array([POS, MORPH, LEMMA]).tolist()
        words = [self._word(low) for low, _, _, _ in keys]
        if self._remembers and _ALONE not in words and self._labels.isdisjoint(dep for _, _, dep, _ in keys):
            for word, (_, tag, dep, _), row in zip(words, keys, told, strict=True):
                self._known[word, tag, dep] = tuple(row)
        self._lemmatize(doc, keys, told)
        return doc

    def _lemmatize(self, doc: Any, keys: list[list[int]], told: list[Any]) -> None:
        """Have the lemmatizer do the words that have no lemma yet, and keep what it found."""
        self._lemmatizer(doc)
        for (_, _, _, orth), (pos, morph, lemma), found in zip(keys, told, doc.to_array(LEMMA).tolist(), strict=True):
            if not lemma and len(self._lemmas) < _MOST:
                self._lemmas[orth, pos, morph] = found


_ALONE = 1  # stands for words that only the ruler itself may judge; no word has this hash


class _Words:
    """The words that patterns name, as themselves, in lists or by a regular expression."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.expressions: list[re.Pattern[str]] = []

    def add(self, condition: Any) -> None:
        """Enter the value of LOWER in a pattern."""
        if isinstance(condition, str):
            self.words.add(condition)
        elif condition:
            self.words.update(condition.get("IN", ()))
            if "REGEX" in condition:
                self.expressions.append(re.compile(condition["REGEX"]))

    def has(self, word: str) -> bool:
        """Whether a pattern names the word."""
        return word in self.words or any(e.search(word) for e in self.expressions)
