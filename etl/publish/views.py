"""The SQL views for people, read from views.sql with their descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("views.sql")
_HEAD = re.compile(r"^-- view (\w+): ([^.]+)\. ((?:.*\n)(?:-- .*\n)*)", re.M)
_COLUMN = re.compile(r'\bAS "?(\w+)"?,? -- (.*)$', re.M)


@dataclass(frozen=True)
class View:
    """One view: its name, what it shows, its columns in order with what they hold, and the statement that makes it."""

    name: str
    title: str
    description: str
    columns: tuple[tuple[str, str], ...]
    sql: str


def _read(text: str) -> dict[str, View]:
    found = {}
    heads = list(_HEAD.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : following.start() if following else len(text)]
        described = tuple((m[1], m[2]) for m in _COLUMN.finditer(body))
        description = re.sub(r"\s*\n-- ", " ", head[3]).strip()
        sql = re.sub(r"\s+-- .*$", "", body, flags=re.M).strip().rstrip(";")
        found[head[1]] = View(head[1], head[2], description, described, sql)
    return found


VIEWS: dict[str, View] = _read(_FILE.read_text(encoding="utf-8"))


def statements() -> list[str]:
    """The CREATE VIEW statements, in order."""
    return [view.sql for view in VIEWS.values()]
