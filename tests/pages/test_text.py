"""Plain-text dumps: what a careful reader takes from a page that lost its markup."""

import textwrap

import pytest

from etl.pages import read
from tests.pages.samples import DUMP


@pytest.fixture(scope="module")
def document():
    return read(DUMP.encode(), name="lantern.txt")


def zones(document, zone):
    return [p.text for p in document.zone(zone)]


def test_head(document):
    assert document.title == "Two Ministers and a Ferry"
    assert document.dek == "Can Norvania and Tessaly settle the strait before the ice comes?"
    assert document.section == "The Lantern"
    assert document.publisher == "Meridian Post"


def test_names_dropped_from_the_byline_stand_in_the_bios(document):
    assert document.authors == ["Jonas Ekholt", "Mara de Wit"]
    assert [b.paragraph for b in document.bylines if b.role == "author"] == [p.number for p in document.zone("bio")]


def test_each_paragraph_once_though_the_lead_stands_twice_with_other_quotes(document):
    body = zones(document, "body")
    assert len(body) == 3
    assert body[0].startswith("Foreign Minister Ilse Varga")
    assert body[2].startswith("Nobody expects a treaty.")


def test_a_caption_given_twice_is_one_caption(document):
    assert document.captions == ["The ferry at its berth"]


def test_the_credit_names_photographer_and_agency(document):
    by = next(b for b in document.bylines if b.role == "photographer")
    assert (by.name, by.organization) == ("Anna-Lena Kovar", "Norlys Bilder")
    assert by.as_text == "Photo credit: ANNA-LENA KOVAR/Norlys Bilder"


def test_other_stories_are_related_and_nothing_of_theirs_is_in_the_body(document):
    assert [r.title for r in document.related] == ["Who Owns the Fog?", "The Bridge Isn’t Enough. The Toll Is."]
    assert len(zones(document, "related")) == 6
    assert "bridge" not in document.body


def test_no_date_is_taken_from_another_storys_caption(document):
    assert document.published is None
    assert document.published_basis == "unknown"


def test_the_address_may_state_the_day():
    document = read(DUMP.encode(), url="https://meridianpost.example/2016/10/05/two-ministers-and-a-ferry/")
    assert (document.published, document.published_basis, document.published_from) == ("2016-10-05", "stated", "url")


def test_paragraph_numbers_are_their_places(document):
    assert [p.number for p in document.paragraphs] == list(range(len(document.paragraphs)))
    assert all(p.text == " ".join(p.text.split()) and p.text for p in document.paragraphs)


BODY = (
    "The envoys of both islands met the harbour master on Monday and talked until the lamps were lit.",
    "They agreed on the length of the pier. They did not agree on who should build it, or with whose stones.",
    "A third round is to be held in the spring, when the ferry sails again.",
)


def dump(*head: str, gap: str = "\n\n", tail: tuple[str, ...] = ()) -> bytes:
    return gap.join([*head, *BODY, *tail]).encode()


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n", "\n\n\n"])
def test_blank_lines_or_none(gap):
    document = read(dump("Envoys agree on the length of a pier", gap=gap))
    assert document.title == "Envoys agree on the length of a pier"
    assert zones(document, "body") == list(BODY)


def test_wrapped_at_72_columns():
    text = "\n\n".join("\n".join(textwrap.wrap(p, 72)) for p in ("Envoys agree on the length of a pier", *BODY))
    assert zones(read(text.encode()), "body") == list(BODY)


def test_wrapped_at_72_columns_without_blank_lines():
    parts = (
        "Envoys agree on the length of a pier, on its height and on little else",
        "Jonas Ekholt",
        "October 7, 2016",
        *BODY,
    )
    document = read("\n".join("\n".join(textwrap.wrap(p, 72)) for p in parts).encode())
    assert (document.title, document.authors, document.published) == (parts[0], ["Jonas Ekholt"], "2016-10-07")
    assert zones(document, "body") == list(BODY)


def test_bullets_references_and_no_break_spaces():
    text = "Envoys &amp; masters agree on a pier\n\n" + "\n\n".join(
        f"• {p}".replace(" on ", "\u00a0on&nbsp;") for p in BODY
    )
    document = read(text.encode())
    assert document.title == "Envoys & masters agree on a pier"
    assert zones(document, "body") == list(BODY)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("October 7, 2016", "2016-10-07"),
        ("Friday, 7 October 2016", "2016-10-07"),
        ("2016-10-07", "2016-10-07"),
        ("Published: 7 Oct 2016 10:14", "2016-10-07"),
        ("PORT AUREL, October 7, 2016", "2016-10-07"),
        ("Updated October 9, 2016 at 9:00 am", None),
        ("October 2016", None),
    ],
)
def test_date_lines(line, day):
    document = read(dump("Envoys agree on the length of a pier", line))
    assert document.published == day
    assert zones(document, "body") == list(BODY)


