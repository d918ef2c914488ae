"""A workbook of many rows: as many sheets as they need, each value as what it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ...model.exact import exact
from ...model.export import ExportResult
from .typed import DATE, LONGEST_TEXT, MOMENT, TIME, sheet_name

MOST_ROWS = 1_048_575
"""Rows below the headings that a sheet can hold."""
LONGEST_NUMBER = 10**15
"""Excel rounds whole numbers of more digits."""
EARLIEST = date(1900, 1, 1)
NARROWEST, WIDEST, MEASURED = 9, 45, 200
"""Widths in characters, and the rows by which they are measured."""


class RowBook:
    """Written once."""

    def __init__(
        self, target: str, scratch: str, name: str, headings: Sequence[str], most_rows: int = MOST_ROWS
    ) -> None:
        """`name` is that of the sheets, `scratch` a folder for what is needed meanwhile."""
        self._target = target
        self._scratch = scratch
        self._name = name
        self._headings = headings
        self._most = most_rows
        self._as_text = self._cut = 0

    def write(self, batches: Iterable[Sequence[tuple[Any, ...]]]) -> ExportResult:
        """Write all rows, and close the workbook. Raises `OSError`, `FileCreateError`."""
        options = {"constant_memory": True, "tmpdir": self._scratch, "use_zip64": True}
        book = xlsxwriter.Workbook(self._target, options)
        self._shapes = {kind: book.add_format({"num_format": shape}) for kind, shape in _SHAPES.items()}
        self._bold = book.add_format({"bold": True, "bottom": 1})
        taken: set[str] = set()
        sheet, row, rows = None, 0, 0
        for batch in batches:
            for values in batch:
                if sheet is None or row == self._most:
                    sheet, row = self._sheet(book, taken, batch), 0
                row += 1
                self._write_row(sheet, row, values)
            rows += len(batch)
        if sheet is None:
            self._sheet(book, taken, ())
        book.close()
        return ExportResult(rows, len(taken), self._as_text, self._cut)

    def _sheet(self, book: xlsxwriter.Workbook, taken: set[str], sample: Sequence[tuple[Any, ...]]) -> Worksheet:
        sheet = book.add_worksheet(sheet_name(self._name, taken))
        for column, heading in enumerate(self._headings):
            longest = max([len(heading) + 2, *(len(str(exact(row[column]))) for row in sample[:MEASURED])])
            sheet.set_column(column, column, min(max(longest, NARROWEST), WIDEST))
            sheet.write_string(0, column, heading[:LONGEST_TEXT], self._bold)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, max(0, len(self._headings) - 1))
        return sheet

    def _write_row(self, sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        for column, value in enumerate(values):
            if value is None:
                continue
            kind = type(value)
            if kind is float:
                sheet.write_number(row, column, _AllDigits(value))
            elif kind is bool:
                sheet.write_boolean(row, column, value)
            else:
                self._write_other(sheet, row, column, value)

    def _write_other(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        """What Excel holds in its own form, if at all; else the exact text."""
        kind = type(value)
        if kind is int and abs(value) < LONGEST_NUMBER:
            sheet.write_number(row, column, value)
        elif kind in self._shapes and _held(value):
            sheet.write_datetime(row, column, value, self._shapes[kind])
        else:
            text = str(exact(value))
            self._as_text += kind in (int, *_SHAPES)
            self._cut += len(text) > LONGEST_TEXT
            sheet.write_string(row, column, text[:LONGEST_TEXT])


_SHAPES = {date: DATE, datetime: MOMENT, time: TIME}


class _AllDigits(float):
    """XlsxWriter writes 16 digits of a number; some need 17 to be read back as they were."""

    def __format__(self, _shape: str) -> str:
        return repr(float(self))


def _held(value: Any) -> bool:
    """False for days before Excel's first, for time zones, and for what is finer than its milliseconds."""
    if getattr(value, "tzinfo", None) is not None or getattr(value, "microsecond", 0) % 1000:
        return False
    return isinstance(value, time) or (value.date() if isinstance(value, datetime) else value) >= EARLIEST
