"""Numbers and dates in a row: whether they can be headings."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from .labels import label_of
from .top import TopRow

BELOW = 5
"""Rows below that tell what a column holds."""

YEARS = range(1900, 2101)
MOST_COUNTED = range(5, 54)
"""How far headings that only count (hours, days, weeks) run."""

_NUMBER = re.compile(r"[-+]?[\d.,\s]+")


def is_label_like(row: TopRow, below: Sequence[TopRow] = ()) -> bool:
    """True where every cell is text, or the numbers and dates among them can be headings too."""
    counted = {column: cell for column, cell in row.cells.items() if is_typed(cell)}
    texts = {column: cell for column, cell in row.cells.items() if column not in counted}
    if not counted:
        return True
    return (
        _count_on(counted, bool(texts), below)
        or _name_texts(counted, len(texts), below)
        or _is_corner(counted, texts, below)
    )


def typed_columns(cells: Mapping[int, Any], below: Sequence[TopRow]) -> int:
    """How many of the cells stand over cells that are mostly numbers, dates or the like."""
    below, count = below[:BELOW], 0
    for column, cell in cells.items():
        typed = [is_typed(row.cells[column]) for row in below if column in row.cells]
        if typed and sum(typed) > len(typed) / 2 and (isinstance(cell, str) or not _same_kind(cell, below, column)):
            count += 1
    return count


def _count_on(counted: Mapping[int, Any], with_text: bool, below: Sequence[TopRow]) -> bool:
    """True for headings such as 2024, 2025, 2026, or one date a month, or the days 1 to 31, or the hours from 0."""
    values = [_counter(cell) for cell in counted.values()]
    if not below or len(values) < 2 or None in values or len(set(map(type, counted.values()))) > 1:
        return False
    steps = {later - earlier for earlier, later in pairwise(values)}
    if all(isinstance(cell, date) for cell in counted.values()):
        return (min(steps) > 0 or max(steps) < 0) and not _same_below(counted, below)
    if len(steps) > 1 or 0 in steps:
        return False
    if all(value in YEARS for value in values):
        return not _same_below(counted, below)
    return with_text and steps == {1} and values[0] in (0, 1) and len(values) in MOST_COUNTED


def _name_texts(counted: Mapping[int, Any], texts: int, below: Sequence[TopRow]) -> bool:
    """True where three or more different whole numbers (article numbers) stand over columns without any number."""
    if len(counted) < max(3, 2 * texts) or not texts or len(set(map(label_of, counted.values()))) < len(counted):
        return False
    if not all(label_of(cell).isascii() and label_of(cell).isdigit() for cell in counted.values()):
        return False
    under = [[row.cells[column] for row in below[:BELOW] if column in row.cells] for column in counted]
    return all(len(cells) > 1 and not any(map(_is_number, cells)) for cells in under)


def _is_corner(counted: Mapping[int, Any], texts: Mapping[int, Any], below: Sequence[TopRow]) -> bool:
    """True where the first cell alone is a number or a date: above a running number, or the day of a report.

    The others are different texts, and several of them stand over numbers or dates.
    """
    if len(counted) > 1 or len(below) < 2 or len(texts) < 3 or min(counted) > min(texts):
        return False
    return len(set(texts.values())) == len(texts) and typed_columns(texts, below) > 1


def _same_below(counted: Mapping[int, Any], below: Sequence[TopRow]) -> bool:
    """True where the rows below go on with the same kind of thing: then they are no headings."""
    return any(_same_kind(cell, below[:BELOW], column) for column, cell in counted.items())


def _same_kind(cell: Any, below: Sequence[TopRow], column: int) -> bool:
    cells = [row.cells[column] for row in below if column in row.cells]
    if isinstance(cell, date):
        return any(isinstance(other, date) for other in cells)
    return bool(cells) and all(_counter(other) in YEARS for other in cells)


def _counter(cell: Any) -> Any:
    """A number for comparing years, days and dates; None where the cell is none of them."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, date):
        return cell.toordinal()
    label = label_of(cell)
    return int(label) if label.isascii() and label.isdigit() and len(label) <= 4 else None


def is_typed(cell: Any) -> bool:
    """True for numbers, dates and the like, and for texts that are numbers."""
    return not isinstance(cell, str) or bool(_NUMBER.fullmatch(cell))


def _is_number(cell: Any) -> bool:
    return bool(_NUMBER.fullmatch(cell)) if isinstance(cell, str) else isinstance(cell, float)
