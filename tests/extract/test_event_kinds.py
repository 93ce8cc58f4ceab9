"""Kinds of telling: repeated prepositions, summits attended, pacts kept, conditions, embassies, diplomats sent away."""

from __future__ import annotations

from etl.extract.events import events
from tests.extract.encounters import told, who
from tests.extract.reading import read


def kinds(text: str, **options: str | None) -> list[tuple[str, str, str | None]]:
    return [(e.type, e.status, e.date) for e in told(text, **options)]


def test_on_one_and_on_another_are_two_calls() -> None:
    found = told("Duarte called on Pavel Novak and on Ingrid Holm.")
    assert [who(e) for e in found] == [{"Duarte", "Novak"}, {"Duarte", "Holm"}]


def test_a_summit_attended_is_an_event_though_nothing_else_tells_it() -> None:
    assert kinds("Novak will represent Czechia at the Global Summit on Tides on 2 November.") == [
        ("summit", "planned", "2009-11-02")
    ]


def test_what_a_summit_is_about_is_no_place() -> None:
    assert told("Novak will travel to Oslo to take part in the Summit on Peace in Sudan.")[-1].country != "SD"


def test_a_summit_spoken_of_is_not_of_those_who_spoke() -> None:
    assert all(
        e.type != "summit" or who(e) == {"country:ES"} for e in told("Novak met Holm. Both praised the Madrid Summit.")
    )


def test_a_reception_ahead_and_the_visit_named_after_it() -> None:
    found = told(
        "President Novak looks forward to welcoming Ingrid Holm to Prague on 2 November. The visit will be short."
    )
    assert sorted((e.type, e.status, e.date) for e in found) == [
        ("meeting", "planned", "2009-11-02"),
        ("visit", "planned", "2009-11-02"),
    ]


def test_a_condition_by_the_order_of_words() -> None:
    assert kinds("Should it invade Spain, Norway would lose its friends.") == []
    assert kinds("Should Monday bring nothing, Novak may fly to Oslo.") == [("visit", "proposed", None)]


def test_a_pact_that_is_not_kept_was_made() -> None:
    (pact,) = told("Norway still has not implemented the Visby accords since 2007.")
    assert (pact.type, pact.status, pact.date, who(pact)) == ("agreement", "occurred", None, {"country:NO"})


def test_its_embassy_is_that_of_the_state_named_before() -> None:
    (attack,) = [
        e for e in told("Norway protested on Monday after a crowd stormed its embassy in Madrid.") if e.type == "attack"
    ]
    assert (who(attack), attack.country) == ({"country:NO"}, "ES")


def test_who_expels_is_where_the_diplomat_is_accredited() -> None:
    context = read("Ana Duarte, the Spanish ambassador to Norway, was expelled on Monday.")
    (expulsion,) = events(context)
    assert {p.who for p in expulsion.participants} == {"p1", "country:NO"} and expulsion.country == "NO"


def test_days_are_counted_from_the_main_clause() -> None:
    text = (
        "After the trip of Ingrid Holm to Oslo last May, Novak met Duarte on 5 October. Three days later he resigned."
    )
    assert ("resignation", "occurred", "2009-10-08") in kinds(text)


def test_a_name_after_a_date_begins_its_own_clause() -> None:
    found = told("Duarte would have come to Prague in May and Holm would have gone to Madrid.")
    assert [(who(e) & {"Duarte", "Holm"}, e.status) for e in found] == [
        ({"Duarte"}, "not_occurred"),
        ({"Holm"}, "not_occurred"),
    ]


def test_what_a_trip_will_do_makes_it_planned() -> None:
    assert {s for _, s, _ in kinds("Novak will travel to Oslo in May. His trip will strengthen their ties.")} == {
        "planned"
    }


def test_a_town_unknown_has_the_country_of_the_one_it_lies_by() -> None:
    (meeting,) = told("Duarte met Novak at Varnesvik, northeast of Oslo, on Monday.")
    assert meeting.country == "NO"


def test_a_paper_signed_after_talks_is_of_their_country() -> None:
    found = told(
        "Norway and Spain agreed on Monday to restore relations, after talks between Norway and Spain in Warsaw."
    )
    assert {e.country for e in found} == {"PL"}


def test_what_has_been_done_since_is_not_of_that_day() -> None:
    (call,) = told("Duarte and Holm have spoken by telephone just once since May.")
    assert call.date is None


def test_later_this_year_is_ahead() -> None:
    assert {e.status for e in told("Norway and Spain praised the plan, with Norway hosting NATO later this year.")} == {
        "planned"
    }


def test_a_delegation_and_not_its_sender_attends() -> None:
    found = told(
        "Novak announced the designation of a delegation to attend the inauguration of Ingrid Holm on 2 November."
    )
    assert [who(e) for e in found if e.type == "inauguration"] == [{"Holm"}]


def test_later_in_the_day() -> None:
    assert kinds("Duarte will be received later in the day by Holm.") == [("meeting", "planned", "2009-10-14")]


def test_a_place_behind_an_aside() -> None:
    (visit,) = told("Duarte turned up, unannounced, in Oslo.")
    assert visit.country == "NO"


def test_the_time_that_a_sentence_sets() -> None:
    found = told("This week it was the turn of the allies. Norway is expelling two Spanish diplomats.")
    assert [(e.type, e.date) for e in found] == [("expulsion", "2009-10-12/2009-10-14")]


def test_a_state_visit_is_its_visitors() -> None:
    (visit,) = told("Duarte spoke of the progress made since the May 2009 Norway State Visit.")
    assert who(visit) == {"country:NO"}


def test_hours_given_to_leave_are_given_on_that_day() -> None:
    found = told("Norway gave Pavel Novak, the Czech ambassador, 24 hours to leave late on Sunday.")
    assert [(e.type, e.date) for e in found] == [("expulsion", "2009-10-11")]
