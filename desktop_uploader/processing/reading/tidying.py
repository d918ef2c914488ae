"""Cells that the reader gives otherwise than `sheets.py` promises; looked for only where the file may have some."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from .sheets import FORMULA, Row, SheetFacts


def tidied(rows: Iterator[Row], facts: SheetFacts, durations: Mapping[str, timedelta], first: int) -> Iterator[Row]:
    """The rows, from row 1 and column `first`, with line feeds alone, lengths of time, and nothing where trouble is."""
    if facts.returns:
        rows = map(_with_line_feeds, rows)
    if durations:
        rows = ([durations.get(cell, cell) if type(cell) is str else cell for cell in row] for row in rows)
    if facts.trouble:
        rows = _without_trouble(rows, facts.trouble, first)
    return rows


def _with_line_feeds(row: Row) -> Row:
    return [
        cell.replace("\r\n", "\n").replace("\r", "\n") if type(cell) is str and "\r" in cell else cell for cell in row
    ]


def _without_trouble(rows: Iterator[Row], trouble: Mapping[tuple[int, int], str], first: int) -> Iterator[Row]:
    places: dict[int, list[int]] = {}
    for (line, column), word in trouble.items():
        if word != FORMULA:
            places.setdefault(line, []).append(column - first)
    for number, row in enumerate(rows, start=1):
        yield _emptied(row, places[number]) if number in places else row


def _emptied(row: Row, offsets: list[int]) -> list[Any]:
    cells = list(row)
    for offset in offsets:
        if 0 <= offset < len(cells):
            cells[offset] = ""
    return cells
