"""Saved rows as a Parquet file, written by groups of rows: a million take no more memory than a thousand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import FileIO
from typing import Any

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet

from ...database.records.moment import Moment
from ...model.exact import exact

GROUP = 100_000
"""Rows that are read, and kept in memory, at once."""
TEXT = DataType.utf8()
PLAIN = {
    "integer": DataType.int64(),
    "year": DataType.int64(),
    "number": DataType.float64(),
    "boolean": DataType.bool(),
}
TYPES = {**PLAIN, "date": DataType.date32()}
ORIGIN = (TEXT, TEXT, DataType.int64())
"""Types of file, sheet and row."""
TIMES = {"datetime": DataType.timestamp("us"), "time": DataType.time64("us")}


def column_type(moment: Moment, field: str) -> tuple[DataType, bool]:
    """What a field's values are written as; true where its times are text because not all have a time zone.

    Times with a time zone are written as the same moments in UTC; a time of day with one is text. So is all else.
    """
    kind = moment.kind(field)
    if kind not in TIMES:
        return TYPES.get(kind, TEXT), False
    zoned = moment.zoned(field)
    if True not in zoned:
        return TIMES[kind], False
    if kind == "datetime" and False not in zoned:
        return DataType.timestamp("us", tz="UTC"), False
    return TEXT, False in zoned


class ParquetFile:
    """Written once."""

    def __init__(self, target: str, headings: Sequence[str], types: Sequence[DataType]) -> None:
        self._target = target
        self._types = types
        self._schema = Schema([Field(name, kind) for name, kind in zip(headings, types, strict=True)])
        self._trouble: Exception | None = None
        self._rows = 0

    def write(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> int:
        """Write all rows; gives how many. Raises `OSError`, and what `batches` raises."""
        with _File(self._target, self.fail) as file:
            reader = RecordBatchReader.from_batches(self._schema, self._taken(batches))
            write_parquet(reader, file, compression="snappy", max_row_group_size=GROUP)
        if self._trouble is not None:
            raise self._trouble
        return self._rows

    def fail(self, trouble: Exception) -> None:
        """Nothing more is read. The library does not hand exceptions on, so they go round it."""
        self._trouble = self._trouble or trouble

    def _taken(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> Iterator[RecordBatch]:
        try:
            for batch in batches:
                if self._trouble is not None:
                    return
                columns = zip(*batch, strict=True)
                arrays = [_array(column, kind) for column, kind in zip(columns, self._types, strict=True)]
                yield RecordBatch.from_arrays(arrays, schema=self._schema)
                self._rows += len(batch)
        except Exception as error:
            self.fail(error)


class _File(FileIO):
    """A new file whose failures go round the library."""

    def __init__(self, path: str, fail: Callable[[OSError], None]) -> None:
        super().__init__(path, "wb")
        self._fail = fail

    def write(self, piece: Any) -> int:
        try:
            return super().write(piece)
        except OSError as error:
            self._fail(error)
            return len(piece)


def _array(values: Sequence[Any], kind: DataType) -> Array:
    """Days and times go by their texts, which the library reads."""
    if kind in PLAIN.values():
        return Array(values, type=kind)
    texts = Array([value if value is None or type(value) is str else str(exact(value)) for value in values], type=TEXT)
    return texts if kind == TEXT else texts.cast(kind)
