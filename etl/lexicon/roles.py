"""What kind of office a title names: "external affairs minister" -> foreign_minister.

The vocabulary is in roles.csv, which anyone can extend. A row has

    pattern       the title in lower case without accents, hyphens as spaces; `*` stands for one or more words
    role_type     the vocabulary of DESIGN.md
    country       space-separated codes in which alone the row holds, `+` for any known country; empty for everywhere
    organization  `international`, `company` or `other`: the row holds only for an office in such a body; empty for any
    example       a sentence with the title; a test extracts it

Modifiers (former, acting, first, -elect, "the U.S.", "Russian") are taken off before; what they say is the affiliation's
qualifier (`etl.extract.titles`). The row wins that covers the title's head, which is the last word before the first preposition,
then the longest, then the one with a country or organization.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


ROLE_TYPES = (
    "head_of_state monarch royal head_of_government vice_president foreign_minister defense_minister minister national_security_adviser ambassador "
    "envoy spokesperson legislator official international_official military religious_leader executive journalist photographer scholar other"
).split()

PREPOSITIONS = word_set("""of for to in at on with from under within without by""")
# Words that qualify a title without changing what office it is.
QUALIFIERS = word_set(
    """former ex then acting interim caretaker provisional outgoing incoming current late elect designate
    nominee newly new elected appointed named veteran longtime long serving time sitting deposed ousted
    exiled future onetime one the a an his her their its our embattled incumbent retired disgraced senior
    top appointee presumptive now"""
)


DEPUTIES = word_set("""deputy vice assistant associate under""")
# What a deputy of such an office is, where no row says otherwise: a deputy foreign minister is an official.
DEPUTY_OF = {
    "head_of_state": "vice_president",
    "head_of_government": "minister",
    "foreign_minister": "official",
    "defense_minister": "official",
    "minister": "official",
    "national_security_adviser": "official",
}


@dataclass(frozen=True, slots=True)
class Role:
    """One row of roles.csv."""

    words: tuple[str, ...]
    role_type: str
    countries: frozenset[str]
    organization: str | None
    example: str


def fold_title(title: str) -> str:
    """Lower case, no accents, no possessives, hyphens and stops gone: "Chargé d’affaires" -> "charge d'affaires"."""
    text = unicodedata.normalize("NFKD", title.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"\b(u)\.(s|n|k)\.?", r"\1\2", text)
    return " ".join(re.sub(r"[-–,./]", " ", text).split())


@lru_cache(maxsize=1)
def roles() -> tuple[Role, ...]:
    """All rows of roles.csv, in file order."""
    with resources.files("etl.lexicon").joinpath("roles.csv").open(encoding="utf-8") as lines:
        return tuple(
            Role(
                tuple(fold_title(row["pattern"]).split()),
                row["role_type"],
                frozenset(row["country"].split()),
                row["organization"] or None,
                row["example"],
            )
            for row in csv.DictReader(lines)
        )


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[Role]]:
    """Rows by their first word that is no `*`; rows that begin with `*` under the word after it."""
    out: dict[str, list[Role]] = {}
    for role in roles():
        out.setdefault(next(w for w in role.words if w != "*"), []).append(role)
    return out


def _fit(pattern: tuple[str, ...], words: list[str], at: int) -> int | None:
    """The end of `pattern` laid on `words` from `at`, or None. A last `*` takes all that is left; an inner one at most six words."""
    if not pattern:
        return at
    first, rest = pattern[0], pattern[1:]
    if first != "*":
        return _fit(rest, words, at + 1) if at < len(words) and words[at] == first else None
    if not rest:
        return len(words) if at < len(words) else None
    for skip in range(1, 7):
        if at + skip < len(words) and (end := _fit(rest, words, at + skip)) is not None:
            return end
    return None


def head_of(words: list[str]) -> int:
    """The index of a title's head: the last word before its first preposition ("assistant to the president": 0)."""
    for i, word in enumerate(words):
        if word in PREPOSITIONS and i:
            return i - 1
    return len(words) - 1


@lru_cache(maxsize=8192)
def role_type(title: str, country: str | None = None, organization: str | None = None) -> str | None:
    """The role_type of a title, or None where roles.csv knows no such office.

    `country` is the code of whom the office acts for; `organization` the kind of the body it belongs to, where known
    (`international`, `company`, `other`).
    """
    words = fold_title(title).split()
    while words and words[0] in QUALIFIERS and words[1:2] != ["diplomat"]:
        words = words[1:]
    while len(words) > 1 and words[-1] in ("elect", "designate", "nominee"):
        words = words[:-1]
    if not words:
        return None
    head = head_of(words)
    best: tuple[tuple[int, int, int, int, int], Role, int] | None = None
    for at, word in enumerate(words):
        for role in _by_first().get(word, ()):
            if (role.countries and country not in role.countries and not (country and "+" in role.countries)) or (
                role.organization and organization != role.organization
            ):
                continue
            begin = at
            if role.words[0] == "*":
                if at > head:
                    continue
                begin = 0
            if (end := _fit(role.words[role.words[0] == "*" :], words, at)) is None:
                continue
            exact = sum(w != "*" and w not in PREPOSITIONS for w in role.words)
            narrow = 2 * bool(role.countries - {"+"}) + ("+" in role.countries) + 2 * bool(role.organization)
            rank = (int(begin <= head < end), exact, narrow, -begin, end)
            if best is None or rank > best[0]:
                best = rank, role, begin
    if best is None:
        return None
    _, role, begin = best
    if begin and words[begin - 1] in DEPUTIES and role.words[0] not in DEPUTIES:
        return DEPUTY_OF.get(role.role_type, role.role_type)
    return role.role_type
