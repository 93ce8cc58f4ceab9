"""Word lists of extraction, from `etl/lexicon/*.csv`, each loaded once when first asked for."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from etl.extract.tokens import Token, fold, tokenize


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of `etl/lexicon`."""
    return list(csv.DictReader((files("etl") / "lexicon" / name).read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Words that English writes in lower case: a capital at a sentence's start makes no name of them."""
    return frozenset(row["word"] for row in rows("common_words.csv"))


@lru_cache(maxsize=8192)
def inflected(word: str) -> bool:
    """Whether it is a form of a common word: "invites", "studies", "previewing", "physically"."""
    bases = [word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"] if word.endswith("s") else []
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            bases += [word.removesuffix(ending), word.removesuffix(ending) + "e"]
    return any(base in common() for base in bases)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given name -> "male", "female" or "" where both or unknown."""
    return {fold(row["name"]): row["gender"] for row in rows("given_names.csv")}


class Phrases:
    """Phrases found in tokens, longest first. Values are whatever was given with them."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}

    def add(self, phrase: str, value: object) -> None:
        """Enter a phrase as written."""
        words = tuple(t.low for t in tokenize(phrase))
        if words:
            self._by_first.setdefault(words[0], []).append((words, phrase, value))

    def freeze(self) -> Phrases:
        """Sort for the longest match; call once, after the last `add`."""
        for found in self._by_first.values():
            found.sort(key=lambda row: -len(row[0]))  # stable: of equals, the one entered first
        return self

    def at(self, tokens: list[Token], i: int) -> tuple[int, str, object] | None:
        """(end, phrase, value) of the longest phrase at token i, or None."""
        for words, phrase, value in self._by_first.get(tokens[i].low, ()):
            end = i + len(words)
            if end <= len(tokens) and all(tokens[i + k].low == words[k] for k in range(1, len(words))):
                return end, phrase, value
        return None
