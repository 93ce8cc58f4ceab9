"""Names of people as comparable things: when two spellings can be one name.

Names are compared word by word, never as whole strings: whole-string similarity takes Putin for Potanin and parts Abe Shinzo from
Shinzo Abe. A word agrees with another when it is equal once folded and transliterated, one edit away and long enough, its initial,
or its short form. Regnal numbers, Jr. and Sr., and middle initials that contradict keep people apart.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

# Letters that do not decompose, and the marks that stand for an apostrophe or an ayn.
_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
    | dict.fromkeys("'’‘`´ʼʻʿʾ′", "")
)
PARTICLES = frozenset(
    "al el ul as ad an ar at az bin ben ibn bint da das de del della den der di do dos du e la las le los of the van von y zu "
    "af av ter ten hadj hajj haji alhaji".split()
)
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_ABD = re.compile(r"abd(?:ul|el|al|ur|er|ir|ou)?l?(.{3,})")
_GENERATION = {"jr": "jr", "junior": "jr", "fils": "jr", "sr": "sr", "senior": "sr", "pere": "sr"}
_TRANSLITERATION = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("zh", "z"), ("ch", "c"),
    ("th", "t"), ("dh", "d"), ("ck", "k"), ("dj", "j"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ayed", "eid"), ("ayef", "eif"), ("ai", "ei"), ("ay", "ei"),
    ("ey", "ei"), ("yi", "i"), ("iy", "i"), ("ii", "i"), ("ij", "i"), ("q", "k"), ("w", "v"), ("y", "i"), ("o", "u"), ("c", "k"),
)  # fmt: skip


def fold(text: str) -> list[str]:
    """The lower-case words of a name without marks, hyphens and apostrophes: "Abdel-Fattah al‑Sīsī" gives abdel fattah al sisi."""
    return list(_folded(text))


@lru_cache(maxsize=200_000)
def _folded(text: str) -> tuple[str, ...]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", text.casefold().translate(_LETTERS)))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """A word with the common differences of transliteration levelled: Dmitri, Dmitry and Dmitriy are one."""
    for old, new in _TRANSLITERATION:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1", r"\1", word)
    return word[:-1] if len(word) > 4 and word[-1] in "eh" else word


@lru_cache(maxsize=200_000)
def word_keys(word: str) -> frozenset[str]:
    """Keys that spellings one edit apart share: the skeleton's beginning and its end."""
    s = skeleton(word)
    return frozenset({s[:3] + "-", "-" + s[-3:]} if len(s) > 3 else {s})


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, frozenset[str]]:
    """Every given name with the names it can stand for, itself included."""
    groups: dict[str, set[str]] = {}
    with (Path(__file__).parents[1] / "lexicon" / "nicknames.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            groups.setdefault(row["short"], {row["short"]}).add(row["name"])
            groups.setdefault(row["name"], {row["name"]}).add(row["short"])
    return {name: frozenset(others) for name, others in groups.items()}


def given_forms(word: str) -> Iterable[str]:
    """A given name with its short and long forms, as lower-case words."""
    return _short_forms().get(word, (word,))


@lru_cache(maxsize=200_000)
def given_keys(word: str) -> frozenset[str]:
    """The keys of a given name and of its short and long forms."""
    return frozenset().union(*map(word_keys, given_forms(word)))


@lru_cache(maxsize=1_000_000)
def same_word(a: str, b: str) -> float:
    """How well two folded words of names agree: 1 equal, 0.95 transliteration, 0.9 short form or one edit, 0 not."""
    if a == b:
        return 1.0
    if len(a) < 2 or len(b) < 2:
        return 0.0
    s, t = skeleton(a), skeleton(b)
    if (s == t and len(s) > 2) or (min(len(s), len(t)) > 4 and s in ("ben" + t, t.removeprefix("ben"))):
        return 0.95  # Dmitri, Dmitry; Benyahia, Yahya
    if b in _short_forms().get(a, ()):
        return 0.9
    if abs(len(a) - len(b)) in (2, 3) and min(len(a), len(b)) > 3:
        long, short = (a, b) if len(a) > len(b) else (b, a)
        if long in ("al" + short, "el" + short, "abd" + short):  # Alsisi, Sisi; Abdul Razak, Razak
            return 0.9
    shortest = min(len(a), len(b))
    if shortest < 5:
        return 0.0
    allowed = 1 if shortest < 9 else 2
    if OSA.distance(a, b, score_cutoff=allowed) <= allowed or (
        # of short skeletons too little is left for an edit more: Murphy, Murray
        min(len(s), len(t)) > 5 and OSA.distance(s, t, score_cutoff=allowed) <= allowed
    ):
        # A first letter that differs is another name more often than another spelling: Bolton, Dolton.
        return 0.9 if a[0] == b[0] or s[0] == t[0] else 0.0
    return 0.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `words` are the folded words of two letters and more without particles, in their order.

    Abd and the divine name after it are one word, as they are one name: Abdul Aziz, Abd al-Aziz, Abdulaziz.
    """

    text: str
    words: tuple[str, ...]
    initials: tuple[str, ...]
    given_initial: str | None  # a first word that is an initial: the F. of F. W. de Klerk
    ordered: bool  # bin, ibn, bint or al- stand within: the first word is the person's own, the others are their fathers' and the family's
    ordinal: int | None
    generation: str | None

    @property
    def strong(self) -> bool:
        """Whether the name is more than a family name: two words, or a regnal number."""
        return len(self.words) > 1 or self.ordinal is not None


def _roman(word: str) -> int | None:
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = {"i": 1, "v": 5, "x": 10}
    total = 0
    for letter, following in zip(word, word[1:] + " ", strict=True):
        total += -values[letter] if values.get(following, 0) > values[letter] else values[letter]
    return total


def _theophoric(words: list[str]) -> list[str]:
    """Join Abd with what follows, and Ibn at the head with its father: they are no names alone."""
    out: list[str] = []
    i = 0
    while i < len(words):
        word = words[i]
        if i == 0 and word == "ibn" and len(words) > 1:
            out.append("ibn" + words[1])
            i += 2
            continue
        if word in ("abd", "abdel", "abdul", "abdal", "abdur", "abder") and i + 1 < len(words):
            i += 2 if words[i + 1] in ("al", "el", "ul", "ur", "ar") and i + 2 < len(words) else 1
            out.append("abd" + words[i])
        elif (m := _ABD.fullmatch(word)) is not None:
            out.append("abd" + m[1])
        else:
            out.append(word)
        i += 1
    return out


@lru_cache(maxsize=200_000)
def parse(text: str) -> Name:
    """Take a name (without titles) apart."""
    text = re.sub(r"\s+", " ", text).strip()
    if text.count(",") == 1:  # "Bush, George"; but "Powell, Jr."
        last, first = (part.strip() for part in text.split(","))
        if fold(first) and fold(first)[0] not in _GENERATION and _roman(fold(first)[0]) is None:
            text = f"{first} {last}"
    words = fold(text)
    ordinal = generation = None
    if len(words) > 1 and words[-1] in _GENERATION:
        generation = _GENERATION[words.pop()]
    for numeral in re.findall(r"(?<=\S )[IVX]+\b", text):  # capitals: Felipe VI, but Jinping Xi
        if numeral.casefold() in words[1:] and (ordinal := _roman(numeral.casefold())) is not None:
            words.remove(numeral.casefold())
            if ordinal > 2 and len(words) > 2 and text.endswith(numeral):
                ordinal, generation = None, numeral.casefold()  # James Addison Baker III is no king
            break
    ordered = any(w in ("bin", "ibn", "bint") for w in words[1:-1]) or any(w in ("al", "el") for w in words[1:-1])
    words = _theophoric(words)
    letters = [w for w in words if len(w) == 1]
    full = tuple(w for w in words if len(w) > 1 and w not in PARTICLES) or tuple(w for w in words if len(w) > 1)
    return Name(
        text=text,
        words=full,
        initials=tuple(letters),
        given_initial=words[0] if words and len(words[0]) == 1 else None,
        ordered=ordered,
        ordinal=ordinal,
        generation=generation,
    )


@lru_cache(maxsize=1_000_000)
def agreement(a: str, b: str) -> float:
    """How well two names can be one person's, 0 (cannot) to 1 (equal). Symmetric. Says nothing of whether they are.

    Every word of the shorter must agree with a word of the longer, each used once.
    """
    x, y = parse(a), parse(b)
    if not x.words or not y.words:
        return 0.0
    if x.ordinal is not None and y.ordinal is not None and x.ordinal != y.ordinal:
        return 0.0
    if x.generation and y.generation and x.generation != y.generation:
        return 0.0
    if x.words == y.words and x.initials == y.initials and x.ordinal == y.ordinal:
        return 1.0
    if _middles_contradict(x, y):
        return 0.0
    if "".join(x.words) == "".join(y.words):  # Al Sisi, Alsisi; Moo-hyun, Moohyun
        return 0.98
    short, long = (x, y) if len(x.words) <= len(y.words) else (y, x)
    if x.ordinal is not None or y.ordinal is not None:
        # A throne name: the first word is all of it that is surely said.
        return 0.9 if same_word(x.words[0], y.words[0]) and (len(short.words) == 1 or _all_words(short, long)) else 0.0
    if (x.ordered or y.ordered) and len(short.words) > 1 and not same_word(x.words[0], y.words[0]):
        return 0.0  # Abdullah bin Hussein is not Hussein bin Abdullah; Sabah al-Ahmad is not Nasser Sabah al-Ahmad
    matched = _all_words(short, long)
    if matched is None:
        return 0.0
    score, used = matched
    rest = [w for i, w in enumerate(long.words) if i not in used]
    if (
        short.given_initial
        and len(short.words) == 1
        and rest
        and not any(w.startswith(short.given_initial) for w in rest)
    ):
        return 0.0
    return round(score * (1.0 if not rest else 0.97 if len(short.words) > 1 else 0.9), 4)


def _all_words(short: Name, long: Name) -> tuple[float, set[int]] | None:
    """The mean agreement of the shorter name's words, each with another word of the longer (or two of them run together), and which;
    None where a word finds none."""
    used: set[int] = set()
    total = 0.0
    for word in short.words:
        best, where = max(
            ((same_word(word, other), -i) for i, other in enumerate(long.words) if i not in used), default=(0.0, 0)
        )
        taken = {-where}
        if best == 0.0:
            joined = next(
                (i for i in range(len(long.words) - 1) if same_word(long.words[i] + long.words[i + 1], word)), None
            )
            if joined is None:
                return None
            best, taken = 0.95, {joined, joined + 1}
        used |= taken
        total += best
    return total / len(short.words), used


def _middles_contradict(x: Name, y: Name) -> bool:
    """George W. Bush and George H. W. Bush: both have middle initials, and they differ."""
    if not x.initials or not y.initials or x.given_initial or y.given_initial:
        return False
    return x.initials[0] != y.initials[0]
