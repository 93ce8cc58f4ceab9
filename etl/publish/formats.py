"""The formats in which the package can be had, each made by one module from embassyrow.db in one pass."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from etl.errors import InputError


@dataclass(frozen=True)
class Exporter:
    """A format: the module whose `export(database, out)` writes it, what it makes, and whom it is for."""

    name: str
    module: str
    files: str
    audience: str

    def __call__(self, database: Path, out: Path) -> list[Path]:
        """Write the format into the folder `out`. Returns the files and folders made, in order."""
        out.mkdir(parents=True, exist_ok=True)
        made: list[Path] = importlib.import_module(self.module).export(database, out)
        return made


_ALL = (
    Exporter("csv", "etl.publish.tables", "csv/data/*.csv, csv/datapackage.json", "everybody; the package itself"),
    Exporter("spreadsheet", "etl.publish.spreadsheet", "spreadsheet/*.csv", "people with Excel, LibreOffice, Sheets"),
    Exporter("sqlite", "etl.publish.copy", "embassyrow.db", "people who ask in SQL; Datasette"),
    Exporter("parquet", "etl.publish.parquet", "parquet/*.parquet", "DuckDB, pandas, polars, Spark, R arrow"),
    Exporter("jsonl", "etl.publish.jsonl", "jsonl/*.jsonl", "programs that want one nested record a line"),
    Exporter("jsonld", "etl.publish.jsonld", "embassy-row.jsonld", "the semantic web; schema.org"),
    Exporter("ftm", "etl.publish.ftm", "embassy-row.ftm.json", "investigators with Aleph or OpenSanctions' tools"),
    Exporter("popolo", "etl.publish.popolo", "embassy-row.popolo.json", "civic technologists; everypolitician tools"),
    Exporter("ics", "etl.publish.ics", "embassy-row.ics", "calendars"),
    Exporter("atom", "etl.publish.atom", "embassy-row.atom", "feed readers"),
    Exporter("graphml", "etl.publish.graphml", "embassy-row.graphml", "networkx, igraph, yEd, Cytoscape"),
    Exporter("gexf", "etl.publish.gexf", "embassy-row.gexf", "Gephi, with its time line"),
)

FORMATS: dict[str, Exporter] = {exporter.name: exporter for exporter in _ALL}


def export(database: Path, format: str, out: Path) -> list[Path]:
    """Write one format, or every one for `all`, into the folder `out`. Returns what was made.

    Raises InputError for a format that there is not, and for a database that is missing.
    """
    if format == "all":
        return [path for exporter in FORMATS.values() for path in exporter(database, out)]
    if format not in FORMATS:
        raise InputError(f"no format {format!r}", remedy="one of " + ", ".join(FORMATS))
    return FORMATS[format](database, out)
