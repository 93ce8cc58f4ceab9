"""The towns that a description of a visit to the United States names: "visiting Honolulu (Hawaii), Los Angeles, and New York City"."""

from __future__ import annotations

import re

from etl.claims import Place
from etl.geo.countries import country_code, is_us_state, us_states
from etl.geo.places import find, locate, modern
from etl.sources.remarks_clauses import verbs
from etl.sources.remarks_tokens import END, MONTHS, Token, join, tokens

_OPENERS = frozenset("visited visiting visits visted revisited stopped stops included traveled travelled".split())
_LINKS = frozenset("to in at through by and also included".split())
_INNER = frozenset("of the de del".split())
# What is visited, and is no town.
_NOT_TOWNS = re.compile(
    r"\b(?:Fair|Congress|Assembly|Museum|Memorial|Institution|Conference|Mission|Club|Center|Company|Exposition|President|Government|"
    r"White House|U\.S\.|US|UN|U\.N\.|General|Library|Stadium|Clinic|Hospital|Summit|Meeting|United (?:States|Nations)|Ground Zero|King|"
    r"University|Council|Islands|Gallery|Bank|Medal|Chancery|Day|East|Europe|Africa)\b"
)


def here(name: str, country: str | None) -> Place | None:
    """The place of that name in the country, unless the name alone means a larger one elsewhere: a conference "in London" is abroad."""
    place = locate(name, country)
    if place is None or (country and place.country not in modern(country)):
        return None
    if "," in name or "(" in name:
        return place
    larger = locate(name)
    return place if larger is None or larger.country == place.country else None


def towns(text: str) -> list[str]:
    """The towns visited, in order, each with its state where that is told; states alone, countries and institutions are left out.

    What stands after "visited" is kept though no gazetteer has it; what stands after "in" or "at" only when one has.
    """
    parts = tokens(text)
    out: list[str] = []
    i = 0
    while i < len(parts):
        token = parts[i]
        opens = token.low in _OPENERS
        if opens or (token.low in ("in", "at") and i) or (token.low == "to" and i and parts[i - 1].low == "visit"):
            j = i + 1
            if opens and j < len(parts) and parts[j].low in _LINKS:
                j += 1
            found, end = _list(parts, j)
            out += [name for name in found if opens or here(name, "US")]
            i = max(end, i + 1)
            continue
        i += 1
    return list(dict.fromkeys(out))


def _at(parts: list[Token], i: int) -> Token:
    return parts[i] if 0 <= i < len(parts) else END


_NAMESAKE = 0.05  # of the largest town of a name: a smaller one is not meant before a state that may be a town itself


def _lies_in(town: str, state: str, shared: bool = False) -> bool:
    """Whether the town can be the one of that state: "Hot Springs, Arkansas" is one place, "Chicago, New York" are two.

    `shared`: the state stands behind another town, as in "Washington and Camp David (Maryland)".
    """
    known = us_states()
    code = known.get(state) or known.get(state.rstrip(".")) or known.get(f"{state}.") or state
    found = find(town, "US")
    least = found[0].weight * _NAMESAKE if found and (shared or state == "New York") else 0.0
    return not found or any(c.region == code and c.weight >= least for c in found)


def _state(text: str) -> str:
    """The text, when it names a state of the US or abbreviates one; else empty."""
    known = is_us_state(text) or is_us_state(text.rstrip(".")) or text in us_states().values()
    return text if known else ""


def _list(parts: list[Token], i: int) -> tuple[list[str], int]:
    """The towns of a list that begins at a token, and the index after it."""
    out: list[str] = []
    while i < len(parts):
        joined = _at(parts, i).low == "and"
        while _at(parts, i).text == "," or _at(parts, i).low in ("the", "and", "to", "also"):
            i += 1
        name, state, j = _town(parts, i)
        if not name:
            return out, i
        country = country_code(name) and not is_us_state(name)
        alone = _state(name) and name not in ("New York", "Washington")
        if not (_NOT_TOWNS.search(name) or alone or country):
            if state and joined and out and "(" not in out[-1] and _lies_in(out[-1], state, shared=True):
                out[-1] = f"{out[-1]} ({state})"  # "Springfield and Peoria (Illinois)"
            out.append(f"{name} ({state})" if state else name)
        i = j
        if not (_at(parts, i).text == "," or _at(parts, i).low == "and"):
            return out, i
    return out, i


def _town(parts: list[Token], i: int) -> tuple[str, str, int]:
    """A town and its state at a token, and the index after them; ("", "", i) where there is none."""
    words: list[Token] = []
    j = i
    while _at(parts, j).kind == "word" and (
        (parts[j].capital and parts[j].low not in MONTHS)
        or (words and parts[j].low in _INNER and _at(parts, j + 1).capital)
    ):
        words.append(parts[j])
        j += 1
    if not words or words[0].low in verbs():
        return "", "", i
    state = ""
    if _at(parts, j).text == "(":
        k = j
        while _at(parts, k).text not in (")", ""):
            k += 1
        state = _state(join(parts[j + 1 : k]))
        j = k + 1
    elif _at(parts, j).text == "," and _at(parts, j + 1).text.rstrip(".") in ("D.C", "DC"):
        j += 2
    elif (
        _at(parts, j).text == ","
        and _state(two := f"{_at(parts, j + 1).text} {_at(parts, j + 2).text}")
        and "City" not in (_at(parts, j + 3).text)
        and _lies_in(join(words), two)
    ):
        state = two
        j += 3
    elif (
        _at(parts, j).text == ","
        and _at(parts, j + 1).text != "Washington"
        and _state(_at(parts, j + 1).text)
        and "City" not in _at(parts, j + 2).text
        and _lies_in(join(words), parts[j + 1].text)
    ):
        state = parts[j + 1].text
        j += 2
    return join(words), state, j
