"""The worked questions of docs/use.md: run, and their outputs put into the page.

A block of SQL or Python that is followed by a block of text has that text as its output. Python blocks share one set of names,
run in the folder of the package, and may use `DATABASE`, the path of embassyrow.db. `python -m etl.publish.worked` runs all of
them and renews the page; the tests run them and compare.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.errors import InputError
from etl.publish.formats import FORMATS
from etl.schema import ROOT

PAGE = ROOT / "docs" / "use.md"
_BLOCK = re.compile(r"^```(sql|python)\n(.*?)^```\n\n^```text\n(.*?)^```\n", re.M | re.S)
_FORMATS = re.compile(r"(<!-- formats -->\n).*?(<!-- end -->)", re.S)


@contextlib.contextmanager
def _within(folder: Path) -> Iterator[None]:
    """Run in a folder, with plots drawn without a screen and the same each time."""
    import matplotlib
    from matplotlib import pyplot

    before = Path.cwd()
    os.chdir(folder)
    settings: dict[Any, Any] = {"backend": "agg", "svg.hashsalt": "embassy-row", "svg.fonttype": "none"}
    try:
        (folder / "docs" / "plots").mkdir(parents=True, exist_ok=True)
        with matplotlib.rc_context(settings):
            yield
    finally:
        pyplot.close("all")  # what a block leaves open would stand in the way of the next page's
        os.chdir(before)


def table(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """The rows of a query as text in columns, numbers to the right."""
    cells = [names, *([("" if v is None else str(v)) for v in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(names))]
    right = [all(isinstance(row[n], int | float) for row in rows) and bool(rows) for n in range(len(names))]
    lines = []
    for row in cells:
        parts = [text.rjust(w) if r else text.ljust(w) for text, w, r in zip(row, widths, right, strict=True)]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def run(page: str, folder: Path, database: Path) -> list[tuple[str, str, str]]:
    """Run every block of the page: (code, the output that stands there, the output now).

    Raises InputError for a block that fails, with the block and what was wrong.
    """
    found = []
    names: dict[str, Any] = {"DATABASE": str(database)}
    with _within(folder), contextlib.closing(sqlite3.connect(database)) as connection:
        for kind, code, stands in _BLOCK.findall(page):
            try:
                if kind == "sql":
                    cursor = connection.execute(code)
                    now = table([column[0] for column in cursor.description], cursor.fetchall())
                else:
                    with contextlib.redirect_stdout(io.StringIO()) as said:
                        exec(compile(code, "docs/use.md", "exec"), names)
                    now = said.getvalue()
            except Exception as error:
                raise InputError(f"{type(error).__name__}: {error}", file="docs/use.md", place=code[:200]) from error
            found.append((code, stands, now))
    return found


def renewed(page: str, results: list[tuple[str, str, str]]) -> str:
    """The page with the outputs as they are now."""
    outputs = iter(now for _, _, now in results)
    return _BLOCK.sub(lambda m: f"```{m[1]}\n{m[2]}```\n\n```text\n{next(outputs)}```\n", page)


def _size(paths: list[Path]) -> int:
    files = [f for path in paths for f in ([path] if path.is_file() else path.rglob("*")) if f.is_file()]
    return sum(f.stat().st_size for f in files)


def formats(database: Path) -> str:
    """The table of formats with their sizes, by making each once."""
    lines = ["| format | file | size | for whom |", "|---|---|---:|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for exporter in FORMATS.values():
            size = _size(exporter(database, Path(folder)))
            lines.append(f"| {exporter.name} | `{exporter.files}` | {size / 1e6:.1f} MB | {exporter.audience} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Renew docs/use.md and its plots from the package in the checkout."""
    from etl.pipeline import ensure_database
    from etl.workspace import Workspace

    database = ensure_database(Workspace(ROOT))
    page = PAGE.read_text(encoding="utf-8")
    sizes = formats(database)
    page = _FORMATS.sub(lambda m: m[1] + sizes + m[2], page)
    page = renewed(page, run(page, ROOT, database))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(PAGE)


if __name__ == "__main__":
    main()
