"""What every kind of file looks like to the rest: sheets of rows, read as often as needed.

Whatever reads a file gives these cells, and no others:

| in the file                                    | the cell |
| ---------------------------------------------- | --- |
| nothing, an empty text                         | `""` |
| text, rich text, a formula's text              | `str`: one text, lines end with a line feed, no phonetic guides |
| any number of a workbook                       | `float`; ODS and xls too, and never `int` |
| true, false                                    | `bool` |
| a date (a whole serial, or an ISO date)        | `date` |
| a date with a time                             | `datetime`, to the millisecond, without a time zone |
| a time of day (a serial from 0 to below 1)     | `time` |
| a length of time (`[h]:mm`, ODS times)         | `timedelta`, over 24 hours and below zero too |
| an error, a formula whose result was not saved | `""`, and its place in `SheetFacts.trouble` |
| a date format on a number that is no date      | its place in `SheetFacts.trouble`; the cell means nothing |
| anything in a text file or a web page          | `str`, as it stands there |

Dates of the 1904 calendar are turned into those that Excel shows. Serial 60, Excel's 29 February 1900, gives 28
February, as serial 59 does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

FORMULA, IMPOSSIBLE_DATE = "formula", "date"
"""What `SheetFacts.trouble` says where it is no error of Excel's."""

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
    """(row, column) → Excel's error word, or `FORMULA` where no result was saved, or `IMPOSSIBLE_DATE`."""
    tables: tuple[TableArea, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden_rows: int | None = None
    """Rows that a filter or a person hid; None where that cannot be told."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns that a person hid, in xlsx and xlsm; empty where that cannot be told."""
    percent: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Column → rows whose number is shown as a percentage: 19 % is the number 0.19."""
    padded: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    """Column → row → the digits to which its number is filled up with zeros: 00042 is the number 42, 5 digits."""
    blank_formulas: int = 0
    """Formulas whose result is the empty text, of a kind of file in which one that was never calculated has it too."""
    returns: bool = True
    """False where no text holds a carriage return."""


class Sheet(Protocol):
    """One sheet. Rows are counted from 1 as Excel counts; the first cell of a row is column `first_column`."""

    name: str
    visible: bool

    @property
    def facts(self) -> SheetFacts:
        """What the file says besides the cells. Raises `FileRefused` where the sheet cannot be read safely."""

    @property
    def first_column(self) -> int:
        """The column of each row's first cell, from 1."""

    @property
    def height(self) -> int | None:
        """The last row that holds anything; None where that is known only after reading."""

    def rows(self) -> Iterator[Row]:
        """All rows from row 1. Raises `FileRefused` where the file turns out to be damaged."""


class ChartSheet:
    """A sheet that is a chart: it has a name and no cells."""

    first_column = 1

    def __init__(self, name: str, visible: bool) -> None:
        self.name = name
        self.visible = visible
        self.facts = SheetFacts()
        self.height: int | None = 0

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        return iter(())
