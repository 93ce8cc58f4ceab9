"""Events of whole texts: who, where, when, and one event however often it is told."""

from __future__ import annotations

from etl.extract.events import assertions, events
from tests.extract.encounters import context, told, who


def one(text: str, **options):
    found = told(text, **options)
    assert len(found) == 1, [(e.type, e.evidence.as_text) for e in found]
    return found[0]


def test_a_meeting_with_day_and_place():
    event = one("Foreign Minister Ana Duarte met Chancellor Ingrid Holm in Oslo on Monday.")
    assert (event.type, event.status, event.date, event.date_basis) == ("meeting", "occurred", "2009-10-12", "relative")
    assert (event.places[0].name, event.country) == ("Oslo", "NO")
    assert who(event) == {"Duarte", "Holm"}
    assert event.evidence.as_text == "met" and event.evidence.zone == "body"


def test_evidence_points_at_the_word_behind_long_names():
    text = "On Monday, Foreign Minister Ana Duarte met Chancellor Ingrid Holm."
    event = one(text)
    assert text[event.evidence.start : event.evidence.end] == "met"


def test_without_a_day_of_publication_a_weekday_is_no_date():
    event = one("Ana Duarte met Ingrid Holm in Oslo on Monday.", published=None)
    assert event.date is None and event.date_said == "Monday"


def test_a_visit_has_its_country_as_host_and_home_is_no_visit():
    event = one("Pavel Novak travelled to Oslo in May.")
    assert event.type == "visit" and event.date == "2009-05"
    assert who(event) == {"Novak", "country:NO"}


def test_stops_are_visits_of_their_own():
    found = told("Novak will travel to Oslo and Stockholm on Friday.")
    assert [(e.type, e.places[0].name) for e in found] == [("visit", "Oslo"), ("visit", "Stockholm")]


def test_a_visit_and_a_meeting_during_it_are_two():
    found = told("Novak flew to Oslo on Monday. He met Ingrid Holm on Tuesday.")
    assert sorted((e.type, e.date) for e in found) == [("meeting", "2009-10-13"), ("visit", "2009-10-12")]


def test_a_building_tells_its_town():
    event = one("Novak met Holm at the White House on Monday.")
    assert (event.places[0].name, event.country) == ("Washington", "US")


def test_here_is_the_town_of_the_dateline():
    event = one("OSLO, Oct. 14 (Test Wire) - Novak met Holm here on Wednesday.", dateline="Oslo")
    assert (event.places[0].name, event.country, event.date) == ("Oslo", "NO", "2009-10-14")


def test_told_again_it_is_the_same_event():
    event = one("Novak met Holm in Oslo on Monday. The meeting lasted an hour.\n\nAt the meeting Novak spoke of trade.")
    assert event.type == "meeting" and who(event) == {"Novak", "Holm"}


def test_another_day_is_another_event():
    found = told("Novak met Holm in Oslo on Monday. Novak had met Holm in Vienna in March.")
    assert [e.date for e in found] == ["2009-10-12", "2009-03"]


def test_the_title_adds_no_event_of_its_own():
    event = one("Novak met Holm in Oslo on Monday.", title="Novak meets Holm")
    assert event.zone == "body"


def test_hosted_for_talks_is_one_happening():
    event = one("Ingrid Holm hosted Pavel Novak for talks in Oslo on Monday.")
    assert event.type in ("talks", "meeting")
    assert {(p.role, p.as_text) for p in event.participants} == {("host", "Ingrid Holm"), ("visitor", "Pavel Novak")}


def test_a_call_by_phone():
    event = one("Novak telephoned Holm on Sunday.")
    assert (event.type, event.mode, event.date) == ("call", "phone", "2009-10-11")
    assert [p.role for p in event.participants] == ["caller", "callee"]


def test_a_passive_turns_roles_round():
    event = one("Pavel Novak was received by King Olav in Oslo on Monday.")
    assert {(p.role, p.as_text) for p in event.participants} == {("host", "Olav"), ("visitor", "Pavel Novak")} or {
        p.role for p in event.participants
    } == {"host", "visitor"}


def test_unnamed_officers_are_their_states():
    event = one("Novak met the Norwegian prime minister in Oslo on Monday.")
    assert who(event) == {"Novak", "country:NO"}


def test_an_agreement_and_its_signatories():
    event = one("Norway and Spain signed a treaty in Vienna on Monday.")
    assert (event.type, event.date, event.country) == ("agreement", "2009-10-12", "AT")
    assert who(event) == {"country:NO", "country:ES"}


def test_a_date_counted_from_another():
    found = told("Novak was sworn in on 4 May 2009. Three days later he met Holm in Oslo.")
    assert [(e.type, e.date) for e in found] == [("inauguration", "2009-05-04"), ("meeting", "2009-05-07")]


def test_an_inauguration_counted_back():
    found = told("Three days after he was sworn in, Novak met Holm in Oslo on Friday.")
    assert {(e.type, e.date) for e in found} == {("inauguration", "2009-10-06"), ("meeting", "2009-10-09")}


