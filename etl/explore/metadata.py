"""What Datasette is told about the data: metadata.yml, with the descriptions of tables, columns and units taken from datapackage.json.

metadata.yml says only what the schema cannot: titles, facets, canned queries, plugin settings.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from etl.errors import InputError
from etl.explore import DATABASE
from etl.explore.prepare import NAMES


def load(root: Path) -> dict[str, Any]:
    """The merged metadata for Datasette. `root` holds metadata.yml and datapackage.json.

    Raises InputError for a file that cannot be read.
    """
    from etl.publish.ddl import datasette_metadata
    from etl.schema import from_descriptor

    path = root / "metadata.yml"
    try:
        merged: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"not YAML: {error}", file=str(path), remedy="restore it with git") from error
    package = root / "datapackage.json"
    if package.is_file():
        try:
            descriptor = json.loads(package.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(f"not JSON: {error}", file=str(package), remedy="restore it with git") from error
        fill(merged, {"title": descriptor.get("title"), "description": descriptor.get("description")})
        fill(merged, datasette_metadata(from_descriptor(descriptor)))
    tables = merged.setdefault("databases", {}).setdefault(DATABASE, {}).setdefault("tables", {})
    tables[NAMES] = {"hidden": True}
    return merged


def fill(metadata: dict[str, Any], known: dict[str, Any]) -> None:
    """Put into the metadata what it does not say itself, at every depth, in place."""
    for key, value in known.items():
        if isinstance(value, dict) and isinstance(metadata.get(key), dict):
            fill(metadata[key], value)
        elif value is not None:
            metadata.setdefault(key, value)
