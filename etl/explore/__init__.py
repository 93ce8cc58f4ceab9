"""The Datasette plugin: our pages beside Datasette's own tables, queries and SQL. `pyproject.toml` names it to Datasette."""

# mypy: disallow-untyped-decorators=False
from __future__ import annotations

from typing import Any

from datasette import hookimpl

from etl.explore.words import clean

# What only a running server needs is imported in the hooks: the build imports `etl.explore.prepare` and should not pay for it.
DATABASE = "embassyrow"


@hookimpl
def register_routes(datasette: Any) -> list[Any]:
    """Ours first, then table pages and CSV that lose no row."""
    from etl.explore import routes, tables

    return [*routes.routes(), *tables.routes(datasette)]


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Any:
    """Headers on every answer."""
    from etl.explore import security

    return security.with_headers


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """Datasette's own pages in our colours."""
    from etl.explore.render import STATIC

    return [f"/{STATIC}/datasette.css"]


@hookimpl
def extra_js_urls(datasette: Any) -> list[str]:
    """Names for Datasette's fields, for screen readers."""
    from etl.explore.render import STATIC

    return [f"/{STATIC}/datasette.js"]


# Columns that hold the id of something with a page of its own, in any table or query.
_PAGES = {
    "person_id": "person", "person_a": "person", "person_b": "person", "event_id": "event", "other_event_id": "event", "place_id": "place",
    "organization_id": "organization", "post_id": "post", "article_id": "article", "record_id": "record", "other_record_id": "record",
}  # fmt: skip


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """A link from an id to its page; and no character in a cell that reorders or hides what stands beside it."""
    if database != DATABASE or not isinstance(value, str | dict):
        return None
    label = None
    if isinstance(value, dict):
        value, label = value["value"], value["label"]
    if not isinstance(value, str):
        return None
    if column in _PAGES and len(value) < 300:
        from markupsafe import Markup

        from etl.explore.render import address

        path = datasette.urls.path("/" + address(_PAGES[column], value))
        return Markup('<a href="{}">{}</a>').format(path, clean(label or value))
    if label is None and clean(value) != value:
        return clean(value)
    return None


@hookimpl
def table_actions(datasette: Any, database: str, table: str) -> list[dict[str, str]]:
    return [{"href": datasette.urls.path(f"/download/data/{table}.csv"), "label": "The whole table as published (CSV)"}]


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A wrong address gets a page that helps, in place of Datasette's, which would also write a traceback to the log."""
    from datasette.utils.asgi import NotFound

    from etl.explore import routes

    outcome = yield
    if isinstance(exception, NotFound) and DATABASE in datasette.databases:
        outcome.force_result([routes.not_found(request, datasette)])


@hookimpl
def startup(datasette: Any) -> None:
    """Our configuration is there before the first request."""
    from datasette import handle_exception as default

    from etl.explore import config

    # With `rich` installed Datasette prints every local variable of every error, half a second each, a mistyped query included.
    default.rich = None
    config.of(datasette)
