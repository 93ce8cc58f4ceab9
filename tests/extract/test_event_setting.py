"""Where, when and of whom a telling is that leaves it to the text around it."""

from __future__ import annotations

from etl.claims import EventClaim
from etl.extract.events import events
from tests.extract.encounters import told, who
from tests.extract.reading import read


def only(found: list[EventClaim], type_: str) -> EventClaim:
    chosen = [e for e in found if e.type == type_]
    assert len(chosen) == 1, [(e.type, e.status, e.date) for e in found]
    return chosen[0]


def test_where_takes_up_the_place_told_before_a_date() -> None:
    meeting = only(told("Duarte went to Warsaw in May, where she met Holm."), "meeting")
    assert [p.name for p in meeting.places] == ["Warsaw"]


def test_country_of_what_was_done_on_a_visit() -> None:
    found = told("Novak travelled to Oslo on Monday.\n\nNovak and Chancellor Holm signed a treaty. Lindh resigned.")
    assert only(found, "agreement").country == "NO"


def test_no_country_without_somebody_of_it() -> None:
    found = told("Novak travelled to Oslo on Monday.\n\nNovak and Lindh signed a treaty on 2 May.")
    assert only(found, "agreement").country is None


def test_country_of_the_dateline() -> None:
    found = told("Chancellor Holm and Novak signed a treaty on Monday.", dateline="Oslo")
    assert only(found, "agreement").country == "NO"


def test_a_meeting_planned_for_a_visit_that_has_begun() -> None:
    meeting = only(told("Novak is travelling to Oslo to meet Chancellor Holm."), "meeting")
    assert (meeting.status, meeting.country, meeting.date) == ("planned", "NO", None)


def test_an_oath_gives_no_date_to_the_calls_after_it() -> None:
    found = told(
        "Two days after he was sworn in, Novak made Oslo his first stop on Friday. He called on Chancellor Holm."
    )
    assert only(found, "visit").date == "2009-10-09"
    assert only(found, "meeting").date == "2009-10-09"


def test_time_found_to_go() -> None:
    visit = only(told("Novak found time to fly to Oslo in May."), "visit")
    assert who(visit) == {"Novak", "country:NO"}


def test_since_two_people_signed() -> None:
    pact = only(told("No leader has spoken up since Novak and Holm signed the treaty in May 2003."), "agreement")
    assert who(pact) == {"Novak", "Holm"}


def test_they_are_those_who_met() -> None:
    text = "Ana Duarte met Pavel Novak in Oslo, which Ingrid Holm had left. The two met again in Warsaw on Tuesday."
    assert who(next(e for e in told(text) if e.place_said == "Warsaw")) == {"Duarte", "Novak"}


def test_offices_after_names_of_a_list() -> None:
    context = read(
        "Tarja Niemi met Raul Prado, the foreign minister, President Ivo Kask and the speaker, Olga Brandt, on Monday."
    )
    assert len(only(events(context), "meeting").participants) == 4


def test_the_prime_minister_of_the_text_itself() -> None:
    context = read(
        "A Downing Street spokesperson said:",
        "The Prime Minister hosted Prime Minister Jan Kovar of Czechia for talks at Downing Street.",
    )
    talks = only(events(context), "talks")
    assert {p.who for p in talks.participants} == {"country:GB", "p1"}


def test_a_deadline_is_never_the_day_of_what_happened() -> None:
    assert only(told("Norway and Spain signed a treaty to close the mines in 2030."), "agreement").date is None
    assert only(told("Norway and Spain agreed to reopen the consulate no later than 2099."), "agreement").date is None


def test_what_is_ahead_keeps_its_day() -> None:
    assert only(told("Norway and Spain will sign a treaty in 2030."), "agreement").date == "2030"
