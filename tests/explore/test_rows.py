"""Affiliations as a reader takes them."""

from __future__ import annotations

from typing import Any

from etl.explore.rows import condense


def office(identifier: str, **changed: Any) -> dict[str, Any]:
    return {
        "affiliation_id": identifier, "person_id": "p", "post_id": "president", "capacity": "President", "organization_id": None, "status": None,
        "start": None, "start_earliest": None, "end": None, "end_latest": None, "attested_first": None, "attested_last": None, **changed,
    }  # fmt: skip


TERM = office("term", start="2009-01-20", start_earliest="2009-01-20", end="2017-01-20", end_latest="2017-01-20")


def test_what_is_attested_within_a_term_is_that_term() -> None:
    seen = office("seen", attested_first="2012-05-01", attested_last="2012-05-01")
    assert condense([TERM, seen]) == [TERM]


def test_what_is_attested_outside_of_every_term_becomes_one_row() -> None:
    early = office("early", attested_first="1999-01-01", attested_last="1999-02-01")
    late = office("late", attested_first="2001-01-01", attested_last="2001-01-01")
    found = condense([TERM, early, late])
    assert [o["affiliation_id"] for o in found] == ["term", "early"]
    assert (found[1]["attested_first"], found[1]["attested_last"]) == ("1999-01-01", "2001-01-01")
    assert early["attested_last"] == "1999-02-01"


def test_other_people_other_offices_and_acting_holders_stay_apart() -> None:
    rows = [office("a"), office("b", person_id="q"), office("c", post_id="minister"), office("d", status="acting")]
    assert condense(rows) == rows


def test_two_terms_are_two_rows() -> None:
    second = {
        **TERM,
        "affiliation_id": "second",
        "start": "2021",
        "start_earliest": "2021-01-01",
        "end": "..",
        "end_latest": None,
    }
    assert condense([TERM, second]) == [TERM, second]
