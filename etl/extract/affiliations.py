"""In what capacity people appear: titles of a sentence joined to the names beside them.

Patterns, each a function over a `View` that yields Capacities:

    before        Foreign Minister Ana Teller; Foreign Ministers Ana Teller and Jean Morel
    comma         Armenia's president, Petros Arami, …; the prime ministers of A and B, X and Y
    apposition    Ana Teller, the foreign minister; Hugo Barr (acting consul); X and Y, foreign ministers of A and B
    copula        Ana Teller is / became / was named foreign minister; she was ambassador to Chile from 2002 to 2007
    as_office     served as ambassador to Chile, Peru and Bolivia; sworn in as premier
    counterpart   his French counterpart, Jean Morel
    of_country    Keith Barr of Jamaica, after a plural title
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator

from etl.extract.capacity import Capacity
from etl.extract.titles import Title
from etl.extract.view import Named, View, of_country
from etl.lexicon.roles import word_set

_BE = word_set("is was are were be been being become becomes became remains remained")
_NAMING = word_set(
    "named appointed elected nominated chosen tapped inaugurated confirmed picked proclaimed crowned reelected re-elected"
)
_ADVERBS = word_set(
    "now currently also still then once previously formerly officially only again just recently already later until long himself herself actually both who"
)
_SERVING = word_set(
    "served serving serves serve worked works acted acting sworn takes took started began resigned quit"
)

_CLOSERS = word_set(
    "and in from since until at on for who whose under during but as to with when between or while of before after named that today yesterday tonight tomorrow here right left centre center second third last this earlier later now monday tuesday wednesday thursday friday saturday sunday"
)

# what a pronoun at a token stands for: (view, token) -> person id or None
Pronouns = Callable[[View, int], str | None]


def read(v: View, pronoun: Pronouns) -> list[Capacity]:
    """All capacities said in one sentence, by place."""
    out: list[Capacity] = []
    used: set[int] = set()
    for title in v.titles:
        if title.counterpart or _member(title):
            continue
        found = list(_plural(v, title)) if title.plural else []
        found = (
            found
            or list(_before(v, title))
            or list(_apposition(v, title, {c.person for c in out}.__contains__))
            or list(_comma(v, title))
        )
        found = found or list(_predicate(v, title, pronoun))
        if found:
            used.add(id(title))
        out += found
    for title in v.titles:
        if id(title) not in used and not title.counterpart:
            more = list(_coordinated(v, title, out))
            if more:
                used.add(id(title))
            out += more
    out += _since(v, [t for t in v.titles if id(t) not in used and not t.counterpart])
    out.sort(key=lambda c: c.title.core_start)
    _inherit(v, out)
    return out


def _member(title: Title) -> bool:
    """Whether the title says no more than that somebody belongs to something: "member of the delegation"."""
    return (
        title.head in ("member", "members")
        and title.org is None
        and (title.text == "member" or title.text.startswith("member of the d"))
    )


def _capacity(
    v: View, person: str, title: Title, how: str, country: str | None = None, qualifier: str | None = None
) -> Capacity:
    if country is None and len(title.countries) == 1:
        country = title.countries[0] or None
    if title.possessor is not None and title.ordinal:  # "Teller's first national security adviser"
        qualifier = title.qualifier or "first"
    organization = title.org.name if title.org else None
    return Capacity(person, v, title, title.text, how, country, qualifier or title.qualifier, organization=organization)


def _chain(v: View, i: int, limit: int = 12) -> list[Named]:
    """Names in a list that begins at token i: "X, Y and Z", each with honorifics and ages, no titles between."""
    out: list[Named] = []
    k = i
    while len(out) < limit:
        m = next((m for m in v.named if m.outer <= k <= m.start or m.start == k), None)
        if m is None:
            break
        out.append(m)
        k = m.end
        if v.low(k) == "'s":
            break
        k = of_country(v, k)[1]
        if v.sign(k) == ",":
            k += 1
        if v.low(k) in ("and", "&", "or"):
            k += 1
        elif k == m.end or v.sign(k - 1) != ",":
            break
    return out


def _before(v: View, title: Title) -> Iterator[Capacity]:
    """A title directly before a name; honorifics may stand between."""
    for m in v.named:
        if m.run is not None and m.run.title is title:
            country, _ = of_country(v, m.end)
            yield _capacity(v, m.who, title, "before", country if not title.countries else None)
            return
        if m.outer == title.end or m.start == title.end:
            country, _ = of_country(v, m.end)
            yield _capacity(v, m.who, title, "before", country if not title.countries else None)
            return


def _plural(v: View, title: Title) -> Iterator[Capacity]:
    """A plural title with the names after it, or before it ("X and Y, foreign ministers of A and B")."""
    k = title.end
    if v.sign(k) in (",", ":"):
        k += 1
    if v.low(k) == "including":
        k += 1
    elif v.low(k) == "such" and v.low(k + 1) == "as":
        k += 2
    people = _chain(v, k)
    if len(people) == 1 and k > title.end and not (title.determiner and len(title.countries) > 1):
        people = []
    paired = False
    if not people:
        people = _chain_before(v, title.start)
        k = 0
    if not people:
        # "the Presidents of Ecuador, Jamil Mahuad, and of Peru, Alberto Fujimori"
        yield from _alternating(v, title)
        return
    if len(title.countries) == 1 and len(people) >= 1 and title.country_said == "of" and v.sign(title.end) == ",":
        found = list(_alternating(v, title))
        if len(found) > 1:
            yield from found
            return
    countries = title.countries
    if len(countries) == len(people) and len(countries) > 1:
        paired = True
    for n, m in enumerate(people):
        own, _ = of_country(v, m.end)
        country = countries[n] if paired else own or (countries[0] if len(countries) == 1 else None)
        capacity = _capacity(v, m.who, title, "plural", country or None)
        capacity.place = n
        yield capacity


def _chain_before(v: View, start: int) -> list[Named]:
    """The names of a list that ends just before token `start` ("Ana Teller and Jean Morel, the foreign ministers")."""
    k = start - 1
    if v.sign(k) not in (",", "(", "–", "—"):
        return []
    out: list[Named] = []
    while True:
        m = next((m for m in v.named if m.end == k), None)
        if m is None:
            break
        out.insert(0, m)
        k = m.outer
        if v.low(k - 1) in ("and", "&"):
            k -= 1
            if v.sign(k - 1) == ",":
                k -= 1
        elif v.sign(k - 1) == ",":
            k -= 1
        else:
            break
    return out if len(out) > 1 else []


def _alternating(v: View, title: Title) -> Iterator[Capacity]:
    """The presidents of A, X, of B, Y, and C, Z."""
    k, country = title.end, title.countries[-1] if title.countries else None
    if len(title.countries) > 1:
        return
    if country is None:
        return
    while True:
        if v.sign(k) == ",":
            k += 1
        m = next((m for m in v.named if m.outer <= k <= m.start), None)
        if m is None:
            return
        yield _capacity(v, m.who, title, "alternating", country or None)
        k = m.end
        while v.sign(k) in (",", ";") or v.low(k) in ("and", "of", "the"):
            k += 1
        mark = next((x for x in v.marks if x.start == k and x.kind == "country"), None)
        if mark is None:
            return
        country, k = mark.code, mark.end


def _apposition(v: View, title: Title, has_office: Callable[[str], bool]) -> Iterator[Capacity]:
    """A title after a name: "X, the foreign minister", "X, who is president", "X (acting consul)", "X, then premier"."""
    k = title.start - 1
    gone = False
    while v.low(k) in _ADVERBS or v.low(k) in ("as", "the", "a"):
        gone = gone or v.low(k) in ("formerly", "previously", "once")
        k -= 1
    if v.low(k) in _BE and v.low(k - 1) in ("who", "himself", "herself"):
        past = v.low(k) in ("was", "were")
        k -= 2
        who = _ending_at(v, k + (v.sign(k) != ","))
        if who is not None:
            yield _capacity(v, who.who, title, "who", None, "former" if past and title.qualifier is None else None)
        return
    until = next((j for j in range(k, max(-1, k - 6), -1) if v.low(j) in ("until", "till")), None)
    if until is not None and v.sign(until - 1) == "," and (who := _ending_at(v, until - 1)) is not None:
        yield _capacity(v, who.who, title, "until", None, "former")
        return
    if v.sign(k) in (",", "(", "–", "—", "-", ":"):
        who = _ending_at(v, k)
        if who is None:
            return
        # "… and the prime minister, Pham Minh Chinh": an introduced name after it, and a list before
        nxt = v.named_at(title.end + 1) or next((m for m in v.named if m.outer == title.end + 1), None)
        if v.sign(title.end) == "," and nxt is not None and v.low(title.start - 1) in ("and",):
            return
        if v.sign(title.end) == "," and nxt is not None and title.determiner == "poss" and v.sign(nxt.end) == ",":
            return
        if title.end < len(v.tokens) and any(m.outer == title.end or m.start == title.end for m in v.named):
            return
        if not _closes(v, title):
            return
        if v.sign(title.end) == "," and nxt is not None and title.determiner in ("the", "poss") and has_office(who.who):
            return
        yield _capacity(v, who.who, title, "apposition", None, "former" if gone else None)


def _closes(v: View, title: Title) -> bool:
    return (
        v.sign(title.end) in (",", ".", "(", ")", ";", "", ":", "–", "—", "?", "!", "”", '"', "]")
        or v.low(title.end) in _CLOSERS
    )


def _ending_at(v: View, k: int) -> Named | None:
    """The name that ends just before the sign at token k, with "of Country" or an age between."""
    for m in v.named:
        if m.end == k:
            return m
        if m.end < k and of_country(v, m.end)[1] == k:
            return m
        if m.end == k - 2 and v.sign(m.end) == "," and re.fullmatch(r"\d\d", v.sign(k - 1)):
            return m
    return None


def _comma(v: View, title: Title) -> Iterator[Capacity]:
    """A title, a comma, a name: "Armenia's president, Petros Arami,"."""
    if v.sign(title.end) not in (",", ":", "–", "—"):
        return
    m = next((m for m in v.named if m.outer == title.end + 1), None)
    if m is None or not (title.determiner or title.countries or title.org or title.capital):
        return
    if title.determiner in ("a", "an") and not title.countries:
        return
    after = v.sign(m.end)
    if (
        after not in (",", ".", ";", ")", "", "'s", "—", "–", ":", "”", '"')
        and v.low(m.end)
        not in (
            "and",
            "at",
            "in",
            "on",
            "to",
            "with",
            "for",
            "who",
            "as",
        )
        and not (after in ("'s", "’s") or title.determiner in ("the", "poss", "his", "her"))
    ):
        return
    yield _capacity(v, m.who, title, "comma")


def _predicate(v: View, title: Title, pronoun: Pronouns) -> Iterator[Capacity]:
    """A title that a verb says of its subject."""
    k = title.start - 1
    qualifier: str | None = None
    said_as = False
    former = False
    while k >= 0 and (v.low(k) in _ADVERBS or v.low(k) in ("as", "to", "be", "the", "a", "next", "country")):
        said_as = said_as or v.low(k) == "as"
        former = former or v.low(k) in ("previously", "formerly", "once")
        k -= 1
    verb = v.low(k)
    subject: str | None = None
    if said_as and verb == "as":
        pass
    replaced = _replaced(v, title, k) if said_as else None
    if replaced:
        yield from replaced
        return
    if verb in ("himself", "herself") and v.low(k - 1) in ("made", "proclaimed", "declared", "crowned", "named"):
        verb, k = "became", k - 1
    if verb in _BE:
        j = k - 1
        while v.low(j) in _ADVERBS or v.low(j) in ("has", "have", "had", "will", "would", "also", "expected", "to"):
            if v.low(j) in ("will", "to"):
                qualifier = "designate"
            j -= 1
        subject = _subject(v, j, pronoun)
        if (
            (verb in ("was", "were") or (verb == "been" and v.low(k - 1) == "had"))
            and subject
            and title.qualifier is None
        ):
            qualifier = "former"
        if verb in ("became", "becomes") or v.low(k) == "remains":
            qualifier = None
    elif verb == "became":
        subject = _subject(v, k - 1, pronoun)
    elif verb in _NAMING:
        subject = _subject(v, _skip_aux(v, k - 1), pronoun)
        if v.low(k - 1) == "been" and v.low(k - 2) in ("has", "have") and verb not in ("reelected", "re-elected"):
            qualifier = "designate"  # "has been named ambassador": not there yet
        if verb == "nominated":
            qualifier = "candidate" if "expected" in [v.low(x) for x in range(max(0, k - 4), k)] else "designate"
    elif verb in _SERVING and said_as:
        subject = _subject(v, _skip_aux(v, k - 1), pronoun)
        qualifier = (
            "former"
            if verb in ("served", "worked", "acted", "resigned", "quit")
            else "acting"
            if verb == "acting"
            else None
        )
    elif said_as:
        if verb in ("in", "office", "over") or verb in _NAMING or verb in ("and",):
            subject = _subject_far(v, k, pronoun)
        else:
            m = next((m for m in v.named if m.end == k + 1), None)
            # "appointed Ana Teller as foreign minister"
            if m is not None and v.low(m.outer - 1) in (
                _NAMING | {"replaced", "succeeded", "names", "appoints", "recalled", "name", "appoint"}
            ):
                subject = m.who
            elif title.determiner is None and not title.plural:
                subject = _subject_far(v, k, pronoun, 14)
                if subject is None and v.sign(title.end) == ",":  # "On his first trip as leader, Mr. Orlov …"
                    subject = next((m.who for m in v.named if m.outer == title.end + 1), None)
    else:
        m = next((m for m in v.named if m.end == k + 1), None)
        if (
            m is not None
            and v.low(m.outer - 1) in (_NAMING | {"names", "appoints", "name", "appoint"})
            and not title.determiner
        ):
            subject = m.who
    if subject:
        if former:
            qualifier = "former"
        yield _capacity(v, subject, title, "predicate", None, qualifier)
        for code, said in title.also:
            more = _capacity(v, subject, title, "predicate", None, qualifier)
            more.role, more.accredited = f"{title.head} {said}", code
            yield more


def _replaced(v: View, title: Title, k: int) -> list[Capacity]:
    """ "X was replaced as T on Monday by Y": Y has the office now, X had it."""
    if v.low(k) not in ("replaced", "succeeded"):
        return []
    out = []
    old = _subject(v, _skip_aux(v, k - 1), lambda *_: None)
    if old:
        out.append(_capacity(v, old, title, "replaced", None, "former"))
    for j in range(title.end, min(len(v.tokens), title.end + 6)):
        if v.low(j) == "by":
            m = next((m for m in v.named if m.outer <= j + 1 <= m.start), None)
            if m:
                out.append(_capacity(v, m.who, title, "replaced", None, title.qualifier))
            break
    return out


def _since(v: View, free: list[Title]) -> list[Capacity]:
    """ "the first Indian leader to visit since Rao", "no A has met a B since X and Y", "the last A to go there, X, …"."""
    for k, token in enumerate(v.tokens):
        if token.low != "since":
            continue
        people = _chain(v, k + 1)
        before = [t for t in free if t.end <= k and not t.plural and (t.countries or t.text)]
        if people and before:
            offices = before[-len(people) :] if len(before) >= len(people) else [before[-1]] * len(people)
            return [_capacity(v, m.who, t, "since", None, "then") for m, t in zip(people, offices, strict=True)]
    for t in free:
        if v.low(t.end) == "to" and any(
            v.low(j) in ("last", "first", "only") for j in range(t.start, t.core_start + 1)
        ):
            m = next(
                (m for m in v.named if m.outer > t.end and v.sign(m.outer - 1) == "," and v.sign(m.end) == ","), None
            )
            if m is not None and m.outer - t.end < 14:
                last = any(v.low(j) == "last" for j in range(t.start, t.core_start + 1))
                return [_capacity(v, m.who, t, "since", None, "former" if last else None)]
    return []


def _skip_aux(v: View, k: int) -> int:
    while (
        v.low(k) in _BE
        or v.low(k) in _ADVERBS
        or v.low(k) in ("has", "have", "had", "will", "would", "to", "expected", "since")
    ):
        k -= 1
    return k


def _subject(v: View, k: int, pronoun: Pronouns) -> str | None:
    """Whose name or pronoun ends at token k; an apposition or relative clause between commas is stepped over."""
    if v.low(k) in ("he", "she"):
        return pronoun(v, k)
    m = next((m for m in v.named if m.start <= k < m.end), None)
    if m is not None:
        return m.who
    if v.sign(k) == ",":
        inside = [m for m in v.named if m.end <= k and v.sign(m.end) == ","]
        if inside:
            return inside[-1].who
    if v.low(k) == "and":  # "who had run the ministry since 1957 and has become …"
        k = next((j for j in range(k, max(-1, k - 14), -1) if v.low(j) == "who"), k)
        if v.low(k) == "and" and v.named and v.named[0].outer < 2:
            return v.named[0].who
    if v.low(k) == "who":
        m = next((m for m in v.named if m.end in (k, k - 1)), None)
        return m.who if m else None
    return None


def _subject_far(v: View, k: int, pronoun: Pronouns, reach: int = 8) -> str | None:
    """The name or pronoun before the clause's verb, for "was sworn in as"."""
    for j in range(k, max(-1, k - reach), -1):
        if v.sign(j) in (";", ":"):
            return None
        if v.low(j) in ("his", "her"):
            m = next((m for m in reversed(v.named) if m.end <= j), None)
            if m is not None:
                return m.who
        if v.low(j) in ("he", "she"):
            return pronoun(v, j)
        m = next((m for m in v.named if m.start <= j < m.end), None)
        if m is not None and v.low(m.outer - 1) not in ("with", "to", "by", "of", "for", "from", "between"):
            return m.who
    return None


