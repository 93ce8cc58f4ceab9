"""Pictures of every page kind, desktop and phone, light and dark, into screenshots/: `make screenshots`, then look at them.

Drives the system's Chromium without a network; serves the current build of the checkout on a free port of this machine.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.errors import InputError
from etl.explore.serve import make

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Offline: no updates, no reports, no first-run pages.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def chromium() -> str | None:
    """The system's Chromium, or the one that CHROMIUM in the environment names; None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@contextlib.contextmanager
def serving(root: Path, database: Path, **options: Any) -> Iterator[str]:
    """A server of its own thread on a free port; gives its address without a slash at the end."""
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = make(root, database, **options).app()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > until or not thread.is_alive():
            raise InputError("the server did not start", remedy="run: embassyrow serve")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def pages(database: Path) -> dict[str, str]:
    """One address of each page kind that this database has, the busiest of its kind."""
    conn = sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)

    def first(sql: str) -> str | None:
        row = conn.execute(sql).fetchone()
        return str(row[0]) if row else None

    busiest = "select key from explore_names where kind = '{}' order by weight desc, key limit 1"
    office = (
        "select key from explore_names join posts on post_id = key where kind = 'post' and country is not null "
        "order by weight desc, key limit 1"
    )
    star = first("select key from explore_names where kind = 'person' and key = 'sergei-lavrov'") or first(
        busiest.format("person")
    )
    asked = {
        "home": "/",
        "search": "/search?q=Lavrof",
        "search-pair": "/search?q=kerry+lavrov",
        "missing": "/person/sergei-lavro",
        "about": "/about",
        "quality": "/quality",
        "person": f"/person/{star}",
        "person-busy": f"/person/{first(busiest.format('person'))}",
        "country": "/country/RU",
        "place": f"/place/{first(busiest.format('place'))}",
        "post": f"/post/{first(office)}",
        "tables": "/embassyrow",
        "table": "/embassyrow/events",
        "row": f"/embassyrow/people/{star}",
        "query": "/embassyrow/whom_did_they_meet?person=sergei-lavrov",
        "year": "/year/1987",
        "pair": "/pair/RU/US",
    }
    event = first("select event_id from event_evidence group by event_id order by count(*) desc, event_id limit 1")
    found = {
        "event": ("event", event),
        "event-disputed": (
            "event",
            first("select event_id from events where standing = 'disputed' order by event_id limit 1"),
        ),
        "organization": ("organization", first(busiest.format("organization"))),
        "article": (
            "article",
            first(
                "select article_id from event_evidence where article_id is not null group by 1 order by count(*) desc limit 1"
            ),
        ),
        "record": (
            "record",
            first(
                "select record_id from event_evidence where record_id is not null group by 1 order by count(*) desc limit 1"
            ),
        ),
    }
    conn.close()
    return asked | {name: f"/{kind}/{value}" for name, (kind, value) in found.items() if value}


def _take(browser: Any, address: str, wanted: dict[str, str], target: Path, size: str) -> None:
    """Every page at one size: what is seen first, the whole of it, and on a desk the first in the dark."""
    width, height = SIZES[size]
    for scheme in ("light", "dark") if size == "desktop" else ("light",):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        for name, path in wanted.items():
            page.goto(address + path)
            page.screenshot(path=target / f"{name}-{size}{'-dark' if scheme == 'dark' else ''}.png")
            if scheme == "light":
                page.screenshot(path=target / f"{name}-{size}-whole.png", full_page=True)
        context.close()


def main(arguments: list[str]) -> int:
    """Take them all, or those named on the command line; with --readme the two of docs/images/. Returns the exit status."""
    from playwright.sync_api import sync_playwright

    from etl.pipeline import ensure_database
    from etl.workspace import Workspace, find_root

    executable = chromium()
    if executable is None:
        raise InputError("there is no Chromium", remedy="install it (apt-get install chromium), or name it in CHROMIUM")
    workspace = Workspace(find_root())
    database = ensure_database(workspace)
    for_readme = "--readme" in arguments
    target = workspace.root / ("docs/images" if for_readme else "screenshots")
    target.mkdir(parents=True, exist_ok=True)
    named = ["home", "person"] if for_readme else arguments
    wanted = {name: path for name, path in pages(database).items() if not named or name in named}
    with serving(workspace.root, database) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=list(FLAGS))
        if for_readme:
            page = browser.new_page(viewport={"width": 1120, "height": 760}, color_scheme="light")
            for name, path in wanted.items():
                page.goto(address + path)
                page.screenshot(path=target / f"{name}.png")
        else:
            for size in SIZES:
                _take(browser, address, wanted, target, size)
        browser.close()
    print(f"{len(list(target.glob('*.png')))} pictures in {target.name}/")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InputError as error:
        print(f"embassyrow: {error}", file=sys.stderr)
        sys.exit(2)
