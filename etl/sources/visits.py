"""The register *visits*: visits of foreign heads of state and government to the United States since 1874.

Office of the Historian, U.S. Department of State, CC0. One entry is one stay: `visit`, with visitor, from which country, from when to
when, and a description in prose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.claims import Defect, Item, Record
from etl.geo.countries import country_code
from etl.sources.entries import Entry, Files, Shape, read_entries, unread
from etl.sources.remarks import respelt
from etl.sources.remarks_capacities import titles_of
from etl.sources.remarks_claims import Setting, Traveller
from etl.sources.remarks_country import entry_country, odd_ids
from etl.sources.remarks_names import Party
from etl.sources.remarks_parties import Parser
from etl.sources.remarks_reader import US, Reader
from etl.sources.remarks_tokens import tokens
from etl.sources.remarks_towns import towns
from etl.sources.travels import _days

SOURCE = "visits"
ADDRESS = "https://history.state.gov/departmenthistory/visits/{country}"
SHAPE = Shape(
    root="visits",
    entry="visit",
    fields={
        "id": frozenset(),
        "start-date": frozenset(),
        "end-date": frozenset(),
        "visitor": frozenset(),
        "from": frozenset({"id"}),
        "description": frozenset(),
    },
)


def read(archive: Files) -> Iterator[Item]:
    """One item for each visit, in the order of the files. Raises SourceError for a file that cannot be what it should be."""
    odd = unread(archive, ("*.xml", "LICENSE.md"))
    entries = list(read_entries(archive, "*.xml", SHAPE))
    usual = odd_ids(
        (country_code(e.texts["from"], e.texts["start-date"] or None), e.attributes.get(("from", "id"), ""))
        for e in entries
    )
    for entry in entries:
        item = _item(entry, usual)
        yield replace(item, defects=(*odd, *item.defects)) if odd else item  # of the archive: told once
        odd = []


def _item(entry: Entry, usual: dict[str, str]) -> Item:
    defects = list(entry.defects)
    texts = entry.texts
    start, end = _days(entry, defects)
    native = entry.attributes.get(("from", "id"), "")
    country = entry_country(texts["from"], native, start, defects)
    if native in usual:
        defects.append(Defect("two-ids-for-one-country", f"{native} stands where others have {usual[native]}"))
    description = texts["description"]
    setting = Setting(
        SOURCE,
        start,
        end,
        US,
        visitors(texts["visitor"], country, start, defects),
        None,
        tuple(towns(description)),
        None,
    )
    claims = Reader(setting, description).read()
    record_id = f"{SOURCE}:visit/{entry.native_id}"
    url = ADDRESS.format(country=native) if re.fullmatch(r"[a-z-]+", native) else None
    return Item(
        record_id, SOURCE, record=Record(record_id, entry.native_id, url, entry.sha256), people=tuple(claims.people),
        affiliations=tuple(claims.affiliations), events=tuple(claims.events), defects=(*defects, *claims.defects),
    )  # fmt: skip


def visitors(text: str, country: str | None, on: str, defects: list[Defect]) -> list[Traveller]:
    """Who came: "President Anwar Sadat, Prime Minister Mustafa Khalil" are two, each with a title."""
    parts = tokens(text)
    found, end = Parser(parts, on).list_at(0, untitled=True)
    people = [p for p in found if p.named]
    if not people or end < len(parts):
        defects.append(Defect("visitor-not-understood", f"the visitor is given as {text}"))
    if not people and text:
        people = [Party(text, name=text)]
    out: list[Traveller] = []
    for party in people:
        defects += [Defect(rule, detail) for rule, detail in respelt(party)]
        if not party.titles:
            defects.append(Defect("visitor-without-title", f"{party.name} stands without a title"))
        out.append(Traveller(party.name, titles_of(party, country), country, names=party.variants))
    return out


def twice(items: Iterable[Item]) -> Iterator[tuple[str, Defect]]:
    """Entries of one register that tell the same stay again: (record_id of the later one, a defect that names the earlier).

    Same country, same family name, and days that overlap. Works on items of *travels* too, where the place must be the same as well.
    """
    seen: dict[tuple[str, str, str], list[tuple[str, str, Item]]] = defaultdict(list)
    for item in items:
        stay = item.events[0]
        first, _, last = (stay.date or "").partition("/")
        last = last or first
        for participant in stay.participants:
            if participant.role != "visitor" or not participant.who.startswith("p"):
                continue
            person = next(p for p in item.people if p.id == participant.who)
            where = stay.place_said or "" if item.source == "travels" else ""
            key = (person.name.split()[-1].lower(), person.country or "", f"{stay.country}{where}")
            for a, b, other in seen[key]:
                if first <= b and a <= last and other.key != item.key and first == a:
                    yield item.key, Defect("entered-twice", f"{person.name}, {stay.date}", other=other.key)
            seen[key].append((first, last, item))
