"""Names of people in a sentence: where one may be. How much speaks for it, `etl.extract.weigh` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.extract.marks import BODY_HEADS, REGIONS, Mark
from etl.extract.name_words import BEFORE_THINGS, JOINED, NOT_A_PERSON, NOT_NAMES, PARTICLES, ROMAN, SUFFIXES, THINGS
from etl.extract.titles import Title, honorifics, portfolios
from etl.extract.tokens import Token
from etl.extract.words import common, given_names, inflected
from etl.geo.countries import is_us_state, us_states


@dataclass(slots=True)
class Run:
    """Tokens [start, end) that may be a name."""

    start: int
    end: int
    words: list[str]  # folded, particles included, initials as single letters, without suffix
    title: Title | None = None  # directly before
    honorific: str | None = None
    outer: int = -1  # token where title or honorific begins
    score: float = 0.0
    why: list[str] = field(default_factory=list)
    excluded: bool = False  # part of another thing's name
    caps: bool = False
    owned: bool = False  # after a state's possessive: "Angola's …"

    @property
    def parts(self) -> list[str]:
        """The words that tell one person from another: no particles, no initials."""
        return [w for w in self.words if len(w) > 1 and w not in PARTICLES] or self.words


def runs(tokens: list[Token], marks: list[Mark], titles: list[Title], headline: bool = False) -> list[Run]:
    """Spans of capitalised tokens that may be names, without what titles and marks cover.

    In capitals, and in a headline that capitalises its words, a common word ends a name.
    """
    taken: dict[int, str] = {}
    long = [t for t in tokens if t.word and len(t.text) > 1]
    if headline or (long and all(t.text.isupper() for t in long)):
        given = given_names()
        for k, token in enumerate(tokens):
            if token.low not in given and token.low in common():
                taken[k] = "word"
            elif token.low not in given and inflected(token.low):
                taken[k] = "verb"
    taken |= dict.fromkeys(_states_before(tokens, titles), "place") | dict.fromkeys(_works(tokens), "work")
    for m in marks:
        for k in range(m.start, m.end):
            taken[k] = m.kind
    for t in titles:
        for k in range(t.core_start, t.end):
            taken[k] = "title"
    by_end, opening = {t.end: t for t in titles}, {t.start for t in titles}
    out: list[Run] = []
    i, n = 0, len(tokens)
    while i < n:
        if not _opens(tokens, i, taken, by_end):
            i += 1
            continue
        end = _extent(tokens, i, taken)
        lead = _firm_before(tokens, i, end, by_end, opening) or _lead(tokens, i, end)
        run = _run(tokens, lead, end, by_end)
        if run:
            owner = next((m for m in marks if m.end == i - 1 and m.kind == "country"), None)
            run.owned = owner is not None and tokens[i - 1].low == "'s"
            out.append(run)
        i = max(end, i + 1)
    return out


def _opens(tokens: list[Token], i: int, taken: dict[int, str], by_end: dict[int, Title]) -> bool:
    token = tokens[i]
    if not token.word:
        return False
    if token.low in PARTICLES and not token.capital:
        return _after_title(tokens, i, by_end)
    if not token.capital and not (JOINED.match(token.text) and token.text.split("-")[-1][:1].isupper()):
        return False
    if token.low in BEFORE_THINGS and token.low not in given_names():
        return False  # "Storm Henri": what follows is no person's
    if i > 0 and tokens[i - 1].text == "," and token.text in us_states().values():
        return False  # "Oakland, CA Memphis, TN", where the lines are lost
    if token.low in honorifics() and (i + 1 < len(tokens)) and (tokens[i + 1].text == "." or tokens[i + 1].capital):
        return False
    if token.text == "Q" and (i + 1 == len(tokens) or tokens[i + 1].text != "."):
        return False  # a question in a transcript
    if token.low in NOT_NAMES and not (token.low in given_names() and i + 1 < len(tokens) and tokens[i + 1].capital):
        return False
    kind = taken.get(i)
    if kind is None:
        if i == 0 or tokens[i - 1].text in ("“", '"', ":", "—", "–"):
            # at a sentence's start a common word is no name, unless it is a given name before a capital
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.low in common() and not (
                token.low in given_names() and following and following.capital and taken.get(i + 1) is None
            ):
                return False
        return True
    if kind in ("title", "org", "demonym", "metonym", "word", "verb", "place", "work"):
        return False
    # a state's or town's name that is a person's: "Queen Sofia", "Israel Katz"
    before = by_end.get(i)
    if before and before.capital and not before.plural and not before.countries and tokens[i - 1].text != ",":
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return bool(
        token.low in given_names()
        and following
        and following.capital
        and taken.get(i + 1) is None
        and following.low not in common()
        and following.low not in NOT_A_PERSON
    )


def _after_title(tokens: list[Token], i: int, by_end: dict[int, Title]) -> bool:
    """Whether a name begins with a particle: right after a title, and goes on with a capital ("President von der Leyen")."""
    title, k = by_end.get(i), i
    while k < len(tokens) and tokens[k].low in PARTICLES and not tokens[k].capital and k - i < 3:
        k += 1
    if title is None or not title.capital or title.plural or title.countries or tokens[i].low in ("and", "e", "y"):
        return False
    return k < len(tokens) and tokens[k].word and tokens[k].capital and tokens[k].low not in NOT_NAMES


def _extent(tokens: list[Token], i: int, taken: dict[int, str]) -> int:
    """The token after a name that begins at i."""
    n, end = len(tokens), i + 1
    if len(tokens[i].text) == 1 and end < n and tokens[end].text == ".":
        end += 1
    while end < n and end - i < 10:
        token = tokens[end]
        if _nickname(tokens, end):
            end += 4
            continue
        if token.start - tokens[end - 1].end > 1:
            break
        kind = taken.get(end)
        if token.low in SUFFIXES or (token.low in ROMAN and token.text.isupper() and token.low != "i"):
            end += 1 + (end + 1 < n and tokens[end + 1].text == "." and token.low in ("jr", "sr"))
            break
        if token.text == "," and end + 1 < n and tokens[end + 1].low in ("jr", "sr"):
            end += 2 + (end + 2 < n and tokens[end + 2].text == ".")
            break
        initial = len(token.text) == 1 and token.capital and end + 1 < n and tokens[end + 1].text == "."
        if token.word and token.capital and (initial or token.low not in NOT_NAMES):
            if kind in ("org", "demonym", "metonym", "title", "word", "place", "work"):
                break
            if kind == "verb" and not (end - i == 1 and tokens[i].low in given_names()):
                break
            if kind in ("country", "capital") and (
                "." in token.text or (tokens[end - 1].low not in given_names() and tokens[end - 1].low not in PARTICLES)
            ):
                break
            end += 1
            if len(token.text) == 1 and end < n and tokens[end].text == ".":
                end += 1
            continue
        if (
            token.low in ("may", "march", "august", "april", "christian", "muhammad", "islam", "bible")
            and token.capital
            and end - i == 1
            and tokens[i].low in given_names()
        ):
            end += 1
            continue
        if token.low in PARTICLES and not token.capital:
            k = end + 1
            while k < n and tokens[k].low in PARTICLES and not tokens[k].capital and k - end < 3:
                k += 1
            if (
                k < n
                and (tokens[k].capital or JOINED.match(tokens[k].text))
                and tokens[k].word
                and taken.get(k) not in ("org", "demonym", "title")
            ):
                if (
                    token.low in ("e", "y", "la", "le", "do", "da", "das", "los", "las")
                    and tokens[end - 1].low in common()
                ):
                    break
                end = k + 1
                continue
            break
        if JOINED.match(token.text) and taken.get(end) is None:
            end += 1
            continue
        break
    return end


def _nickname(tokens: list[Token], k: int) -> bool:
    """Whether a quoted nickname and then the family name begin at k: Otto "Bo" Teller."""
    if k + 3 >= len(tokens) or tokens[k].text not in ('"', "“", "‘", "'"):
        return False
    return tokens[k + 2].text in ('"', "”", "’", "'") and all(
        tokens[j].capital and tokens[j].word for j in (k + 1, k + 3)
    )


def _lead(tokens: list[Token], i: int, end: int) -> int:
    """Where the name begins in a run of capitalised words: after the end of somebody's title ("… and Resources Ana Teller"),
    after an abbreviation ("APNSA Ana Teller")."""
    given = given_names()
    k = i
    if end - k == 2 and _abbreviated(tokens[k]) and tokens[k + 1].word and not tokens[k + 1].text.isupper():
        return k + (tokens[k].low not in given and tokens[k + 1].low not in common())  # "APNSA Teller"
    while end - k > 2 and tokens[k].word and tokens[k + 1].word and len(tokens[k].text) > 2:
        token, following = tokens[k], tokens[k + 1]
        if token.low in given or token.low in PARTICLES or tokens[end - 1].text.isupper():
            break
        rest = [t.low for t in tokens[k + 1 : end] if t.word]
        if token.low in honorifics() and token.low not in given:
            k += 1
            continue
        if (_ordinary(token.low) or token.low in _OF_HIGHNESS) and following.low in honorifics() and end - k > 3:
            k += 1
            continue
        fresh = following.low in given or not any(w in common() for w in rest)
        abbreviated = token.text.isupper() and "." not in token.text and not following.text.isupper()
        if not (abbreviated or (_ordinary(token.low) and (fresh or _ordinary(following.low)))):
            break
        k += 1
    left = [t.low for t in tokens[k:end] if t.word]
    return k if len(left) > 1 and not all(w in common() or w in THINGS for w in left) else i


def _abbreviated(token: Token) -> bool:
    """Whether a word is an office's or a body's letters: "APNSA"; initials are shorter."""
    return token.word and token.text.isupper() and token.text.isalpha() and len(token.text) > 3


def _firm_before(tokens: list[Token], i: int, end: int, by_end: dict[int, Title], opening: set[int]) -> int | None:
    """Where the name begins after somebody else's firm, in a list that has lost its lines: "Ana Teller, CEO, Vostok Otto Barr, President"."""
    after_title = i > 0 and tokens[i - 1].text == "," and (i - 1) in by_end
    if not (after_title and end + 1 < len(tokens) and tokens[end].text == "," and end + 1 in opening):
        return None
    given = given_names()
    if tokens[i].low in given or len(tokens[i].text) < 3 or not tokens[i].text.isascii() or tokens[i].low in PARTICLES:
        return None
    return next((k for k in range(i + 1, end - 1) if tokens[k].word and tokens[k].low in given), None)


