"""Who a remark can name, and how names and lists of countries are read: where a name ends that no comma ends."""

from __future__ import annotations

from dataclasses import dataclass

from etl.sources.remarks_titles import Title, honorific, title_at
from etl.sources.remarks_tokens import END, MONTHS, Token
from etl.sources.remarks_words import (
    GROUP_NOUNS,
    JOINED_PARTICLES,
    PARTICLES,
    STYLES,
    Nation,
    nation_at,
    respelt_nation,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Someone or some group named. `countries` and `body` are those said of it, not those of the trip."""

    text: str
    name: str = ""  # empty: not named
    nickname: str = ""
    titles: tuple[Title, ...] = ()
    address: tuple[str, ...] = ()  # Sheikh, Lord, Dr.: as given, no office
    countries: tuple[str, ...] = ()
    body: str = ""
    carried: tuple[str, ...] = ()  # countries of the party before it in the same list, which may hold for this one too
    carried_body: str = ""
    joined: str = ""  # how it hangs on the party before it: "and", ",", "with"; empty for the first
    several: bool = False  # a group of more than one office: "Foreign Ministers of Egypt and Jordan"
    misspelt: tuple[str, ...] = ()  # countries that the register misspells
    domestic: bool = False  # its body is one of the country it acts for: "National People’s Congress Chairman Wu"

    @property
    def variants(self) -> tuple[str, ...]:
        """Other forms of the name: with the nickname in the place of the given names ("Ruud Lubbers")."""
        return (f"{self.nickname} {self.name.split()[-1]}",) if self.nickname and " " in self.name else ()

    @property
    def named(self) -> bool:
        """Whether it is a person with a name."""
        return bool(self.name)


NAME_STOPS = frozenset(
    "with at on in during while for from after before and to of the en as met by also afterward".split()
)
PEERS = frozenset("earl viscount count baron duke duchess marquess".split())
_OCCASIONS = frozenset(
    "meeting meetings summit summits conference conferences assembly board association working special ebola forum session week council "
    "ministerial delegation consultations retreat economic commission committee roundtable".split()
)


# Names of months that are nobody's name: "President Marsh November".
_MONTHS_ALONE = frozenset("january february march july september october november december".split())


class Scanner:
    """Reads names and countries out of one clause, at the ISO day `on`."""

    def __init__(self, parts: list[Token], on: str):
        self.parts, self.on = parts, on

    def at(self, i: int) -> Token:
        """The token at an index, or END."""
        return self.parts[i] if 0 <= i < len(self.parts) else END

    # names

    def name_at(self, i: int) -> tuple[str, str, tuple[str, ...], int]:
        """A name that begins at a token: (name, nickname, forms of address before it, index after it); name empty when none."""
        address: list[str] = []
        while honorific(self.at(i)) or self.at(i).low in STYLES:
            if self.at(i).low not in STYLES:
                address.append(self.at(i).text)
            i += 1
        words: list[str] = []
        nickname = ""
        if self.at(i).low in _OCCASIONS:  # "Foreign Ministers Meeting"
            return "", "", (), i
        if address and self.at(i).low == "of" and self.at(i + 1).capital and self.at(i - 1).low in PEERS:
            return f"{address[-1]} of {self.at(i + 1).text}", "", tuple(address[:-1]), i + 2  # "Earl of Athlone"
        while (token := self.at(i)).kind == "word" or token.text in '(,“"':
            nxt = self.at(i + 1)
            if token.text == "(":
                if words and nxt.capital and self.at(i + 2).text == ")" and self.at(i + 3).capital:
                    nickname, i = nxt.text, i + 3
                    continue
                break
            if token.text == ",":
                if words and nxt.low in ("jr.", "jr", "sr.", "3rd", "iii"):
                    words.append(nxt.text)
                    i += 2
                break
            if token.kind != "word":
                break
            stem = token.text.replace("’", "'").split("-")[0].split("'")[0].lower()
            joined = "-" in token.text or "'" in token.text.replace("’", "'")
            if not token.capital and stem not in (JOINED_PARTICLES if joined else PARTICLES):
                break
            if not token.capital and not joined and not (nxt.capital or nxt.low in PARTICLES):
                break
            if token.low in MONTHS and (nxt.kind == "number" or token.low in _MONTHS_ALONE):
                break
            if (
                token.capital
                and token.low in NAME_STOPS
                and not (nxt.capital and (token.low in PARTICLES or (token.low == "to" and not words)))
            ):
                break
            if words and token.low in ("foreign", "prime") and nxt.low.startswith("minis"):
                break
            text = token.bare if token.possessive else token.text
            words.append(text.rstrip(".") if token.low in ("sen.", "rep.", "col.", "gov.", "hon.") else text)
            i += 1
            if token.possessive:
                break
        if words and self.at(i).kind == "number" and self.at(i).text in ("2nd", "3rd", "1st"):
            words.append(self.at(i).text)
            i += 1
        return " ".join(words), nickname, tuple(address), i

    # nations

    def nations_at(self, i: int) -> tuple[list[Nation], int]:
        """A list of countries and bodies: "France, Germany, and the United Kingdom"; the index after it."""
        found: list[Nation] = []
        end = i
        while True:
            j = i
            while self.at(j).low in ("the", "both", "and", "various") or (found and self.at(j).text == ","):
                j += 1
            nation = nation_at(self.parts, j, self.on)
            if not nation and found and (self.at(j + 1).text in (",", "") or self.at(j + 1).low == "and"):
                nation = respelt_nation(self.at(j).text)
            if not nation:
                return found, end
            after = self.at(j + nation.length)
            if (
                found
                and (after.capital or after.low in GROUP_NOUNS)
                and (title_at(self.parts, j + nation.length, self.on) or after.low in GROUP_NOUNS)
            ):
                return found, end  # "…, and Russian Foreign Minister Lavrov": the next party
            found.append(nation)
            i = end = j + nation.length
            if self.at(i).text == "(":  # "(CARICOM)"
                while self.at(i).kind != "end" and self.at(i).text != ")":
                    i += 1
                i = end = i + 1
            if not (self.at(i).text in (",", "/") or self.at(i).low == "and"):
                return found, end
