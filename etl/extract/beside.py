"""Titles beside names: before them, after a comma or in an apposition, and plural titles shared by several.

before        Foreign Minister Ana Teller
plural        Foreign Ministers Ana Teller and Jean Morel; X and Y, foreign ministers of A and B
alternating   the presidents of A, X, and of B, Y
apposition    Ana Teller, the foreign minister; Hugo Barr (acting consul); Ana Teller, who is premier
comma         Armenia's president, Petros Arami, …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from etl.extract.capacity import Capacity
from etl.extract.sayings import ADVERBS, BE, chain, ending_at, saying
from etl.extract.titles import Title
from etl.extract.view import Named, View, of_country
from etl.lexicon.roles import role_type, word_set

_CLOSERS = word_set(
    "and in from since until at on for who whose under during but as to with when between or while of before after named that today yesterday tonight tomorrow here right left centre center second third last this earlier later now monday tuesday wednesday thursday friday saturday sunday"
)


def before(v: View, title: Title) -> Iterator[Capacity]:
    """A title directly before a name; honorifics may stand between."""
    for m in v.named:
        if m.run is not None and m.run.title is title:
            country, _ = of_country(v, m.end)
            yield saying(v, m.who, title, "before", country if not title.countries else None)
            return
        if m.outer == title.end or m.start == title.end:
            country, _ = of_country(v, m.end)
            yield saying(v, m.who, title, "before", country if not title.countries else None)
            return


def plural(v: View, title: Title) -> Iterator[Capacity]:
    """A plural title with the names after it, or before it ("X and Y, foreign ministers of A and B")."""
    k = title.end
    if v.sign(k) in (",", ":"):
        k += 1
    if v.low(k) == "including":
        k += 1
    elif v.low(k) == "such" and v.low(k + 1) == "as":
        k += 2
    people = chain(v, k)
    if len(people) == 1 and k > title.end and not (title.determiner and len(title.countries) > 1):
        people = []
    paired = False
    if not people:
        people = _chain_before(v, title.start)
        k = 0
    if not people:
        # "the Presidents of Ecuador, Jamil Mahuad, and of Peru, Alberto Fujimori"
        yield from _alternating(v, title)
        return
    if len(title.countries) == 1 and len(people) >= 1 and title.country_said == "of" and v.sign(title.end) == ",":
        found = list(_alternating(v, title))
        if len(found) > 1:
            yield from found
            return
    countries = title.countries
    if len(countries) == len(people) and len(countries) > 1:
        paired = True
    for n, m in enumerate(people):
        own, _ = of_country(v, m.end)
        country = countries[n] if paired else own or (countries[0] if len(countries) == 1 else None)
        capacity = saying(v, m.who, title, "plural", country or None)
        capacity.place = n
        yield capacity


def bracketed(v: View, title: Title) -> Iterator[Capacity]:
    """Ministers whose portfolios stand in brackets behind their names: "Ana Teller (Trade), Hugo Barr (Foreign Affairs)"."""
    if title.head != "ministers":
        return
    colon = next((k for k in range(title.end, min(len(v.tokens), title.end + 10)) if v.sign(k) == ":"), None)
    k = title.end if colon is None else colon + 1
    while (m := next((m for m in v.named if m.outer <= k <= m.start), None)) is not None and v.sign(m.end) == "(":
        close = next((j for j in range(m.end + 2, min(len(v.tokens), m.end + 9)) if v.sign(j) == ")"), None)
        if close is None:
            return
        portfolio = " ".join(t.low for t in v.tokens[m.end + 1 : close])
        if of_country(v, m.end)[1] != m.end:
            return
        found = saying(v, m.who, title, "bracketed")
        found.role, found.role_type = f"{portfolio} minister", role_type(f"{portfolio} minister", found.country)
        yield found
        k = close + 1
        while v.sign(k) in (",", ";") or v.low(k) == "and":
            k += 1


def _chain_before(v: View, start: int) -> list[Named]:
    """The names of a list that ends just before token `start` ("Ana Teller and Jean Morel, the foreign ministers")."""
    k = start - 1
    if v.sign(k) not in (",", "(", "–", "—"):
        return []
    out: list[Named] = []
    while True:
        m = next((m for m in v.named if m.end == k), None)
        if m is None:
            break
        out.insert(0, m)
        k = m.outer
        if v.low(k - 1) in ("and", "&"):
            k -= 1
            if v.sign(k - 1) == ",":
                k -= 1
        elif v.sign(k - 1) == ",":
            k -= 1
        else:
            break
    return out if len(out) > 1 else []


def _alternating(v: View, title: Title) -> Iterator[Capacity]:
    """The presidents of A, X, of B, Y, and C, Z."""
    k, country = title.end, title.countries[-1] if title.countries else None
    if len(title.countries) > 1:
        return
    if country is None:
        return
    while True:
        if v.sign(k) == ",":
            k += 1
        m = next((m for m in v.named if m.outer <= k <= m.start), None)
        if m is None:
            return
        yield saying(v, m.who, title, "alternating", country or None)
        k = m.end
        while v.sign(k) in (",", ";") or v.low(k) in ("and", "of", "the"):
            k += 1
        mark = next((x for x in v.marks if x.start == k and x.kind == "country"), None)
        if mark is None:
            return
        country, k = mark.code, mark.end


def apposition(v: View, title: Title, has_office: Callable[[str], bool]) -> Iterator[Capacity]:
    """A title after a name: "X, the foreign minister", "X, who is president", "X (acting consul)", "X, then premier"."""
    k = title.start - 1
    gone = False
    while v.low(k) in ADVERBS or v.low(k) in ("as", "the", "a"):
        gone = gone or v.low(k) in ("formerly", "previously", "once")
        k -= 1
    if v.low(k) in BE and v.low(k - 1) in ("who", "himself", "herself"):
        past = v.low(k) in ("was", "were")
        k -= 2
        who = ending_at(v, k + (v.sign(k) != ","))
        if who is not None:
            yield saying(v, who.who, title, "who", None, "former" if past and title.qualifier is None else None)
        return
    until = next((j for j in range(k, max(-1, k - 6), -1) if v.low(j) in ("until", "till")), None)
    if until is not None and v.sign(until - 1) == "," and (who := ending_at(v, until - 1)) is not None:
        yield saying(v, who.who, title, "until", None, "former")
        return
    if v.sign(title.end) == ")" and (opening := _opening(v, k)) < k:  # "(Norsk Oil company president)"
        if (who := ending_at(v, opening)) is not None:
            found = saying(v, who.who, title, "apposition")
            found.organization = found.organization or v.text(opening + 1, title.start).strip(" ,")
            found.role_type = role_type(title.text, found.country, "company")
            yield found
        return
    if v.sign(k) in (",", "(", "–", "—", "-", ":"):
        who = ending_at(v, k)
        if who is None:
            return
        # "… and the prime minister, Pham Minh Chinh": an introduced name after it, and a list before
        nxt = v.named_at(title.end + 1) or next((m for m in v.named if m.outer == title.end + 1), None)
        if v.sign(title.end) == "," and nxt is not None and v.low(title.start - 1) in ("and",):
            return
        if v.sign(title.end) == "," and nxt is not None and title.determiner == "poss" and v.sign(nxt.end) == ",":
            return
        if title.end < len(v.tokens) and any(m.outer == title.end or m.start == title.end for m in v.named):
            return
        if not _closes(v, title):
            return
        if v.sign(title.end) == "," and nxt is not None and title.determiner in ("the", "poss") and has_office(who.who):
            return
        yield saying(v, who.who, title, "apposition", None, "former" if gone else None)


def _opening(v: View, k: int) -> int:
    """The bracket that opens before k, where nothing but a body's name and its kind stand between; else k."""
    for j in range(k, max(-1, k - 9), -1):
        if v.sign(j) == "(":
            return j
        if not (v.tokens[j].capital or v.sign(j) == "," or v.low(j) in _KINDS):
            return k
    return k


_KINDS = word_set("company government state oil of do de the and group bank party s 's")


def _closes(v: View, title: Title) -> bool:
    return (
        v.sign(title.end) in (",", ".", "(", ")", ";", "", ":", "–", "—", "?", "!", "”", '"', "]")
        or v.low(title.end) in _CLOSERS
    )


def comma(v: View, title: Title) -> Iterator[Capacity]:
    """A title, a comma, a name: "Armenia's president, Petros Arami,"."""
    if v.sign(title.end) not in (",", ":", "–", "—"):
        return
    m = next((m for m in v.named if m.outer == title.end + 1), None)
    if m is None or not (title.determiner or title.countries or title.org or title.capital):
        return
    if title.determiner in ("a", "an") and not title.countries:
        return
    after = v.sign(m.end)
    if (
        after not in (",", ".", ";", ")", "", "'s", "—", "–", ":", "”", '"')
        and v.low(m.end)
        not in (
            "and",
            "at",
            "in",
            "on",
            "to",
            "with",
            "for",
            "who",
            "as",
        )
        and not (after in ("'s", "’s") or title.determiner in ("the", "poss", "his", "her"))
    ):
        return
    yield saying(v, m.who, title, "comma")
