"""Which of a dump's first lines is what: section, its tagline, title, dek. Every reading is scored, and the best one taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.pages.clean import key, words
from etl.pages.names import is_name

_SENTENCE_END = re.compile(r"[.!…]['\"’”)\]]*$")
_STOP = frozenset(
    "the a an of to in on for and or as at by with from is are was were be been has have had it its that this his her their he she they "
    "will would not no but into over after before about who what when how why says said say new".split()
)
_KICKER = re.compile(r"\s[|>»/]\s|\s[-–—]\s")
_NEWS_SECTION = frozenset(
    "world news politics business opinion sport sports culture lifestyle travel science technology tech health europe asia africa americas "
    "uk us analysis explainer briefing editorial comment letters obituaries features feature national local international economy "
    "entertainment music money weather education environment video exclusive live interview profile diplomacy security defence defense".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a dump's first lines were read as: indices into them."""

    title: int | None = None
    dek: int | None = None
    section: int | None = None
    tagline: int | None = None
    rest: tuple[int, ...] = ()  # lines of the head that are none of these


# Section, Group's tagline, Title, Dek; "" is nothing at all.
_SHAPES = ("", "T", "TD", "ST", "STD", "SGT", "SGTD")


def content(text: str) -> set[str]:
    """The words of a line that carry meaning, cut to six letters so that "visits" meets "visited"."""
    return {w[:6] for w in words(text) if len(w) > 2 and w not in _STOP}


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def _title(text: str, body: set[str]) -> float:
    n = len(text.split())
    score = 2.0
    if n <= 2:
        score -= 2.5 - 0.5 * n
    elif n == 3:
        score -= 0.5
    elif 5 <= n <= 18:
        score += 0.7
    if n > 26:
        score -= 1.0 + (n - 26) / 8
    if _is_sentence(text) and not text.endswith("…"):
        score -= 0.6 if n <= 10 else 2.5
    shared = content(text) & body
    if not shared:
        score -= 0.8
    score += 3.0 * len(shared) / max(4, len(content(text)))
    if key(text) in _NEWS_SECTION or is_name(text):
        score -= 2.0
    if text[:1] in "…([" or text[:1].islower():
        score -= 1.5
    return score


def _dek(text: str, title: str, body: set[str]) -> float:
    n, t = len(text.split()), len(title.split())
    score = 0.4
    if _is_sentence(text) or text.endswith("?"):
        score += 0.8
    if n > t:
        score += 0.5
    if n < 5:
        score -= 1.0
    if n > 45:
        score -= 1.5
    score += 0.6 * len(content(text) & body) / max(3, len(content(text)))
    return score


def _section(text: str, title: str, body: set[str], hints: frozenset[str]) -> float:
    n = len(text.split())
    head = key(re.split(r"\s[|>»]\s|\s[-–—]\s|:\s", text)[0])
    score = 0.6
    if head in hints or key(text) in hints:
        score += 3.0
    if key(text) in _NEWS_SECTION or all(w in _NEWS_SECTION for w in words(text)):
        score += 2.5
    if text.isupper() and not title.isupper():
        score += 1.2
    if _KICKER.search(text):
        score += 1.2
    if n <= 3:
        score += 0.6
    if n > 12:
        score -= 2.0
    if _is_sentence(text) or text.endswith("?"):
        score -= 1.0
    score -= 1.6 * len(content(text) & body) / max(2, len(content(text)))
    return score


def _tagline(text: str, section: str, body: set[str], gap: bool) -> float:
    score = 0.0
    if _is_sentence(text):
        score += 0.8
    if key(text).startswith(key(section)):
        score += 1.5
    if not gap:
        score += 1.0
    if len(text.split()) < 4:
        score -= 1.0
    score -= 2.0 * len(content(text) & body) / max(4, len(content(text)))
    if text.split()[0].lower() in (
        "notes",
        "reporting",
        "news",
        "views",
        "the",
        "a",
        "where",
        "our",
        "security",
        "inside",
        "all",
    ):
        score += 0.3
    return score


def read(lines: list[str], gaps: list[bool], body: str, hints: frozenset[str] = frozenset()) -> Heading:
    """Read the head's lines (without bylines, dates, captions) given the body's text.

    `hints` are keys of names that the page elsewhere gives to itself or to a section ("More from NAME"). Lines beyond the fourth,
    and those before the best-scoring run of four, are `rest`.
    """
    if not lines:
        return Heading()
    if len(lines) > 6:
        return _longest_run(lines, gaps, body, hints)
    own = content(body)
    best, best_score = Heading(rest=tuple(range(len(lines)))), -1.0 * len(lines)
    for start in range(len(lines)):
        for shape in _SHAPES:
            if not shape or start + len(shape) > len(lines):
                continue
            left = len(lines) - len(shape)
            score = -1.1 * left
            at = {part: start + n for n, part in enumerate(shape)}
            title = lines[at["T"]]
            score += _title(title, own)
            if "D" in at:
                score += _dek(lines[at["D"]], title, own)
            if "S" in at:
                score += _section(lines[at["S"]], title, own, hints)
            if "G" in at:
                score += _tagline(lines[at["G"]], lines[at["S"]], own, gaps[at["G"]])
            if score > best_score:
                taken = set(at.values())
                rest = tuple(i for i in range(len(lines)) if i not in taken)
                best = Heading(at["T"], at.get("D"), at.get("S"), at.get("G"), rest)
                best_score = score
    return best


def _longest_run(lines: list[str], gaps: list[bool], body: str, hints: frozenset[str]) -> Heading:
    """A head of many lines (navigation came along): the title is the line that shares most with the body; its neighbours follow."""
    own = content(body)
    scores = [_title(line, own) for line in lines]
    top = max(range(len(lines)), key=lambda i: (scores[i], -i))
    start = max(0, top - 2)
    stop = min(len(lines), top + 2)
    inner = read(lines[start:stop], gaps[start:stop], body, hints)
    shift = {
        k: (v + start if v is not None else None)
        for k, v in (("title", inner.title), ("dek", inner.dek), ("section", inner.section), ("tagline", inner.tagline))
    }
    taken = {v for v in shift.values() if v is not None}
    return Heading(**shift, rest=tuple(i for i in range(len(lines)) if i not in taken))
