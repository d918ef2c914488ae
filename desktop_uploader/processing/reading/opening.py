"""Opens a file of any kind that can be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .marks import Marks, marks_of
from .preflight import Kind, kind_of
from .sheets import Sheet
from .text import TextSheet


@dataclass(frozen=True, slots=True)
class Book:
    """An open file: what it is by its content, and its sheets, hidden ones included."""

    kind: Kind
    sheets: Sequence[Sheet]
    marked_import: str | None = None
    """The import whose wrong cells or rows this workbook holds, marked by this program; added back once corrected."""


def open_file(path: Path, file_name: str, cell_limit: int) -> Book:
    """Open a file, whatever its kind. Raises `FileRefused`."""
    kind = kind_of(path)
    if kind is Kind.TEXT:
        sheet = TextSheet(path)
        sheet.name = Path(file_name).stem
        return Book(kind, [sheet])
    # Imported here: a text file does not pay for the workbook reader.
    from .workbook import open_workbook

    sheets = open_workbook(path, kind, cell_limit)
    marks = marks_of(path) if kind is Kind.XLSX else Marks()
    return Book(kind, marks.without(sheets), marks.import_id)
