"""In what capacity people appear: titles of a sentence joined to the names beside them (`etl.extract.beside`), or said of them by a
verb (`etl.extract.office_verbs`); what a list leaves unsaid is taken from its first. Offices told by those of others come last, when
the whole document is read (`etl.extract.counterparts`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from etl.extract.beside import apposition, before, bracketed, comma, plural
from etl.extract.capacity import Capacity
from etl.extract.office_verbs import predicate, since, successions
from etl.extract.sayings import Pronouns, saying
from etl.extract.titles import Title
from etl.extract.view import View, of_country


def read(v: View, pronoun: Pronouns) -> list[Capacity]:
    """All capacities said in one sentence, by place."""
    out: list[Capacity] = []
    used: set[int] = set()
    for title in v.titles:
        if title.counterpart or _member(title):
            continue
        found = list(bracketed(v, title)) or list(plural(v, title)) if title.plural else []
        found = (
            found
            or list(before(v, title))
            or list(apposition(v, title, {c.person for c in out}.__contains__))
            or list(comma(v, title))
        )
        found = found or list(predicate(v, title, pronoun))
        if found:
            used.add(id(title))
        out += found
    for title in v.titles:
        if id(title) not in used and not title.counterpart:
            more = list(_coordinated(v, title, out))
            if more:
                used.add(id(title))
            out += more
    out += since(v, [t for t in v.titles if id(t) not in used and not t.counterpart])
    out += list(successions(v, out))
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
    yield saying(v, c.person, title, c.how, None if title.countries else c.country, qualifier)


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
