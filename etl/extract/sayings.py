"""What the patterns of capacities share: a Capacity of a title, names in a list, the subject of a verb."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract.capacity import Capacity
from etl.extract.titles import Title
from etl.extract.view import Named, View, of_country
from etl.lexicon.roles import word_set

BE = word_set("is was are were be been being become becomes became remains remained")
ADVERBS = word_set(
    "now currently also still then once previously formerly officially only again just recently already later until long himself herself actually both who"
)

# what a pronoun at a token stands for: (view, token) -> person id or None
Pronouns = Callable[[View, int], str | None]


def saying(
    v: View, person: str, title: Title, how: str, country: str | None = None, qualifier: str | None = None
) -> Capacity:
    if country is None and len(title.countries) == 1:
        country = title.countries[0] or None
    if title.possessor is not None and title.ordinal:  # "Teller's first national security adviser"
        qualifier = title.qualifier or "first"
    organization = title.org.name if title.org else None
    return Capacity(person, v, title, title.text, how, country, qualifier or title.qualifier, organization=organization)


def chain(v: View, i: int, limit: int = 12) -> list[Named]:
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


def ending_at(v: View, k: int) -> Named | None:
    """The name that ends just before the sign at token k, with "of Country" or an age between."""
    for m in v.named:
        if m.end == k:
            return m
        if m.end < k and of_country(v, m.end)[1] == k:
            return m
        if m.end == k - 2 and v.sign(m.end) == "," and re.fullmatch(r"\d\d", v.sign(k - 1)):
            return m
    return None


def skip_aux(v: View, k: int) -> int:
    while (
        v.low(k) in BE
        or v.low(k) in ADVERBS
        or v.low(k) in ("has", "have", "had", "will", "would", "to", "expected", "since")
    ):
        k -= 1
    return k


def subject_of(v: View, k: int, pronoun: Pronouns) -> str | None:
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


def subject_far(v: View, k: int, pronoun: Pronouns, reach: int = 8) -> str | None:
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
