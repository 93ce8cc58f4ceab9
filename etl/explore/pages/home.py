"""The home page: counts, encounters per year, where, on this day, the newest, downloads, sources."""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from etl.explore import rows, words
from etl.explore.downloads import downloads
from etl.explore.rows import Row

# The earliest year of the chart: before it there is hardly an encounter a year, and the bars would be too thin to click.
CHART_FROM = 1900
MOST_PLACES = 400  # circles on the map
_ENCOUNTERS = "('" + "', '".join(words.ENCOUNTERS) + "')"


def statistics(conn: sqlite3.Connection, root: Path, database: Path) -> dict[str, Any]:
    """Everything on the home page that does not change with the day."""
    counts = {
        name: conn.execute(f"select count(*) from {name}").fetchone()[0]
        for name in ("people", "events", "affiliations", "articles", "places", "countries", "sources")
    }
    counts["encounters"] = conn.execute(
        f"select count(*) from events where status = 'occurred' and type in {_ENCOUNTERS}"
    ).fetchone()[0]
    per_year: Counter[tuple[int, str]] = Counter()
    earlier = 0
    for year, kind, number in conn.execute(
        f"""select cast(substr(date_earliest, 1, 4) as integer), type, count(*) from events
        where status = 'occurred' and type in {_ENCOUNTERS} and date_earliest is not null group by 1, 2"""
    ):
        if year >= CHART_FROM:
            per_year[year, kind] = number
        else:
            earlier += number
    places = rows.query(
        conn,
        f"""select p.place_id, p.name, p.latitude, p.longitude, c.name as country_name, count(*) as times from events e
        join places p on p.place_id = e.place_id left join countries c on c.country = p.country
        where e.status = 'occurred' and e.type in {_ENCOUNTERS} and p.latitude is not null and p.longitude is not null
        group by p.place_id order by times desc, p.place_id limit ?""",
        (MOST_PLACES,),
    )
    placeless = conn.execute(
        f"select count(*) from events where status = 'occurred' and type in {_ENCOUNTERS} and place_id is null"
    ).fetchone()[0]
    busiest = rows.query(
        conn,
        """select p.person_id, p.name, n.weight as times from explore_names n join people p on p.person_id = n.key
        where n.kind = 'person' group by p.person_id order by n.weight desc, p.person_id limit 12""",
    )
    sources = rows.query(
        conn,
        """select s.*, (select max(c.until) from coverage c where c.source_id = s.source_id) as until,
        (select count(*) from articles a where a.source_id = s.source_id and a.status = 'read') as articles from sources s
        order by case kind when 'register' then 0 when 'publisher' then 1 when 'gazetteer' then 2 else 3 end, s.title""",
    )
    publishers = [s for s in sources if s["kind"] == "publisher" and s["articles"]]  # not those who are only cited
    return {
        "counts": counts,
        "per_year": per_year,
        "earlier": earlier,
        "places": places,
        "placeless": placeless,
        "busiest": busiest,
        "sources": [s for s in sources if s["kind"] != "publisher"],
        "publishers": sorted((p for p in publishers if p["articles"]), key=lambda p: (-p["articles"], p["title"])),
        "publishers_cited": sum(not p["articles"] for p in publishers),
        "newest": newest(conn),
        "downloads": downloads(conn, root, database),
    }


def newest(conn: sqlite3.Connection) -> list[Row]:
    """The latest encounters known, of those that are dated to within a month and have somebody by name in them."""
    ids = rows.column(
        conn,
        f"""select event_id from events e where status = 'occurred' and type in {_ENCOUNTERS} and date_earliest is not null
        and julianday(date_latest) - julianday(date_earliest) < 31
        and exists (select 1 from event_participants w where w.event_id = e.event_id and w.person_id is not null)
        order by date_earliest desc, event_id limit 7""",
    )
    return rows.events(conn, ids)


def on_this_day(conn: sqlite3.Connection, today: datetime.date) -> tuple[list[Row], int]:
    """Encounters that began on this day of the year, exactly dated, those of most sources first; and how many there are."""
    ids = rows.column(
        conn,
        f"""select event_id from events where status = 'occurred' and type in {_ENCOUNTERS} and date_earliest = date_latest
        and substr(date_earliest, 6) = ? order by sources desc, date_earliest, event_id""",
        (f"{today:%m-%d}",),
    )
    chosen = ids[:7]
    return sorted(rows.events(conn, chosen), key=lambda e: (e["date_earliest"], e["event_id"])), len(ids)
