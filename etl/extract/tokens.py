"""Words and sentences with their offsets, without a model: what must run over every paragraph has to be cheap.

Offsets count code points of the paragraph's text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from etl.geo.countries import names
from etl.lexicon.roles import QUALIFIERS, roles, word_set

# "U.S.", "K.R."; a word with inner apostrophes and hyphens; a number; or one other sign.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*(?:[-‐‑](?![^\W\d_]\.[^\W\d_]\.)(?:[^\W_]+)(?:['’][^\W\d_]+)*)*"
    r"|(?<=\.)['’]s\b"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?:-[^\W\d_]+)*"
    r"|\S"
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=[sS])['’]$")
MAX_SENTENCE = 1500  # characters
_HYPHEN = re.compile(r"[-‐‑]")
# Words after which a full stop does not end a sentence.
ABBREVIATIONS = word_set("""mr mrs ms dr prof sen rep gov gen lt col maj capt sgt adm brig cmdr st rev hon jr sr messrs mme mlle no vs v inc
    ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e cf
    fr amb pres sec mt ft ave blvd ph dem""")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents and full stops: "U.S." -> "us", "Chargé" -> "charge"."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ı", "i").replace("ł", "l"))
        word = "".join(c for c in word if not unicodedata.combining(c))
    return word.casefold().replace(".", "")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a paragraph. A possessive ending is a token of its own, and so is each part of a
    hyphenated title ("then-President", "Secretary-General", "president-elect")."""

    text: str
    start: int
    end: int
    low: str = field(default="", compare=False)  # folded

    @property
    def capital(self) -> bool:
        """Whether it begins with an upper-case letter (al-Sisi does not)."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


def _make(text: str, start: int) -> Token:
    return Token(text, start, start + len(text), fold(text))


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    words = {w for role in roles() for w in role.words if w != "*"} - {"of", "the", "in", "at", "for", "to", "di", "al"}
    return frozenset(words | {w + "s" for w in words} | QUALIFIERS)


@lru_cache(maxsize=1)
def _state_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names of states, and the words with which these begin and end, as written."""
    known = [name for kind in ("name", "abbreviation") for name in names(kind) if name[:1].isupper()]
    return frozenset(known), frozenset(n.split()[0] for n in known), frozenset(n.split()[-1] for n in known)


def _states_apart(word: str, parts: list[str]) -> bool:
    """Whether a hyphen stands between states: "Norway-Spain", "United States-Japan", but not within "Guinea-Bissau"."""
    known, begins, ends = _state_words()
    return word not in known and parts[0] in ends and parts[-1] in begins and known.issuperset(parts[1:-1])


@lru_cache(maxsize=4096)
def _split(word: str) -> tuple[str, ...]:
    """The parts of a hyphenated word where they are words of titles, or two states', else the word itself."""
    parts = _HYPHEN.split(word)
    if len(parts) == 1 or not all(parts):
        return (word,)
    if _states_apart(word, parts):
        return tuple(parts)
    known = [fold(p) in _title_words() for p in parts]
    if (
        all(known)
        or (known[0] and fold(parts[0]) in ("then", "ex", "former"))
        or fold(parts[-1]) in ("elect", "designate")
    ):
        return tuple(parts)
    if (
        all(k or fold(p) in ("in", "of", "at", "large", "d'affaires") for k, p in zip(known, parts, strict=True))
        and known[0]
    ):
        return tuple(parts)
    return (word,)


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of a text; `offset` is added to their places."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start() + offset
        if word in ("'s", "’s"):
            out.append(Token(word, start, match.end() + offset, "'s"))
            continue
        if word in "'’" and out and out[-1].end == start and out[-1].text[-1:] in "sSzx" and out[-1].word:
            out.append(Token(word, start, start + 1, "'s"))  # a possessive after s; a closing quotation mark seldom
            continue
        ending = _POSSESSIVE.search(word)
        stem = word[: ending.start()] if ending and ending.start() > 0 else word
        at = start
        for part in _split(stem) if "-" in stem or "‐" in stem or "‑" in stem else (stem,):
            out.append(_make(part, at))
            at += len(part) + 1
        if stem is not word:
            out.append(Token(word[len(stem) :], start + len(stem), start + len(word), "'s"))
    return out


_STOP = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]*[^\W_a-zß-öø-ÿ]|\s*$)""")
_LAST_WORD = re.compile(r"""([^\s"“‘(\[]+?)[.!?…]+["'”’)\]]*$""")
_OPENERS = word_set("the a an he she it they we i in on at but and for this that his her after when while as if")


def _dotted(word: str, text: str, end: int) -> bool:
    """Whether the stop belongs to "U.S." or the like, and no function word opens a sentence after it."""
    if not re.fullmatch(r"[^\W\d_](\.[^\W\d_])+", word):
        return False
    following = re.match(r"[^\W_]+", text[end:].lstrip(" \"'“‘("))
    return not (following and following.group().casefold() in _OPENERS)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence. A stop after an initial or an abbreviation ends none."""
    spans: list[tuple[int, int]] = []
    start, length = 0, len(text.rstrip())
    for match in _STOP.finditer(text):
        end = match.end()
        if match.group() == "." and end < length:
            last = _LAST_WORD.search(text[max(start, end - 40) : end])
            word = last.group(1).casefold().strip("'’") if last else ""
            if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i") or _dotted(word, text, end):
                continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while (
        end - start > MAX_SENTENCE
    ):  # a list or garbage without stops: cut at a space, so that no sentence costs too much
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        _append(spans, text, start, cut)
        start = cut
    piece = text[start:end]
    if piece.strip():
        spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
