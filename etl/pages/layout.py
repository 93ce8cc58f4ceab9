"""The lines of a plain-text dump as paragraphs: wrapped lines joined, bullets taken off, blank lines kept as gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from etl.pages import bylines, days
from etl.pages.clean import tidy, unescape

_BULLET = re.compile(r"^\s*(?:[•●▪■◦‣⁃∙·*►▶➤]|[-–—](?=\s+\S))\s*")
_MARKER = re.compile(r"^\s*(?:[•●▪■◦‣⁃∙·*►▶➤]\s*|[-–—]\s+|\d{1,2}[.)]\s+)\S")
_ENDS = re.compile(r"[.!?…:][\"'”’)\]]*$")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|li|ul|ol|h[1-6]|img|figure|figcaption|blockquote)\b[^<>]{0,2000}>", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a dump, before it has a zone."""

    text: str
    gap: bool  # whether a blank line stands before it


def _wrapped(raw: list[str]) -> int:
    """The width at which the lines are hard-wrapped, or 0 when they are not.

    Wrapped text has many lines, none long, and most lines that another follows without a blank end in mid-sentence, near the width.
    """
    lengths = [len(line.rstrip()) for line in raw if line.strip()]
    if len(lengths) < 4 or max(lengths) > 130:
        return 0
    width = sorted(lengths)[int(0.9 * (len(lengths) - 1))]
    inner = [(a.rstrip(), b.lstrip()) for a, b in pairwise(raw) if a.strip() and b.strip()]
    full = [a for a, _ in inner if len(a) >= 0.75 * width]
    open_ended = [a for a in full if not _ENDS.search(a)]
    small = [b for _, b in inner if b[:1].islower()]
    # Without blank lines the last lines of paragraphs are among these; then many must go on in lower case.
    least = 0.35 if len(inner) > 0.9 * (len(lengths) - 1) and len(small) >= 0.25 * len(inner) else 0.6
    if width < 40 or len(inner) < 2 or len(full) < least * len(inner):
        return 0
    if len(open_ended) < 0.5 * len(full) or (len(inner) < 6 and len(small) < 0.3 * len(inner)):
        return 0
    return max(lengths)


def _joins(before: str, after: str, width: int, strict: bool) -> bool:
    """Whether a wrapped line goes on in the next: it is full, so that the next line's first word would not have fitted.

    Where no blank lines part the paragraphs (`strict`), that alone decides, and a line that dates or signs the text stands by itself.
    """
    if _MARKER.match(after):
        return False
    before, after = before.rstrip(), after.strip()
    fits = len(before) + 1 + len(after.split(None, 1)[0]) <= width
    if strict:
        alone = days.date_line(after) or bylines.BY.match(after) or (after[-1] != "." and bylines.is_only_names(after))
        signs = len(after) < 0.6 * width and alone
        return not fits and not signs and days.date_line(before) is None
    if fits and _ENDS.search(before):
        return False
    return not fits or len(before) >= 0.75 * width or after[:1].islower()


def lines(text: str) -> list[Line]:
    """The paragraphs of a dump, in order, each tidied, none empty. References are resolved, stray tags and bullets removed."""
    text = unescape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if "<" in text:
        text = re.sub(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", "\n", text, flags=re.I)
        text = _TAG.sub("", text)
    raw = re.split(r"[\n\x0b\x0c\x85]", text)
    width = _wrapped(raw)
    strict = width > 0 and sum(not line.strip() for line in raw[1:-1]) < 0.02 * len(raw)
    out: list[Line] = []
    gap, previous = True, ""
    for line in raw:
        if not tidy(line):
            gap, previous = True, ""
            continue
        shown = tidy(_BULLET.sub("", line)) or ""
        if not shown or not any(c.isalnum() for c in shown):
            gap = gap or not shown
            continue
        if width and previous and not gap and _joins(previous, line, width, strict):
            last = out[-1].text
            out[-1] = Line(f"{last} {shown}", out[-1].gap)
        else:
            out.append(Line(shown, gap))
        gap, previous = False, line
    return out
