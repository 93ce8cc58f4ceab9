"""The package as such: the descriptor, and whether each file is a CSV of its table. A file that is not is not checked further.

Both ways of checking rows, frictionless and DuckDB, begin here.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.errors import EmbassyRowError, InputError
from etl.schema import PROFILE, Schema, Table, load
from etl.validate.finding import SHOWN, Finding

DESCRIPTOR = "datapackage.json"


def check_descriptor(folder: Path) -> tuple[Schema | None, list[Finding]]:
    """The schema of `folder`/datapackage.json, and what is wrong with it. Without a schema nothing else can be checked.

    Frictionless takes any `$schema`, ignores `uniqueKeys`, and a composite key with a part that may be null.
    Raises InputError when there is no such file.
    """
    path = folder / DESCRIPTOR
    if not path.is_file():
        raise InputError("there is no datapackage.json", file=str(folder), remedy="give the package's folder")
    try:
        schema = load(path)
    except EmbassyRowError as error:
        return None, [Finding("descriptor", DESCRIPTOR, error.message)]
    return schema, list(_profile(schema.descriptor))


def _profile(descriptor: dict[str, Any]) -> Iterator[Finding]:
    said = descriptor.get("$schema")
    if said != PROFILE:
        yield Finding("profile", DESCRIPTOR, f"$schema is {json.dumps(said)}, not {PROFILE}")
    for resource in descriptor["resources"]:
        for part, kind in ((resource, "dataresource"), (resource["schema"], "tableschema")):
            said = part.get("$schema")
            wanted = PROFILE.replace("datapackage.json", f"{kind}.json")
            if said not in (None, wanted):
                yield Finding("profile", resource["name"], f"$schema is {json.dumps(said)}, not {wanted}")


def check_files(folder: Path, schema: Schema) -> list[Finding]:
    """Files that are missing, that the descriptor does not know, or whose size or hash is not the one it states."""
    found = []
    for resource in schema.descriptor["resources"]:
        path = folder / resource["path"]
        if not path.is_file():
            found.append(Finding("file", resource["name"], f"there is no {resource['path']}"))
            continue
        if "bytes" in resource or "hash" in resource:
            content = path.read_bytes()
            digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
            if resource.get("bytes", len(content)) != len(content) or resource.get("hash", digest) != digest:
                message = f"{resource['path']} is not the file that the descriptor was made for"
                found.append(Finding("hash", resource["name"], message))
    declared = {folder / resource["path"] for resource in schema.descriptor["resources"]}
    for path in sorted((folder / "data").glob("*.csv")):
        if path not in declared:
            found.append(Finding("file", path.stem, f"data/{path.name} is not in the descriptor"))
    return found


def check_shape(path: Path, table: Table) -> list[Finding]:
    """Whether a file is UTF-8 and a CSV with the table's columns and as many cells in every row."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            header = next(reader, [])
            if tuple(header) != table.names:
                message = f"the columns are {', '.join(header) or 'missing'}; they should be {', '.join(table.names)}"
                return [Finding("header", table.name, message)]
            width, numbers, rows = len(header), [], []
            for number, row in enumerate(reader, 2):
                if len(row) != width:
                    numbers.append(number)
                    rows.append({"row": str(number), "cells": str(len(row)), "first": row[0] if row else None})
            if numbers:
                message = f"rows that have not {width} cells"
                return [Finding("shape", table.name, message, (), tuple(numbers), tuple(rows[:SHOWN]))]
    except UnicodeDecodeError as error:
        return [Finding("encoding", table.name, f"not UTF-8 at byte {error.start} of a block")]
    except csv.Error as error:
        return [Finding("shape", table.name, f"not a CSV: {error}")]
    return []
