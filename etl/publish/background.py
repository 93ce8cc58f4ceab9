"""The database made by a process of its own, while this one writes the tables and checks them.

    python -m etl.publish.background DATABASE DESCRIPTOR

runs in the folder in which the tables are being written (it may be renamed meanwhile) and reads from standard input the names of those
that are there. It answers with an error as JSON, or with nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from etl import errors
from etl.errors import EmbassyRowError
from etl.processes import start
from etl.schema import Table, load


class Database:
    """A database in the making. `take` its tables in the schema's order, then `finish`; or `abandon` it."""

    def __init__(self, path: Path, descriptor: Path) -> None:
        self._arguments = (path.resolve(), descriptor.resolve())
        self._process: subprocess.Popen[str] | None = None

    def take(self, table: Table, folder: Path) -> None:
        """A table is written, in this folder."""
        if self._process is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self._process = start(__name__, *self._arguments, cwd=folder, **pipes)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{table.name}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            self.finish()  # says why it ended

    def finish(self) -> None:
        """Wait until the database is there. Raises what its making raised."""
        assert self._process is not None
        answer, _ = self._process.communicate()
        if answer:
            said = json.loads(answer)
            kind = getattr(errors, said.pop("kind"))
            raise kind(said.pop("message"), **said)
        if self._process.returncode:
            raise RuntimeError(f"the process that makes the database ended with {self._process.returncode}")

    def abandon(self) -> None:
        """End the process; it leaves nothing behind."""
        if self._process is not None and self._process.poll() is None:
            self._process.communicate()


def main(arguments: list[str]) -> int:
    """Make the database of the tables that standard input names, one after the other."""
    from etl.publish.csvs import Cells, read_cells
    from etl.publish.sqlite import make_database

    def rows(table: Table) -> list[Cells]:
        if sys.stdin.readline().strip() != table.name:
            raise SystemExit(0)  # abandoned
        return list(read_cells(table, Path()))

    try:
        make_database(rows, Path(arguments[0]), load(Path(arguments[1])), checked=True)
    except EmbassyRowError as error:
        parts = {name: getattr(error, name) for name in ("message", "file", "place", "remedy")}
        print(json.dumps({"kind": type(error).__name__, **parts}))
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
