"""The addresses of our pages, and what answers at each."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Response, asgi_send_file

from etl.errors import InputError
from etl.explore import DATABASE, config, private, prose, reconcile, render, search, views
from etl.explore.page import Ask, Page
from etl.explore.pages import event, home, lists, others, person, quality
from etl.explore.prepare import fold
from etl.explore.security import ROBOTS

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
_ENTITY = re.compile(r"^/(?P<kind>" + "|".join(LOADERS) + r")/(?P<id>[^?]+?)(?:\.(?P<format>json|csv|ics|atom))?$")
TIME_LIMIT = 4000  # milliseconds for all queries of a page
SLOW = 0.008  # seconds after which a page is kept ready, as the database does not change: those with hundreds of events


def routes() -> list[tuple[Any, Callable[..., Awaitable[Any]]]]:
    """(pattern, view) for Datasette."""
    return [
        (r"^/$", home_page),
        (r"^/search(?:\.(?P<format>json))?$", search_page),
        (_ENTITY, entity_page),
        (r"^/reconcile(?P<suggest>/suggest)?$", reconcile_service),
        (r"^/download/(?P<name>.+)$", download),
        (r"^/about$", about_page),
        (r"^/quality(?:\.(?P<format>json))?$", quality_page),
        (r"^/robots\.txt$", robots),
        (r"^/favicon\.ico$", favicon),
    ]


async def in_thread(datasette: Any, work: Callable[[sqlite3.Connection], Any]) -> Any:
    """Run work on a connection of Datasette's pool, with a limit on the time of its queries."""

    def limited(conn: sqlite3.Connection) -> Any:
        with sqlite_timelimit(conn, TIME_LIMIT):
            return work(conn)

    return await datasette.get_database(DATABASE).execute_fn(limited)


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
            return _elsewhere(conn, kind, identifier, form, base)
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


def _elsewhere(conn: sqlite3.Connection, kind: str, identifier: str, form: str | None, base: str) -> Response:
    """Where an id went: 301 for one that moved or is only written otherwise, else a 404 that helps."""
    extension = f".{form}" if form else ""
    moved = _moved(conn, kind, identifier)
    if moved:
        return Response.redirect(base + render.address(kind, moved, extension), status=301)
    return missing(conn, kind, identifier, form, base)


def _moved(conn: sqlite3.Connection, kind: str, identifier: str) -> str | None:
    if kind == "pair":
        sides = identifier.split("/")
        if len(sides) != 2:
            return None
        now = [_moved(conn, "person", side) or _same(conn, "country", side) or side for side in sides]
        return "/".join(now) if now != sides and now[0] != now[1] else None
    seen = {identifier}
    current = identifier
    while row := conn.execute("select new_id from redirects where old_id = ? and kind = ?", (current, kind)).fetchone():
        current = row[0]
        if current in seen:
            return None
        seen.add(current)
    return current if current != identifier else _same(conn, kind, identifier)


_KEYS = {
    "person": ("people", "person_id"),
    "event": ("events", "event_id"),
    "country": ("countries", "country"),
    "place": ("places", "place_id"),
    "organization": ("organizations", "organization_id"),
    "post": ("posts", "post_id"),
    "article": ("articles", "article_id"),
}


def _same(conn: sqlite3.Connection, kind: str, identifier: str) -> str | None:
    """The id when it is only in the wrong case, or has spaces or a slash at its end."""
    if kind not in _KEYS:
        return None
    table, key = _KEYS[kind]
    tidy = "-".join(identifier.strip("/ ").split())
    for candidate in (tidy.upper(), tidy.lower()):
        if candidate != identifier and conn.execute(f"select 1 from {table} where {key} = ?", (candidate,)).fetchone():
            return candidate
    return None


def missing(conn: sqlite3.Connection, kind: str | None, asked: str, form: str | None, base: str) -> Response:
    """404: what was asked for, and what it may have been."""
    if form in ("json", "csv", "ics", "atom"):
        return render.as_json(
            {"ok": False, "error": f"no {kind or 'page'} {asked}", "help": f"{base}search?q="}, status=404
        )
    question = fold(asked.replace("-", " ").replace("/", " "))[:80]
    kinds = (kind,) if kind in search.KINDS else search.KINDS
    near = search.described(conn, search.names(conn, question, kinds, most=6)) if question else []
    return render.html(
        "missing", base, status=404, title="Not found", kind=kind, asked=asked, question=question, near=near
    )


async def search_page(request: Any, datasette: Any) -> Response:
    """/search?q=… and its JSON, which also feeds the suggestions."""
    question = (request.args.get("q") or "").strip()[: search.MOST]
    base = datasette.setting("base_url")
    form = request.url_vars["format"]
    few = form == "json" and request.args.get("suggest") is not None

    def work(conn: sqlite3.Connection) -> Response:
        found = search.everything(conn, question, few)
        if form == "json":
            return render.as_json(found)
        return render.html(
            "search", base, title=f"Search: {question}" if question else "Search", question=question, found=found
        )

    result: Response = await in_thread(datasette, work)
    return result


