"""Validation in depth: the package as frictionless sees it, the traps it does not see, and assertions about the world."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from etl.errors import CheckError
from etl.schema import Schema, Table
from etl.validate.finding import Finding, merge

__all__ = ["Finding", "require_sound", "validate"]


def validate(folder: Path, fast: bool = False, previous: Path | None = None) -> list[Finding]:
    """Check the package in `folder` (datapackage.json and data/). Returns what was found; an empty list is a sound package.

    `fast` asks DuckDB instead of frictionless and SQLite, with the same findings. `previous` is the folder of an earlier
    package: sources, rows and the content of columns that were lost since are found too.
    Raises InputError when there is no datapackage.json.
    """
    from etl.validate import structure

    schema, found = structure.check_descriptor(folder)
    if schema is None:
        return found
    found += structure.check_files(folder, schema)
    tables = [table for table in schema.tables.values() if (folder / table.path).is_file()]
    found += _fast(folder, schema, tables, previous) if fast else _thorough(folder, schema, tables, previous)
    return merge(found)


def require_sound(folder: Path, previous: Path | None = None) -> None:
    """Raise CheckError, with the rows, where the package in `folder` has a finding: it is not to be published then.

    How many entries a source gives is not asked again: reading it has asserted that. `previous` is the package that this one takes the
    place of: no column may have lost its content since, unless a source was taken out, which is a decision of whoever did so.
    """
    from etl.validate.previous import lost_sources

    if previous is not None and (not (previous / "data").is_dir() or lost_sources(folder, previous)):
        previous = None
    found = [f for f in validate(folder, fast=True, previous=previous) if f.rule not in ("count", "previous")]
    if found:
        said = "\n".join(str(finding) for finding in found)
        remedy = None
        if {f.rule for f in found} <= {"lost-rows", "nulls"}:
            remedy = "see what broke; if it is meant, build again with --accept-losses"
        raise CheckError(f"a check failed, and nothing is published:\n{said}", file=str(folder), remedy=remedy)


def _thorough(folder: Path, schema: Schema, tables: list[Table], previous: Path | None) -> list[Finding]:
    from etl.validate import frictional, structure, world
    from etl.validate.previous import check_previous

    found, sound = [], []
    for table in tables:
        wrong = structure.check_shape(folder / table.path, table)
        found += wrong
        if not wrong:
            sound.append(table)
    found += frictional.check_rows(folder, schema, sound)
    found += check_previous(folder, previous, schema) if previous else []
    return found + world.check_with_sqlite(folder, sound)


def _fast(folder: Path, schema: Schema, tables: list[Table], previous: Path | None) -> list[Finding]:
    import duckdb

    from etl.validate import fast, structure, world
    from etl.validate.previous import check_previous

    found, sound = [], []
    with duckdb.connect() as connection:
        for table in tables:
            path = folder / table.path
            if not fast.load_table(connection, path, table):  # say what is wrong in the words of the thorough way
                wrong = structure.check_shape(path, table)
                found += wrong
                if wrong or not fast.loaded(connection, table):
                    found += [] if wrong else [Finding("shape", table.name, "DuckDB cannot read it as a CSV")]
                    continue
            sound.append(table)
        found += fast.check_rows(connection, schema, sound)
        shares = partial(fast.null_shares, connection, tables={folder / table.path: table for table in sound})
        found += check_previous(folder, previous, schema, shares) if previous else []
        return found + world.check(world.DuckDB(connection), sound)
