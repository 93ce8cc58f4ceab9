"""Who is in a document: names, then whom they stand for, then in what capacity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from etl.extract import (
    affiliations,
    capacity,
    coref,
    counterparts,
    credits,
    known,
    mentions,
    office_verbs,
    states,
    terms,
)
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.view import View, view


def read(contexts: Iterable[Context]) -> None:
    """Fill each context's people with their affiliations, and its mentions; the model is asked about all documents together."""
    seen = [(context, [view(sentence, context.published) for sentence in context.sentences]) for context in contexts]
    mentions.weigh_all([v for _, views in seen for v in views])
    for context, views in seen:
        _read(context, views)


def _read(context: Context, views: list[View]) -> None:
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
        more = [*office_verbs.heading(v), *counterparts.heirs(v, title_of, pronoun)]
        more += counterparts.counterparts(v, title_of, country_of, pronoun)
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
    """Whom "he" or "she" at a token stands for: the last subject of that gender, or whom the article is about."""

    def __init__(self, context: Context, views: list[View]) -> None:
        self._context, self._views = context, views
        self._protagonist = _protagonist(views)

    def __call__(self, v: View, token: int) -> str | None:
        gender = _GENDER.get(v.low(token))

        def fits(who: str) -> bool:
            person = self._context.person(who)
            return person is not None and (gender is None or person.gender in (None, gender))

        same = [m.who for m in v.named if m.end <= token and fits(m.who)]
        if same:
            return same[0]
        at = v.sentence.index
        for back in range(1, 8):
            if at - back < 0:
                break
            before = self._views[at - back]
            named = [m for m in before.named if fits(m.who)]
            begin = named[0].outer if named else len(before.tokens)
            if gender and any(t.low == _SUBJECT[gender] for t in before.tokens[:begin]):
                continue  # "In May he met …": the subject is still the same
            if named:
                return named[0].who
            if back >= 3 and not any(t.low in ("he", "she") for t in before.tokens):
                break
        who = self._protagonist
        return who if who and fits(who) else None


_SUBJECT = {"male": "he", "female": "she"}
_GENDER = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}


def _protagonist(views: list[View]) -> str | None:
    """Whom a profile is about: named in its title or first sentence, and as often as any two others."""
    counts = Counter(m.who for v in views for m in v.named)
    if not counts or not views:
        return None
    (who, most), *others = counts.most_common(2)
    first = {m.who for v in views[:2] for m in v.named}
    return who if most > 2 and most >= 2 * (others[0][1] if others else 0) and who in first else None
