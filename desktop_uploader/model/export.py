"""Saved rows that a person wants as a file."""

from dataclasses import dataclass
from enum import StrEnum

from .rowquery import RowQuery


class TableFormat(StrEnum):
    """What saved rows are written as."""

    XLSX = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Export:
    """Which rows and columns, and how."""

    dataset: str
    query: RowQuery
    fields: tuple[str, ...]
    """The columns, in this order."""
    format: TableFormat
    origin: bool = False
    """Also from which file, sheet and row each row has come."""
    delimiter: str = ","
    guard: bool = False
    """In CSV, an apostrophe before each text that a spreadsheet program would take for a formula."""
    total: int | None = None
    """How many rows there will be, where that is known."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written."""

    rows: int
    sheets: int = 1
    as_text: int = 0
    """Numbers and times that Excel would change, written as text."""
    cut: int = 0
    """Texts longer than a cell of Excel can hold, and cut."""
    guarded: int = 0
    """Texts that got an apostrophe."""
    mixed: int = 0
    """Columns whose times, some with and some without a time zone, were written as text."""
