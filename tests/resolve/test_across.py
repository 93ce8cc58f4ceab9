"""One person in two groups of states. The names are of no register."""

from tests.resolve.make import event, person, record
from tests.resolve.test_people import one, resolved, same


def test_one_monarch_of_two_realms() -> None:
    people = resolved(
        one("1", "Ottokar IX", "king", "GB", "1957-03-01"),
        one("2", "Ottokar IX", "king", "CA", "1959-03-01"),
        one("3", "Ottokar IX", "king", "BE", "1959-03-01"),
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1") and not same(people, "t:x/1#p1", "t:x/3#p1")


def test_a_minister_of_a_union_leads_a_state_that_came_of_it() -> None:
    people = resolved(
        one("1", "Zhordania", "fm", "SU", "1989-03-01"), one("2", "Irakli Zhordania", "president", "GE", "1993-03-01")
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_common_short_name_does_not_bridge_two_states() -> None:
    people = resolved(one("1", "Ivan", "fm", "SU", "1989-03-01"), one("2", "Ivan", "president", "GE", "1993-03-01"))
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_minister_who_went_to_a_body() -> None:
    people = resolved(
        one("1", "Poelaert", "fm", "LU", "1989-03-01"),
        record("t:x/2", [person("p1", "Poelaert", "secretary-general", None, "1991-03-01")]),
        one("3", "Poelaert", "fm", "LU", "1931-03-01"),
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1") and not same(people, "t:x/3#p1", "t:x/2#p1")


def test_a_bare_name_without_country_is_who_led_then() -> None:
    people = resolved(
        one("1", "Gregor Quimby", "pm", "GB", "1941-03-01"),
        one("2", "Gregor Quimby", "pm", "GB", "1945-03-01"),
        record("t:x/3", [person("p1", "Quimby", None, None)]),
        record(
            "t:x/4",
            [person("p1", "Quimby", None, None)],
            [event("e1", "meeting", "1942-05-01", {"p1": "participant"})],
        ),
        record(
            "t:x/5",
            [person("p1", "Quimby", None, None)],
            [event("e1", "meeting", "1972-05-01", {"p1": "participant"})],
        ),
    )
    assert same(people, "t:x/1#p1", "t:x/4#p1") and not same(people, "t:x/1#p1", "t:x/5#p1")
    assert not same(people, "t:x/1#p1", "t:x/3#p1")  # of no day