def _coordinated(v: View, title: Title, found: list[Capacity]) -> Iterator[Capacity]:
    """A second office after "and": "the defence minister and deputy prime minister"."""
    k = title.start - 1
    until = next((j for j in range(k, max(-1, k - 6), -1) if v.low(j) in ("until", "till")), None)
    gone = until is not None and v.sign(k) == "," and v.sign(until - 1) == "," and v.low(until - 2) == "and"
    if gone and until is not None:  # "a banker and, until December, the trade minister"
        k = until - 2
    if v.low(k) not in ("and", "&") and v.sign(k) != ",":
        return
    if v.sign(k - 1) == "," and v.low(k) == "and":
        k -= 1
    previous = [c for c in found if c.title.end == k and c.how != "before" and not c.title.plural]
    if not previous or any(m.outer == title.end for m in v.named):
        return
    if v.sign(k) == "," and title.determiner == "the":
        return
    c = previous[0]
    qualifier = "former" if gone else title.qualifier or c.qualifier
    yield _capacity(v, c.person, title, c.how, None if title.countries else c.country, qualifier)


def _inherit(v: View, found: list[Capacity]) -> None:
    """In a list of titled names the first tells the state: "Israeli President X, Defense Minister Y and General Z"."""
    for a, b in itertools.pairwise(found):
        if b.country or not a.country or b.title.org is not None or b.title.qualifier == "former":
            continue
        if a.how not in ("before", "plural") or b.how not in ("before", "plural"):
            continue
        last = next((m for m in v.named if m.who == a.person and m.start >= a.title.core_start), None)
        if last is None:
            continue
        end = of_country(v, last.end)[1]
        if end != last.end:
            continue
        between = [v.low(k) or v.sign(k) for k in range(end, b.title.start)]
        if between and all(w in (",", "and", "&", ";") for w in between):
            b.country = a.country
            b.notes.append("inherited")


