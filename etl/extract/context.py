"""What extraction knows of one document while it reads it: sentences, people, mentions. Both halves, people and events, work on it.

For whoever reads events out of a document (`etl.extract.events.events(context)`):

    context.document, context.published      the Document; the ISO day of publication or None
    context.language                         "en", another (then nothing but authors is read), or None where nobody can tell
    context.sentences                        Sentences in order; `sentence.zone` tells: title, dek, body, caption (and credit, bio,
                                             in which no events are told)
    sentence.text, .start, .end, .paragraph  offsets in the paragraph's text, so that sentence.text == paragraph.text[start:end]
    context.prepare(sentences)               parses these in small batches; do it once, with those that may state an event
    sentence.doc                             its spaCy Doc (parsed now when `prepare` was not called); token.idx counts from the
                                             sentence: token.idx + sentence.start is the place in the paragraph
    sentence.mentions                        Mentions in it, by place, without overlaps
    context.mention_at(paragraph, a, b)      the Mention that shares a character with [a, b), or None; by its `outer` span, so that
                                             the token "minister" in "Foreign Minister Sergei Lavrov" gives Lavrov
    mention.kind                             name       "Lavrov": who is one person's id ("p1")
                                             role       "the Russian foreign minister": a person's id where the article names the
                                                        holder, else "country:RU" or "org:NATO"; () where not even that is known
                                             pronoun    "he", "she", "his", "they" where safe, else left out
                                             group      "the two leaders": several who
                                             country    "Russia", "Moscow", "the Kremlin": "country:RU" (a town's name only where
                                                        it stands for its government, as a subject or agent may)
                                             demonym    "Russian", "Russians": "country:RU"
                                             org        "NATO", "the European Union": "org:NATO"
    mention.who                              a tuple as in the gold form: ("p1",), ("country:RU",)
    context.people                           Persons: id, name, country, gender, affiliations (AffiliationClaims, main one first)
    context.person(id)                       one of them
    context.country_of(who)                  "RU" for "p1" or "country:RU", None where unknown
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from etl.claims import AffiliationClaim
from etl.extract import nlp
from etl.extract.tokens import Token, sentences, tokenize
from etl.extract.words import common
from etl.pages.document import Document, Paragraph
from etl.pages.language import detect

if TYPE_CHECKING:
    from etl.extract.event_firsts import Saying
    from etl.extract.event_merge import Happening
    from etl.extract.frames import SentenceFrames
    from etl.extract.plain import Plain

READ_ZONES = ("title", "dek", "body", "caption", "credit", "bio")  # zones that tell of people and events in sentences


@dataclass(slots=True)
class Mention:
    """A span of a paragraph that refers to somebody, or to a state or a body."""

    paragraph: int
    start: int  # of the name itself, without title
    end: int
    text: str
    kind: str  # name | role | pronoun | group | country | demonym | org
    who: tuple[str, ...] = ()
    outer_start: int = -1  # with title and honorific before it and the apposition's comma after it
    outer_end: int = -1
    role_type: str | None = None  # of a role mention, or of the title before a name
    country: str | None = None  # of a role mention: whose office
    title: str | None = None

    def __post_init__(self) -> None:
        if self.outer_start < 0:
            self.outer_start = self.start
        if self.outer_end < 0:
            self.outer_end = self.end


@dataclass(slots=True)
class Person:
    """Somebody in this document."""

    id: str
    name: str  # the fullest form, without titles
    names: list[str] = field(default_factory=list)  # every form, by first appearance
    country: str | None = None
    gender: str | None = None  # "male", "female" where a pronoun, title or given name tells
    zone: str | None = None  # "related" for those who stand only in a list of other stories
    affiliations: list[AffiliationClaim] = field(default_factory=list)
    identifiers: tuple[tuple[str, str], ...] = ()


class Sentence:
    """One sentence of a paragraph."""

    __slots__ = ("_context", "_doc", "_tokens", "end", "index", "paragraph", "start", "text", "zone")

    def __init__(self, context: Context, index: int, paragraph: Paragraph, start: int, end: int) -> None:
        self._context, self.index = context, index
        self.paragraph, self.zone = paragraph.number, paragraph.zone
        self.start, self.end, self.text = start, end, paragraph.text[start:end]
        self._doc: Any = None
        self._tokens: list[Token] | None = None

    @property
    def doc(self) -> Any:
        """The spaCy Doc. A title in capitals or title case parses badly; trust it less there."""
        if self._doc is None:
            self._context.prepare([self])
        return self._doc

    @property
    def tokens(self) -> list[Token]:
        """Cheap tokens with offsets in the paragraph."""
        if self._tokens is None:
            self._tokens = tokenize(self.text, self.start)
        return self._tokens

    @property
    def mentions(self) -> list[Mention]:
        """Mentions that begin in this sentence, by place."""
        return self._context.mentions_between(self.paragraph, self.start, self.end)


GARBAGE = 40  # words; a shorter text may well be a list of names
SENSE = 0.05  # the share of common words below which a longer text says nothing in English


def _may_be_english(body: str) -> bool:
    """Whether a text whose language nobody can tell has English words in it at all."""
    words = [t.low for t in tokenize(body[:20_000]) if t.word]
    return len(words) < GARBAGE or sum(w in common() or w in _SMALL for w in words) >= SENSE * len(words)


_SMALL = frozenset(
    "the of to and in a for on with at by from he she it was is are has have had that who said as an his her".split()
)


class Context:
    """One document under reading; see the module's head."""

    def __init__(self, document: Document, published: str | None = None) -> None:
        self.document = document
        self.published = document.published or published
        self.published_basis = document.published_basis if document.published or not published else "given"
        self.people: list[Person] = []
        self._by_id: dict[str, Person] = {}
        self._mentions: dict[int, list[Mention]] = {}
        self.sentences: list[Sentence] = []
        self.parts: list[tuple[Plain, SentenceFrames | None]] | None = None  # see event_tellings.prepare
        self.told: tuple[list[Happening], list[Saying]] | None = None  # see events.events
        self.language = document.language or detect(document.body or document.title or "")
        readable = self.language == "en" or (self.language is None and _may_be_english(document.body))
        for paragraph in document.paragraphs:
            if readable and paragraph.zone in READ_ZONES:
                for start, end in sentences(paragraph.text):
                    self.sentences.append(Sentence(self, len(self.sentences), paragraph, start, end))

    def forget(self) -> None:
        """Let go of parses and frames, which refer to this and would stay in memory until the collector looks for circles."""
        self.parts = self.told = None
        for sentence in self.sentences:
            sentence._doc = None

    def prepare(self, wanted: Iterable[Sentence]) -> None:
        """Parse these sentences, in small batches, where they are not yet."""
        todo = [s for s in wanted if s._doc is None]
        for sentence, doc in zip(todo, nlp.parse(s.text for s in todo), strict=True):
            sentence._doc = doc

    def add(self, mention: Mention) -> bool:
        """Enter a mention; False where another already has a character of it."""
        row = self._mentions.setdefault(mention.paragraph, [])
        at = bisect.bisect_left(row, mention.start, key=lambda m: m.start)
        if (at and row[at - 1].end > mention.start) or (at < len(row) and row[at].start < mention.end):
            return False
        row.insert(at, mention)
        return True

    def mentions(self, paragraph: int) -> list[Mention]:
        """All mentions of a paragraph, by place, without overlaps."""
        return self._mentions.get(paragraph, [])

    def mentions_between(self, paragraph: int, start: int, end: int) -> list[Mention]:
        """The mentions of a paragraph that begin in [start, end), by place."""
        row = self.mentions(paragraph)
        low = bisect.bisect_left(row, start, key=lambda m: m.start)
        return row[low : bisect.bisect_left(row, end, key=lambda m: m.start)]

    def all_mentions(self) -> Iterable[Mention]:
        """All mentions of the document, by place."""
        for number in sorted(self._mentions):
            yield from self._mentions[number]

    def mention_at(self, paragraph: int, start: int, end: int) -> Mention | None:
        """The mention whose name, or else whose outer span, shares a character with [start, end)."""
        row = self.mentions(paragraph)
        at = bisect.bisect_left(row, start, key=lambda m: m.end)
        near = row[max(0, at - 1) : at + 3]  # outer spans reach no further than the neighbours
        for m in near:
            if m.start < end and start < m.end:
                return m
        return next((m for m in near if m.outer_start < end and start < m.outer_end), None)

    def person(self, who: str) -> Person | None:
        """The person of an id, or None for anything else."""
        if len(self._by_id) != len(self.people):
            self._by_id = {p.id: p for p in self.people}
        return self._by_id.get(who)

    def country_of(self, who: str) -> str | None:
        """The code of whom a person acts for, or of the country itself."""
        if who.startswith("country:"):
            return who[8:]
        person = self.person(who)
        return person.country if person else None
