"""Workbooks, read by calamine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine as calamine

from ...model.errors import FileRefused
from .preflight import Kind
from .sheets import Row, Sheet, SheetFacts
from .xlsxscan import SheetScan, scan


class WorkbookSheet:
    """A sheet of a workbook; its cells are read when they are first asked for."""

    def __init__(self, workbook: "calamine.CalamineWorkbook", name: str, visible: bool, found: SheetScan) -> None:
        self.name = name
        self.visible = visible
        self.facts = SheetFacts(found.trouble)
        self._workbook = workbook
        self._sheet: calamine.CalamineSheet | None = None

    @property
    def first_column(self) -> int:
        """The column of each row's first cell, from 1."""
        start = self._open().start
        return start[1] + 1 if start else 1

    @property
    def height(self) -> int | None:
        """Rows in all."""
        return self._open().total_height

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        return _guarded(iter, self._open().iter_rows())  # type: ignore[no-any-return]

    def _open(self) -> "calamine.CalamineSheet":
        if self._sheet is None:
            self._sheet = _guarded(self._workbook.get_sheet_by_name, self.name)
        return self._sheet


def open_workbook(path: Path, kind: Kind, cell_limit: int) -> list[Sheet]:
    """The sheets that hold cells. Raises `FileRefused`."""
    scans = scan(path, cell_limit) if kind is Kind.XLSX else {}
    workbook = _guarded(calamine.CalamineWorkbook.from_path, str(path))
    sheets: list[Sheet] = []
    for item in workbook.sheets_metadata:
        if item.typ is calamine.SheetTypeEnum.WorkSheet:
            visible = item.visible is calamine.SheetVisibleEnum.Visible
            sheets.append(WorkbookSheet(workbook, item.name, visible, scans.get(item.name, SheetScan())))
    return sheets


def _guarded(call: Any, *arguments: Any) -> Any:
    """Call the reader; its errors and panics become words."""
    try:
        return call(*arguments)
    except calamine.PasswordError as error:
        raise FileRefused("file-password") from error
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A Rust panic derives from BaseException.
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise FileRefused("file-password") from error
        raise FileRefused("file-damaged", reason=str(error)[:200]) from error
