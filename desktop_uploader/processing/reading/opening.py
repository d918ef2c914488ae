"""Opens a file of any kind that can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...model.question import Answers
from ..marks import Marks, marks_of
from .inner import without_marks
from .preflight import Kind, kind_of
from .sheets import Sheet
from .text import TextSheet
from .webpage import web_tables


@dataclass(frozen=True, slots=True)
class Book:
    """An open file: what it is by its content, and its sheets, hidden ones included."""

    kind: Kind
    sheets: Sequence[Sheet]
    marked_import: str | None = None
    """The import whose wrong cells or rows this workbook holds, marked by this program; added back once corrected."""
    notes: Mapping[str, Any] = field(default_factory=dict)
    """How it was read, where a person should know that: code → parameters."""


def open_file(path: Path, file_name: str, cell_limit: int, answers: Answers | None = None) -> Book:
    """Open a file, whatever its kind; the answers may say how a text file is written. Raises `FileRefused`."""
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return _text(path, Path(file_name).stem, answers or {})
    if kind is Kind.WEB_PAGE:
        return Book(kind, web_tables(path))
    # Imported here: a text file does not pay for the workbook reader.
    from .workbook import open_workbook

    sheets = open_workbook(path, kind, cell_limit)
    marks = marks_of(path) if kind is Kind.XLSX else Marks()
    return Book(kind, without_marks(sheets, marks), marks.import_id)


def _text(path: Path, name: str, answers: Answers) -> Book:
    sheet = TextSheet(path, name, answers)
    notes: dict[str, Any] = {"text-read-as": {"encoding": sheet.encoding, "delimiter": sheet.delimiter}}
    if sheet.nuls:
        notes["text-nuls"] = {"count": sheet.nuls}
    return Book(Kind.TEXT, [sheet], notes=notes)
