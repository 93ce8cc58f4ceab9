"""A document: one article as a careful reader sees it. It is the only thing that extraction sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

ZONES = ("title", "dek", "byline", "body", "caption", "credit", "bio", "related")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document in its zone. Offsets anywhere in this project count code points of `text`."""

    number: int  # its index in Document.paragraphs
    zone: str  # one of ZONES
    text: str  # as read: entities resolved, white space folded to single spaces, never empty


@dataclass(frozen=True, slots=True)
class Byline:
    """Somebody to whom the article or a picture in it is credited."""

    name: str  # as a reader would write it: "Alexander Nemenov" for "ALEXANDER NEMENOV/AFP"
    as_text: str  # as the page gives it
    kind: str = "person"  # person | organization
    role: str = "author"  # author | photographer | agency
    organization: str | None = None  # "AFP/Getty Images"
    paragraph: int | None = None  # where it stands, when it stands in a paragraph


@dataclass(frozen=True, slots=True)
class Related:
    """Another article that this one names: in a list of other stories, or by a link to it."""

    title: str | None
    url: str | None = None
    relation: str = "related"  # related | cites | republishes | corrects


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text of a paragraph. Only http and https addresses are kept."""

    url: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article, read.

    `published` is an ISO day or None; `published_basis` says how it is known (stated, given, inferred, curated, unknown) and
    `published_from` where it was found (json_ld, meta, url, front_matter, text, argument …). `language` is ISO 639-1 or None.
    `content_sha256` is of the bytes received, `text_sha256` of the text as read.
    """

    form: str  # text | html | markdown | jsonl | warc | feed
    title: str | None = None
    dek: str | None = None
    section: str | None = None
    bylines: tuple[Byline, ...] = ()
    published: str | None = None
    published_basis: str = "unknown"
    published_from: str | None = None
    language: str | None = None
    url: str | None = None
    name: str | None = None  # the file's name, or the member's within an archive
    publisher: str | None = None  # "Foreign Policy": the page's own word for its site, when it has one
    dateline: str | None = None  # the place of a dateline ("MOSCOW (Reuters) -" gives "Moscow")
    paragraphs: tuple[Paragraph, ...] = ()
    related: tuple[Related, ...] = ()
    links: tuple[Link, ...] = ()
    content_sha256: str = ""
    reader_version: str = ""
    notes: tuple[str, ...] = field(default=())  # what the reader noticed and a person may want to know

    def zone(self, *zones: str) -> Iterator[Paragraph]:
        """The paragraphs of these zones, in order."""
        return (p for p in self.paragraphs if p.zone in zones)

    @property
    def authors(self) -> list[str]:
        """The names of the people who wrote it, in order, each once; the agency's where the byline names nobody else."""
        by = [b for b in self.bylines if b.role == "author"]
        return list(dict.fromkeys(b.name for b in ([b for b in by if b.kind == "person"] or by)))

    @property
    def body(self) -> str:
        """The article's own paragraphs, one blank line between them."""
        return "\n\n".join(p.text for p in self.zone("body"))

    @property
    def captions(self) -> list[str]:
        return [p.text for p in self.zone("caption")]

    @property
    def credits(self) -> list[str]:
        return [p.text for p in self.zone("credit")]

    @property
    def bios(self) -> list[str]:
        return [p.text for p in self.zone("bio")]

    @property
    def words(self) -> int:
        """Words of the body, split at white space."""
        return sum(len(p.text.split()) for p in self.zone("body"))

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text as read: every paragraph as zone, tab, text, newline."""
        return hashlib.sha256("".join(f"{p.zone}\t{p.text}\n" for p in self.paragraphs).encode()).hexdigest()


def paragraphs(*zoned: tuple[str, str]) -> tuple[Paragraph, ...]:
    """Number (zone, text) pairs as the paragraphs of a document; empty texts are left out."""
    kept = [(zone, text) for zone, text in zoned if text.strip()]
    return tuple(Paragraph(number, zone, text) for number, (zone, text) in enumerate(kept))
