"""Which reports are of one happening, and which are of two that look alike."""

import dataclasses

from etl.claims import EventClaim, Item
from etl.resolve import resolve
from etl.resolve.curation import Curation
from etl.resolve.rows import Tables
from tests.resolve.make import article, event, person, record

BRIAND = ("p1", "Aristide Briand", "fm", "FR")
CURTIUS = ("p2", "Julius Curtius", "fm", "DE")
GRANDI = ("p3", "Dino Grandi", "fm", "IT")
BOTH = {"p1": "participant", "p2": "participant"}


def facts(*items: Item) -> Tables:
    return resolve(items, Curation(), [])[0]


def told(
    key: str, published: str, claim: EventClaim, *people: tuple[str, str, str, str], source: str = "daily"
) -> Item:
    return article(key, [person(*p, published) for p in people], [claim], published, source)


def days(tables: Tables) -> list[str]:
    return sorted(str(e["date"]) for e in tables["events"])


def call(key: str, day: str, source: str = "daily", status: str = "occurred") -> Item:
    return told(key, day, event("e1", "call", day, BOTH, status=status), BRIAND, CURTIUS, source=source)


def test_one_writer_knows_the_day_and_two_may_differ_by_one() -> None:
    assert days(facts(call("a", "1931-03-02"), call("b", "1931-03-03"))) == ["1931-03-02", "1931-03-03"]
    assert days(facts(call("a", "1931-01-31"), call("b", "1931-02-01"))) == ["1931-01-31", "1931-02-01"]
    assert len(facts(call("a", "1931-03-02"), call("b", "1931-03-03", source="weekly"))["events"]) == 1


def test_what_was_put_off_by_a_day_is_what_was_announced() -> None:
    (row,) = facts(call("a", "1931-03-02", status="planned"), call("b", "1931-03-03"))["events"]
    assert row["status"] == "occurred"


def test_one_publishers_two_readouts_of_a_day_with_other_countries_are_two() -> None:
    two = told("two", "1931-03-02", event("e1", "meeting", "1931-03-02", BOTH), BRIAND, CURTIUS)
    everybody = BOTH | {"p3": "participant"}
    three = told("three", "1931-03-02", event("e1", "meeting", "1931-03-02", everybody), BRIAND, CURTIUS, GRANDI)
    assert len(facts(two, three)["events"]) == 2
    later = told("later", "1931-03-09", event("e1", "meeting", "1931-03-02", everybody), BRIAND, CURTIUS, GRANDI)
    assert len(facts(two, later)["events"]) == 1, "a report that is not news of its day may name more who were there"


def test_a_meeting_beside_a_summit_is_not_the_summit() -> None:
    everybody = BOTH | {"p3": "participant"}
    summit = told("summit", "1931-03-02", event("e1", "summit", "1931-03-02", everybody), BRIAND, CURTIUS, GRANDI)
    aside = told("aside", "1931-03-05", event("e1", "meeting", "1931-03-02", BOTH), BRIAND, CURTIUS, source="weekly")
    assert {e["type"] for e in facts(summit, aside)["events"]} == {"summit", "meeting"}
    assert {e["type"] for e in facts(aside, summit)["events"]} == {"summit", "meeting"}


def visit(key: str, date: str, town: str | None, published: str) -> Item:
    claim = event("e1", "visit", date, {"p2": "visitor", "country:FR": "host"}, "FR", town)
    return told(key, published, claim, CURTIUS)


def test_visits_of_one_month_to_two_towns_are_two_and_a_journey_to_both_is_one() -> None:
    assert (
        len(facts(visit("a", "1931-02", "Paris", "1931-03-02"), visit("b", "1931-02", "Lyon", "1931-04-02"))["events"])
        == 2
    )
    assert (
        len(
            facts(visit("a", "1931-02-03", "Paris", "1931-02-03"), visit("b", "1931-02-03", "Lyon", "1931-02-04"))[
                "events"
            ]
        )
        == 1
    )


def test_last_year_says_which_visit_only_where_there_is_one() -> None:
    first, second = visit("a", "1931-02-03", None, "1931-02-03"), visit("b", "1931-06-10", None, "1931-06-10")
    recalled = visit("c", "1931", None, "1932-01-05")
    assert len(facts(first, recalled)["events"]) == 1
    assert len(facts(first, second, recalled)["events"]) == 3


def stay(number: int, town: str, date: str) -> Item:
    claim = event("e1", "visit", date, {"p1": "visitor", "country:DE": "host"}, "DE", town)
    return record(f"t:trip/{number}", [person(*BRIAND, date[:10])], [claim])


def test_two_towns_of_one_country_that_a_register_lists_apart_are_two_stays() -> None:
    two = facts(stay(1, "Bonn", "1931-06-02/1931-06-03"), stay(2, "Berlin", "1931-06-03"))
    assert len(two["events"]) == 2 and not [c for c in two["checks"] if c["rule"] == "entered-twice"]


