"""Workbooks, read by calamine; by openpyxl where calamine is known not to read what is well."""

from collections.abc import Callable, Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from ...model.errors import FileRefused
from .fallback import rows_of
from .hidden import Hidden, look_into
from .later import Later
from .package import Package
from .preflight import Kind
from .sheets import Row, Sheet, SheetFacts
from .tidying import tidied
from .xlsxscan import XlsxScan

T = TypeVar("T")

OPENPYXL_READS = (
    "Unrecognized sheet:type",
    "Relationship not found",
    "Relationships",
    "encoding",
)
"""What calamine says of workbooks that Excel opens: sheets of the first macro language, parts with odd names, …"""


class WorkbookSheet:
    """A sheet of a workbook; its cells are read when they are first asked for."""

    def __init__(self, workbook: "calamine.CalamineWorkbook", hidden: Hidden, position: int) -> None:
        about = workbook.sheets_metadata[position]
        self.name: str = about.name
        self.visible = about.visible is calamine.SheetVisibleEnum.Visible
        self._workbook, self._hidden, self._position = workbook, hidden, position
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
        return max(self._last_row(), max((row for row, _ in self.facts.trouble), default=0))

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        rows = _each(self._open().iter_rows())
        yield from tidied(rows, self.facts, self._hidden.durations, self.first_column)
        yield from repeat((), (self.height or 0) - self._last_row())

    def _last_row(self) -> int:
        end = self._open().end
        return end[0] + 1 if end else 0

    def _open(self) -> "calamine.CalamineSheet":
        if self._cells is None:
            # Calamine works without the interpreter's lock, so looking for facts beside it costs no time.
            self._looking()
            self._cells = _guarded(lambda: self._workbook.get_sheet_by_name(self.name))
        return self._cells

    def _looking(self) -> "Later[SheetFacts]":
        if self._facts is None:
            self._hidden.check(self._position, self.name)
            self._facts = Later(lambda: self._hidden.facts(self._position, self.name))
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
    hidden = look_into(path, kind, cell_limit)
    source = str(hidden.source) if isinstance(hidden.source, Path) else hidden.source
    workbook = _guarded(lambda: calamine.load_workbook(source))
    sheets: list[Sheet] = [
        WorkbookSheet(workbook, hidden, position)
        for position, item in enumerate(workbook.sheets_metadata)
        if item.typ is calamine.SheetTypeEnum.WorkSheet
    ]
    if not sheets:
        raise FileRefused("file-no-sheets")
    return sheets


def _openpyxl_sheets(path: Path, cell_limit: int, first: FileRefused) -> list[Sheet]:
    scan = XlsxScan(Package(path))
    sheets: list[Sheet] = []
    for name, visible, rows, trouble in rows_of(path, cell_limit, scan, first):
        facts = scan.facts(name)
        sheets.append(ListedSheet(name, visible, rows, facts if facts.trouble else SheetFacts(trouble=trouble)))
    if not any(sheet.height for sheet in sheets):
        # A workbook that openpyxl does not understand it takes for an empty one.
        raise first
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
