"""What is said of a file of which no sheet can be used: what is really in it, and what to do."""

from collections.abc import Sequence
from statistics import median

from ...model.errors import FileRefused, NeedsAnswer, UploaderError
from ...model.problem import column_letter
from ...model.question import Question
from ..reading.sheets import FORMULA
from .answers import HEADING_ROW
from .form import WIDE_ENOUGH
from .look import Look
from .top import top_of

FEWEST_ROWS = 2
"""Rows that are worth asking for their headings; a single one is a note beside a sheet that was looked for."""

MOST_RIVALS = 5
SHOWN_CELLS, LONGEST_CELL = 5, 30


def refusal(looks: Sequence[Look]) -> UploaderError | None:
    """What to raise where no sheet has headings with rows; None where headings without rows are the best there is.

    `NeedsAnswer` about the heading row of the sheet with the most rows that has no headings, or `FileRefused`:
    "sheets-hidden", "single-cell", "no-values", "no-results", "blank-results", "file-no-rows".
    """
    headless = [look for look in looks if look.headings is None and look.top is not None and look.top.rows]
    most = max(headless, key=lambda look: look.filled, default=None)
    if most is not None and most.filled >= FEWEST_ROWS:
        return _which_row(most)
    if any(look.headings is not None for look in looks):
        return None
    hidden = _hidden(looks, FEWEST_ROWS if most is not None else 1)
    if hidden is not None:
        return hidden
    return _one_row(most) if most is not None else _trouble(looks) or FileRefused("file-no-rows")


def which_of(look: Look) -> Question | None:
    """The question which of several rows holds the headings; None where that is clear."""
    if look.headings is None or not look.headings.rivals:
        return None
    rows = [str(row) for row in look.headings.rivals[:MOST_RIVALS]]
    return Question(HEADING_ROW, look.sheet.name, (*rows, "0"), {"kind": "several", "rows": rows})


def _one_row(look: Look) -> UploaderError:
    assert look.top is not None
    row = look.top.rows[0]
    if len(row.cells) > 1:
        return _which_row(look)
    return FileRefused("single-cell", sheet=look.sheet.name, address=f"{column_letter(min(row.cells))}{row.number}")


def _which_row(look: Look) -> NeedsAnswer:
    """The question about the first row that is as wide as the others, or else that there are no headings."""
    assert look.top is not None
    usual = median(len(row.cells) for row in look.top.rows)
    first = next(row for row in look.top.rows if len(row.cells) >= WIDE_ENOUGH * usual)
    cells = [label[:LONGEST_CELL] for label in list(first.labels.values())[:SHOWN_CELLS]]
    params = {"row": first.number, "cells": cells}
    return NeedsAnswer([Question(HEADING_ROW, look.sheet.name, ("0", str(first.number)), params)])


def _hidden(looks: Sequence[Look], fewest: int) -> FileRefused | None:
    hidden = [look.sheet for look in looks if look.top is None]
    filled = [sheet.name for sheet in hidden if len(top_of(sheet).rows) >= fewest]
    return FileRefused("sheets-hidden", sheets=filled) if filled else None


def _trouble(looks: Sequence[Look]) -> FileRefused | None:
    """For cells that are not empty, but of which no reader is given anything: errors, formulas without a result."""
    for look in looks:
        trouble = look.sheet.facts.trouble if look.top is not None else {}
        if trouble:
            (row, column), word = min(trouble.items())
            code = "no-results" if all(other == FORMULA for other in trouble.values()) else "no-values"
            return FileRefused(code, sheet=look.sheet.name, address=f"{column_letter(column)}{row}", word=word)
    blank = next((look.sheet for look in looks if look.top is not None and look.sheet.facts.blank_formulas), None)
    return FileRefused("blank-results", sheet=blank.name) if blank is not None else None
