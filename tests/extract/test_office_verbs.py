"""Offices that a verb says of its subject, and those of whoever had them before."""

from __future__ import annotations

import pytest

from tests.extract.reading import offices, read

CASES = [
    ("Ana Teller succeeded Hugo Barr as Chilean foreign minister.", "Ana Teller", ("foreign_minister", "CL", "current")),
    ("Ana Teller succeeded Hugo Barr as Chilean foreign minister.", "Hugo Barr", ("foreign_minister", "CL", "former")),
    ("Ana Teller was sworn in as Chilean premier, succeeding Hugo Barr.", "Hugo Barr", ("head_of_government", "CL", "former")),
    ("Hugo Barr, once a banker in the city, was named in January as Chilean envoy.", "Hugo Barr", ("envoy", "CL", "current")),
    ("As Chilean foreign minister from 2001 to 2003, Ana Teller saw war.", "Ana Teller", ("foreign_minister", "CL", "former")),
    ("Ana Teller remained Chilean foreign minister until 2003.", "Ana Teller", ("foreign_minister", "CL", "former")),
    ("Ana Teller chairs the Security Council.", "Ana Teller", ("official", None, "current")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "office"), CASES)
def test_verb(text: str, name: str, office: tuple[str, str | None, str]) -> None:
    assert office in offices(read(text), name)


@pytest.mark.parametrize(
    "text",
    [
        "As the Chilean foreign minister spoke, Ana Teller left.",
        "Ana Teller met the Chilean foreign minister, succeeding in her aim.",
    ],
)
def test_no_office_of_hers(text: str) -> None:
    assert offices(read(text), "Ana Teller") == []


def test_he_is_the_subject_of_the_sentence_before() -> None:
    context = read(
        "Hugo Barr grew up in Lima. In March he met Ana Teller there. He was the Chilean ambassador to Peru.",
    )
    assert offices(context, "Hugo Barr") == [("ambassador", "CL", "former")]
    assert offices(context, "Ana Teller") == []


def test_a_profile_is_about_whom_it_names_most() -> None:
    context = read(
        "Few envoys were as patient as Hugo Barr. Mr. Barr read slowly. Mr. Barr wrote slowly, too.",
        "The rain went on. The town slept. Nobody came. The roads were closed. He was the Chilean ambassador to Peru.",
    )
    assert offices(context, "Hugo Barr") == [("ambassador", "CL", "former")]