def test_a_chronicle_counts_from_its_own_dates():
    found = told(
        "March 3, 1987 - Novak meets Holm in Oslo.\n\nJune 5-6, 1988 - Novak visits Stockholm.", published="1991-10-24"
    )
    assert [(e.type, e.status, e.date) for e in found] == [
        ("meeting", "occurred", "1987-03-03"),
        ("visit", "occurred", "1988-06-05/1988-06-06"),
    ]


def test_first_since_tells_the_earlier_visit_too():
    found = context("Novak arrived in Oslo on Monday on his first visit to Norway since 1998.")
    dates = {e.date for e in events(found)}
    assert {"2009-10-12", "1998"} <= dates
    said = assertions(found)
    assert [(a.kind, a.since) for a in said] == [("first_since", "1998")]
    assert said[0].event in {e.id for e in events(found)}


def test_who_joined_a_call_is_told_afterwards():
    event = one(
        "Novak spoke by phone with Holm on Monday.\n\nParticipants in the call included Ana Duarte and Petra Lindh."
    )
    assert who(event) == {"Novak", "Holm", "Duarte", "Lindh"}


def test_expulsion_and_its_country():
    event = one("Norway expelled two Spanish diplomats on Monday.")
    assert (event.type, event.country) == ("expulsion", "NO")
    assert {(p.role, p.who) for p in event.participants} == {("participant", "country:NO"), ("target", "country:ES")}


def test_the_same_text_gives_the_same_events():
    text = "Novak met Holm in Oslo on Monday. He will travel to Stockholm on Friday."
    assert told(text) == told(text)


def test_texts_without_encounters_and_odd_ones():
    for text in (
        "a",
        "?!",
        "GARBAGE " * 300,
        "Il a rencontré le ministre hier.",
        "No one was there.",
        ";;;; ;;; " * 50,
    ):
        assert told(text) == []


def test_the_last_time_an_office_holder_came_speaks_of_the_office():
    found = context("The last time a Spanish president visited Oslo was when Ana Duarte came to town in June 1998.")
    events(found)
    (said,) = assertions(found)
    assert (said.kind, said.role_type, said.country) == ("last", "head_of_state", "ES")
    (event,) = [e for e in events(found) if e.id == said.event]
    assert (event.date, event.country) == ("1998-06", "NO") and len(events(found)) == 1
    assert not assertions(context("The last time they argued was in Oslo, when Ana Duarte came to town in June 1998."))


def test_the_day_of_the_telling_does_not_date_what_it_looks_back_on():
    call, office = told("Novak spoke by phone today with Holm to congratulate her on her appointment.")
    assert (call.type, call.date) == ("call", "2009-10-14")
    assert (office.type, office.date) == ("appointment", None)
    found = told("Ana Duarte met Ingrid Holm on Monday for the second time since she took office.")
    assert {e.type: e.date for e in found} == {"meeting": "2009-10-12", "inauguration": None}


def test_the_weekend_just_past_the_place_of_signing_and_a_plan_called_off():
    assert one("Norway expelled two Spanish diplomats over the weekend.").date == "2009-10-10/2009-10-11"
    signed = one("In 2004 Spain and Norway signed an agreement in Oslo on sharing gas reserves.")
    assert (signed.places[0].name, signed.country) == ("Oslo", "NO")
    assert one("Ana Duarte called off a planned visit to Oslo.").status == "cancelled"


def test_the_norway_visit_goes_there_and_the_norwegian_comes_from_there():
    there = one("Novak ended his Norway visit on Monday.")
    assert there.country == "NO" and {(p.who, p.role) for p in there.participants} == {
        ("p2", "visitor"),
        ("country:NO", "host"),
    }
    thence = one("The Norwegian visit ended on Monday.")
    assert [(p.who, p.role) for p in thence.participants] == [("country:NO", "visitor")]


def test_who_is_named_to_lead_and_what_is_hoped_for():
    named = one("President Novak named Ana Duarte to lead the ministry.")
    assert named.type == "appointment" and {(p.who, p.role) for p in named.participants} == {
        ("p2", "appointer"),
        ("p1", "appointee"),
    }
    hoped = one("Novak said he hoped to travel to Oslo in May.")
    assert (hoped.status, hoped.date) == ("planned", "2010-05")
    assert one("Novak dined with Holm in Oslo on Monday.").type == "meeting"


def test_somebodys_government_is_the_state():
    expelled = one("Novak's government expelled a Spanish diplomat.")
    assert {(p.who, p.role) for p in expelled.participants} == {("country:CZ", "participant"), ("country:ES", "target")}


def test_a_texts_first_line_may_stand_where_a_title_has_its_second():
    found = context("Novak spoke by phone with Holm on Monday.\n\nPetra Lindh travelled to Oslo in May.")
    found.sentences[0].zone = "dek"
    assert {e.type for e in events(found)} == {"call", "visit"}


def test_a_state_of_the_union_is_no_town_abroad():
    for text, town in (
        ("Florida", None),
        ("Virginia", None),
        ("New York", "New York"),
        ("Washington, D.C.", "Washington"),
    ):
        event = one(f"Novak met Holm in {text} on Monday.")
        assert event.country == "US" and [p.name for p in event.places] == ([town] if town else [])
