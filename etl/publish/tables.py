"""The package from the database: data/*.csv and datapackage.json, the same bytes as the build's own."""

from __future__ import annotations

from pathlib import Path

from etl.publish.csvs import write_tables
from etl.publish.ddl import quote
from etl.publish.facts import open_database, rows
from etl.publish.files import folder
from etl.publish.package import write_descriptor
from etl.schema import DESCRIPTOR, TABLES, load


def export(database: Path, out: Path) -> list[Path]:
    """Write csv/data/TABLE.csv and csv/datapackage.json."""
    connection = open_database(database)
    with folder(out / "csv") as made:
        write_tables({name: rows(connection, f"SELECT * FROM {quote(name)}") for name in TABLES}, made / "data")
        write_descriptor(load(DESCRIPTOR).descriptor, made)
    connection.close()
    return [out / "csv"]
