"""What a template needs beyond the facts: charts, maps, the links to other forms and to further rows."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from etl.explore import render, svg, worldmap
from etl.explore.page import Ask, Page

_TABLES = {
    "person": ("people", ""),
    "event": ("events", ""),
    "country": ("countries", ""),
    "place": ("places", ""),
    "organization": ("organizations", ""),
    "post": ("posts", ""),
    "article": ("articles", ""),
}


def page(found: Page, ask: Ask, base: str, today: datetime.date, feeds: bool) -> Response:
    """The HTML of an entity's page."""
    here = base + render.address(found.kind, found.id)
    context: dict[str, Any] = {
        "title": found.title,
        "description": found.description,
        "here": here,
        "feeds": feeds,
        "kind": found.kind,
        "ask": ask,
        "more": lambda **changed: _link(here, ask, **changed),
        **found.view,
    }
    if found.kind in _TABLES:
        context["row_url"] = f"{base}embassyrow/{_TABLES[found.kind][0]}/{found.id}"
    if found.kind == "person":
        context["timeline"] = svg.timeline(found.view["offices"], found.view["points"], svg.years(today.isoformat()))
    elif found.kind == "post":
        bars = [{**holder, "capacity": holder["person"]} for holder in found.view["holders"]]
        context["timeline"] = svg.timeline(bars, [], svg.years(today.isoformat()))
    elif "per_year" in found.view and found.kind != "year":
        context["chart"] = svg.per_year(found.view["per_year"])
    context["map"] = _map(found)
    return render.html(found.kind, base, **context)


def _link(here: str, ask: Ask, **changed: Any) -> str:
    """The address of this page with another page of its list, another type or another status."""
    wanted = {"status": "all" if ask.every_status else None, "type": ask.kind, "page": None, **changed}
    query = urlencode({k: v for k, v in wanted.items() if v not in (None, "", 1)})
    return f"{here}?{query}" if query else here


def _map(found: Page) -> dict[str, Any] | None:
    """The map of a page: the outline of a country, its places, or one place."""
    view = found.view
    if found.kind == "country":
        outline = worldmap.outlines().get(found.id, "")
        spots = [p for p in view["places"] if p["latitude"] is not None and p["longitude"] is not None]
        if not outline and not spots:
            return None
        corners = worldmap.bounds(outline) or [worldmap.project(p["longitude"], p["latitude"]) for p in spots]
        return {"frame": worldmap.frame(corners), "outline": outline, "places": spots}
    if found.kind == "place":
        spots = [view["place"]]
    elif found.kind == "event":
        spots = view["places"] or (
            [{**view["event"], "name": view["event"]["place"]}] if view["event"]["place_id"] else []
        )
    else:
        return None
    spots = [p for p in spots if p["latitude"] is not None and p["longitude"] is not None]
    if not spots:
        return None
    corners = [worldmap.project(p["longitude"], p["latitude"]) for p in spots]
    return {
        "frame": worldmap.frame(corners, 260),
        "outline": worldmap.outlines().get(spots[0]["country"] or "", ""),
        "places": spots,
    }


def home(
    facts: dict[str, Any],
    on_this_day: tuple[list[Any], int],
    today: datetime.date,
    questions: list[dict[str, Any]],
    base: str,
) -> str:
    """The home page's HTML."""
    asked = []
    for question in questions:
        query = urlencode(question.get("params", {}))
        asked.append({**question, "url": f"{base}embassyrow/{question['query']}" + (f"?{query}" if query else "")})
    return render.text(
        "home",
        base,
        title="Embassy Row",
        home=True,
        description="The open record of diplomatic encounters: who met whom, in what capacity, where and when, and who says so.",
        chart=svg.per_year(facts["per_year"]),
        today=today,
        on_this_day=on_this_day[0],
        on_this_day_all=on_this_day[1],
        questions=asked,
        **facts,
    )
