"""What is met in a sheet while its rows are read: known only afterwards, since nothing is read twice for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .top import is_blank

MOST_ROWS = 5
"""Row numbers that are named for each column."""


@dataclass(slots=True)
class Stray:
    """Values in a column without a heading: how many, and the first rows that have one."""

    count: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Seen:
    """Counts and row numbers of one reading of a sheet."""

    whole: bool = False
    """True once the sheet was read to its end."""
    rows: int = 0
    totals: list[int] = field(default_factory=list)
    footnotes: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    strays: dict[int, Stray] = field(default_factory=dict)
    filled_down: int = 0

    @property
    def left_out(self) -> list[int]:
        """Every row that was passed over although it holds something."""
        return sorted({*self.totals, *self.footnotes, *self.outside})

    def begin(self) -> None:
        """Forget an earlier reading."""
        self.whole, self.rows, self.filled_down = False, 0, 0
        self.totals, self.footnotes, self.outside, self.strays = [], [], [], {}

    def stray(self, columns: Iterable[int], cells: Sequence[Sequence[Any]], numbers: Sequence[int]) -> None:
        """Note what stands in columns without a heading; `cells` are theirs, column by column."""
        for column, held in zip(columns, cells, strict=True):
            if held.count("") == len(held):
                continue
            rows = [number for number, cell in zip(numbers, held, strict=True) if not is_blank(cell)]
            if rows:
                found = self.strays.setdefault(column, Stray())
                found.count += len(rows)
                found.rows += rows[: MOST_ROWS - len(found.rows)]
