"""Workbooks, read by calamine; by openpyxl where calamine is known not to read what is well."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from ...model.errors import FileRefused
from .fallback import rows_of
from .later import Later
from .package import Package
from .preflight import Kind
from .sheets import Row, Sheet, SheetFacts
from .xlsxscan import XlsxScan

T = TypeVar("T")

OPENPYXL_READS = (
    "Unrecognized sheet:type",
    "Range is missing the expected",
    "Relationship not found",
    "Relationships",
    "Cell string index not found",
    "encoding",
)
"""What calamine says of workbooks that Excel opens: sheets of the first macro language, parts with odd names, …"""


class WorkbookSheet:
    """A sheet of a workbook; its cells are read when they are first asked for."""

    def __init__(self, book: "_Reader", name: str, visible: bool) -> None:
        self.name = name
        self.visible = visible
        self._book = book
        self._facts: Later[SheetFacts] | None = None
        self._cells: calamine.CalamineSheet | None = None

    @property
    def facts(self) -> SheetFacts:
        """See `Sheet.facts`. Raises `FileRefused` where the sheet cannot be read safely."""
        return self._looking().result()

    @property
    def first_column(self) -> int:
        """The column of each row's first cell, from 1."""
        start = self._open().start
        return start[1] + 1 if start else 1

    @property
    def height(self) -> int | None:
        """The last row that holds anything, a cell in trouble included."""
        end = self._open().end
        return max(end[0] + 1 if end else 0, self._last_trouble())

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        rows = _each(self._open().iter_rows())
        yield from map(_with_line_ends, rows) if self.facts.returns else rows
        end = self._open().end
        for _ in range(end[0] + 1 if end else 0, self._last_trouble()):
            yield []

    def _last_trouble(self) -> int:
        return max((row for row, _ in self.facts.trouble), default=0)

    def _open(self) -> "calamine.CalamineSheet":
        if self._cells is None:
            # Calamine works without the interpreter's lock, so looking for facts beside it costs no time.
            self._looking()
            self._cells = _guarded(lambda: self._book.workbook.get_sheet_by_name(self.name))
        return self._cells

    def _looking(self) -> "Later[SheetFacts]":
        if self._facts is None:
            self._book.check(self.name)
            self._facts = Later(lambda: self._book.facts(self.name))
        return self._facts


class ListedSheet:
    """A sheet whose rows are all in memory."""

    first_column = 1

    def __init__(self, name: str, visible: bool, rows: list[Row], facts: SheetFacts) -> None:
        self.name = name
        self.visible = visible
        self.facts = facts
        self.height: int | None = len(rows)
        self._rows = rows

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        yield from self._rows


class _Reader:
    """One open workbook, and what its parts say besides."""

    def __init__(self, path: Path, kind: Kind, cell_limit: int) -> None:
        self._cell_limit = cell_limit
        self._kind = kind
        self._scan = XlsxScan(Package(path)) if kind is Kind.XLSX else None
        self.workbook = _guarded(lambda: calamine.CalamineWorkbook.from_path(str(path)))

    def check(self, sheet: str) -> None:
        """Raises `FileRefused` where the sheet is not safe to read."""
        if self._scan is not None:
            self._scan.check_extents(sheet, self._cell_limit)

    def facts(self, sheet: str) -> SheetFacts:
        if self._scan is not None:
            return self._scan.facts(sheet)
        return SheetFacts()


class _CalamineRefused(FileRefused):
    """What calamine said is kept, for deciding whether another reader may try."""

    def __init__(self, words: str) -> None:
        super().__init__("file-damaged", reason=words[:200])
        self.words = words


def open_workbook(path: Path, kind: Kind, cell_limit: int) -> list[Sheet]:
    """The sheets that hold cells. Raises `FileRefused`."""
    try:
        return _calamine_sheets(path, kind, cell_limit)
    except _CalamineRefused as error:
        if kind is not Kind.XLSX or not error.words.startswith(OPENPYXL_READS):
            raise
        return _openpyxl_sheets(path, cell_limit, error)


def _calamine_sheets(path: Path, kind: Kind, cell_limit: int) -> list[Sheet]:
    reader = _Reader(path, kind, cell_limit)
    sheets: list[Sheet] = []
    for item in reader.workbook.sheets_metadata:
        if item.typ is calamine.SheetTypeEnum.WorkSheet:
            sheets.append(WorkbookSheet(reader, item.name, item.visible is calamine.SheetVisibleEnum.Visible))
    if not sheets:
        raise FileRefused("file-no-sheets")
    return sheets


def _openpyxl_sheets(path: Path, cell_limit: int, first: FileRefused) -> list[Sheet]:
    scan = XlsxScan(Package(path))
    sheets: list[Sheet] = []
    for name, visible, rows, trouble in rows_of(path, cell_limit, scan, first):
        facts = scan.facts(name)
        sheets.append(ListedSheet(name, visible, rows, facts if facts.trouble else SheetFacts(trouble=trouble)))
    if not sheets:
        raise FileRefused("file-no-sheets")
    return sheets


def _guarded(call: Callable[[], T]) -> T:
    """Call the reader; its errors and panics become words."""
    try:
        return call()
    except calamine.PasswordError as error:
        raise FileRefused("file-password") from error
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit, FileRefused):
        raise
    except BaseException as error:
        # A Rust panic derives from BaseException.
        raise _refusal(str(error)) from error


def _refusal(words: str) -> FileRefused:
    lower = words.lower()
    if "password" in lower or "encrypt" in lower:
        return FileRefused("file-password")
    if "unrecognized entity" in lower:
        return FileRefused("file-unsafe")
    if "cell limit exceeded" in lower:
        return FileRefused("sheet-too-large")
    return _CalamineRefused(words)


def _each(rows: Iterator[Row]) -> Iterator[Row]:
    while chunk := _guarded(lambda: list(islice(rows, 1000))):
        yield from chunk


def _with_line_ends(row: Row) -> Row:
    return [
        cell.replace("\r\n", "\n").replace("\r", "\n") if type(cell) is str and "\r" in cell else cell for cell in row
    ]
