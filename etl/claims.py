"""Claims: what one source says, once, at one place in it. Registers and articles both speak in claims, and nothing else passes from
reading to resolving.

An `Item` is one entry of a source (an article, or a record of a register) with all its claims. People, affiliations and events have
ids local to their item ("p1", "a1", "e1"); claims of one item refer to each other by them. `who` is such a person's id, or
`country:RU`, or `org:NATO`, as in the gold form. A claim holds names, titles, dates, places and offsets, never a sentence.

`claims/SOURCE.jsonl.gz` holds the items of one source, one JSON object a line, sorted by key, without defaults.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import shutil
import sys
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from etl.errors import InputError

T = TypeVar("T")

FORMAT = 1  # of the claims files; a file of another format is read again from its source


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it is said. In an article: zone, paragraph and code-point offsets in it. In a record: no offsets."""

    as_text: str | None = None  # the name, title or predicate as the source gives it, never a sentence
    zone: str | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    extractor: str = ""  # the part that found it: "travels.remark", "extract.appositive"
    confidence: float = 1.0  # 0..1


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A person as this item names them."""

    id: str
    name: str  # the fullest form here, without titles
    names: tuple[str, ...] = ()  # other forms here, without titles
    family_name: str | None = None
    given_name: str | None = None
    country: str | None = None  # for whom they act, when the item tells
    identifiers: tuple[tuple[str, str], ...] = ()  # (scheme, value): ("pocom", "tillerson-rex-w")
    born: str | None = None  # EDTF
    died: str | None = None
    career_type: str | None = None
    gender: str | None = None  # as the source says: "male", "female"
    zone: str | None = None  # "related" for those who stand only in a list of other stories
    mentions: tuple[str, ...] = ()  # as in the text, without titles
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class DateStep:
    """One dated step of an appointment."""

    kind: str  # nominated, appointed, arrived, presented_credentials, started, ended, …
    date: str  # EDTF
    note: str | None = None  # a word for the kind of ending ("died", "left_post"), never the source's sentence


@dataclass(frozen=True, slots=True)
class AffiliationClaim:
    """A person in a capacity."""

    id: str
    person: str
    title: str  # as the source gives it: "Foreign Minister"
    role_type: str
    organization: str | None = None
    country: str | None = None  # whom they act for
    accredited_country: str | None = None  # to whom, of diplomats
    accredited_organization: str | None = None
    post: str | None = None  # the register's key of the office: "pocom:principal/secretary"
    qualifier: str = "current"  # current, former, then, first, acting, designate, candidate
    status: str = "substantive"  # substantive, acting, designate, candidate
    start: str | None = None  # EDTF
    end: str | None = None  # EDTF, or ".." where still held at the source's date
    as_of: str | None = None  # EDTF: when the source sees them in it
    dates: tuple[DateStep, ...] = ()
    concurrent_group: str | None = None
    zone: str | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Place:
    """A place as named, with what is known of it."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part, in what role, in what capacity."""

    who: str  # a person's id in this item, "country:XX", or "org:NAME"
    role: str
    affiliations: tuple[str, ...] = ()  # ids of AffiliationClaims of this item; the main capacity first
    as_text: str | None = None
    role_said: str | None = None


@dataclass(frozen=True, slots=True)
class EventLink:
    """Event to event. `other` is an event's id in this item, or empty when `key` finds it elsewhere."""

    relation: str  # part_of, follows, caused_by, called_off_by, accompanies
    other: str = ""
    key: str = ""  # "traveller:PERSON_IDENTIFIER": that person's own trip at this date and place


