"""Names in bylines and credits, however they are written."""

import pytest

from etl.pages.bylines import authors, credit, is_credit, split_authors, split_caption
from etl.pages.names import is_job, is_name, written


@pytest.mark.parametrize(
    "name",
    [
        "Jonas Ekholt",
        "Mara de Wit",
        "J. R. Velde",
        "Ana Luz García-Pons",
        "Omar al-Tikhri",
        "Sinéad O'Dalaigh",
        "JONAS EKHOLT",
        "Peter Odd van Roy",
        "Martin Low Jr.",
    ],
)
def test_names(name):
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Staff Reporter",
        "Meridian News",
        "The Lantern",
        "Jonas",
        "a columnist",
        "Press Association",
        "Follow Us",
        "Jonas Ekholt is here now",
        "Port 21",
        "Editorial Board",
        "Read More",
    ],
)
def test_what_is_no_name(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("JONAS EKHOLT", "Jonas Ekholt"),
        ("MARA DE WIT", "Mara de Wit"),
        ("J. R. MCADAM", "J. R. McAdam"),
        ("ANNA-LENA O'DALY", "Anna-Lena O'Daly"),
        ("jonas ekholt", "Jonas Ekholt"),
        ("LaToya McAdam", "LaToya McAdam"),
    ],
)
def test_written_as_a_reader_would(given, shown):
    assert written(given) == shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jonas Ekholt and Mara de Wit", ["Jonas Ekholt", "Mara de Wit"]),
        ("byJonas Ekholt", ["Jonas Ekholt"]),
        ("Jonas EkholtTravel Reporter", ["Jonas Ekholt"]),
        ("Jonas Ekholt Parliamentary editor", ["Jonas Ekholt"]),
        ("By Jonas Ekholt Apr. 28, 2016 1:15 pm", ["Jonas Ekholt"]),
        ("Jonas Ekholt/Mara de Wit", ["Jonas Ekholt", "Mara de Wit"]),
        ("News | Published: 5 hours ago | Written by Jonas Ekholt", ["Jonas Ekholt"]),
        ("By Jonas Ekholt (Norlys), edited by Mara de Wit", ["Jonas Ekholt"]),
        ("By Jonas Ekholt @jekholt", ["Jonas Ekholt"]),
        ("By Our Correspondent", []),
        ("By Director Ana Duarte and Dr. Pavel Novak", ["Ana Duarte", "Pavel Novak"]),
        ("Dean Holm", ["Dean Holm"]),
    ],
)
def test_bylines(text, names):
    assert split_authors(text) == names


def test_a_body_is_the_author_where_the_byline_names_no_person():
    assert [(b.name, b.kind, b.role) for b in authors("By Associated Press")] == [
        ("Associated Press", "organization", "author")
    ]
    assert authors("By Staff Reporter") == []


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("Photo credit: ANNA KOVAR/AFP/Getty Images", "Anna Kovar", "AFP/Getty Images"),
        ("Photograph: Anna Kovar / Norlys", "Anna Kovar", "Norlys"),
        ("(AP Photo/Anna Kovar)", "Anna Kovar", "AP"),
        ("Photo by Anna Kovar", "Anna Kovar", None),
        ("PHOTO: POOL/NORLYS PICTURES", "POOL/NORLYS PICTURES", None),
        ("Anna Kovar via Getty Images", "Anna Kovar", "Getty Images"),
    ],
)
def test_credits(text, name, organization):
    assert is_credit(text)
    by = credit(text)
    assert (by.name, by.organization) == (name, organization)
    assert by.role == ("photographer" if by.kind == "person" else "agency")


@pytest.mark.parametrize(
    ("text", "caption", "tail"),
    [
        ("The pier in winter. (Anna Kovar/Norlys)", "The pier in winter.", "Anna Kovar/Norlys"),
        ("The pier in winter. Photo: Anna Kovar", "The pier in winter.", "Photo: Anna Kovar"),
        ("The pier in winter. ANNA KOVAR / POOL", "The pier in winter.", "ANNA KOVAR / POOL"),
        ("The pier in 2015/2016.", "The pier in 2015/2016.", None),
        ("He said and/or wrote it.", "He said and/or wrote it.", None),
    ],
)
def test_credits_at_the_end_of_captions(text, caption, tail):
    assert split_caption(text) == (caption, tail)


def test_jobs():
    assert is_job("Senior reporter") and is_job("Journalist")
    assert not is_job("Jonas Ekholt") and not is_job("The reporter who came to dinner and stayed")
