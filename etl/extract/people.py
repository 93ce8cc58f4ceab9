"""Who is in a document: names, then whom they stand for, then in what capacity."""

from __future__ import annotations

from dataclasses import replace

from etl.extract import affiliations, capacity, coref, credits, known, mentions, states, terms
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.view import View, view


def read(context: Context) -> None:
    """Fill `context.people` with their affiliations, and the context's mentions."""
    views = [view(sentence, context.published) for sentence in context.sentences]
    mentions.resolve(context, views)
    pronoun = _Pronouns(context, views)
    found: list[Capacity] = []
    for v in views:
        beside = affiliations.read(v, pronoun)
        terms.read(v, beside, context.published)
        found += beside
    index: dict[str, list[Capacity]] = {}
    indexed = [0]

    def by_person() -> dict[str, list[Capacity]]:
        for c in found[indexed[0] :]:
            index.setdefault(c.person, []).append(c)
        indexed[0] = len(found)
        return index

    def title_of(person: str) -> Capacity | None:
        return next((c for c in by_person().get(person, ()) if c.kind()), None)

    states.settle(context, views, found, pronoun)
    found += list(known.offices(context, views, found))

    def country_of(person: str) -> str | None:
        return next((c.country for c in by_person().get(person, ()) if c.country), None)

    for v in views:
        more = [*affiliations.heading(v), *affiliations.heirs(v, title_of, pronoun)]
        more += affiliations.counterparts(v, title_of, country_of, pronoun)
        for c in more:
            same = by_person().get(c.person, ())
            if not any(o.kind() == c.kind() and o.country in (None, c.country) for o in same):
                found.append(c)
    states.settle(context, views, found, pronoun)
    known.bygone(context, found)
    coref.Coreference(context, views, found).run()
    claims = capacity.claims(found, context.published)
    said = {(c.person, c.role_type) for c in claims}
    for credit in credits.capacities(context):
        if (credit.person, credit.role_type) not in said:
            claims.append(replace(credit, id=f"a{len(claims) + 1}"))
            said.add((credit.person, credit.role_type))
    for claim in claims:
        person = context.person(claim.person)
        if person is not None:
            person.affiliations.append(claim)
            person.country = person.country or claim.country


class _Pronouns:
    """Whom "he" or "she" at a token stands for: the last subject of that gender."""

    def __init__(self, context: Context, views: list[View]) -> None:
        self._context, self._views = context, views

    def __call__(self, v: View, token: int) -> str | None:
        low = v.low(token)
        gender = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}.get(low)

        def fits(who: str) -> bool:
            person = self._context.person(who)
            return person is not None and (gender is None or person.gender in (None, gender))

        same = [m.who for m in v.named if m.end <= token and fits(m.who)]
        if same:
            return same[0]
        at = v.sentence.index
        for back in range(1, 4):
            if at - back < 0:
                break
            before = self._views[at - back]
            names = [m.who for m in before.named if fits(m.who)]
            if names:
                return names[0]
            if any(t.low in ("he", "she") for t in before.tokens):
                continue
        return None
