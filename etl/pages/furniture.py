"""What stands on pages and belongs to no article: pitches, prompts, counters, navigation, rights. By general form, not by site.

The forms of whole lines are rows of etl/lexicon/furniture.csv, each with an example that a test holds against it.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib import resources

_I = re.I


@cache
def _lines() -> tuple[re.Pattern[str], tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]:
    """The rows of etl/lexicon/furniture.csv: one pattern for all that begin with words of their own, and those that need certain words.

    A pattern that may begin with anything is slow; it is tried only where one of the words it `needs` stands.
    """
    shown = resources.files("etl.lexicon").joinpath("furniture.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(shown)))
    plain = re.compile("|".join(f"(?:{row['pattern']})" for row in rows if not row["needs"]), _I)
    needing = tuple((tuple(row["needs"].split("|")), re.compile(row["pattern"], _I)) for row in rows if row["needs"])
    return plain, needing


_FILE_NAME = re.compile(r"^[\w%()@+~ .,-]{1,150}\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|heic|mp4|pdf)$", _I)
_SOURCE = re.compile(
    r"^\(?\s*(?:source|with (?:inputs|files|reports?) from|via|agencies)\s*[:：-]?\s*(?P<who>[A-Z][\w .&/,'-]{1,60}?)\s*[.)]*$",
    _I,
)
_READ_AT = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", _I)
_FULL_AT = re.compile(
    r"^(?:read|see|find|view)\b.{0,40}\b(?:full|whole|original|entire|complete|rest)\b.{0,40}\b(?:at|on|here|in|from)\b",
    _I,
)
_MORE = re.compile(
    r"^(?:more (?:from|on|in|by|about|stories|news|like this)\b.{0,80}|more \S+(?: \S+)?|related(?: (?:articles?|stories|content|news|topics|posts|coverage|links))?\s*:?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,40}|(?:most|trending|popular|top|latest|recommended|editor'?s?|editors’?|also|other|further)\b"
    r"(?: (?:read|viewed|popular|now|news|stories|articles|reading|picks?|posts|for you|in|on|headlines|this week|today|shared|commented|s))+.{0,40}|"
    r"recommended(?: for you| reading| stories)?\s*:?|read (?:next|also|more on this(?: story)?|these next)\s*:?|up next|don'?t miss\s*:?|"
    r"(?:see|also) also\s*:?|see more\s*:?|what to read next|in other news\s*:?|elsewhere on\b.{0,60}|from around the web|promoted stories)$",
    _I,
)


def is_furniture(text: str) -> bool:
    """Whether the whole line is page furniture: a newsletter's pitch, a prompt, a counter, a rights line."""
    if len(text) > 320:
        return False
    bare = text.strip(" .!|>»›→:*•-–—[](){}")
    if not bare:
        return False
    plain, needing = _lines()
    low = bare.lower()
    return plain.fullmatch(bare) is not None or any(
        pattern.fullmatch(bare) for needs, pattern in needing if any(word in low for word in needs)
    )


_POINTER = re.compile(
    r"^(?:read more|also read|see also|related|more|watch|read|don'?t miss|read next|must read)\s*(?::|\|)\s*(?P<title>\S.{8,200})$",
    _I,
)


def pointer(text: str) -> str | None:
    """The title in a line that points to another story ("READ MORE: Who owns the fog?"); None for any other line."""
    match = _POINTER.match(text) if len(text) <= 240 else None
    return match.group("title").strip() if match else None


def is_file_name(text: str) -> bool:
    """Whether the line is the name of a picture's or another file, as dumps give for a missing caption."""
    return bool(_FILE_NAME.match(text)) and len(text.split()) <= 8


def source_note(text: str) -> str | None:
    """The agency in a line such as "Source: Xinhua." or "(With inputs from PTI)"; None for any other line."""
    if len(text) > 90 or not (match := _SOURCE.match(text)):
        return None
    return match.group("who").strip(" .,")


def full_text_at(text: str) -> str | None:
    """The address in "Read the full article at …", or "" when it names none; None for any other line."""
    if len(text) > 400 or not _FULL_AT.match(text):
        return None
    match = _READ_AT.search(text)
    return match.group().rstrip(".,;") if match else ""


def is_more_header(text: str) -> bool:
    """Whether the line heads a list of other stories: "More from …", "Related stories", "Most read"."""
    return (
        len(text) <= 110 and len(text.split()) <= 12 and bool(_MORE.match(text.strip(" .:*|>»-–—").replace("’", "'")))
    )
