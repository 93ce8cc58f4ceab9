"""Work on the database, off the server's own thread and within a limit of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from datasette.utils import sqlite_timelimit

from etl.explore import DATABASE

TIME_LIMIT = 4000  # milliseconds for all queries of a page


async def in_thread(datasette: Any, work: Callable[[sqlite3.Connection], Any]) -> Any:
    """Run work on a connection of Datasette's pool, with a limit on the time of its queries."""

    def limited(conn: sqlite3.Connection) -> Any:
        with sqlite_timelimit(conn, TIME_LIMIT):
            return work(conn)

    return await datasette.get_database(DATABASE).execute_fn(limited)
