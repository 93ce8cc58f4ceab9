"""Which names in one article are one person: "Joseph R. Biden, Jr.", "Biden"; "Abe Shinzo", "Shinzo Abe"; "Eizenkot", "Eisenkot"."""

from __future__ import annotations

from functools import lru_cache

from etl.extract.name_words import PARTICLES, SUFFIXES
from etl.extract.words import rows


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("nicknames.csv"):
        found.setdefault(row["short"], set()).add(row["name"])
    return {short: frozenset(names) for short, names in found.items()}


def near(a: str, b: str) -> bool:
    """Two spellings of one word: equal, or one edit apart when long enough."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return i > 0 and (a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:])


def same_given(a: str, b: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, a short form, a spelling."""
    if near(a, b) or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    nick = _nicknames()
    return b in nick.get(a, ()) or a in nick.get(b, ()) or bool(nick.get(a, frozenset()) & nick.get(b, frozenset()))


def pieces(words: list[str]) -> list[str]:
    """A name's words for comparing: "al-Sisi" and "Al Sisi" alike, particles and suffixes gone."""
    return list(_pieces(tuple(words)))


@lru_cache(maxsize=16384)
def _pieces(words: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in words:
        parts = (
            word.split("-")
            if word.split("-")[0] in PARTICLES or word.split("-")[0] in ("as", "an", "ar", "at", "az", "ash", "ad")
            else [word]
        )
        out += [p for p in parts if p not in PARTICLES and p not in SUFFIXES and p]
    return tuple(out) or words


def same_full(a: list[str], b: list[str]) -> bool:
    """Whether two full names (folded words) are one person's, in one article."""
    a, b = pieces(a), pieces(b)
    if "".join(a).replace("-", "") == "".join(b).replace("-", ""):
        return True
    middle = [[w for w in words[1:-1] if len(w) == 1] for words in (a, b)]
    if all(middle) and middle[0] != middle[1]:
        return False  # George W. Bush, George H. W. Bush
    if len(a) < 2 or len(b) < 2:
        return False
    if near(a[-1], b[-1]) and same_given(a[0], b[0]):
        return True
    short, long = sorted((a, b), key=len)
    full = [w for w in short if len(w) > 1]
    # Jamil Mahuad (Witt); Abe Shinzo, Shinzo Abe
    return len(full) > 1 and all(any(near(w, v) for v in long) for w in full)


def one_word_of(word: str, words: list[str]) -> int:
    """How well one word names the person of these words: 3 the last, 2 the first, 1 another, 0 none."""
    parts = pieces(words)
    word = pieces([word])[-1]
    if parts[-1] == word:
        return 3
    if parts[0] == word:
        return 2
    if any(p == word or word in p.split("-") for p in parts):
        return 1
    return 3 if near(parts[-1], word) and parts[-1][:2] == word[:2] else 0
