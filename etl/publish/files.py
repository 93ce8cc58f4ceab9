"""Files of exports: written beside their place and renamed, so that a reader sees a whole one or none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


@contextmanager
def text_file(path: Path, *, newline: str = "\n", encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file for writing that appears at `path` when all of it is written. UTF-8, lines end as told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding=encoding, newline=newline) as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which appears at `path`, in place of what was there, when the block ends well."""
    part = path.with_name(path.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        shutil.rmtree(path, ignore_errors=True)
        part.replace(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def compact(value: Any) -> str:
    """A value as JSON on one line, without blanks, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_lines(path: Path, records: Iterable[Any]) -> Path:
    """One JSON value a line."""
    with text_file(path) as out:
        for record in records:
            out.write(compact(record) + "\n")
    return path


def write_array(out: TextIO, records: Iterable[Any]) -> None:
    """A JSON array, one value a line, without holding it in memory."""
    out.write("[")
    separator = "\n"
    for record in records:
        out.write(separator + compact(record))
        separator = ",\n"
    out.write("\n]")
