"""A sheet that is used: its headings, its columns, and the rows below."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..reading.sheets import Row, Sheet
from .footer import TAIL, Footer, Form, footer_of
from .headings import Headings
from .mapping import ColumnMap
from .seen import Seen
from .top import is_blank

CHUNK = 5000

Numbered = tuple[list[int], list[Row]]


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet with its headings found and its columns mapped."""

    sheet: Sheet
    headings: Headings
    columns: ColumnMap
    seen: Seen = field(default_factory=Seen)


def chunks(source: Source) -> Iterator[tuple[list[int], dict[int, list[Any]]]]:
    """The data rows as columns: row numbers, and for each column (from 1) that has a heading its cells.

    Blank rows are passed over, totals and footnotes below the data left out; `source.seen` tells of them afterwards.
    """
    seen, first = source.seen, source.sheet.first_column
    seen.begin()
    labelled = tuple(sorted(column - first for column in source.headings.labels if column >= first))
    filled_down = tuple(column - first for column in source.columns.filled_down)
    key = (source.columns.columns[name] - first for name in source.columns.key if name in source.columns.columns)
    form = Form(labelled, tuple(offset for offset in key if offset not in filled_down), filled_down)
    fill = {column: "" for column in source.columns.filled_down}
    for numbers, rows in _without_footer(source, form):
        seen.rows += len(numbers)
        columns = _turned(rows, labelled, first, numbers, seen)
        for column, above in fill.items():
            fill[column] = _fill_down(columns[column], above, seen)
        yield numbers, columns
    seen.whole = True


def _without_footer(source: Source, form: Form) -> Iterator[Numbered]:
    """The data rows; a few are held back until it is known whether they are the last."""
    numbers, rows = list[int](), list[Row]()
    for more_numbers, more_rows in _within_table(source):
        numbers += more_numbers
        rows += more_rows
        if len(rows) >= CHUNK:
            yield numbers[:-TAIL], rows[:-TAIL]
            numbers, rows = numbers[-TAIL:], rows[-TAIL:]
    footer = footer_of(numbers, rows, form) if rows else Footer(0)
    source.seen.totals += footer.totals
    source.seen.footnotes += footer.notes
    if footer.data:
        yield numbers[: footer.data], rows[: footer.data]


def _within_table(source: Source) -> Iterator[Numbered]:
    """The rows that are not blank; where an Excel table says where it ends, those below it are noted and left out.

    Rows typed directly below a table without totals are data that the table was not drawn over.
    """
    table = source.headings.table
    if table is None:
        yield from _filled(source)
        return
    last, seen = table.area.last_row - table.totals_rows, source.seen
    for numbers, rows in _filled(source):
        kept = bisect_right(numbers, last)
        while kept < len(numbers) and not table.totals_rows and numbers[kept] == last + 1:
            last, kept = last + 1, kept + 1
        seen.totals += [number for number in numbers[kept:] if number <= table.area.last_row]
        seen.outside += [number for number in numbers[kept:] if number > table.area.last_row]
        if kept:
            yield numbers[:kept], rows[:kept]


def _filled(source: Source) -> Iterator[Numbered]:
    rows = islice(source.sheet.rows(), source.headings.row, None)
    number = source.headings.row + 1
    # A cell with an error is read as empty; a row of them is no blank one.
    troubled = {row for row, _ in source.sheet.facts.trouble}
    while chunk := list(islice(rows, CHUNK)):
        # Few rows begin with an empty cell, and only those can be blank.
        kept = [index for index, row in enumerate(chunk) if row and (_is_filled(row[0]) or not _is_blank_row(row))]
        if troubled and len(kept) < len(chunk):
            kept = sorted({*kept, *(row - number for row in troubled if number <= row < number + len(chunk))})
        if kept:
            numbers = [number + index for index in kept]
            yield numbers, chunk if len(kept) == len(chunk) else [chunk[index] for index in kept]
        number += len(chunk)


def _is_filled(cell: Any) -> bool:
    return cell != "" and not (type(cell) is str and cell.isspace())


def _is_blank_row(row: Row) -> bool:
    """True where nothing can be seen: spaces count for nothing."""
    return row.count("") == len(row) or all(map(is_blank, row))


def _turned(
    rows: Sequence[Row], labelled: Sequence[int], first: int, numbers: Sequence[int], seen: Seen
) -> dict[int, list[Any]]:
    """Rows turned on their side. Cells in columns without a heading are noted and left out."""
    width = max(labelled, default=-1) + 1
    if len(set(map(len, rows))) > 1:
        for number, row in zip(numbers, rows, strict=True):
            if len(row) > width:
                seen.stray(range(first + width, first + len(row)), [[cell] for cell in row[width:]], [number])
        rows = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    columns = list(zip(*rows, strict=True))
    wanted = set(labelled)
    others = [offset for offset in range(len(columns)) if offset not in wanted]
    seen.stray([first + offset for offset in others], [columns[offset] for offset in others], numbers)
    empty = [""] * len(rows)
    return {first + offset: list(columns[offset] if offset < len(columns) else empty) for offset in labelled}


def _fill_down(cells: list[Any], above: Any, seen: Seen) -> Any:
    """Give each empty cell the value above it, in place; returns the last value."""
    for index, cell in enumerate(cells):
        if cell != "":
            above = cell
        elif above != "":
            cells[index] = above
            seen.filled_down += 1
    return above
