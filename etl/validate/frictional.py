"""The default way: frictionless over the whole package, and our guards for what it lets pass."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from etl.schema import Schema, Table
from etl.validate.finding import Finding
from etl.validate.guards import Collector, Numbered, row_guards, well_typed

# frictionless's names for its errors, and for the constraints in them, in ours
_ERRORS = {"type-error": "type", "primary-key": "primary-key", "foreign-key": "foreign-key"}
_CONSTRAINTS = {
    "required": ("required", "a missing value"),
    "unique": ("unique", "values that another row has"),
    "enum": ("enum", "not one of the column's values"),
    "pattern": ("pattern", "not in the column's form"),
    "minimum": ("range", "out of the column's range"),
    "maximum": ("range", "out of the column's range"),
    "maxLength": ("length", "longer than the column allows"),
}


def check_rows(folder: Path, schema: Schema, tables: list[Table]) -> list[Finding]:
    """Everything that frictionless and the guards find in the rows of these tables, whose files are sound as CSV."""
    import frictionless

    wanted = {table.name for table in tables}
    descriptor = dict(schema.descriptor)
    descriptor["resources"] = [
        # sizes and hashes are checked before; a reference into a table that is not sound cannot be checked
        {k: v for k, v in _only(resource, wanted).items() if k not in ("bytes", "hash")}
        for resource in schema.descriptor["resources"]
        if resource["name"] in wanted
    ]
    package = frictionless.Package.from_descriptor(descriptor, basepath=str(folder))
    report = package.validate(limit_errors=1_000_000)
    found: list[Finding] = []
    for task in report.tasks:
        found += _findings(folder, schema.table(task.name), task.errors)
    for error in report.errors:
        found.append(Finding("descriptor", "datapackage.json", error.message))
    for table in tables:
        found += row_guards(schema, table, numbered_rows(folder / table.path, table))
    return found


def _only(resource: dict[str, object], wanted: set[str]) -> dict[str, object]:
    """A resource without the foreign keys that lead out of the wanted tables."""
    schema = dict(resource["schema"])  # type: ignore[call-overload]
    keys = [k for k in schema.get("foreignKeys", []) if k["reference"].get("resource", resource["name"]) in wanted]
    schema["foreignKeys"] = keys
    return resource | {"schema": schema}


def numbered_rows(path: Path, table: Table) -> Iterator[Numbered]:
    """The rows of a sound file with their numbers, every cell as it stands."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        for number, cells in enumerate(reader, 2):
            yield number, dict(zip(table.names, cells, strict=True))


def _findings(folder: Path, table: Table, errors: list[object]) -> Iterator[Finding]:
    if not errors:
        return
    rows = dict(numbered_rows(folder / table.path, table))
    out = Collector(table)
    for error in errors:
        kind, number = getattr(error, "type", ""), getattr(error, "row_number", None)
        note = str(getattr(error, "note", ""))
        if number is None:
            yield Finding(kind, table.name, str(getattr(error, "message", error)))
            continue
        row = rows.get(number, {})
        if kind == "constraint-error":
            column = table.column(getattr(error, "field_name", ""))
            rule, message = _CONSTRAINTS[note.split('"')[1]]
            if rule in ("required", "pattern", "length") or well_typed(column, row.get(column.name) or ""):
                out.add(
                    rule, (column.name,), message, number, row
                )  # else it has no value to compare, and guards say so
        elif kind == "primary-key":
            if all(
                row.get(part) for part in table.primary_key
            ):  # else a required part is missing, and reported as such
                out.add("primary-key", table.primary_key, "a key that another row has", number, row)
        elif kind == "foreign-key":
            columns = tuple(getattr(error, "field_names", ()))
            target = next(key.table for key in table.foreign_keys if key.columns == columns)
            out.add("foreign-key", columns, f"refers to no row of {target}", number, row)
        elif kind == "type-error":
            out.add("type", (getattr(error, "field_name", ""),), "not of the column's type", number, row)
        else:
            yield Finding(kind, table.name, str(getattr(error, "message", error)), (), (number,))
    yield from out.findings()
