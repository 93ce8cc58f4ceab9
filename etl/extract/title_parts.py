"""What stands before and after the core of a title: its state or body, portfolio, qualifier, and complement."""

from __future__ import annotations

from etl.extract.marks import BODY_HEADS, Mark, title_words
from etl.extract.title import (
    ABBREVIATED,
    ADJECTIVES,
    AREAS,
    DEPUTY_WORDS,
    DETERMINERS,
    DIRECTED,
    FOLLOWERS,
    PLACED,
    THRONES,
    Title,
    honorifics,
    portfolios,
    qualifiers,
)
from etl.extract.tokens import Token
from etl.extract.words import common, given_names
from etl.geo.countries import is_us_state
from etl.lexicon.roles import word_set


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
            title.region = title.region or _provincial(mark.name)
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


def _provincial(name: str) -> bool:
    """Whether a US state's name; Washington stands for the country."""
    return name != "Washington" and is_us_state(name)


def _us_state(tokens: list[Token], end: int) -> int:
    """How many tokens before `end` are the name of a US state."""
    for size in (1, 2, 3):
        if end >= size and _provincial(" ".join(t.text for t in tokens[end - size : end])):
            return size
    return 0


def _age(token: Token) -> bool:
    return token.low.endswith("-year-old")


def after(tokens: list[Token], title: Title, by_start: dict[int, Mark]) -> list[str]:
    """Read what stands after the core and move `title.end` over it; the words that belong to the role's text."""
    k, n = title.core_end, len(tokens)
    tail: list[str] = []
    while k < n and tokens[k].low in ("elect", "designate", "nominee", "emeritus", "emerita"):
        title.qualifier = qualifiers()[tokens[k].low]
        k += 1
        title.end = k
    if k + 1 < n and tokens[k].low == "ad" and tokens[k + 1].low == "interim":
        title.qualifier, k = "acting", k + 2
        title.end = k
    if title.counterpart:
        return tail
    for _ in range(3):
        if k + 1 >= n:
            break
        word = tokens[k].low
        if word not in ("of", "for", "to", "in", "at", "on"):
            break
        if word == "to" and title.head not in DIRECTED:
            break
        if word == "in" and title.head not in PLACED:
            break
        if word == "at" and not (
            title.head in PLACED
            or title.head
            in (
                "fellow",
                "professor",
                "lecturer",
                "correspondent",
                "scholar",
                "editor",
                "director",
                "spokesman",
                "spokeswoman",
            )
        ):
            break
        if word == "on" and title.head not in (
            "envoy",
            "negotiator",
            "representative",
            "rapporteur",
            "adviser",
            "advisor",
            "coordinator",
            "expert",
            "writer",
        ):
            break
        step = _complement(tokens, k, word, title, by_start)
        if step is None:
            break
        k, words = step
        tail += words
        title.end = k
    while (
        title.capital and k + 1 < n and tokens[k].text == "," and (mark := by_start.get(k + 1)) and mark.kind == "org"
    ):
        if mark.end < n and tokens[mark.end].text not in (",", ".", ";", ")"):
            break  # "Senior Advisor, Bureau of Consular Affairs, State Department"
        title.org = title.org or mark
        if mark.code and not title.countries:
            title.countries, title.country_said = [mark.code], "body"
        k = title.end = mark.end
    return tail


