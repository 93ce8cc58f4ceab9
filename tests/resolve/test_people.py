"""One person per human being."""

from etl.claims import Item
from etl.resolve.people import Decision, People, resolve_people
from etl.resolve.references import references
from tests.resolve.make import person, record


def resolved(*items: Item, decisions: list[Decision] | None = None) -> People:
    return resolve_people([r for item in items for r in references([item])], decisions or [])


def same(people: People, a: str, b: str) -> bool:
    return people.of[a] is people.of[b]


def one(key: str, name: str, office: str | None, country: str | None, day: str, **more: object) -> Item:
    return record(f"t:x/{key}", [person("p1", name, office, country, day, **more)])


def test_spellings_in_one_country_and_office_are_one_person() -> None:
    people = resolved(
        one("1", "Dmitri Medvedev", "president", "RU", "2009-07-06"),
        one("2", "Dmitry A. Medvedev", "president", "RU", "2010-06-24"),
        one("3", "Medvedev", "president", "RU", "2011-05-26"),
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1") and same(people, "t:x/1#p1", "t:x/3#p1")


def test_a_family_name_goes_to_who_held_the_office_on_that_day() -> None:
    people = resolved(
        one("andreas", "Andreas Papandreou", "pm", "GR", "1985-03-01"),
        one("george", "George Papandreou", "pm", "GR", "2010-03-09"),
        one("short-1", "Papandreou", "pm", "GR", "1987-02-01"),
        one("short-2", "Papandreou", "pm", "GR", "2011-02-01"),
    )
    assert same(people, "t:x/short-1#p1", "t:x/andreas#p1")
    assert same(people, "t:x/short-2#p1", "t:x/george#p1")


def test_kings_of_one_name_in_two_countries_are_two() -> None:
    people = resolved(
        one("1", "Abdullah", "king", "JO", "2007-03-06"), one("2", "Abdullah", "king", "SA", "2007-11-29")
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_regnal_numbers_keep_kings_apart() -> None:
    people = resolved(
        one("1", "Frederik VIII", "king", "DK", "1910-01-01"), one("2", "Frederik IX", "king", "DK", "1948-01-01")
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_who_was_prime_minister_before_is_the_same_president() -> None:
    people = resolved(
        one("1", "Antonio Segni", "pm", "IT", "1955-09-01"), one("2", "Segni", "president", "IT", "1963-07-01")
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1")


def test_two_who_could_be_meant_leave_the_name_alone_and_are_offered_for_review() -> None:
    people = resolved(
        one("a", "Carlos Menendez", "fm", "AR", "1986-05-01"),
        one("b", "Hector Menendez", "fm", "AR", "1994-05-01"),
        one("c", "Menendez", "fm", "AR", "1990-05-01"),
    )
    assert not same(people, "t:x/c#p1", "t:x/a#p1") and not same(people, "t:x/c#p1", "t:x/b#p1")
    assert [anchor for anchor, _, _ in people.doubtful] == ["t:x/c#p1"]


def test_an_id_brings_together_and_keeps_apart() -> None:
    people = resolved(
        one("1", "George Bush", "president", "US", "1990-01-01", identifiers=(("x", "41"),)),
        one("2", "George Bush", "president", "US", "2004-01-01", identifiers=(("x", "43"),)),
        one("3", "Bush", "president", "US", "1991-01-01"),
        one("4", "G. Bush", "president", "US", "2003-01-01", identifiers=(("x", "43"),)),
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")
    assert same(people, "t:x/3#p1", "t:x/1#p1") and same(people, "t:x/4#p1", "t:x/2#p1")


def test_nobody_is_merged_with_somebody_long_dead() -> None:
    people = resolved(
        one("1", "Eduard Novak", "pm", "CZ", "1921-01-01"), one("2", "Eduard Novak", "pm", "CZ", "1999-01-01")
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_decisions_of_people_win() -> None:
    items = [
        one("1", "Ivan Petrov", "fm", "BG", "1990-01-01"),
        one("2", "Ivan Petrov", "fm", "BG", "1991-01-01"),
        one("3", "Vanko Petrovski", "fm", "BG", "1991-01-01"),
    ]
    decisions = [Decision("t:x/1#p1", "t:x/2#p1", False), Decision("t:x/1#p1", "t:x/3#p1", True)]
    people = resolved(*items, decisions=decisions)
    assert not same(people, "t:x/1#p1", "t:x/2#p1")
    assert same(people, "t:x/1#p1", "t:x/3#p1")
    assert any(m.decided_by == "curation" for m in people.of["t:x/1#p1"].merges)


def test_the_order_in_which_sources_come_does_not_matter() -> None:
    items = [
        one(str(n), name, "pm", "JP", f"{2000 + n}-01-01")
        for n, name in enumerate(["Abe", "Shinzo Abe", "Abe Shinzo", "Aso", "Taro Aso", "Abe Shintaro"])
    ]

    def groups(order: list[Item]) -> set[frozenset[str]]:
        return {frozenset(m.anchor for m in c.members) for c in resolved(*order).live()}

    assert groups(items) == groups(items[::-1]) == groups(items[3:] + items[:3])


def test_two_who_cannot_hold_one_office_at_once_are_one_with_a_slip_of_the_pen() -> None:
    people = resolved(
        one("1", "Heydar Aliyev", "president", "AZ", "1997-08-01"),
        one("2", "Geidar Aliyev", "president", "AZ", "2000-02-01"),
        one("3", "Heydar Aliyev", "president", "AZ", "2003-02-01"),
        one("4", "Ilham Aliyev", "president", "AZ", "2006-04-28"),
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1")
    assert not same(people, "t:x/1#p1", "t:x/4#p1")


def test_a_father_named_in_a_name_is_not_meant_by_it() -> None:
    people = resolved(
        one("1", "Salman bin Abdulaziz", "king", "SA", "2016-04-20"),
        one("2", "Mohammed bin Salman bin Abdulaziz", "pm", "SA", "2022-07-15"),
        one("3", "Salman", "king", "SA", "2017-05-20"),
    )
    assert same(people, "t:x/1#p1", "t:x/3#p1")
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_first_name_shared_by_successors_is_no_sign() -> None:
    people = resolved(
        one("1", "John Atta Mills", "president", "GH", "2012-03-08"),
        one("2", "John Mahama", "president", "GH", "2012-09-26"),
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")
