"""CSV for spreadsheets: opens with its accents right, and no cell is run as a formula."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.publish.csvs import cell
from etl.publish.ddl import quote
from etl.publish.facts import open_database
from etl.publish.files import folder, text_file
from etl.schema import TABLES, Value

# With these a spreadsheet begins a formula or a command (OWASP, "CSV Injection"); full-width forms are read alike.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """Text as a spreadsheet may see it: what it would run has an apostrophe in front."""
    return "'" + text if text.lstrip(" ").startswith(_RISKY) else text


def harmless(value: Value) -> str:
    """A cell as a spreadsheet may see it; numbers stay numbers."""
    return guarded(value) if isinstance(value, str) else cell(value)


def export(database: Path, out: Path) -> list[Path]:
    """Write spreadsheet/TABLE.csv: UTF-8 with the mark by which Excel knows it, lines ended as RFC 4180 says."""
    connection = open_database(database)
    with folder(out / "spreadsheet") as made:
        for table in TABLES.values():
            with text_file(made / f"{table.name}.csv", newline="", encoding="utf-8-sig") as lines:
                writer = csv.writer(lines, lineterminator="\r\n")
                writer.writerow(table.names)
                for row in connection.execute(f"SELECT * FROM {quote(table.name)}"):
                    writer.writerow([harmless(value) for value in row])
    connection.close()
    return [out / "spreadsheet"]
