"""A frame: one telling of an event, before it is known which tellings are of one happening."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.claims import Evidence
from etl.extract.actors import Party
from etl.extract.context import Sentence
from etl.extract.event_places import Where
from etl.extract.predicates import Predicate
from etl.extract.status import Status
from etl.extract.syntax import Token

VISITING = frozenset(("visit", "dispatch"))


@dataclass(slots=True)
class Frame:
    """One telling of an event. `parties` are (role, Party); `named` whether the word itself brought participants (else it is a mere
    "the meeting", which points back); `again` for "second", "another", "again"."""

    sentence: Sentence
    token: Token
    start: int  # of its word in the paragraph
    predicate: Predicate
    type: str
    status: Status
    parties: list[tuple[str, Party]] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    mode: str | None = None
    subtype: str | None = None
    definite: bool = False
    again: bool = False
    named: bool = False  # by a name of its own: "the Madrid Summit"
    joins: bool = False  # says who else was at what was told before
    crowd: bool = False  # others take part whom the text does not name
    date: str | None = None
    date_basis: str | None = None
    date_said: str | None = None
    anchor: str | None = None
    host_country: bool = False
    name: str | None = None

    place_inherited: bool = False  # from the telling before it
    sequel: bool = False  # implied by another frame, not told by a word of its own
    origins: list[Where] = field(default_factory=list)  # where a traveller came from

    def evidence(self, extractor: str) -> Evidence:
        """Where its word stands."""
        return Evidence(
            as_text=self.token.text,
            zone=self.sentence.zone,
            paragraph=self.sentence.paragraph,
            start=self.start,
            end=self.start + len(self.token.text),
            extractor=extractor,
        )

    @property
    def who(self) -> list[str]:
        """The participants, each once."""
        return list(dict.fromkeys(p.who for _, p in self.parties))
