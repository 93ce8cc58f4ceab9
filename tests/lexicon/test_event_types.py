"""Event types in other vocabularies."""

from __future__ import annotations

import pytest

from etl.lexicon.event_types import alignment, alignments, codes
from etl.publish import vocabulary
from etl.schema import ROOT, TABLES

EVENTS = TABLES["events"]


def test_every_type_has_a_row_of_its_own_and_every_row_is_of_the_vocabulary() -> None:
    general = [row.type for row in alignments() if not row.subtype and not row.status]
    assert sorted(general) == sorted(map(str, EVENTS.column("type").enum))
    keys = [(row.type, row.subtype, row.status) for row in alignments()]
    assert len(set(keys)) == len(keys)
    for row in alignments():
        for name in ("type", "subtype", "status", "plover", "cameo"):
            value = getattr(row, name)
            assert value is None or EVENTS.column(name).problem(value) is None, row


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (("meeting",), ("CONSULT", "040")),
        (("visit", "state", "occurred"), ("CONSULT-visit", "042")),
        (("visit", "state", "planned"), ("AGREE", "036")),
        (("visit", "vacation", "occurred"), (None, "042")),
        (("call", None, "occurred"), ("CONSULT-phone", "041")),
        (("talks", None, "cancelled"), ("REJECT-meet", "125")),
        (("summit", "conference", "occurred"), ("CONSULT-multilateral", "040")),
        (("ceremony", "signing", "occurred"), ("SUPPORT", "057")),
        (("resignation", None, "occurred"), ("RETREAT-resign", None)),
        (("sanction", None, "alleged"), ("COERCE-restrict", "163")),
        (("meeting", None, "denied"), (None, None)),
        (("strike", None, "not_occurred"), (None, None)),
    ],
)
def test_codes(event: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    assert codes(*event) == expected


def test_a_type_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError, match="party"):
        alignment("party")


def test_the_committed_page_is_of_this_table() -> None:
    stale = "docs/vocabulary.md is stale: run `python -m etl.schema vocabulary`"
    assert (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8") == vocabulary.text(), stale
