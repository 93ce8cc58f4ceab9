"""The database made by a process of its own, with the large tables' files, while this one makes the rows and checks them.

    python -m etl.publish.background DATABASE DESCRIPTOR

runs in the folder in which the tables are being written (it may be renamed meanwhile) and reads from standard input the names of those
that are there: as TABLE.csv, or as TABLE.rows, of which it writes the CSV. It answers with a line of JSON: for each table that it wrote
its name, and, where something is wrong, the error.
"""

from __future__ import annotations

import json
import marshal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from etl import errors
from etl.errors import EmbassyRowError
from etl.packed import Packed
from etl.processes import start
from etl.schema import Table, load

MANY = 20_000  # rows from which on a process of its own makes the database in less time than it takes to start


class Database:
    """A database in the making. `take` its tables as they are written, or `give` their rows; then `finish`; or `abandon` it."""

    def __init__(self, path: Path, descriptor: Path) -> None:
        self._path, self._descriptor = path.resolve(), descriptor.resolve()
        self._process: subprocess.Popen[str] | None = None
        self._waiting: list[Table] = []
        self._rows = 0
        self._given: set[str] = set()

    def give(self, table: Table, rows: Packed, folder: Path) -> bool:
        """Have the process write the table's file into this folder, where there is one to do so."""
        if self._process is None and self._rows + len(rows) < MANY:
            return False
        self._rows += len(rows)
        # a file of ours, gone again within seconds; a pipe would make us wait
        (folder / f"{table.name}.rows").write_bytes(marshal.dumps((rows.names, rows.cells(rows.names))))
        self._given.add(table.name)
        self._tell(table, folder)
        return True

    def take(self, table: Table, folder: Path, rows: int) -> None:
        """A table of so many rows is written, in this folder."""
        self._rows += rows
        self._tell(table, folder)

    def _tell(self, table: Table, folder: Path) -> None:
        self._waiting.append(table)
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

    def settle(self) -> None:
        """Wait until the files of all tables that were given are there. Raises what their writing raised."""
        while self._given and self._process is not None and self._process.stdout is not None:
            if not (line := self._process.stdout.readline()):
                self._answer(self._process)
            self._given.discard(_said(line))

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
        for line in answer.splitlines():
            _said(line)
        if process.returncode:
            raise RuntimeError(f"the process that makes the database ended with {process.returncode}")

    def abandon(self) -> None:
        """End the process; it leaves nothing behind."""
        if self._process is not None and self._process.poll() is None:
            self._process.communicate()


def _said(line: str) -> str:
    """The table of which the process says that it is written. Raises the error that it says instead."""
    said = json.loads(line)
    if "kind" in said:
        kind = getattr(errors, said.pop("kind"))
        raise kind(said.pop("message"), **said)
    return str(said["written"])


def main(arguments: list[str]) -> int:
    """Make the database of the tables that standard input names, one after the other, in any order."""
    from etl.publish.csvs import Cells, encode, ordered, read_cells
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
        given = Path(f"{table.name}.rows")
        if not given.exists():
            return list(read_cells(table, Path()))
        cells = ordered(table, Packed.of(*marshal.loads(given.read_bytes())))
        given.unlink()
        Path(Path(table.path).name).write_bytes(encode(table, cells))
        print(json.dumps({"written": table.name}), flush=True)
        return cells

    try:
        make_database(rows, Path(arguments[0]), schema, checked=True, order=arriving())
    except EmbassyRowError as error:
        parts = {name: getattr(error, name) for name in ("message", "file", "place", "remedy")}
        print(json.dumps({"kind": type(error).__name__, **parts}))
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
