"""Appointments: every dated step, whatever is odd in an entry reported, nobody lost. The officers here are invented."""

import collections
from pathlib import Path

import pytest

from etl.claims import DateStep
from etl.edtf import valid
from etl.errors import SourceError
from etl.geo.countries import COUNTRIES
from etl.sources import pocom
from etl.sources.archives import Archive
from etl.sources.pocom_notes import approximate, ending, only_nominated, outcome, steps_in
from etl.sources.pocom_people import known_ids

BOOK = "<created-by>t</created-by><created-date>2019-01-01</created-date><last-modified-by>t</last-modified-by>"
SHARED = Path(__file__).parents[3] / "shared" / "registers"


def person(ident, forename, surname, extra=""):
    return (
        f"<person><id>{ident}</id><persName><surname>{surname}</surname><forename>{forename}</forename>{extra}</persName>"
        f"<birth>1830</birth><death>1899</death><career-type>pre-1915</career-type><residence><state-id>ny</state-id>"
        f"</residence>{BOOK}<last-modified-date>2019-01-01</last-modified-date></person>"
    )


def step(tag, date="", note=""):
    return f"<{tag}><date>{date}</date><note>{note}</note></{tag}>"


def chief(ident, who, *steps, role="ambassador-e-p", territory="ruritania", note="", extra="", seen="2019-01-01"):
    given = {tag: step(tag, *rest) for tag, *rest in steps}
    parts = "".join(given.get(tag, step(tag)) for tag in ("appointed", "arrived", "started", "ended"))
    return (
        f"<chief><id>{ident}</id><person-id>{who}</person-id><role-title-id>{role}</role-title-id>"
        f"<contemporary-territory-id>{territory}</contemporary-territory-id>{parts}<note>{note}</note>{extra}{BOOK}"
        f"<last-modified-date>{seen}</last-modified-date></chief>"
    )


def role(ident, title):
    return f'<role mode="active"><id>{ident}</id><class>chief</class><names><singular>{title}</singular></names></role>'


@pytest.fixture
def register(tmp_path):
    """A function that writes a small register and reads it: files by path, and the chiefs and nominees of one mission."""

    def make(chiefs="", nominees="", territory="sweden", files=()):
        everyone = {
            "people/d/doe-jane.xml": person("doe-jane", "Jane (Joan) Q.", "Doe", "<altname>J. Q. Doe</altname>"),
            "people/r/roe-richard.xml": person("roe-richard", "Richard", "Roe", "<genName>Jr.</genName>"),
            "roles-country-chiefs/a.xml": role("ambassador-e-p", "Ambassador Extraordinary and Plenipotentiary"),
            "roles-country-chiefs/c.xml": role("charge-daffaires", "Chargé d’Affaires"),
            "roles-country-chiefs/i.xml": role("charge-daffaires-ad-interim", "Chargé d’Affaires ad interim"),
            "missions-countries/m.xml": f"<country-mission><territory-id>{territory}</territory-id><chiefs>{chiefs}</chiefs>"
            f"<other-nominees>{nominees}</other-nominees></country-mission>",
            **dict(files),
        }
        for name, text in everyone.items():
            path = tmp_path / "pocom-1" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return {item.key: item for item in pocom.read(Archive(tmp_path))}

    return make


def full_term(ident, who, **more):
    steps = [("appointed", "1861-03-01"), ("started", "1861-06-05"), ("ended", "1864-02-01", "Presented recall on")]
    return chief(ident, who, *steps, **more)


def rules(item):
    return [defect.rule for defect in item.defects]


