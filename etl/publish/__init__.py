"""Facts → data/*.csv, datapackage.json, embassyrow.db. One module a format; each writes into a folder that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from etl.publish.formats import FORMATS, Exporter, export
from etl.schema import DESCRIPTOR, Row, load

__all__ = ["FORMATS", "Exporter", "export", "publish"]


def publish(
    tables: Mapping[str, Iterable[Row]], out: Path, descriptor: Path = DESCRIPTOR, version: str | None = None
) -> Path:
    """Write the package into the folder `out`: data/, datapackage.json and embassyrow.db. Returns `out`.

    `tables` maps a table's name to its rows; tables that are left out are written empty. `descriptor` is the file that people
    write; its copy in `out` differs in version, bytes and hashes only. The same rows give the same bytes.
    Raises InputError for rows that the schema does not allow.
    """
    from etl.publish.csvs import write_tables
    from etl.publish.package import write_descriptor
    from etl.publish.sqlite import build_database

    schema = load(descriptor)
    out.mkdir(parents=True, exist_ok=True)
    write_tables(tables, out / "data")
    write_descriptor(schema.descriptor, out, version)
    build_database(out / "data", out / "embassyrow.db", schema)
    return out
