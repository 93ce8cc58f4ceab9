"""For which state somebody acts, where the title itself does not say: by what the article tells elsewhere of them, by the registers,
by offices that one state alone has, and last by the state that stands nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from etl.extract import gazetteer, identity
from etl.extract.capacity import Capacity, of_bodies
from etl.extract.context import Context
from etl.extract.state_offices import GOVERNMENT, HOLY_SEE, NATIONAL, PROVINCIAL, SINGLE, STATELESS, one_state, without
from etl.extract.tokens import tokenize
from etl.extract.view import View, of_country

Pronouns = Callable[[View, int], str | None]


def settle(context: Context, views: list[View], found: list[Capacity], pronoun: Pronouns) -> None:
    """Give every capacity the country that the article or the registers tell; what stays unknown stays None."""
    for c in found:
        if c.country == "GE" and PROVINCIAL & set(c.role.split()):
            c.country = "US"
    case = Case(context, views, found, pronoun)
    of_body = of_bodies(found)
    pending = [c for c in found if c.country is None and not _of_body(c) and (c.person, c.role) not in of_body]
    for step in (_same_person, _owner, _registers, _own_alone, _paired, _listed, _nearest):
        if step is _nearest:
            case.look_around()
        for c in pending:
            if c.country is None:
                c.country = _same_person(case, c) or step(case, c)
                if c.country:
                    case.settled(c)
                    c.notes.append("settled")
                    c.strong = step in (_same_person, _owner)
                    if step is _nearest:
                        c.notes.append("nearest")
    for person in context.people:
        if case.own.get(person.id):
            person.country = _most(case.own[person.id])
        elif person.country is None and len(case.words[person.id]) > 1:  # named without an office, and in the registers
            person.country = gazetteer.country(case.words[person.id], context.published)


def _of_body(c: Capacity) -> bool:
    """Whether the office is one of an international body, so that no state is meant."""
    if c.title.org is not None and c.title.org.international:
        return c.kind() not in ("ambassador",)
    return c.kind() == "international_official"


def _most(counts: Counter[str] | dict[str, float]) -> str:
    return max(sorted(counts), key=lambda k: counts[k])


class Case:
    """What all steps look at, counted once for the article."""

    def __init__(self, context: Context, views: list[View], found: list[Capacity], pronoun: Pronouns) -> None:
        self.context, self.views, self.found, self.pronoun = context, views, found, pronoun
        self.own = _stated(views, found)
        self.words = {
            p.id: max(([t.low for t in tokenize(n) if t.word] for n in p.names or [p.name]), key=len)
            for p in context.people
        }
        self.holders: dict[tuple[str | None, str | None], Counter[str]] = {}  # (kind, qualifier) -> "person|country"
        self.together: dict[int, list[str]] = {}  # who share a plural title
        for c in found:
            self.together.setdefault(id(c.title), []).append(c.person)
            if c.country:
                self._hold(c)
        self.paragraphs: dict[int, list[View]] = {}
        self.overall: dict[str, float] = defaultdict(float)  # how much the whole article speaks of a state
        for v in views:
            self.paragraphs.setdefault(v.sentence.paragraph, []).append(v)
            for m in v.marks:
                if m.code and m.kind != "org":
                    self.overall[m.code] += (0.9 if v.sentence.zone == "title" else 0.25) * _SAID.get(m.kind, 0.8)
        self.home: str | None = None
        self.bodies: Counter[str] = Counter()
        self.spoken: Counter[str] = Counter()

    def look_around(self) -> None:
        """Count what the last step looks at: the state taken for granted, those of bodies and of people named."""
        self.home = _home(self.found)
        for v in self.views:
            for m in v.named:
                if self.own.get(m.who):
                    self.spoken[_most(self.own[m.who])] += 1
            self.bodies.update(m.code for m in v.marks if m.code and m.kind == "org" and m.body in GOVERNMENT)

    def _hold(self, c: Capacity) -> None:
        self.holders.setdefault((c.kind(), c.qualifier), Counter())[f"{c.person}|{c.country}"] += 1

    def settled(self, c: Capacity) -> None:
        """Take note of a country that was found."""
        if c.country:
            self.own.setdefault(c.person, Counter())[c.country] += 1
            self._hold(c)

    def taken(self, c: Capacity) -> set[str]:
        """The states in which somebody else holds this office."""
        pairs = (pair.split("|") for pair in self.holders.get((c.kind(), c.qualifier), ()))
        return {country for person, country in pairs if person != c.person}


HOME = 10.0  # for the state that the article takes for granted
BODIES = 3.0  # for the one whose ministries and offices it names most
PEOPLE = 0.1  # for each mention of somebody of a state
OTHERS = 0.5  # for a state within another's title
_SAID = {"country": 1.0, "capital": 0.5}


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


def _same_person(case: Case, c: Capacity) -> str | None:
    counts = case.own.get(c.person)
    return _most(counts) if counts else None


def _owner(case: Case, c: Capacity) -> str | None:
    """ "their foreign minister", "Trump's adviser": the state of whom the possessive means."""
    v, title = c.view, c.title
    who: str | None = None
    if title.possessor is not None:
        who = next((m.who for m in v.named if m.start <= title.possessor < m.end), None)
    elif title.determiner in ("his", "her"):
        who = case.pronoun(v, title.start)
    elif title.determiner in ("its", "their"):
        before = [m for m in v.marks if m.end <= title.start and m.code and m.kind in ("country", "capital")]
        return before[-1].code if before and title.determiner == "its" else None
    if who and who != c.person:
        if case.own.get(who):
            return _most(case.own[who])
        words = case.words[who]  # "Teller's spokesman", of whom a register knows the office
        if len(identity.pieces(words)) > 1 and c.kind() not in STATELESS:
            return gazetteer.country(words, case.context.published)
    return None


def _registers(case: Case, c: Capacity) -> str | None:
    words, on, kind = case.words[c.person], case.context.published, c.kind()
    if c.role in HOLY_SEE:
        return "VA"
    if kind in STATELESS:
        return None
    full = len(identity.pieces(words)) > 1
    found = gazetteer.country(words, on, kind) or (gazetteer.country(words, on) if full else None)
    if found is None and full and kind in SINGLE:  # told of another time
        states = {o.country for o in gazetteer.offices(words, None) if o.role_type in SINGLE}
        found = states.pop() if len(states) == 1 else None
    return found


def _own_alone(_case: Case, c: Capacity) -> str | None:
    return one_state(c.role)


def _paired(case: Case, c: Capacity) -> str | None:
    """ "They were joined by their foreign ministers, X and Y": in the order of those named just before."""
    if c.how != "plural" or c.place is None or c.title.countries:
        return None
    at = c.view.sentence.index
    together = case.together[id(c.title)]
    before = [m.who for m in c.view.named if m.end <= c.title.start]
    for back in range(4):
        row = before if back == 0 else [m.who for m in case.views[at - back].named] if at >= back else []
        codes = list(dict.fromkeys(_most(case.own[who]) for who in row if case.own.get(who) and who not in together))
        if len(codes) == len(together):
            return codes[c.place]
    return None


def _listed(case: Case, c: Capacity) -> str | None:
    """ "Foreign Minister X and Economy Minister Y", "on X, the prime minister, and on Y, the party's chief": the state of whoever is
    named just before, or just after, in one list, where neither title says it."""
    v = c.view
    begin, end = _span(c)
    others = [o for o in case.found if o.view is v and o.person != c.person and o.country and not o.title.countries]
    for o in sorted(others, key=lambda o: o.title.start > c.title.start):  # those before it first
        if o.kind() == c.kind() and c.kind() in SINGLE:
            continue  # "President X and President Y": of two states
        if o.country in without(c.role):
            continue
        first, last = _span(o)
        between = [v.low(k) or v.sign(k) for k in (range(last, begin) if last <= begin else range(end, first))]
        if 0 < len(between) < 5 and all(w in _BETWEEN for w in between):
            return o.country
    return None


def _span(c: Capacity) -> tuple[int, int]:
    """The tokens of a title and of the name beside it."""
    begin, end = c.title.start, c.title.end
    for m in c.view.named:
        if m.who == c.person and (m.outer <= end + 1 and m.end >= begin - 1):
            begin, end = min(begin, m.outer), max(end, m.end)
    return begin, end


_BETWEEN = frozenset((",", "and", "&", ";", "on", "with", "as", "well", "by", "of"))


def _nearest(case: Case, c: Capacity) -> str | None:
    """The state that stands nearest, in the sentence, the paragraph, the article, unless it has another holder of the office."""
    kind = c.kind()
    if kind in STATELESS and not (kind == "other" and c.title.head in NATIONAL and c.title.org is None):
        return None
    taken = case.taken(c) if kind in SINGLE else set()
    taken |= {code for code in (c.title.accredited, *(code for code, _ in c.title.also)) if code}
    if c.how in ("plural", "alternating"):  # those who share a plural title act for different states
        taken |= {_most(case.own[who]) for who in case.together[id(c.title)] if who != c.person and case.own.get(who)}
    scores: dict[str, float] = defaultdict(float)
    at = c.view.sentence
    scores.update(case.overall)
    for code, named in case.spoken.items():
        scores[code] += PEOPLE * named
    if (topic := _topic(case, c)) is not None:
        scores[topic] += 4
    row = case.paragraphs[at.paragraph]
    for v in row + [w for w in case.views[max(0, at.index - 1) : at.index + 2] if w.sentence.paragraph != at.paragraph]:
        for m in v.marks:
            if not m.code or m.kind == "org":
                continue
            weight = 0.95
            if v is c.view and any(t is not c.title and t.start <= m.start < t.end for t in v.titles):
                weight = OTHERS
            elif v is c.view:
                weight = 2.75
                if v.low(m.start - 1) in ("in", "to") or v.low(m.start - 2) in ("in", "to"):
                    weight += 2 if kind not in ("ambassador", "envoy") else -2
            scores[m.code] += weight * _SAID.get(m.kind, 0.8)
    for n in c.view.named:
        if n.who != c.person and case.own.get(n.who) and _most(case.own[n.who]) != case.home:
            scores[_most(case.own[n.who])] -= 1.5
    if kind not in SINGLE and case.home:
        scores[case.home] += HOME
    elif kind not in SINGLE and case.bodies:
        (code, most), *others = case.bodies.most_common(2)
        if most > 1 and most > 2 * (others[0][1] if others else 0):
            scores[code] += BODIES
    taken |= without(c.role)
    for code in taken:
        scores.pop(code, None)
    return _most(scores) if scores else None


def _topic(case: Case, c: Capacity) -> str | None:
    """The state that heads the paragraph, as in a digest: "Namibia. The president-elect …", "South Africa: …"."""
    first = case.paragraphs[c.view.sentence.paragraph][0]
    mark = first.marks[0] if first.marks else None
    if mark and mark.start == 0 and mark.kind == "country" and first.sign(mark.end) in (".", ":", "–", "—"):
        return mark.code
    return None


def _home(found: list[Capacity]) -> str | None:
    """The state that the article takes for granted: of those in its title whose state it need not say."""
    counts = Counter(
        o.country
        for o in found
        if o.country
        and ("settled" in o.notes or o.title.country_said == "body")
        and o.kind() in SINGLE | {"spokesperson", "official"}
        and o.view.sentence.zone == "title"
        and "nearest" not in o.notes
    )
    return _most(counts) if counts else None