def test_an_appointment_has_its_person_its_post_and_every_step(register):
    item = register(full_term("se-1861-doe--01", "doe-jane", territory="sweden"))["pocom:chief/se-1861-doe--01"]
    (who,), (term,) = item.people, item.affiliations
    assert who.name == "Jane Q. Doe" and who.names == ("Jane (Joan) Q. Doe", "J. Q. Doe")
    assert (who.born, who.died, who.career_type) == ("1830", "1899", "pre-1915")
    assert who.identifiers == (("pocom", "doe-jane"),)
    assert (term.title, term.role_type) == ("Ambassador Extraordinary and Plenipotentiary", "ambassador")
    assert (term.country, term.accredited_country) == ("US", "SE")
    assert term.post == "pocom:chief/ambassador-e-p/sweden"
    assert (term.start, term.end, term.status) == ("1861-06-05", "1864-02-01", "substantive")
    assert term.dates == (
        DateStep("appointed", "1861-03-01"),
        DateStep("presented_credentials", "1861-06-05"),
        DateStep("ended", "1864-02-01", "recalled"),
    )
    assert item.record.record_id == item.key and len(item.record.sha256) == 64 and not item.defects


def test_people_without_an_appointment_are_items_of_their_own(register):
    items = register(full_term("a-1", "doe-jane", territory="sweden"))
    assert items["pocom:person/roe-richard"].people[0].name == "Richard Roe Jr."
    assert rules(items["pocom:person/roe-richard"]) == ["no-appointment"]


def test_a_repeated_id_gets_a_number_and_a_defect(register):
    two = full_term("a-1", "doe-jane", territory="sweden") + full_term("a-1", "roe-richard", territory="sweden")
    items = register(two)
    assert rules(items["pocom:chief/a-1"]) == []
    again = items["pocom:chief/a-1~2"]
    assert again.people[0].name == "Richard Roe Jr." and again.record.native_id == "a-1~2"
    assert [(d.rule, d.other) for d in again.defects] == [("repeated-id", "pocom:chief/a-1")]


def test_standing_in_is_acting_and_a_commissioned_charge_is_not(register):
    items = register(
        chief("a-1", "doe-jane", ("started", "1861-01-05"), ("ended", "1861-05-01"), role="charge-daffaires-ad-interim")
        + chief("a-2", "doe-jane", ("appointed", "1862-01-05"), ("started", "1862-05-01"), role="charge-daffaires")
        + chief("a-3", "doe-jane", ("started", "1863-05-01"), ("ended", "1864-05-01"), role="charge-daffaires")
    )
    assert [items[f"pocom:chief/a-{n}"].affiliations[0].status for n in (1, 2, 3)] == [
        "acting",
        "substantive",
        "acting",
    ]
    assert items["pocom:chief/a-1"].affiliations[0].dates[0].kind == "started"


def test_nominees_never_took_up_the_post(register):
    items = register(
        full_term("a-1", "doe-jane", territory="sweden"),
        chief("n-1", "doe-jane", ("appointed", "1866-05-05"), territory="sweden", note="Declined appointment.")
        + chief("n-2", "roe-richard", territory="sweden", note="Nomination of May 1, 1867, withdrawn on June 2, 1867."),
    )
    declined, named = (items[f"pocom:chief/n-{n}"].affiliations[0] for n in (1, 2))
    assert (declined.status, declined.start, declined.as_of) == ("designate", None, "1866-05-05")
    assert declined.dates == (DateStep("appointed", "1866-05-05", "declined"),)
    assert (named.status, named.start) == ("candidate", None)
    assert named.dates == (DateStep("nominated", "1867-05-01"), DateStep("withdrawn", "1867-06-02"))


def test_someone_still_in_office_has_an_open_end_as_of_the_day_the_entry_was_seen_to(register):
    items = register(
        chief("a-1", "roe-richard", ("started", "2001-05-05"), territory="sweden")
        + chief("a-2", "doe-jane", ("started", "2016-05-05"), territory="sweden")
    )
    first, last = (items[f"pocom:chief/a-{n}"] for n in (1, 2))
    assert (last.affiliations[0].end, last.affiliations[0].as_of) == ("..", "2019-01-01")
    assert first.affiliations[0].end is None and "no-end" in rules(first)


