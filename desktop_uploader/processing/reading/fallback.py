"""Workbooks that calamine is known not to read, read by openpyxl into the same cells."""

import datetime
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl

from ...model.errors import FileRefused
from .sheets import Row
from .xlsxscan import XlsxScan

Read = tuple[str, bool, list[Row], dict[tuple[int, int], str]]
"""A sheet's name, whether it is visible, its rows from row 1 and column 1, and its error cells."""


def rows_of(path: Path, cell_limit: int, scan: XlsxScan, first: FileRefused) -> Iterator[Read]:
    """Every sheet. `first` is raised where openpyxl cannot read them either."""
    try:
        with warnings.catch_warnings(), closing(_load(path)) as book:
            warnings.simplefilter("ignore")
            for sheet in book.worksheets:
                scan.check_extents(sheet.title, cell_limit)
                rows, trouble = _rows(sheet, cell_limit)
                yield sheet.title, sheet.sheet_state == "visible", rows, trouble
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        raise first from error


def cell_of(value: Any) -> Any:
    """A cell of openpyxl's as calamine would give it."""
    kind = type(value)
    if kind is int:
        return float(value)
    if value is None:
        return ""
    if kind is datetime.datetime and value.time() == datetime.time(0):
        return value.date()
    if kind in (str, float, bool, datetime.datetime, datetime.date, datetime.time, datetime.timedelta):
        return value
    return str(value)


def _load(path: Path) -> Any:
    # Opened by ourselves: openpyxl refuses file names whose ending it does not know.
    return openpyxl.load_workbook(open(path, "rb"), read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any, cell_limit: int) -> tuple[list[Row], dict[tuple[int, int], str]]:
    sheet.reset_dimensions()
    rows: list[Row] = []
    trouble: dict[tuple[int, int], str] = {}
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        found = []
        for cell in row:
            if cell.data_type == "e":
                trouble[number, cell.column] = str(cell.value)
            found.append("" if cell.data_type == "e" else cell_of(cell.value))
        rows.append(found)
        cells += len(found)
        if cells > cell_limit:
            raise FileRefused("sheet-too-large", sheet=sheet.title)
    return rows, trouble
