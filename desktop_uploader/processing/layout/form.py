"""The heading row of a sheet of which nothing is known: text over typed columns."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from .counting import is_label_like, is_typed, typed_columns
from .top import Top, TopRow

WIDE_ENOUGH = 0.6
"""A heading row has at least this share of the cells that the rows below it have."""


def row_by_form(top: Top) -> int | None:
    """The index in `top.rows` of the row that looks most like headings; None where no row does.

    That is the first row of labels that is as wide as the rows below it. A later one beats it where it is wider and
    stands over as many typed columns, or where a blank row lies between and typed columns are below the later one only.
    Where rows directly above are like those below, it is a row of data itself, and so there are no headings.
    """
    rows, best = top.rows, None
    for index in range(len(top.searched)):
        found = _candidate(rows, index)
        if found is not None and (best is None or found.beats(best)):
            best = found
    if best is None or _has_data_above(rows, best):
        return None
    return best.index


_NO_VALUE = re.compile(r"\W*|(?:n\W?a|k\W?a|tbd|tbc|none|null|unknown|missing|unbekannt|fehlt)\W*", re.I)


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


def _has_data_above(rows: Sequence[TopRow], best: _Candidate) -> bool:
    """True where at least two rows of the same block are like those below, which would be lost."""
    below, alike, index = rows[best.index + 1 : best.index + 21], 0, best.index
    kinds = {column: _mostly_typed(column, below) for row in below for column in row.cells}
    while index > 0 and rows[index - 1].number == rows[index].number - 1:
        index -= 1
        cells = rows[index].cells
        wide = len(cells) >= best.width and any(kinds.get(column) for column in cells)
        alike += wide and all(kinds.get(column) in (None, is_typed(cell)) for column, cell in cells.items())
    return alike >= 2


def _mostly_typed(column: int, below: Sequence[TopRow]) -> bool:
    typed = [is_typed(row.cells[column]) for row in below if column in row.cells]
    return sum(typed) > len(typed) / 2


def typed_below(rows: Sequence[TopRow], index: int) -> int:
    """How many of a row's labels stand over cells that are mostly numbers, dates or the like."""
    return typed_columns(rows[index].cells, rows[index + 1 :])


def rivals(top: Top, index: int) -> list[int]:
    """The indices of the rows any of which can be the headings, where two columns leave it open; else `index` alone.

    "By, Smith" above "Item, Price" looks like headings as much as that, and a first "bolt, on request" below it does
    too, where all other prices are numbers. A colon tells the notes, and what stands for no value tells the data.
    """
    rows, end = top.rows, index
    columns = set(rows[index].cells)
    while len(columns) == 2 and end + 1 < len(top.searched) and _is_pair_of_texts(rows[end], rows[end + 1]):
        end += 1
    below = list(takewhile(lambda row: row.cells.keys() <= columns, rows[end + 1 :]))
    held = [[row.cells[column] for row in below if column in row.cells] for column in columns]
    first = next(row for row in range(index, end + 1) if row == end or not _is_note(rows[row]))
    if end == index or not any(len(cells) >= end - first and all(map(is_typed, cells)) for cells in held if cells):
        return [index]
    return list(range(first, end + 1))


def _is_pair_of_texts(above: TopRow, row: TopRow) -> bool:
    beside = row.number == above.number + 1 and row.cells.keys() == above.cells.keys()
    return beside and not any(is_typed(cell) or _NO_VALUE.fullmatch(cell) for cell in row.cells.values())


def _is_note(row: TopRow) -> bool:
    return row.labels[min(row.labels)].endswith((":", "\uff1a"))


def repeated(labels: Mapping[int, str]) -> bool:
    """True where a label occurs twice."""
    return any(count > 1 for count in Counter(labels.values()).values())
