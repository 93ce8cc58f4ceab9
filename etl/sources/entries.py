"""Entries of the Office of the Historian's XML registers: one element an entry, its fields as text, and what is odd about it.

Every element and attribute is used, ignored by name, or reported; nothing falls through. The files are untrusted: no entities, no
network, no document type.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Protocol

from lxml import etree

from etl.claims import Defect
from etl.errors import SourceError

# Who typed an entry in, and when: the register's own bookkeeping.
BOOKKEEPING = frozenset({"created-by", "created-datetime", "last-modified-by", "last-modified-datetime"})


class Files(Protocol):
    """What is needed of `etl.sources.archives.Archive`."""

    def files(self, pattern: str) -> Iterator[tuple[str, bytes]]:
        """Names and bytes of the files that match, in sorted order."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry of a register may hold. `fields` maps each element that is read to the attributes that are read of it."""

    root: str
    entry: str
    fields: dict[str, frozenset[str]]
    attributes: frozenset[str] = frozenset()
    ignored: frozenset[str] = BOOKKEEPING
    beside: frozenset[str] = frozenset()  # elements that may stand beside the entries, and are not read


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: texts with white space folded, attributes as (element, attribute), and its own oddities."""

    file: str
    line: int
    native_id: str  # with ~2 for the second entry of the same id, in file order
    texts: dict[str, str]
    attributes: dict[tuple[str, str], str]
    sha256: str  # of the element's canonical XML (C14N 2.0, without comments)
    defects: tuple[Defect, ...]


def parse(data: bytes, file: str) -> Any:
    """The root element of an XML file. Raises SourceError for what is not well-formed, or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"not well-formed XML: {error.msg}",
            file=file,
            place=f"line {error.lineno}",
            remedy="fetch the archive again",
        ) from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise SourceError(
            "declares a document type, which these registers never do",
            file=file,
            remedy="fetch the archive again from its own address",
        )
    return root


def read_entries(archive: Files, pattern: str, shape: Shape) -> Iterator[Entry]:
    """The entries of all files that match, in file order.

    An entry without an id, or a file with another root, is a SourceError; an unknown element or attribute, a field that is missing,
    empty or doubled, and an id used twice are defects of that entry.
    """
    seen: dict[str, int] = {}
    for file, data in archive.files(pattern):
        root = parse(data, file)
        if root.tag != shape.root:
            raise SourceError(
                f"its root is <{root.tag}>, not <{shape.root}>",
                file=file,
                remedy="see whether the register has changed its form",
            )
        strays = [e for e in root if isinstance(e.tag, str) and e.tag != shape.entry and e.tag not in shape.beside]
        if strays:
            raise SourceError(
                f"holds <{strays[0].tag}> among its entries",
                file=file,
                place=f"line {strays[0].sourceline}",
                remedy="see whether the register has changed its form",
            )
        for element in root.iterchildren(shape.entry):
            yield _entry(element, file, shape, seen)


def unread(archive: Files, patterns: Iterable[str]) -> list[Defect]:
    """A defect for each file of an archive that none of the patterns covers; none where the archive cannot list its files."""
    names = getattr(archive, "names", [])
    return [
        Defect("unknown-file", f"{name} is not read")
        for name in names
        if not any(fnmatchcase(name, p) for p in patterns)
    ]


def _entry(element: Any, file: str, shape: Shape, seen: dict[str, int]) -> Entry:
    texts: dict[str, str] = {}
    attributes: dict[tuple[str, str], str] = {}
    defects: list[Defect] = []
    known = {shape.entry: shape.attributes, **shape.fields}
    for node in (element, *element.iterchildren()):
        if not isinstance(node.tag, str):
            continue  # a comment
        if node.tag in shape.ignored:
            continue
        if node.tag not in known:
            defects.append(Defect("unknown-element", f"<{node.tag}> is not read"))
            continue
        for name, value in node.attrib.items():
            if name in known[node.tag]:
                attributes[node.tag, name] = value.strip()
            else:
                defects.append(Defect("unknown-attribute", f"{name} of <{node.tag}> is not read"))
        if node is element:
            continue
        if any(isinstance(child.tag, str) for child in node):
            defects.append(Defect("unknown-element", f"elements inside <{node.tag}> are read as plain text"))
        if node.tag in texts:
            defects.append(Defect("doubled-element", f"<{node.tag}> stands twice; the first is read"))
            continue
        texts[node.tag] = " ".join("".join(node.itertext()).split())
    for name in shape.fields:
        if not texts.get(name):
            texts.setdefault(name, "")
            defects.append(Defect("empty-field", f"<{name}> is missing or empty"))
    native = texts.get("id", "")
    if not native:
        raise SourceError(
            f"a <{shape.entry}> without an id",
            file=file,
            place=f"line {element.sourceline}",
            remedy="report it to the register's maintainers",
        )
    seen[native] = seen.get(native, 0) + 1
    if seen[native] > 1:
        defects.append(Defect("repeated-id", f"{native} is the id of {seen[native]} entries so far"))
        native = f"{native}~{seen[native]}"
    canonical = etree.tostring(element, method="c14n2", with_comments=False, with_tail=False)
    return Entry(
        file, element.sourceline or 0, native, texts, attributes, hashlib.sha256(canonical).hexdigest(), tuple(defects)
    )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def stay_of(entry: Entry, defects: list[Defect]) -> tuple[str, str]:
    """The first and last day (ISO) of a trip or visit; adds what is wrong with them to `defects`. Raises SourceError without a first day."""
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