@pytest.mark.parametrize("glue", ["date 2016-10-07", "2016-10-07 ", "Published: 7 October 2016 "])
def test_a_day_glued_before_the_first_words(glue):
    document = read(("Envoys agree on the length of a pier\n\n" + glue + "\n\n".join(BODY)).encode())
    assert document.published == "2016-10-07"
    assert zones(document, "body") == list(BODY)


@pytest.mark.parametrize(
    ("opening", "place", "day"),
    [
        ("PORT AUREL (Norlys) - ", "Port Aurel", None),
        ("PORT AUREL, Oct. 7, 2016 — ", "Port Aurel", "2016-10-07"),
        ("GENEVA, 7 October 2016: ", "Geneva", "2016-10-07"),
        ("GENEVA – ", "Geneva", None),
        ("UPDATE: ", None, None),
    ],
)
def test_datelines(opening, place, day):
    document = read(("Envoys agree on the length of a pier\n\n" + opening + "\n\n".join(BODY)).encode())
    assert (document.dateline, document.published) == (place, day)
    assert zones(document, "body")[0] == opening + BODY[0]


def test_an_agency_in_the_dateline_is_credited_but_is_no_author():
    document = read(("Envoys agree on a pier\n\nPORT AUREL (Norlys) - " + "\n\n".join(BODY)).encode())
    assert [(b.name, b.role) for b in document.bylines] == [("Norlys", "agency")]
    assert document.authors == []


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jonas Ekholt", ["Jonas Ekholt"]),
        ("BY JONAS EKHOLT AND MARA DE WIT", ["Jonas Ekholt", "Mara de Wit"]),
        (
            "By Jonas Ekholt, Mara de Wit and P. L. O'Hara in Port Aurel",
            ["Jonas Ekholt", "Mara de Wit", "P. L. O'Hara"],
        ),
        ("Jonas Ekholt", ["Jonas Ekholt"]),
        ("By Jonas Ekholt | October 7, 2016", ["Jonas Ekholt"]),
        ("By Jonas Ekholt, Diplomatic Correspondent", ["Jonas Ekholt"]),
        ("By Staff Reporter", []),
    ],
)
def test_bylines(byline, names):
    document = read(dump("Envoys agree on the length of a pier", byline))
    assert document.authors == names
    assert zones(document, "body") == list(BODY)


def test_file_names_pitches_and_source_notes_are_no_part_of_it():
    document = read(
        dump(
            "Envoys agree on the length of a pier",
            "ferry_at_berth-1024x683.jpg",
            "FILE PHOTO: The pier in winter. MARA KOVAR/NORLYS",
            tail=(
                "Sign up for our free newsletter to get the strait in your inbox every morning.",
                "Read the full article at https://meridianpost.example/pier",
                "Source: Norlys.",
                "© 2016 Meridian Post. All rights reserved.",
            ),
        )
    )
    assert zones(document, "body") == list(BODY)
    assert document.captions == ["The pier in winter."]
    assert {(b.name, b.role) for b in document.bylines} == {("Mara Kovar", "photographer"), ("Norlys", "agency")}
    assert [(r.relation, r.url) for r in document.related] == [("republishes", "https://meridianpost.example/pier")]


def test_a_text_of_sentences_alone_has_no_title():
    document = read("\n".join(BODY).encode())
    assert document.title is None
    assert zones(document, "body") == list(BODY)


def test_the_article_may_go_on_after_a_list_of_other_stories():
    more = (
        "The harbour master, who was not asked, said on Tuesday that he would have liked to be. He has kept the pier for thirty years.",
        "Nobody has told him when the work is to begin, nor whether he is to be paid for the stones that he has gathered.",
    )
    document = read(dump("Envoys agree on the length of a pier", tail=("Related", "Who Owns the Fog?", *more)))
    assert len(zones(document, "body")) == 5
    assert [r.title for r in document.related] == ["Who Owns the Fog?"]


def test_reading_twice_gives_the_same():
    assert read(DUMP.encode(), name="a") == read(DUMP.encode(), name="a")


def test_languages_are_told_apart():
    french = "Le ministre des affaires étrangères a reçu mardi à Genève l’ambassadeur, qui lui a remis une lettre. " * 3
    assert read(french.encode()).language == "fr"
    assert read(dump("Envoys agree on a pier")).language == "en"
