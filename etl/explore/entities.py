"""The pages of people, events, countries and all else that has an address of its own, in every form."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from etl.explore import config, private, render, views
from etl.explore.elsewhere import elsewhere
from etl.explore.page import Ask, Page
from etl.explore.pages import event, lists, others, person
from etl.explore.work import in_thread

Load = Callable[[sqlite3.Connection, str, Ask], Page | None]

LOADERS: dict[str, Load] = {
    "person": person.load,
    "event": event.load,
    "country": lists.country,
    "place": lists.place,
    "organization": lists.organization,
    "post": others.post,
    "article": others.article,
    "record": others.record,
    "year": lists.year,
    "pair": lists.pair,
}
FEEDS = ("person", "country", "pair")  # kinds that have a feed and a calendar
ADDRESS = re.compile(r"^/(?P<kind>" + "|".join(LOADERS) + r")/(?P<id>[^?]+?)(?:\.(?P<format>json|csv|ics|atom))?$")
SLOW = 0.008  # seconds after which a page is kept ready, as the database does not change: those with hundreds of events


def _ask(request: Any, everything: bool) -> Ask:
    number = request.args.get("page") or "1"
    kind = request.args.get("type") or None
    return Ask(
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
        every_status=request.args.get("status") == "all",
        kind=kind if kind and re.fullmatch(r"[a-z_]{1,40}", kind) else None,
        everything=everything,
    )


def page_key(path: str, ask: Ask) -> str:
    """By what a page that is kept ready is found."""
    return f"{path}?{ask}"


async def entity_page(request: Any, datasette: Any) -> Response:
    """/person/ID, /event/ID and so on, in every form."""
    kind, form = request.url_vars["kind"], request.url_vars["format"]
    identifier = unquote(request.url_vars["id"])
    base = datasette.setting("base_url")
    if form in ("ics", "atom") and kind not in FEEDS:
        identifier, form = f"{identifier}.{form}", None
    ask = _ask(request, everything=form is not None)
    settings = config.of(datasette)
    key = page_key(request.path, ask) if form is None and kind != "article" else ""
    if key in settings.ready:
        settings.ready.move_to_end(key)
        return render.ready(settings.ready[key])
    local = settings.private if private.is_local(request.scope) else None

    def work(conn: sqlite3.Connection) -> Response:
        page = LOADERS[kind](conn, identifier, ask)
        if page is None:
            return elsewhere(conn, kind, identifier, form, base)
        if form == "json":
            return render.as_json(page.facts)
        if form == "csv":
            return render.as_csv(page)
        site = datasette.absolute_url(request, base)
        if form == "atom":
            return render.as_feed(page, site)
        if form == "ics":
            return render.as_calendar(page, site)
        if kind == "article" and local is not None:
            page.view["text"] = private.marked(conn, identifier, private.read(local, page.facts["text_sha256"]))
        return views.page(page, ask, base, settings.today(), feeds=kind in FEEDS)

    started = time.perf_counter()
    response: Response = await in_thread(datasette, work)
    if kind == "article" and local is not None:
        response.headers["Cache-Control"] = "private, no-store"
    elif key and response.status == 200 and time.perf_counter() - started > SLOW:
        settings.keep(key, response.body)
    return response
