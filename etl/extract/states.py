"""For which state somebody acts, where the title itself does not say: by what the article tells elsewhere of them, by the registers,
by offices that one state alone has, and last by the state that stands nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from etl.extract import gazetteer, identity
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.tokens import tokenize
from etl.extract.view import View, of_country

# Offices that English news gives without their state only where they are American, and British.
AMERICAN = frozenset(
    (
        "secretary of state",
        "deputy secretary of state",
        "vice president",
        "secretary of defense",
        "defense secretary",
        "national security advisor",
        "national security adviser",
        "press secretary",
        "first lady",
        "second lady",
        "first gentleman",
        "second gentleman",
        "attorney general",
        "secretary of the treasury",
        "treasury secretary",
        "secretary of commerce",
        "commerce secretary",
        "secretary of energy",
        "homeland security secretary",
        "secretary of homeland security",
        "assistant to the president",
        "assistant secretary of state",
        "under secretary of state",
    )
)
BRITISH = frozenset(("foreign secretary", "defence secretary", "home secretary", "secretary of state for defence"))
# Kinds of office that say nothing of a state, and those of which a state has one holder at a time.
STATELESS = frozenset(("journalist", "photographer", "scholar", "other", "executive", "religious_leader", None))
SINGLE = frozenset(
    "head_of_state monarch head_of_government foreign_minister defense_minister vice_president national_security_adviser".split()
)
NATIONAL = frozenset("politician activist activists dissident queen leader agent".split())  # "other", yet of a state
HOLY_SEE = frozenset(("pope", "pontiff", "cardinal", "nuncio", "apostolic nuncio", "papal nuncio", "cardinal secretary of state"))

Pronouns = Callable[[View, int], str | None]


def settle(context: Context, views: list[View], found: list[Capacity], pronoun: Pronouns) -> None:
    """Give every capacity the country that the article or the registers tell; what stays unknown stays None."""
    own = _stated(views, found)
    words = {p.id: max(([t.low for t in tokenize(n) if t.word] for n in p.names or [p.name]), key=len) for p in context.people}
    pending = [c for c in found if c.country is None and not _of_body(c)]
    for step in (_same_person, _owner, _registers, _one_state, _paired, _nearest):
        for c in pending:
            if c.country is None:
                c.country = _same_person(_Case(context, views, found, own, words, pronoun, c)) or step(_Case(context, views, found, own, words, pronoun, c))
                if c.country:
                    own.setdefault(c.person, Counter())[c.country] += 1
                    c.strong = step in (_same_person, _owner)
                    if step is _nearest:
                        c.notes.append("nearest")
    for person in context.people:
        if own.get(person.id):
            person.country = _most(own[person.id])


def _of_body(c: Capacity) -> bool:
    """Whether the office is one of an international body, so that no state is meant."""
    if c.title.org is not None and c.title.org.international:
        return c.kind() not in ("ambassador",)
    return c.kind() == "international_official"


def _most(counts: Counter[str]) -> str:
    return max(sorted(counts), key=lambda k: counts[k])


class _Case:
    """All that a step may look at, for one capacity without a country."""

    __slots__ = ("c", "context", "found", "own", "pronoun", "views", "words")

    def __init__(
        self,
        context: Context,
        views: list[View],
        found: list[Capacity],
        own: dict[str, Counter[str]],
        words: dict[str, list[str]],
        pronoun: Pronouns,
        c: Capacity,
    ) -> None:
        self.context, self.views, self.found = context, views, found
        self.own, self.words, self.pronoun, self.c = own, words, pronoun, c


def _stated(views: list[View], found: list[Capacity]) -> dict[str, Counter[str]]:
    """What the article says: titles with a state, "Nigeria's Muhammadu Buhari", "Keith Barr of Jamaica"."""
    own: dict[str, Counter[str]] = {}
    for c in found:
        if c.country:
            own.setdefault(c.person, Counter())[c.country] += 2
    for v in views:
        for m in v.named:
            code, _ = of_country(v, m.end)
            if code:
                own.setdefault(m.who, Counter())[code] += 1
            if v.low(m.outer - 1) == "'s":
                mark = next((x for x in v.marks if x.end == m.outer - 1 and x.kind in ("country", "capital")), None)
                if mark and mark.code:
                    own.setdefault(m.who, Counter())[mark.code] += 1
    return own


def _same_person(case: _Case) -> str | None:
    counts = case.own.get(case.c.person)
    return _most(counts) if counts else None


def _owner(case: _Case) -> str | None:
    """ "their foreign minister", "Trump's adviser": the state of whom the possessive means."""
    c = case.c
    v, title = c.view, c.title
    who: str | None = None
    if title.possessor is not None:
        who = next((m.who for m in v.named if m.start <= title.possessor < m.end), None)
    elif title.determiner in ("his", "her"):
        who = case.pronoun(v, title.start)
    elif title.determiner in ("its", "their"):
        before = [m for m in v.marks if m.end <= title.start and m.code and m.kind in ("country", "capital")]
        return before[-1].code if before and title.determiner == "its" else None
    if who and who != c.person and case.own.get(who):
        return _most(case.own[who])
    return None


def _registers(case: _Case) -> str | None:
    c = case.c
    words, on, kind = case.words[c.person], case.context.published, c.kind()
    if c.role in HOLY_SEE:
        return "VA"
    if kind in STATELESS:
        return None
    full = len(identity.pieces(words)) > 1
    return gazetteer.country(words, on, kind) or (gazetteer.country(words, on) if full else None)


def _one_state(case: _Case) -> str | None:
    c = case.c
    if c.role in AMERICAN or any(c.role.endswith(" " + a) or c.role.startswith(a + " ") for a in AMERICAN):
        return "US"
    return "GB" if c.role in BRITISH else None


def _paired(case: _Case) -> str | None:
    """ "They were joined by their foreign ministers, X and Y": in the order of those named just before."""
    c = case.c
    if c.how != "plural" or c.place is None or c.title.countries:
        return None
    at = case.views.index(c.view)
    together = [o.person for o in case.found if o.title is c.title]
    before = [m.who for m in c.view.named if m.end <= c.title.start]
    for back in range(4):
        row = before if back == 0 else [m.who for m in case.views[at - back].named] if at >= back else []
        codes = list(dict.fromkeys(_most(case.own[who]) for who in row if case.own.get(who) and who not in together))
        if len(codes) == len(together):
            return codes[c.place]
    return None


def _nearest(case: _Case) -> str | None:
    """The state that stands nearest, in the sentence, the paragraph, the article, unless it has another holder of the office."""
    c, kind = case.c, case.c.kind()
    if kind in STATELESS and not (kind == "other" and c.title.head in NATIONAL and c.title.org is None):
        return None
    taken = {
        o.country
        for o in case.found
        if o.country and o.person != c.person and kind in SINGLE and o.kind() == kind and o.qualifier == c.qualifier
    }
    if c.title.accredited:
        taken.add(c.title.accredited)
    scores: Counter[str] = Counter()
    at = c.view.sentence
    if (topic := _topic(case)) is not None:
        scores[topic] += 4
    for v in case.views:
        s = v.sentence
        for m in v.marks:
            if not m.code or m.kind == "org" or m.code in taken:
                continue
            if v is c.view:
                weight = 3.0
                if v.low(m.start - 1) in ("in", "to") or v.low(m.start - 2) in ("in", "to"):
                    weight += 2
            elif s.paragraph == at.paragraph or abs(s.index - at.index) == 1:
                weight = 1.2
            else:
                weight = 0.9 if s.zone == "title" else 0.25
            scores[m.code] += weight * {"country": 1.0, "capital": 0.5}.get(m.kind, 0.8)
        if v is c.view:
            for m in v.named:
                if m.who != c.person and case.own.get(m.who):
                    scores[_most(case.own[m.who])] -= 1.5
    if kind not in SINGLE and (home := _home(case)):
        scores[home] += 4
    return _most(scores) if scores else None


def _topic(case: _Case) -> str | None:
    """The state that heads the paragraph, as in a digest: "Namibia. The president-elect …", "South Africa: …"."""
    first = next(v for v in case.views if v.sentence.paragraph == case.c.view.sentence.paragraph)
    mark = first.marks[0] if first.marks else None
    if mark and mark.start == 0 and mark.kind == "country" and first.sign(mark.end) in (".", ":", "–", "—"):
        return mark.code
    return None


def _home(case: _Case) -> str | None:
    """The state that the article takes for granted: of those in its title whose state it need not say."""
    counts = Counter(
        o.country
        for o in case.found
        if o.country and not o.title.countries and o.kind() in SINGLE | {"spokesperson", "official"} and o.view.sentence.zone == "title" and "nearest" not in o.notes
    )
    return _most(counts) if counts else None
