"""Facts → data/*.csv, datapackage.json, embassyrow.db. One module a format; each writes into a folder that it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from pathlib import Path

from etl.publish.formats import FORMATS, Exporter, export
from etl.schema import DESCRIPTOR, Row, load

__all__ = ["FORMATS", "Exporter", "export", "publish"]


MANY = 20_000  # rows from which on a process of its own makes the database in less time than it takes to start


def publish(
    tables: Mapping[str, Iterable[Row]],
    out: Path,
    descriptor: Path = DESCRIPTOR,
    version: str | None = None,
    *,
    meanwhile: Callable[[Path], None] = lambda folder: None,
) -> Path:
    """Write the package into the folder `out`: data/, datapackage.json and embassyrow.db. Returns `out`.

    `tables` maps a table's name to its rows; tables that are left out are written empty. `descriptor` is the file that people
    write; its copy in `out` differs in version, bytes and hashes only. The same rows give the same bytes. `meanwhile` is called with
    `out` once all but the database is there, and what it raises is raised. Raises InputError for rows that the schema does not allow.
    """
    from etl.publish.background import Database
    from etl.publish.csvs import read_cells, write_tables
    from etl.publish.package import write_descriptor
    from etl.publish.sqlite import make_database

    schema = load(descriptor)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "embassyrow.db"
    apart = Database(path, descriptor) if sum(len(r) for r in tables.values() if isinstance(r, Sized)) >= MANY else None
    try:
        write_tables(tables, out / "data", apart.take if apart else lambda table, draft: None)
        write_descriptor(schema.descriptor, out, version)
        meanwhile(out)
        if apart:
            apart.finish()
        else:
            make_database(lambda table: read_cells(table, out / "data"), path, schema, checked=True)
    finally:
        if apart:
            apart.abandon()
    return out
