"""The heading row of a sheet of which nothing is known: text over typed columns."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from .labels import label_of
from .top import Top, TopRow

BELOW = 5
"""Rows below that tell what a column holds."""

WIDE_ENOUGH = 0.6
"""A heading row has at least this share of the cells that the rows below it have."""

YEARS = range(1900, 2101)
MOST_DAYS = range(5, 54)
"""How far headings that only count (days, weeks) run."""

_NUMBER = re.compile(r"[-+]?[\d.,\s]+")


def row_by_form(top: Top) -> int | None:
    """The index in `top.rows` of the row that looks most like headings; None where no row does.

    That is the first row of labels that is as wide as the rows below it. A later one beats it where it is wider and
    stands over as many typed columns, or where a blank row lies between and typed columns are below the later one only.
    """
    rows, best = top.rows, None
    for index in range(len(top.searched)):
        found = _candidate(rows, index)
        if found is not None and (best is None or found.beats(best)):
            best = found
    return best.index if best is not None else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    width: int
    """Labels with anything below them."""
    typed: int
    """Labels over typed cells of the same block."""
    end: int
    """The index after the last row of the block: the rows that follow without a blank one between."""

    def beats(self, earlier: "_Candidate") -> bool:
        if self.width < earlier.width or self.typed < earlier.typed:
            return False
        if self.end == earlier.end:
            return self.width > earlier.width and self.typed > 0
        alone = earlier.end == earlier.index + 1 and self.end > self.index + 1
        return alone or self.typed > earlier.typed


def _candidate(rows: Sequence[TopRow], index: int) -> _Candidate | None:
    row, below = rows[index], rows[index + 1 : index + 21]
    usual = median(len(other.cells) for other in below) if below else len(row.cells)
    if len(row.cells) < WIDE_ENOUGH * usual or not is_label_like(row, below):
        return None
    end = index + 1
    while end < len(rows) and rows[end].number == rows[end - 1].number + 1:
        end += 1
    if not below and any(len(above.cells) >= len(row.cells) for above in rows[:index]):
        return None
    typed = typed_below(rows[:end], index)
    if not typed and len(set(row.labels.values())) <= len(row.labels) / 2 and len(row.labels) > 1:
        return None
    width = sum(1 for column in row.cells if any(column in other.cells for other in below))
    return _Candidate(index, width, typed, end)


def typed_below(rows: Sequence[TopRow], index: int) -> int:
    """How many of a row's labels stand over cells that are mostly numbers, dates or the like."""
    below = rows[index + 1 : index + 1 + BELOW]
    count = 0
    for column, cell in rows[index].cells.items():
        typed = [_is_typed(row.cells[column]) for row in below if column in row.cells]
        if typed and sum(typed) > len(typed) / 2 and (isinstance(cell, str) or not _same_kind(cell, below, column)):
            count += 1
    return count


def is_label_like(row: TopRow, below: Sequence[TopRow] = ()) -> bool:
    """True where every cell is text, or the numbers and dates among them count years, months or days."""
    counted = {column: cell for column, cell in row.cells.items() if _is_typed(cell)}
    return not counted or _count_on(counted, len(row.cells) > len(counted), below)


def _count_on(counted: Mapping[int, Any], with_text: bool, below: Sequence[TopRow]) -> bool:
    """True for headings such as 2024, 2025, 2026, or one date a month, or the days 1 to 31."""
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
    return with_text and steps == {1} and values[0] == 1 and len(values) in MOST_DAYS


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


def _is_typed(cell: Any) -> bool:
    return not isinstance(cell, str) or bool(_NUMBER.fullmatch(cell))


def repeated(labels: Mapping[int, str]) -> bool:
    """True where a label occurs twice."""
    return any(count > 1 for count in Counter(labels.values()).values())
