"""What was decided about a sheet that is used, for telling a person."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...model.dataset import SheetReport
from ...model.problem import column_letter
from .source import Source

MOST_NOTES = 10
"""Merged cells and columns without a heading that are named for each sheet."""


def report_of(source: Source) -> SheetReport:
    """The report of one sheet; before its rows were read it tells how many rows there can be."""
    headings, seen = source.headings, source.seen
    left = max(0, (source.sheet.height or headings.row) - headings.row)
    return SheetReport(
        name=source.sheet.name,
        used=True,
        header_row=headings.row,
        header_rows=headings.rows,
        rows=seen.rows if seen.whole else left,
        ignored_columns=source.columns.ignored,
        absent_fields=source.columns.absent,
        totals_rows=tuple(seen.totals),
        footnote_rows=tuple(seen.footnotes),
        hidden_rows=source.sheet.facts.hidden_rows,
        notes=tuple(_notes(source)),
    )


def _notes(source: Source) -> Iterable[dict[str, Any]]:
    seen, hidden = source.seen, source.sheet.facts.hidden_rows
    for code, rows in (
        ("totals-left-out", seen.totals),
        ("footnotes-left-out", seen.footnotes),
        ("rows-outside-table", seen.outside),
    ):
        if rows:
            yield {"code": code, "count": len(rows), "places": ranges(rows)}
    unread = [table.name for table in source.sheet.facts.tables if table != source.headings.table]
    if unread:
        yield {"code": "tables-left-out", "tables": unread[:MOST_NOTES], "count": len(unread)}
    if hidden is None:
        yield {"code": "hidden-unknown"}
    elif hidden:
        yield {"code": "hidden-rows", "count": hidden}
    if unseen := source.sheet.facts.hidden_columns.intersection(source.columns.columns.values()):
        yield {"code": "hidden-columns", "count": len(unseen), "letters": list(map(column_letter, sorted(unseen)))}
    if source.sheet.facts.blank_formulas:
        yield {"code": "formulas-blank", "count": source.sheet.facts.blank_formulas}
    yield from _merged(source)
    if seen.filled_down:
        yield {"code": "cells-filled-down", "count": seen.filled_down}
    for column, stray in sorted(seen.strays.items())[:MOST_NOTES]:
        found = {"letter": column_letter(column), "count": stray.count, "places": ranges(stray.rows)}
        yield {"code": "cells-without-heading" if source.headings.table is None else "cells-beside-table", **found}
    if len(seen.strays) > MOST_NOTES:
        yield {"code": "columns-without-heading", "count": len(seen.strays) - MOST_NOTES}


def _merged(source: Source) -> Iterable[dict[str, Any]]:
    """Merged cells among the data of columns that are read: all rows but the first are empty in them."""
    used = set(source.columns.columns.values()) - set(source.columns.filled_down)
    labels, found = source.headings.labels, 0
    for area in source.sheet.facts.merged:
        columns = [column for column in range(area.first_column, area.last_column + 1) if column in used]
        if area.first_row <= source.headings.row or not columns or area.last_row == area.first_row:
            continue
        found += 1
        if found <= MOST_NOTES:
            rows = {"first_row": area.first_row, "last_row": area.last_row}
            yield {"code": "merged-cells", "label": labels.get(columns[0], column_letter(columns[0])), **rows}
    if found > MOST_NOTES:
        yield {"code": "more-merged-cells", "count": found - MOST_NOTES}


def ranges(rows: Sequence[int]) -> list[str]:
    """Row numbers with neighbours drawn together: 5, 6, 7, 9 → "5-7", "9"; at most ten."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    texts = [str(first) if first == last else f"{first}-{last}" for first, last in found[:10]]
    return texts if len(found) <= 10 else [*texts, "…"]
