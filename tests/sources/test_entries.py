"""The XML of the registers: every element used, ignored by name, or reported; nothing trusted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from etl.errors import SourceError
from etl.sources.entries import Shape, parse, read_entries

SHAPE = Shape("notes", "note", {"id": frozenset(), "text": frozenset({"lang"})}, frozenset({"kind"}))


class Files:
    """An archive held in memory."""

    def __init__(self, *contents: str):
        self.contents = contents

    def files(self, pattern: str) -> Iterator[tuple[str, bytes]]:
        for number, content in enumerate(self.contents):
            yield f"{number}.xml", content.encode()


def entries(*notes: str) -> list:
    return list(read_entries(Files(f"<notes>{''.join(notes)}</notes>"), "*.xml", SHAPE))


def test_texts_and_attributes_are_read_and_white_space_folded():
    (entry,) = entries('<note kind="a"><id>7</id><text lang="en">two\n   lines</text><created-by>x</created-by></note>')
    assert entry.native_id == "7"
    assert entry.texts["text"] == "two lines"
    assert entry.attributes == {("note", "kind"): "a", ("text", "lang"): "en"}
    assert entry.defects == ()


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        ("<note><id>1</id><text>t</text><colour>red</colour></note>", "unknown-element"),
        ("<note><id>1</id><text>a <b>bold</b> word</text></note>", "unknown-element"),
        ('<note><id>1</id><text size="9">t</text></note>', "unknown-attribute"),
        ("<note><id>1</id><text>t</text><text>again</text></note>", "doubled-element"),
        ("<note><id>1</id></note>", "empty-field"),
        ("<note><id>1</id><text> </text></note>", "empty-field"),
    ],
)
def test_what_is_not_foreseen_is_reported(note: str, rule: str):
    (entry,) = entries(note)
    assert [d.rule for d in entry.defects] == [rule]


def test_a_repeated_id_gets_a_number_and_a_defect():
    first, second = entries("<note><id>1</id><text>t</text></note>", "<note><id>1</id><text>u</text></note>")
    assert (first.native_id, second.native_id) == ("1", "1~2")
    assert [d.rule for d in second.defects] == ["repeated-id"]


def test_the_hash_is_of_the_element_not_of_how_it_is_written():
    (a,) = entries("<note kind='x'><id>1</id><text lang='en'>t</text></note>")
    (b,) = entries('<note kind="x"><id>1</id><text lang="en">t</text></note>\n<!-- a comment -->')
    (c,) = entries('<note kind="x"><id>1</id><text lang="en">T</text></note>')
    assert a.sha256 == b.sha256 != c.sha256


@pytest.mark.parametrize(
    "content",
    [
        "<notes><note><id>1</id>",
        "<other/>",
        "<notes><letter/></notes>",
        "<notes><note><text>without an id</text></note></notes>",
        '<!DOCTYPE notes [<!ENTITY x "y">]><notes/>',
        '<!DOCTYPE notes SYSTEM "http://localhost/notes.dtd"><notes/>',
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_an_error_that_names_it(content: str):
    with pytest.raises(SourceError) as error:
        list(read_entries(Files(content), "*.xml", SHAPE))
    assert error.value.file == "0.xml"
    assert error.value.remedy


def test_no_entity_is_expanded_and_no_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    with pytest.raises(SourceError):
        parse(f'<!DOCTYPE n [<!ENTITY s SYSTEM "file://{secret}">]><notes>&s;</notes>'.encode(), "n.xml")
