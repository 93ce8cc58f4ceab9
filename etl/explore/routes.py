"""The addresses of our pages, and what answers at each."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response, asgi_send_file

from etl.errors import InputError
from etl.explore import config, entities, prose, reconcile, render, search, views
from etl.explore.elsewhere import missing
from etl.explore.pages import home, quality
from etl.explore.security import ROBOTS
from etl.explore.work import in_thread


def routes() -> list[tuple[Any, Callable[..., Awaitable[Any]]]]:
    """(pattern, view) for Datasette."""
    return [
        (r"^/$", home_page),
        (r"^/search(?:\.(?P<format>json))?$", search_page),
        (entities.ADDRESS, entities.entity_page),
        (r"^/reconcile(?P<suggest>/suggest)?$", reconcile_service),
        (r"^/download/(?P<name>.+)$", download),
        (r"^/about$", about_page),
        (r"^/quality(?:\.(?P<format>json))?$", quality_page),
        (r"^/robots\.txt$", robots),
        (r"^/favicon\.ico$", favicon),
    ]


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
