"""States and territories, present and past: names, demonyms and metonyms to codes.

Codes are ISO 3166-1 alpha-2; SU, YU, DD, CS (Czechoslovakia) and XK; other past states by ISO 3166-3's four letters
(VDVN), and `x-…` where ISO has none. Two rules, which the registers of the Office of the Historian follow too:

- A state that goes on under another name or regime keeps one code: Prussia and the German Empire are DE, Sardinia is
  IT, the Ottoman Empire TR, Austria-Hungary AT, Persia IR, the Papal States VA. A past state has a code of its own
  where another state absorbed it or several came out of it: Texas, Hawaii, Two Sicilies, Joseon Korea, Central
  America, the Soviet Union. South Vietnam is VN, as it was in ISO 3166 in 1974; North Vietnam is VDVN.
- `since` is the first day on which a code can be used, and is given only where the territory had another code before
  (UA before 1991 is SU). It is no date of independence: Tunisia in 1943 is TN.

Data: `etl/lexicon/countries.csv` and `country_names.csv`, made from datahub's country-codes (ODC-PDDL) and our own
curation.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

NAME_KINDS = ("name", "abbreviation", "formal", "iso", "register")
DEMONYM_KINDS = ("adjective", "noun", "plural")
METONYM_KINDS = ("metonym", "capital")

# A register goes on using the name of a state for some time after its end ("U.S.S.R." in February 1992): then the
# successor is meant. Later than that, the name speaks of the past.
_GRACE = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `since` and `until` are ISO days (or years), empty where open; see the module's rules."""

    country: str
    name: str
    alpha3: str
    scheme: str  # iso-3166-1, iso-3166-3, user-assigned, own
    since: str
    until: str
    successor: str  # the code that goes on after `until`; empty where there are several
    predecessor: str  # the code of the territory before `since`
    sovereign: str  # of a dependency or an associated territory: the state it belongs to


@dataclass(frozen=True, slots=True)
class CountryName:
    """A form under which a state appears, from `since` to `until` (ISO days, empty where open)."""

    name: str
    country: str
    kind: str  # one of NAME_KINDS, DEMONYM_KINDS, METONYM_KINDS
    since: str
    until: str


# Letters that Unicode does not take apart into a plain one and an accent, and the kinds of apostrophe.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("’‘ʻʼ`´", "'")
)


def lexicon_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of etl/lexicon/."""
    text = (files("etl") / "lexicon" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


COUNTRIES: dict[str, Country] = {row["country"]: Country(**row) for row in lexicon_rows("countries.csv")}


_INITIALS = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")  # U. S. S. R. and U.S.S.R. are one
_DROPPED = re.compile(r"['.]")
_BETWEEN = re.compile(r"[^\w(),]+")
_ARTICLE = re.compile(r"the\s+(?=\w)")
_SAINT = re.compile(r"\bst (?=\w)")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name without case, accents, points, apostrophes, hyphens and leading article; "St." and "&" written out."""
    if name.isascii() and name.replace(" ", "").isalpha():  # nine names in ten
        text = " ".join(name.lower().split())
    else:
        text = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        text = "".join(ch for ch in text if not unicodedata.combining(ch)).casefold()
        text = _DROPPED.sub("", _INITIALS.sub("", text).replace("&", " and "))
        text = _BETWEEN.sub(" ", text).strip()
    if text.startswith("the "):
        text = _ARTICLE.sub("", text, count=1)
    return _SAINT.sub("saint ", text) if "st " in text else text


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, list[CountryName]]]:
    """For each group of kinds: folded name -> its rows."""
    index: dict[str, dict[str, list[CountryName]]] = {"name": {}, "demonym": {}, "metonym": {}}
    groups = dict.fromkeys(NAME_KINDS, "name")
    groups |= dict.fromkeys(DEMONYM_KINDS, "demonym") | dict.fromkeys(METONYM_KINDS, "metonym")
    for row in _all_names():
        index[groups[row.kind]].setdefault(fold(row.name), []).append(row)
    return index


@lru_cache(maxsize=1)
def _all_names() -> tuple[CountryName, ...]:
    return tuple(CountryName(**row) for row in lexicon_rows("country_names.csv"))


def _holds(since: str, until: str, on: str) -> bool:
    # Years and months compare as their first day from the left and their last from the right.
    return (not since or on >= since[: len(on)]) and (not until or on[: len(until)] <= until)


def _pick(rows: list[CountryName], on: str | None) -> CountryName | None:
    """The row that holds on the day; without a day, one still in use. None where there is none, or states clash."""
    rows = [row for row in rows if (_holds(row.since, row.until, on) if on else not row.until)]
    return rows[0] if len({row.country for row in rows}) == 1 else None


def code_at(code: str, on: str | None) -> str:
    """The code that the territory of `code` has on the ISO day `on`: UA in 1980 is SU, DD in 2000 is DE, RS in 1999
    is YU.

    A code that is not in COUNTRIES, and a day for which nothing else is known, give the code itself (RS in 1890).
    """
    country = COUNTRIES.get(code)
    if not on or not country:
        return code
    if not country.since or on < country.since[: len(on)]:
        before = COUNTRIES.get(country.predecessor)
        while before:
            if _holds(before.since, before.until, on):
                return before.country
            before = COUNTRIES.get(before.predecessor)
    if country.until and on[: len(country.until)] > country.until and country.successor:
        return code_at(country.successor, on)
    return code