def counterparts(
    v: View, title_of: Callable[[str], Capacity | None], country_of: Callable[[str], str | None], pronoun: Pronouns
) -> Iterator[Capacity]:
    """ "his French counterpart, Jean Morel": the office of whoever "his" is, for the other state."""
    for title in v.titles:
        if not title.counterpart or title.head in ("host",):
            continue
        k = title.end + (v.sign(title.end) in (",", ":"))
        people = _chain(v, k)
        if not people:
            who = _ending_at(v, title.start - 1) if v.sign(title.start - 1) == "," else None
            people = [who] if who else []
        if not people:
            continue

        def of_another(who: str, countries: Collection[str] = title.countries) -> bool:
            return title_of(who) is not None and country_of(who) not in countries

        owner = _owner(v, title, people, pronoun, of_another)
        model = title_of(owner) if owner else None
        if (
            model is None
            or model.kind() in ("religious_leader", "journalist", "photographer", "other", None)
            or (
                title.head in ("colleague", "colleagues")
                and not title.countries
                and title.determiner not in ("his", "her")
            )
        ):
            continue
        for n, m in enumerate(people[: max(1, len(people) if title.plural else 1)]):
            countries = title.countries
            if title.plural and n >= len(countries):
                break
            country = countries[n] if n < len(countries) else None
            own, _ = of_country(v, m.end)
            yield Capacity(
                m.who,
                v,
                title,
                model.role,
                "counterpart",
                country or own or None,
                title.qualifier,
                role_type=model.kind(),
            )


