"""How far the cells of a sheet reach: the reader asks for memory for the whole box around them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...model.errors import FileRefused
from ...model.problem import column_letter

WIDEST, HIGHEST = 16_384, 1_048_576
"""Columns and rows of a sheet in Excel."""

_ENDS = re.compile(rb"([A-Z]{1,4})\d|([A-Z]{4})")
_REFERENCE = re.compile(rb"([A-Z]+)(\d+)")


def column_number(letters: bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


@dataclass(slots=True)
class Extents:
    """The last row and the widest column of the rows seen so far, formatted but empty cells included."""

    last_row: int = 0
    widest: int = 0

    def add(self, rows: list[bytes], needle: bytes) -> None:
        """Take in rows of XML; `needle` is what stands before an address. Looks at each row's last cell alone."""
        start = len(needle)
        ends = {row[(at := row.rfind(needle) + start) : at + 4] for row in rows}
        for end in ends:
            if found := _ENDS.match(end):
                self.widest = max(self.widest, column_number(found.group(1) or found.group(2)))
        for row in reversed(rows):
            if found := _REFERENCE.match(row, row.rfind(needle) + start):
                self.last_row = max(self.last_row, int(found.group(2)))
                break

    @property
    def cells(self) -> int:
        """The size of the box."""
        return self.last_row * self.widest


def refuse_stray_cells(sheet: str, rows: Iterable[list[bytes]], needle: bytes, cell_limit: int) -> None:
    """Look at the cells that hold something. Raises `FileRefused("stray-cell")` where their box is too large.

    The stray cell is the one without which the box is smallest: the widest, or the lowest.
    """
    widest = second = lowest = above = (0, 0)
    first_row, last_row = HIGHEST, 0
    for row in (row for block in rows for row in block):
        end = max(row.rfind(b"</v>"), row.rfind(b"</is>"), row.rfind(b":v>"), row.rfind(b":is>"))
        found = _REFERENCE.match(row, row.rfind(needle, 0, end) + len(needle)) if end > 0 else None
        if found is None:
            continue
        cell = (column_number(found.group(1)), int(found.group(2)))
        first_row = min(first_row, cell[1])
        if cell[0] >= widest[0]:
            widest, second = cell, widest
        elif cell[0] > second[0]:
            second = cell
        if cell[1] >= last_row:
            above, lowest, last_row = lowest, cell, cell[1]
    if (last_row - first_row + 1) * widest[0] <= cell_limit:
        return
    by_column, by_row = second[0] * last_row, widest[0] * above[1]
    column, row_number = widest if by_column < by_row else lowest
    raise FileRefused("stray-cell", sheet=sheet, address=f"{column_letter(column)}{row_number}")


def refuse_outside(sheet: str, extents: Extents) -> None:
    """Raises `FileRefused("cell-outside")` for a cell that no spreadsheet has."""
    if extents.last_row > HIGHEST or extents.widest > WIDEST:
        address = f"{column_letter(extents.widest)}{extents.last_row}"
        raise FileRefused("cell-outside", sheet=sheet, address=address)
