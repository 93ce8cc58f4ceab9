"""When an undated article was published."""

import dataclasses

from etl.claims import AffiliationClaim, DateStep, EventClaim, Item, Participant, PersonClaim, Record
from etl.edtf import bounds
from etl.resolve.undated import Offices, infer, pinned, redated
from tests.resolve.make import article, person


def appointment(key: str, name: str, start: str, end: str) -> Item:
    """A secretary of state's appointment in a register."""
    claim = AffiliationClaim(
        "a1", "p1", "Secretary of State", "foreign_minister", country="US", post="t:post/secretary", start=start, end=end,
        dates=(DateStep("started", start),),
    )  # fmt: skip
    return Item(key=key, source="t", record=Record(key, key), people=(PersonClaim("p1", name),), affiliations=(claim,))


OFFICES = Offices([appointment("t:x/1", "Frank B. Kellogg", "1925-03-05", "1929-03-28")])
KELLOGG = person("p1", "Frank Kellogg", "secretary", "US")


def told(said: str, status: str = "occurred", kind: str = "meeting", date: str | None = None) -> EventClaim:
    return EventClaim(said, kind, status, date=date, date_said=said, date_basis="stated" if date else None,
                      participants=(Participant("p1", "participant"),))  # fmt: skip


def test_an_office_alone_bounds_too_widely() -> None:
    assert infer(article("a", [KELLOGG]), OFFICES) is None


def test_a_month_and_day_recalled_narrow_it_to_four_weeks() -> None:
    found = infer(article("a", [KELLOGG], [told("August 27"), told("in June 1928", date="1928-06")]), OFFICES)
    assert found is not None and (found.first, found.last) == ("1928-08-27", "1928-09-23")
    assert {c.rule for c in found.reasons} == {"office-held", "after-what-it-recalls", "month-and-day-recalled"}
    assert any("Frank Kellogg is called Secretary of State" in c.reason for c in found.reasons)


def test_a_month_recalled_excludes_the_days_before_it() -> None:
    events = [told("in December 1928", date="1928-12"), told("in February")]
    found = infer(
        article("a", [KELLOGG], events), Offices([appointment("t:x/1", "Frank Kellogg", "1928-03-05", "1929-01-28")])
    )
    assert found is not None and (found.first, found.last) == ("1928-12-01", "1929-01-28")
    assert [c.reason for c in found.reasons if c.rule == "month-recalled"] == ["“February” is told as past: 1928-02"]


def test_a_date_of_another_story_does_not_count() -> None:
    other = dataclasses.replace(told("August 27"), zone="related")
    assert infer(article("a", [KELLOGG], [other]), OFFICES) is None


def test_what_contradicts_the_office_is_set_aside() -> None:
    events = [told("in May 1931", date="1931-05"), told("August 27"), told("in June 1928", date="1928-06")]
    found = infer(article("a", [KELLOGG], events), OFFICES)
    assert found is not None and bounds(found.published) == ("1928-08-27", "1928-09-23")
    assert [c.first for c in found.set_aside] == ["1931-05-01"]


def test_relative_dates_follow_the_interval_and_say_so() -> None:
    item = article("a", [KELLOGG], [told("in August"), told("Wednesday", status="planned"), told("1927", date="1927")])
    month, weekday, year = redated(item, "1928-09-03", "1928-09-20", "inferred").events
    assert (month.date, month.date_basis) == ("1928-08", "inferred")
    assert (weekday.date, weekday.date_basis) == ("1928-09-05/1928-09-26", "inferred")
    assert (year.date, year.date_basis) == ("1927", "stated")


def test_a_day_known_elsewhere_pins_the_weekday_and_with_it_the_publication() -> None:
    item = article("a", [KELLOGG], [told("Wednesday", status="planned"), told("on Monday")])
    known = pinned(item, item.events[0], "1928-09-12")
    assert known is not None and known.first <= "1928-09-10" <= known.last <= "1928-09-12"
    assert redated(item, known.last, known.last, "inferred").events[0].date == "1928-09-12"
