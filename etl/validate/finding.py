"""What a check found: one rule broken in one table, with the rows that break it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SHOWN = 20  # rows that a finding prints and carries; all are counted, and all their numbers kept

Cells = Mapping[str, str | None]


@dataclass(frozen=True)
class Finding:
    """One rule broken in one table.

    `columns` are the columns concerned. `numbers` are the rows that break the rule, as a spreadsheet numbers them (the first
    row of data is 2), in order; empty where the file or the descriptor as such is at fault. `rows` are the first of them.
    """

    rule: str
    table: str
    message: str
    columns: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    rows: tuple[Cells, ...] = ()

    @property
    def identity(self) -> tuple[str, str, tuple[str, ...], tuple[int, ...]]:
        """What is the same whichever way it was found: everything but the words."""
        return (self.rule, self.table, self.columns, self.numbers)

    def __str__(self) -> str:
        place = f"{self.table}.{'+'.join(self.columns)}" if self.columns else self.table
        count = f" ({len(self.numbers)} row{'s' * (len(self.numbers) != 1)})" if self.numbers else ""
        lines = [f"{place}: {self.rule}: {self.message}{count}"]
        for row in self.rows:
            lines.append("    " + ", ".join(f"{name}={value}" for name, value in row.items() if value is not None))
        if len(self.numbers) > len(self.rows):
            lines.append(f"    … and {len(self.numbers) - len(self.rows)} more")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "rule": self.rule,
            "table": self.table,
            "columns": list(self.columns),
            "message": self.message,
            "count": len(self.numbers),
            "rows": [dict(row) for row in self.rows],
        }


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order of table and rule; those of one rule about the same columns become one, each row once."""
    found: dict[tuple[str, str, tuple[str, ...]], Finding] = {}
    for finding in findings:
        key = (finding.table, finding.rule, finding.columns)
        other = found.get(key)
        if other is None:
            found[key] = finding
            continue
        rows = {row.get("row"): row for row in (*finding.rows, *other.rows)}
        ordered = sorted(rows.values(), key=lambda row: int(row.get("row") or 0))
        numbers = tuple(sorted({*other.numbers, *finding.numbers}))
        found[key] = Finding(other.rule, other.table, other.message, other.columns, numbers, tuple(ordered[:SHOWN]))
    return [found[key] for key in sorted(found)]
