"""Workbooks that calamine is known not to read, read by openpyxl into the same cells."""

import datetime
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from ...model.errors import FileRefused
from .sheets import Row


@dataclass(frozen=True, slots=True)
class ListedCells:
    """A sheet's cells, all in memory, from row and column 0."""

    rows: list[Row]

    @property
    def start(self) -> tuple[int, int] | None:
        """The first cell of all."""
        return (0, 0) if self.rows else None

    @property
    def end(self) -> tuple[int, int] | None:
        """The last row and column."""
        return (len(self.rows) - 1, max(map(len, self.rows)) - 1) if self.rows else None

    def iter_rows(self) -> Iterator[Row]:
        """All rows."""
        return iter(self.rows)


class OpenpyxlBook:
    """One workbook, opened when it is first needed. Whatever it fails with, `first` is raised: the reader's refusal."""

    def __init__(self, source: Path | BytesIO, cell_limit: int) -> None:
        self._source, self._cell_limit = source, cell_limit
        self._book: Any = None

    def sheets(self, first: FileRefused) -> list[tuple[str, bool]]:
        """The worksheets' names, and whether they are visible."""
        return [(sheet.title, sheet.sheet_state == "visible") for sheet in self._open(first).worksheets]

    def cells(self, name: str, first: FileRefused) -> ListedCells:
        """A sheet's cells."""
        book = self._open(first)
        try:
            return ListedCells(self._rows(book[name]))
        except (FileRefused, MemoryError):
            raise
        except Exception as error:
            raise first from error

    def _open(self, first: FileRefused) -> Any:
        if self._book is None:
            try:
                # As a stream: openpyxl refuses names whose ending it does not know.
                content = BytesIO(self._source.read_bytes()) if isinstance(self._source, Path) else self._source
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self._book = openpyxl.load_workbook(content, read_only=True, data_only=True, keep_links=False)
            except MemoryError:
                raise
            except Exception as error:
                raise first from error
        return self._book

    def _rows(self, sheet: Any) -> list[Row]:
        sheet.reset_dimensions()
        rows: list[Row] = []
        cells = 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row in sheet.iter_rows():
                rows.append(["" if cell.data_type == "e" else cell_of(cell.value) for cell in row])
                cells += len(row)
                if cells > self._cell_limit:
                    raise FileRefused("sheet-too-large", sheet=sheet.title)
        while rows and all(cell == "" for cell in rows[-1]):
            rows.pop()
        width = max(map(len, rows), default=0)
        return [[*row, *[""] * (width - len(row))] for row in rows]


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
