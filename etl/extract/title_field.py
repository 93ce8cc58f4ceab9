"""The field of a title, a complement of words that name no state or body: "of foreign affairs and trade", "for African Affairs"."""

from __future__ import annotations

from etl.extract.marks import BODY_HEADS, Mark, title_words
from etl.extract.title import AREAS, THRONES, Title, honorifics, portfolios, provincial
from etl.extract.tokens import Token
from etl.extract.words import common, given_names
from etl.lexicon.roles import word_set

_OWNERS = word_set(
    "minister president government prime parliament chancellor king military army navy police embassy mission delegation opposition"
)
_INCOMPLETE = word_set("the a an annual northern southern eastern western his her its their of and two three")
_STOPS = word_set("""who which that was is has had said says and to in on at with from by after before when while but as were are will would
    for earlier later this last next today yesterday also told met since until during who whose""")


def titled_name(tokens: list[Token], j: int) -> bool:
    """Whether a title in capitals begins at j and a name follows it: "Vice President Teller"."""
    k, n = j, len(tokens)
    while k < n and k - j < 5 and tokens[k].capital and tokens[k].low not in title_words():
        k += 1
    if k >= n or not tokens[k].capital or tokens[k].low not in title_words():
        return False
    while k < n and tokens[k].capital and tokens[k].low in title_words():
        k += 1
    if k + 1 < n and tokens[k].low == "of" and tokens[k + 1].low == "state":
        k += 2
    return k < n and tokens[k].capital and tokens[k].word and tokens[k].low not in common()


def leads_to_title(tokens: list[Token], k: int) -> bool:
    """Whether words in capitals lead from k to another title's head: "… and National Climate Advisor"."""
    for token in tokens[k : k + 6]:
        if not token.capital:
            return False
        if token.low in title_words():
            return True
    return False


def _proper(tokens: list[Token], j: int, by_start: dict[int, Mark]) -> int:
    """The end of a complement in capitals, before the name: "for Clean Energy Innovation and Implementation Ana Teller"."""
    n, end = len(tokens), j
    given, known = given_names(), portfolios()

    def plain(k: int) -> bool:
        token = tokens[k]
        return token.capital and token.low not in given and (token.low in common() or token.low in known)

    while end < n and end - j < 12:
        token = tokens[end]
        if end > j and (token.low in title_words() or token.low in honorifics()):
            break
        if end in by_start and by_start[end].kind != "org":
            end = by_start[end].end
        elif token.capital and token.word and token.low not in given and (end - j < 6 or plain(end)):
            if end > j and not plain(end) and plain(end - 1) and end + 1 < n and tokens[end + 1].capital:
                break  # words that everyone uses, then two that nobody does: a name
            end += 1
        elif (token.low == "'s" and end + 1 < n and end > j and tokens[end + 1].capital and plain(end - 1)) or (
            token.low in BODY_HEADS and end > j and not token.capital and tokens[end - 1].low in BODY_HEADS
        ):
            end += 1
        elif token.low in ("and", "&", ",") and end + 1 < n and end > j and plain(end - 1):
            follow = end + 1 + (token.text == "," and tokens[end + 1].low in ("and", "&"))
            if follow >= n or not plain(follow) or leads_to_title(tokens, follow):
                break
            if token.text == "," and tokens[end + 1].low not in ("and", "&") and not _listed(tokens, follow):
                break
            end = follow
        else:
            break
    return end


def _listed(tokens: list[Token], k: int) -> bool:
    """Whether a list in capitals goes on to its "and": "Population, Refugees, and Migration"."""
    for token in tokens[k : k + 6]:
        if token.low in ("and", "&"):
            return True
        if not (token.capital or token.text == ","):
            return False
    return False


def field(tokens: list[Token], k: int, j: int, title: Title, by_start: dict[int, Mark]) -> tuple[int, list[str]] | None:
    """A complement of common words: "of foreign affairs and trade", "of the opposition", "for African Affairs"."""
    n, end, known = len(tokens), j, portfolios()
    capital = tokens[j].capital
    if (
        tokens[j].low in known
        or (tokens[j].low in AREAS and capital)
        or (j in by_start and by_start[j].kind == "demonym")
    ):
        while end < n and end - j < 9:
            token = tokens[end]
            if token.low in known or (
                token.capital and (token.low in AREAS or (end in by_start and by_start[end].kind != "org"))
            ):
                end += 1
            elif token.low in ("and", ",", "&", "of", "the", "for") and end + 1 < n:
                follow = end + 1 + (tokens[end + 1].low in ("and", "the"))
                if follow < n and (
                    tokens[follow].low in known or (tokens[follow].low in AREAS and tokens[follow].capital)
                ):
                    end = follow
                else:
                    break
            elif end > j and tokens[end].low in _OWNERS:
                end += 1
            else:
                break
        inner = j in by_start and by_start[j].kind == "demonym" and tokens[end - 1].low != "affairs"
        if inner and not title.countries:
            title.countries, title.country_said = [by_start[j].code or ""], "inner"
        return (end, [t.low for t in tokens[k:end] if t.low != ","]) if end > j else None
    if capital and title.head in THRONES:
        return j + 1, [t.low for t in tokens[k : j + 1]]
    if capital:
        end = _proper(tokens, j, by_start)
        if provincial(" ".join(t.text for t in tokens[j:end])):
            title.region = True
            if not title.countries:
                title.countries, title.country_said = ["US"], "of"
        return (end, [t.low for t in tokens[k:end] if t.low != ","]) if end > j else None
    if tokens[k].low == "of" and (tokens[j - 1].low == "the" or title.head in ("speaker", "member", "members")):
        while (
            end < n and end - j < 3 and tokens[end].word and not tokens[end].capital and tokens[end].low not in _STOPS
        ):
            end += 1
            if end < n and tokens[end].low in ("of",) and end + 1 < n:
                break
        return (end, [t.low for t in tokens[k:end]]) if end > j else None
    if tokens[k].low in ("of", "for"):  # "head of consular services Bo Lindqvist"
        while (
            end < n and end - j < 3 and tokens[end].word and not tokens[end].capital and tokens[end].low not in _STOPS
        ):
            end += 1
        whole = end > j and tokens[end - 1].low not in _INCOMPLETE and not tokens[j].low.endswith("ing")
        if whole and end < n and (tokens[end].capital or tokens[end].text == ","):
            return end, [t.low for t in tokens[k:end]]
    heads = ("president", "king", "chancellor", "prime", "vice", "emir")
    if tokens[k].low == "to" and tokens[j - 1].low in ("the", "his", "her") and tokens[j].low in heads:
        end = j + 1 + (tokens[j].low in ("prime", "vice"))
        return end, [t.low for t in tokens[k:end]]
    return None
