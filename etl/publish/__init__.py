"""Facts → data/*.csv, datapackage.json, embassyrow.db. One module a format; each writes into a folder that it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from etl.publish.csvs import TableFiles, table_files
from etl.publish.formats import FORMATS, Exporter, export
from etl.schema import DESCRIPTOR, Row, load

__all__ = ["FORMATS", "Exporter", "export", "publish", "publishing"]


@contextmanager
def publishing(
    out: Path,
    descriptor: Path = DESCRIPTOR,
    version: str | None = None,
    *,
    meanwhile: Callable[[Path], None] = lambda folder: None,
) -> Iterator[TableFiles]:
    """Write the package into the folder `out`: data/, datapackage.json and embassyrow.db.

    The block is given the files of the tables, to write each; their order does not matter, a table that is left out is written empty, and the database
    is in the making while the block goes on. `descriptor` is the file that people write; its copy in `out` differs in version, bytes and
    hashes only. The same rows give the same bytes. `meanwhile` is called with `out` once all but the database is there, and what it raises
    is raised. Raises InputError for rows that the schema does not allow.
    """
    from etl.publish.background import Database
    from etl.publish.package import write_descriptor

    schema = load(descriptor)
    out.mkdir(parents=True, exist_ok=True)
    database = Database(out / "embassyrow.db", descriptor)
    try:
        with table_files(out / "data", database) as files:
            yield files
        write_descriptor(schema.descriptor, out, version)
        meanwhile(out)
        database.finish(out / "data")
    finally:
        database.abandon()


def publish(
    tables: Mapping[str, Iterable[Row]], out: Path, descriptor: Path = DESCRIPTOR, version: str | None = None
) -> Path:
    """Write the package of these tables (name → rows) into `out`, as `publishing` does. Returns `out`."""
    with publishing(out, descriptor, version) as files:
        for name, rows in tables.items():
            files.write(name, rows)
    return out
