"""CSV for people who open it in a spreadsheet: a cell that a spreadsheet would run as a formula is made harmless.

The package's own CSV files, under /download/data/, are byte for byte what was published; these here are views of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from etl.publish.spreadsheet import guarded


def harmless(value: Any) -> Any:
    """A cell for a spreadsheet: text that would be run gets an apostrophe in front; numbers and other text stay as they are."""
    if isinstance(value, list | tuple | dict):
        value = "; ".join(map(str, value))
    return guarded(value) if isinstance(value, str) else value


def write(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as CSV with CRLF line ends (RFC 4180), every cell harmless; a file must be open with newline=""."""
    writer = csv.writer(out)
    writer.writerow([harmless(c) for c in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)


def lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The same as text."""
    out = io.StringIO(newline="")
    write(out, columns, rows)
    return out.getvalue()


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str] = ()) -> str:
    """Dictionaries as CSV text; the columns are those of the first row unless given."""
    names = list(columns or (rows[0] if rows else ()))
    return lines(names, ([row.get(name) for name in names] for row in rows))