def _owner(v: View, title: Title, people: list[Named], pronoun: Pronouns, able: Callable[[str], bool]) -> str | None:
    """Whose counterpart: the nearest before who holds an office of another state, or whoever "his" stands for."""
    others = {m.who for m in people}
    if title.possessor is not None:
        m = next((m for m in v.named if m.start <= title.possessor < m.end), None)
        if m:
            return m.who
    if title.determiner in ("his", "her"):
        for k in range(title.start):
            if v.low(k) == {"his": "he", "her": "she"}[title.determiner]:
                who = pronoun(v, k)
                if who and able(who):
                    return who
                break
    before = [m.who for m in v.named if m.end <= title.start and m.who not in others and able(m.who)]
    if before:
        close = next(m for m in reversed(v.named) if m.who == before[-1] and m.end <= title.start)
        return before[-1] if v.low(close.end) in ("and", "met", "told", "with", ",") or len(before) == 1 else before[0]
    who = pronoun(v, title.start)
    return who if who and able(who) else None


def heading(v: View) -> Iterator[Capacity]:
    """ "who heads the Unasur bloc", "Ana Teller, who chairs the council": an office said by a verb."""
    for k, token in enumerate(v.tokens):
        noun = _HEADING.get(token.low)
        if noun is None:
            continue
        j = k + 1 + (v.low(k + 1) == "the")
        org = next((m for m in v.marks if m.start == j and m.kind == "org"), None)
        if org is None and noun != "commander":
            continue
        subject = _subject(v, _skip_aux(v, k - 1), lambda *_: None)
        if subject is None and v.low(k - 1) == "who":
            m = next((m for m in reversed(v.named) if m.end <= k), None)
            subject = m.who if m and k - m.end < 8 else None
        if subject:
            title = Title(k, k + 1, k, k + 1, noun, noun, org=org)
            if org is not None and org.code:
                title.countries = [org.code]
            past = token.low.endswith("ed") or token.low in ("led", "ran")
            yield _capacity(v, subject, title, "heading", None, "former" if past and v.low(k - 1) != "has" else None)


