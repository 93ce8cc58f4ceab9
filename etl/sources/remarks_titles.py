"""Titles in a remark: "Acting Foreign Minister", "Crown Prince and Prime Minister", "Minister of Foreign Affairs and Expatriates".

A title is modifiers, one head, and complements after "of", "for" or "to" that are made of words of portfolios, countries and bodies:
so that the name that follows without a comma is not taken for a part of the title.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from etl.sources.remarks_tokens import END, Token, join
from etl.sources.remarks_words import (
    COMPOUNDS,
    HEADS,
    HONORIFICS,
    MODIFIERS,
    PLURALS,
    PORTFOLIO,
    QUALIFIERS,
    Nation,
    nation_at,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as found. `text` is as given, without a qualifier ("former") and in the singular; `plural` tells a shared one."""

    text: str
    end: int
    head: str
    plural: bool = False
    qualifier: str = "current"
    nation: Nation | None = None  # from its complement: "Amir of Kuwait"
    place: str = ""  # a complement that is no country: "Duke of Windsor"
    misspelt: str = ""  # the word as the register has it


_LOWER_HEADS = frozenset(
    "leader leaders negotiator envoy adviser advisor president presidents premier ambassador ambassadors spokesman minister"
    " ministers chief commander speaker secretary king kings chancellor".split()
)
_LOWER_MODIFIERS = frozenset(
    "acting interim former then late deputy vice special opposition presidential prime foreign caretaker chief".split()
)
# Heads after "of" that may be followed by a place we do not know.
_TERRITORIAL = frozenset(
    "mayor governor duke duchess earl prince princess viscount archbishop bishop patriarch count baron king".split()
)
# Words that are a title elsewhere: "General Assembly", "EU Member States".
_NO_HEADS = frozenset({("general", "assembly"), ("general", "council"), ("member", "states"), ("general", "security")})
_SPELT = (
    "president",
    "minister",
    "secretary",
    "chancellor",
    "premier",
    "chairman",
    "governor",
    "ministers",
    "presidents",
)


@lru_cache(maxsize=4096)
def _respelt(word: str) -> str:
    """The title word that a word one slip away from it must mean, or empty."""
    if len(word) < 6 or word in HEADS or word in PLURALS or word in MODIFIERS or word in PORTFOLIO:
        return ""
    near = [right for right in _SPELT if OSA.distance(word, right, score_cutoff=1) <= 1]
    return near[0] if near else ""


def _at(parts: list[Token], i: int) -> Token:
    return parts[i] if 0 <= i < len(parts) else END


def head_at(parts: list[Token], i: int) -> tuple[str, bool, str]:
    """The head that a token is: (singular, plural or not, the misspelling it was); ("", False, "") when it is none."""
    token = _at(parts, i)
    if token.kind != "word" or (not token.capital and token.low not in _LOWER_HEADS):
        return "", False, ""
    nxt = _at(parts, i + 1).low
    if (token.low, nxt) in _NO_HEADS or token.text.endswith(("s’", "s'")):
        return "", False, ""
    base, dash, suffix = token.low.rpartition("-")
    if dash and suffix in ("elect", "designate") and base in HEADS:
        return base, False, ""
    if token.low in HEADS:
        return token.low, False, token.text if any(c.isupper() for c in token.text.split("-")[0][1:]) else ""
    if token.low in PLURALS:
        return PLURALS[token.low], True, ""
    if token.capital and (right := _respelt(token.low)):
        return PLURALS.get(right, right), right in PLURALS, token.text
    return "", False, ""


def title_at(parts: list[Token], start: int, on: str) -> Title | None:
    """The title that begins at a token, or None."""
    i = start
    qualifier = "current"
    words: list[str] = []
    misspelt = ""
    while (token := _at(parts, i)).kind == "word" and token.low in MODIFIERS:
        if not token.capital and token.low not in _LOWER_MODIFIERS:
            return None
        nxt = _at(parts, i + 1)
        head, _, _ = head_at(parts, i)
        if head and not (nxt.low in MODIFIERS or head_at(parts, i + 1)[0]):
            break  # "Chief of Staff": a head itself
        if nxt.text in "/" and _at(parts, i + 2).low in MODIFIERS:
            return None
        if token.low in QUALIFIERS and not words:
            qualifier = QUALIFIERS[token.low]
        else:
            words.append(token.text)
        i += 1
    head, plural, slip = head_at(parts, i)
    if not head:
        return _shared_head(parts, start, on)
    misspelt = slip
    first = i
    word = head if (plural or slip) else parts[i].bare
    words.append(word.capitalize() if parts[i].capital and (plural or slip) else word)
    i += 1
    if not parts[i - 1].possessive:
        second, more, _ = head_at(parts, i)
        if second and f"{head} {second}" in COMPOUNDS:
            words.append(parts[i].text if not more else second.capitalize())
            plural, head, i = plural or more, f"{head} {second}", i + 1
        if _at(parts, i).text == "-" and _at(parts, i + 1).low in ("elect", "designate"):
            words[-1] += "-" + parts[i + 1].text
            i += 2
        if _at(parts, i).low in ("elect", "designate", "apparent", "emeritus"):
            words.append(parts[i].text)
            i += 1
    text = " ".join(words)
    nation: Nation | None = None
    place = ""
    if parts[i - 1].possessive:
        return Title(text, i, head, plural, qualifier, misspelt=misspelt)
    if text.lower() == "commander" and _at(parts, i).low == "in":  # "Commander in Chief"
        return None
    if text.lower().startswith("co-"):
        text = text[3:]
    while (link := _at(parts, i)).low in ("of", "for", "to") and link.kind == "word":
        end, found, where = _complement(parts, i, head.split()[0], plural, on)
        if end == i:
            break
        if link.low == "of" and nation is None:
            nation, place = found, where
        if not plural or not found:
            piece = join(parts[i:end])
            text += " " + piece
        i = end
        if plural and found:
            break
    if text.lower().split()[-1] in ("elect", "designate") or text.lower().endswith(("-elect", "-designate")):
        qualifier = "designate"
    if first == i - 1 and head in ("member", "chief", "executive", "general") and not parts[first].capital:
        return None
    return Title(text, i, head, plural, qualifier, nation, place, misspelt)


