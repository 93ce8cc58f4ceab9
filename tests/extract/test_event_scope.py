"""What in a sentence belongs to which event: its date, its place, its people, its name."""

from __future__ import annotations

import pytest

from etl.claims import EventClaim, Item
from etl.extract import extract
from etl.pages import read


def told(sentences: str, published: str = "2022-06-15") -> Item:
    text = f"News of the day\n\nOSLO — {sentences} Fishing was spoken of.\n"
    return extract(read(text.encode(), None, "a.txt"), published)


def shown(item: Item) -> list[tuple[str, str | None, str | None, list[str]]]:
    """(type, date, name, participants as id or family name) of each event."""
    names = {p.id: p.name.split()[-1] for p in item.people}
    return [(e.type, e.date, e.name, sorted(names.get(p.who, p.who) for p in e.participants)) for e in item.events]


def of(item: Item, type_: str) -> list[EventClaim]:
    return [e for e in item.events if e.type == type_]


@pytest.mark.parametrize(
    "sentences",
    [
        "President Ana Duarte met President Pavel Novak on Tuesday. They welcomed the second Summit of the Seas.",
        "President Ana Duarte attended the Summit of the Seas last week. On Tuesday she met President Pavel Novak in Rome.",
    ],
)
def test_a_meeting_is_not_the_conference_spoken_of(sentences: str) -> None:
    (meeting,) = of(told(sentences), "meeting")
    assert (meeting.name, meeting.date, len(meeting.participants)) == (None, "2022-06-14", 2)


@pytest.mark.parametrize(
    ("sentences", "dates"),
    [
        # before its own noun
        ("Their meeting on Friday continued what they began at the November 2021 Bergen Summit.", ["2022-06-10"]),
        ("President Ana Duarte met President Pavel Novak for May 2 talks.", ["2022-05-02"]),
        ("President Ana Duarte will travel to Bergen to attend the June 18-20 Conference on Fisheries.", ["2022-06-18/2022-06-20"]),
        # right after it
        ("President Ana Duarte invited President Pavel Novak to Oslo after the Summit of the Seas this past May.", [None]),
        # the year beside the month
        ("President Ana Duarte met President Pavel Novak on 5 May last year.", ["2021-05-05"]),
        # it is tomorrow there already
        ("President Ana Duarte met President Pavel Novak in Tokyo on June 16.", ["2022-06-16"]),
    ],
)  # fmt: skip
def test_a_date_is_of_the_noun_beside_it(sentences: str, dates: list[str | None]) -> None:
    opening = "President Ana Duarte spoke with President Pavel Novak by phone." if "Their" in sentences else ""
    found = [e.date for e in told(f"{opening} {sentences}").events if e.type in ("meeting", "talks", "visit")]
    assert found == dates


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("President Pavel Novak will review the February 2020 U.S.-Norway agreement.", "2020-02"),
        ("President Pavel Novak praised the July 1987 accord that Norway and Spain signed in Oslo.", "1987-07"),
    ],
)
def test_an_agreement_has_the_date_before_it_and_both_its_sides(sentence: str, date: str) -> None:
    (agreement,) = of(told(sentence), "agreement")
    assert (agreement.date, len(agreement.participants)) == (date, 2)


def test_of_two_conferences_the_nearer_has_the_date() -> None:
    item = told(
        "President Ana Duarte praised the G7 Summit and looks forward to the NATO Summit in September in Bergen."
    )
    assert {e.name: e.date for e in of(item, "summit")} == {"NATO Summit": "2022-09"} | {
        e.name: None for e in of(item, "summit") if e.name == "G7 Summit"
    }


def test_a_place_that_is_ahead_is_not_where_they_spoke() -> None:
    item = told(
        "President Ana Duarte spoke on Tuesday with President Pavel Novak in advance of the NATO Summit in Bergen."
    )
    (call,) = of(item, "call")
    assert not call.places


def test_whom_one_hosts_for_a_visit_is_the_visitor() -> None:
    item = told(
        "King Olav will host President Ana Duarte and Mrs. Ines Duarte of Spain for a State Visit to Norway on June 20."
    )
    (visit,) = of(item, "visit")
    names = {p.id: p.name for p in item.people}
    assert {names[p.who] for p in visit.participants if p.role == "visitor"} == {"Ana Duarte", "Ines Duarte"}


def test_talks_between_two_have_no_third_who_speaks_of_them() -> None:
    item = told(
        "President Ana Duarte stressed the importance of concluding the border talks between Norway and Sweden."
    )
    assert [who for _, _, _, who in shown(item)] in ([["country:NO", "country:SE"]], [])


def test_their_respective_calls_are_no_call_of_all() -> None:
    item = told(
        "President Ana Duarte spoke today with Chancellor Ingrid Holm. They discussed their respective calls with President Pavel Novak."
    )
    assert [who for kind, _, _, who in shown(item) if kind == "call"] == [["Duarte", "Holm"]]


