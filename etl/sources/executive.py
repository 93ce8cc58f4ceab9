"""Presidents and vice-presidents of the United States: `executive.yaml` of the congress-legislators project.

One item a term: `executive:term/BIOGUIDE-START`. Presidents who were never in Congress have no Bioguide id; theirs is the initial of the
surname and six zeros (`executive:term/T000000-2017-01-20`), which no Bioguide id has.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from etl.claims import AffiliationClaim, DateStep, Defect, Evidence, Item, PersonClaim, Record
from etl.edtf import OPEN, valid
from etl.errors import SourceError
from etl.sources.archives import Archive

SOURCE = "executive"

_OFFICES = {
    "prez": ("President of the United States", "head_of_state", "executive:office/president"),
    "viceprez": ("Vice President of the United States", "vice_president", "executive:office/vice-president"),
}
_GENDERS = {"M": "male", "F": "female"}
_PERSON_FIELDS = {"id", "name", "bio", "terms"}
_NAME_FIELDS = {"first", "middle", "last", "suffix", "nickname", "official_full"}
_BIO_FIELDS = {"birthday", "gender"}
_TERM_FIELDS = {"type", "start", "end", "how", "party"}  # the party is ignored by name: no table of ours holds it


def read(archive: Archive) -> Iterator[Item]:
    """The terms of the register, in file order.

    Raises SourceError for what is not a list of people with terms. Fields that are not known are defects of the person's first term.
    """
    people = [person for name, data in archive.files("*executive.yaml") for person in _load(name, data)]
    if not people:
        raise SourceError(
            "holds no executive.yaml", file=str(archive.path), remedy="name the file of congress-legislators"
        )
    latest = max((str(term.get("start", "")) for person in people for term in person["terms"]), default="")
    seen: dict[str, int] = {}
    shared = _shared(people)
    for person in people:
        claim, defects = _person(person, shared)
        for term in person["terms"]:
            yield _term(person, claim, term, latest, defects, seen)
            defects = []


def _load(name: str, data: bytes) -> list[dict[str, Any]]:
    try:
        text = data.decode("utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise SourceError("holds YAML aliases, which this file never does", file=name, remedy="fetch it again")
        people = yaml.load(text, Loader=yaml.CSafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise SourceError(
            f"not YAML: {str(error).partition(chr(10))[0]}", file=name, remedy="fetch it again"
        ) from error
    if not isinstance(people, list):
        raise SourceError("not a list of people", file=name, remedy="fetch it again")
    for number, person in enumerate(people, 1):
        parts = person if isinstance(person, dict) else {}
        forms = [isinstance(parts.get(key), dict) for key in ("id", "name", "bio")]
        terms = parts.get("terms")
        if not all(forms) or not isinstance(terms, list) or not all(isinstance(term, dict) for term in terms):
            raise SourceError("not a person with id, name, bio and terms", file=name, place=f"person {number}",
                              remedy="see whether the register has changed its form")  # fmt: skip
    return people


def _unknown(found: dict[str, Any], known: set[str], where: str) -> list[Defect]:
    return [
        Defect("unknown-field", f"{key} of {where} is not read") for key in sorted(map(str, found)) if key not in known
    ]


def _identifiers(person: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (str(scheme), str(one))
        for scheme, value in person["id"].items()
        for one in (value if isinstance(value, list) else [value])
        if one not in (None, "")
    ]


def _shared(people: list[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    """Identifiers that stand with two people, and so identify neither."""
    count = Counter(one for person in people for one in set(_identifiers(person)))
    return frozenset(one for one, times in count.items() if times > 1)


def _person(person: dict[str, Any], shared: frozenset[tuple[str, str]]) -> tuple[PersonClaim, list[Defect]]:
    name, bio = person["name"], person["bio"]
    defects = _unknown(person, _PERSON_FIELDS, "a person") + _unknown(name, _NAME_FIELDS, "a name")
    defects += _unknown(bio, _BIO_FIELDS, "a person's bio")
    said = {key: str(value) for key, value in name.items() if value}
    first, middle, last, suffix = (said.get(key, "") for key in ("first", "middle", "last", "suffix"))
    nickname = said.get("nickname", "")
    initials = " ".join(f"{part[0]}." for part in middle.split())
    full = _join(first, middle, last, suffix)
    forms = [
        said.get("official_full", ""),
        _join(first, last),
        _join(first, last, suffix),
        _join(first, initials, last),
    ]
    forms += [_join(first, initials, last, suffix), *([_join(nickname, last)] if nickname else [])]
    identifiers = _identifiers(person)
    defects += [
        Defect("identifier-of-two", f"{scheme} {value}") for scheme, value in identifiers if (scheme, value) in shared
    ]
    identifiers = [one for one in identifiers if one not in shared]
    forms += [value for scheme, value in identifiers if scheme == "wikipedia" and "(" not in value]
    born = str(bio.get("birthday") or "") or None
    if born and not valid(born):
        defects.append(Defect("not-a-date", f"birthday {born}"))
        born = None
    claim = PersonClaim(
        id="p1",
        name=full,
        names=tuple(form for form in dict.fromkeys(forms) if form and form != full),
        family_name=last or None,
        given_name=_join(first, middle) or None,
        country="US",
        identifiers=tuple(sorted(identifiers)),
        born=born,
        gender=_GENDERS.get(str(bio.get("gender"))),
        evidence=Evidence(as_text=full, extractor="executive.person"),
    )
    return claim, defects


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _term(
    person: dict[str, Any],
    claim: PersonClaim,
    term: dict[str, Any],
    latest: str,
    defects: list[Defect],
    seen: dict[str, int],
) -> Item:
    start, end = (str(term.get(key) or "") for key in ("start", "end"))
    kind = str(term.get("type"))
    found = [*defects, *_unknown(term, _TERM_FIELDS, "a term")]
    found += [
        Defect("not-a-date", f"{key} {day}") for key, day in (("start", start), ("end", end)) if day and not valid(day)
    ]
    title, role_type, post = _OFFICES.get(kind, (kind, "official", f"executive:office/{kind}"))
    if kind not in _OFFICES:
        found.append(Defect("unknown-role", f"{kind} is no office of the register"))
    how = str(term.get("how") or "") or None
    steps = [DateStep("started", start, how)] if valid(start) and start else []
    closes: str | None = end if end and valid(end) else None
    if closes and closes > latest:
        # No one has followed yet: the day is when the term runs out, not when it ended.
        steps.append(DateStep("term_ends", closes))
        closes = OPEN
    elif closes and start > closes:
        found.append(Defect("ends-before-it-starts", f"start {start}, end {closes}"))
        closes = None
    elif closes:
        steps.append(DateStep("ended", closes))
    native = _native_id(person, start)
    seen[native] = seen.get(native, 0) + 1
    if seen[native] > 1:
        found.append(Defect("repeated-id", f"{native} is term {seen[native]} of this id", f"executive:term/{native}"))
        native = f"{native}~{seen[native]}"
    record_id = f"executive:term/{native}"
    affiliation = AffiliationClaim(
        id="a1",
        person="p1",
        title=title,
        role_type=role_type,
        country="US",
        post=post,
        start=start if start and valid(start) else None,
        end=closes,
        dates=tuple(steps),
        evidence=Evidence(as_text=title, extractor="executive.term"),
    )
    # Of the entry's meaning, not its layout: the person's own fields and this term.
    canonical = json.dumps([person["id"], person["name"], person["bio"], term], sort_keys=True, default=str)
    record = Record(record_id, native, None, hashlib.sha256(canonical.encode()).hexdigest())
    return Item(record_id, SOURCE, record=record, people=(claim,), affiliations=(affiliation,), defects=tuple(found))


def _native_id(person: dict[str, Any], start: str) -> str:
    bioguide = person["id"].get("bioguide") or f"{str(person['name'].get('last') or 'X')[0].upper()}000000"
    return f"{bioguide}-{start}"
