"""The little Markdown that our own reports are written in, as HTML: paragraphs, lists, `code`, **bold**, [links](to)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from markupsafe import Markup

_MARK = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>.+?)\*\*|\[(?P<text>[^\]]+)\]\((?P<link>[^)\s]+)\)", re.DOTALL)
_ITEM = re.compile(r"^- ", re.MULTILINE)


def html(text: str, links: Mapping[str, str]) -> Markup:
    """The text as HTML, everything in it escaped. `links` maps where its links lead to addresses of this site; others become plain text."""
    blocks = []
    for block in text.strip().split("\n\n"):
        if block.startswith("- "):
            items = "".join(f"<li>{_inline(item, links)}</li>" for item in _ITEM.split(block)[1:])
            blocks.append(f"<ul>{items}</ul>")
        else:
            blocks.append(f"<p>{_inline(block, links)}</p>")
    return Markup("\n".join(blocks))


def _inline(text: str, links: Mapping[str, str]) -> str:
    parts, end = [], 0
    for mark in _MARK.finditer(text):
        parts.append(escape(text[end : mark.start()]))
        end = mark.end()
        if mark["code"]:
            parts.append(f"<code>{escape(mark['code'])}</code>")
        elif mark["bold"]:
            parts.append(f"<strong>{_inline(mark['bold'], links)}</strong>")
        elif target := links.get(mark["link"]):
            parts.append(f'<a href="{escape(target)}">{escape(mark["text"])}</a>')
        else:
            parts.append(escape(mark["text"]))
    return "".join(parts) + escape(text[end:].rstrip())
