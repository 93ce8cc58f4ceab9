"""Columns that have lost much of their content since an earlier package: a reader that broke, seldom a change in the world."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.errors import EmbassyRowError
from etl.schema import Schema, Table, load
from etl.validate.finding import Finding

FEWEST = 50  # rows in both packages; below that shares say little
JUMP = 0.2  # by how much the share of missing values may rise


def null_shares(path: Path) -> tuple[int, dict[str, float]]:
    """How many rows a CSV has, and the share of missing values of each column."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        missing = [0] * len(header)
        total = 0
        for row in reader:
            total += 1
            for position, cell in enumerate(row[: len(header)]):
                if not cell:
                    missing[position] += 1
    return total, {name: count / total if total else 0.0 for name, count in zip(header, missing, strict=True)}


def check_nulls(folder: Path, previous: Path, schema: Schema) -> list[Finding]:
    """Columns whose share of missing values is more than JUMP above that in the package in `previous`.

    A table or column that the earlier package does not have is not compared. An unreadable earlier package is a finding.
    """
    try:
        before = load(previous / "datapackage.json")
    except EmbassyRowError as error:
        return [Finding("previous", "datapackage.json", f"the earlier package cannot be read: {error}")]
    found = []
    for table in schema.tables.values():
        old = before.tables.get(table.name)
        if old and (previous / old.path).is_file() and (folder / table.path).is_file():
            found += _jumps(table, null_shares(folder / table.path), null_shares(previous / old.path))
    return found


def _jumps(table: Table, now: tuple[int, dict[str, float]], before: tuple[int, dict[str, float]]) -> list[Finding]:
    if min(now[0], before[0]) < FEWEST:
        return []
    return [
        Finding("nulls", table.name, f"{share:.0%} of it is missing, {before[1][name]:.0%} before", (name,))
        for name, share in now[1].items()
        if name in before[1] and share - before[1][name] > JUMP
    ]
