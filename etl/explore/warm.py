"""The pages of the busiest, made ready in the background once the server is up: they are asked for most and take longest."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import Any

from etl.explore import config, entities, render, views
from etl.explore.page import Ask

BUSIEST = {"person": 80, "country": 30, "place": 30}
DELAY = 1.0  # seconds after the start; the first reader comes first
PAUSE = 0.02  # seconds between two pages, so that whoever asks meanwhile hardly waits


def make_ready(datasette: Any, pause: float = 0.0) -> int:
    """Make the pages of the busiest people, countries and places, and keep them; how many."""
    settings = config.of(datasette)
    base = datasette.setting("base_url")
    ask, made = Ask(), 0
    conn = sqlite3.connect(f"{settings.database.resolve().as_uri()}?immutable=1", uri=True)
    try:
        for kind, most in BUSIEST.items():
            ids = conn.execute(
                "select key from explore_names where kind = ? group by key order by max(weight) desc, key limit ?",
                (kind, most),
            ).fetchall()
            for (identifier,) in ids:
                page = entities.LOADERS[kind](conn, identifier, ask)
                if page is not None:
                    response = views.page(page, ask, base, settings.today(), feeds=kind in entities.FEEDS)
                    settings.keep(entities.page_key(base + render.address(kind, identifier), ask), response.body)
                    made += 1
                time.sleep(pause)
    finally:
        conn.close()
    return made


def start(datasette: Any) -> None:
    """Do so in the background. A page that cannot be made is made, or fails, when somebody asks for it."""

    def work() -> None:
        try:
            make_ready(datasette, PAUSE)
        except (sqlite3.Error, OSError):
            return

    timer = threading.Timer(DELAY, work)
    timer.daemon = True
    timer.start()
