"""datapackage.json as Python: tables and columns with their types, keys and constraints, and checks of rows.

Everything that needs to know a column's type asks here. The custom properties of the descriptor are read too:

- `embassyrow:exactlyOne` (of a schema): lists of columns of which exactly one is filled, which Frictionless cannot say;
- `embassyrow:atLeastOne`: lists of columns of which one or more are filled;
- `embassyrow:label`: the column by which a row is named where it is linked to;
- `embassyrow:search`: the columns of the full-text index; `TABLE.COLUMN` is one of a table that refers to this one;
- `embassyrow:indexes`: lists of columns by which people filter;
- `embassyrow:unit` (of a column): what its numbers count.

`python -m etl.schema codebook` writes docs/codebook.md, `vocabulary` docs/vocabulary.md; `sql` prints the database's DDL.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

from etl.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTOR = ROOT / "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CUSTOM = "embassyrow:"  # prefix of the properties that are ours

Value = str | int | float | None
Row = Mapping[str, Value]
TYPES = ("string", "integer", "number", "date")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Column:
    """One column. `type` is one of string, integer, number, date (an ISO day, which is a str in rows)."""

    name: str
    type: str
    title: str
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str | int, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    unit: str | None = None
    example: str | None = None

    def problem(self, value: Value) -> str | None:
        """What is wrong with a cell's value, in words, or None."""
        if value is None:
            return "is missing" if self.required else None
        wrong_type = self._type_problem(value)
        if wrong_type:
            return wrong_type
        if self.enum and value not in self.enum:
            return f"is not one of {', '.join(map(str, self.enum))}: {value!r}"
        if isinstance(value, str):
            if self.pattern and not _regex(self.pattern).fullmatch(value):
                return f"does not have the form {self.pattern}: {value!r}"
            if self.max_length is not None and len(value) > self.max_length:
                return f"is longer than {self.max_length} characters: {value[:40]!r}…"
        elif (self.minimum is not None and value < self.minimum) or (self.maximum is not None and value > self.maximum):
            return f"is out of range: {value!r}"
        return None

    def sound(self, values: Collection[Value]) -> bool:
        """Whether none of these values has a problem: what `problem` says of each, asked of texts all together."""
        if self.type == "string" and values and set(map(type, values)) == {str}:
            texts = cast("Collection[str]", values)
            return not (
                "" in texts
                or _CONTROL.search("".join(texts))
                or (self.enum and not set(self.enum).issuperset(texts))
                or (self.pattern and not all(map(_regex(self.pattern).fullmatch, texts)))
                or (self.max_length is not None and max(map(len, texts)) > self.max_length)
            )
        return not any(map(self.problem, values))

    def _type_problem(self, value: Value) -> str | None:
        if self.type in ("string", "date"):
            if not isinstance(value, str):
                return f"is not text: {value!r}"
            if not value:
                return "is empty text; a missing value is None"
            if _CONTROL.search(value):
                return f"holds a control character: {value!r}"
            if self.type == "date" and not is_day(value):
                return f"is not an ISO day: {value!r}"
        elif self.type == "integer":
            if not isinstance(value, int) or isinstance(value, bool):
                return f"is not an integer: {value!r}"
        elif not isinstance(value, int | float) or isinstance(value, bool) or value != value:
            return f"is not a number: {value!r}"
        return None

    def parse(self, text: str) -> Value:
        """A CSV cell as a value; the empty cell is None. Raises ValueError when a number is none."""
        if not text:
            return None
        if self.type == "integer":
            return int(text)
        return float(text) if self.type == "number" else text


@dataclass(frozen=True)
class ForeignKey:
    """`columns` of this table hold the values of `references` in `table`; a null in any of them refers to nothing."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of the package, as its resource and schema declare it."""

    name: str
    title: str
    description: str
    path: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    exactly_one: tuple[tuple[str, ...], ...] = ()
    at_least_one: tuple[tuple[str, ...], ...] = ()
    label: str | None = None
    search: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of that name. Raises InputError when there is none."""
        if name not in self.by_name:
            raise InputError(f"no column {name}", file=self.name, remedy="see docs/codebook.md")
        return self.by_name[name]

    def key(self, row: Row) -> tuple[Value, ...]:
        """A row's primary key."""
        return tuple(row.get(name) for name in self.primary_key)

    def problems(self, row: Row) -> list[str]:
        """Everything that is wrong with one row by itself: its cells, its columns, and which of them are filled."""
        found = []
        for column in self.columns:
            value = row.get(column.name)
            if (value is not None or column.required) and (wrong := column.problem(value)):
                found.append(f"{column.name} {wrong}")
        if not self.by_name.keys() >= row.keys():
            found += [f"{name} is no column of {self.name}" for name in row if name not in self.by_name]
        for group in self.exactly_one:
            if sum(row.get(name) is not None for name in group) != 1:
                found.append(f"not exactly one of {', '.join(group)} is filled")
        for group in self.at_least_one:
            if all(row.get(name) is None for name in group):
                found.append(f"none of {', '.join(group)} is filled")
        return found

    def check(self, rows: Iterable[Row]) -> None:
        """Raise InputError at the first row that is wrong by itself, or whose primary key was there before."""
        seen: set[tuple[Value, ...]] = set()
        for number, row in enumerate(rows, 1):
            problems = self.problems(row)
            key = self.key(row)
            if key in seen:
                problems.append("the primary key is there twice")
            if problems:
                where = f"row {number} ({', '.join(map(str, key))})"
                raise InputError("; ".join(problems), file=self.name, place=where, remedy="see docs/codebook.md")
            seen.add(key)


