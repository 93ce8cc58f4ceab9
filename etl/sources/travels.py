"""The register *travels*: trips abroad of US presidents (since 1906) and secretaries of state (since 1866).

Office of the Historian, U.S. Department of State, CC0. One entry is one country of one trip: `trip`, with who, from when to when,
country, locale, remarks. `presidents/presidents.xml` tells who was president when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.claims import Defect, Item, Record
from etl.geo.countries import country_code
from etl.sources.entries import BOOKKEEPING, Entry, Files, Shape, read_entries, stay_of, unread
from etl.sources.remarks_allegiance import US
from etl.sources.remarks_claims import Setting, Traveller
from etl.sources.remarks_country import entry_country, realm
from etl.sources.remarks_known import SAID, Known
from etl.sources.remarks_reader import Reader

SOURCE = "travels"
ADDRESS = "https://history.state.gov/departmenthistory/travels/{role}/{who}"
SHAPE = Shape(
    root="trips",
    entry="trip",
    fields={
        "id": frozenset(),
        "role": frozenset(),
        "name": frozenset(),
        "start-date": frozenset(),
        "end-date": frozenset(),
        "country": frozenset({"id"}),
        "locale": frozenset(),
        "remarks": frozenset(),
    },
    attributes=frozenset({"role", "who"}),
)
PRESIDENTS = Shape(
    root="presidents",
    entry="president",
    fields={
        "id": frozenset(),
        "name": frozenset(),
        "took-office-date": frozenset(),
        "left-office-date": frozenset({"still-in-office"}),
    },
    attributes=frozenset({"n"}),
    ignored=BOOKKEEPING | {"birth-year", "death-year", "created-date", "last-modified-date"},
    beside=frozenset({"source-url", "crawl-dateTime"}),
)
# Every file of the archive is read, or ignored by name: the licence, and the code table of the two roles.
PATTERNS = ("*-travels/*.xml", "*presidents/presidents.xml", "LICENSE.md", "code-tables/travel-role-codes.xml")
_CAPACITY = {"president": ("President", "head_of_state"), "secretary": ("Secretary of State", "foreign_minister")}


@dataclass(frozen=True, slots=True)
class President:
    """A president of the United States: the register's id, family name in lower case, ISO days of taking and leaving office."""

    who: str
    family: str
    since: str
    until: str


def presidents(archive: Files) -> tuple[list[President], list[Defect]]:
    """The terms of presidents that the register lists, in order, an open end far in the future; and what is odd in the list."""
    out: list[President] = []
    defects: list[Defect] = []
    for entry in read_entries(archive, "*presidents/presidents.xml", PRESIDENTS):
        who = entry.native_id.partition("~")[0]  # a second term repeats the id
        family = re.sub(r",? (?:Jr|Sr)\.?$", "", entry.texts["name"]).split()[-1:]
        until = entry.texts["left-office-date"] or "9999-12-31"
        if family:
            out.append(President(who, family[0].lower(), entry.texts["took-office-date"], until))
        defects += [
            Defect(d.rule, f"presidents, {who}: {d.detail}")
            for d in entry.defects
            if d.rule not in ("empty-field", "repeated-id")
        ]
    return out, defects


def read(archive: Files, known: frozenset[str] | None = None) -> Iterator[Item]:
    """One item for each trip, in the order of the files.

    `known` are the ids of people in the register *pocom*, where it is at hand: a secretary who is not among them is a defect, and has
    this register's id instead. Raises SourceError for a file that cannot be what it should be.
    """
    listed, odd = presidents(archive)
    odd += unread(archive, PATTERNS)
    entries = list(read_entries(archive, "*-travels/*.xml", SHAPE))
    first = [_item(entry, listed, known) for entry in entries]
    others = Known(first)
    for entry, item in zip(entries, first, strict=True):
        final = _item(entry, listed, known, others) if _unsure(item, others) else item
        yield replace(final, defects=(*odd, *final.defects)) if odd else final  # of the archive: told once
        odd = []


