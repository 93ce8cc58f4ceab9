"""Whether a thing happened, is planned, was called off, is only said."""

from __future__ import annotations

import pytest

from tests.extract.encounters import told

CASES = [
    ("Novak met Holm in Oslo on Monday.", "occurred"),
    ("Novak will meet Holm in Oslo on Friday.", "planned"),
    ("Novak is to meet Holm in Oslo on Friday.", "planned"),
    ("Novak is expected to meet Holm in Oslo on Friday.", "planned"),
    ("Novak is due in Oslo on Friday.", "planned"),
    ("Novak meets Holm in Oslo on Friday.", "planned"),
    ("Novak flies to Oslo tomorrow.", "planned"),
    ("Novak is in Oslo today.", "ongoing"),
    ("Novak may meet Holm in Oslo.", "proposed"),
    ("Novak offered to meet Holm in Oslo.", "proposed"),
    ("Novak has been invited to Oslo by Holm.", "proposed"),
    ("Novak proposed a meeting with Holm.", "proposed"),
    ("Novak called off a meeting with Holm.", "cancelled"),
    ("Novak cancelled his visit to Oslo.", "cancelled"),
    ("Novak did not meet Holm in Oslo.", "not_occurred"),
    ("Novak refused to meet Holm.", "not_occurred"),
    ("Novak has never met Holm.", "not_occurred"),
    ("Novak was to have met Holm in May.", "not_occurred"),
    ("Novak would have met Holm in May.", "not_occurred"),
    ("Novak has yet to meet Holm.", "not_occurred"),
    ("Novak will not meet Holm.", "not_occurred"),
    ("Novak flew to Oslo to meet Holm.", "occurred"),
    ("Novak denied that he met Holm in Oslo.", "denied"),
    ("Novak was accused of meeting Holm in Oslo.", "alleged"),
    ("A planned visit by Novak to Oslo was on the front pages.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_status(text, status):
    found = told(text)
    assert found and {e.status for e in found} == {status}


def test_a_condition_tells_nothing():
    assert told("If Novak meets Holm, the markets will cheer.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Novak said that relations with Norway were good.",
        "Novak spoke to reporters in Oslo.",
        "Novak called the remarks of Holm absurd.",
        "The two countries agreed to keep talking.",
        "Holm met the deadline.",
    ],
)
def test_what_is_no_event(text):
    assert told(text) == []


def test_a_visit_that_will_do_something_is_to_come():
    (visit,) = told("Ana Duarte's visit to Oslo will deepen the friendship of Spain and Norway.")
    assert visit.status == "planned"
    (visit,) = told("Ana Duarte's last visit to Oslo will be remembered.")
    assert visit.status == "occurred"
