"""Parquet: one file a table, typed and compressed, with the descriptions of table and columns in its metadata."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.publish.ddl import quote
from etl.publish.facts import open_database
from etl.publish.files import folder
from etl.schema import TABLES, Column, Table

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
_BATCH = 50_000  # rows read, and written as one row group


def _field(column: Column) -> pa.Field:
    metadata = {"title": column.title, "description": column.description}
    if column.unit:
        metadata["unit"] = column.unit
    return pa.field(column.name, _TYPES[column.type], nullable=not column.required, metadata=metadata)


def schema(table: Table) -> pa.Schema:
    """A table's columns as an Arrow schema."""
    metadata = {"title": table.title, "description": table.description, "licence": "CC0-1.0"}
    return pa.schema([_field(column) for column in table.columns], metadata=metadata)


def _array(values: tuple[object, ...], column: Column) -> pa.Array:
    if column.type == "date":
        return pa.array(values, pa.string()).cast(pa.date32())
    return pa.array(values, _TYPES[column.type])


def export(database: Path, out: Path) -> list[Path]:
    """Write parquet/TABLE.parquet."""
    connection = open_database(database)
    connection.row_factory = None
    with folder(out / "parquet") as made:
        for table in TABLES.values():
            layout = schema(table)
            cursor = connection.execute(f"SELECT * FROM {quote(table.name)}")
            with pq.ParquetWriter(made / f"{table.name}.parquet", layout, compression="zstd") as writer:
                while rows := cursor.fetchmany(_BATCH):
                    columns = zip(table.columns, zip(*rows, strict=True), strict=True)
                    arrays = [_array(values, column) for column, values in columns]
                    writer.write_batch(pa.record_batch(arrays, schema=layout))
    connection.close()
    return [out / "parquet"]
