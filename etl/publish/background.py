"""The database made by a process of its own, while this one writes the tables and checks them.

    python -m etl.publish.background DATABASE DESCRIPTOR

runs in the folder in which the tables are being written (it may be renamed meanwhile) and reads from standard input the names of those
that are there. It answers with an error as JSON, or with nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from etl import errors
from etl.errors import EmbassyRowError
from etl.processes import start
from etl.schema import Table, load

MANY = 20_000  # rows from which on a process of its own makes the database in less time than it takes to start


class Database:
    """A database in the making. `take` its tables as they are written, then `finish`; or `abandon` it."""

    def __init__(self, path: Path, descriptor: Path) -> None:
        self._path, self._descriptor = path.resolve(), descriptor.resolve()
        self._process: subprocess.Popen[str] | None = None
        self._waiting: list[Table] = []
        self._rows = 0

    def take(self, table: Table, folder: Path, rows: int) -> None:
        """A table of so many rows is written, in this folder."""
        self._waiting.append(table)
        self._rows += rows
        if self._process is None:
            if self._rows < MANY:
                return
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self._process = start(__name__, self._path, self._descriptor, cwd=folder, **pipes)
        assert self._process.stdin is not None
        try:
            self._process.stdin.writelines(f"{table.name}\n" for table in self._waiting)
            self._process.stdin.flush()
        except BrokenPipeError:
            self._answer(self._process)  # says why it ended
        self._waiting.clear()

    def finish(self, data: Path) -> None:
        """Wait until the database is there, or make it of the tables in `data` if they were few. Raises what its making raised."""
        from etl.publish.csvs import read_cells
        from etl.publish.sqlite import make_database

        if self._process is not None:
            self._answer(self._process)
        else:
            schema = load(self._descriptor)
            make_database(lambda table: read_cells(table, data), self._path, schema, checked=True)

    @staticmethod
    def _answer(process: subprocess.Popen[str]) -> None:
        answer, _ = process.communicate()
        if answer:
            said = json.loads(answer)
            kind = getattr(errors, said.pop("kind"))
            raise kind(said.pop("message"), **said)
        if process.returncode:
            raise RuntimeError(f"the process that makes the database ended with {process.returncode}")

    def abandon(self) -> None:
        """End the process; it leaves nothing behind."""
        if self._process is not None and self._process.poll() is None:
            self._process.communicate()


def main(arguments: list[str]) -> int:
    """Make the database of the tables that standard input names, one after the other, in any order."""
    from etl.publish.csvs import Cells, read_cells
    from etl.publish.sqlite import make_database

    schema = load(Path(arguments[1]))

    def arriving() -> Iterator[Table]:
        expected = set(schema.tables)
        while expected:
            name = sys.stdin.readline().strip()
            if name not in expected:
                raise SystemExit(0)  # abandoned
            expected.remove(name)
            yield schema.tables[name]

    def rows(table: Table) -> list[Cells]:
        return list(read_cells(table, Path()))

    try:
        make_database(rows, Path(arguments[0]), schema, checked=True, order=arriving())
    except EmbassyRowError as error:
        parts = {name: getattr(error, name) for name in ("message", "file", "place", "remedy")}
        print(json.dumps({"kind": type(error).__name__, **parts}))
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