@dataclass(frozen=True)
class Schema:
    """All tables, in an order in which each comes after those it refers to."""

    descriptor: dict[str, Any]
    tables: dict[str, Table]

    def table(self, name: str) -> Table:
        """The table of that name. Raises InputError when there is none."""
        if name not in self.tables:
            raise InputError(f"no table {name}", file="datapackage.json", remedy="see docs/codebook.md")
        return self.tables[name]


def is_day(text: str) -> bool:
    """Whether a string is an ISO day (YYYY-MM-DD) that exists."""
    if len(text) != 10 or not text.isascii():
        return False
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _column(field: dict[str, Any]) -> Column:
    rules = field.get("constraints", {})
    if field["type"] not in TYPES:
        raise InputError(
            f"column {field['name']} has the type {field['type']}", remedy=f"use one of {', '.join(TYPES)}"
        )
    values = rules.get("enum") or [c["value"] if isinstance(c, dict) else c for c in field.get("categories", [])]
    return Column(
        name=field["name"],
        type=field["type"],
        title=field.get("title", field["name"]),
        description=field.get("description", ""),
        required=bool(rules.get("required")),
        unique=bool(rules.get("unique")),
        enum=tuple(values),
        pattern=rules.get("pattern"),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        max_length=rules.get("maxLength"),
        unit=field.get(CUSTOM + "unit"),
        example=field.get("example"),
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    keys = schema.get("foreignKeys", [])
    primary = _names(schema["primaryKey"])
    columns = []
    for field in schema["fields"]:
        column = _column(field)
        if column.name in primary and not column.required:  # Frictionless takes a composite key with a null part
            raise InputError(f"{resource['name']}.{column.name} is part of the primary key and not required")
        columns.append(column)
    return Table(
        name=resource["name"],
        title=resource.get("title", resource["name"]),
        description=resource.get("description", ""),
        path=resource["path"],
        columns=tuple(columns),
        primary_key=primary,
        unique_keys=tuple(_names(k) for k in schema.get("uniqueKeys", [])),
        foreign_keys=tuple(
            ForeignKey(
                _names(k["fields"]),
                k["reference"].get("resource") or resource["name"],  # left out where a table refers to itself
                _names(k["reference"]["fields"]),
            )
            for k in keys
        ),
        exactly_one=tuple(_names(g) for g in schema.get(CUSTOM + "exactlyOne", [])),
        at_least_one=tuple(_names(g) for g in schema.get(CUSTOM + "atLeastOne", [])),
        label=schema.get(CUSTOM + "label"),
        search=_names(schema.get(CUSTOM + "search", [])),
        indexes=tuple(_names(k) for k in schema.get(CUSTOM + "indexes", [])),
    )


def from_descriptor(descriptor: dict[str, Any]) -> Schema:
    """A descriptor as a Schema. Raises InputError for what it should not say: unknown types, keys or columns."""
    tables = {resource["name"]: _table(resource) for resource in descriptor["resources"]}
    for table in tables.values():
        named = {
            name
            for group in (*table.unique_keys, *table.exactly_one, *table.at_least_one, *table.indexes)
            for name in group
        }
        for key in table.foreign_keys:
            named.update(key.columns)
            if key.table not in tables:
                raise InputError(f"{table.name} refers to a table {key.table} that is not there")
            for name in key.references:
                tables[key.table].column(name)
        for name in {*named, *table.primary_key, *([table.label] if table.label else [])}:
            table.column(name)
    return Schema(descriptor, _ordered(tables))


def _ordered(tables: dict[str, Table]) -> dict[str, Table]:
    """The tables in the descriptor's order, moved back only where they refer to a later one."""
    done: dict[str, Table] = {}
    waiting = dict(tables)
    while waiting:
        ready = [
            name
            for name, table in waiting.items()
            if all(key.table in done or key.table == name for key in table.foreign_keys)
        ]
        if not ready:
            raise InputError(f"tables refer to each other in a circle: {', '.join(waiting)}")
        done[ready[0]] = waiting.pop(ready[0])
    return done


@lru_cache(maxsize=8)
def _load(path: Path, stamp: tuple[int, int]) -> Schema:
    try:
        return from_descriptor(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a data package: {error}", file=str(path), remedy="restore it with git") from error
    except InputError as error:
        raise InputError(error.message, file=str(path), place=error.file, remedy=error.remedy) from error


def load(path: Path = DESCRIPTOR) -> Schema:
    """The schema of a datapackage.json, cached until the file changes. Raises InputError for a bad or missing one."""
    try:
        stat = path.stat()
    except OSError as error:
        raise InputError("there is no datapackage.json", file=str(path), remedy="give the package's folder") from error
    return _load(path, (stat.st_mtime_ns, stat.st_size))


TABLES: dict[str, Table] = load().tables


def main(arguments: list[str]) -> int:
    """`codebook` and `vocabulary` write a page of docs/, `sql` prints the DDL. Returns the exit status."""
    from etl.publish import codebook, ddl, vocabulary

    if arguments == ["codebook"]:
        print(codebook.write_codebook(load()))
    elif arguments == ["vocabulary"]:
        print(vocabulary.write_vocabulary())
    elif arguments == ["sql"]:
        print(ddl.script(load()))
    else:
        print("usage: python -m etl.schema codebook|vocabulary|sql")
        return 2
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
