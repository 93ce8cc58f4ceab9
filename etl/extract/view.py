"""A sentence as the people side reads it: tokens, marks, titles, possible names, and once resolved, whose names they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.extract import marks, names, titles
from etl.extract.context import Sentence
from etl.extract.tokens import Token


@dataclass(slots=True)
class Named:
    """Tokens [start, end) name the person `who`; `outer` is where title and honorific begin."""

    start: int
    end: int
    who: str
    outer: int
    run: names.Run | None = None


@dataclass(slots=True)
class View:
    """One sentence under reading."""

    sentence: Sentence
    tokens: list[Token]
    marks: list[marks.Mark]
    titles: list[titles.Title]
    runs: list[names.Run]
    named: list[Named] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        """The text of tokens [start, end), as written."""
        offset = self.sentence.start
        return self.sentence.text[self.tokens[start].start - offset : self.tokens[end - 1].end - offset]

    def named_at(self, token: int) -> Named | None:
        """The name that begins at a token."""
        return next((m for m in self.named if m.start == token), None)

    def low(self, token: int) -> str:
        """The folded token, "" beyond the sentence."""
        return self.tokens[token].low if 0 <= token < len(self.tokens) else ""

    def sign(self, token: int) -> str:
        """The token as written, "" beyond the sentence."""
        return self.tokens[token].text if 0 <= token < len(self.tokens) else ""


def view(sentence: Sentence, on: str | None) -> View:
    """Read a sentence without a model. `on` is the ISO day whose states are meant."""
    tokens = sentence.tokens
    found = marks.find(tokens, on)
    offices = titles.find(tokens, found)
    return View(sentence, tokens, found, offices, names.runs(tokens, found, offices, sentence.zone == "title"))


def of_country(v: View, k: int) -> tuple[str | None, int]:
    """("LR", token after) for "of Liberia" or "(Liberia)" at token k, else (None, k)."""
    if v.low(k) in ("of", "from", "(") or v.sign(k) == "(":
        j = k + 1 + (v.low(k + 1) == "the")
        for m in v.marks:
            if m.start == j and m.kind in ("country",):
                end = m.end
                if v.sign(k) == "(" and v.sign(end) == ")":
                    end += 1
                elif v.sign(k) == "(":
                    return None, k
                elif v.sign(end) == "(" and v.sign(end + 2) == ")":
                    end += 3
                return m.code, end
    return None, k