def test_dates_out_of_order_are_reported_and_not_repaired(register):
    item = register(chief("a-1", "doe-jane", ("started", "1866-05-05"), ("ended", "1866-05-01"), territory="sweden"))[
        "pocom:chief/a-1"
    ]
    assert rules(item) == ["ends-before-it-starts"]
    assert item.affiliations[0].end is None
    assert [step.date for step in item.affiliations[0].dates] == ["1866-05-05", "1866-05-01"]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (chief("a-1", "smith-john", ("started", "1861"), ("ended", "1862"), territory="sweden"), "unknown-person"),
        (chief("a-1", "doe-jane", ("started", "1861"), ("ended", "1862"), territory="atlantis"), "unknown-territory"),
        (chief("a-1", "doe-jane", ("started", "1861"), ("ended", "1862-02-30"), territory="sweden"), "not-a-date"),
        (
            chief("a-1", "doe-jane", ("started", "1861"), ("ended", "1862"), role="baker", territory="sweden"),
            "unknown-role",
        ),
        (full_term("a-1", "doe-jane", territory="sweden", extra="<salary>1</salary>"), "unknown-element"),
        (chief("a-1", "doe-jane", ("started", "1903"), ("ended", "1904"), territory="sweden"), "starts-after-death"),
    ],
)
def test_what_is_wrong_in_an_entry_is_a_defect_of_its_item(register, entry, rule):
    assert rule in rules(register(entry)["pocom:chief/a-1"])


def test_an_unknown_person_keeps_the_appointment(register):
    item = register(full_term("a-1", "smith-john-paul", territory="sweden"))["pocom:chief/a-1"]
    assert item.people[0].name == "John Paul Smith" and item.people[0].evidence.confidence < 1


def test_an_id_with_the_same_words_in_another_order_is_that_person(register):
    item = register(full_term("a-1", "jane-doe", territory="sweden"))["pocom:chief/a-1"]
    assert item.people[0].name == "Jane Q. Doe" and rules(item) == ["unknown-person"]


def test_the_country_is_the_one_of_the_day(register):
    items = register(
        chief("r-1", "doe-jane", ("started", "1875-01-01"), ("ended", "1876-01-01"), territory="russia")
        + chief("r-2", "roe-richard", ("started", "1935-01-01"), ("ended", "1936-01-01"), territory="russia")
        + chief("c-1", "roe-richard", ("started", "1955-01-01"), ("ended", "1956-01-01"), territory="china")
        + chief("c-2", "roe-richard", ("started", "1985-01-01"), ("ended", "1986-01-01"), territory="china")
    )
    codes = [items[f"pocom:chief/{key}"].affiliations[0].accredited_country for key in ("r-1", "r-2", "c-1", "c-2")]
    assert codes == ["RU", "SU", "TW", "CN"]


def test_concurrent_appointments_share_a_group(register):
    both = full_term("a-1", "doe-jane", territory="sweden") + full_term("a-2", "doe-jane", territory="norway")
    group = "<concurrent-appointments><id>1861-doe--01</id><person-id>doe-jane</person-id><resident-at><locale-id>x</locale-id>"
    group += "</resident-at><chief-id>a-1</chief-id><chief-id>a-2</chief-id></concurrent-appointments>"
    items = register(both, files=[("concurrent-appointments/g.xml", group)])
    groups = {items[f"pocom:chief/a-{n}"].affiliations[0].concurrent_group for n in (1, 2)}
    assert groups == {"pocom:concurrent/1861-doe--01"}


def test_principals_and_organizations(register):
    steps = "".join(
        step(*one) for one in (("appointed", "1861-03-05"), ("started", "1861-03-05"), ("ended", "1869-03-04"))
    )
    office = (
        "<principal-position><id>secretary</id><category>secretary</category><names><singular>Secretary of State</singular>"
        "</names><principals><principal><id>secr-1861-doe-</id><person-id>doe-jane</person-id>"
        f"<role-title-id>secretary</role-title-id>{steps}<note/>{BOOK}</principal></principals></principal-position>"
    )
    mission = (
        "<org-mission><id>representative-to-league</id><names><singular>Representative of the U.S.A. to the League of Clubs, with"
        f" the rank of Ambassador (Geneva)</singular></names><chiefs>"
        f"{full_term('lea-1861-roe', 'roe-richard', role='representative-to-league', territory='')}</chiefs></org-mission>"
    )
    items = register(files=[("positions-principals/s.xml", office), ("missions-orgs/l.xml", mission)])
    secretary = items["pocom:principal/secr-1861-doe-"].affiliations[0]
    assert (secretary.role_type, secretary.organization) == ("foreign_minister", "Department of State")
    assert secretary.post == "pocom:principal/secretary" and secretary.accredited_country is None
    representative = items["pocom:chief/lea-1861-roe"].affiliations[0]
    assert (representative.role_type, representative.accredited_organization) == ("ambassador", "League of Clubs")


