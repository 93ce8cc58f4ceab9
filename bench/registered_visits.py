"""Of the trips and visits that registers list, how many that a readout reports are one event with both pieces of evidence.

    python -m bench.registered_visits DATABASE [--from 2021-01-20] [--until 2025-12-31] [--missed]

A visit counts as reported where an article tells of an encounter or a visit (occurred, planned or going on) that names the traveller, on days
that touch the visit's, known to the week or better, and in no other country. It is one event where the visit itself, or an encounter
that is part of it, has evidence of a register and of an article.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

REPORTED = """
WITH kinds AS (
    SELECT event_id, max(record_id IS NOT NULL) AS registered, max(article_id IS NOT NULL) AS told FROM event_evidence GROUP BY event_id
), visits AS (
    SELECT e.event_id, e.country, e.date_earliest AS first, e.date_latest AS last, p.person_id
    FROM events e JOIN kinds k USING (event_id) JOIN event_participants p USING (event_id)
    WHERE e.type = 'visit' AND k.registered AND p.role = 'visitor' AND e.date_latest >= :since AND e.date_earliest <= :until
), reports AS (
    SELECT DISTINCT v.event_id FROM visits v
    JOIN event_participants p ON p.person_id = v.person_id
    JOIN events e ON e.event_id = p.event_id JOIN kinds k ON k.event_id = e.event_id
    WHERE k.told AND e.type IN ('visit', 'meeting', 'talks', 'summit') AND e.status IN ('occurred', 'planned', 'ongoing')
      AND e.date_earliest <= v.last AND e.date_latest >= v.first AND coalesce(e.country, v.country) = v.country
      AND julianday(e.date_latest) - julianday(e.date_earliest) <= 7
), parts AS (
    SELECT event_id AS visit, event_id AS part FROM reports
    UNION SELECT l.other_event_id, l.event_id FROM event_links l JOIN reports r ON r.event_id = l.other_event_id
    WHERE l.relation = 'part_of'
)
SELECT visit, max(k.registered AND k.told) AS one FROM parts JOIN kinds k ON k.event_id = parts.part GROUP BY visit ORDER BY visit
"""


def measure(database: Path, since: str, until: str) -> dict[str, Any]:
    """How many registered visits are reported, how many of them are one event, and which are not."""
    with sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True) as connection:
        rows = connection.execute(REPORTED, {"since": since, "until": until}).fetchall()
    one = sum(both for _, both in rows)
    return {
        "reported": len(rows),
        "one_event": one,
        "share": round(one / len(rows), 3) if rows else None,
        "missed": [visit for visit, both in rows if not both],
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--from", dest="since", default="2021-01-20")
    parser.add_argument("--until", default="2025-12-31")
    parser.add_argument("--missed", action="store_true", help="name the visits that are not")
    given = parser.parse_args(arguments)
    found = measure(given.database, given.since, given.until)
    if not given.missed:
        found.pop("missed")
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
