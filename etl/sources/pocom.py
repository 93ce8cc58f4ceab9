"""*Principal Officers and Chiefs of Mission of the United States*, by the Office of the Historian: who was appointed to which post,
with every dated step.

One item an appointment, in file order; the facts of its person (a file of their own) go with it. People without an appointment
are items of their own, `pocom:person/ID`, so that nobody is lost. `people-pending` (52 people whom the register itself does not list
yet), the code tables and the notes on missions are ignored by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

from etl.claims import AffiliationClaim, Defect, Evidence, Item, PersonClaim, Record
from etl.edtf import OPEN
from etl.errors import SourceError
from etl.geo.countries import country_code
from etl.lexicon.roles import role_type
from etl.sources.archives import Archive
from etl.sources.entries import parse
from etl.sources.pocom_entries import IGNORED, SITE, Entry, read_entries
from etl.sources.pocom_notes import only_nominated
from etl.sources.pocom_offices import ACTING, Office, read_offices
from etl.sources.pocom_people import Person, missing_person, read_person, spans, text_of

SOURCE = "pocom"

# The embassy to China was at Taipei from 1949 until recognition moved; the liaison office in Beijing had its own title.
_CHINA_AT_TAIPEI = ("1949-10-01", "1978-12-31")
_LIAISON = "chief-of-mission-of-us-office-abroad"
# Someone still in office is at most this many years there; an older entry without an end has an unknown one.
_LONGEST_TENURE = 8
_HELD_FOR_LIFE = "career-ambassador"


def read(archive: Archive) -> Iterator[Item]:
    """The appointments and people of the register, in the order of its files.

    Raises SourceError for an archive that is not this register. What is wrong in an entry is a defect of its item.
    """
    people = {text_of(root.find("id")): read_person(root) for root in _roots(archive, "people/*.xml", "person")}
    offices = read_offices(archive)
    groups, group_defects = _concurrent(archive)
    entries = list(read_entries(archive))
    if not entries or not people:
        raise SourceError(
            "holds no appointments", file=str(archive.path), remedy="name the archive of HistoryAtState/pocom"
        )
    _find_holders(entries, offices)
    since: dict[str, str] = {}  # the first day of each mission: when an undated nominee was for it
    for entry in entries:
        if entry.start:
            since[entry.mission] = min(since.get(entry.mission, entry.start), entry.start)
    seen: set[str] = set()
    known_ids = {entry.native_id for entry in entries}
    for entry in entries:
        person = people.get(entry.person) or missing_person(entry.person, people)
        if entry.person not in seen:
            entry.defects += person.defects  # once, with the first appointment
            entry.defects += group_defects.pop(entry.person, [])
        elif person.element is None:
            entry.defects += person.defects
        seen.add(entry.person)
        for chief in groups.get(entry.native_id, [])[1:]:
            entry.defects.append(Defect("in-two-concurrent-groups", f"also in {chief}"))
        yield _item(entry, person, offices, groups, since.get(entry.mission))
    unknown = sorted(chief for chief in groups if chief not in known_ids)
    for ident in sorted(set(people) - seen):
        yield _person_item(ident, people[ident])
    if unknown:
        raise SourceError(
            f"concurrent appointments name entries that are not there: {', '.join(unknown[:5])}",
            file=str(archive.path), remedy="report it to the register's maintainers",
        )  # fmt: skip


def _roots(archive: Archive, pattern: str, tag: str) -> Iterator[etree._Element]:
    for name, data in archive.files(pattern):
        root = parse(data, name)
        if root.tag != tag:
            raise SourceError(
                f"its root is <{root.tag}>, not <{tag}>",
                file=name,
                remedy="see whether the register has changed its form",
            )
        yield root


def _concurrent(archive: Archive) -> tuple[dict[str, list[str]], dict[str, list[Defect]]]:
    """Entry id -> the groups it is in; and person -> defects of the groups' files. Where they resided is ignored by name."""
    groups: dict[str, list[str]] = {}
    defects: dict[str, list[Defect]] = {}
    known = IGNORED | {"id", "person-id", "resident-at", "chief-id"}
    for root in _roots(archive, "concurrent-appointments/*.xml", "concurrent-appointments"):
        group = f"pocom:concurrent/{text_of(root.find('id'))}"
        for node in root.findall("chief-id"):
            found = groups.setdefault(text_of(node), [])
            if group not in found:
                found.append(group)
        for node in root:
            if isinstance(node.tag, str) and node.tag not in known:
                defect = Defect("unknown-element", f"<{node.tag}> of {group} is not read")
                defects.setdefault(text_of(root.find("person-id")), []).append(defect)
    return groups, defects


def _known_by(entry: Entry) -> str:
    """The day on which someone last looked at an entry: what it says, or leaves open, is true of that day."""
    return text_of(entry.element.find("last-modified-date"))


