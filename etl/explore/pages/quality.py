"""The quality report as a page: the sections of docs/quality.md, counted in the database that is served."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from etl.publish.quality import ACCURACY, Section, sections


def load(conn: sqlite3.Connection, root: Path) -> list[Section]:
    """The report. `root` is the checkout, where the measured accuracy is recorded; without it the report says so."""
    return list(sections(conn, _recorded(root / ACCURACY)))


def _recorded(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def facts(report: list[Section]) -> dict[str, Any]:
    """The report as JSON."""
    return {
        "sections": [
            {"title": s.title, "text": s.words, "columns": list(s.columns), "rows": [list(row) for row in s.rows]}
            for s in report
        ]
    }


def numbers(section: Section) -> list[bool]:
    """For each column whether it holds numbers, or shares, and nothing else: such stand to the right."""
    return [all(_is_number(row[position]) for row in section.rows) for position in range(len(section.columns))]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) or (
        isinstance(value, str) and value.removesuffix("%").replace(".", "").isdigit()
    )
