"""Atom and iCalendar: well-formed whatever stands in the rows."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from etl.explore import feeds

from .conftest import Reader

ATOM = "{http://www.w3.org/2005/Atom}"


def event(**changed: object) -> dict[str, object]:
    return {
        "event_id": "e-1", "label": "A meeting", "type": "meeting", "kind_words": "meeting", "status": "occurred", "standing": "single",
        "date": "2017-05-10", "date_earliest": "2017-05-10", "date_latest": "2017-05-10", "place": "Paris", "country_name": "France",
        "participants": [], **changed,
    }  # fmt: skip


def test_a_feed_has_an_entry_an_event_with_absolute_addresses(reader: Reader) -> None:
    feed = ElementTree.fromstring(reader.get("/person/boris-aldane.atom").text)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(reader.json("/person/boris-aldane.json")["events"])
    for entry in entries:
        assert entry.findtext(f"{ATOM}id", "").startswith("http://localhost/event/")
        assert entry.findtext(f"{ATOM}updated", "").endswith("T00:00:00Z")
    assert feed.findtext(f"{ATOM}id") == "http://localhost/person/boris-aldane"


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_whole_days_and_no_vague_dates(reader: Reader) -> None:
    text = reader.get("/person/boris-aldane.ics").text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    lines = unfold(text)
    exact = [e for e in reader.json("/person/boris-aldane.json")["events"] if e["date_earliest"] == e["date_latest"]]
    assert lines.count("BEGIN:VEVENT") == len(exact)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_last_day_of_a_visit_is_in_it() -> None:
    text = feeds.calendar(
        "x", [event(date="2017-05-08/2017-05-10", date_earliest="2017-05-08", date_latest="2017-05-10")], "http://x/"
    )
    assert "DTSTART;VALUE=DATE:20170508" in text
    assert "DTEND;VALUE=DATE:20170511" in text


def test_a_month_is_no_calendar_entry() -> None:
    text = feeds.calendar(
        "x", [event(date="2017-02", date_earliest="2017-02-01", date_latest="2017-02-28")], "http://x/"
    )
    assert "VEVENT" not in text


def test_what_was_cancelled_or_planned_says_so() -> None:
    assert "STATUS:CANCELLED" in feeds.calendar("x", [event(status="cancelled")], "http://x/")
    assert "STATUS:TENTATIVE" in feeds.calendar("x", [event(status="planned")], "http://x/")


@given(st.text(max_size=120))
def test_no_label_breaks_out_of_its_line(label: str) -> None:
    text = feeds.calendar(label, [event(label=label, place=label)], "http://x/")
    lines = unfold(text)
    assert lines.count("BEGIN:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    feed = ElementTree.fromstring(feeds.atom(label, "http://x/", "http://x/", [event(label=label)], "http://x/"))
    assert len(feed.findall(f"{ATOM}entry")) == 1
