"""Workbooks, read by calamine; by openpyxl where calamine is known not to read what is well."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import islice, repeat
from pathlib import Path
from typing import Protocol, TypeVar

import python_calamine as calamine

from ...model.errors import FileRefused
from .fallback import OpenpyxlBook
from .hidden import Hidden, look_into
from .later import Later
from .preflight import Kind
from .sheets import ChartSheet, Row, Sheet, SheetFacts
from .tidying import tidied

T = TypeVar("T")

OPENPYXL_READS = (
    "Unrecognized sheet:type",
    "Range is missing the expected",
    "Relationship not found",
    "File not found",
)
"""What calamine says of workbooks that Excel opens: sheets of the first macro language, parts with odd names, …"""


class Cells(Protocol):
    """A sheet's cells; rows and columns are from 0."""

    @property
    def start(self) -> tuple[int, int] | None:
        """The first row and column that hold something."""

    @property
    def end(self) -> tuple[int, int] | None:
        """The last ones."""

    def iter_rows(self) -> Iterator[Row]:
        """All rows from the first; each begins with the column of `start`."""


class WorkbookSheet:
    """A sheet of a workbook; its cells are read when they are first asked for."""

    def __init__(self, name: str, visible: bool, position: int, read: Callable[[], Cells], hidden: Hidden) -> None:
        self.name = name
        self.visible = visible
        self._position, self._read, self._hidden = position, read, hidden
        self._facts: Later[SheetFacts] | None = None
        self._cells: Cells | None = None

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

    def _open(self) -> Cells:
        if self._cells is None:
            # Calamine works without the interpreter's lock, so looking for facts beside it costs no time.
            self._looking()
            self._cells = self._read()
        return self._cells

    def _looking(self) -> "Later[SheetFacts]":
        if self._facts is None:
            self._hidden.check(self._position, self.name)
            self._facts = Later(lambda: self._hidden.facts(self._position, self.name))
        return self._facts


class _CalamineRefused(FileRefused):
    """What calamine said is kept, for deciding whether another reader may try."""

    def __init__(self, words: str) -> None:
        super().__init__("file-damaged", reason=words[:200])
        self.openpyxl_reads = words.startswith(OPENPYXL_READS)


def open_workbook(path: Path, kind: Kind, cell_limit: int) -> list[Sheet]:
    """The sheets that hold cells or a chart, in the file's order. Raises `FileRefused`."""
    hidden = look_into(path, kind, cell_limit)
    instead = OpenpyxlBook(hidden.source, cell_limit)
    try:
        sheets: list[WorkbookSheet | ChartSheet] = _calamine_sheets(hidden, instead)
    except _CalamineRefused as error:
        if not error.openpyxl_reads:
            raise
        sheets = [
            WorkbookSheet(name, visible, position, partial(instead.cells, name, error), hidden)
            for position, (name, visible) in enumerate(instead.sheets(error))
        ]
        if not any(sheet.height for sheet in sheets):
            # A workbook that openpyxl does not understand it takes for an empty one.
            raise
    if not any(isinstance(sheet, WorkbookSheet) for sheet in sheets):
        raise FileRefused("file-no-sheets")
    return list(sheets)


def _calamine_sheets(hidden: Hidden, instead: OpenpyxlBook) -> list[WorkbookSheet | ChartSheet]:
    source = str(hidden.source) if isinstance(hidden.source, Path) else BytesIO(hidden.source.getbuffer())
    workbook = _guarded(lambda: calamine.load_workbook(source))

    def read(name: str) -> Cells:
        try:
            return _guarded(lambda: workbook.get_sheet_by_name(name))
        except _CalamineRefused as error:
            if not error.openpyxl_reads:
                raise
            return instead.cells(name, error)

    sheets: list[WorkbookSheet | ChartSheet] = []
    for position, item in enumerate(workbook.sheets_metadata):
        visible = item.visible is calamine.SheetVisibleEnum.Visible
        if item.typ is calamine.SheetTypeEnum.WorkSheet:
            sheets.append(WorkbookSheet(item.name, visible, position, partial(read, item.name), hidden))
        elif item.typ is calamine.SheetTypeEnum.ChartSheet:
            sheets.append(ChartSheet(item.name, visible))
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