def _shared_head(parts: list[Token], start: int, on: str) -> Title | None:
    """ "Foreign and Defense Ministers": modifiers joined by "and" before one plural head."""
    a, link, b = _at(parts, start), _at(parts, start + 1), _at(parts, start + 2)
    if not (a.capital and a.low in MODIFIERS and link.low == "and" and b.capital and b.low in MODIFIERS):
        return None
    head, plural, slip = head_at(parts, start + 3)
    if not (head and plural):
        return None
    return Title(f"{a.text} and {b.text} {head.capitalize()}", start + 4, head, True, misspelt=slip)


def _complement(parts: list[Token], at: int, head: str, plural: bool, on: str) -> tuple[int, Nation | None, str]:
    """Where the complement that begins with the preposition at `at` ends, what nation it names, what other place.

    It ends before the first capitalised word that is none of portfolios, countries and bodies: there a name begins.
    """
    i = at + 1
    last_good = at
    nation: Nation | None = None
    place = ""
    while i < len(parts):
        token = parts[i]
        if token.low in ("the", "his", "her", "its") and token.kind == "word":
            i += 1
            continue
        if token.text in ("and", "&", ",", "of", "for", "with", "to") and last_good > at:
            nxt = i + 1 + (_at(parts, i + 1).low in ("the", "and"))
            if token.text == "," and not (
                _at(parts, nxt).low in PORTFOLIO and any(t.low == "and" for t in parts[nxt + 1 : nxt + 4])
            ):
                break
            if token.low == "with" and _at(parts, nxt).low == "states":
                i = last_good = nxt + 1
                continue
            if _at(parts, nxt).low not in PORTFOLIO and not (
                token.text in ("of", "for", "to") and nation_at(parts, nxt, on)
            ):
                break
            if (token.text in ("and", ",", "&") or token.low == "with") and starts_title(parts, nxt, on):
                break
            i = nxt
            continue
        if plural and last_good == at and (found := nation_at(parts, i, on)):
            return at, found, ""  # a list of countries: the caller reads it
        if token.capital and token.low in PORTFOLIO:
            found = nation_at(parts, i, on)
            if found and found.length > 1:
                nation = nation or found
                i += found.length
            else:
                i += 1
            last_good = i
            continue
        if (token.capital and last_good == at) or parts[i - 1].low in ("the", "of", "for"):
            found = nation_at(parts, i, on)
            if found:
                nation = nation or found
                i += found.length
                last_good = i
                continue
            if head in _TERRITORIAL and token.capital and last_good == at:
                place = token.bare
                i += 1
                last_good = i
                continue
            if token.low == "president" and parts[at].low == "to":
                i += 1
                last_good = i
                continue
            if (
                parts[at].low == "for"
                and token.capital
                and head in ("envoy", "representative", "coordinator", "negotiator")
            ):
                return at, None, ""
        if token.capital and token.low in ("nations", "east", "climate", "refugees") and last_good > at - 1:
            i += 1
            last_good = i
            continue
        if token.capital and token.low == "middle" and _at(parts, i + 1).low == "east":
            i += 2
            last_good = i
            continue
        break
    return (last_good if last_good > at else at), nation, place


def starts_title(parts: list[Token], i: int, on: str) -> bool:
    """Whether a title begins here, perhaps after a country or body: "European Commission Vice President"."""
    for skip in range(6):
        token = _at(parts, i + skip)
        if not token.capital:
            return False
        if head_at(parts, i + skip)[0]:
            return True
        if skip and token.low not in MODIFIERS | PORTFOLIO and not nation_at(parts, i, on):
            return False
    return False


def honorific(token: Token) -> bool:
    """Whether a token is a form of address that is no office: Sheikh, Lord, Dr."""
    return token.capital and token.low in HONORIFICS
