"""Titles in a sentence: "the outgoing Turkish foreign minister", "then-Secretary of State", "ambassador to Chile".

A title is a core that `roles.csv` knows, with what stands before it (determiner, qualifier, state or body, portfolio) and after it
("of the Swiss Confederation", "to Poland", "for African affairs"). Nothing here says whose title it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from etl.extract.marks import REGIONS, Mark, plural, title_words
from etl.extract.tokens import Token
from etl.extract.words import given_names, rows
from etl.lexicon.roles import fold_title, head_of, role_type, roles, word_set

AREAS = REGIONS | word_set("east west south north southeast africa asia europe america far hemisphere atlantic near")
DETERMINERS = word_set("the a an his her its their our my this that another one both two three four five six")
DEPUTY_WORDS = word_set("deputy vice assistant associate principal first second third joint permanent")
# Words between a determiner or a state and the core that change nothing: "the veteran Soviet ambassador".
ADJECTIVES = word_set("""senior chief top special veteran new longtime long-time visiting powerful influential popular hardline hard-line
    fellow lead leading main key high-level top-ranking ranking presidential ceremonial right-wing left-wing
    conservative liberal socialist communist democratic republican military civilian federal national regional local
    newly elected re-elected reelected appointed long-serving fiery reformist moderate exiled opposition ruling young
    elderly billionaire own nominal titular de facto prime career embattled roving political resident honorary
    personal private global diplomatic foreign-policy security respected prominent late-night leftist rightist
    shi'ite shiite shia sunni kurdish muslim christian orthodox catholic maronite leftist islamist nationalist communist
    transitional supreme state government shadow one-time well-known famous half current""")
ABBREVIATED = word_set("gen lt maj brig col capt sen rep adm prof sgt cmdr gov")
EXPANDED = {
    "gen": "general",
    "lt": "lieutenant",
    "maj": "major",
    "brig": "brigadier",
    "col": "colonel",
    "capt": "captain",
}
EXPANDED |= {"sen": "senator", "adm": "admiral", "prof": "professor", "sgt": "sergeant"}
THRONES = word_set("king queen emir amir sultan shah emperor empress tsar czar kaiser prince princess duke duchess regent")
CAPITAL_ONLY = word_set("""major king queen prince princess lord duke duchess captain lieutenant sergeant justice sen rep gen col adm capt
    mp prof emir amir sultan shah kaiser regent count commodore brigadier co emperor empress tsar czar""")
COUNTERPARTS = (
    "counterpart",
    "counterparts",
    "opposite number",
    "opposite numbers",
    "colleague",
    "colleagues",
    "host",
    "peer",
)
PLACED = word_set("ambassador ambassadors envoy envoys commissioner man diplomat consul nuncio correspondent chief bureau reporter d'affaires representative general head representatives attache")
DIRECTED = word_set("""ambassador ambassadors envoy envoys representative representatives commissioner adviser advisor advisers advisors
    assistant nuncio emissary delegate aide secretary minister d'affaires consul observer general coordinator
    candidate head chief staff spokesman spokeswoman cabinet""")


@dataclass(slots=True)
class Title:
    """Tokens [start, end) of a sentence are a title; [core_start, core_end) its core."""

    start: int
    end: int
    core_start: int
    core_end: int
    text: str  # the role in lower case, without state, body and qualifier
    head: str
    plural: bool = False
    qualifier: str | None = None  # None where nothing is said
    ordinal: bool = False  # "first national security adviser"
    countries: list[str] = field(default_factory=list)
    country_said: str | None = None  # pre | of | possessive | body | inner
    org: Mark | None = None
    accredited: str | None = None
    also: list[tuple[str, str]] = field(default_factory=list)  # further (state, words): "to Chile, Peru and Bolivia"
    determiner: str | None = None  # the, a, his, …; "poss" after a state's or person's possessive
    possessor: int | None = None  # the token before a possessive that is no state or body
    counterpart: bool = False
    capital: bool = False

    def role_type(self, country: str | None) -> str | None:
        """The kind of office, given whose it is."""
        kind = None
        if self.org:
            kind = "international" if self.org.international else "company" if self.org.body == "company" else "other"
            whole = fold_title(f"{self.text} of the {self.org.name}")
            if (exact := _exact().get(whole) or _exact().get(fold_title(f"{self.org.name} {self.text}"))) is not None:
                return exact
            if self.org.body == "cabinet" and self.text == "member":
                return "minister"
            if self.org.body == "legislature":
                kind = "congress"
            elif self.org.code and self.org.body in ("government_office", "government", "ministry"):
                kind = None
        return role_type(self.text, country, kind)


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


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    """Patterns that name their body: "secretary of the security council"."""
    return {" ".join(r.words): r.role_type for r in roles() if len(r.words) > 2 and "*" not in r.words}


@lru_cache(maxsize=1)
def portfolios() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("portfolios.csv"))


@lru_cache(maxsize=1)
def qualifiers() -> dict[str, str]:
    """Folded word -> qualifier."""
    return {row["word"]: row["qualifier"] for row in rows("qualifiers.csv")}


@lru_cache(maxsize=1)
def honorifics() -> dict[str, str]:
    """Folded word -> gender or ""."""
    return {row["word"]: row["gender"] for row in rows("honorifics.csv")}


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
    end, words, many, _ = found
    head = words[-1]
    token, n = tokens[i], len(tokens)
    following = tokens[end] if end < n else None
    before = tokens[i - 1] if i else None
    if len(words) == 1:
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
                or (before and (before.capital or before.low in ("the", "a", "'s", "as")))
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


FOLLOWERS = word_set("""who whose said says and or to was is has had did will would in on at of for with from by but also told met were are as then
    could can may might should into after before when while during himself herself 's""")


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
    first = _portfolio_before(tokens, i, title, by_end, floor)
    title.core_start = title.start = first
    _before(tokens, title, by_end, floor)
    pieces = [EXPANDED.get(t.low, t.low) for t in tokens[title.core_start : end] if t.low not in ("", ",")]
    tail = _after(tokens, title, by_start)
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


