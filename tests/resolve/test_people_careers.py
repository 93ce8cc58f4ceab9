"""People known by a family name alone: careers joined, families kept apart. The names are of no register."""

from tests.resolve.test_people import one, resolved, same


def test_a_foreign_minister_who_rose_is_the_same_person() -> None:
    people = resolved(one("1", "Aldred", "fm", "NO", "1931-03-01"), one("2", "Aldred", "pm", "NO", "1933-05-01"))
    assert same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_head_of_state_is_no_minister_years_later() -> None:
    people = resolved(
        one("1", "Otto Zenda", "president", "EC", "1931-03-01"), one("2", "Zenda", "fm", "EC", "1941-05-01")
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_family_name_that_two_have_says_nothing_of_a_minister() -> None:
    people = resolved(
        one("1", "Anna Zenda", "pm", "EC", "1931-03-01"),
        one("2", "Otto Zenda", "president", "EC", "1951-03-01"),
        one("3", "Zenda", "fm", "EC", "1929-05-01"),
    )
    assert not same(people, "t:x/1#p1", "t:x/3#p1")


def test_who_is_prime_minister_then_is_not_the_foreign_minister_of_that_name() -> None:
    people = resolved(
        one("1", "Manas Rind", "pm", "IN", "1931-03-01"),
        one("2", "Manas Rind", "pm", "IN", "1932-03-01"),
        one("3", "Rind", "fm", "IN", "1931-09-01"),
    )
    assert not same(people, "t:x/1#p1", "t:x/3#p1")


def test_the_name_of_a_dynasty_is_not_one_minister_through_ten_years() -> None:
    people = resolved(
        one("emir", "Rashid bin Omar al-Zor", "king", "BH", "1931-03-01"),
        one("heir", "Omar bin Rashid al-Zor", "king", "BH", "1951-03-01"),
        one("1", "al-Zor", "fm", "BH", "1930-03-01"),
        one("2", "Zor", "fm", "BH", "1941-03-01"),
    )
    assert not same(people, "t:x/1#p1", "t:x/2#p1")


def test_a_dynastys_name_within_a_reign_is_the_ruler() -> None:
    people = resolved(
        one("1", "Rashid bin Omar al-Zor", "king", "BH", "1931-03-01"),
        one("2", "Rashid bin Omar al-Zor", "king", "BH", "1941-03-01"),
        one("3", "al-Zor", "king", "BH", "1935-03-01"),
    )
    assert same(people, "t:x/1#p1", "t:x/3#p1")


def test_the_officeholder_before_is_meant_not_the_one_after() -> None:
    people = resolved(
        one("1", "Marsh", "president", "EC", "1931-03-01"),
        one("2", "Ida Marsh", "president", "EC", "1935-03-01"),
        one("3", "Marsh", "president", "EC", "1933-02-01"),
    )
    assert same(people, "t:x/1#p1", "t:x/3#p1")


def test_another_form_that_an_entry_itself_gives_contradicts_nothing() -> None:
    people = resolved(
        one("1", "Wilhelm Brook", "pm", "NL", "1931-03-01", names=("Pim Brook",)),
        one("2", "Pim Brook", "pm", "NL", "1933-03-01"),
        one("3", "Wilhelm Brook", "pm", "NL", "1935-03-01"),
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1") and same(people, "t:x/1#p1", "t:x/3#p1")


def test_a_king_may_be_silent_for_half_a_reign() -> None:
    people = resolved(
        one("1", "Somchai Aruna", "king", "TH", "1901-03-01"), one("2", "Somchai Aruna", "king", "TH", "1945-03-01")
    )
    assert same(people, "t:x/1#p1", "t:x/2#p1")
