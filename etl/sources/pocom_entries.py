"""The appointments of *Principal Officers and Chiefs of Mission* as its files have them: dated steps, and what is odd in an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from etl.claims import DateStep, Defect
from etl.edtf import valid
from etl.errors import SourceError
from etl.sources.archives import Archive
from etl.sources.entries import parse
from etl.sources.pocom_notes import approximate, ending, outcome, start_kind, steps_in
from etl.sources.pocom_offices import ACTING
from etl.sources.pocom_people import text_of

SITE = "https://history.state.gov/departmenthistory/people"

_IGNORED_FILES = ("code-tables/", "people-pending/", "LICENSE", "README", "roles-country-chiefs/")
IGNORED = {"created-by", "created-date", "last-modified-by", "last-modified-date"}
_FIELDS = {
    "id",
    "person-id",
    "role-title-id",
    "contemporary-territory-id",
    "appointed",
    "arrived",
    "started",
    "ended",
    "note",
}
_FILE_FIELDS = {
    "territory-id",
    "id",
    "class",
    "category",
    "names",
    "start",
    "end",
    "ongoing",
    "description",
    "is-dirty",
}
_FILE_FIELDS |= {"chiefs", "other-nominees", "other-appointees", "principals"}
_GROUPS = ("chiefs", "principals", "other-nominees", "other-appointees")
# Known in the register and without a meaning for us: how sure a date is ("high"), how two terms are counted, a note's kind.
_ATTRIBUTES = {"certainty", "treatAsConsecutive", "type"}


@dataclass(slots=True)
class Entry:
    """An appointment as the file has it, before it is known who came after."""

    element: etree._Element
    kind: str  # chief, principal
    native_id: str
    person: str
    role: str
    post: str  # the register's key of the office
    mission: str  # what is headed: a later holder of it, in any rank, ends the open tenure of an earlier one
    page: str
    nominee: bool
    territory: str | None
    steps: list[DateStep] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    note: str = ""
    defects: list[Defect] = field(default_factory=list)


def read_entries(archive: Archive) -> Iterator[Entry]:
    """The appointments in file order. What a file holds beside them goes as a defect to the next one."""
    count: dict[str, int] = {}
    strays = [
        Defect("unknown-file", name)
        for name in archive.names
        if not name.endswith(".xml") and not name.startswith(_IGNORED_FILES)
    ]
    forms = (("missions-countries", "chief"), ("missions-orgs", "chief"), ("positions-principals", "principal"))
    for folder, kind in forms:
        for name, data in archive.files(f"{folder}/*.xml"):
            root = parse(data, name)
            key = text_of(root.find("territory-id")) or text_of(root.find("id"))
            strays += _strays(root, kind, key)
            for group in _GROUPS:
                for element in root.iterfind(f"{group}/{kind}"):
                    entry = _entry(element, kind, folder, key, group.startswith("other"))
                    entry.defects += strays
                    strays = []
                    number = count[f"{kind}/{entry.native_id}"] = count.get(f"{kind}/{entry.native_id}", 0) + 1
                    if number > 1:
                        first = f"pocom:{kind}/{entry.native_id}"
                        entry.defects.append(
                            Defect("repeated-id", f"{entry.native_id} is entry {number} of this id", first)
                        )
                        entry.native_id += f"~{number}"
                    yield entry


def _strays(root: etree._Element, kind: str, key: str) -> list[Defect]:
    """What a file holds beside its entries that is neither used nor ignored by name; it goes to the next entry."""
    found = [node for node in root if isinstance(node.tag, str) and node.tag not in _FILE_FIELDS | IGNORED]
    for group in root:
        if group.tag in _GROUPS:
            found += [node for node in group if isinstance(node.tag, str) and node.tag not in (kind, "mission-note")]
    return [Defect("unknown-element", f"<{node.tag}> of {key} is not read") for node in found]


def _entry(element: etree._Element, kind: str, folder: str, key: str, nominee: bool) -> Entry:
    role = text_of(element.find("role-title-id"))
    post = f"pocom:{kind}/{role}/{key}" if folder == "missions-countries" else f"pocom:{kind}/{role}"
    page = f"{SITE}/principalofficers/{key}" if kind == "principal" else f"{SITE}/chiefsofmission/{key}"
    territory = text_of(element.find("contemporary-territory-id")) or None
    person = text_of(element.find("person-id"))
    native = text_of(element.find("id"))
    entry = Entry(element, kind, native, person, role, post, f"{folder}/{key}", page, nominee, territory)
    for node in element.iter(etree.Element):
        if node.getparent() is element and node.tag not in _FIELDS | IGNORED:
            entry.defects.append(Defect("unknown-element", f"<{node.tag!s}> is not read"))
        elif node.getparent() is not element and node is not element and node.tag not in ("date", "note", "hi"):
            entry.defects.append(Defect("unknown-element", f"<{node.tag!s}> in <{_parent(node)}> is not read"))
        if node.tag != "hi":
            entry.defects += [
                Defect("unknown-attribute", f"{name!s} of <{node.tag!s}> is not read")
                for name in node.attrib
                if name not in _ATTRIBUTES
            ]
    if not native:
        raise SourceError("an appointment without an id", file=key, place=f"line {element.sourceline}",
                          remedy="report it to the register's maintainers")  # fmt: skip
    entry.note = " ".join(filter(None, (text_of(node) for node in element.findall("note") if not node.get("type"))))
    _read_steps(entry)
    return entry


def _parent(node: etree._Element) -> str:
    parent = node.getparent()
    return str(parent.tag) if parent is not None else ""


def _read_steps(entry: Entry) -> None:
    """All dated steps of an entry, its start (the day the post was taken up: credentials, duty or arrival) and its end."""
    days: dict[str, str] = {}
    steps: list[DateStep] = []
    for tag in ("appointed", "arrived", "started", "ended"):
        for node in entry.element.findall(tag):
            note = text_of(node.find("note"))
            said = [date for one in node.findall("date") if (date := text_of(one))]
            for date in said:
                if not valid(date):
                    entry.defects.append(Defect("not-a-date", f"{tag} {date}"))
                    continue
                days.setdefault(tag, date)
                kind, word = _step(entry, tag, note)
                steps.append(DateStep(kind, approximate(date, note), word))
    steps += [step for step in steps_in(entry.note) if (step.kind, step.date) not in {(s.kind, s.date) for s in steps}]
    entry.steps = steps
    begins = "started" if "started" in days else "arrived"
    if not entry.nominee:
        begins = begins if begins in days else "appointed"
    entry.start = _edtf(steps, begins, days)
    entry.end = _edtf(steps, "ended", days)
    first, last = days.get(begins), days.get("ended")
    if first and last and last[: min(len(first), len(last))] < first[: min(len(first), len(last))]:
        entry.defects.append(Defect("ends-before-it-starts", f"{begins} {first}, ended {last}"))
        entry.end = None  # the steps keep both days; as a term they contradict each other
    took_up = days.get("started")
    commissioned = days.get("appointed")
    if took_up and commissioned and took_up[: len(commissioned)] < commissioned[: len(took_up)]:
        entry.defects.append(Defect("starts-before-it-is-made", f"appointed {commissioned}, started {took_up}"))


def _edtf(steps: list[DateStep], tag: str, days: dict[str, str]) -> str | None:
    """The day of a tag as its step has it, with what the note before it says of its nearness."""
    day = days.get(tag)
    return next((step.date for step in steps if step.date.rstrip("~") == day), day) if day else None


def _step(entry: Entry, tag: str, note: str) -> tuple[str, str | None]:
    if tag == "appointed":
        if entry.nominee:
            return ("appointed", outcome(entry.note))
        return ("appointed", "designated" if note.lower().startswith("desig") else None)
    if tag == "started":
        return start_kind(note, entry.kind == "chief" and entry.role not in ACTING)
    return (tag, ending(note)) if tag == "ended" else (tag, None)