def test_an_archive_of_something_else_is_refused(tmp_path):
    (tmp_path / "a.xml").write_text("<a/>")
    with pytest.raises(SourceError, match="no appointments"):
        list(pocom.read(Archive(tmp_path)))


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("Died at post on", "died"),
        ("Assassinated at post on", "killed"),
        ("Left post on or soon after", "left_post"),
        ("Presented recall on", "recalled"),
        ("Promoted to Ambassador Extraordinary and Plenipotentiary", "promoted"),
        ("Recall requested by the Government of Ruritania on", "expelled"),
        ("Normal relations interrupted on", "relations_interrupted"),
        ("Embassy closed", "mission_closed"),
        ("Went fishing", "other"),
        ("", None),
    ],
)
def test_endings_become_words(note, word):
    assert ending(note) == word


def test_notes_on_nominations():
    assert outcome("Took oath of office, but did not proceed to post.") == "did_not_proceed"
    assert only_nominated("Nomination of May 1, 1990, not acted upon by the Senate.")
    assert not only_nominated("Commissioned during a recess of the Senate; nomination later rejected by the Senate.")
    assert steps_in("Commissioned during a recess; recommissioned on January 15, 1934, after confirmation.") == [
        DateStep("recommissioned", "1934-01-15")
    ]
    assert steps_in("Recommissioned after confirmation on Feb 31, 1934.") == []


def test_a_near_date_is_marked():
    assert approximate("1861-05-05", "Left post about") == "1861-05-05~"
    assert approximate("1861-05-05", "Left post on") == "1861-05-05"


# --- the register itself


@pytest.fixture(scope="module")
def whole():
    found = sorted(SHARED.glob("HistoryAtState-pocom-*.zip"))
    if not found:
        pytest.skip("needs ../shared/registers, which a fresh clone does not have")
    return Archive(found[-1]), list(pocom.read(Archive(found[-1])))


@pytest.mark.shared
def test_every_appointment_is_an_item_with_a_fact(whole):
    _, items = whole
    kinds = collections.Counter(item.key.partition("/")[0] for item in items)
    assert kinds["pocom:chief"] + kinds["pocom:principal"] == 7262
    assert len({item.key for item in items}) == len(items)
    assert all(item.people and (item.affiliations or item.key.startswith("pocom:person/")) for item in items)
    assert sum(item.key.endswith("~2") for item in items) == 17
    assert sum("repeated-id" in rules(item) for item in items) == 17


@pytest.mark.shared
def test_all_4261_people_are_there(whole):
    archive, items = whole
    carried = {value for item in items for who in item.people for scheme, value in who.identifiers if scheme == "pocom"}
    assert len(archive.names) > 4261 and known_ids(archive) <= carried
    assert len({who.identifiers[0] for item in items for who in item.people}) == 4261


@pytest.mark.shared
def test_every_territory_resolves_and_every_date_is_edtf(whole):
    _, items = whole
    assert not any("unknown-territory" in rules(item) for item in items)
    for item in items:
        for term in item.affiliations:
            assert term.accredited_country is None or term.accredited_country in COUNTRIES
            assert all(valid(step.date) for step in term.dates), item.key
            assert all(valid(day) for day in (term.start, term.end) if day and day != ".."), item.key


@pytest.mark.shared
def test_notes_leave_no_sentence_in_the_claims(whole):
    _, items = whole
    words = {step.note for item in items for term in item.affiliations for step in term.dates if step.note}
    assert len(words) < 40 and all(" " not in word for word in words)
