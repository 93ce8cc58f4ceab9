"""What stands before the core of a title: its portfolio, state or body, qualifier, determiner."""

from __future__ import annotations

from etl.extract.marks import Mark
from etl.extract.title import (
    ABBREVIATED,
    ADJECTIVES,
    AREAS,
    DEPUTY_WORDS,
    DETERMINERS,
    FOLLOWERS,
    Title,
    portfolios,
    provincial,
    qualifiers,
)
from etl.extract.tokens import Token


def portfolio_before(tokens: list[Token], i: int, title: Title, by_end: dict[int, Mark], floor: int) -> int:
    """Where the core begins with its portfolio ("interior and trade minister") and its deputy words."""
    k = i
    known = portfolios()
    if title.head in (
        "minister",
        "ministers",
        "secretary",
        "secretaries",
        "director",
        "directors",
        "adviser",
        "advisor",
        "chief",
        "spokesman",
        "spokeswoman",
        "editor",
        "correspondent",
        "reporter",
        "officer",
        "official",
        "negotiator",
        "coordinator",
        "commissioner",
        "attache",
        "leader",
        "envoy",
        "advisers",
        "advisors",
        "representative",
        "writer",
    ):
        while k > floor:
            low = tokens[k - 1].low
            if k in by_end and by_end[k].kind != "org":
                break
            if (
                low in known
                or (
                    low
                    in ("communications", "press", "peace", "party", "foreign-policy", "bureau", "affairs", "energy")
                    and tokens[k - 1].word
                )
                or (
                    low in ("and", "&")
                    and k - 2 >= floor
                    and tokens[k - 2].low in known
                    and k < i + 1
                    and tokens[k].low in known
                )
            ):
                k -= 1
            else:
                break
    while (
        k > floor
        and (tokens[k - 1].low in DEPUTY_WORDS or (tokens[k - 1].low == "under" and title.head.startswith("secretar")))
        and (
            tokens[k - 1].low not in ("first", "second", "third")
            or tokens[k - 1].capital
            or tokens[k].low in ("secretary", "deputy", "vice")
        )
    ):
        k -= 1
    return k


def _dashed(tokens: list[Token], k: int, by_end: dict[int, Mark]) -> Mark | None:
    """The state before another and a dash: "United States-Japan leaders", "U.S. – Norwegian leaders"."""
    dash = tokens[k - 1].text in ("-", "–", "—")
    mark = by_end.get(k - 1 if dash else k)
    return mark if mark is not None and mark.kind in ("country", "demonym") else None


def before(tokens: list[Token], title: Title, by_end: dict[int, Mark], floor: int) -> None:
    """Read what stands before the core, from right to left."""
    k = title.core_start
    kept = k
    quals = qualifiers()
    while k > floor:
        token = tokens[k - 1]
        mark = by_end.get(k)
        if token.low in quals and not (
            token.low in ("late", "old", "past", "previous") and k == title.core_start and not token.word
        ):
            title.qualifier = title.qualifier or quals[token.low]
            k -= 1
        elif mark and mark.kind in ("country", "demonym", "metonym", "capital"):
            title.region = title.region or provincial(mark.name)
            if title.org is None and mark.start >= floor:
                title.countries.insert(0, mark.code or "")
                title.country_said = "pre"
                k = mark.start
                # "Turkish and Greek foreign ministers"; "U.S.-Russian" is left alone
                while (
                    k - 1 > floor
                    and tokens[k - 1].low in ("and", ",", "&", "or")
                    and by_end.get(k - 1)
                    and by_end[k - 1].kind in ("country", "demonym")
                ):
                    title.countries.insert(0, by_end[k - 1].code or "")
                    k = by_end[k - 1].start
                while title.plural and k > floor and (pair := _dashed(tokens, k, by_end)) and pair.start >= floor:
                    title.countries.insert(0, pair.code or "")
                    k = pair.start
            else:
                if not title.countries and mark.kind in ("country", "demonym"):
                    title.countries.insert(0, mark.code or "")
                    title.country_said = "pre"
                k = mark.start
        elif mark and mark.kind == "org" and title.org is None:
            title.org = mark
            if mark.code and not title.countries:
                title.countries, title.country_said = [mark.code], "body"
            k = mark.start
        elif token.low == "'s":
            owner = by_end.get(k - 1)
            title.determiner = "poss"
            if owner and owner.kind == "org":
                title.org = title.org or owner
                if owner.code and not title.countries:
                    title.countries, title.country_said = [owner.code], "body"
                k = owner.start
            elif owner:
                if not title.countries:
                    title.countries, title.country_said = [owner.code or ""], "possessive"
                k = owner.start
            elif k - 2 >= floor and tokens[k - 2].word:
                title.possessor = k - 2
                k -= 2
                while k > floor and tokens[k - 1].capital:
                    k -= 1
                kept = k
                break
            else:
                break
            if k > floor and tokens[k - 1].low == "the":
                k -= 1
            kept = k
            break
        elif token.low == "." and k - 2 >= floor and tokens[k - 2].low in ABBREVIATED:
            break
        elif token.low in DETERMINERS:
            title.determiner = token.low
            k -= 1
            if (
                tokens[k].low in ("two", "both", "three", "four")
                and k > floor
                and tokens[k - 1].low in ("the", "their", "his", "her")
            ):
                title.determiner = tokens[k - 1].low
                k -= 1
            kept = k
            break
        elif token.low in ("first", "second", "next", "last", "only"):
            title.ordinal = token.low == "first"
            if token.low == "next":
                title.qualifier = title.qualifier or "candidate"
            k -= 1
        elif (
            token.low in ADJECTIVES
            or token.low in DEPUTY_WORDS
            or (token.low in AREAS and token.capital)
            or _age(token)
        ):
            k -= 1
            if all(tokens[x].low in ADJECTIVES or tokens[x].low in DEPUTY_WORDS for x in range(k, title.core_start)):
                kept = k
            continue
        elif token.capital and (size := _us_state(tokens, k)):
            title.region = True
            if not title.countries:
                title.countries, title.country_said = ["US"], "pre"
            k -= size
        else:
            # one or two lower-case words between a determiner and the core: "the hard-bitten Iranian president"
            if (
                token.word
                and not token.capital
                and (k - 2 >= floor)
                and tokens[k - 2].low in ("the", "a", "an", "his", "her", "its", "their", "'s")
                and token.low not in FOLLOWERS
            ):
                k -= 1
                continue
            break
        kept = k
    title.start = min(kept, title.core_start)


def _us_state(tokens: list[Token], end: int) -> int:
    """How many tokens before `end` are the name of a US state."""
    for size in (1, 2, 3):
        if end >= size and provincial(" ".join(t.text for t in tokens[end - size : end])):
            return size
    return 0


def _age(token: Token) -> bool:
    return token.low.endswith("-year-old")
