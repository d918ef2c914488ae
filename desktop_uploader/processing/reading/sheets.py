"""What every kind of file looks like to the rest: sheets of rows, read as often as needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Sequence[Any]
"""A row's cells: "" where empty, else str, float, int, bool, date, datetime, time or timedelta."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four are from 1 and belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class TableArea:
    """An Excel table (`Insert > Table`): it says itself how many of its rows are headings and totals."""

    name: str
    area: Area
    header_rows: int = 1
    totals_rows: int = 0


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the reader does not give: found by looking at the file's parts. Rows and columns are from 1."""

    trouble: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → Excel's error word, or "formula" where no result was saved."""
    tables: tuple[TableArea, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden_rows: int | None = None
    """Rows that a filter or a person hid; None where that cannot be told."""
    percent: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Column → rows whose number is shown as a percentage: 19 % is the number 0.19."""
    padded: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    """Column → row → the digits to which its number is filled up with zeros: 00042 is the number 42, 5 digits."""


class Sheet(Protocol):
    """One sheet. Rows are counted from 1 as Excel counts; the first cell of a row is column `first_column`."""

    name: str
    visible: bool
    facts: SheetFacts

    @property
    def first_column(self) -> int:
        """The column of each row's first cell, from 1."""

    @property
    def height(self) -> int | None:
        """Rows in all; None where that is known only after reading."""

    def rows(self) -> Iterator[Row]:
        """All rows from row 1. Raises `FileRefused` where the file turns out to be damaged."""
