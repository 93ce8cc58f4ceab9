"""Text as it is kept: one line, no invisible controls, comparable with other copies of itself."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

# Control characters that show nothing or that reorder what is shown: C0 and C1, bidirectional marks, embeddings, overrides and
# isolates (UAX #9), zero-width space, word joiner, byte order mark, soft hyphen, tag characters, noncharacters. White space stays.
# The zero-width joiners stay: Persian and the Indic scripts spell with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FOLD = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
     "″": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "..."}
)  # fmt: skip
_NOT_WORD = re.compile(r"[\W_]+")


def visible(text: str) -> str:
    """The text without invisible and reordering controls, composed (NFC); white space is left as it is."""
    shown = _INVISIBLE.sub("", text)
    return shown if shown.isascii() else unicodedata.normalize("NFC", shown)


def tidy(text: str) -> str:
    """One paragraph as it is kept: `visible`, white space (also non-breaking) folded to single spaces, ends trimmed."""
    shown = " ".join(text.split())
    if shown.isascii() and shown.isprintable():  # nearly always, and quick to tell
        return shown
    return " ".join(visible(shown).split())


def unescape(text: str) -> str:
    """The text with HTML character references resolved, also those escaped twice ("&amp;nbsp;"), never more often."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
    return text


def fold(text: str) -> str:
    """The text with curly quotes, dashes and ellipses as their ASCII forms, compatibility characters composed, in lower case."""
    return unicodedata.normalize("NFKC", text).translate(_FOLD).casefold()


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What two copies of one paragraph share: its words, whatever quotes, dashes, spaces and punctuation it has."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOT_WORD.sub(" ", plain.casefold()).strip()


def words(text: str) -> list[str]:
    """The words of `key`."""
    return key(text).split()


def clipped(text: str, limit: int) -> str | None:
    """A short field (title, dek, section): tidied, or None when it is empty or longer than `limit` characters and so no such field."""
    short = tidy(text[: 4 * limit])
    return short if short and len(short) <= limit else None
