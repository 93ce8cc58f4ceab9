"""Titles in a sentence: "the outgoing Turkish foreign minister", "then-Secretary of State", "ambassador to Chile".

A title is a core that `roles.csv` knows, with what stands before it (determiner, qualifier, state or body, portfolio) and after it
("of the Swiss Confederation", "to Poland", "for African affairs"). Nothing here says whose title it is.
"""

from __future__ import annotations

from functools import lru_cache

from etl.extract.marks import Mark, plural, title_words
from etl.extract.title import (
    ABBREVIATED,
    CAPITAL_ONLY,
    COUNTERPARTS,
    EXPANDED,
    FOLLOWERS,
    THRONES,
    Title,
    honorifics,
    portfolios,
    qualifiers,
)
from etl.extract.title_after import after
from etl.extract.title_before import before, portfolio_before
from etl.extract.title_field import leads_to_title
from etl.extract.tokens import Token
from etl.extract.words import given_names
from etl.lexicon.roles import head_of, roles


@lru_cache(maxsize=1)
def _cores() -> dict[str, list[tuple[tuple[str, ...], bool, bool]]]:
    """First word -> (words, plural, counterpart), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], bool, bool]]] = {}

    def add(words: tuple[str, ...], many: bool, counterpart: bool = False) -> None:
        words = tuple(part for w in words for part in ((w[:-2], "'s") if w.endswith("'s") else (w,)))
        row = (words, many, counterpart)
        if row not in out.setdefault(words[0], []):
            out[words[0]].append(row)

    for role in roles():
        if "*" in role.words:
            continue
        add(role.words, False)
        head = head_of(list(role.words))
        if role.words[head] in ("general", "elect") and head:  # secretaries general, attorneys general
            head -= 1
        many = (*role.words[:head], plural(role.words[head]), *role.words[head + 1 :])
        add(many, True)
        add((*role.words[:-1], plural(role.words[-1])), True)
    for phrase in COUNTERPARTS:
        add(tuple(phrase.split()), phrase.endswith("s"), True)
    for found in out.values():
        found.sort(key=lambda row: -len(row[0]))
    return out


def _core_at(tokens: list[Token], i: int) -> tuple[int, tuple[str, ...], bool, bool] | None:
    """(end, words, plural, counterpart) of the longest core at token i. Stops after abbreviations are skipped."""
    for words, many, counterpart in _cores().get(tokens[i].low, ()):
        k = i
        for n, word in enumerate(words):
            if k >= len(tokens) or tokens[k].low != word:
                break
            k += 1
            if word in ABBREVIATED and k < len(tokens) and tokens[k].text == ".":
                k += 1
            if n + 1 < len(words) and k < len(tokens) and tokens[k].low == "'s" and words[n + 1] != "'s":
                break
        else:
            return k, words, many, counterpart
    return None


def find(tokens: list[Token], marks: list[Mark]) -> list[Title]:
    """The titles of a sentence, by place, without overlaps."""
    by_start = {m.start: m for m in marks}
    by_end = {m.end: m for m in marks}
    covered = {k: m for m in marks for k in range(m.start, m.end)}
    out: list[Title] = []
    i, n = 0, len(tokens)
    while i < n:
        if (
            not tokens[i].word
            or (i in covered and covered[i].kind != "org")
            or (i in covered and i != covered[i].start)
        ):
            i += 1
            continue
        found = _core_at(tokens, i)
        if not found or not _plausible(tokens, i, found):
            i += 1
            continue
        end, words, many, counterpart = found
        if i in covered and end <= covered[i].end:
            i += 1
            continue
        title = _build(tokens, i, end, words, many, counterpart, by_start, by_end, out[-1].end if out else 0)
        if (
            out
            and title.start - 1 == out[-1].end
            and tokens[out[-1].end].low == "'s"
            and not out[-1].head.startswith("spokes")
        ):
            owner = out.pop()  # "the president's adviser": one title, and the president's state is its own
            title.start, title.determiner = owner.start, "poss"
            if not title.countries:
                title.countries, title.country_said = owner.countries, owner.country_said
            title.org = title.org or owner.org
        out.append(title)
        i = max(title.end, end)
    return out


def _plausible(tokens: list[Token], i: int, found: tuple[int, tuple[str, ...], bool, bool]) -> bool:
    """Whether the words are a title here and not an adjective, a verb or a part of a name."""
    end, words, _many, _ = found
    head = words[-1]
    token, n = tokens[i], len(tokens)
    following = tokens[end] if end < n else None
    before = tokens[i - 1] if i else None
    if len(words) == 1:
        if head == "chief" and token.capital and following and leads_to_title(tokens, end):
            return False  # "Chief Foreign Affairs Advisor"
        if (
            head in CAPITAL_ONLY
            and not token.capital
            and not (head in THRONES and before is not None and before.low == "the")
        ):
            return False
        if (
            head in ABBREVIATED
            and token.text.lower() == head
            and not (token.capital and tokens[end - 1].text == "." and following is not None)
        ):
            return False
        if head in ("general", "colonel", "marshal", "admiral", "judge", "justice") and not token.capital:
            if before is None or before.low not in ("the", "a"):
                return False
            return following is None or not following.word or following.low in FOLLOWERS
        if head in (
            "head",
            "heads",
            "chair",
            "chairs",
            "man",
            "chief",
            "whip",
            "fellow",
            "charge",
            "count",
            "spy",
            "host",
            "colleague",
        ):
            if head == "man":
                return (
                    following is not None
                    and following.low in ("in", "at")
                    and before is not None
                    and (before.low in ("our", "his", "her", "its", "their", "own", "'s"))
                )
            if head in ("heads", "chairs", "charge", "whip") and not token.capital and "é" not in token.text:
                return False
            if head in ("head", "chair", "fellow") and not (
                (following and following.low in ("of", "in", "at"))
                or (before and (before.capital or before.low in ("the", "a", "'s", "as", ")")))
                or (head == "chair" and token.capital and following and following.capital)
            ):
                return False
            if (
                head in ("head",)
                and before is not None
                and before.low in ("a", "to", "his", "her", "their", "will", "would")
            ):
                return False
            if head in ("host", "colleague") and (
                before is None or not (before.capital or before.low in ("his", "her", "their", "'s"))
            ):
                return False
        if (
            head in ("general",)
            and before is not None
            and before.low in ("secretary", "attorney", "consul", "director")
        ):
            return False
        if (
            head in ("member", "members")
            and not (following and following.low == "of")
            and not (before and before.capital)
        ):
            return False
        if head in ("deputy", "assistant", "vice") and following is not None and following.capital:
            for j in range(end, min(n, end + 3)):  # "Deputy Finance Minister" is one title
                if tokens[j].low in title_words():
                    return False
        if (
            head in ("deputy", "assistant", "vice", "first")
            and following is not None
            and following.word
            and following.low not in FOLLOWERS
            and not following.capital
            and following.low != "of"
        ):
            return False
        # "Larry King said": a given name before and no name after makes it a family name.
        if (
            token.capital
            and head
            in (
                "king",
                "prince",
                "major",
                "bishop",
                "judge",
                "pope",
                "marshal",
                "general",
                "justice",
                "lord",
                "duke",
                "baron",
                "chancellor",
                "page",
            )
            and before is not None
            and before.capital
            and before.low in given_names()
            and not (following is not None and following.capital)
        ):
            return False
    if before is not None and before.low in ("mr", "mrs", "ms") and token.capital:
        return True
    return True


def _build(
    tokens: list[Token],
    i: int,
    end: int,
    words: tuple[str, ...],
    many: bool,
    counterpart: bool,
    by_start: dict[int, Mark],
    by_end: dict[int, Mark],
    floor: int,
) -> Title:
    head = words[head_of(list(words))]
    title = Title(i, end, i, end, "", head, plural=many, counterpart=counterpart, capital=tokens[i].capital)
    first = portfolio_before(tokens, i, title, by_end, floor)
    title.core_start = title.start = first
    before(tokens, title, by_end, floor)
    pieces = [EXPANDED.get(t.low, t.low) for t in tokens[title.core_start : end] if t.low not in ("", ",")]
    tail = after(tokens, title, by_start)
    if many:
        pieces = _singular(pieces)
    title.text = " ".join([*pieces, *tail]).replace(" 's", "'s")
    return title


def _singular(pieces: list[str]) -> list[str]:
    for k in range(len(pieces)):
        for stem in (
            pieces[k].removesuffix("s"),
            pieces[k][:-3] + "y",
            pieces[k][:-2] + "an",
            pieces[k].removesuffix("es"),
        ):
            if (
                pieces[k] not in ("state", "affairs")
                and stem != pieces[k]
                and plural(stem) == pieces[k]
                and pieces[k] not in portfolios()
            ):
                return [*pieces[:k], stem, *pieces[k + 1 :]]
    return pieces


__all__ = ["Title", "find", "honorifics", "portfolios", "qualifiers"]
