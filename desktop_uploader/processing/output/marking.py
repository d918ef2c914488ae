"""The person's own workbook with its wrong cells coloured and noted, by openpyxl."""

import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ...model.jobs import MarkedCopyJob
from ...model.problem import Problem
from ...words import Catalogue
from ..marks import COLUMNS_PROPERTY, IMPORT_PROPERTY, SHEETS_PROPERTY, Marks, marks_of
from .overview import WIDTHS, Overview, overview, sentences

AUTHOR = "Desktop Uploader"
COLOUR = "FFFFC7CE"
LINK = Font(color="FF0563C1", underline="single")
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 320, 18, 45
"""A note's width and line height in pixels, and about how many letters stand in a line."""


def mark(job: MarkedCopyJob, target: Path, words: Catalogue, moved: Callable[[int, int], None]) -> int:
    """Write the marked copy to `target`; gives the number of cells that are marked. Raises whatever openpyxl does."""
    path = Path(job.path)
    book = openpyxl.load_workbook(path, keep_vba=has_macros(path), rich_text=True)
    _forget(book, marks_of(path))
    wrong = _by_cell(job, book)
    for done, ((sheet, row, column), problems) in enumerate(wrong.items()):
        _mark_cell(_own_cell(book[sheet], row, column), sentences(problems, words))
        moved(done, len(wrong))
    name = _free_name(book, words.text("problems-sheet"))
    here = overview(job, words, words.text("copy-how"), lambda problem: _place(problem, book))
    _write_overview(book.create_sheet(name, 0), here)
    _open_at_first(book)
    for key, value in Marks(job.import_id, (name,)).properties().items():
        _properties(book).append(StringProperty(name=key, value=value))
    book.save(target)
    return len(wrong)


def has_macros(path: Path) -> bool:
    """True for a workbook with macros, whatever its name."""
    with zipfile.ZipFile(path) as archive:
        return "xl/vbaProject.bin" in archive.namelist()


def _forget(book: Workbook, marks: Marks) -> None:
    """Take off what an earlier marking put on: sheets, notes, colours, properties."""
    for name in marks.sheets:
        if name in book.sheetnames:
            book.remove(book[name])
    for key in (IMPORT_PROPERTY, SHEETS_PROPERTY, COLUMNS_PROPERTY):
        if key in _properties(book).names:
            del _properties(book)[key]
    if marks.import_id is None:
        return
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.comment is not None:
                    _unmark_cell(cell, cell.comment)


def _unmark_cell(cell: Cell, comment: Comment) -> None:
    own, sign, _ = comment.text.partition(f"{AUTHOR}: ")
    if not sign:
        return
    cell.comment = Comment(own.rstrip(), comment.author) if own.strip() else None
    if cell.fill.fgColor.rgb == COLOUR:
        own_colour = copy(cell.fill.bgColor)
        cell.fill = PatternFill() if _is_none(own_colour) else PatternFill("solid", fgColor=own_colour)


def _is_none(colour: Color) -> bool:
    return colour.rgb == Color().rgb or (colour.type == "indexed" and colour.indexed in _AUTOMATIC)


_AUTOMATIC = (64, 65)
"""What Excel writes where there is no colour."""


def _properties(book: Workbook) -> Any:
    return book.custom_doc_props  # type: ignore[attr-defined]  # newer than the stubs


def _by_cell(job: MarkedCopyJob, book: Workbook) -> Mapping[tuple[str, int, int], list[Problem]]:
    found: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in job.problems:
        place = _place(problem, book)
        if place is not None:
            found.setdefault(place, []).append(problem)
    return found


def _place(problem: Problem, book: Workbook) -> tuple[str, int, int] | None:
    if problem.sheet not in book.sheetnames or not problem.row or not problem.column:
        return None
    return problem.sheet, problem.row, problem.column


def _own_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell; within a merged area the one that shows."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    assert isinstance(cell, Cell)
    return cell


def _mark_cell(cell: Cell, text: str) -> None:
    # A plain fill shows its first colour alone: the second keeps the cell's own, for when the mark is taken off.
    own_colour = copy(cell.fill.fgColor) if cell.fill.fill_type == "solid" else Color()
    cell.fill = PatternFill("solid", fgColor=COLOUR, bgColor=own_colour)
    own = cell.comment
    words = f"{AUTHOR}: {text}"
    note = Comment(f"{own.text}\n\n{words}", own.author) if own is not None else Comment(words, AUTHOR)
    note.width = NOTE_WIDTH
    note.height = NOTE_LINE * (2 + sum(1 + len(line) // NOTE_LETTERS for line in note.text.splitlines()))
    cell.comment = note


def _free_name(book: Workbook, name: str) -> str:
    taken, number, free = {sheet.casefold() for sheet in book.sheetnames}, 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _write_overview(sheet: Worksheet, content: Overview) -> None:
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _write_text(sheet.cell(1, 1), content.title).font = Font(bold=True, size=14)
    for row, note in enumerate(content.notes, 2):
        _write_text(sheet.cell(row, 1), note)
    top = len(content.notes) + 3
    for column, heading in enumerate(content.headings, 1):
        _write_text(sheet.cell(top, column), heading).font = Font(bold=True)
    for row, line in enumerate(content.lines, top + 1):
        for column, text in enumerate(line.cells, 1):
            _write_text(sheet.cell(row, column), text).alignment = Alignment(wrap_text=True, vertical="top")
        if line.link:
            first = sheet.cell(row, 1)
            first.hyperlink = Hyperlink(ref=first.coordinate, location=line.link)
            first.font = LINK
    sheet.freeze_panes = f"A{top + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_text(cell: Cell | MergedCell, text: str) -> Cell:
    assert isinstance(cell, Cell)
    if not text:
        return cell
    cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)
    # What begins with an equals sign is text here, and no formula.
    cell.data_type = "s"
    return cell


def _open_at_first(book: Workbook) -> None:
    """Show our sheet first, and it alone: what is typed on several selected sheets changes them all."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.worksheets[0]
    book.active = 0
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True