def _unsure(item: Item, others: Known) -> bool:
    """Whether someone's country was taken for granted of whom other entries know better."""
    names = {p.id: p.name for p in item.people}
    year = int((item.events[0].date or "0000")[:4])
    return any(
        a.evidence.confidence < SAID and others.country(item.key, names[a.person], a.role_type, year, a.country)
        for a in item.affiliations
    )


def _item(entry: Entry, listed: list[President], known: frozenset[str] | None, others: Known | None = None) -> Item:
    # The Vatican has no towns: no locale is what should stand there.
    city = country_code(entry.texts["country"]) == "VA"
    defects = [d for d in entry.defects if not (city and d.rule == "empty-field" and "locale" in d.detail)]
    texts = entry.texts
    who, role = entry.attributes.get(("trip", "who"), ""), texts["role"] or entry.attributes.get(("trip", "role"), "")
    if role != entry.attributes.get(("trip", "role"), role):
        defects.append(Defect("contradictory-role", f"role is {role}, the attribute says otherwise"))
    start, end = stay_of(entry, defects)
    if role not in _CAPACITY:
        defects.append(Defect("unknown-role", f"{role} is neither president nor secretary"))
    native = entry.attributes.get(("country", "id"), "")
    home = entry_country(texts["country"], native, start, defects)
    record_id = f"{SOURCE}:trip/{entry.native_id}"
    setting = Setting(
        SOURCE,
        start,
        end,
        home,
        [traveller(entry, who, role, start, listed, known, defects)],
        realm(texts["country"], home, start),
        tuple(towns(texts["locale"])),
        texts["locale"] or None,
        key=record_id,
        known=others,
        presidents=tuple(
            (p.family, p.who) for p in listed if p.since and f"{int(p.since[:4]) - 1}" <= start[:4] and start <= p.until
        ),
    )
    claims = Reader(setting, texts["remarks"]).read()
    url = ADDRESS.format(role=role, who=who) if role in _CAPACITY and who else None
    return claims.item(Record(record_id, entry.native_id, url, entry.sha256), defects)


def traveller(
    entry: Entry,
    who: str,
    role: str,
    start: str,
    listed: list[President],
    known: frozenset[str] | None,
    defects: list[Defect],
) -> Traveller:
    """The president or secretary, in the capacity of that day."""
    title, kind = _CAPACITY.get(role, ("", "other"))
    qualifier = "current"
    identifiers: tuple[tuple[str, str], ...] = (("travels", who),)
    if role == "president":
        terms = [p for p in listed if p.who == who and p.since]
        if "President-elect" in entry.texts["remarks"] and "Visit made as President-elect" in entry.texts["remarks"]:
            title, qualifier = "President-elect", "designate"
        elif terms and not any(p.since <= start <= p.until for p in terms):
            defects.append(Defect("not-in-office", f"{who} was president from {terms[0].since} to {terms[-1].until}"))
            if start < terms[0].since:
                title, qualifier = "President-elect", "designate"
    elif role == "secretary":
        if known is not None and who not in known:
            defects.append(Defect("not-in-pocom", f"{who} is no person of that register"))
        else:
            identifiers = (("pocom", who),)
    name = entry.texts["name"]
    plain = " ".join(re.sub(r"\([^)]*\)", " ", name).split())  # "Henry A. (Heinz Alfred) Kissinger"
    names = (plain,) if plain != name else ()
    titles: tuple[tuple[str, str, str], ...] = ((title, kind, qualifier),) if title else ()
    if qualifier == "designate":
        titles += ((title, "other", "current"),)  # who is elected holds no office yet
    return Traveller(name, titles, US, identifiers, names=names)


def towns(locale: str) -> list[str]:
    """The towns of a locale, in order: "Mexico, D.F., Puebla" are two; what is in brackets stays with its town."""
    text = re.sub(r"Mexico, ?D\.? ?F\.?", "Mexico City", locale)
    out: list[str] = []
    depth = 0
    now = ""
    for ch in text:
        depth += (ch == "(") - (ch == ")")
        if ch in ",;" and depth == 0:
            out.append(now)
            now = ""
        else:
            now += ch
    out.append(now)
    return [t for t in (re.sub(r"\s+", " ", town).strip(" .") for town in out) if t]
