"""States and bodies named in a sentence: "Russia", "Russian", "the Kremlin", "NATO", "the Ministry of Trade"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from etl.extract.tokens import Token
from etl.extract.words import Phrases, common, given_names, rows
from etl.geo import countries
from etl.lexicon.roles import head_of, roles, word_set

# A body's name ends in one of these ("Supreme National Security Council") or begins so ("Ministry of Trade").
BODY_HEADS = word_set("""ministry department council commission committee party union organization organisation agency bank university
    institute bureau office court congress parliament senate embassy fund front army authority association community
    corporation forces assembly academy group bloc movement institution foundation company corp inc club center centre
    service cabinet house forum league alliance brigade navy command guard guards federation chamber ministries school
    college times post journal herald tribune gazette television radio news agence press magazine review service
    consulate secretariat directorate administration coalition politburo presidium""")
BODY_OPENERS = word_set("ministry department bank bureau office university institute embassy house council")
INTERNATIONAL = frozenset(("intergovernmental", "alliance", "grouping"))
# Parts of the world: adjectives before a title that name no state.
REGIONS = word_set("""european eurasian african asian arab american latin balkan baltic nordic caribbean pacific mideast islamic muslim western
    eastern northern southern central middle""")


@dataclass(frozen=True, slots=True)
class Mark:
    """Tokens [start, end) name a state or a body. `code` is set for a state, and for a body that acts for one."""

    start: int
    end: int
    kind: str  # country | demonym | metonym | capital (or a part of a state, that stands for it in titles) | org
    code: str | None
    name: str  # of a body: its short name; else as written
    body: str | None = None  # of a body: intergovernmental, ministry, publisher, party, …

    @property
    def international(self) -> bool:
        return self.body in INTERNATIONAL


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    phrases = Phrases()
    for file in ("organizations.csv", "bodies.csv"):
        for row in rows(file):
            for form in (row["short"], row["name"], *row["variants"].split("|")):
                if form:
                    phrases.add(
                        re.sub(r"^[Tt]he ", "", form), ("org", (row["short"], row["kind"], row["country"] or None))
                    )
    for kind, group in (("country", "names"), ("demonym", "demonyms"), ("metonym", "metonym"), ("capital", "capital")):
        for name in countries.names(group):
            phrases.add(name.removeprefix("the "), (kind, name))
    for name in countries.us_states():  # "Governor of New Mexico": neither Mexico's nor a state among states
        if not countries.country_code(name) and name.lower() not in given_names():
            phrases.add(name, ("province", "US"))
    for name in ("West German", "East German", "Soviet", "Czechoslovak", "Yugoslav", "South Vietnamese"):
        phrases.add(name, ("demonym", name))
    return phrases.freeze()


def find(tokens: list[Token], on: str | None = None) -> list[Mark]:
    """The marks of a sentence, by place, without overlaps. `on` is the ISO day whose states are meant."""
    wire = _wire(tokens)
    out: list[Mark] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if wire is not None and i == wire.start:
            out.append(wire)
            i = wire.end
            continue
        if token.capital or token.low.startswith("ni-"):
            mark = _known(tokens, i, on)
            body = _body(tokens, i) if token.low != "the" else None
            if body and body.code is None:
                inner = (_known(tokens, k, on) for k in range(body.start, body.end) if tokens[k].capital)
                code = next((m.code for m in inner if m and m.kind in ("country", "demonym")), None)
                body = replace(body, code=code)
            if body and (mark is None or body.end > mark.end):
                mark = body
            if mark:
                out.append(mark)
                i = mark.end
                continue
        i += 1
    return out


def _wire(tokens: list[Token]) -> Mark | None:
    """The agency of a dateline, "LIMA, March 4 (Harbour Wire) -", in brackets before the dash."""
    start = next((i for i, t in enumerate(tokens[:12]) if t.text == "("), None)
    if not start or not all(t.capital or not t.word or t.text.isdigit() for t in tokens[:start]):
        return None
    end = next((i for i in range(start + 1, min(len(tokens), start + 7)) if tokens[i].text == ")"), None)
    if end is None or end + 1 >= len(tokens) or tokens[end + 1].text not in ("-", "--", "–", "—", ":"):
        return None
    name = " ".join(t.text for t in tokens[start + 1 : end])
    return Mark(start + 1, end, "org", None, name, "publisher") if name and tokens[start + 1].capital else None


def _known(tokens: list[Token], i: int, on: str | None) -> Mark | None:
    found = _phrases().at(tokens, i)
    if not found:
        return None
    end, phrase, value = found
    kind: str
    name: Any
    kind, name = cast(tuple[str, Any], value)
    if not tokens[i].text.isupper() and len(tokens[i].text) < 5 and phrase.isupper():
        return None  # "Us", "In", "Rok"
    if kind == "org":
        short, body, code = name
        return Mark(i, end, "org", code, short, body)
    written = " ".join(t.text for t in tokens[i:end])
    if kind == "province":
        return Mark(i, end, "capital", name, written)
    if tokens[i].text.isupper() and len(tokens[i].text) > 3:
        written = written.title()
    if kind == "country":
        code = countries.country_code(written, on) or countries.country_code(name, on)
        if countries.demonym_code(written, on) and written.replace(".", "").isupper():
            kind = "country"
    elif kind == "demonym":
        code = countries.demonym_code(written, on) or countries.demonym_code(name, on)
    else:
        code = countries.metonym_code(name)
        if code:
            code = countries.code_at(code, on)
    return Mark(i, end, kind, code, written) if code else None


def _body(tokens: list[Token], i: int) -> Mark | None:
    """A body by the form of its name: capitalised words up to a head ("Supreme Security Council"), and then perhaps
    "of" and more of them ("Organization of American States")."""
    n, j, head = len(tokens), i, -1
    if tokens[i].low in ("senior", "chief", "deputy", "former", "special", "acting", "mr", "mrs", "ms", "dr"):
        return None
    while j < n and j - i < 7 and (j == i or tokens[j].low not in title_words()):
        if not tokens[j].capital and not _joins(tokens, i, j):
            break
        if tokens[j].low in BODY_HEADS and (j > i or tokens[j].low in BODY_OPENERS):
            head = j
        j += 1
    if head < 0:
        return None
    end = head + 1
    if (
        tokens[head].low in ("embassy", "consulate")
        and end < n
        and tokens[end].capital
        and tokens[end].low not in title_words()
    ):
        end += 1  # "U.S. Embassy Warsaw"
    if (
        end + 1 < n
        and tokens[end].low in ("of", "for", "on")
        and (head == i or tokens[head].low not in ("house", "news"))
    ):
        k = end + 1 + (tokens[end + 1].low in ("the", "a"))
        stop = k
        while stop < n and stop - k < 6 and tokens[stop].capital and tokens[stop].low not in title_words():
            if stop - k > 1 and tokens[stop].low in given_names() and stop + 1 < n and tokens[stop + 1].capital:
                break  # "Bureau of Consular Affairs Ana Teller"
            stop += 1
            if stop + 1 < n and tokens[stop].low in ("and", "of", "&") and tokens[stop + 1].capital and stop - k < 4:
                stop += 1
        while stop > k and tokens[stop - 1].low in ("and", "of", "&"):
            stop -= 1
        place = _known(tokens, k, None) if stop > k else None
        if stop > k and not (place and place.kind in ("country", "demonym") and head > i):
            end = stop
    if end == i + 1:
        return None
    return Mark(i, end, "org", None, " ".join(t.text for t in tokens[i:end]), _kind(tokens[head].low))


def _joins(tokens: list[Token], i: int, j: int) -> bool:
    """Whether "and" at j joins two words of one body's name: "National Oceanic and Atmospheric Administration"."""
    if tokens[j].low not in ("and", "&") or j == i or j + 2 >= len(tokens) or j - i > 3:
        return False
    following, head = tokens[j + 1], tokens[j + 2]
    plain = following.capital and following.low not in given_names() and following.low not in title_words()
    ends = head.capital and (head.low in BODY_HEADS or (j + 3 < len(tokens) and tokens[j + 3].low in BODY_HEADS))
    return plain and ends and tokens[i].low in common() and tokens[i].low not in given_names()


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """Head words of titles: no body's name goes over them."""
    heads = {role.words[head_of(list(role.words))] for role in roles()} - {"*", "general", "staff", "state", "affairs"}
    return frozenset(heads | {plural(h) for h in heads} | {"mr", "mrs", "ms", "dr"})


def plural(word: str) -> str:
    """The plural of a title's head: "secretaries", "spokesmen", "attachés"."""
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:] not in ("oy", "ay", "ey"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch")) else "s")


def _kind(head: str) -> str:
    if head in ("ministry", "department"):
        return "ministry"
    if head in ("times", "post", "journal", "herald", "tribune", "gazette", "news", "press", "magazine", "review"):
        return "publisher"
    if head in ("corporation", "company", "corp", "inc"):
        return "company"
    return head
