"""Headings of two lines: a parent such as "2026" over its children "Q1" and "Q2" makes "2026 Q1" and "2026 Q2"."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ..reading.sheets import Area
from .counting import is_label_like
from .form import WIDE_ENOUGH, repeated, typed_below
from .top import Top, TopRow


def joined(parent: TopRow, child: TopRow, merged: Sequence[Area] = ()) -> dict[int, str]:
    """Each column's label from two rows; a parent reaches over the columns to its right, up to the next parent.

    Where the file says which cells are merged, a merged parent reaches just as far as that.
    """
    labels: dict[int, str] = {}
    above, end = "", 0
    reach = {area.first_column: area.last_column for area in merged if area.first_row <= parent.number <= area.last_row}
    for column in sorted({*parent.labels, *child.labels}):
        if column in parent.labels:
            above, end = parent.labels[column], reach.get(column, 0)
        elif end and column > end:
            above = ""
        labels[column] = f"{above} {child.labels.get(column, '')}".strip()
    return {column: label for column, label in labels.items() if label}


def pair_at(top: Top, index: int) -> tuple[TopRow, TopRow] | None:
    """The two heading rows that row `index` of `top.rows` is one of; None where it stands alone."""
    for first in (index - 1, index):
        if 0 <= first and first + 1 < len(top.rows):
            parent, child = top.rows[first], top.rows[first + 1]
            if child.number == parent.number + 1 and _belong_together(top, parent, child, first + 1):
                return parent, child
    return None


def pair_by_form(top: Top) -> tuple[TopRow, TopRow] | None:
    """Two rows that are headings only together: most columns have their label in one of the two."""
    for index, (parent, child) in enumerate(pairwise(top.searched), 1):
        below = top.rows[index + 1 : index + 21]
        if not below or child.number != parent.number + 1 or _is_note(parent) or not typed_below(top.rows, index):
            continue
        wide = len({*parent.cells, *child.cells}) >= WIDE_ENOUGH * median(len(row.cells) for row in below)
        apart = 2 * len(parent.cells.keys() & child.cells.keys()) < len(child.cells)
        if wide and apart and is_label_like(parent, below) and is_label_like(child, below):
            return parent, child
    return None


def _belong_together(top: Top, parent: TopRow, child: TopRow, index: int) -> bool:
    below = top.rows[index + 1 :]
    if not (is_label_like(parent, below) and is_label_like(child, below)):
        return False
    if _is_note(parent):
        return False
    spans = spans_of(top.facts.merged, parent.number)
    under_nothing = any(column not in child.cells for column in parent.cells)
    if spans and (len(spans) > 1 or repeated(child.labels) or under_nothing):
        return len(spans) > 1 or len(parent.cells) > 1
    gaps = [column for column in child.cells if column not in parent.cells and column > min(parent.cells)]
    told_apart = repeated(child.labels) or under_nothing
    return bool(gaps) and len(parent.cells) > 1 and told_apart and typed_below(top.rows, index) > 0


def _is_note(row: TopRow) -> bool:
    """True for a note such as "Printed:" and its value, which is not the parent of what stands below."""
    return any(label.endswith((":", "\uff1a")) for label in row.labels.values())


def spans_of(merged: Sequence[Area], row: int) -> list[Area]:
    """The merged cells of one row that reach over several columns."""
    return [area for area in merged if area.first_row == area.last_row == row and area.last_column > area.first_column]
