"""What cannot be so, though sources say it: recorded as rows of `checks`, so that it is published and not averaged away.

- `holders-overlap` (defect): two people held an office for one at a time for more than half a year together.
- `ends-before-start` (defect): an affiliation ended before it began.
- `outside-the-visit` (defect): what is told as part of a visit does not lie within the visit's days.
- `own-country` (defect): a head of state visits their own country: a trip at home, or a place misread.
- `outside-life` (defect): somebody took part who was not born yet, or dead: another of that name, or a date misread.

`embassyrow validate` asserts the same of every fact whose contradiction is not on record (etl/validate/world.py).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from etl.lexicon.holders import HANDOVER, ONE_AT_A_TIME
from etl.resolve.labels import country_name
from etl.resolve.rows import Row, Tables

ENCOUNTERS = ("meeting", "visit", "call", "talks", "summit")
ABSENT = ("subject", "target", "sender")  # in an event without being there


def disagreements(tables: Tables) -> list[Row]:
    """Rows of `checks` (without check_id) for the facts in these tables that cannot all be so."""
    return [
        *_holders_overlap(tables),
        *_ends_before_start(tables),
        *_outside_the_visit(tables),
        *_impossible_participants(tables),
    ]


def _row(rule: str, detail: str, **about: str | None) -> Row:
    columns = ("event_id", "affiliation_id", "assertion_id", "record_id", "other_record_id", "article_id")
    return dict.fromkeys(columns) | about | {"rule": rule, "outcome": "defect", "detail": detail}


def _surely(row: Row) -> tuple[str, str] | None:
    """The days from and to which somebody surely held an office, or None where an end is unknown."""
    first, last = row["start_latest"], "9999-12-31" if row["end"] == ".." else row["end_earliest"]
    return (first, last) if first and last and first <= last else None


def _days(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _holders_overlap(tables: Tables) -> Iterator[Row]:
    single = {row["post_id"] for row in tables["posts"] if row["role_type"] in ONE_AT_A_TIME}
    records: dict[str, str] = {}
    for row in tables["affiliation_evidence"]:
        if row["record_id"]:
            records.setdefault(row["affiliation_id"], row["record_id"])
    terms: dict[str, list[tuple[str, str, Row]]] = defaultdict(list)
    for row in tables["affiliations"]:
        if row["post_id"] in single and row["status"] == "substantive" and (days := _surely(row)):
            terms[row["post_id"]].append((*days, row))
    for post_id in sorted(terms):
        ordered = sorted(terms[post_id], key=lambda term: (term[0], term[2]["affiliation_id"]))
        for position, (_, last, row) in enumerate(ordered):
            for other_first, other_last, other in ordered[position + 1 :]:
                if other_first > last:
                    break
                together = _days(other_first, min(last, other_last))
                if together > HANDOVER and row["person_id"] != other["person_id"]:
                    yield _row(
                        "holders-overlap",
                        f"Held by another until {last} as well, {together} days together.",
                        affiliation_id=other["affiliation_id"],
                        record_id=records.get(other["affiliation_id"]),
                        other_record_id=records.get(row["affiliation_id"]),
                    )


def _outside_the_visit(tables: Tables) -> Iterator[Row]:
    linked = {link[end] for link in tables["event_links"] for end in ("event_id", "other_event_id")}
    events = {row["event_id"]: row for row in tables["events"] if row["event_id"] in linked}
    for link in tables["event_links"]:
        part, whole = events[link["event_id"]], events[link["other_event_id"]]
        if link["relation"] == "part_of" and whole["type"] == "visit" and not _within(part, whole):
            yield _row(
                "outside-the-visit",
                f"Dated {part['date']}, and told as part of a visit of {whole['date']}.",
                event_id=part["event_id"],
                record_id=link["record_id"],
                article_id=link["article_id"],
            )


def _within(part: Row, whole: Row) -> bool:
    """Whether the days of a part can lie within the visit; of a day or days, whether they do. A summit outlasts a guest's stay."""
    if not all(row[f"date_{end}"] for row in (part, whole) for end in ("earliest", "latest")):
        return True
    if part["date_latest"] < whole["date_earliest"] or part["date_earliest"] > whole["date_latest"]:
        return False
    exact = len(part["date"]) in (10, 21) and "X" not in part["date"] and ".." not in part["date"]
    if part["type"] == "summit" or not exact:
        return True
    inside: bool = whole["date_earliest"] <= part["date_earliest"] and part["date_latest"] <= whole["date_latest"]
    return inside


def _ends_before_start(tables: Tables) -> Iterator[Row]:
    for row in tables["affiliations"]:
        if row["start_earliest"] and row["end_latest"] and row["start_earliest"] > row["end_latest"]:
            yield _row(
                "ends-before-start", f"From {row['start']} to {row['end']}.", affiliation_id=row["affiliation_id"]
            )


def _impossible_participants(tables: Tables) -> Iterator[Row]:
    """Heads of state who visit their own country, and people who are said to have met before they were born or after they died."""
    rulers = {
        row["affiliation_id"]: row["country"]
        for row in tables["affiliations"]
        if row["role_type"] in ("head_of_state", "monarch") and row["status"] in ("substantive", "acting")
    }
    lives = {row["person_id"]: row for row in tables["people"] if row["born_earliest"] or row["died_latest"]}
    known = [r for r in tables["event_participants"] if r["affiliation_id"] in rulers or r["person_id"] in lives]
    theirs = {row["event_id"] for row in known}
    events = {
        row["event_id"]: row
        for row in tables["events"]
        if row["event_id"] in theirs and row["status"] in ("occurred", "ongoing")
    }
    origin: dict[str, Row] = {}
    for row in tables["event_evidence"]:
        if row["event_id"] in theirs:
            origin.setdefault(row["event_id"], row)
    for row in known:
        event = events.get(row["event_id"])
        if event is None:
            continue
        said = origin.get(row["event_id"], {})
        about = {"event_id": row["event_id"], "record_id": said.get("record_id"), "article_id": said.get("article_id")}
        at_home = event["country"] and rulers.get(row["affiliation_id"]) == event["country"]
        if event["type"] == "visit" and row["role"] == "visitor" and at_home:
            yield _row(
                "own-country", f"A visit within {country_name(event['country'])} by its own head of state.", **about
            )
        life = lives.get(row["person_id"])
        if life and event["type"] in ENCOUNTERS and row["role"] not in ABSENT and not _alive(life, event):
            yield _row("outside-life", f"Dated {event['date']}; born {life['born']}, died {life['died']}.", **about)


def _alive(life: Row, event: Row) -> bool:
    """Whether somebody can have been alive at the event; what is not known is no objection."""
    unborn = life["born_earliest"] and event["date_latest"] and life["born_earliest"] > event["date_latest"]
    dead = life["died_latest"] and event["date_earliest"] and life["died_latest"] < event["date_earliest"]
    return not unborn and not dead
