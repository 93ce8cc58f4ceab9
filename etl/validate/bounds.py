"""How many entries each source gave, held against the bounds that sources.yml states for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.validate.finding import Finding

if TYPE_CHECKING:
    from etl.validate.world import Database


def check_counts(database: Database, present: set[str]) -> list[Finding]:
    """Sources of which fewer or more entries were read than sources.yml allows. A source that was not read at all is none."""
    from etl.sources import catalogue

    if "sources" not in present:
        return []
    limits = {source.source_id: source.rows for source in catalogue.load()}
    broken = []
    for row in database.query("SELECT _row, source_id, records FROM sources ORDER BY _row"):
        least, most = limits.get(row["source_id"], (0, 10**9))
        count = row["records"] or "0"
        if count.isdecimal() and int(count) and not least <= int(count) <= most:
            broken.append({"row": str(row["_row"]), "source_id": row["source_id"], "records": count,
                           "allowed": f"{least} to {most}"})  # fmt: skip
    if not broken:
        return []
    message = "a source gave more or fewer entries than sources.yml allows"
    return [Finding("count", "sources", message, ("records",), tuple(int(row["row"]) for row in broken), tuple(broken))]
