"""What only a cell's number format tells: 42 shown as 00042, 0.19 shown as 19 %."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..reading.sheets import SheetFacts
from .columns import ColumnCheck, shown
from .converters.numbers import percent_points

ZEROS = "format-zeros"
"""The kind of repair under which numbers are counted that got their zeros back."""


def as_shown(facts: SheetFacts, check: ColumnCheck, column: int, numbers: Sequence[int], cells: list[Any]) -> list[Any]:
    """The cells with what their number format adds: leading zeros in text, percent in points."""
    if check.kind == "string" and (digits := facts.padded.get(column)):
        pairs = zip(cells, numbers, strict=True)
        padded = [_padded(cell, digits[row]) if row in digits and type(cell) is float else cell for cell, row in pairs]
        check.manner.repaired[ZEROS] += sum(type(cell) is str and cell[:1] == "0" for cell in _changed(cells, padded))
        return padded
    if check.field.get("x-percent") == "points" and (rows := facts.percent.get(column)):
        pairs = zip(cells, numbers, strict=True)
        return [percent_points(cell) if row in rows and type(cell) is float else cell for cell, row in pairs]
    return cells


def _changed(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Any]:
    return (new for old, new in zip(before, after, strict=True) if new is not old)


def _padded(cell: float, digits: int) -> Any:
    if not cell.is_integer() or cell < 0:
        return cell
    return shown(cell).zfill(digits) if cell < 10**15 else cell
