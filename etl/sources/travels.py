"""The register *travels*: trips abroad of US presidents (since 1906) and secretaries of state (since 1866).

Office of the Historian, U.S. Department of State, CC0. One entry is one country of one trip: `trip`, with who, from when to when,
country, locale, remarks. `presidents/presidents.xml` tells who was president when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.claims import Defect, Item, Record
from etl.errors import SourceError
from etl.geo.countries import country_code
from etl.sources.entries import Entry, Files, Shape, parse, read_entries
from etl.sources.remarks_claims import Setting, Traveller
from etl.sources.remarks_known import SAID, Known
from etl.sources.remarks_reader import US, Reader

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
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CAPACITY = {"president": ("President", "head_of_state"), "secretary": ("Secretary of State", "foreign_minister")}


@dataclass(frozen=True, slots=True)
class President:
    """A president of the United States: the register's id, family name in lower case, ISO days of taking and leaving office."""

    who: str
    family: str
    since: str
    until: str


def presidents(archive: Files) -> list[President]:
    """The presidents that the register lists, in order; an open end is far in the future."""
    out: list[President] = []
    for file, data in archive.files("*presidents/presidents.xml"):
        for element in parse(data, file).iterchildren("president"):
            texts = {child.tag: (child.text or "").strip() for child in element}
            family = re.sub(r",? (?:Jr|Sr)\.?$", "", texts.get("name", "")).split()[-1:]
            if not family or not texts.get("id"):
                raise SourceError(
                    "a president without id or name",
                    file=file,
                    place=f"line {element.sourceline}",
                    remedy="report it to the register's maintainers",
                )
            out.append(
                President(
                    texts["id"],
                    family[0].lower(),
                    texts.get("took-office-date", ""),
                    texts.get("left-office-date") or "9999-12-31",
                )
            )
    return out


def read(archive: Files, known: frozenset[str] | None = None) -> Iterator[Item]:
    """One item for each trip, in the order of the files.

    `known` are the ids of people in the register *pocom*, where it is at hand: a secretary who is not among them is a defect, and has
    this register's id instead. Raises SourceError for a file that cannot be what it should be.
    """
    listed = presidents(archive)
    entries = list(read_entries(archive, "*-travels/*.xml", SHAPE))
    first = [_item(entry, listed, known) for entry in entries]
    others = Known(first)
    for entry, item in zip(entries, first, strict=True):
        yield _item(entry, listed, known, others) if _unsure(item, others) else item


def _unsure(item: Item, others: Known) -> bool:
    """Whether someone's country was taken for granted of whom other entries know better."""
    names = {p.id: p.name for p in item.people}
    year = int((item.events[0].date or "0000")[:4])
    return any(
        a.evidence.confidence < SAID and others.country(item.key, names[a.person], a.role_type, year, a.country)
        for a in item.affiliations
    )


def _item(entry: Entry, listed: list[President], known: frozenset[str] | None, others: Known | None = None) -> Item:
    defects = list(entry.defects)
    texts = entry.texts
    who, role = entry.attributes.get(("trip", "who"), ""), texts["role"] or entry.attributes.get(("trip", "role"), "")
    if role != entry.attributes.get(("trip", "role"), role):
        defects.append(Defect("contradictory-role", f"role is {role}, the attribute says otherwise"))
    start, end = _days(entry, defects)
    if role not in _CAPACITY:
        defects.append(Defect("unknown-role", f"{role} is neither president nor secretary"))
    home, realm = home_country(texts["country"], entry.attributes.get(("country", "id"), ""), start, defects)
    record_id = f"{SOURCE}:trip/{entry.native_id}"
    setting = Setting(
        SOURCE,
        start,
        end,
        home,
        [traveller(entry, who, role, start, listed, known, defects)],
        realm,
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
    return Item(
        record_id, SOURCE, record=Record(record_id, f"{entry.native_id}", url, entry.sha256), people=tuple(claims.people),
        affiliations=tuple(claims.affiliations), events=tuple(claims.events), defects=(*defects, *claims.defects),
    )  # fmt: skip


def _days(entry: Entry, defects: list[Defect]) -> tuple[str, str]:
    start, end = entry.texts["start-date"], entry.texts["end-date"]
    if not _DAY.fullmatch(start):
        raise SourceError(
            f"no day to start on: {start!r}",
            file=entry.file,
            place=f"line {entry.line}, id {entry.native_id}",
            remedy="report it to the register's maintainers",
        )
    if not _DAY.fullmatch(end):
        if end:
            defects.append(Defect("not-a-day", f"ends on {end}"))
        end = start
    if end < start:
        defects.append(Defect("ends-before-it-starts", f"{start} to {end}"))
        end = start
    return start, end


def home_country(name: str, native: str, on: str, defects: list[Defect]) -> tuple[str | None, str | None]:
    """The code of the country visited, and of the state it belongs to where both are named ("Denmark (Greenland)": GL, DK)."""
    code = country_code(name, on) or country_code(native.replace("-", " "), on)
    if code is None:
        defects.append(Defect("unknown-country", f"{name} ({native}) is no state or territory that we know"))
        return None, None
    if m := re.fullmatch(r"(.+?) \((.+)\)", name):
        outer, inner = country_code(m[1], on), country_code(m[2], on)
        if outer and inner and outer != inner and inner == code:
            return inner, outer
    return code, None


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
        term = next((p for p in listed if p.who == who), None)
        if "President-elect" in entry.texts["remarks"] and "Visit made as President-elect" in entry.texts["remarks"]:
            title, qualifier = "President-elect", "designate"
        elif term and term.since and not term.since <= start <= term.until:
            defects.append(Defect("not-in-office", f"{who} was president from {term.since} to {term.until}"))
            if start < term.since:
                title, qualifier = "President-elect", "designate"
    elif role == "secretary":
        if known is not None and who not in known:
            defects.append(Defect("not-in-pocom", f"{who} is no person of that register"))
        else:
            identifiers = (("pocom", who),)
    return Traveller(entry.texts["name"], ((title, kind, qualifier),) if title else (), US, identifiers)


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