_QUARTERS = frozenset("north south east west america africa asia europe".split())
_OF_HIGHNESS = frozenset(("royal", "serene", "imperial", "sultanic"))


def _ordinary(word: str) -> bool:
    """Whether it is a word of the language, of titles or of bodies, or made of such ("low-intensity"), rather than of names."""
    known = (common(), portfolios(), THINGS, BODY_HEADS, REGIONS, _QUARTERS)
    return all(inflected(w) or any(w in words for words in known) for w in word.split("-"))


def _states_before(tokens: list[Token], titles: list[Title]) -> Iterator[int]:
    """Tokens of a US state before a title: the name ends there in "Ana Teller Ohio Governor Otto Barr"."""
    for title in titles:
        k = title.core_start
        for size in (1, 2, 3):
            if k >= size and tokens[k - 1].capital and is_us_state(" ".join(t.text for t in tokens[k - size : k])):
                yield from range(k - size, k)


def _works(tokens: list[Token]) -> Iterator[int]:
    """Tokens of quoted titles of books and films, in which every word of weight has a capital: “Teller and the Sea”."""
    opened = -1
    for k, token in enumerate(tokens):
        if token.text == "“" or (token.text == '"' and opened < 0):
            opened = k
        elif token.text in ("”", '"') and opened >= 0:
            words = [t for t in tokens[opened + 1 : k] if t.word]
            small = [t for t in words if not t.capital]
            if 2 < len(words) < 12 and small and all(t.low in _SMALL for t in small) and words[0].capital:
                yield from range(opened + 1, k)
            opened = -1


