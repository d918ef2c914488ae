"""A workbook of a few small tables, each value as what it is."""

import xlsxwriter
from xlsxwriter.workbook import Workbook

from ...model.jobs import PlainTable, TablesJob, TablesResult
from .typed import CellWriter, sheet_name

NARROWEST, WIDEST = 9, 60
"""Characters of a column."""


def run_tables(job: TablesJob) -> TablesResult:
    """Write the tables to `job.target`, a sheet for each."""
    with xlsxwriter.Workbook(job.target) as book:
        taken: set[str] = set()
        cells = CellWriter(book, wrong_colour="white")
        for table in job.tables:
            _write(book, cells, table, sheet_name(table.name, taken))
    return TablesResult()


def _write(book: Workbook, cells: CellWriter, table: PlainTable, name: str) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, bold)
        longest = max(len(heading) + 3, *(len(str(row[column])) for row in table.rows), NARROWEST)
        sheet.set_column(column, column, min(longest, WIDEST))
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            cells.write(sheet, number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)
