"""Offices told by those of others: "his French counterpart, Jean Morel", "Ana Teller, Mr. Morel's successor"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from etl.extract.capacity import Capacity
from etl.extract.sayings import Pronouns, chain, ending_at
from etl.extract.titles import Title
from etl.extract.view import Named, View, of_country

_HEIRS = {"successor": False, "predecessor": True, "replacement": False}


def counterparts(
    v: View, title_of: Callable[[str], Capacity | None], country_of: Callable[[str], str | None], pronoun: Pronouns
) -> Iterator[Capacity]:
    """ "his French counterpart, Jean Morel": the office of whoever "his" is, for the other state."""
    for title in v.titles:
        if not title.counterpart or title.head in ("host",):
            continue
        k = title.end + (v.sign(title.end) in (",", ":"))
        people = chain(v, k)
        if not people:
            who = ending_at(v, title.start - 1) if v.sign(title.start - 1) == "," else None
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
        m = ending_at(v, start - 1) if v.sign(start - 1) == "," else None
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
