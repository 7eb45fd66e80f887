"""The tables as Parquet, a file each, for those who count with pandas, Arrow, DuckDB or R."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from letopis.exports.table import Table

if TYPE_CHECKING:
    from letopis.exports.formats import Output


def write_parquet(output: Output, tables: Iterable[Table]) -> None:
    """Write ``data/parquet/NAME.parquet`` for each table; what a column holds is in its metadata."""
    import pyarrow as pa  # noqa: PLC0415 -- an extra of 40 MB, loaded where it is asked for
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    for table in tables:
        fields = [pa.field(one.name, types[one.type], metadata={"description": one.about}) for one in table.columns]
        schema = pa.schema(fields, metadata={"description": table.about})
        columns = list(zip(*table.rows, strict=True)) or [()] * len(fields)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
        path = output.path(f"data/parquet/{table.name}.parquet")
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")
