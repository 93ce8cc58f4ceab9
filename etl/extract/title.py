"""A title as found, and the word lists by which titles are found (`etl.extract.titles`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from etl.extract.marks import REGIONS, Mark
from etl.extract.words import rows
from etl.geo.countries import is_us_state
from etl.lexicon.roles import fold_title, role_type, roles, word_set

AREAS = REGIONS | word_set("east west south north southeast africa asia europe america far hemisphere atlantic near")
DETERMINERS = word_set("the a an his her its their our my this that another one both two three four five six")
DEPUTY_WORDS = word_set("deputy vice assistant associate principal first second third joint permanent")
# Words between a determiner or a state and the core that change nothing: "the veteran Soviet ambassador".
ADJECTIVES = word_set("""senior chief top special veteran new longtime long-time visiting powerful influential popular hardline hard-line
    fellow lead leading main key high-level top-ranking ranking presidential ceremonial right-wing left-wing
    conservative liberal socialist communist democratic republican military civilian federal national regional local
    newly elected re-elected reelected appointed long-serving fiery reformist moderate exiled opposition ruling young
    elderly billionaire own nominal titular de facto prime career embattled roving political resident honorary
    personal private global diplomatic foreign-policy security respected prominent late-night leftist rightist
    shi'ite shiite shia sunni kurdish muslim christian orthodox catholic maronite leftist islamist nationalist communist
    transitional supreme state government shadow one-time well-known famous half current""")
ABBREVIATED = word_set("gen lt maj brig col capt sen rep adm prof sgt cmdr gov")
EXPANDED = {
    "gen": "general",
    "lt": "lieutenant",
    "maj": "major",
    "brig": "brigadier",
    "col": "colonel",
    "capt": "captain",
}
EXPANDED |= {"sen": "senator", "adm": "admiral", "prof": "professor", "sgt": "sergeant"}
THRONES = word_set(
    "king queen emir amir sultan shah emperor empress tsar czar kaiser prince princess duke duchess regent"
)
CAPITAL_ONLY = word_set("""major king queen prince princess lord duke duchess captain lieutenant sergeant justice sen rep gen col adm capt
    mp prof emir amir sultan shah kaiser regent count commodore brigadier co emperor empress tsar czar""")
COUNTERPARTS = (
    "counterpart",
    "counterparts",
    "opposite number",
    "opposite numbers",
    "colleague",
    "colleagues",
    "host",
    "peer",
)
PLACED = word_set(
    "ambassador ambassadors envoy envoys commissioner man diplomat consul nuncio correspondent chief bureau reporter d'affaires representative general head representatives attache"
)
DIRECTED = word_set("""ambassador ambassadors envoy envoys representative representatives commissioner adviser advisor advisers advisors
    assistant nuncio emissary delegate aide secretary minister d'affaires consul observer general coordinator
    candidate head chief staff spokesman spokeswoman cabinet""")
FOLLOWERS = word_set("""who whose said says and or to was is has had did will would in on at of for with from by but also told met were are as then
    could can may might should into after before when while during himself herself 's""")


@dataclass(slots=True)
class Title:
    """Tokens [start, end) of a sentence are a title; [core_start, core_end) its core."""

    start: int
    end: int
    core_start: int
    core_end: int
    text: str  # the role in lower case, without state, body and qualifier
    head: str
    plural: bool = False
    qualifier: str | None = None  # None where nothing is said
    ordinal: bool = False  # "first national security adviser"
    countries: list[str] = field(default_factory=list)
    country_said: str | None = None  # pre | of | possessive | body | inner
    org: Mark | None = None
    accredited: str | None = None
    also: list[tuple[str, str]] = field(default_factory=list)  # further (state, words): "to Chile, Peru and Bolivia"
    determiner: str | None = None  # the, a, his, …; "poss" after a state's or person's possessive
    possessor: int | None = None  # the token before a possessive that is no state or body
    counterpart: bool = False
    capital: bool = False
    region: bool = False  # an office of a US state, no state's own

    def role_type(self, country: str | None) -> str | None:
        """The kind of office, given whose it is."""
        found = self._role_type(country)
        return "official" if self.region and found in _OF_A_STATE else found

    def _role_type(self, country: str | None) -> str | None:
        if self.org is None:
            return role_type(self.text, country, None)
        whole = fold_title(f"{self.text} of the {self.org.name}")
        if (exact := _exact().get(whole) or _exact().get(fold_title(f"{self.org.name} {self.text}"))) is not None:
            return exact
        if self.org.body == "cabinet" and self.text == "member":
            return "minister"
        return role_type(self.text, country, _body_kind(self.org))


_OF_A_STATE = frozenset(("foreign_minister", "defense_minister", "minister", "head_of_government", "vice_president"))
# Bodies that have presidents and vice presidents as a company has.
_PRIVATE = word_set("""company association institute institution university college school foundation club center centre
    hospital network league union federation bank clinic chamber group fund""")


_FIELD = re.compile(r" (?:on|for) ")  # "Council on Education": no council of state


def _body_kind(org: Mark) -> str | None:
    """The `organization` of roles.csv for a body; None where it is part of a state."""
    if org.international:
        return "international"
    if org.body in _PRIVATE or (org.body == "council" and _FIELD.search(org.name)):
        return "company"
    if org.body == "legislature":
        return "congress"
    return None if org.code and org.body in ("government_office", "government", "ministry") else "other"


def provincial(name: str) -> bool:
    """Whether it is a US state's name; Washington stands for the country."""
    return name != "Washington" and is_us_state(name)


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    """Patterns that name their body: "secretary of the security council"."""
    return {" ".join(r.words): r.role_type for r in roles() if len(r.words) > 2 and "*" not in r.words}


@lru_cache(maxsize=1)
def portfolios() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("portfolios.csv"))


@lru_cache(maxsize=1)
def qualifiers() -> dict[str, str]:
    """Folded word -> qualifier."""
    return {row["word"]: row["qualifier"] for row in rows("qualifiers.csv")}


@lru_cache(maxsize=1)
def honorifics() -> dict[str, str]:
    """Folded word -> gender or ""."""
    return {row["word"]: row["gender"] for row in rows("honorifics.csv")}
