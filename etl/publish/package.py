"""The package's descriptor, datapackage.json: people write it; a release puts version, bytes and hashes into it.

The file has one fixed layout (`render`), one line a column, so that a change of a column shows as one line, and a
release changes only the lines of the resources' sizes and hashes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

_WIDTH = 160  # up to here an object or a list stands on one line
_ONE_LINE = ("fields", "foreignKeys", "licenses", "contributors")  # their members stand on one line each, however long


def render(descriptor: dict[str, Any]) -> str:
    """A descriptor as the text of datapackage.json: indented by two, columns and keys one line each."""
    return _render(descriptor, 0, "") + "\n"


def _render(value: Any, depth: int, key: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    if len(flat) + 2 * depth <= _WIDTH and key != "resources" and "fields" not in value:
        return flat
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, list):
        members = [json.dumps(v, ensure_ascii=False) if key in _ONE_LINE else _render(v, depth + 1, "") for v in value]
        return "[\n" + ",\n".join(pad + m for m in members) + f"\n{end}]"
    pairs = [f"{json.dumps(k, ensure_ascii=False)}: {_render(v, depth + 1, k)}" for k, v in value.items()]
    return "{\n" + ",\n".join(pad + p for p in pairs) + f"\n{end}}}"


def with_files(descriptor: dict[str, Any], folder: Path, version: str | None = None) -> dict[str, Any]:
    """The descriptor with `bytes` and `hash` of each resource's file in `folder`, and the version if one is given.

    Nothing else is touched, and the order of the keys stays.
    """
    out = dict(descriptor)
    if version:
        out["version"] = version
    resources = []
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        sized = {k: v for k, v in resource.items() if k not in ("bytes", "hash", "schema")}
        sized |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        resources.append(sized | {"schema": resource["schema"]})
    out["resources"] = resources
    return out


def write_descriptor(descriptor: dict[str, Any], folder: Path, version: str | None = None) -> Path:
    """Write `folder`/datapackage.json for the CSV files that lie in `folder`. Atomic. Returns its path."""
    target = folder / "datapackage.json"
    part = target.with_name("datapackage.json.part")
    part.write_text(render(with_files(descriptor, folder, version)), encoding="utf-8", newline="\n")
    part.replace(target)
    return target