@dataclass(frozen=True, slots=True)
class EventClaim:
    """One happening as this item tells it."""

    id: str
    type: str
    status: str = "occurred"
    subtype: str | None = None
    mode: str | None = None
    date: str | None = None  # EDTF
    date_basis: str | None = None  # stated, relative (to the day of publication), inferred
    date_said: str | None = None  # "Wednesday"
    places: tuple[Place, ...] = ()  # the main one first
    place_said: str | None = None
    country: str | None = None
    participants: tuple[Participant, ...] = ()
    links: tuple[EventLink, ...] = ()
    name: str | None = None  # of a conference or summit: "G20 Leaders' Summit"
    anchor: str | None = None  # what an unresolved date hangs on: "week", "past", "future", or an event's id
    zone: str | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class MentionClaim:
    """A name in an article. `who` is a person's id, "country:XX", "org:NAME" or "place:NAME|XX"."""

    who: str
    as_text: str
    zone: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """Article to article."""

    relation: str  # related, cites, republishes, corrects
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class AssertionClaim:
    """A checkable saying about events: "the last time a Russian president visited Washington was June 2010"."""

    id: str
    kind: str  # first, last, first_since, nth
    event: str | None = None  # an event's id in this item
    since: str | None = None  # EDTF
    role_type: str | None = None  # of whom it is said, when of an office: head_of_state
    country: str | None = None  # the office's country
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong in the source itself, found in reading it. Published as a row of `checks`."""

    rule: str  # "ends-before-it-starts"
    detail: str  # in our words, names and dates only
    other: str | None = None  # another record concerned


@dataclass(frozen=True, slots=True)
class Author:
    """A byline or a credit. `who` is a person's id in this item or "org:NAME"."""

    who: str
    role: str  # author, photographer, agency
    as_text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of an article as such; the text is not here."""

    url: str | None = None
    title: str | None = None
    dek: str | None = None
    section: str | None = None
    language: str | None = None
    form: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF
    published_basis: str = "unknown"
    published_from: str | None = None
    words: int = 0
    content_sha256: str = ""
    text_sha256: str = ""
    reader_version: str = ""
    authors: tuple[Author, ...] = ()
    shingles: tuple[int, ...] = ()  # a sketch of the body, to recognise copies


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a register."""

    record_id: str
    native_id: str
    url: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a source with everything it says. Exactly one of `article` and `record` is set."""

    key: str  # unique in its source, stable: the record_id, or the article's address or text hash
    source: str  # a source_id
    article: Article | None = None
    record: Record | None = None
    people: tuple[PersonClaim, ...] = ()
    affiliations: tuple[AffiliationClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    mentions: tuple[MentionClaim, ...] = ()
    links: tuple[LinkClaim, ...] = ()
    assertions: tuple[AssertionClaim, ...] = ()
    defects: tuple[Defect, ...] = ()


def to_json(claim: Any) -> dict[str, Any]:
    """A claim as plain JSON values; fields that have their default are left out, so that files stay small and diffs readable."""
    out: dict[str, Any] = {}
    kind: Any = type(claim)
    for name, default in _fields(kind):
        value = getattr(claim, name)
        if value == default and type(value) is type(default):
            continue
        out[name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if dataclasses.is_dataclass(value):
        return to_json(value)
    return value


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


@cache
def _builders(kind: Any) -> dict[str, Any]:
    # Roles, states, days and names come again by the million: one string object serves them all. What is an item's own is left alone.
    text = None if kind in (Item, Article, Record, LinkClaim, Defect) else sys.intern
    hints = typing.get_type_hints(kind)
    return {name: _builder(hint, text) for name, hint in hints.items()}


def _builder(hint: Any, text: Any) -> Any:
    """A function that makes the hinted value from JSON, or None where JSON's own value serves; `text` makes strings."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in args if a is not type(None)]
        return _builder(inner[0], text) if len(inner) == 1 else None
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            make = _builder(args[0], text)
            return (lambda v: tuple(map(make, v))) if make else tuple
        return tuple
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda v: from_json(hint, v)
    return text if hint is str else None


def from_json(kind: type[T], data: dict[str, Any]) -> T:
    """The inverse of `to_json`. Raises InputError for a field that the claim type does not have, or one that is missing."""
    hashable: Any = kind
    make = _builders(hashable)
    try:
        return kind(**{k: (make[k](v) if make[k] and v is not None else v) for k, v in data.items()})
    except (KeyError, TypeError) as error:
        raise InputError(f"not a {kind.__name__}: {error}", remedy="build again from the source") from error


def write_items(path: Path, source: str, items: Iterable[Item]) -> None:
    """Write a source's claims: gzip without a time stamp, a header line, then one item a line in key order. Atomic.

    Raises InputError when two items have one key.
    """
    ordered = sorted(items, key=lambda item: item.key)
    for _ in write_lines(path, source, ((item.key, to_line(item)) for item in ordered)):
        pass


def to_line(item: Item) -> str:
    """An item as its line in a claims file."""
    return json.dumps(to_json(item), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def write_lines(path: Path, source: str, lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Write a claims file from the keys and lines of its items, in key order, giving each line on as it is written.

    The file is there once the last line was taken, and not at all when whoever takes them stops before. The memory this takes does not
    grow with the lines. Raises InputError when two items have one key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    spool, part = path.with_name(path.name + ".lines.part"), path.with_name(path.name + ".part")
    try:
        count, last = 0, None
        with spool.open("wb") as sink:
            for key, line in lines:
                if key == last:
                    raise InputError(f"two items have the key {key}", file=str(path), remedy="report this as a bug")
                sink.write(line.encode() + b"\n")
                count, last = count + 1, key
                yield line
        with (
            part.open("wb") as raw,
            gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0, compresslevel=9) as packed,
        ):
            packed.write(json.dumps({"format": FORMAT, "source": source, "items": count}).encode() + b"\n")
            with spool.open("rb") as written:
                shutil.copyfileobj(written, packed, 1 << 20)
        part.replace(path)
    finally:
        spool.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def read_items(path: Path) -> Iterator[Item]:
    """The items of a claims file, in key order. Raises InputError for a file that is cut short or of another format."""
    try:
        for line in _lines(path):
            yield from_json(Item, json.loads(line))
    except ValueError as error:
        raise InputError(f"not a claims file: {error}", file=str(path), remedy="restore it with git") from error


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Key and line of every item of a claims file, in key order. Raises InputError as `read_items` does."""
    try:
        for line in _lines(path):
            yield json.loads(line)["key"], line.rstrip("\n")
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a claims file: {error}", file=str(path), remedy="restore it with git") from error


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            header = json.loads(next(lines, "{}"))
            if header.get("format") != FORMAT:
                raise InputError(
                    f"claims of format {header.get('format')}, not {FORMAT}",
                    file=str(path),
                    remedy="build again with this source at hand",
                )
            number = 0
            for line in lines:
                number += 1
                yield line
            if number != header["items"]:
                raise InputError(
                    f"holds {number} of {header['items']} items", file=str(path), remedy="restore it with git"
                )
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"not a claims file: {error}", file=str(path), remedy="restore it with git") from error
