"""The parts of a page that repeat hundreds of times: rows of encounters, points of a timeline.

They are written here because loops and macros of a template take four times as long. Whatever comes from the database passes through
`safe`, and nothing else makes Markup of it.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from etl.explore import dates, svg, words
from etl.explore.rows import Row

MOST_NAMED = 8  # participants of one event shown in a table
# Who came to whom goes without saying in a meeting; in a visit it does not.
_TOGETHER = ("meeting", "talks", "summit")


@lru_cache(maxsize=32768)
def safe(text: str) -> str:
    """Text from the database as HTML: without characters that reorder or hide, and escaped for text and quoted attributes."""
    return escape(words.clean(text), quote=True)


@lru_cache(maxsize=32768)
def address(kind: str, identifier: str) -> str:
    """The path of an entity's page, without the leading slash."""
    return f"{kind}/{quote(identifier, safe='/:~-._')}"


@lru_cache(maxsize=32768)
def _link(base: str, kind: str, identifier: str, name: str) -> str:
    return f'<a href="{safe(base)}{address(kind, identifier)}"><bdi>{safe(name)}</bdi></a>'


@lru_cache(maxsize=32768)
def _time(edtf: str | None) -> str:
    """A date in words, marked up for machines where HTML can say it."""
    if not edtf:
        return ""
    machine = dates.machine(edtf)
    said = safe(dates.newspaper(edtf))
    return f'<time datetime="{safe(machine)}">{said}</time>' if machine else said


def time_element(edtf: str | None) -> Markup:
    """A date for a template."""
    return Markup(_time(edtf))


def _where(event: Row, base: str) -> str:
    country = (
        _link(base, "country", event["country"], event["country_name"] or event["country"]) if event["country"] else ""
    )
    if not event["place_id"]:
        return country or '<span class="faint unknown">not known</span>'
    place = _link(base, "place", event["place_id"], event["place"] or event["place_id"])
    return f"{place}, {country}" if country and event["country_name"] != event["place"] else place


@lru_cache(maxsize=64)
def _standing(status: str, standing: str) -> str:
    tag = f'<span class="tag t-status">{safe(words.words(status))}</span> ' if status != "occurred" else ""
    return f'{tag}<span class="tag s-{safe(standing)}" title="{safe(words.standing(standing))}">{safe(standing)}</span>'


def _who(event: Row, me: dict[str, str] | None, base: str) -> str:
    others = [p for p in event["participants"] if not me or p["id"] != me["id"] or p["kind"] != me["kind"]]
    if not others:
        return '<ul class="who"><li class="faint">nobody named</li></ul>'
    plain = ("participant", "host", "visitor") if event["type"] in _TOGETHER else ("participant",)
    items = []
    for p in others[:MOST_NAMED]:
        said = f' <span class="as">{safe(p["capacity"])}</span>' if p["capacity"] else ""
        role = f' <span class="role">{safe(p["role"])}</span>' if p["role"] not in plain else ""
        items.append(f"<li>{_link(base, p['kind'], p['id'], p['name'] or p['id'])}{said}{role}</li>")
    if len(others) > MOST_NAMED:
        href = f"{safe(base)}{address('event', event['event_id'])}"
        items.append(f'<li><a href="{href}">and {len(others) - MOST_NAMED} more</a></li>')
    return f'<ul class="who">{"".join(items)}</ul>'


def _as_what(event: Row, me: dict[str, str] | None) -> str:
    if not me:
        return ""
    mine = next((p for p in event["participants"] if p["id"] == me["id"] and p["kind"] == me["kind"]), None)
    return f'<span class="as block">as {safe(words.capital(mine["title"]))}</span>' if mine and mine["title"] else ""


def event_rows(events: list[Row], me: dict[str, str] | None, base: str) -> Markup:
    """The rows of a table of encounters; `me` (kind, id) is whose page it stands on, and is left out of "with whom"."""
    drawn = []
    for event in events:
        href = f"{safe(base)}{address('event', event['event_id'])}"
        what = f'<a class="k k-{svg.group_of(event["type"])}" href="{href}">{safe(event["kind_words"])}</a>{_as_what(event, me)}'
        drawn.append(
            f'<tr role="row"><td role="cell" class="date">{_time(event["date"]) or "undated"}</td><td role="cell">{what}</td>'
            f'<td role="cell">{_where(event, base)}</td><td role="cell">{_who(event, me, base)}</td>'
            f'<td role="cell">{_standing(event["status"], event["standing"])}</td>'
            f'<td role="cell" class="n" data-name="Sources">{event["sources"]}</td></tr>'
        )
    return Markup("\n".join(drawn))


def points(spots: list[dict[str, Any]], base: str) -> Markup:
    """The encounters of a timeline as linked circles."""
    start, drawn = safe(base), []
    for spot in spots:
        event = spot["event"]
        title = safe(f"{dates.newspaper(event['date'])}: {event['label'] or event['type']}")
        drawn.append(
            f'<a href="{start}{address("event", event["event_id"])}" tabindex="-1"><title>{title}</title>'
            f'<circle class="f-{svg.group_of(event["type"])}" cx="{spot["x"]}" cy="{spot["y"]}" r="{spot["r"]:.1f}"/></a>'
        )
    return Markup("\n".join(drawn))