async def home_page(request: Any, datasette: Any) -> Response:
    """The home page. What does not change with the day is worked out once, as the database does not change."""
    settings = config.of(datasette)
    today = settings.today()
    base = datasette.setting("base_url")
    questions = (datasette.plugin_config("embassyrow") or {}).get("questions", [])

    def work(conn: sqlite3.Connection) -> Response:
        cached = settings.cache.get(("home", today, base))
        if cached is None:
            facts = settings.cache.get("statistics")
            if facts is None:
                facts = settings.cache["statistics"] = home.statistics(conn, settings.root, settings.database)
            cached = views.home(facts, home.on_this_day(conn, today), today, questions, base)
            for stale in [key for key in settings.cache if isinstance(key, tuple)]:  # yesterday's
                del settings.cache[stale]
            settings.cache["home", today, base] = cached
        response: Response = render.ready(cached)
        return response

    response: Response = await in_thread(datasette, work)
    return response


async def reconcile_service(request: Any, datasette: Any) -> Response:
    """/reconcile: the service's description, or the answers to a batch of names."""
    if request.method not in ("GET", "POST", "HEAD"):
        return Response("Method not allowed", status=405, content_type="text/plain; charset=utf-8")
    if request.url_vars["suggest"]:
        prefix = request.args.get("prefix") or ""
        return render.as_json(await in_thread(datasette, lambda conn: reconcile.suggestions(conn, prefix)))
    queries = request.args.get("queries")
    if request.method == "POST":
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > reconcile.MOST_BYTES:
            return render.as_json({"error": "send the queries as a form of at most 500 kB"}, status=400)
        queries = (await request.post_vars()).get("queries")
    if not queries:
        return render.as_json(reconcile.manifest(datasette.absolute_url(request, datasette.setting("base_url"))))
    try:
        return render.as_json(await in_thread(datasette, lambda conn: reconcile.answers(conn, queries)))
    except InputError as error:
        return render.as_json({"error": str(error)}, status=400)


async def about_page(request: Any, datasette: Any) -> Response:
    """How to read the facts: standing, status, dates; and every form in which they can be taken away."""
    return render.html("about", datasette.setting("base_url"), title="How to read this")


async def quality_page(request: Any, datasette: Any) -> Response:
    """The quality report; worked out once, as the database does not change."""
    settings = config.of(datasette)
    base = datasette.setting("base_url")

    def work(conn: sqlite3.Connection) -> Response:
        if "quality" not in settings.cache:
            settings.cache["quality"] = quality.load(conn, settings.root)
        report = settings.cache["quality"]
        if request.url_vars["format"] == "json":
            return render.as_json(quality.facts(report))
        links = {
            "register-issues.md": f"{base}embassyrow/contradicted_by_a_register",
            "ethics.md": f"{base}about#ethics",
        }
        return render.html(
            "quality",
            base,
            title="How good this is",
            report=report,
            numbers=quality.numbers,
            prose=prose.html,
            links=links,
        )

    response: Response = await in_thread(datasette, work)
    return response


async def download(request: Any, datasette: Any, send: Any) -> Response | None:
    """/download/NAME: one of the files that the home page lists, byte for byte."""
    settings = config.of(datasette)
    name = unquote(request.url_vars["name"])

    def find(conn: sqlite3.Connection) -> Any:
        if "statistics" not in settings.cache:
            settings.cache["statistics"] = home.statistics(conn, settings.root, settings.database)
        return next((d for d in settings.cache["statistics"]["downloads"] if d.name == name), None)

    found = await in_thread(datasette, find)
    if found is None or not found.path.is_file():
        base = datasette.setting("base_url")
        response: Response = await in_thread(datasette, lambda conn: missing(conn, None, name, None, base))
        return response
    await asgi_send_file(send, str(found.path), filename=found.path.name, content_type=found.content_type)
    return None


async def robots(request: Any) -> Response:
    return Response(ROBOTS, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "max-age=86400"})


async def favicon(request: Any, datasette: Any) -> Response:
    return Response.redirect(f"{datasette.setting('base_url')}{render.STATIC}/icon.svg", status=302)


async def not_found(request: Any, datasette: Any) -> Response:
    """The answer to an address that nothing answers to."""
    path = request.path
    base = datasette.setting("base_url")
    form = path.rsplit(".", 1)[-1] if "." in path.rsplit("/", 1)[-1] else None
    asked = unquote(path).strip("/").split("/")[-1]

    def work(conn: sqlite3.Connection) -> Response:
        return missing(conn, None, asked.removesuffix(f".{form}") if form else asked, form, base)

    try:
        response: Response = await in_thread(datasette, work)
    except (QueryInterrupted, KeyError):
        return Response("Not found", status=404, content_type="text/plain; charset=utf-8")
    return response
