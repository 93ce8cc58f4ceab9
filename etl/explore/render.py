"""From a page's facts to the bytes a reader gets: HTML by our templates, JSON, CSV, Atom, ICS."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Response
from jinja2 import Environment, FileSystemLoader

from etl.explore import dates, feeds, marks, spreadsheet, svg, words, worldmap
from etl.explore.page import Page
from etl.explore.security import OURS

STATIC = "-/static-plugins/embassy-row"
TTL = "max-age=60"  # seconds: a rebuilt package shows within a minute


def address(kind: str, identifier: str, extension: str = "") -> str:
    """The path of an entity's page, without the leading slash."""
    return marks.address(kind, identifier) + extension


def _finalize(value: Any) -> Any:
    """What `{{ … }}` prints: nothing for None, and no character that reorders or hides what stands around it."""
    if value is None:
        return ""
    return words.clean(value) if type(value) is str else value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates. Everything is escaped unless a template of ours made it."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
    )
    env.filters |= {
        "date": dates.newspaper,
        "days": dates.days_in,
        "machine_date": dates.machine,
        "day_month": dates.day_month,
        "words": words.words,
        "capital": words.capital,
        "count": words.count,
        "safe_url": words.safe_url,
        "host": words.host,
        "short_url": words.short_url,
        "group": svg.group_of,
        "size": size,
        "version": short_version,
        "thousands": lambda n: f"{n:,}",
    }
    env.globals |= {
        "span": dates.span,
        "standing_words": words.standing,
        "outcome_words": words.outcome,
        "capacity": words.capacity,
        "address": address,
        "project": worldmap.project,
        "map_width": worldmap.WIDTH,
        "map_height": worldmap.HEIGHT,
        "time": marks.time_element,
        "draw_points": marks.points,
        "event_rows": marks.event_rows,
        "encounter_types": words.ENCOUNTERS,
    }
    return env


def size(number: int) -> str:
    """Bytes for people: "812 bytes", "45 kB", "3.2 MB"."""
    if number < 1000:
        return f"{number} bytes"
    if number < 1_000_000:
        return f"{number / 1000:.0f} kB"
    return f"{number / 1_000_000:.1f} MB"


def short_version(version: str | None) -> str:
    """A version as people quote it: a commit by its first twelve digits, anything else as it is."""
    return version[:12] if version and re.fullmatch(r"[0-9a-f]{40}", version) else version or ""


def text(template: str, base: str, **context: Any) -> str:
    """A template of ours as text."""
    return environment().get_template(f"explore/{template}.html").render(base=base, static=f"{base}{STATIC}", **context)


def html(
    template: str, base: str, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> Response:
    """A page of ours. `base` is Datasette's base_url, with a slash at the end."""
    body = text(template, base, **context)
    given = {"Content-Security-Policy": OURS, "Cache-Control": TTL if status == 200 else "no-cache", **(headers or {})}
    return Response(body, status=status, headers=given, content_type="text/html; charset=utf-8")


def _default(value: Any) -> Any:
    raise TypeError(f"not JSON: {type(value).__name__}")


def as_json(value: Any, status: int = 200) -> Response:
    """JSON, readable from other sites: there is nothing here that is not public."""
    body = json.dumps(value, ensure_ascii=False, default=_default)
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": TTL if status == 200 else "no-cache"}
    return Response(body, status=status, headers=headers, content_type="application/json; charset=utf-8")


def as_csv(page: Page) -> Response:
    """The page's table for a spreadsheet."""
    name = f"{page.kind}-{page.id}".replace("/", "-").replace(":", "-")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.csv", "Cache-Control": TTL}
    return Response(
        spreadsheet.table(page.rows, COLUMNS.get(page.kind, ())),
        headers=headers,
        content_type="text/csv; charset=utf-8",
    )


_EVENT_COLUMNS = ("event_id", "date", "date_earliest", "date_latest", "type", "subtype", "mode", "status", "standing", "place", "country", "with",
                  "sources", "label")  # fmt: skip
# The columns of each kind's table, so that an empty one still has its head.
COLUMNS = {
    **dict.fromkeys(("country", "place", "organization", "pair", "year", "article", "record"), _EVENT_COLUMNS),
    "person": (*_EVENT_COLUMNS, "role", "capacity"),
    "event": ("event_id", "date", "type", "status", "kind", "id", "name", "role", "capacity", "also"),
    "post": ("person_id", "name", "title", "status", "start", "end", "affiliation_id"),
}


def as_feed(page: Page, site: str) -> Response:
    """The page's events as Atom; `site` is the absolute address of the site, with a slash at the end."""
    home = site + address(page.kind, page.id)
    body = feeds.atom(page.title, home, home + ".atom", page.events, site)
    return Response(body, headers={"Cache-Control": TTL}, content_type="application/atom+xml; charset=utf-8")


def as_calendar(page: Page, site: str) -> Response:
    """The page's events as iCalendar."""
    return Response(
        feeds.calendar(page.title, page.events, site),
        headers={"Cache-Control": TTL},
        content_type="text/calendar; charset=utf-8",
    )


def ready(body: str) -> Response:
    """A page of ours that was rendered before."""
    return Response(
        body, headers={"Content-Security-Policy": OURS, "Cache-Control": TTL}, content_type="text/html; charset=utf-8"
    )
