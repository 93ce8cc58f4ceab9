"""What our event types are in other vocabularies: PLOVER, CAMEO, schema.org, Wikidata.

The table is event_types.csv. A row may leave subtype and status empty: it then holds for all of them that have no row
of their own. Editions: CAMEO manual 1.1b3 (March 2012); PLOVER manual and CAMEO2PLOVER crosswalk of 2021
(openeventdata/PLOVER), written as EVENT or EVENT-mode. docs/vocabulary.md shows the table with the reasons.
"""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("event_types.csv")

# Neither scheme has events that did not happen: PLOVER drops negated ones, CAMEO never saw them.
_NO_EVENT = ("denied", "not_occurred")


@dataclass(frozen=True)
class Alignment:
    """One row: what an event of this type, subtype and status is elsewhere; None where there is no match."""

    type: str
    subtype: str | None
    status: str | None
    plover: str | None
    cameo: str | None
    schema_org: str | None
    wikidata: str | None
    example: str | None


_COLUMNS = tuple(field.name for field in dataclasses.fields(Alignment))


@cache
def alignments() -> tuple[Alignment, ...]:
    """The rows of event_types.csv, in order."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Alignment(row["type"], *(row[name] or None for name in _COLUMNS[1:])) for row in csv.DictReader(lines)
        )


@cache
def alignment(type: str, subtype: str | None = None, status: str | None = None) -> Alignment:
    """The row that fits best: one for the status, else one for the subtype, else the type's own.

    Raises KeyError for a type that is not of the vocabulary.
    """
    rows = {(row.type, row.subtype, row.status): row for row in alignments()}
    for key in ((type, subtype, status), (type, None, status), (type, subtype, None), (type, None, None)):
        if key in rows:
            return rows[key]
    raise KeyError(type)


def codes(type: str, subtype: str | None = None, status: str | None = None) -> tuple[str | None, str | None]:
    """The PLOVER and CAMEO codes of an event; (None, None) for one that did not take place.

    Raises KeyError for a type that is not of the vocabulary.
    """
    row = alignment(type, subtype, status)
    return (None, None) if status in _NO_EVENT else (row.plover, row.cameo)
