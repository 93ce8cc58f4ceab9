"""Datasette's table pages, JSON and CSV without its loss of rows.

Datasette 0.65.5 orders the first page of a sorted table by the sorted column alone and the later ones by the column and the primary
key, so that rows with equal values are lost or repeated between the pages, in HTML, in JSON and in streamed CSV. Here

- every sorted page of a table is ordered by the column and the primary key, the first one too;
- CSV of a table, a view or a canned query is one query read through one cursor: no pages, so nothing can fall between them;
- a CSV that cannot be finished within the time limit is an error, never a file cut short with status 200.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.database import Database, QueryInterrupted
from datasette.utils import InvalidSql, escape_sqlite, sqlite_timelimit, tilde_decode
from datasette.utils.asgi import AsgiStream, Request, Response
from datasette.views.base import DatasetteError
from datasette.views.database import DatabaseView
from datasette.views.table import TableView

from etl.explore import DATABASE, spreadsheet

# The end of the SQL of a table page, as Datasette writes it.
_END = re.compile(r"( order by (?P<column>\[[^\]]+\]|\w+)(?P<desc> desc)?)?(?P<limit> limit \d+)( offset \d+)?\s*$")
# The primary key by which the table page that is being made breaks ties; None outside of one.
_TIES: ContextVar[tuple[str, ...] | None] = ContextVar("embassyrow_ties", default=None)
TABLE_TIME_LIMIT = 20_000  # milliseconds for the CSV of a table; SQL of a reader has the limit of all SQL
MOST_ROWS = 200_000  # of a reader's SQL as CSV
MEMORY = 4_000_000  # characters of a CSV; what is longer waits in a temporary file
_BATCH = 1000
_BLOCK = 65536
_CSV = "text/csv; charset=utf-8"


def with_ties_broken(sql: str, keys: tuple[str, ...]) -> str:
    """The SQL of a table page with its ORDER BY made complete by the primary key; other SQL as it is."""
    end = _END.search(sql)
    if not keys or not end or not end["column"]:
        return sql
    rest = [escape_sqlite(key) for key in keys if escape_sqlite(key) != end["column"]]
    if not rest:
        return sql
    order = f" order by {end['column']}{end['desc'] or ''}, {', '.join(rest)}"
    return sql[: end.start()] + order + sql[end.start("limit") :]


def without_limit(sql: str) -> str:
    """The SQL of a table page for all pages at once."""
    end = _END.search(sql)
    return sql[: end.start("limit")] if end else sql


def watch(database: Database) -> None:
    """Have a Datasette database break ties in the SQL of table pages. Applied once; other SQL passes through unchanged."""
    if getattr(database, "_embassyrow_ties", False):
        return
    execute = database.execute

    async def executing(sql: str, params: Any = None, **options: Any) -> Any:
        keys = _TIES.get()
        return await execute(with_ties_broken(sql, keys) if keys else sql, params, **options)

    database.execute = executing
    database._embassyrow_ties = True


class CompleteCsv:
    """CSV that is all rows of the selection, or an error. For Datasette's views of tables, queries and SQL."""

    ds: Any
    data: Any

    async def as_csv(self, request: Any, database: str) -> Any:
        """All rows, unless the reader asked for one page of a certain size."""
        whole = (request.args.get("_size") or "max") == "max" and not request.args.get("_next")
        try:
            answer = await self.data(_plain(request, keep_size=not whole))
        except (sqlite3.OperationalError, QueryInterrupted, InvalidSql) as error:
            raise DatasetteError(_said(error), title="No CSV", status=400) from error
        if isinstance(answer, Response):
            return answer
        data = answer[0]
        if data.get("query_error"):
            raise DatasetteError(data["query_error"], title="No CSV", status=400)
        name = data.get("table") or data.get("query_name") or data.get("canned_query") or database
        if not whole:
            body = spreadsheet.lines(data["columns"], [list(row) for row in data["rows"]])
            return Response(body, content_type=_CSV, headers=_headers(request, name))
        if "query" not in data:
            raise DatasetteError("There is no table and no query to make CSV of", title="No CSV", status=400)
        return await self._stream(request, database, data, name)

    async def _stream(self, request: Any, database: str, data: Any, name: str) -> Any:
        sql, params = data["query"]["sql"], data["query"]["params"]
        is_table = bool(data.get("table"))
        if is_table:
            keys = tuple(data["columns"]) if data.get("is_view") else tuple(data.get("primary_keys") or ("rowid",))
            sql = without_limit(with_ties_broken(sql, keys))
        limit = TABLE_TIME_LIMIT if is_table else self.ds.setting("sql_time_limit_ms")
        labels = await self._labels(request, database, name) if is_table else {}

        # Written whole before a byte is sent, so that an error is an error; into a file where it is long, so that many readers fit into
        # memory and a slow one does not hold a connection to the database.
        spool = tempfile.SpooledTemporaryFile(MEMORY, "w+", encoding="utf-8", errors="replace", newline="")  # noqa: SIM115 (closed by send)

        def work(conn: sqlite3.Connection) -> None:
            with sqlite_timelimit(conn, limit):
                cursor = conn.execute(sql, params or {})
                columns = [c[0] for c in cursor.description]
                found = _rows(cursor, None if is_table else MOST_ROWS)
                spreadsheet.write(spool, *_labelled(conn, columns, found, labels))  # type: ignore[arg-type]

        try:
            await self.ds.databases[database].execute_fn(work)
        except sqlite3.OperationalError as error:
            spool.close()
            raise DatasetteError(_said(error), title="No CSV", status=400) from error

        async def send(writer: Any) -> None:
            with spool:
                spool.seek(0)
                while block := spool.read(_BLOCK):
                    await writer.write(block)

        return AsgiStream(send, headers=_headers(request, name), content_type=_CSV)

    async def _labels(self, request: Any, database: str, table: str) -> dict[str, tuple[str, str, str]]:
        """{column: (other table, its key, its label column)} where the reader asked for labels."""
        if request.args.get("_labels") not in ("on", "1", "true"):
            return {}
        found = {}
        db = self.ds.databases[database]
        for key in await db.foreign_keys_for_table(table):
            label = await db.label_column_for_table(key["other_table"])
            if label:
                found[key["column"]] = (key["other_table"], key["other_column"], label)
        return found