def guest(number: int, who: tuple[str, str, str, str]) -> Item:
    claim = event("e1", "summit", "1931-08-18", {who[0]: "participant"}, "CH", "Geneva")
    return record(f"v:visit/{number}", [person(*who, "1931-08-18")], [claim])


def test_the_guests_of_a_summit_without_a_name_share_it_and_an_article_that_tells_it() -> None:
    who = {"p1": "participant", "p2": "participant"}
    announced = event("e1", "summit", "1931-08-18", who, "CH", "Geneva", status="planned")
    tables = facts(guest(1, BRIAND), guest(2, CURTIUS), told("a", "1931-08-01", announced, BRIAND, CURTIUS))
    (row,) = tables["events"]
    assert (row["type"], row["sources"]) == ("summit", 3)
    assert {e["match_rule"] for e in tables["event_evidence"]} == {"first", "same_conference", "same_guest_and_place"}


def test_what_is_announced_without_a_date_is_what_comes_within_the_month_and_is_not_dated_by_it() -> None:
    met = told("met", "1931-03-20", event("e1", "meeting", "1931-03-19", BOTH), BRIAND, CURTIUS)
    announced = told(
        "said", "1931-03-02", event("e1", "meeting", None, BOTH, status="planned"), BRIAND, CURTIUS, source="weekly"
    )
    (row,) = facts(met, announced)["events"]
    assert (row["date"], row["status"], row["sources"]) == ("1931-03-19", "occurred", 2)
    (alone,) = facts(announced)["events"]
    assert alone["date"] is None
    early = told(
        "said", "1931-01-02", event("e1", "meeting", None, BOTH, status="planned"), BRIAND, CURTIUS, source="weekly"
    )
    assert len(facts(met, early)["events"]) == 2


def test_a_day_concluded_from_the_day_of_the_news_says_so() -> None:
    news = dataclasses.replace(event("e1", "meeting", None, BOTH), zone="body")
    (row,) = facts(told("a", "1931-03-20", news, BRIAND, CURTIUS))["events"]
    assert (row["date"], row["date_basis"]) == ("1931-03-13/1931-03-20", "inferred")


def test_a_summit_of_which_no_day_is_told_is_not_the_news_of_the_week() -> None:
    """It is spoken of long before it and long after."""
    for kind, date in (("meeting", "1931-03-13/1931-03-20"), ("summit", None)):
        news = dataclasses.replace(event("e1", kind, None, BOTH, country="CH", town="Geneva"), zone="body")
        (row,) = facts(told("a", "1931-03-20", news, BRIAND, CURTIUS))["events"]
        assert row["date"] == date, kind


def test_a_town_has_its_other_names() -> None:
    one = event("e1", "meeting", "1931-03-19", BOTH, country="US", town="New York")
    city = event("e1", "meeting", "1931-03-19", BOTH, country="US", town="New York City")
    (row,) = facts(told("a", "1931-03-20", one, BRIAND, CURTIUS), told("b", "1931-04-02", city, BRIAND, CURTIUS))[
        "events"
    ]
    assert row["sources"] == 2


def test_a_country_that_was_only_supposed_parts_no_two_who_met_on_one_day() -> None:
    there = event("e1", "meeting", "1931-03-19", BOTH, country="CH", town="Geneva")
    supposed = event("e1", "meeting", "1931-03-19", BOTH, country="FR")
    elsewhere = event("e1", "meeting", "1931-03-19", BOTH, country="FR", town="Paris")
    first = told("a", "1931-03-20", there, BRIAND, CURTIUS)
    assert len(facts(first, told("b", "1931-03-21", supposed, BRIAND, CURTIUS))["events"]) == 1
    assert len(facts(first, told("b", "1931-03-21", elsewhere, BRIAND, CURTIUS))["events"]) == 2


def test_an_attack_by_one_side_is_known_by_its_day_and_its_kind() -> None:
    def attack(day: str, kind: str = "attack") -> EventClaim:
        return event("e1", kind, day, {"org:Red Guards": "attacker"})

    def count(*claims: EventClaim) -> int:
        return len(facts(*(told(str(n), "1931-03-20", claim, BRIAND) for n, claim in enumerate(claims)))["events"])

    assert count(attack("1931-03-07"), attack("1931-03-07")) == 1
    assert count(attack("1931-03-07"), attack("1931-03-08"), attack("1931-03-07", "strike"), attack("1931-03")) == 4


def test_two_reports_without_a_day_are_not_one_by_their_week() -> None:
    def news(status: str) -> EventClaim:
        return dataclasses.replace(event("e1", "meeting", None, BOTH, status=status), zone="body")

    first, second = (
        told("a", "1931-03-20", news("occurred"), BRIAND, CURTIUS),
        told("b", "1931-03-24", news("occurred"), BRIAND, CURTIUS),
    )
    assert len(facts(first, second)["events"]) == 2


