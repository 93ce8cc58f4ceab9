"""What a package has lost since an earlier one: sources, rows, the content of columns. A reader that broke, seldom a change in the world."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import islice, zip_longest
from pathlib import Path

from etl.errors import EmbassyRowError
from etl.schema import Schema, Table, load
from etl.validate.finding import Finding

FEWEST = 50  # rows in the earlier package; below that shares say little
JUMP = 0.2  # by how much the share of missing values may rise
LOSS = 0.2  # what share of its rows a table may lose

BLOCK = 10_000  # rows that are counted at once

Shares = tuple[int, dict[str, float]]  # rows; the share of missing values of each column


def check_previous(
    folder: Path, previous: Path, schema: Schema, shares: Callable[[Path], Shares] | None = None
) -> list[Finding]:
    """Sources that gave entries and give none, tables that have lost more than LOSS of their rows, columns whose share of missing values
    is more than JUMP above that in the package in `previous`.

    A table or column that the earlier package does not have is not compared. An unreadable earlier package is a finding.
    `shares` is a faster way to count a file than `null_shares`.
    """
    try:
        before = load(previous / "datapackage.json")
    except EmbassyRowError as error:
        return [Finding("previous", "datapackage.json", f"the earlier package cannot be read: {error}")]
    count = shares or null_shares
    found = [
        Finding("lost-source", "sources", f"{source} gave {number:,} entries before, and gives none", ("records",))
        for source, number in lost_sources(folder, previous).items()
    ]
    for table in schema.tables.values():
        old = before.tables.get(table.name)
        if old and (previous / old.path).is_file() and (folder / table.path).is_file():
            found += _losses(table, count(folder / table.path), count(previous / old.path))
    return found


def lost_sources(folder: Path, previous: Path) -> dict[str, int]:
    """The sources of which the earlier package has entries and this one none: (source, entries then)."""
    before, now = _entries(previous / "data" / "sources.csv"), _entries(folder / "data" / "sources.csv")
    return {source: number for source, number in sorted(before.items()) if number and not now.get(source)}


def _entries(path: Path) -> dict[str, int]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return {row["source_id"]: int(row["records"] or 0) for row in csv.DictReader(lines)}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}  # what is wrong with the file is said elsewhere


def null_shares(path: Path) -> Shares:
    """How many rows a CSV has, and the share of missing values of each column."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        missing = [0] * len(header)
        total = 0
        while rows := list(islice(reader, BLOCK)):
            total += len(rows)
            for position, cells in enumerate(zip_longest(*rows)):  # a row that is cut short is found elsewhere
                if position < len(header):
                    missing[position] += cells.count("")
    return total, {name: count / total if total else 0.0 for name, count in zip(header, missing, strict=True)}


def _losses(table: Table, now: Shares, before: Shares) -> list[Finding]:
    if before[0] < FEWEST:
        return []
    found = []
    if now[0] < before[0] * (1 - LOSS):
        found.append(Finding("lost-rows", table.name, f"{now[0]:,} rows, {before[0]:,} before"))
    if now[0] >= FEWEST:
        found += [
            Finding("nulls", table.name, f"{share:.0%} of it is missing, {before[1][name]:.0%} before", (name,))
            for name, share in now[1].items()
            if name in before[1] and share - before[1][name] > JUMP
        ]
    return found