class CompleteTableView(CompleteCsv, TableView):  # type: ignore[misc]
    """Datasette's view of tables, views and canned queries, with complete orders and complete CSV."""

    async def _data_traced(
        self, request: Any, default_labels: bool = False, _next: Any = None, _size: Any = None
    ) -> Any:
        database = self.ds.databases[DATABASE]
        table = tilde_decode(request.url_vars["table"])
        keys: tuple[str, ...] = ()
        if "_sort" in request.args or "_sort_desc" in request.args:
            watch(database)
            if await database.table_exists(table):
                keys = tuple(await database.primary_keys(table)) or ("rowid",)
            elif await database.get_view_definition(table):
                keys = tuple(await database.table_columns(table))
        token = _TIES.set(keys or None)
        try:
            return await super()._data_traced(request, default_labels, _next, _size)
        finally:
            _TIES.reset(token)


class CompleteDatabaseView(CompleteCsv, DatabaseView):  # type: ignore[misc]
    """Datasette's view of the database and of SQL, with complete CSV."""


def _said(error: Exception) -> str:
    """What went wrong, for whoever asked."""
    if isinstance(error, QueryInterrupted) or "interrupted" in str(error):
        return "The query takes too long for a complete file; narrow it, or download the database"
    return str(error)


def _headers(request: Any, name: str) -> dict[str, str]:
    headers = {"Cache-Control": "max-age=60", "Referrer-Policy": "no-referrer"}
    if request.args.get("_dl"):
        headers["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9_-]", "-", name)}.csv"'
    return headers


def _rows(cursor: sqlite3.Cursor, most: int | None) -> Iterator[list[Any]]:
    count = 0
    while batch := cursor.fetchmany(_BATCH):
        count += len(batch)
        if most is not None and count > most:
            raise sqlite3.OperationalError(
                f"The query has more than {most:,} rows; narrow it, or download the database"
            )
        yield from (list(row) for row in batch)


def _labelled(
    conn: sqlite3.Connection, columns: list[str], rows: Iterator[list[Any]], labels: dict[str, tuple[str, str, str]]
) -> tuple[list[str], Iterator[list[Any]]]:
    """Columns and rows with a column NAME_label after each foreign key."""
    wanted = [name for name in columns if name in labels]
    if not wanted:
        return columns, rows
    names = {
        name: dict(conn.execute(f"select {escape_sqlite(k)}, {escape_sqlite(lab)} from {escape_sqlite(t)}").fetchall())
        for name, (t, k, lab) in labels.items()
        if name in wanted
    }
    head = [part for name in columns for part in ((name, f"{name}_label") if name in names else (name,))]

    def extended() -> Iterator[list[Any]]:
        for row in rows:
            out: list[Any] = []
            for name, cell in zip(columns, row, strict=True):
                out.append(cell)
                if name in names:
                    out.append(names[name].get(cell))
            yield out

    return head, extended()


def _plain(request: Any, keep_size: bool = False) -> Any:
    """The request without what a CSV has no use for: facets, counts, streaming, labels that we add ourselves."""
    left_out = {"_stream", "_labels", "_label", "_dl", "_trace", "_header"} | (set() if keep_size else {"_size"})
    kept = [(k, v) for k, v in parse_qsl(request.query_string, keep_blank_values=True) if k not in left_out]
    kept += [("_nofacet", "1"), ("_nocount", "1")] + ([] if keep_size else [("_size", "1")])
    return Request(dict(request.scope, query_string=urlencode(kept).encode("latin-1")), request.receive)


def routes(datasette: Any) -> list[Any]:
    """The patterns of Datasette's own routes to the database and its tables, answered by our views of them."""
    return [
        (
            re.compile(rf"^/(?P<database>{DATABASE})(\.(?P<format>\w+))?$(?<!\.db)"),
            CompleteDatabaseView.as_view(datasette),
        ),
        (
            re.compile(rf"^/(?P<database>{DATABASE})/(?P<table>[^/.]+)(\.(?P<format>\w+))?$"),
            CompleteTableView.as_view(datasette),
        ),
    ]
