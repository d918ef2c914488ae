"""The first rows of a sheet that hold anything: enough to find the headings in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..reading.sheets import Sheet, SheetFacts
from .labels import label_of

SEARCHED_ROWS = 40
"""Rows that are not blank among which the headings are looked for."""

LOOKED_AT = SEARCHED_ROWS + 20


class TopRow:
    """A row's number (from 1) and its cells that are not blank, by column (from 1)."""

    def __init__(self, number: int, cells: Mapping[int, Any]) -> None:
        self.number = number
        self.cells = cells

    @cached_property
    def labels(self) -> dict[int, str]:
        """The cells as headings."""
        return {column: label for column, cell in self.cells.items() if (label := label_of(cell))}


@dataclass(frozen=True, slots=True)
class Top:
    """The first rows of a sheet, blank ones passed over, and what is known of its form."""

    rows: list[TopRow]
    facts: SheetFacts

    @property
    def searched(self) -> list[TopRow]:
        """The rows among which the headings are."""
        return self.rows[:SEARCHED_ROWS]

    def row(self, number: int) -> TopRow | None:
        """The row of this number; None where it is blank or too far down."""
        return next((row for row in self.rows if row.number == number), None)


def top_of(sheet: Sheet, reach: int = 0) -> Top:
    """Read the first rows, and on to row `reach`. Empty where the sheet is."""
    rows = list[TopRow]()
    for row in _filled(sheet):
        if len(rows) >= LOOKED_AT and row.number > reach:
            break
        rows.append(row)
    return Top(rows, sheet.facts)


def _filled(sheet: Sheet) -> Iterator[TopRow]:
    first = sheet.first_column
    for number, row in enumerate(sheet.rows(), 1):
        if row and row.count("") < len(row):
            cells = {first + offset: cell for offset, cell in enumerate(row) if not is_blank(cell)}
            if cells:
                yield TopRow(number, cells)


def is_blank(cell: Any) -> bool:
    """True where a cell holds nothing, or only spaces."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())
