"""The register of visits to the United States, on invented entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.claims import Item
from etl.sources import visits
from etl.sources.archives import Archive


def visit(number: str, visitor: str, description: str, *, start: str = "1990-06-03", end: str = "1990-06-05", country: str = "Norway",
          native: str = "norway") -> str:  # fmt: skip
    return (
        f"<visit><id>{number}</id><start-date>{start}</start-date><end-date>{end}</end-date><visitor>{visitor}</visitor>"
        f'<from id="{native}">{country}</from><description>{description}</description></visit>'
    )


@pytest.fixture
def read(tmp_path: Path):
    def items(*entries: str) -> list[Item]:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "1990.xml").write_text(f"<visits>{''.join(entries)}</visits>", encoding="utf-8")
        return list(visits.read(Archive(tmp_path)))

    return items


def test_a_visit_with_the_meeting_its_description_names(read):
    (item,) = read(
        visit(
            "9",
            "Prime Minister Eva Dahl",
            "Official visit. Met with President Marsh June 4. Afterwards visited Boston.",
        )
    )
    stay, meeting = item.events
    assert item.key == "visits:visit/9"
    assert item.record.url == "https://history.state.gov/departmenthistory/visits/norway"
    assert (stay.type, stay.subtype, stay.country, [p.name for p in stay.places]) == (
        "visit",
        "official",
        "US",
        ["Boston"],
    )
    assert [(p.who, p.role) for p in stay.participants] == [("p1", "visitor"), ("country:US", "host")]
    assert [(p.name, p.country) for p in item.people] == [("Eva Dahl", "NO"), ("Marsh", "US")]
    assert [(p.who, p.role) for p in meeting.participants] == [("p1", "visitor"), ("p2", "host")]
    assert (meeting.date, meeting.date_basis) == ("1990-06-04", "stated")


def test_no_meeting_is_invented_for_a_state_visit(read):
    (item,) = read(visit("9", "King Ottokar", "State visit. In U.S. June 1–9."))
    assert [(e.type, e.subtype) for e in item.events] == [("visit", "state")]
    assert len(item.people) == 1


def test_several_visitors(read):
    (item,) = read(visit("9", "President Ivo Hansen, Prime Minister Eva Dahl", "Working visit."))
    assert [p.name for p in item.people] == ["Ivo Hansen", "Eva Dahl"]
    assert [p.role for p in item.events[0].participants] == ["visitor", "visitor", "host"]
    assert {a.role_type for a in item.affiliations} == {"head_of_state", "head_of_government"}


def test_a_minister_in_attendance_is_a_visitor_beside_his_king(read):
    (item,) = read(visit("9", "Prime Minister Dahl", "Accompanied King Ottokar."))
    assert [(p.who, p.role) for p in item.events[0].participants] == [
        ("p1", "visitor"),
        ("country:US", "host"),
        ("p2", "companion"),
    ]
    assert [a.country for a in item.affiliations] == ["NO", "NO"]


def test_a_second_capacity_of_the_visitor(read):
    (item,) = read(visit("9", "Prime Minister Dahl", "Attended U.S.-EU Summit as President of the European Council."))
    assert [(a.title, a.organization, a.role_type) for a in item.affiliations] == [
        ("Prime Minister", None, "head_of_government"),
        ("President of the European Council", "European Council", "international_official"),
    ]
    assert item.events[1].type == "summit"


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (visit("9", "", "State visit."), "empty-field"),
        (visit("9", "Eva Dahl", "State visit."), "visitor-without-title"),
        (visit("9", "Prime Minster Dahl", "State visit."), "misspelt-title"),
        (visit("9", "Prime Minister Dahl", "State visit.", country="Ruritania", native="ruritania"), "unknown-country"),
        (visit("9", "Prime Minister Dahl", "State visit.", native="norwey"), "unknown-country-id"),
        (visit("9", "Prime Minister Dahl", "State visit. In U.S. May 1–9."), "stay-does-not-hold-the-visit"),
        (visit("9", "Prime Minister Dahl", "State visit. Departed U.S. June 4."), "departs-before-the-visit-ends"),
        (visit("9", "Prime Minister Dahl", "Arrived in U.S. June 4. State visit."), "arrives-after-the-visit-begins"),
    ],
)
def test_defects_are_reported_and_the_visit_is_kept(read, entry: str, rule: str):
    (item,) = read(entry)
    assert rule in {d.rule for d in item.defects}
    assert item.events[0].type == "visit"


def test_an_id_that_stands_once_beside_the_usual_one_is_reported(read):
    items = read(
        visit("1", "Prime Minister Eva Dahl", "Working visit."),
        visit("2", "Prime Minister Eva Dahl", "Working visit.", start="1990-07-03", end="1990-07-03"),
        visit(
            "3",
            "Prime Minister Eva Dahl",
            "Working visit.",
            start="1990-08-03",
            end="1990-08-03",
            native="kingdom-of-norway",
        ),
    )
    assert [[d.rule for d in item.defects] for item in items] == [[], [], ["two-ids-for-one-country"]]


def test_a_name_and_an_id_of_two_countries_disagree(read):
    (item,) = read(visit("1", "Prime Minister Eva Dahl", "Working visit.", native="sweden"))
    assert [d.rule for d in item.defects] == ["country-and-id-disagree"]
    assert item.people[0].country == "NO"


def test_a_file_that_is_not_read_is_reported(read, tmp_path):
    (tmp_path / "notes.txt").write_text("by hand", encoding="utf-8")
    first, second = read(
        visit("1", "Prime Minister Eva Dahl", "Working visit."), visit("2", "King Ottokar", "State visit.")
    )
    assert [d.rule for d in first.defects] == ["unknown-file"] and second.defects == ()


def test_a_nickname_in_brackets_is_another_form_of_the_name(read):
    (item,) = read(visit("9", "Prime Minister Willem A. (Wim) Dahl", "Working visit."))
    assert [(p.name, p.names) for p in item.people] == [("Willem A. Dahl", ("Wim Dahl",))]
