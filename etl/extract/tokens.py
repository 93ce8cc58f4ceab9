"""Words and sentences with their offsets, without a model: what must run over every paragraph has to be cheap.

Offsets count code points of the paragraph's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# "U.S.", "J.", "e.g."; a word with inner apostrophes and hyphens; a number; or one other sign.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., U.N., e.g.
    r"|[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*(?:[-‐‑](?:[^\W_]+)(?:['’][^\W\d_]+)*)*"  # words, O'Neill, Jean-Yves, al-Sisi, Mu'allem
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?:-[^\W\d_]+)*"  # 2,000, 21st, 41-nation
    r"|\S",
    re.UNICODE,
)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# Words after which a full stop does not end a sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col maj capt sgt adm brig cmdr st rev hon jr sr messrs mme mlle no vs v inc ltd co corp
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e cf al fr amb pres sec mt ft
    ave blvd ph u.s u.n""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a paragraph. A possessive ending is a token of its own."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether it begins with an upper-case letter (al-Sisi does not)."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of a text; `offset` is added to their places."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start() + offset
        if (ending := _POSSESSIVE.search(word)) and ending.start() > 0:
            out.append(Token(word[: ending.start()], start, start + ending.start()))
            out.append(Token(ending.group(), start + ending.start(), start + len(word)))
        elif (
            word in "'’"
            and text[match.end() : match.end() + 1] == "s"
            and not text[match.end() + 1 : match.end() + 2].isalpha()
        ):
            continue  # cannot happen inside a word; a stray one is left out
        else:
            out.append(Token(word, start, start + len(word)))
    return out


_STOP = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]*[^\W_a-zß-öø-ÿ]|\s*$)|[;]\s""")
_LAST_WORD = re.compile(r"""([^\s"“‘(\[]+?)[.!?…]+["'”’)\]]*$""")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence. A stop after an initial or an abbreviation ends none, nor does a semicolon."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if match.group().startswith(";"):
            continue
        if match.group() == ".":
            last = _LAST_WORD.search(text[max(start, end - 40) : end])
            word = last.group(1).casefold().strip("'’") if last else ""
            if end < len(text.rstrip()) and (
                word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i") or _dotted(word, text, end)
            ):
                continue
        if text[start:end].strip():
            spans.append((start + len(text[start:end]) - len(text[start:end].lstrip()), end))
        start = end
    if text[start:].strip():
        tail = text[start:]
        spans.append((start + len(tail) - len(tail.lstrip()), start + len(tail.rstrip())))
    return spans


_OPENERS = frozenset(
    "the a an he she it they we i in on at but and for this that his her after when while as if some".split()
)


def _dotted(word: str, text: str, end: int) -> bool:
    """Whether the stop belongs to "U.S." or the like, and no function word opens a sentence after it."""
    if not re.fullmatch(r"[^\W\d_](\.[^\W\d_])+", word):
        return False
    following = re.match(r"[^\W_]+", text[end:].lstrip(" \"'“‘("))
    return not (following and following.group().casefold() in _OPENERS)
