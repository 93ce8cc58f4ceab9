"""Terms of presidents and vice-presidents. The holders here are invented."""

from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.sources import executive
from etl.sources.archives import Archive

SHARED = Path(__file__).parents[3] / "shared" / "registers" / "executive.yaml"

TWO = """
- id: {bioguide: D000099, govtrack: 1, wikidata: Q1, fec: [P1, P2], wikipedia: "Jane Doe (politician)"}
  name: {first: Jane, middle: Quincy Anne, last: Doe, suffix: Jr., nickname: Jenny}
  bio: {birthday: '1800-01-02', gender: F}
  terms:
  - {type: viceprez, start: '1841-03-04', end: '1843-05-01', party: None, how: election}
  - {type: prez, start: '1843-05-01', end: '1845-03-04', party: None, how: succession}
- id: {govtrack: 2}
  name: {first: Richard, last: Roe}
  bio: {birthday: '1801-01-02', gender: M}
  terms:
  - {type: prez, start: '1845-03-04', end: '1849-03-04', party: None, how: election}
"""


@pytest.fixture
def read(tmp_path):
    def make(text):
        path = tmp_path / "executive.yaml"
        path.write_text(text, encoding="utf-8")
        return {item.key: item for item in executive.read(Archive(path))}

    return make


def test_a_term_is_an_item_with_its_office(read):
    items = read(TWO)
    term = items["executive:term/D000099-1843-05-01"].affiliations[0]
    assert (term.role_type, term.country, term.start, term.end) == ("head_of_state", "US", "1843-05-01", "1845-03-04")
    assert [(step.kind, step.note) for step in term.dates] == [("started", "succession"), ("ended", None)]
    assert items["executive:term/D000099-1841-03-04"].affiliations[0].role_type == "vice_president"


def test_names_ids_and_life(read):
    who = read(TWO)["executive:term/D000099-1841-03-04"].people[0]
    assert who.name == "Jane Quincy Anne Doe Jr."
    assert {"Jane Doe", "Jenny Doe", "Jane Q. A. Doe"} <= set(who.names)
    assert {("wikidata", "Q1"), ("bioguide", "D000099"), ("fec", "P2")} <= set(who.identifiers)
    assert (who.born, who.gender) == ("1800-01-02", "female")


def test_without_bioguide_the_initial_stands_in(read):
    assert "executive:term/R000000-1845-03-04" in read(TWO)


def test_a_term_that_nobody_has_followed_is_still_open(read):
    term = read(TWO)["executive:term/R000000-1845-03-04"].affiliations[0]
    assert term.end == ".." and term.dates[-1].kind == "term_ends"


def test_what_is_not_known_is_a_defect(read):
    text = TWO.replace("gender: F}", "gender: F, shoe_size: 40}").replace("type: viceprez", "type: tribune")
    item = read(text)["executive:term/D000099-1841-03-04"]
    assert [d.rule for d in item.defects] == ["unknown-field", "unknown-role"]


def test_an_identifier_of_two_people_identifies_neither(read):
    items = read(TWO.replace("{govtrack: 2}", "{govtrack: 1}"))
    for item in items.values():
        assert "govtrack" not in [scheme for scheme, _ in item.people[0].identifiers]
    assert sum(d.rule == "identifier-of-two" for item in items.values() for d in item.defects) == 2


@pytest.mark.parametrize(
    "text",
    ["a: b", "- {id: 1}", "- [", "- &a {id: {x: 1}, name: {}, bio: {}, terms: []}\n- *a\n", "\x00", "[" * 50_000],
)
def test_what_is_not_such_a_list_is_refused(read, text):
    with pytest.raises(SourceError):
        read(text)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/registers, which a fresh clone does not have")
def test_the_register_itself():
    items = {item.key: item for item in executive.read(Archive(SHARED))}
    assert len(items) == 131
    # Breckinridge and Buchanan have one icpsr_prez there.
    assert {d.detail for item in items.values() for d in item.defects} == {"icpsr_prez 99883"}
    assert items["executive:term/T000000-2017-01-20"].people[0].name == "Donald J. Trump"
    assert sum(item.affiliations[0].end == ".." for item in items.values()) == 2
