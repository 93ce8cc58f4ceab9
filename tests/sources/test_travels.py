"""The register of travels, on invented entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.claims import Item, from_json, to_json
from etl.errors import SourceError
from etl.sources import travels
from etl.sources.archives import Archive

PRESIDENTS = """<presidents>
  <president n="1"><id>marsh-ada</id><name>Ada Marsh</name><took-office-date>1989-01-20</took-office-date>
    <left-office-date>1993-01-20</left-office-date></president>
</presidents>"""


def trip(number: str, remarks: str, *, role: str = "secretary", who: str = "hill-mike", name: str = "Mike Hill", start: str = "1990-06-03",
         end: str = "1990-06-05", country: str = "Norway", native: str = "norway", locale: str = "Oslo") -> str:  # fmt: skip
    return (
        f'<trip role="{role}" who="{who}"><id>{number}</id><role>{role}</role><name>{name}</name><start-date>{start}</start-date>'
        f'<end-date>{end}</end-date><country id="{native}">{country}</country><locale>{locale}</locale><remarks>{remarks}</remarks>'
        "<created-by>x</created-by></trip>"
    )


@pytest.fixture
def read(tmp_path: Path):
    def items(*trips: str, presidents: str = PRESIDENTS, **keywords) -> list[Item]:
        for folder in ("presidents", "secretary-travels"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "presidents" / "presidents.xml").write_text(presidents, encoding="utf-8")
        (tmp_path / "secretary-travels" / "all.xml").write_text(f"<trips>{''.join(trips)}</trips>", encoding="utf-8")
        return list(travels.read(Archive(tmp_path), **keywords))

    return items


def capacities(item: Item, name: str) -> list[tuple[str, str, str | None, str]]:
    person = next(p.id for p in item.people if p.name == name)
    return [(a.title, a.role_type, a.country, a.status) for a in item.affiliations if a.person == person]


def events(item: Item) -> list[tuple[str, str | None]]:
    return [(e.type, e.subtype) for e in item.events]


def test_a_trip_is_a_visit_and_a_meeting_for_each_counterpart(read):
    (item,) = read(trip("7", "Official visit. Met with King Ottokar and Prime Minister Dahl.", locale="Oslo, Bergen"))
    assert item.key == item.record.record_id == "travels:trip/7"
    assert item.record.url == "https://history.state.gov/departmenthistory/travels/secretary/hill-mike"
    assert len(item.record.sha256) == 64
    visit, *meetings = item.events
    assert (visit.type, visit.subtype, visit.date, visit.country) == (
        "visit",
        "official",
        "1990-06-03/1990-06-05",
        "NO",
    )
    assert [p.name for p in visit.places] == ["Oslo", "Bergen"] and visit.place_said == "Oslo, Bergen"
    assert [(p.who, p.role) for p in visit.participants] == [("p1", "visitor"), ("country:NO", "host")]
    assert [m.type for m in meetings] == ["meeting", "meeting"]
    assert all(m.links[0].relation == "part_of" and m.links[0].other == visit.id for m in meetings)
    assert [[(p.who, p.role) for p in m.participants] for m in meetings] == [
        [("p1", "visitor"), ("p2", "host")], [("p1", "visitor"), ("p3", "host")]]  # fmt: skip
    assert capacities(item, "Mike Hill") == [("Secretary of State", "foreign_minister", "US", "substantive")]
    assert capacities(item, "Ottokar") == [("King", "monarch", "NO", "substantive")]
    assert from_json(Item, to_json(item)) == item


def test_a_counterpart_of_another_country_is_no_host(read):
    (item,) = read(trip("7", "Met with Swedish Foreign Minister Berg."))
    assert capacities(item, "Berg") == [("Foreign Minister", "foreign_minister", "SE", "substantive")]
    assert [p.role for p in item.events[1].participants] == ["participant", "participant"]


def test_whom_he_accompanied_is_a_companion_with_a_link_to_the_own_trip(read):
    (item,) = read(trip("7", "Accompanied President Marsh to a meeting with President Ruiz."))
    visit, meeting = item.events
    assert [(p.who, p.role) for p in visit.participants] == [
        ("p1", "visitor"),
        ("country:NO", "host"),
        ("p2", "companion"),
    ]
    assert [(link.relation, link.key) for link in visit.links] == [("accompanies", "traveller:marsh-ada")]
    assert ("travels", "marsh-ada") in item.people[1].identifiers
    assert [p.role for p in meeting.participants] == ["visitor", "companion", "host"]


def test_the_dead_are_not_met(read):
    (item,) = read(trip("7", "Attended the funeral of King Ottokar."))
    assert [p.name for p in item.people] == ["Mike Hill"]
    assert events(item) == [("visit", None), ("ceremony", "funeral")]
    assert item.events[1].name == "Funeral of King Ottokar"


def test_unnamed_groups_are_countries_and_bodies(read):
    (item,) = read(trip("7", "Met with the Foreign Ministers of Denmark and Iceland and with NATO officials."))
    assert [p.who for e in item.events[1:] for p in e.participants if p.who != "p1"] == [
        "country:DK",
        "country:IS",
        "org:NATO",
    ]
    assert [p.name for p in item.people] == ["Mike Hill"]


def test_a_president_elect_is_no_president_yet(read):
    (item,) = read(
        trip("7", "Good will trip. [Visit made as President-elect.]", role="president", who="marsh-ada", name="Ada Marsh", start="1988-12-01",
             end="1988-12-02"))  # fmt: skip
    assert capacities(item, "Ada Marsh") == [
        ("President-elect", "head_of_state", "US", "designate"),
        ("President-elect", "other", "US", "substantive"),  # an office is not yet held
    ]
    assert item.people[0].identifiers == (("travels", "marsh-ada"),)


def test_a_president_outside_the_own_term_is_reported(read):
    (item,) = read(
        trip(
            "7", "Vacation.", role="president", who="marsh-ada", name="Ada Marsh", start="1995-02-01", end="1995-02-03"
        )
    )
    assert "not-in-office" in {d.rule for d in item.defects}
    assert item.events[0].subtype == "vacation"


def test_other_entries_tell_for_whom_a_guest_acts(read):
    items = read(
        trip("1", "Met with Prime Minister Levin.", country="Israel", native="israel", locale="Jerusalem"),
        trip("2", "Met with Israeli Prime Minister Levin."),
        trip("3", "Met with Prime Minister Levin.", start="1990-07-01", end="1990-07-01"),
        trip("4", "Met with Prime Minister Dahl."),
    )
    assert capacities(items[2], "Levin")[0][2] == "IL"
    assert capacities(items[3], "Dahl")[0][2] == "NO"


def test_a_part_of_a_realm_has_leaders_of_its_own(read):
    (item,) = read(
        trip(
            "7",
            "Met with Premier Inuk and Foreign Minister Dahl.",
            country="Denmark (Greenland)",
            native="denmark",
            locale="Nuuk",
        )
    )
    assert item.events[0].country == "GL"
    assert (capacities(item, "Inuk")[0][2], capacities(item, "Dahl")[0][2]) == ("GL", "DK")


@pytest.mark.parametrize(
    ("keywords", "rule"),
    [
        ({"start": "1990-06-05", "end": "1990-06-03"}, "ends-before-it-starts"),
        ({"country": "Ruritania", "native": "ruritania"}, "unknown-country"),
        ({"locale": "Zenda Hofbau"}, "unknown-place"),
        ({"role": "vizier"}, "unknown-role"),
        ({"remarks": "Met with Foreign Minster Dahl."}, "misspelt-title"),
        ({"remarks": "Met with King Ottokar. Returned to U.S. June 4."}, "returns-before-the-trip-ends"),
        ({"remarks": ""}, "empty-field"),
    ],
)
def test_defects_are_reported_and_the_visit_is_kept(read, keywords: dict, rule: str):
    (item,) = read(trip("7", keywords.pop("remarks", "Vacation."), **keywords))
    assert rule in {d.rule for d in item.defects}
    assert item.events[0].type == "visit"


def test_a_secretary_whom_pocom_does_not_know_is_reported(read):
    (item,) = read(trip("7", "Vacation."), known=frozenset({"someone-else"}))
    assert "not-in-pocom" in {d.rule for d in item.defects}
    assert item.people[0].identifiers == (("travels", "hill-mike"),)
    (item,) = read(trip("7", "Vacation."), known=frozenset({"hill-mike"}))
    assert item.people[0].identifiers == (("pocom", "hill-mike"),) and item.defects == ()


def test_an_entry_without_a_day_is_an_error(read):
    with pytest.raises(SourceError, match="no day"):
        read(trip("7", "Vacation.", start="in June"))


def test_several_towns_and_brackets():
    assert travels.towns("Mexico, D.F., Puebla, Sydney (Nova Scotia)") == [
        "Mexico City",
        "Puebla",
        "Sydney (Nova Scotia)",
    ]


def test_a_town_that_slipped_behind_a_name_is_none_of_it(read):
    (item,) = read(trip("7", "Accompanied President Marsh Oslo, Bergen on a State visit.", locale="Oslo, Bergen"))
    assert item.people[1].name == "Marsh"
    assert [d.rule for d in item.defects] == ["place-in-a-name"]
    assert item.events[0].subtype == "state" and item.events[0].links[0].key == "traveller:marsh-ada"


def test_elements_of_the_list_of_presidents_that_are_not_read_are_told_once(read):
    odd = PRESIDENTS.replace("</president>", "<party>x</party></president>")
    first, second = read(trip("1", "Vacation."), trip("2", "Vacation."), presidents=odd)
    assert [d.rule for d in first.defects] == ["unknown-element"] and second.defects == ()


def test_a_town_of_another_country_is_reported_as_such(read):
    (item,) = read(trip("7", "Vacation.", locale="Oslo, Reykjavik"))
    assert [(d.rule, d.detail.split(",")[0]) for d in item.defects] == [
        ("place-in-another-country", "Reykjavik is in IS")
    ]


def test_a_remark_whose_beginning_is_lost_is_reported_and_read_as_far_as_it_goes(read):
    (item,) = read(trip("7", "Orsi and Foreign Minister Valle."))
    assert [d.rule for d in item.defects] == ["remark-begins-in-mid-sentence"]
    assert [p.name for p in item.people[1:]] == ["Orsi", "Valle"]


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("Led the U.S. delegation to the Lima Conference.", [("visit", None), ("summit", "conference")]),
        ("Attempted to resolve the border crisis.", [("visit", None), ("talks", None)]),
        ("Signed the Treaty of Oslo.", [("visit", None), ("ceremony", "signing")]),
        ("Stopped en route to Manila.", [("visit", "stopover")]),
        ("Was to have attended wedding of Spokesman Olsen.", [("visit", None), ("ceremony", None)]),
    ],
)
def test_what_happened_without_a_counterpart(read, remarks: str, expected: list):
    (item,) = read(trip("7", remarks))
    assert events(item) == expected
    assert len(item.people) == 1
