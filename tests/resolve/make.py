"""Items made in one line, for the tests of resolution."""

from __future__ import annotations

from etl.claims import AffiliationClaim, Article, EventClaim, EventLink, Item, Participant, PersonClaim, Place, Record

OFFICES = {
    "pm": ("Prime Minister", "head_of_government"),
    "fm": ("Foreign Minister", "foreign_minister"),
    "president": ("President", "head_of_state"),
    "king": ("King", "monarch"),
    "secretary": ("Secretary of State", "foreign_minister"),
    "secretary-general": ("Secretary-General", "international_official"),
}


def person(
    local: str,
    name: str,
    office: str | None,
    country: str | None,
    day: str | None = None,
    **more: object,
) -> tuple[PersonClaim, list[AffiliationClaim]]:
    """A person and, where an office is given, one capacity seen on that day."""
    claim = PersonClaim(local, name, country=country, **more)  # type: ignore[arg-type]
    if office is None:
        return claim, []
    title, role = OFFICES[office]
    return claim, [AffiliationClaim(f"a-{local}", local, title, role, country=country, as_of=day)]


def record(key: str, people: list[tuple[PersonClaim, list[AffiliationClaim]]], events: list[EventClaim] = []) -> Item:  # noqa: B006
    """An entry of a register; `key` is its record_id."""
    source, _, native = key.partition(":")
    return Item(
        key=key,
        source=source,
        record=Record(key, native),
        people=tuple(p for p, _ in people),
        affiliations=tuple(a for _, many in people for a in many),
        events=tuple(events),
    )


def article(
    key: str,
    people: list[tuple[PersonClaim, list[AffiliationClaim]]],
    events: list[EventClaim] = [],  # noqa: B006
    published: str | None = None,
    source: str = "daily",
) -> Item:
    """An article of a publisher."""
    return Item(
        key=key,
        source=source,
        article=Article(title=key, published=published, published_basis="stated" if published else "unknown"),
        people=tuple(p for p, _ in people),
        affiliations=tuple(a for _, many in people for a in many),
        events=tuple(events),
    )


def event(
    local: str,
    kind: str,
    date: str | None,
    who: dict[str, str],
    country: str | None = None,
    town: str | None = None,
    status: str = "occurred",
    part_of: str | None = None,
    name: str | None = None,
) -> EventClaim:
    """An event with participants as {who: role}; a person's capacity a-WHO is theirs."""
    return EventClaim(
        local,
        kind,
        status,
        date=date,
        country=country,
        places=(Place(town, country),) if town else (),
        participants=tuple(Participant(w, role, () if ":" in w else (f"a-{w}",)) for w, role in who.items()),
        links=(EventLink("part_of", part_of),) if part_of else (),
        name=name,
    )
