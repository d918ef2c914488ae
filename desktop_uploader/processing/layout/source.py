"""A sheet that is used: its headings, its columns, and the rows below."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..reading.sheets import Row, Sheet
from .headings import Headings
from .mapping import ColumnMap

CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet with its headings found and its columns mapped."""

    sheet: Sheet
    headings: Headings
    columns: ColumnMap


def chunks(source: Source) -> Iterator[tuple[list[int], dict[int, list[Any]]]]:
    """The rows below the headings as columns: row numbers, and for each column (from 1) its cells."""
    first, rows = source.sheet.first_column, islice(source.sheet.rows(), source.headings.row, None)
    width = max(source.headings.labels, default=first) - first + 1
    number = source.headings.row + 1
    while chunk := list(islice(rows, CHUNK)):
        kept = [index for index, row in enumerate(chunk) if row and row.count("") < len(row)]
        numbers = [number + index for index in kept]
        number += len(chunk)
        if len(kept) < len(chunk):
            chunk = [chunk[index] for index in kept]
        if chunk:
            yield numbers, {first + offset: column for offset, column in enumerate(_columns(chunk, width))}


def _columns(rows: list[Row], width: int) -> Iterator[list[Any]]:
    """Rows turned on their side; short ones are filled up, and what stands right of the headings is left out."""
    if set(map(len, rows)) != {width}:
        rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    return map(list, zip(*rows, strict=True))