def test_who_will_meet_next_year_is_no_meeting_of_that_year_yet() -> None:
    met = told("b", "1932-03-24", event("e1", "meeting", "1932-03-20", BOTH), BRIAND, CURTIUS)
    vague = told("a", "1931-03-20", event("e1", "meeting", "1932", BOTH, status="planned"), BRIAND, CURTIUS)
    month = told("a", "1931-03-20", event("e1", "meeting", "1932-03", BOTH, status="planned"), BRIAND, CURTIUS)
    assert len(facts(met, vague)["events"]) == 2 and len(facts(met, month)["events"]) == 1


def test_a_visit_told_to_the_month_and_to_nowhere_is_no_visit_elsewhere() -> None:
    there = told("a", "1931-11-20", event("e1", "visit", "1931-11-18", {"p1": "visitor"}, country="TH"), BRIAND)
    nowhere = told("b", "1932-05-02", event("e1", "visit", "1931-11", {"p1": "visitor"}), BRIAND)
    assert len(facts(there, nowhere)["events"]) == 2


def test_officials_of_one_country_who_meet_all_the_time_met_once_only_where_all_are_the_same() -> None:
    stimson, mellon, mills = (
        (local, name, "secretary", "US")
        for local, name in (("p1", "Henry Stimson"), ("p2", "Andrew Mellon"), ("p3", "Ogden Mills"))
    )
    met = event("e1", "meeting", "1931-03-19", BOTH)
    wider = event("e1", "meeting", "1931-03-19", BOTH | {"p3": "participant"})
    first = told("a", "1931-03-20", met, stimson, mellon)
    assert len(facts(first, told("b", "1931-03-21", wider, stimson, mellon, mills))["events"]) == 2
    assert len(facts(first, told("b", "1931-03-21", met, stimson, mellon))["events"]) == 1


def undated(key: str, published: str, source: str = "daily") -> Item:
    news = dataclasses.replace(event("e1", "call", None, BOTH), zone="body")
    return told(key, published, news, BRIAND, CURTIUS, source=source)


def test_one_publishers_news_without_a_day_is_not_its_news_of_days_before() -> None:
    dated = call("a", "1931-03-02")
    assert len(facts(dated, undated("b", "1931-03-03"))["events"]) == 1
    assert len(facts(dated, undated("b", "1931-03-06"))["events"]) == 2
    assert len(facts(dated, undated("b", "1931-03-06", source="weekly"))["events"]) == 1
    recalled = told("c", "1931-05-20", event("e1", "call", "1931-03-02", BOTH), BRIAND, CURTIUS)
    assert len(facts(recalled, undated("b", "1931-03-06"))["events"]) == 1


def paper(key: str, title: str) -> Item:
    claim = dataclasses.replace(event("e1", "statement_joint", "1931-03-02", BOTH), zone="title")
    item = told(key, "1931-03-02", claim, BRIAND, CURTIUS)
    assert item.article
    return dataclasses.replace(item, article=dataclasses.replace(item.article, title=title))


def test_a_pair_makes_several_joint_statements_in_a_day() -> None:
    assert len(facts(paper("a", "On tariffs"), paper("b", "On the Saar"))["events"]) == 2
    assert len(facts(paper("a", "On tariffs"), paper("b", "On tariffs"))["events"]) == 1
    for kind, day, events in (
        ("statement_joint", "1931-03-03", 1),
        ("statement_joint", "1931-06-03", 2),
        ("agreement", "1931-03-03", 2),
    ):
        claim = event("e1", kind, "1931-03-02", BOTH)
        assert len(facts(paper("a", "On tariffs"), told("c", day, claim, BRIAND, CURTIUS))["events"]) == events


def test_a_round_that_is_announced_is_not_the_meeting_of_a_pair() -> None:
    everybody = BOTH | {"p3": "participant"}
    for status, day in (("planned", "1931-02-20"), ("occurred", "1931-03-02")):
        claim = event("e1", "meeting", "1931-03-02", everybody, "CH", "Geneva", status=status)
        rounds = told("round", day, claim, BRIAND, CURTIUS, GRANDI, source="weekly")
        pair = told("pair", "1931-03-02", event("e1", "meeting", "1931-03-02", BOTH, "CH", "Geneva"), BRIAND, CURTIUS)
        assert len(facts(rounds, pair)["events"]) == 2, status


def one_and(side: str, key: str, date: str, **more: str) -> Item:
    sides = {"p1": "participant"} | dict.fromkeys(side.split(), "participant")
    return told(key, "1931-03-09", event("e1", "meeting", date, sides), BRIAND, source=more.get("source", "daily"))


def test_a_side_without_a_person_is_another_country_and_all_of_them() -> None:
    met = one_and("country:DE", "a", "1931-03-02")
    assert len(facts(met, one_and("country:DE", "b", "1931-03", source="weekly"))["events"]) == 1
    both = one_and("country:DE country:IT", "b", "1931-03", source="weekly")
    assert len(facts(met, both)["events"]) == 2, "those who were there besides are a side too"
    own = one_and("country:FR", "a", "1931-03-02")
    assert len(facts(own, one_and("country:FR", "b", "1931-03", source="weekly"))["events"]) == 2, "his own are many"