def _complement(
    tokens: list[Token], k: int, word: str, title: Title, by_start: dict[int, Mark]
) -> tuple[int, list[str]] | None:
    """One complement that begins with the preposition at k: its end and its words for the role's text."""
    n = len(tokens)
    j = k + 1
    inner = by_start.get(j + (tokens[j].low in ("the", "its")))
    if inner and inner.end < n and tokens[inner.end].low == "'s":  # "a spokesman for Nigeria's president"
        body = by_start.get(inner.end + 1)
        if body and body.kind == "org" and word in ("of", "for", "at"):  # "of Iran's Supreme Security Council"
            title.org = title.org or body
            if not title.countries and inner.code:
                title.countries, title.country_said = [inner.code], "of"
            return body.end, []
        if inner.code and not title.countries and (word == "of" or title.head.startswith("spokes")):
            title.countries, title.country_said = [inner.code], "of"
        return None
    the = tokens[j].low in ("the", "its", "his", "her", "their")
    if the:
        j += 1
    if j >= n:
        return None
    if not the and _titled_name(tokens, j):
        return None  # "adviser to President Teller": that title is the other's
    mark = by_start.get(j)
    if mark and mark.kind in ("country", "metonym", "capital", "demonym"):
        codes = [mark.code or ""]
        title.region = title.region or (word in ("of", "for") and mark.code == "US" and _provincial(mark.name))
        end = mark.end
        if mark.kind == "demonym":
            return _phrase(tokens, k, j, title, by_start)
        if word == "of":
            while True:
                follow = end
                if follow < n and tokens[follow].low == ",":
                    follow += 1
                if follow < n and tokens[follow].low in ("and", "&"):
                    follow += 1
                if follow < n and tokens[follow].low == "of":
                    follow += 1
                if follow < n and tokens[follow].low == "the":
                    follow += 1
                more = by_start.get(follow)
                if follow > end and more and more.kind == "country" and title.plural:
                    codes.append(more.code or "")
                    end = more.end
                else:
                    break
            if not title.countries:
                title.countries, title.country_said = codes, "of"
            elif len(codes) > 1:
                title.countries = codes
            return end, []
        if word == "for" and title.head.startswith(("spokes", "minister")):
            title.countries, title.country_said = title.countries or codes, title.country_said or "of"
            return end, []
        if word in ("to", "in") and title.head not in ("correspondent", "reporter", "minister"):
            title.accredited = mark.code
        said = [t.low for t in tokens[k : mark.end]]
        end = mark.end
        while title.accredited:
            follow = end + 1 if end < n and tokens[end].text == "," else end
            follow += follow < n and tokens[follow].low in ("and", "&")
            follow += follow < n and tokens[follow].low == "to"
            follow += follow < n and tokens[follow].low == "the"
            more = by_start.get(follow)
            if follow == end or more is None or more.kind != mark.kind or not more.code:
                break
            last = tokens[end].low in ("and", "&") or tokens[min(end + 1, n - 1)].low in ("and", "&")
            peek = more.end
            if (
                tokens[end].text == ","
                and not last
                and not (peek < n and (tokens[peek].low == "and" or tokens[peek].text == ","))
            ):
                break
            title.also.append((more.code, f"{word} " + " ".join(t.low for t in tokens[more.start : more.end])))
            end = more.end
            if last:
                break
        return end, said
    if mark and mark.kind == "org":
        if word in ("of", "for", "at", "in", "on"):
            if title.org is None:
                title.org = mark
                if mark.code and not title.countries:
                    title.countries, title.country_said = [mark.code], "body"
            return mark.end, []
        return mark.end, [t.low for t in tokens[k : mark.end]]
    return _phrase(tokens, k, j, title, by_start)


def _titled_name(tokens: list[Token], j: int) -> bool:
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


def _leads_to_title(tokens: list[Token], k: int) -> bool:
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
        elif token.low == "'s" and end + 1 < n and end > j and tokens[end + 1].capital and plain(end - 1):
            end += 1
        elif token.low in BODY_HEADS and end > j and not token.capital and tokens[end - 1].low in BODY_HEADS:
            end += 1
        elif token.low in ("and", "&", ",") and end + 1 < n and end > j and plain(end - 1):
            follow = end + 1 + (token.text == "," and tokens[end + 1].low in ("and", "&"))
            if follow >= n or not plain(follow) or _leads_to_title(tokens, follow):
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


_OWNERS = word_set(
    "minister president government prime parliament chancellor king military army navy police embassy mission delegation opposition"
)
_INCOMPLETE = word_set("the a an annual northern southern eastern western his her its their of and two three")
_STOPS = word_set("""who which that was is has had said says and to in on at with from by after before when while but as were are will would
    for earlier later this last next today yesterday also told met since until during who whose""")


def _phrase(
    tokens: list[Token], k: int, j: int, title: Title, by_start: dict[int, Mark]
) -> tuple[int, list[str]] | None:
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
        if _provincial(" ".join(t.text for t in tokens[j:end])):
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
