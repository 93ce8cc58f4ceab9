"""Datasette on the published package: read-only, with limits, our pages, and nothing that a stranger could misuse.

`run` is what `embassyrow serve` calls. It follows the pointer of the workspace: when a build publishes, the next request is answered
from the new database, without a restart.
"""

from __future__ import annotations

import datetime
import fcntl
import ipaddress
import socket
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from etl.errors import InputError
from etl.explore import DATABASE, config, metadata
from etl.explore.security import App, Scope, Send


def settings() -> dict[str, Any]:
    """Datasette's settings. Measured on two cores; what is left out keeps Datasette's own value.

    suggest_facets alone costs nine tenths of the time of a table page. max_csv_mb is 0 because a file cut short at a limit is answered
    with status 200. sql_time_limit_ms and max_returned_rows are what keep anybody's SQL from holding the machine.
    """
    return {
        "default_page_size": 50,
        "max_returned_rows": 2000,
        "sql_time_limit_ms": 2000,
        "facet_time_limit_ms": 400,
        "suggest_facets": False,
        "default_cache_ttl": 60,
        "max_csv_mb": 0,
        "num_sql_threads": 3,
        "truncate_cells_html": 400,
        "trace_debug": False,
        "template_debug": False,
    }


def inspect(database: Path) -> dict[str, Any]:
    """What Datasette's inspect file holds: hash, size and row counts, so that no page counts rows of an unchanging database."""
    from datasette.inspect import inspect_hash, inspect_tables

    conn = sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)
    conn.row_factory = sqlite3.Row
    try:
        found = inspect_tables(conn, {})
    finally:
        conn.close()
    return {
        DATABASE: {
            "hash": inspect_hash(database),
            "size": database.stat().st_size,
            "file": database.name,
            "tables": found,
        }
    }


def make(
    root: Path, database: Path, *, private_texts: Path | None = None, today: Callable[[], datetime.date] | None = None
) -> Any:
    """A Datasette on this database. `root` holds metadata.yml, datapackage.json, data/ and exports/.

    `private_texts` is the database of `etl.explore.private`; its texts are shown to this machine alone, on article pages.
    Raises InputError when the database is missing or is not one of ours.
    """
    from datasette.app import Datasette

    if not database.is_file():
        raise InputError("there is no database", file=str(database), remedy="run: embassyrow build")
    if database.stem != DATABASE:
        raise InputError(f"the database must be called {DATABASE}.db", file=str(database), remedy="rename it")
    try:
        found = inspect(database)
    except sqlite3.DatabaseError as error:
        raise InputError(f"not a database: {error}", file=str(database), remedy="run: embassyrow build") from error
    missing = {"people", "events", "explore_names"} - set(found[DATABASE]["tables"])
    if missing:
        raise InputError(
            f"has no table {', '.join(sorted(missing))}", file=str(database), remedy="run: embassyrow build"
        )
    datasette = Datasette(
        files=[],
        immutables=[str(database)],
        inspect_data=found,
        metadata=metadata.load(root),
        settings=settings(),
        memory=False,
    )
    known = config.Config(root=root, database=database, private=private_texts, today=today or datetime.date.today)
    config.attach(datasette, known)
    return datasette


class Following:
    """An ASGI application that serves the database of `where()`, and changes over when that names another one.

    The folder of the database is held by a shared lock, so that a build does not clear away what is being served.
    """

    def __init__(self, where: Callable[[], Path], build: Callable[[Path], Any]):
        self.where, self.build = where, build
        self.database: Path | None = None
        self.app: App | None = None
        self._held: TextIO | None = None
        self._changing = threading.Lock()
        self.refresh()

    def refresh(self) -> None:
        """Change over if there is another database now; on failure go on with the one there is."""
        database = self.where()
        if database == self.database:
            return
        with self._changing:
            held = _hold(database.parent)
            app: App = self.build(database).app()
            self.app, self.database = app, database
            if self._held:
                self._held.close()
            self._held = held

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        try:
            self.refresh()
        except (InputError, OSError):
            if self.app is None:
                raise
        assert self.app is not None
        await self.app(scope, receive, send)


def _hold(folder: Path) -> TextIO | None:
    """A shared lock on a build's folder, kept until it is closed; None where the folder cannot be written to."""
    try:
        handle = (folder / ".lock").open("a")
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return None
    return handle


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def run(
    root: Path, *, database: Path | None = None, port: int = 8001, host: str = "127.0.0.1", private_texts: bool = False
) -> None:
    """Serve until interrupted. `database` is the build to begin with; a later one is followed through the workspace's pointer.

    `private_texts` shows the texts that this machine has read on the pages of their articles, to this machine only; it is refused on
    any other address than loopback. Raises InputError for that, for a port in use, and for a missing database.
    """
    import uvicorn

    from etl.explore import warm
    from etl.private import FILE as TEXTS
    from etl.workspace import DATABASE as FILE
    from etl.workspace import Workspace

    if private_texts and not _is_loopback(host):
        raise InputError(
            f"texts of articles are never served on {host}", remedy="leave out --host, or leave out --private"
        )
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                f"port {port} of {host} cannot be used: {error.strerror}", remedy="choose another with --port"
            ) from error
    workspace = Workspace(root)
    first, pointed = database, workspace.current()

    def where() -> Path:
        now = workspace.current()
        if first is not None and now == pointed:
            return first
        return now / FILE if now else first or root / FILE

    texts = workspace.private / TEXTS if private_texts else None

    def build(found: Path) -> Any:
        datasette = make(root, found, private_texts=texts)
        warm.start(datasette)
        return datasette

    app = Following(where, build)
    print(f"Embassy Row is at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop it with Ctrl-C)", flush=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", lifespan="off", server_header=False)
