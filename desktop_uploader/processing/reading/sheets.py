"""What every kind of file looks like to the rest: sheets of rows, read as often as needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Sequence[Any]
"""A row's cells: "" where empty, else str, float, int, bool, date, datetime, time or timedelta."""


@dataclass(frozen=True, slots=True)
class HiddenTrouble:
    """What the reader does not show: (row, column) → Excel's error word, or "formula" where no result was saved."""

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


class Sheet(Protocol):
    """One sheet. Rows are counted from 1 as Excel counts; the first cell of a row is column `first_column`."""

    name: str
    visible: bool
    trouble: HiddenTrouble

    @property
    def first_column(self) -> int:
        """The column of each row's first cell, from 1."""

    @property
    def height(self) -> int | None:
        """Rows in all; None where that is known only after reading."""

    def rows(self) -> Iterator[Row]:
        """All rows from row 1. Raises `FileRefused` where the file turns out to be damaged."""