_SMALL = frozenset("a an and at by for from in of on or the to with 's".split())


def _run(tokens: list[Token], i: int, end: int, by_end: dict[int, Title]) -> Run | None:
    stop = end
    words = [t.low.strip("'’") for t in tokens[i:stop] if t.word and t.low not in ("jr", "sr")]
    if tokens[end - 1].low in SUFFIXES - {"jr", "sr"} and len(words) > 2:
        words = words[:-1]
    words = [
        w
        for word in words
        for w in (
            [word] if not re.fullmatch(r"[a-z]{2,3}", word) or "." not in _written(tokens, i, end, word) else list(word)
        )
    ]
    if not words:
        return None
    run = Run(i, end, words)
    run.outer = i
    letters = "".join(t.text for t in tokens[i:end] if t.word and len(t.text) > 1)
    run.caps = len(letters) > 3 and letters.isupper()
    k = i
    while k > 0:
        if tokens[k - 1].text == "." and k > 1 and tokens[k - 2].low in honorifics():
            run.honorific = run.honorific or tokens[k - 2].low
            k -= 2
        elif (
            tokens[k - 1].low in honorifics()
            and (tokens[k - 1].capital)
            and tokens[k - 1].low not in ("he", "mother", "father", "sister", "count", "don")
        ) or (tokens[k - 1].low in ("he", "hm", "hh") and "." in tokens[k - 1].text):
            run.honorific = run.honorific or tokens[k - 1].low
            k -= 1
        elif tokens[k - 1].low in ("his", "her", "all", "their", "royal", "right", "most") and run.honorific:
            k -= 1
        else:
            break
    run.outer = k
    title = by_end.get(k) or _field_before(tokens, k, by_end)
    if title and tokens[k - 1].text != ",":
        run.title = title
        run.outer = title.start
    return run


def _field_before(tokens: list[Token], k: int, by_end: dict[int, Title]) -> Title | None:
    """The title whose field goes on to the name at k: "Adviser for International | Economics Ana Teller"; takes the words in."""
    start = k
    while start > max(0, k - _FIELD_WORDS) and tokens[start - 1].capital and tokens[start - 1].low in common():
        start -= 1
        title = by_end.get(start)
        if title is not None and not title.plural and {"for", "of"} & set(title.text.split()):
            title.text = " ".join([title.text, *(t.low for t in tokens[title.end : k])])
            title.end = title.core_end = k
            return title
    return None


_FIELD_WORDS = 3


def _written(tokens: list[Token], i: int, end: int, word: str) -> str:
    return next((t.text for t in tokens[i:end] if t.low == word), "")
