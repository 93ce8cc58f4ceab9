"""The parts that a remark gives to those it names. All people are invented."""

from __future__ import annotations

import pytest

from etl.sources.remarks import parse
from etl.sources.remarks_clauses import clauses
from etl.sources.remarks_dates import days_in
from etl.sources.remarks_known import fold
from etl.sources.remarks_occasion_names import normal_name
from etl.sources.remarks_occasions import occasions, stay
from etl.sources.remarks_tokens import tokens
from etl.sources.remarks_towns import towns


def parts(text: str, start: str = "1990-06-03", end: str = "1990-06-09") -> list[tuple[str, str]]:
    """(part, name or text) of everyone in the remark."""
    return [(c.part, c.party.name or c.party.text) for c in parse(text, start, end).contacts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Met with President Orsi and Prime Minister Valle.", [("met", "Orsi"), ("met", "Valle")]),
        ("State visit; met with King Ottokar; addressed the Storting.", [("met", "Ottokar")]),
        ("Accompanied President Marsh.", [("companion", "Marsh")]),
        ("Accompanied President Marsh to a meeting with President Ruiz.", [("companion", "Marsh"), ("met", "Ruiz")]),
        ("With Secretary of Defense Hale, met with Foreign Minister Sato.", [("companion", "Hale"), ("met", "Sato")]),
        ("Joined President Marsh for a meeting with French President Berthe.", [("companion", "Marsh"), ("met", "Berthe")]),
        ("Supported President Marsh’s participation in the G20 Leaders’ Summit.", [("companion", "Marsh")]),
        ("Attended the funeral of King Ottokar.", [("subject", "Ottokar")]),
        ("Attended memorial services for former President Orsi. Met with President Valle.", [("subject", "Orsi"), ("met", "Valle")]),
        ("Official visit; repaid visit by President Pessoa.", [("subject", "Pessoa")]),
        ("Discussed the border dispute with Prime Minister Valle.", [("met", "Valle")]),
        ("Briefed Chancellor Brandau on the summit.", [("met", "Brandau")]),
        ("Audience with Pope Linus IV.", [("met", "Linus IV")]),
        ("Informal meeting with Prime Minister Valle.", [("met", "Valle")]),
        ("Offered condolences to King Karim after the passing of King Hamid.", [("met", "Karim"), ("subject", "Hamid")]),
        ("Delivered an invitation to meet with President Marsh.", [("subject", "Marsh")]),
        ("Dedicated a statue of President Marsh.", [("subject", "Marsh")]),
        ("Signed an agreement with Russian Foreign Minister Orlov.", [("met", "Orlov")]),
        ("Met with President Hu, June 4; and President Silva of Brazil, June 5.", [("met", "Hu"), ("met", "Silva")]),
        ("Also present were Queen Ingrid of Denmark and President Orsi.", [("attendee", "Ingrid"), ("attendee", "Orsi")]),
        ("Met with President Orsi along with National Security Advisor Mike Hill.", [("met", "Orsi"), ("companion", "Mike Hill")]),
    ],
)  # fmt: skip
def test_parts(text: str, expected: list):
    assert parts(text) == expected


def test_unnamed_groups_are_met_too():
    assert parts("Met with senior Egyptian officials and with the Amir of Kuwait.") == [
        ("met", "senior Egyptian officials"),
        ("met", "the Amir of Kuwait"),
    ]


def test_days_in_a_clause_date_what_stands_beside_them():
    remark = parse(
        "Met June 4 with Foreign Minister Levin. Met with Chancellor Brandau on June 6-7.", "1990-06-03", "1990-06-09"
    )
    assert [c.date for c in remark.contacts] == ["1990-06-04", "1990-06-06/1990-06-07"]


def test_notes_in_brackets_are_kept_apart():
    remark = parse("Good will trip. [Visit made as President-elect.]", "1928-11-26", "1928-11-27")
    assert remark.notes == ["Visit made as President-elect."] and remark.contacts == []


