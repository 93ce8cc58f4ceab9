"""The towns that a description of a visit to the United States names: "visiting Honolulu (Hawaii), Los Angeles, and New York City"."""

from __future__ import annotations

import re

from etl.geo.countries import country_code, is_us_state
from etl.sources.remarks import verbs
from etl.sources.remarks_tokens import MONTHS, Token, join, tokens

_OPENERS = frozenset(
    "visited visiting visit visits visted revisited included stopped arrived meetings traveled travelled trip".split()
)
_LINKS = frozenset("to in at through by and also".split())
_NOT_TOWNS = re.compile(
    r"\b(?:Fair|Congress|Assembly|Museum|Memorial|Institution|Conference|Mission|Club|Center|Company|Exposition|President|Government|"
    r"White House|U\.S\.|US|UN|U\.N\.|General|Library|Stadium|Clinic|Hospital|Summit|Meeting|United States|Ground Zero|UNGA)\b"
)


def towns(text: str) -> list[str]:
    """The towns visited, in order, each with its state where that is told; states alone, countries and institutions are left out."""
    parts = tokens(text)
    out: list[str] = []
    i = 0
    while i < len(parts):
        token = parts[i]
        if token.low in _OPENERS or (token.low in ("in", "at", "to") and i and not parts[i - 1].capital):
            j = i + 1
            if token.low in _OPENERS and j < len(parts) and parts[j].low in _LINKS:
                j += 1
            found, end = _list(parts, j)
            out += found
            i = max(end, i + 1)
            continue
        i += 1
    return list(dict.fromkeys(out))


def _list(parts: list[Token], i: int) -> tuple[list[str], int]:
    out: list[str] = []
    while i < len(parts):
        while (
            i < len(parts)
            and (parts[i].low in ("the", "and", "to", "also") or parts[i].text in ",")
            and parts[i].kind in ("word", "mark")
        ):
            i += 1
        words: list[Token] = []
        j = i
        while (
            j < len(parts)
            and parts[j].kind == "word"
            and (
                (parts[j].capital and parts[j].low not in MONTHS)
                or (
                    words and parts[j].low in ("of", "the", "de", "del") and j + 1 < len(parts) and parts[j + 1].capital
                )
            )
        ):
            words.append(parts[j])
            j += 1
        if not words or any(w.possessive and len(words) > 3 for w in words):
            return out, i
        if words[0].low in verbs():
            return out, i
        name = join(words)
        state = ""
        if j < len(parts) and parts[j].text == "(":
            k = j
            while k < len(parts) and parts[k].text != ")":
                k += 1
            inner = join(parts[j + 1 : k])
            if is_us_state(inner.rstrip(".")) or is_us_state(inner):
                state = inner
            j = k + 1
        elif (
            j + 1 < len(parts)
            and parts[j].text == ","
            and is_us_state(parts[j + 1].text)
            and parts[j + 1].text != "Washington"
        ):
            state = parts[j + 1].text
            j += 2
        elif j + 2 < len(parts) and parts[j].text == "," and parts[j + 1].text.rstrip(".,") in ("D.C", "DC"):
            j += 2
        if (
            not _NOT_TOWNS.search(name)
            and not (is_us_state(name) and name not in ("New York", "Washington"))
            and not (country_code(name) and not is_us_state(name))
        ):
            out.append(f"{name} ({state})" if state else name)
        i = j
        if not (i < len(parts) and (parts[i].text == "," or parts[i].low == "and")):
            return out, i
    return out, i
