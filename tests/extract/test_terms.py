"""From when to when an office is held, as the sentence says it."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

CASES = [
    # text, name, start, end, qualifier; published 2010-05-05, a Wednesday
    ("Carol Finch was U.S. ambassador to Chile from 2002 to 2007.", "Carol Finch", "2002", "2007", "former"),
    ("Carol Finch, the former Kenyan foreign minister (1999–2004), spoke.", "Carol Finch", "1999", "2004", "former"),
    ("Carol Finch, president of Chile since May 2008, spoke.", "Carol Finch", "2008-05", None, "current"),
    ("Carol Finch has been the Chilean envoy in Lima since 2009.", "Carol Finch", "2009", None, "current"),
    ("Hugo Barr was the British consul until last month.", "Hugo Barr", None, "2010-04", "former"),
    ("Hugo Barr was Britain's consul in Lima from March 2001 until June 2003.", "Hugo Barr", "2001-03", "2003-06", "former"),
    ("Chilean President Elena Prado, who took office in January, spoke.", "Elena Prado", "2010-01", None, "current"),
    ("Chilean President Elena Prado, in office since 2007, spoke.", "Elena Prado", "2007", None, "current"),
    ("Elena Prado was sworn in on Sunday as president of Chile.", "Elena Prado", "2010-05-02", None, "current"),
    ("Elena Prado became president of Chile in 2006.", "Elena Prado", "2006", None, "current"),
    ("Hugo Barr, once a banker and, until December, the Chilean trade minister, left.", "Hugo Barr", None, "2009-12", "former"),
    ("Ali Rezvani was replaced as Iranian defence minister on Monday by Reza Karimi.", "Reza Karimi", "2010-05-03", None, "current"),
    ("Ali Rezvani was replaced as Iranian defence minister on Monday by Reza Karimi.", "Ali Rezvani", None, "2010-05-03", "former"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "start", "end", "qualifier"), CASES)
def test_term(text: str, name: str, start: str | None, end: str | None, qualifier: str) -> None:
    person = next(p for p in read(text).people if p.name == name)
    assert (start, end, qualifier) in [(a.start, a.end, a.qualifier) for a in person.affiliations]


@pytest.mark.parametrize(
    "text",
    [
        "Chilean President Elena Prado met a delegation on Monday.",
        "Chilean President Elena Prado spoke about the war of 1991.",
        "Chilean President Elena Prado, who left for Lima on Monday, spoke.",
        "Chilean President Elena Prado said in 2009 that trade had grown since 2001.",
        "Chilean President Elena Prado was from 2002 onwards blamed by everyone for the drought until 2007.",
        "Chilean President Elena Prado came from Lima. Since 2004 the talks had stood still.",
    ],
)
def test_a_date_of_something_else_is_no_term(text: str) -> None:
    person = next(p for p in read(text).people if p.name == "Elena Prado")
    assert [(a.start, a.end, a.qualifier) for a in person.affiliations] == [(None, None, "current")]
