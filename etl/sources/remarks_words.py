"""The words of the grammar of remarks: titles, countries and bodies, group nouns, and what stands between them."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import OSA

from etl.geo.countries import country_code, demonym_code, names
from etl.sources.remarks_tokens import Token, join


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("etl") / "lexicon" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _words(*parts: str) -> frozenset[str]:
    return frozenset(row["word"] for row in _rows("register_titles.csv") if row["part"] in parts)


HEADS = _words("head")
PLURALS: dict[str, str] = {row["plural"]: row["word"] for row in _rows("register_titles.csv") if row["plural"]}
MODIFIERS = _words("modifier")
PORTFOLIO = _words("portfolio") | {"state", "affairs"}
HONORIFICS = _words("honorific")
STYLES = _words("style")
# Two heads that make one title; any other second head begins another title of the same person ("Foreign Minister Prince Saud").
COMPOUNDS = frozenset(
    "secretary general|governor general|director general|lieutenant governor|major general|brigadier general|lieutenant general"
    "|general secretary|chief executive|chief minister|chief prosecutor|chief administrator|chief commissioner|attorney general"
    "|inspector general|vice admiral|president emeritus|commander general|prince regent|regent prince|queen mother|chief negotiator"
    "|captain regent|chief justice|field marshal|general assembly|first secretary|minister president|chairman general".split(
        "|"
    )
)
RANKS = frozenset(
    "general|gen.|admiral|colonel|marshal|brigadier|captain|major|commander|comandante|generalissimo".split("|")
)
NOBLE = frozenset("prince|princess|cardinal|archbishop|bishop|ambassador|senator|general|admiral|gen.|duke".split("|"))
PARTICLES = frozenset(
    "al el bin ben ibn bint bou abu ould da de del della den der des di do dos du van von y e la le las los ten ter av zu"
    " af abd abdul d d' o' ó arap das".split()
)
# Arabic articles that are particles only when joined to the name: "as-Salim", "an-Nahyan".
JOINED_PARTICLES = PARTICLES | frozenset("ad as at an ar ash ul ur il l dl".split())
QUALIFIERS = {
    "former": "former", "then": "then", "late": "former", "acting": "acting", "interim": "acting", "caretaker": "acting",
    "provisional": "acting", "transitional": "acting",
}  # fmt: skip
# Titles that can follow another one without "and" ("Foreign Minister Prince Saud", "Governor General Admiral …").
SECOND = (
    NOBLE
    | RANKS
    | frozenset("president minister premier chancellor secretary director speaker chairman".split())
    - {"major", "captain"}
)
# Nouns for people who are not named; singular forms only where they can stand for a body.
GROUP_NOUNS = frozenset(
    "officials oficials leaders leadership representatives counterparts counterpart ministers delegation delegations personnel members "
    "politicians dissidents authorities allies partners heads chiefs cabinet government governments presidency activists refugees "
    "troops marines businessmen lawyers parties party delegates officers adviser workers volunteers governors envoys participants "
    "inspectors students congressmen parliamentarians legislators negotiators survivors victims scientists ambassadors commandants "
    "mission missions staff nations countries republics states triumvirate opposition community groups congress society "
    "soldiers servicemen forces senators council coalition contributors donors administrator empress emperor citizens migrants "
    "committee authority assembly communities consul intellectuals executives commission".split()
)
ADJECTIVES = frozenset(
    "senior other high-level high local various regional political military civil civic religious civilian business government "
    "governmental opposition foreign defense top key diplomatic embassy colonial resistance nationalist security youth labor union "
    "community interim city state federal parliamentary congressional islamic muslim jewish serb serbian national provincial northern "
    "several many all remaining visiting departing economic financial u.s. western eastern european african arab asian latin "
    "american pacific island caribbean collective presidential first indigenous human rights war peace ngo non-governmental fellow allied "
    "coalition transitional executive legislative permanent special allied wounded cabinet elected attending southern".split()
)

DETERMINERS = frozenset("the a an his her its their both various several two three four six".split())
# Words in the name of a body, not of a person.
INSTITUTIONS = frozenset(
    "tribunal court states countries council committee commission delegation group initiative conference union party bank university "
    "church government republic ministry department organization agency".split()
)
# Capitalised words that are never a name on their own after "with".
NO_NAMES = frozenset(
    "respect the council group assembly party forum commission committee coalition congress parliament conference meeting summit treaty"
    " agreement solidarity church air force base embassy international president’s capitol cabinet ground".split()
)


@lru_cache(maxsize=1)
def bodies() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Lower-case names of bodies, and of peoples without a state -> (the body's usual name or "", codes of countries).

    The country `.` says that it is a body of whatever country the entry is about.
    """
    return {row["name"].lower(): (row["body"], tuple(row["country"].split())) for row in _rows("register_bodies.csv")}


DOMESTIC = frozenset(name for name, codes in bodies().values() if name and codes == (".",))
LONGEST = 9  # words in the longest name of a country or body


class Nation(NamedTuple):
    """What a run of words stands for."""

    body: str  # usual name of the body, or empty
    countries: tuple[str, ...]  # codes of the countries it stands for
    length: int  # how many tokens it takes
    misspelt: str = ""  # the word as the register has it, where it is one slip away from a country's


def nation_at(parts: list[Token], at: int, on: str) -> Nation | None:
    """The longest name of a country, people or body that begins at a token, read at the ISO day `on`."""
    if at >= len(parts) or parts[at].kind == "mark":
        return None
    first = parts[at]
    if not (first.capital or first.text[0].isdigit()):
        return None
    for length in range(min(LONGEST, len(parts) - at), 0, -1):
        run = parts[at : at + length]
        last = run[-1]
        if last.kind == "mark" or (length > 1 and last.low in ("of", "the", "and", "for", "s")):
            continue
        if any(t.text in ";.:()[]" for t in run) or (any(t.text == "," for t in run) and length < 5):
            continue
        text = join([*run[:-1], last]) if not last.possessive else " ".join([*(t.text for t in run[:-1]), last.bare])
        if found := _nation(text, on):
            return Nation(*found, length)
    return None


@lru_cache(maxsize=4096)
def respelt_nation(word: str) -> Nation | None:
    """The country whose name or adjective is one slip away from a word of six letters or more ("Kyryzstan", "Philippin")."""
    if len(word) < 6 or not word[0].isupper():
        return None
    for kind in ("names", "demonyms"):
        for name, code in names(kind).items():
            if abs(len(name) - len(word)) <= 1 and name[0] == word[0] and OSA.distance(name, word, score_cutoff=1) <= 1:
                return Nation("", (code,), 1, word)
    return None


@lru_cache(maxsize=32768)
def _nation(text: str, on: str) -> tuple[str, tuple[str, ...]] | None:
    known = bodies().get(text.lower())
    if known and (text[0].isupper() or text[0].isdigit()):
        return (known[0], ()) if known[1] == (".",) else known
    if "," in text or text.lower() in _NO_COUNTRY:
        return None
    code = demonym_code(text, on) or country_code(text, on)
    if code and len(text) <= 3 and not text.isupper() and "." not in text:
        return None
    return ("", (code,)) if code else None


_NO_COUNTRY = frozenset("state states central american central general congress federation united republic".split()) - {
    "american"
}