def test_the_short_form_of_a_state_does_not_part_a_list() -> None:
    item = told(
        "President Ana Duarte welcomed Swedish Prime Minister Holm and Republic of Korea (ROK) President Yoon on Tuesday."
    )
    (meeting,) = of(item, "meeting")
    assert len(meeting.participants) == 3


def test_offices_in_a_row_after_we_are_of_as_many_people() -> None:
    text = (
        "Joint statement by the President of France Jean Roux, the Chancellor of Germany Anna Weiss, and the Prime Minister of Spain Ana Duarte\n\n"
        "We, the President of France, the Chancellor of Germany, and the Prime Minister of Spain, met in Rome today.\n"
    )
    item = extract(read(text.encode(), None, "a.txt"), "2022-06-15")
    assert [who for kind, _, _, who in shown(item) if kind == "meeting"] == [["Duarte", "Roux", "Weiss"]]


def test_a_hyphened_name_is_one_place() -> None:
    item = told(
        "King Olav will visit the museum at Auschwitz-Birkenau on 20 June. Ministers of Norway and Sweden met in Baden-Baden on Tuesday."
    )
    assert [[(p.name, p.country) for p in e.places] for e in item.events] == [
        [("Auschwitz-Birkenau", "PL")],
        [("Baden-Baden", "DE")],
    ]


def test_who_is_thanked_for_his_decision_took_it() -> None:
    item = told(
        "President Pavel Novak met Chancellor Holm. He congratulated Chancellor Holm on his election and expressed gratitude for his decision to travel to Japan."
    )
    names = {p.id: p.name for p in item.people}
    assert [[names[p.who] for p in e.participants if p.role == "visitor"] for e in of(item, "visit")] == [["Holm"]]


def test_nobody_visits_his_own_state() -> None:
    item = told(
        "The American president, Pavel Novak, met Prime Minister Ana Duarte of Spain. He will see her when he visits the United States in May."
    )
    assert of(item, "visit") == []


def test_what_another_did_with_talks_is_not_of_those_who_say_so() -> None:
    item = told(
        "President Ana Duarte met President Pavel Novak on Tuesday. They are concerned that, while Iran halted negotiations in May, it goes on."
    )
    assert [e.date for e in item.events if len(e.participants) == 2] == ["2022-06-14"]


def test_an_unnamed_summit_elsewhere_is_not_the_named_one() -> None:
    item = told(
        "President Ana Duarte will speak at the summit to be held in Paris in August 2022. She praised the first Summit for Democracy."
    )
    assert [(e.name, e.date) for e in of(item, "summit") if e.places] == [(None, "2022-08")]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Joint Statement of Norway and Spain on Fisheries in Iceland", {"country:NO", "country:ES"}),
        ("United States-Norway Joint Leaders’ Statement: Ties with Spain", {"country:US", "country:NO"}),
        ("Japan-U.S. Joint Communiqué on Fisheries", {"country:JP", "country:US"}),
        ("Joint Statement by President Ana Duarte and President von der Leyen", {"Duarte", "Leyen"}),
        ("Joint Statement on Ukraine’s Air Defences by President Ana Duarte, Chancellor Pavel Novak", {"Duarte", "Novak"}),
        ("Joint Statement on the Meeting of the Norway-Spain Working Group on Fisheries", {"country:NO", "country:ES"}),
        ("Joint Statement on the Strategic Partnership between the Republic of Korea and Mongolia", {"country:KR", "country:MN"}),
        ("G7 Leaders’ Statement on Iceland", {"org:G7"}),
        ("Joint Statement on Iceland", None),
        ("Readout of the Joint Statement of Norway and Spain", None),
    ],
)  # fmt: skip
def test_a_joint_statement_is_told_by_its_title(title: str, who: set[str] | None) -> None:
    text = f"{title}\n\nThe herring is a fish of the open sea, and it is good that there is a great deal of it in these years.\n"
    item = extract(read(text.encode(), None, "a.txt"), "2022-06-15")
    names = {p.id: p.name.split()[-1] for p in item.people}
    made = [(e.date, {names.get(p.who, p.who) for p in e.participants}) for e in of(item, "statement_joint")]
    assert made == ([("2022-06-15", who)] if who else [])


def test_a_statement_that_the_text_tells_is_not_told_again_by_the_title() -> None:
    text = "Joint Statement of Norway and Spain\n\nNorway and Spain issued a joint statement on Tuesday in Oslo about the herring of the open sea.\n"
    assert len(of(extract(read(text.encode(), None, "a.txt"), "2022-06-15"), "statement_joint")) == 1


def test_a_body_in_capitals_is_no_town() -> None:
    (summit,) = of(told("Leaders took stock at the U.S.-EU summit on Monday."), "summit")
    assert (summit.places, len(summit.participants)) == ((), 2)


def test_a_pact_that_is_reaffirmed_is_not_of_the_day_of_the_meeting() -> None:
    item = told(
        "President Ana Duarte met President Pavel Novak in Oslo on Tuesday. They reaffirmed their commitment to the Vienna Accord."
    )
    (pact,) = of(item, "agreement")
    assert (pact.date, pact.places) == (None, ())