def _stale(code: str, on: str) -> bool:
    """Whether the day lies so soon after the end of a past state that its name must mean the successor."""
    until = COUNTRIES[code].until
    if not until or len(until) < 10 or on <= until:
        return False
    day = (on + "-01-01")[:10] if len(on) < 7 else (on + "-01")[:10]
    try:
        return date.fromisoformat(day) - date.fromisoformat(until) <= _GRACE
    except ValueError:
        return False


def _resolve(row: CountryName | None, on: str | None) -> str | None:
    if row is None:
        return None
    if not on or row.since or row.until:
        return row.country
    if COUNTRIES[row.country].until:  # a past state, named as such
        return code_at(row.country, on) if _stale(row.country, on) else row.country
    return code_at(row.country, on)


def _forms(name: str) -> list[str]:
    """The name folded, then what it may be without a year at its end, a bracket, or an inversion at its comma."""
    whole = fold(name)
    forms = [whole, re.sub(r"[ -]\d{4}$", "", whole)]
    if "," in whole:
        head, _, tail = (part.strip() for part in whole.partition(","))
        forms.append(fold(f"{tail} {head}"))
        if re.search(r"\b(of|of the)$|^(federal|socialist|former|republic|kingdom|union)\b", tail):
            forms.append(head)
    if m := re.fullmatch(r"(.*?)\s*\((.*)\)", whole):
        forms += [m[2], m[1]]
    return [re.sub(r"\s+", " ", form.replace(",", " ").replace("( ", "(")).strip() for form in forms]


def _means(row: CountryName, name: str) -> bool:
    """Whether the name as written can be this one: an abbreviation is in capitals ("CAR"), a register's id in small letters."""
    return (
        name.replace(" ", "-") == row.name
        if row.kind == "register"
        else row.kind != "abbreviation" or name.upper() == name
    )


@lru_cache(maxsize=16384)
def country_code(name: str, on: str | None = None) -> str | None:
    """Code of the state or territory that a name stands for on the ISO day `on` (also a year or month); None when
    unknown.

    Any common form: "Korea, Republic of", "the Netherlands", "Dahomey (Benin)", a register's id ("antigua-barbuda").
    The code is valid on that day: "Russia" in 1980 is SU, "Korea" in 1890 `x-korea-joseon`. A bracket that names a
    state or territory goes before what it follows ("Denmark (Greenland)" is GL). The name of a past state, years
    after its end, still means that state: an article of 2019 that says "Soviet Union" means SU. Names of US states
    are no countries: "Georgia" is GE here (see `us_states`).
    """
    index = _index()["name"]
    for form in _forms(name):
        rows = [row for row in index.get(form, []) if _means(row, name)]
        if rows:
            return _resolve(_pick(rows, on), on)
    return None


@lru_cache(maxsize=16384)
def demonym_code(word: str, on: str | None = None) -> str | None:
    """Code of the state that an adjective or the name of a people stands for ("Emirati", "Soviet", "Danes"); None
    when unknown.

    With a day, the state of that day: "Ukrainian" in 1980 is SU. Words of a past state keep its code ("Soviet" is SU
    in any year). Case matters where a word in lower case is another one: "polish" is no demonym.
    """
    if not word[:1].isupper() and not word.startswith(("ni-",)):
        return None
    rows = _index()["demonym"].get(fold(word))
    return _resolve(_pick(rows, on), on) if rows else None


def metonym_code(text: str, capitals: bool = True) -> str | None:
    """Code of the state that a seat of power stands for ("the Kremlin", "Downing Street"), None when unknown or
    ambiguous (Brussels).

    `capitals`: also a capital used as an actor ("Beijing"); it stays a place where the sentence goes there.
    """
    rows = _index()["metonym"].get(fold(text)) or []
    rows = [row for row in rows if capitals or row.kind == "metonym"]
    row = _pick(rows, None) if rows else None
    return row.country if row else None


@lru_cache(maxsize=32)
def names(kind: str) -> dict[str, str]:
    """All forms of a kind as written -> the code each has without a date, for automata.

    `kind` is one of NAME_KINDS, DEMONYM_KINDS, METONYM_KINDS, or a group: "names" (names, abbreviations, formal names),
    "demonyms" (adjectives, nouns, plurals).
    """
    groups = {"names": ("name", "abbreviation", "formal"), "demonyms": DEMONYM_KINDS}
    kinds = groups.get(kind, (kind,))
    resolve = demonym_code if kinds[0] in DEMONYM_KINDS else metonym_code if kinds[0] in METONYM_KINDS else country_code
    found = {row.name: resolve(row.name) for row in _all_names() if row.kind in kinds}
    return {name: code for name, code in found.items() if code}


@lru_cache(maxsize=1)
def us_states() -> dict[str, str]:
    """Names and customary abbreviations of the states of the US and the District of Columbia -> postal code."""
    found: dict[str, str] = {}
    for row in lexicon_rows("us_states.csv"):
        for form in (row["name"], *filter(None, row["abbreviations"].split(";"))):
            found[form] = row["code"]
    return found


def is_us_state(name: str) -> bool:
    """Whether the name is also that of a US state: "Georgia" may be either."""
    return name in us_states()


def territories() -> list[str]:
    """Every code, sorted."""
    return sorted(COUNTRIES)
