"""Saved rows as a Parquet file, written by groups of rows: a million take no more memory than a hundred thousand."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...database.records.moment import Moment
from .parquetcolumns import DATE, LOCAL_TIMESTAMP, NUMBER, TEXT, TIME, TIMESTAMP, TRUTH, WHOLE, Column, Kind
from .parquetfooter import MAGIC, Group, footer

GROUP = 100_000
"""Rows that are kept in memory at once, as bytes."""
LARGEST = 64 * 1024**2
"""Bytes of which fewer rows are enough: texts may be long, and a page of a column has less than 2 GB."""

TYPES = {"integer": WHOLE, "year": WHOLE, "number": NUMBER, "boolean": TRUTH, "date": DATE}
ORIGIN = (TEXT, TEXT, WHOLE)
"""Kinds of file, sheet and row."""
TIMES = {"datetime": LOCAL_TIMESTAMP, "time": TIME}


def column_type(moment: Moment, field: str) -> tuple[Kind, bool]:
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
        return TIMESTAMP, False
    return TEXT, False in zoned


class ParquetFile:
    """Written once."""

    def __init__(self, target: str, headings: Sequence[str], kinds: Sequence[Kind]) -> None:
        self._target = target
        self._columns = [Column(name, kind) for name, kind in zip(headings, kinds, strict=True)]

    def write(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> int:
        """Write all rows; gives how many. Raises `OSError`, and what `batches` raises."""
        groups: list[Group] = []
        with open(self._target, "wb") as file:
            place = file.write(MAGIC)
            for rows in self._gathered(batches):
                chunks = []
                for column in self._columns:
                    chunk, pages = column.take_chunk(place)
                    chunks.append(chunk)
                    place += file.write(pages)
                groups.append(Group(rows, tuple(chunks)))
            file.write(footer(self._columns, groups))
        return sum(group.rows for group in groups)

    def _gathered(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> Iterable[int]:
        """Fill the columns; gives the number of rows whenever there are enough for a group, and at the end."""
        rows = size = 0
        for batch in batches:
            for column, values in zip(self._columns, zip(*batch, strict=True), strict=True):
                size += column.add(values)
            rows += len(batch)
            if rows >= GROUP or size >= LARGEST:
                yield rows
                rows = size = 0
        if rows:
            yield rows