def _find_holders(entries: list[Entry], offices: dict[str, Office]) -> None:
    """Give `..` as their end to those still in office when their entry was last seen to; else an open end is a defect."""
    latest: dict[str, str] = {}
    for entry in entries:
        if entry.start:
            latest[entry.mission] = max(latest.get(entry.mission, ""), entry.start)
    for entry in entries:
        if entry.end or entry.nominee or not entry.start or any(step.kind == "ended" for step in entry.steps):
            continue
        office = offices.get(entry.role)
        if entry.role == _HELD_FOR_LIFE or (office and not office.ongoing):
            continue
        oldest = f"{int(_known_by(entry)[:4] or 0) - _LONGEST_TENURE:04d}"
        if entry.start == latest[entry.mission] and entry.start >= oldest:
            entry.end = OPEN
        elif entry.kind == "chief":
            entry.defects.append(Defect("no-end", f"starts {entry.start}, has no end, and somebody followed"))


def _item(
    entry: Entry, person: Person, offices: dict[str, Office], groups: dict[str, list[str]], mission_since: str | None
) -> Item:
    defects = entry.defects
    office = offices.get(entry.role)
    if office is None:
        defects.append(Defect("unknown-role", f"{entry.role} is no role of the register"))
        office = Office(entry.role.replace("-", " ").capitalize(), "official")
    if not entry.nominee:
        defects += spans(person.claim, entry.start, entry.end)
    day = entry.start or next((step.date for step in entry.steps), None)
    accredited = _accredited(entry, day or mission_since)
    if entry.territory and not accredited:
        defects.append(Defect("unknown-territory", entry.territory))
    status = _status(entry)
    main = AffiliationClaim(
        id="a1",
        person="p1",
        title=office.title,
        role_type=office.role_type,
        organization=office.organization,
        country="US",
        accredited_country=accredited,
        accredited_organization=office.accredited,
        post=entry.post,
        qualifier="current" if status == "substantive" else status,
        status=status,
        start=entry.start,
        end=entry.end,
        as_of=max(_known_by(entry), entry.start or "") if entry.end == OPEN else None if entry.start else day,
        dates=tuple(entry.steps),
        concurrent_group=next(iter(groups.get(entry.native_id, [])), None),
        evidence=Evidence(as_text=office.title, extractor="pocom.appointment"),
    )
    record_id = f"pocom:{entry.kind}/{entry.native_id}"
    sha256 = hashlib.sha256(
        etree.tostring(entry.element, method="c14n2", with_comments=False, with_tail=False)
    ).hexdigest()
    return Item(
        key=record_id,
        source=SOURCE,
        record=Record(record_id, entry.native_id, entry.page, sha256),
        people=(person.claim,),
        affiliations=(main, *_other_offices(entry, day, {one.title: one.role_type for one in offices.values()})),
        defects=tuple(dict.fromkeys(defects)),
    )


def _accredited(entry: Entry, day: str | None) -> str | None:
    if not entry.territory:
        return None
    on = day.rstrip("~") if day else None
    first, last = _CHINA_AT_TAIPEI
    if entry.territory == "china" and on and first <= on <= last:
        return "CN" if entry.role == _LIAISON else "TW"
    return country_code(entry.territory, on)


def _status(entry: Entry) -> str:
    """Acting are those who stand in; a chargé d'affaires who was commissioned headed the mission in his own right."""
    if entry.nominee and not entry.start:
        return "candidate" if only_nominated(entry.note) else "designate"
    commissioned = any(step.kind == "appointed" for step in entry.steps)
    return (
        "acting" if entry.role in ACTING or (entry.role == "charge-daffaires" and not commissioned) else "substantive"
    )


def _other_offices(entry: Entry, day: str | None, known: dict[str, str]) -> Iterator[AffiliationClaim]:
    """The office that someone held who acted as secretary of state: "Attorney General; Acting as Secretary of State"."""
    for note in entry.element.findall("note[@type='coterminousposition']"):
        title, acting, _ = text_of(note).partition(";")
        if acting and title:
            yield AffiliationClaim(
                id="a2",
                person="p1",
                title=title,
                role_type=known.get(title) or role_type(title, "US") or "official",
                country="US",
                as_of=day,
                evidence=Evidence(as_text=title, extractor="pocom.coterminous"),
            )


def _person_item(ident: str, person: Person) -> Item:
    record_id = f"pocom:person/{ident}"
    data = etree.tostring(person.element, method="c14n2", with_comments=False) if person.element is not None else b""
    claim: PersonClaim = person.claim
    record = Record(record_id, ident, f"{SITE}/{ident}", hashlib.sha256(data).hexdigest())
    defects = (*person.defects, Defect("no-appointment", f"{ident} has a file and no appointment"))
    return Item(key=record_id, source=SOURCE, record=record, people=(claim,), defects=defects)
