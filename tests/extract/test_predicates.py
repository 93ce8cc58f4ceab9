"""Every row of the lexicon states the event it is for, in its own example."""

from __future__ import annotations

import pytest

from etl.extract.predicates import STATUSES, TYPES, governors, predicates
from etl.extract.status_nouns import governor
from tests.extract.encounters import frames

ROWS = [p for group in predicates().values() for p in group]


@pytest.mark.parametrize("row", ROWS, ids=lambda p: f"{p.line}-{p.lemma}-{p.type}")
def test_example_states_the_event(row):
    found = frames(row.example)
    assert any(f.predicate is row or (f.predicate.lemma == row.lemma and f.type == row.type) for f in found), [
        (f.predicate.lemma, f.type) for f in found
    ]


def test_rows_use_the_vocabulary():
    roles = {"visitor", "host", "participant", "caller", "callee", "signatory", "mediator", "sender", "envoy", "appointee",
             "appointer", "attacker", "target", "speaker", "subject", "companion", "place", "hostland"}  # fmt: skip
    for row in ROWS:
        assert row.type in TYPES
        assert row.status is None or row.status in STATUSES
        assert set(row.roles.values()) <= roles, row.line


@pytest.mark.parametrize("verb", sorted(governors()))
def test_governor_gives_its_status(verb):
    rule = governors()[verb]
    found = frames(rule.example)
    if rule.effect == "occurs":
        assert all(f.status.status == "occurred" or "will" in rule.example for f in found)
    else:
        nouns = [f for f in found if governor(f.token)[0] is not None and f.predicate.pos == "NOUN"]
        assert rule.effect in {f.status.status for f in nouns}, [(f.token.text, f.status) for f in found]
