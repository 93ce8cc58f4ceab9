"""The people of *Principal Officers and Chiefs of Mission*: one file a person, read as facts that each appointment carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from etl.claims import Defect, Evidence, PersonClaim
from etl.edtf import valid
from etl.sources.entries import Files, parse

_USED = {"id", "persName", "birth", "death", "career-type", "old-ids"}
# The US state someone lived in when appointed, and who typed the entry in: not facts that the tables hold.
_IGNORED = {"residence", "created-by", "created-date", "last-modified-by", "last-modified-date"}
_NAME_PARTS = {"surname", "forename", "genName", "altname"}


@dataclass(slots=True)
class Person:
    """A person file: the claim, without an id of its own, and what is wrong in the file."""

    claim: PersonClaim
    element: etree._Element | None = None
    defects: list[Defect] = field(default_factory=list)


def text_of(element: etree._Element | None) -> str:
    """All text of an element, with white space folded; empty for none."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _without_brackets(name: str) -> str:
    return " ".join(re.sub(r"\([^)]*\)", " ", name).split())


def read_person(root: etree._Element) -> Person:
    """A person from their file's root element."""
    defects = [
        Defect("unknown-element", f"<{node.tag}> of the person is not read")
        for node in root
        if isinstance(node.tag, str) and node.tag not in _USED | _IGNORED
    ]
    ident = text_of(root.find("id"))
    name = root.find("persName")
    parts = [node for node in (name if name is not None else []) if isinstance(node.tag, str)]
    defects += [
        Defect("unknown-element", f"<{node.tag}> of the name is not read")
        for node in parts
        if node.tag not in _NAME_PARTS
    ]
    said = {node.tag: text_of(node) for node in parts if node.tag != "altname"}
    family, given, generation = (said.get(tag, "") for tag in ("surname", "forename", "genName"))
    whole = " ".join(part for part in (given, family, generation) if part)
    full = " ".join(part for part in (_without_brackets(given), _without_brackets(family), generation) if part)
    others = [text_of(node) for node in parts if node.tag == "altname"]
    names = dict.fromkeys(one for one in (whole, *others) if one and one != full)
    dates: dict[str, str | None] = {}
    for tag in ("birth", "death"):
        said_dates = [value for node in root.findall(tag) if (value := text_of(node))]
        dates[tag] = said_dates[0] if said_dates and valid(said_dates[0]) else None
        defects += [Defect("not-a-date", f"{tag} {one}") for one in said_dates if not valid(one)]
    born, died = dates["birth"], dates["death"]
    if born and died and died < born:
        defects.append(Defect("dies-before-birth", f"born {born}, died {died}"))
    if not full:
        defects.append(Defect("empty-field", "the person has no name"))
    old = [text_of(node) for node in root.iterfind("old-ids/old-id")]
    claim = PersonClaim(
        id="p1",
        name=full or ident,
        names=tuple(names),
        family_name=_without_brackets(family) or None,
        given_name=_without_brackets(given) or None,
        country="US",
        # Other registers may still use an id that pocom has replaced.
        identifiers=(("pocom", ident), *(("pocom", one) for one in old if one)),
        born=born,
        died=died,
        career_type=text_of(root.find("career-type")) or None,
        evidence=Evidence(as_text=whole or None, extractor="pocom.person"),
    )
    return Person(claim, root, defects)


def missing_person(ident: str, people: dict[str, Person]) -> Person:
    """A person whom an appointment names by an id without a file.

    Where just one known id has the same words in another order, that person is meant; else all that is known is in the id.
    """
    words = set(ident.split("-"))
    alike = [other for other in people if set(other.split("-")) == words]
    if len(alike) == 1:
        found = people[alike[0]]
        defect = Defect("unknown-person", f"{ident} has no file among the people, taken for {alike[0]}")
        return Person(found.claim, None, [defect])
    family, *given = (part.capitalize() for part in ident.split("-"))
    name = " ".join((*given, family))
    claim = PersonClaim(
        id="p1",
        name=name,
        family_name=family,
        given_name=" ".join(given) or None,
        country="US",
        identifiers=(("pocom", ident),),
        evidence=Evidence(extractor="pocom.person", confidence=0.5),
    )
    return Person(claim, None, [Defect("unknown-person", f"{ident} has no file among the people")])


def spans(claim: PersonClaim, start: str | None, end: str | None) -> list[Defect]:
    """Where the dates of an appointment do not fit into the life of its holder (years, for that is what the files give)."""
    defects = []
    if claim.died and start and start[:4] > claim.died[:4]:
        defects.append(Defect("starts-after-death", f"died {claim.died}, starts {start}"))
    elif claim.died and end and end[:4].isdigit() and end[:4] > claim.died[:4]:
        defects.append(Defect("ends-after-death", f"died {claim.died}, ends {end}"))
    if claim.born and start and int(start[:4]) - int(claim.born[:4]) < 18:
        defects.append(Defect("starts-before-adulthood", f"born {claim.born}, starts {start}"))
    return defects


def known_ids(archive: Files) -> frozenset[str]:
    """The ids of everyone in the register, also those that it has replaced: what another register may refer to."""
    found: set[str] = set()
    for name, data in archive.files("people/*.xml"):
        found |= {value for scheme, value in read_person(parse(data, name)).claim.identifiers if scheme == "pocom"}
    return frozenset(found)
