"""docs/vocabulary.md, made from etl/lexicon/event_types.csv: what our event types are elsewhere."""

from __future__ import annotations

from pathlib import Path

from etl.lexicon.event_types import Alignment, alignments
from etl.schema import ROOT

_INTRODUCTION = """\
# Event types in other vocabularies

<!-- Made by `python -m etl.schema vocabulary` from etl/lexicon/event_types.csv and etl/publish/vocabulary.py. -->

`events.type`, with `subtype` and `status`, aligned with four other vocabularies. The columns `events.plover` and
`events.cameo` hold what this table says. A row without subtype or status holds for all that have no row of their own; a row
for a status goes before one for a subtype.

| vocabulary | edition | how it is written here |
|---|---|---|
| PLOVER | manual and CAMEO2PLOVER crosswalk of 2021, Open Event Data Alliance (github.com/openeventdata/PLOVER) | EVENT or EVENT-mode |
| CAMEO | manual 1.1b3, March 2012, Penn State Event Data Project | the code |
| schema.org | any: `Event` is in every release | the class |
| Wikidata | items as labelled in October 2026 | the item of which such events are instances |

## What to know before comparing

- **Both schemes code dyads, we code happenings.** CAMEO makes two events of one meeting (who visits: 042, who hosts: 043); here
  it is one event whose participants have roles. `cameo` is the code of the side that acts: the visitor, the caller, the sender.
- **What has not happened.** A meeting that is planned or proposed is an intent: CAMEO 036, PLOVER AGREE (which takes in
  cooperative actions told in the future tense). One that is called off is a refusal to meet: 125, REJECT-meet. Events that a party
  denies (`denied`) and that did not come about (`not_occurred`) have no code: neither scheme has events that did not happen.
- **Sanctions.** PLOVER's SANCTION means any reduction of relations; the crosswalk puts embargoes under COERCE-restrict, and
  so do we. Expelling diplomats is SANCTION-expel (PLOVER names diplomats under the threat of it); the crosswalk gives that for
  CAMEO 166, although CAMEO's own text has observers and peacekeepers in mind.
- **Where there is no match** the cell says so. PLOVER drops statements and ceremonies on purpose; neither scheme has changes
  of office, except that PLOVER counts a resignation as RETREAT-resign. Wikidata's classes for visits, calls, talks, appointments and
  sanctions were not found in a form that fits; a wrong one would be worse than none.
- **schema.org** has `Event` for all of them, and no class that is nearer.
"""


def _cell(value: str | None, none: str = "no match") -> str:
    return value or none


def _row(row: Alignment) -> str:
    wikidata = f"[{row.wikidata}](https://www.wikidata.org/wiki/{row.wikidata})" if row.wikidata else "no match"
    cells = (
        row.type,
        row.subtype or "",
        row.status or "",
        _cell(row.plover),
        _cell(row.cameo),
        _cell(row.schema_org),
        wikidata,
    )
    return f"| {' | '.join(cells)} | {row.example or ''} |"


def text() -> str:
    """The page as Markdown."""
    head = "| type | subtype | status | PLOVER | CAMEO | schema.org | Wikidata | example |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([_INTRODUCTION, "## The table\n", head, *map(_row, alignments())]) + "\n"


def write_vocabulary(path: Path = ROOT / "docs" / "vocabulary.md") -> Path:
    """Write the page, docs/vocabulary.md unless told otherwise. Returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), encoding="utf-8", newline="\n")
    return path
