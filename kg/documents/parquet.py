"""Reads Parquet: a document of each row."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from kg.documents.contents import Contents
from kg.documents.formats import Format, explain_missing
from kg.documents.options import ReadOptions
from kg.documents.records import Record, Records, read_records
from kg.errors import DocumentError

_AT_ONCE = 32
"""Rows in memory: a value that a file holds once may stand in all of its rows."""


def parse_parquet(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read a file's rows, a few at a time."""
    yield from read_records(_read_rows(data, name), name, options)


def _read_rows(data: bytes, name: str) -> Records:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as missing:
        raise explain_missing(name, "pyarrow", "parquet") from missing
    number = 0
    try:
        with ParquetFile(BytesIO(data)) as file:
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(row, f"row {number}")
    except (ArrowException, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:150]
        raise DocumentError(name, f"is a damaged Parquet file ({said}); write it again") from error


PARQUET = Format.heeding("application/vnd.apache.parquet", parse_parquet)
