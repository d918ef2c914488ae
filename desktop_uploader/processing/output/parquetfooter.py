"""The end of a Parquet file: what its columns are, and where their values lie.

See https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ... import __version__
from .parquetcolumns import GZIP, PLAIN, RLE, Chunk, Column
from .thrift import Fields, List, Long, Thrift

MAGIC = b"PAR1"
OPTIONAL = 1
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows."""

    rows: int
    chunks: tuple[Chunk, ...]
    """One for each column."""


def footer(columns: Sequence[Column], groups: Sequence[Group]) -> bytes:
    """All that comes after the values."""
    root: Fields = ((4, "rows"), (5, len(columns)))
    content: Fields = (
        (1, FORMAT),
        (2, List([root, *map(_element, columns)])),
        (3, Long(sum(group.rows for group in groups))),
        (4, List(_group(columns, group) for group in groups)),
        (6, f"Desktop Uploader {__version__}"),
    )
    written = Thrift.struct(content)
    return written + len(written).to_bytes(4, "little") + MAGIC


def _element(column: Column) -> Fields:
    kind = column.kind
    fields: list[tuple[int, Fields | int | str]] = [(1, kind.physical), (3, OPTIONAL), (4, column.name)]
    if kind.converted is not None:
        fields.append((6, kind.converted))
    if kind.logical:
        fields.append((10, kind.logical))
    return fields


def _group(columns: Sequence[Column], group: Group) -> Fields:
    chunks = List(_chunk(column, chunk) for column, chunk in zip(columns, group.chunks, strict=True))
    return (1, chunks), (2, Long(sum(chunk.unpacked for chunk in group.chunks))), (3, Long(group.rows))


def _chunk(column: Column, chunk: Chunk) -> Fields:
    content: Fields = (
        (1, column.kind.physical),
        (2, List((PLAIN, RLE))),
        (3, List((column.name,))),
        (4, GZIP),
        (5, Long(chunk.values)),
        (6, Long(chunk.unpacked)),
        (7, Long(chunk.size)),
        (9, Long(chunk.place)),
    )
    return (2, Long(chunk.place)), (3, content)
