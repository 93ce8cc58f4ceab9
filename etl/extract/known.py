"""Offices that a title without a name gives to somebody named nearby, or whom the registers know in it.

A register never gives somebody an office by itself: the article must speak of the office, or of the person's state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract import gazetteer, identity
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.name_words import SPEECH
from etl.extract.state_offices import AMERICAN, SINGLE, STATELESS
from etl.extract.titles import Title
from etl.extract.tokens import tokenize
from etl.extract.view import View, of_country

LEADING = frozenset(("head_of_state", "monarch", "head_of_government"))
_ROLE = {"head_of_state": "president", "head_of_government": "prime minister", "monarch": "king"}


def offices(context: Context, views: list[View], found: list[Capacity]) -> Iterator[Capacity]:
    """Offices of people who are named without them; `found` is what titles beside names say."""
    search = _Search(context, views, found)
    yield from search.by_register()
    yield from search.by_state()
    yield from search.by_group()
    yield from search.by_nearness()


def bygone(context: Context, found: list[Capacity]) -> None:
    """Offices told of another time: in a sentence about a past year, of somebody whom registers see succeeded at publication."""
    on = context.published
    if on is None:
        return
    for c in found:
        kind = c.kind()
        if c.qualifier or kind not in SINGLE or not c.country:
            continue
        years = [int(y) for y in _YEAR.findall(c.view.sentence.text)]
        if not years or min(years) > int(on[:4]) - 2:
            continue
        words = [t.low for t in tokenize(next(p.name for p in context.people if p.id == c.person)) if t.word]
        held = [o for o in gazetteer.offices(words, None, kind) if o.country == c.country]
        others = [o for o in gazetteer.holders(kind, c.country, on, 1) if not identity.same_full(words, list(o.words))]
        if held and others and all((o.until or "9999") < on and not o.near(on, 1) for o in held):
            c.qualifier = "then"


_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class _Search:
    def __init__(self, context: Context, views: list[View], found: list[Capacity]) -> None:
        self.context, self.views = context, views
        self.used = {id(c.title) for c in found}
        self.names = {
            p.id: max(([t.low for t in tokenize(n) if t.word] for n in p.names or [p.name]), key=len)
            for p in context.people
        }

        self.kinds: dict[str, set[str | None]] = {}  # of each person
        self.held: set[tuple[str | None, str | None]] = set()  # (kind, country), with None for any country
        for c in found:
            self._note(c)
        self.listed: dict[str, list[gazetteer.Office]] = {
            who: gazetteer.offices(words, context.published)
            for who, words in self.names.items()
            if len(identity.pieces(words)) > 1
        }

    def _note(self, c: Capacity) -> None:
        self.kinds.setdefault(c.person, set()).add(c.kind())
        if c.qualifier not in ("former", "first", "then"):
            self.held |= {(c.kind(), c.country), (c.kind(), None)}

    def _has(self, who: str, kind: str | None = None) -> bool:
        kinds = self.kinds.get(who, set())
        return kind in kinds if kind else any(k not in STATELESS for k in kinds)

    def _give(self, c: Capacity) -> Capacity:
        self._note(c)
        self.used.add(id(c.title))
        return c

    def _free(self) -> Iterator[tuple[View, Title]]:
        for v in self.views:
            for title in v.titles:
                free = id(title) not in self.used and not title.plural and not title.counterpart
                if free and title.determiner not in ("a", "an", "another", "one", "no"):
                    yield v, title

    def by_register(self) -> Iterator[Capacity]:
        """ "the Iranian foreign minister", where somebody is named whom a register knows as that."""
        on = self.context.published
        for v, title in self._free():
            code = title.countries[0] if len(title.countries) == 1 else "US" if title.text in AMERICAN else None
            kind = title.role_type(code)
            if kind in STATELESS or (code is None and (kind not in SINGLE or title.org is not None)):
                continue
            if (kind, code) in self.held or title.qualifier:
                continue
            fitting = []
            for who, rows in self.listed.items():
                if not rows or self._has(who, kind) or not (code or not self._has(who)):
                    continue
                states = {
                    o.country for o in rows if o.alike(kind) and code in (None, o.country) and (code or o.near(on, 2))
                }
                if states:
                    fitting.append((who, min(states)))
            if len(fitting) > 1:  # the one last named in the paragraph
                before = self.views[max(0, v.sentence.index - 12) : v.sentence.index + 1]
                near = [
                    m.who
                    for w in before
                    if w.sentence.paragraph == v.sentence.paragraph
                    for m in w.named
                    if w is not v or m.end <= title.start
                ]
                last = next((who for who in reversed(near) if who in dict(fitting)), None)
                fitting = [f for f in fitting if f[0] == last]
            if len(fitting) == 1:
                yield self._give(
                    Capacity(fitting[0][0], v, title, title.text, "known", fitting[0][1], None, strong=False)
                )

    def by_state(self) -> Iterator[Capacity]:
        """ "Nigeria's Ana Teller", where a register knows her as that state's leader."""
        on = self.context.published
        for v in self.views:
            for m in v.named:
                code = _state_beside(v, m.end, m.outer)
                if code is None or not on or self._has(m.who) or len(identity.pieces(self.names[m.who])) < 2:
                    continue
                rows = [
                    o
                    for o in self.listed.get(m.who, ())
                    if o.country == code and o.role_type in LEADING and o.near(on, 2)
                ]
                if rows:
                    role = _ROLE[rows[0].role_type]
                    title = Title(m.outer, m.end, m.outer, m.end, role, role)
                    yield self._give(
                        Capacity(m.who, v, title, role, "known", code, None, role_type=rows[0].role_type, strong=False)
                    )

    def by_group(self) -> Iterator[Capacity]:
        """ "The American and Iranian presidents", after just as many people who have no office."""
        for n, v in enumerate(self.views):
            for title in v.titles:
                if id(title) in self.used or not title.plural or len(title.countries) < 2 or title.counterpart:
                    continue
                kind = title.role_type(None)
                near = [
                    m.who
                    for w in self.views[max(0, n - 2) : n + 1]
                    for m in w.named
                    if w is not v or m.end <= title.start
                ]
                idle = [who for who in dict.fromkeys(near) if not self._has(who)]
                if kind in STATELESS or len(idle) != len(title.countries):
                    continue
                codes = list(title.countries)
                known = [gazetteer.country(self.names[who], self.context.published, kind) for who in idle]
                if any(k in codes and codes.index(k) != i for i, k in enumerate(known)):
                    codes = [k if k in codes else "" for k in known]
                    rest = [c for c in title.countries if c not in codes]
                    codes = [c or (rest.pop(0) if rest else "") for c in codes]
                for who, code in zip(idle, codes, strict=True):
                    yield self._give(
                        Capacity(who, v, title, title.text, "group", code or None, title.qualifier, strong=False)
                    )

    def by_nearness(self) -> Iterator[Capacity]:
        """A definite title of a state or body, after the one person of the paragraph who has no office."""
        for v, title in self._free():
            code = title.countries[0] if len(title.countries) == 1 else None
            kind = title.role_type(code)
            if kind in STATELESS or (code is None and title.org is None) or title.qualifier == "former":
                continue
            if title.determiner not in ("the", "poss", "its") or (kind, code) in self.held:
                continue
            ahead = v.low(title.start - 1)
            if ahead in ("as", "of", "by", "with", "to") or ahead in SPEECH or v.low(title.end) == "who":
                continue  # "met the foreign minister": somebody else
            near = [
                m.who
                for w in self.views[max(0, v.sentence.index - 2) : v.sentence.index + 1]
                if w.sentence.paragraph == v.sentence.paragraph
                for m in w.named
                if w is not v or m.end <= title.start
            ]
            idle = list(dict.fromkeys(who for who in near if not self._has(who)))
            if len(idle) == 1 and near and near[-1] == idle[0]:
                yield self._give(
                    Capacity(
                        idle[0],
                        v,
                        title,
                        title.text,
                        "nearness",
                        code,
                        None,
                        strong=False,
                        organization=title.org.name if title.org else None,
                    )
                )


def _state_beside(v: View, end: int, outer: int) -> str | None:
    code, _ = of_country(v, end)
    if code is None and v.low(outer - 1) == "'s":
        mark = next((x for x in v.marks if x.end == outer - 1 and x.kind == "country"), None)
        code = mark.code if mark else None
    return code