def test_a_cancelled_meeting_did_not_occur():
    (contact,) = parse("Meeting scheduled June 4 with President Marsh cancelled.", "1990-06-03", "1990-06-05").contacts
    assert contact.status == "cancelled"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In U.S. December 28–January 4", ("1965-12-28", "1966-01-04")),
        ("arrived Nov. 29, 1874", ("1874-11-29", "1874-11-29")),
        ("on January 2 and", ("1966-01-02", "1966-01-02")),
        ("(June 8 – 10)", ("1966-06-08", "1966-06-10")),
    ],
)
def test_a_month_without_a_year_is_near_the_stay(text: str, expected: tuple[str, str]):
    (found,) = days_in(tokens(text), "1965-12-30", "1966-01-02")
    assert (found.first, found.last) == expected


@pytest.mark.parametrize("text", ["February 30", "May with", "in 1965"])
def test_what_is_no_day_is_none(text: str):
    assert days_in(tokens(text), "1965-12-30", "1966-01-02") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attended NATO and EU Summit Meetings.", ["NATO Summit", "EU Summit"]),
        ("Attended the G–7 Economic Summit Meeting.", ["G7 Economic Summit"]),
        ("Participated in the G20 Leaders’ Summit.", ["G20 Leaders' Summit"]),
        ("Attended the Third Pathways to Plenty in the Andes Ministerial Meeting.",
         ["Third Pathways to Plenty in the Andes Ministerial Meeting"]),
        ("Attended a NATO Foreign Ministers’ Meeting and a meeting of the Contact Group.",
         ["NATO Foreign Ministers' Meeting", "Meeting of the Contact Group"]),
        ("Attended the funeral of King Ottokar.", ["Funeral of King Ottokar"]),
        ("Met with President Orsi en route to the Lima Conference.", []),
        ("Met with President Orsi to discuss the peace conference.", []),
    ],
)  # fmt: skip
def test_names_of_occasions(text: str, expected: list[str]):
    remark = parse(text, "1990-06-03", "1990-06-09")
    found = [o.name for n, clause in enumerate(remark.clauses) for o in occasions(clause, n, "1990-06-03")]
    assert found == expected


def test_one_summit_has_one_name():
    assert len({normal_name(n) for n in ("the G-7 Summit Meeting", "G7 Summit", "a G–7 Summit meeting")}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("State visit; met with President Orsi.", "state"),
        ("Official working visit.", "official_working"),
        ("Met with President Marsh during a private visit.", "private"),
        ("Stopped en route to Manila.", "stopover"),
        ("Vacation.", "vacation"),
        ("Made arrangements for President Marsh's state visit.", None),
        ("Met with President Orsi.", None),
    ],
)
def test_the_kind_of_stay(text: str, expected: str | None):
    assert stay(text) == expected


def test_towns_keep_their_states_and_leave_out_what_is_no_town():
    assert towns("In U.S. June 2–9, visiting Miami (Florida), Camp David, MD, and New York City. Visited Canada.") == [
        "Miami (Florida)",
        "Camp David (MD)",
        "New York City",
    ]


def test_names_are_compared_without_accents_and_hyphens():
    assert fold("José-María") == fold("Jose Maria")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Attended the Ocean League Summit as President of the EU Council.", [("summit", None, "Ocean League Summit")]),
        ("Attended funeral ceremonies for King Ottokar.", [("ceremony", "funeral", "Funeral of King Ottokar")]),
        (
            "Attended the Ocean Trade League (OTL) Ministerial.",
            [("summit", "ministerial", "Ocean Trade League Ministerial")],
        ),
    ],
)
def test_occasions_by_kind_and_name(text: str, found: list):
    clause = clauses(tokens(text))[0]
    assert [(o.type, o.subtype, o.name) for o in occasions(clause, 0, "1990-06-04")] == found


def test_a_stop_told_later_is_a_stop_on_the_way():
    assert stay("Working visit. Stopped in Lima on the way.") == "working"
    assert stay("Discussed trade. Stopped in Lima on way from London.") is None
    assert stay("Stopped en route to Lima.") == "stopover"
