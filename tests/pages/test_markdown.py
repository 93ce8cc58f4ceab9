"""Markdown with front matter."""

import pytest

from etl.errors import InputError
from etl.pages import markdown, publisher_slug, read
from tests.pages.samples import MARKDOWN


@pytest.fixture(scope="module")
def document():
    return read(MARKDOWN.encode(), name="readout-2.md")


def test_front_matter_states_title_day_address_and_section(document):
    assert document.title == "Readout of Chancellor Lena Ostrow’s Call with Premier Iwan Halm"
    assert (document.published, document.published_basis, document.published_from) == (
        "2016-10-07",
        "stated",
        "front_matter",
    )
    assert document.url == "https://chancellery.example/readouts/2016/10/07/halm/"
    assert document.section == "readouts"
    assert document.form == "markdown"


def test_wrapped_lines_are_joined_and_marks_taken_off(document):
    assert [p.text for p in document.zone("body")] == [
        "Chancellor Lena Ostrow spoke today with Premier Iwan Halm of the Lower Isles about the fisheries agreement. "
        "They will meet in Port Aurel next week.",
        "They agreed to publish the annex before the end of the month.",
        "They discussed the herring.",
    ]


def test_links_are_kept_with_their_places(document):
    (link,) = document.links
    assert document.paragraphs[link.paragraph].text[link.start : link.end] == "publish the annex"


@pytest.mark.parametrize("mark", ["\\###", "\\# \\# \\#", "###", "-30-", "* * *"])
def test_end_marks_are_no_paragraph(mark):
    text = f"---\ntitle: Readout\n---\nThe chancellor met the premier of the Lower Isles on Tuesday.\n\n{mark}\n"
    assert [p.text for p in read(text.encode()).zone("body")] == [
        "The chancellor met the premier of the Lower Isles on Tuesday."
    ]


def test_authors_dek_and_publisher_of_the_front_matter():
    head = "title: The pier\nauthors:\n  - Jonas Ekholt\n  - Mara de Wit\ndescription: Who builds it, and with whose stones.\nsite: Meridian Post\nlang: fr\n"
    document = read(f"---\n{head}---\nThe envoys met the harbour master on Monday and talked.\n".encode())
    assert document.authors == ["Jonas Ekholt", "Mara de Wit"]
    assert document.dek == "Who builds it, and with whose stones."
    assert publisher_slug(document) == "meridian-post"


def test_a_first_heading_is_the_title_where_there_is_no_front_matter():
    document = read(
        b"# The pier and the stones\n\nThe envoys met the harbour master on Monday and talked.\n", name="a.md"
    )
    assert document.title == "The pier and the stones"


@pytest.mark.parametrize("head", ["title: [a, b", "- a\n- b", "title: 'x", "title: " + "[" * 5000])
def test_front_matter_that_is_no_mapping_is_an_error_with_the_files_name(head):
    with pytest.raises(InputError, match=r"pier\.md"):
        read(f"---\n{head}\n---\nThe envoys met the harbour master on Monday.\n".encode(), name="pier.md")


def test_a_line_in_bold_before_a_hard_break_is_a_paragraph_of_its_own():
    text = "# News\n\n**<u>Invitation to Visit Norway</u>**  \nPresident Ana Duarte accepted it.\n\n**Ana Duarte**, the president,  \nwent on.\n"
    assert [p.text for p in markdown.read(text).paragraphs if p.zone == "body"] == [
        "Invitation to Visit Norway",
        "President Ana Duarte accepted it.",
        "Ana Duarte, the president, went on.",
    ]


def test_a_line_of_spaces_that_do_not_break_parts_paragraphs():
    text = (
        "# News\n\n**Fisheries**  \n\u00a0  \nPresident Ana Duarte spoke of herring.\n\u00a0\nShe spoke of it again.\n"
    )
    assert [p.text for p in markdown.read(text).paragraphs if p.zone == "body"] == [
        "Fisheries",
        "President Ana Duarte spoke of herring.",
        "She spoke of it again.",
    ]


def test_hard_breaks_in_a_list_part_its_lines():
    text = "# News\n\nAna Duarte, Norlys  \nPavel Novak, Chief of  \nTern and Sons  \nIngrid Holm, Borealis\n\nShe said it  \nand he heard it  \nin the end.\n"
    assert [p.text for p in markdown.read(text).paragraphs if p.zone == "body"] == [
        "Ana Duarte, Norlys",
        "Pavel Novak, Chief of",
        "Tern and Sons",
        "Ingrid Holm, Borealis",
        "She said it and he heard it in the end.",
    ]
