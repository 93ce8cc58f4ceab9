"""What the registers add to an article: who is meant by "the Iranian foreign minister" where a person of that office is named.

A register never gives somebody an office by itself: the article must speak of the office, or of the person's state.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract import gazetteer, identity
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.states import AMERICAN, STATELESS
from etl.extract.titles import Title
from etl.extract.tokens import tokenize
from etl.extract.view import View, of_country

LEADING = frozenset(("head_of_state", "monarch", "head_of_government"))
_ROLE = {"head_of_state": "president", "head_of_government": "prime minister", "monarch": "king"}


def offices(context: Context, views: list[View], found: list[Capacity]) -> Iterator[Capacity]:
    """Offices of people who are named without any, by titles without a name and by "Nigeria's Ana Teller"."""
    used = {id(c.title) for c in found}
    have = {c.person for c in found if c.kind() not in STATELESS}
    on = context.published
    people = [(p.id, max(([t.low for t in tokenize(n) if t.word] for n in p.names or [p.name]), key=len)) for p in context.people]
    people = [(who, words) for who, words in people if who not in have and len(identity.pieces(words)) > 1]
    for v in views:
        for title in v.titles:
            if id(title) in used or title.plural or title.counterpart or title.determiner in ("a", "an"):
                continue
            code = title.countries[0] if len(title.countries) == 1 else "US" if title.text in AMERICAN else None
            kind = title.role_type(code)
            if not code or kind in STATELESS:
                continue
            for who, words in people:
                if any(o.country == code for o in gazetteer.offices(words, on, kind)) and who not in have:
                    have.add(who)
                    yield Capacity(who, v, title, title.text, "known", code, title.qualifier, strong=False)
    for v in views:
        for m in v.named:
            if m.who in have:
                continue
            words = next((w for who, w in people if who == m.who), None)
            code = _state_beside(v, m.start, m.end, m.outer)
            if words is None or code is None or not on:
                continue
            rows = [o for o in gazetteer.offices(words, on) if o.country == code and o.role_type in LEADING and o.near(on, 2)]
            if rows:
                have.add(m.who)
                kind = rows[0].role_type
                role = _ROLE[kind]
                title = Title(m.outer, m.end, m.outer, m.end, role, role)
                yield Capacity(m.who, v, title, role, "known", code, None, role_type=kind, strong=False)


def _state_beside(v: View, start: int, end: int, outer: int) -> str | None:
    code, _ = of_country(v, end)
    if code is None and v.low(outer - 1) == "'s":
        mark = next((x for x in v.marks if x.end == outer - 1 and x.kind == "country"), None)
        code = mark.code if mark else None
    return code
