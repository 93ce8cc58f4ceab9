"""Who wrote it and who took the picture, as capacities: bylines, credits, "(Reporting by A and B; editing by C)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.claims import AffiliationClaim, Evidence
from etl.extract import identity, titles
from etl.extract.context import Context, Person
from etl.extract.tokens import fold, tokenize

_DUTY = re.compile(
    r"\b(additional reporting|reporting|editing|writing|edited|written|compiled)\s+by\s+((?:[^;.()]|(?<=\b[A-Z])\.)+)",
    re.IGNORECASE,
)
_ROLES = {
    "reporting": "reporter",
    "additional reporting": "reporter",
    "writing": "writer",
    "written": "writer",
    "editing": "editor",
    "edited": "editor",
}
_AUTHORS = re.compile(r"(?:^\s*By|\band)\s*,\s*(?=an?\b|the\b|our\b|who\b|\w+ )")
_SPLIT = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_IN_PLACE = re.compile(r"\s+(?:in|at|from)\s+.*$")
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,4}")


def duties(text: str) -> Iterator[tuple[str, str]]:
    """(name, role) of "Reporting by A in Rome and B; editing by C", in order."""
    for match in _DUTY.finditer(text):
        role = _ROLES.get(match.group(1).lower())
        for piece in _SPLIT.split(match.group(2)):
            name = _IN_PLACE.sub("", piece).strip()
            if role and _NAME.fullmatch(name) and name[0].isupper():
                yield name, role


def people(context: Context) -> list[str]:
    """Names that only the lines of credit give (editors), to be people of the article."""
    return [name for p in context.document.zone("byline", "credit") for name, _ in duties(p.text)]


def capacities(context: Context) -> list[AffiliationClaim]:
    """Journalists and photographers, by what the lines of credit say of them."""
    out: list[AffiliationClaim] = []
    agency = next((b.name for b in context.document.bylines if b.kind == "organization"), context.document.publisher)
    for byline in context.document.bylines:
        person = _person(context, byline.name)
        if person is None or byline.kind != "person":
            continue
        if byline.role == "photographer":
            out.append(
                _claim(context, person, "photographer", "photographer", byline.organization, byline.paragraph, "credit")
            )
            continue
        writers = [b for b in context.document.bylines if b.paragraph == byline.paragraph and b.role == "author"]
        text = next((p.text for p in context.document.paragraphs if p.number == byline.paragraph), "")
        if not text or len(text) > 300 or _DUTY.search(text):
            continue
        parts = [part for part in _AUTHORS.split(text) if part.strip()]
        if len(parts) == len(writers) and len(parts) > 1:
            text = parts[writers.index(byline)]
        tokens = tokenize(text)
        for title in titles.find(tokens, []):
            kind = title.role_type(None)
            if kind == "journalist" or title.text == "author":
                organization = title.org.name if title.org else None
                out.append(
                    _claim(context, person, title.text, kind or "other", organization, byline.paragraph, "byline")
                )
        if not any(c.person == person.id for c in out) and re.search(r"\bwho (?:writes|covers|reports)\b", text):
            out.append(
                _claim(
                    context,
                    person,
                    "writer" if "writes" in text else "reporter",
                    "journalist",
                    None,
                    byline.paragraph,
                    "byline",
                )
            )
    out += _bios(context)
    for paragraph in context.document.zone("byline", "credit"):
        for name, role in duties(paragraph.text):
            person = _person(context, name)
            if person is not None:
                out.append(_claim(context, person, role, "journalist", agency, paragraph.number, paragraph.zone))
    return out


def _bios(context: Context) -> Iterator[AffiliationClaim]:
    """ "Ada Moyo covers southern Africa": a reporter; "… writes on …": a writer."""
    for paragraph in context.document.zone("bio"):
        for m in context.mentions(paragraph.number):
            after = paragraph.text[m.end : m.end + 12].split()
            role = {"covers": "reporter", "reports": "reporter", "writes": "writer"}.get(after[0] if after else "")
            person = context.person(m.who[0]) if m.kind == "name" and m.who else None
            if role and person:
                yield _claim(context, person, role, "journalist", None, paragraph.number, "bio")


def _person(context: Context, name: str) -> Person | None:
    words = [t.low for t in tokenize(name) if t.word]
    for person in context.people:
        if fold(person.name) == fold(name) or identity.same_full(
            words, [t.low for t in tokenize(person.name) if t.word]
        ):
            return person
    return None


def _claim(
    context: Context, person: Person, title: str, kind: str, organization: str | None, paragraph: int | None, zone: str
) -> AffiliationClaim:
    return AffiliationClaim(
        id="",
        person=person.id,
        title=title,
        role_type=kind,
        organization=organization,
        as_of=context.published,
        zone=zone,
        evidence=Evidence(as_text=title, zone=zone, paragraph=paragraph, extractor="extract.credit"),
    )