def _portfolio_before(tokens: list[Token], i: int, title: Title, by_end: dict[int, Mark], floor: int) -> int:
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
            if low in known or (
                low in ("communications", "press", "peace", "party", "foreign-policy", "bureau", "affairs", "energy")
                and tokens[k - 1].word
            ) or (
                low in ("and", "&")
                and k - 2 >= floor
                and tokens[k - 2].low in known
                and k < i + 1
                and tokens[k].low in known
            ):
                k -= 1
            else:
                break
    while (
        k > floor
        and (tokens[k - 1].low in DEPUTY_WORDS or (tokens[k - 1].low == "under" and title.head.startswith("secretar")))
        and not (tokens[k - 1].low == "first" and k - 1 == i - 1 and not tokens[k - 1].capital)
    ):
        k -= 1
    return k


def _before(tokens: list[Token], title: Title, by_end: dict[int, Mark], floor: int) -> None:
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


def _age(token: Token) -> bool:
    return token.low.endswith("-year-old")


def _after(tokens: list[Token], title: Title, by_start: dict[int, Mark]) -> list[str]:
    """Read what stands after the core and move `title.end` over it; the words that belong to the role's text."""
    k, n = title.core_end, len(tokens)
    tail: list[str] = []
    while k < n and tokens[k].low in ("elect", "designate", "nominee"):
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
    mark = by_start.get(j)
    if mark and mark.kind in ("country", "metonym", "capital", "demonym"):
        codes = [mark.code or ""]
        end = mark.end
        if mark.kind == "demonym":
            return (
                _phrase(tokens, k, j, title, by_start)
                if not title.countries or word != "of"
                else _phrase(tokens, k, j, title, by_start)
            )
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
            elif end > j and tokens[end].low in (
                "minister",
                "president",
                "government",
                "prime",
                "parliament",
                "chancellor",
                "king",
            ):
                end += 1
            else:
                break
        if j in by_start and by_start[j].kind == "demonym" and not title.countries:
            title.countries, title.country_said = [by_start[j].code or ""], "inner"
        return (end, [t.low for t in tokens[k:end] if t.low != ","]) if end > j else None
    if capital and title.head in THRONES:
        return j + 1, [t.low for t in tokens[k : j + 1]]
    if capital:
        while end < n and end - j < 6 and tokens[end].capital and tokens[end].low not in given_names():
            end += 1
        if end > j and end < n and tokens[end].capital:  # runs into a name
            end = j + 1 if end - j == 1 else end
        return (end, [t.low for t in tokens[k:end]]) if end > j else None
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
        if end > j and end < n and (tokens[end].capital or tokens[end].text == ","):
            return end, [t.low for t in tokens[k:end]]
    if tokens[k].low == "to" and tokens[j - 1].low in ("the", "his", "her"):
        if tokens[j].low in ("president", "king", "chancellor", "prime", "vice", "emir"):
            end = j + 1 + (tokens[j].low in ("prime", "vice"))
            return end, [t.low for t in tokens[k:end]]
    return None


def starts(titles: Iterable[Title]) -> dict[int, Title]:
    """Titles by the token at which they begin."""
    return {t.start: t for t in titles}
