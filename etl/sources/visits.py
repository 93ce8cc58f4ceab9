"""The register *visits*: visits of foreign heads of state and government to the United States since 1874.

Office of the Historian, U.S. Department of State, CC0. One entry is one stay: `visit`, with visitor, from which country, from when to
when, and a description in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.claims import Defect, Item, Record
from etl.geo.countries import country_code
from etl.sources.entries import Entry, Files, Shape, read_entries, stay_of, unread
from etl.sources.remarks import respelt
from etl.sources.remarks_allegiance import US
from etl.sources.remarks_capacities import titles_of
from etl.sources.remarks_claims import Setting, Traveller
from etl.sources.remarks_country import entry_country, odd_ids
from etl.sources.remarks_names import Party
from etl.sources.remarks_parties import Parser
from etl.sources.remarks_reader import Reader
from etl.sources.remarks_tokens import tokens
from etl.sources.remarks_towns import towns

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
    start, end = stay_of(entry, defects)
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
    return claims.item(Record(record_id, entry.native_id, url, entry.sha256), defects)


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
