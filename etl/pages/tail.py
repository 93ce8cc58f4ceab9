"""The end of a dump: lines about the authors, and the list of other stories."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.pages.clean import key, words
from etl.pages.furniture import is_file_name, is_furniture
from etl.pages.names import is_name, written

_TRADE = (
    r"journalist|reporter|correspondent|editor|columnist|writer|author|blogger|contributor|critic|commentator|broadcaster|presenter|producer|"
    r"professor|fellow|lecturer|scholar|analyst|historian|photographer|researcher|director|adviser|advisor|attach[eé]|staff|intern"
)
_VERB = r"(?:is|was|are|were|writes|covers|reports|edits|has (?:been|covered|written|reported|worked)|served|works|joined|teaches|lives|contributed|wrote)"
_NAME = (
    r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s+(?:[^\W\d_a-z][\w.'’-]*|de|da|del|la|van|von|der|den|bin|al|el|ibn|di|du|le)){1,4}"
)
_BIO = re.compile(
    rf"^(?:[A-Z]+\s+)?(?P<names>{_NAME}(?:(?:,\s+{_NAME})*,?\s+and\s+{_NAME})?),?\s+(?P<verb>{_VERB})\b(?P<rest>.*)$",
    re.S,
)
_LABEL = re.compile(r"^(?:about the authors?|about the writer|the (?:author|writer))\b", re.I)
_HANDLE = re.compile(r"(?:^|\s)@\w{2,}|\b(?:twitter|email|follow (?:him|her|them|on))\b", re.I)
_JOB = re.compile(
    rf"\b(?:{_TRADE})s?\b|\bcovers\b|\breports? (?:on|from|for)\b|\bwrites? (?:about|on|for)\b|\bbased in\b", re.I
)


@dataclass(frozen=True, slots=True)
class Bio:
    """Names at the head of a line about its author, and what the line says of them."""

    names: tuple[str, ...]
    rest: str


def bio(text: str) -> Bio | None:
    """The line as one about an author: a name, a verb, and a trade of writing or a handle. None for any other line."""
    if len(text) > 900:
        return None
    match = _BIO.match(text)
    if not match:
        return None
    names = [n.strip() for n in re.split(r",\s*(?:and\s+)?|\s+and\s+", match.group("names")) if n.strip()]
    if not names or not all(is_name(n) for n in names):
        return None
    rest = match.group("rest")
    first = re.split(r"(?<=[a-z)])\.\s", rest)[0]
    if not (
        _JOB.search(first) or _HANDLE.search(rest) or match.group("verb") in ("writes", "covers", "reports", "edits")
    ):
        return None
    return Bio(tuple(written(n) for n in names), rest)


def describes(description: str, text: str) -> bool:
    """Whether a bio's line says what an empty byline says of its author ("a columnist who follows the Gulf")."""
    wanted = [
        w
        for w in words(description)
        if w not in ("a", "an", "the", "of", "at", "in", "our", "and", "for", "who", "s", "on")
    ]
    have = set(words(text))
    return bool(wanted) and sum(w in have for w in wanted) >= 0.6 * len(wanted)


def is_about(text: str) -> bool:
    """Whether the line heads or is a note about the author."""
    return bool(_LABEL.match(text)) and len(text.split()) <= 4


@dataclass(frozen=True, slots=True)
class Story:
    """A line in a list of other stories."""

    index: int
    part: str  # title | dek | caption | other


def stories(lines: list[str]) -> list[Story]:
    """What each line of a list of other stories is. A caption stands twice in a row; a title comes next; a sentence after it is its dek."""
    out: list[Story] = []
    counts: dict[str, int] = {}
    for line in lines:
        counts[key(line)] = counts.get(key(line), 0) + 1
    expecting, seen_caption = True, ""
    for index, line in enumerate(lines):
        own = key(line)
        if counts[own] > 1:
            if own != seen_caption:
                out.append(Story(index, "caption"))
            seen_caption, expecting = own, True
            continue
        if is_furniture(line) or is_file_name(line):
            continue
        sentence = line.rstrip("\"'”’)").endswith((".", "!", "…"))
        if expecting or not (sentence or len(line.split()) > 16):
            out.append(Story(index, "title"))
            expecting = False
        else:
            out.append(Story(index, "dek"))
            expecting = True
    return out
