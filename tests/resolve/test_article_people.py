"""The people of articles: whom registers know, and those whom they do not."""

from etl.claims import Item
from etl.resolve.people import People, resolve_people
from etl.resolve.references import references
from tests.resolve.make import article, person, record


def resolved(*items: Item) -> People:
    return resolve_people([r for item in items for r in references([item])])


def same(people: People, a: str, b: str) -> bool:
    return people.of[a] is people.of[b]


def told(
    key: str, name: str, office: str | None = None, country: str | None = None, day: str = "1931-06-01", **more: object
) -> Item:
    return article(key, [person("p1", name, office, country, day, **more)], published=day)


REGISTERED = record("t:x/1", [person("p1", "Aristide Briand", "fm", "FR", "1930-05-01")])


def test_a_full_name_is_enough_where_the_article_gives_no_country_or_another() -> None:
    people = resolved(REGISTERED, told("a", "Aristide Briand"), told("b", "Aristide Briand", "fm", "BE"))
    assert same(people, "a#p1", "t:x/1#p1") and same(people, "b#p1", "t:x/1#p1")


def test_a_family_name_with_the_office_of_those_days() -> None:
    people = resolved(REGISTERED, told("a", "Briand", "fm", "FR"), told("b", "Briand", "fm", "FR", "1990-01-01"))
    assert same(people, "a#p1", "t:x/1#p1") and not same(people, "b#p1", "t:x/1#p1")


def test_an_official_unknown_to_registers_is_one_person_in_all_articles() -> None:
    people = resolved(
        told("a", "Ellery Stone", None, "US"), told("b", "Ellery Stone", None, "IT"), told("c", "Ellery W. Stone")
    )
    assert same(people, "a#p1", "b#p1") and same(people, "a#p1", "c#p1")


def test_husband_and_wife_are_two() -> None:
    people = resolved(
        told("a", "Lou Hoover", None, "US", names=("Hoover", "Herbert Hoover")),
        told("b", "Herbert Hoover", "president", "US"),
    )
    assert not same(people, "a#p1", "b#p1")


def test_a_namesake_in_another_high_office_of_another_state_is_somebody_else() -> None:
    people = resolved(REGISTERED, told("a", "Aristide Briand", "president", "HT"))
    assert not same(people, "a#p1", "t:x/1#p1")


def test_long_after_a_holder_is_meant_by_the_office_and_not_brought_back_into_the_news() -> None:
    people = resolved(
        REGISTERED,
        told("a", "Aristide Briand", "fm", "FR", "1965-01-01"),
        told("b", "Briand", None, "FR", "1965-02-01"),
    )
    assert same(people, "a#p1", "t:x/1#p1") and not same(people, "b#p1", "t:x/1#p1")


def test_articles_do_not_change_who_is_who_in_registers() -> None:
    two = [record(f"t:x/{n}", [person("p1", name, "fm", "AR", day)])
           for n, name, day in ((1, "Carlos Menendez", "1926-01-01"), (2, "Hector Menendez", "1934-01-01"))]  # fmt: skip
    people = resolved(
        *two,
        told("a", "Menendez", "fm", "AR", "1930-01-01"),
        told("b", "Hector Carlos Menendez", "fm", "AR", "1930-01-01"),
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_short_forms_of_given_names_are_looked_for_and_a_slip_in_both_words_is_another() -> None:
    names = {"a": "Jennifer Daskell", "b": "Jen Daskell", "c": "Samantha Power", "d": "Sam Powers"}
    people = resolved(*(told(key, name, country="US") for key, name in names.items()))
    assert same(people, "a#p1", "b#p1") and not same(people, "c#p1", "d#p1")


def test_whom_a_register_knows_by_the_family_name_is_the_one_in_that_office_that_day() -> None:
    bare = record("t:x/2", [person("p1", "Briand", "fm", "FR", "1931-05-01")])
    told_of = (
        told("a", "Aristide Briand", "fm", "FR"),
        told("b", "Aristide Briand", "pm", "FR"),
        told("c", "Marcel Briand", "fm", "FR", "1990-01-01"),
    )
    people = resolved(bare, told_of[0])
    assert same(people, "a#p1", "t:x/2#p1")
    for key, other in (("b", told_of[1]), ("c", told_of[2])):
        assert not same(resolved(bare, other), f"{key}#p1", "t:x/2#p1"), key
    twice = record("t:x/3", [person("p1", "Briand", "pm", "FR", "1931-05-01")])
    assert same(resolved(bare, twice, told_of[0]), "a#p1", "t:x/2#p1")


def test_a_second_family_name_that_is_left_out_parts_nobody_whatever_the_country_read() -> None:
    people = resolved(
        told("a", "Luis Carlos Soto Vega", "fm", "US"),
        told("b", "Luis Carlos Soto", "fm", "US"),
        told("c", "Luis Vega", "fm", "US"),
    )
    assert same(people, "a#p1", "b#p1") and not same(people, "a#p1", "c#p1")