_HEADING = {"heads": "head", "headed": "head", "leads": "leader", "chairs": "chair", "chaired": "chair", "runs": "head"}
_HEADING |= {"commands": "commander", "commanded": "commander"}
_HEIRS = {"successor": False, "predecessor": True, "replacement": False}


def heirs(v: View, title_of: Callable[[str], Capacity | None], pronoun: Pronouns) -> Iterator[Capacity]:
    """ "Ana Teller, Mr. Morel's successor", "his predecessor, Jean Morel": the office of the other."""
    for k, token in enumerate(v.tokens):
        if token.low not in _HEIRS:
            continue
        owner: str | None = None
        start = k - 1
        if v.low(k - 1) == "'s":
            m = next((m for m in v.named if m.end == k - 1), None)
            owner, start = (m.who, m.outer) if m else (None, k)
        elif v.low(k - 1) in ("his", "her"):
            owner = pronoun(v, k - 1)
        if owner is None:
            continue
        m = _ending_at(v, start - 1) if v.sign(start - 1) == "," else None
        m = m or next((x for x in v.named if x.outer == k + 1 or (v.sign(k + 1) == "," and x.outer == k + 2)), None)
        model = title_of(owner)
        if m is None or model is None or m.who == owner:
            continue
        title = Title(start, k + 1, k, k + 1, model.role, model.title.head, org=model.title.org)
        former = _HEIRS[token.low]
        yield Capacity(
            m.who,
            v,
            title,
            model.role,
            "heir",
            model.country,
            "former" if former else None,
            role_type=model.kind(),
            organization=model.organization,
            accredited=model.accredited,
        )
        if not former and model.qualifier is None and model.country:
            model.qualifier = "former"
