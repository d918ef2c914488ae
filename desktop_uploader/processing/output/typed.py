"""Cells as the reader gives them, written by XlsxWriter as the values that they are: text stays text."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""

DATE, MOMENT, TIME, DURATION = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"
_FORMATS: Mapping[type, str] = {date: DATE, datetime: MOMENT, time: TIME, timedelta: DURATION}
_FIRST_YEAR = 1900


class CellWriter:
    """Writes cells into one workbook; keeps its formats."""

    def __init__(self, book: Workbook, wrong_colour: str) -> None:
        self._book = book
        self._colour = wrong_colour
        self._formats: dict[tuple[str, bool], Format | None] = {("", False): None}

    def write(
        self, sheet: Worksheet, row: int, column: int, cell: Any, *, wrong: bool = False, number_format: str = ""
    ) -> bool:
        """Write a cell at a row and column from 0. False where its text had to be cut."""
        shape = self._format(_FORMATS.get(type(cell), number_format), wrong)
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, shape)
        elif isinstance(cell, int | float) and float(cell) == cell:
            sheet.write_number(row, column, cell, shape)
        elif isinstance(cell, date | time | timedelta) and _held(cell):
            sheet.write_datetime(row, column, cell, shape)
        elif cell in ("", None):
            sheet.write_blank(row, column, None, shape)
        else:
            text = str(cell)
            sheet.write_string(row, column, text[:LONGEST_TEXT], shape)
            return len(text) <= LONGEST_TEXT
        return True

    def _format(self, number_format: str, wrong: bool) -> Format | None:
        key = (number_format, wrong)
        if key not in self._formats:
            properties = {"num_format": number_format} if number_format else {}
            self._formats[key] = self._book.add_format({**properties, **({"bg_color": self._colour} if wrong else {})})
        return self._formats[key]


def _held(cell: date | time | timedelta) -> bool:
    """False for what Excel's calendar does not hold."""
    return cell >= timedelta(0) if isinstance(cell, timedelta) else getattr(cell, "year", _FIRST_YEAR) >= _FIRST_YEAR


def sheet_name(text: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet, and that is not yet `taken`, to which it is added."""
    plain = "".join("_" if letter in "[]:*?/\\" else letter for letter in text).strip("' ")[:31] or "Sheet"
    name, number = plain, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name
