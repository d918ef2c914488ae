"""A new workbook of the wrong rows, for files that cannot be marked themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...model.jobs import MarkedCopyJob
from ...model.problem import Problem, column_letter
from ...model.progress import Stage
from ...words import Catalogue
from ..examining import Report
from ..layout.labels import label_of, normalised
from ..layout.top import TopRow
from ..layout.twolines import joined
from ..marks import Marks
from ..reading import Book, Sheet
from .overview import WIDTHS, Overview, overview, sentences
from .typed import CellWriter, sheet_name

COLOUR = "#FFC7CE"
FIX_WIDTH = 70
REPORT_ROWS = 5000

_Problems = Mapping[int, list[Problem]]
"""Row of the original → what is wrong in it."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of a sheet: its name in the new workbook, each row's new place (from 1), the first column kept."""

    name: str
    first_column: int
    rows: dict[int, int] = field(default_factory=dict)


def write_wrong_rows(job: MarkedCopyJob, book: Book, lost: str, words: Catalogue, report: Report) -> int:
    """Write `job.target`; gives the number of rows in it. `lost` is why it is not the person's own workbook."""
    columns = (words.text("row-column"), words.text("fix-column"))
    wrong = _by_sheet(job.problems)
    with xlsxwriter.Workbook(job.target, {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        taken: set[str] = set()
        problems = made.add_worksheet(sheet_name(words.text("problems-sheet"), taken))
        writer = _SheetWriter(job, made, columns, words, report)
        written = {
            sheet.name: writer.write(sheet, sheet_name(sheet.name, taken), wrong[sheet.name])
            for sheet in book.sheets
            if sheet.name in wrong
        }
        count = sum(len(sheet.rows) for sheet in written.values())
        how = f"{_how(job, words)}\n{words.lost(lost)}"
        _write_overview(made, problems, overview(job, words, how, lambda problem: _place(problem, written)))
        for key, value in Marks(job.import_id, (problems.name,), columns).properties().items():
            made.set_custom_property(key, value)
    return count


def _how(job: MarkedCopyJob, words: Catalogue) -> str:
    code = "rows-how" if job.others_saved else "rows-how-unsaved"
    return words.text(code, {"file_name": job.file_name})


def _by_sheet(problems: Sequence[Problem]) -> dict[str, dict[int, list[Problem]]]:
    found: dict[str, dict[int, list[Problem]]] = {}
    for problem in problems:
        if problem.sheet is not None and problem.row is not None and not problem.code.endswith("-label"):
            found.setdefault(problem.sheet, {}).setdefault(problem.row, []).append(problem)
    return found


def _place(problem: Problem, written: Mapping[str, _Written]) -> tuple[str, int, int] | None:
    sheet = written.get(problem.sheet or "")
    if sheet is None or problem.row not in sheet.rows or not problem.column:
        return None
    return sheet.name, sheet.rows[problem.row], problem.column - sheet.first_column + 2


class _SheetWriter:
    """Writes the wrong rows of one sheet after the other."""

    def __init__(
        self, job: MarkedCopyJob, book: Workbook, columns: tuple[str, str], words: Catalogue, report: Report
    ) -> None:
        self._job = job
        self._book = book
        self._columns = columns
        self._words = words
        self._report = report
        self._cells = CellWriter(book, COLOUR)
        self._bold = book.add_format({"bold": True})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self, sheet: Sheet, name: str, wrong: _Problems) -> _Written:
        """Headings, the wrong rows with their original row number, and what to fix in each."""
        made = self._book.add_worksheet(name)
        headings, rows = self._read(sheet, wrong)
        width = max(map(len, [headings, *rows.values()]))
        first = sheet.first_column
        for column, label in enumerate([self._columns[0], *headings]):
            self._cells.write(made, 0, column, label)
        made.write_string(0, width + 1, self._columns[1])
        made.set_row(0, None, self._bold)
        written = _Written(name, first)
        for place, (row, cells) in enumerate(rows.items(), 1):
            written.rows[row] = place + 1
            made.write_number(place, 0, row)
            notes = self._write_row(made, sheet, place, row, cells, wrong[row])
            made.write_string(place, width + 1, "\n".join([sentences(wrong[row], self._words), *notes]), self._wrap)
        self._dress(made, width, len(rows))
        return written

    def _read(self, sheet: Sheet, wrong: _Problems) -> tuple[list[Any], dict[int, list[Any]]]:
        """The headings and the wrong rows; columns are called by their letters where no heading row is known."""
        tops = self._job.heading_rows.get(sheet.name, ())
        found, rows, fill = list[TopRow](), dict[int, list[Any]](), _FillDown(self._job.filled_down)
        for number, row in enumerate(sheet.rows(), 1):
            if number in tops:
                found.append(TopRow(number, {sheet.first_column + i: cell for i, cell in enumerate(row) if cell != ""}))
                fill.columns_of(row)
            elif number in wrong or fill.columns:
                cells = fill(row)
                if number in wrong:
                    rows[number] = cells
            if number % REPORT_ROWS == 0:
                self._report(Stage.READING, number, sheet.height)
        labels = (
            joined(found[0], found[-1], sheet.facts.merged) if len(found) > 1 else found[0].cells if found else None
        )
        width = max(map(len, rows.values()), default=0)
        columns = range(sheet.first_column, max([sheet.first_column + width - 1, *(labels or ())]) + 1)
        return [column_letter(column) if labels is None else labels.get(column, "") for column in columns], rows

    def _write_row(
        self, made: Worksheet, sheet: Sheet, place: int, row: int, cells: list[Any], problems: list[Problem]
    ) -> list[str]:
        """Gives a sentence for each text that had to be cut."""
        wrong, notes = {problem.column for problem in problems}, []
        last = max([len(cells), *(column - sheet.first_column + 1 for column in wrong if column)])
        for index, cell in enumerate([*cells, *[""] * (last - len(cells))]):
            column = sheet.first_column + index
            value = cell if cell != "" else _hidden(sheet, row, column)
            shape = _number_format(sheet, row, column)
            if not self._cells.write(made, place, index + 1, value, wrong=column in wrong, number_format=shape):
                notes.append(self._words.text("text-cut", {"column": column_letter(index + 2)}))
        return notes

    def _dress(self, made: Worksheet, width: int, rows: int) -> None:
        made.set_column(1, width, 16)
        made.set_column(width + 1, width + 1, FIX_WIDTH)
        made.freeze_panes(1, 1)
        made.autofilter(0, 0, max(rows, 1), width + 1)


class _FillDown:
    """Fills empty cells with the value above, as the import does, for the row above may not be among the wrong ones."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = {normalised(name) for name in names}
        self._above: dict[int, Any] = {}

    @property
    def columns(self) -> bool:
        """True where there is anything to fill."""
        return bool(self._above)

    def columns_of(self, headings: Sequence[Any]) -> None:
        """Find the columns by their headings."""
        found = [index for index, label in enumerate(headings) if normalised(label_of(label)) in self._names]
        self._above |= dict.fromkeys(found, "")

    def __call__(self, row: Sequence[Any]) -> list[Any]:
        """The row with its empty cells filled; blank rows stay blank."""
        cells = list(row)
        if cells.count("") == len(cells):
            return cells
        for index in self._above:
            if index < len(cells):
                self._above[index] = cells[index] = cells[index] if cells[index] != "" else self._above[index]
        return cells


def _hidden(sheet: Sheet, row: int, column: int) -> str:
    """The error that the cell shows, which the reader gives as empty."""
    word = sheet.facts.trouble.get((row, column), "")
    return "" if word == "formula" else word


def _number_format(sheet: Sheet, row: int, column: int) -> str:
    if row in sheet.facts.percent.get(column, ()):
        return "0.00%"
    return "0" * sheet.facts.padded.get(column, {}).get(row, 0)


def _write_overview(book: Workbook, sheet: Worksheet, content: Overview) -> None:
    bold, title = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14})
    wrap, link = book.add_format({"text_wrap": True, "valign": "top"}), book.get_default_url_format()
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, content.title, title)
    for row, note in enumerate(content.notes, 1):
        sheet.write_string(row, 0, note)
    top = len(content.notes) + 2
    for column, heading in enumerate(content.headings):
        sheet.write_string(top, column, heading, bold)
    for row, line in enumerate(content.lines, top + 1):
        for column, text in enumerate(line.cells):
            sheet.write_string(row, column, text, wrap)
        if line.link:
            sheet.write_url(row, 0, f"internal:{line.link}", link, line.cells[0])
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
