"""What frictionless lets pass, checked row by row: see the list in `row_guards`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from etl.schema import Column, Schema, Table, is_day
from etl.validate.finding import SHOWN, Cells, Finding

Numbered = tuple[int, dict[str, str]]  # a row's number and its cells as they stand in the file

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Collector:
    """Gathers rows by rule and columns, and makes findings of them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.found: dict[tuple[str, tuple[str, ...]], tuple[str, list[int], list[Cells]]] = {}

    def add(self, rule: str, columns: tuple[str, ...], message: str, number: int, row: dict[str, str]) -> None:
        _, numbers, rows = self.found.setdefault((rule, columns), (message, [], []))
        numbers.append(number)
        if len(rows) < SHOWN:
            rows.append(shown(self.table, columns, number, row))

    def findings(self) -> Iterator[Finding]:
        for (rule, columns), (message, numbers, rows) in self.found.items():
            yield Finding(rule, self.table.name, message, columns, tuple(sorted(set(numbers))), tuple(rows))


def shown(table: Table, columns: Iterable[str], number: int, row: dict[str, Any]) -> Cells:
    """What a finding prints of a row: its number, its key, and the columns concerned."""
    wanted = dict.fromkeys((*table.primary_key, *columns))
    return {"row": str(number)} | {name: row.get(name) or None for name in wanted}


def well_typed(column: Column, text: str) -> bool:
    """Whether a cell has the one form that we write; frictionless also takes ` 7`, `1_000`, `nan` and `2017-4-5`."""
    if column.type == "integer":
        return bool(INTEGER.fullmatch(text))
    if column.type == "number":
        return bool(NUMBER.fullmatch(text))
    if column.type == "date":
        return is_day(text)
    return not CONTROL.search(text)


def categories(schema: Schema, table: Table) -> dict[str, frozenset[str]]:
    """The values that `categories` of the descriptor allow, by column; frictionless does not enforce them."""
    resource = next(r for r in schema.descriptor["resources"] if r["name"] == table.name)
    found = {}
    for field in resource["schema"]["fields"]:
        if field.get("categories"):
            values = (c["value"] if isinstance(c, dict) else c for c in field["categories"])
            found[field["name"]] = frozenset(map(str, values))
    return found


def row_guards(schema: Schema, table: Table, rows: Iterable[Numbered]) -> list[Finding]:
    """The traps: cells not in canonical form, `categories`, a null in part of a primary key, `uniqueKeys`, exactly one of."""
    out = Collector(table)
    seen: list[set[tuple[str, ...]]] = [set() for _ in table.unique_keys]
    allowed = categories(schema, table)
    typed = [(c, (c.name,)) for c in table.columns]
    for number, row in rows:
        for column, name in typed:
            text = row[column.name]
            if text and not well_typed(column, text):
                out.add("type", name, f"not {_what(column)}", number, row)
            elif text and column.name in allowed and text not in allowed[column.name]:
                out.add("enum", name, "not one of the column's values", number, row)
        for part in table.primary_key:
            if not row[part]:
                out.add("required", (part,), "a missing value", number, row)
        for key, known in zip(table.unique_keys, seen, strict=True):
            values = tuple(row[name] for name in key)
            if all(values):  # as in SQL, a null is equal to nothing
                if values in known:
                    out.add("unique", key, "values that another row has", number, row)
                known.add(values)
        for group in table.exactly_one:
            if sum(bool(row[name]) for name in group) != 1:
                out.add("exactly-one", group, "not exactly one of them is filled", number, row)
        for group in table.at_least_one:
            if not any(row[name] for name in group):
                out.add("at-least-one", group, "none of them is filled", number, row)
    return list(out.findings())


def _what(column: Column) -> str:
    return {"integer": "an integer", "number": "a number", "date": "an ISO day"}.get(column.type, "text on one line")
