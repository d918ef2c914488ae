"""The job: a person's own workbook with its wrong cells marked or, where that would lose something, its wrong rows."""

import logging
from pathlib import Path
from typing import Any

from ...model.jobs import MarkedCopyJob, MarkedCopyResult
from ...model.progress import Stage
from ...words import Catalogue
from ...words.languages import catalogue_for
from ..examining import Report
from ..reading import Book, Sheet, open_file
from ..reading.preflight import Kind
from .fidelity import what_is_lost
from .marking import has_macros, mark
from .results import put_back
from .wrong_rows import write_wrong_rows

logger = logging.getLogger(__name__)


def run_marked_copy(job: MarkedCopyJob, report: Report) -> MarkedCopyResult:
    """Write the workbook to `job.target`. Raises `FileRefused` where the original cannot be read."""
    words, path = catalogue_for(job.language), Path(job.path)
    report(Stage.OPENING, 0, None)
    book = open_file(path, job.file_name, job.limits.cells, job.answers)
    lost = _why_rows(job, book)
    if lost is None:
        marked = _marked(job, book, words, report)
        if marked is not None:
            suffix = ".xlsm" if has_macros(path) else ".xlsx"
            return MarkedCopyResult(suffix=suffix, cells=marked)
        lost = "exactness"
    rows = write_wrong_rows(job, book, lost, words, report)
    return MarkedCopyResult(suffix=".xlsx", rows=rows, lost=lost)


def _why_rows(job: MarkedCopyJob, book: Book) -> str | None:
    """Why a workbook of the wrong rows is made; None where the person's own workbook can be marked."""
    if job.others_saved:
        # Adding the whole back would save the others twice.
        return "saved"
    return what_is_lost(Path(job.path)) if book.kind is Kind.XLSX else "kind"


def _marked(job: MarkedCopyJob, book: Book, words: Catalogue, report: Report) -> int | None:
    """The number of cells that are marked; None where the copy is not the same workbook as the original."""
    target = Path(job.target)
    rough = target.with_name(f"{target.name}.rough")
    try:
        report(Stage.READING, 0, None)
        cells = mark(job, rough, words, lambda done, total: report(Stage.MARKING, done, total))
        report(Stage.MARKING, cells, cells)
        put_back(Path(job.path), rough, target)
        report(Stage.CHECKING, 0, None)
        if same_content(book, open_file(target, job.file_name, job.limits.cells)):
            return cells
        logger.warning("the marked copy is not the same as the original")
    except MemoryError:
        raise
    except Exception:
        # openpyxl refuses what it does not know with errors of every kind.
        logger.warning("the workbook could not be marked", exc_info=True)
    finally:
        rough.unlink(missing_ok=True)
    return None


def same_content(original: Book, copy: Book) -> bool:
    """True where both have the same sheets with the same values, errors and formulas without a result."""
    if [(sheet.name, sheet.visible) for sheet in original.sheets] != [(s.name, s.visible) for s in copy.sheets]:
        return False
    return all(
        old.facts.trouble == new.facts.trouble and _values(old) == _values(new)
        for old, new in zip(original.sheets, copy.sheets, strict=True)
    )


def _values(sheet: Sheet) -> list[list[Any]]:
    """The rows from column A on, without what is blank at their ends and the sheet's: empty text counts as no cell."""
    rows = [[*[""] * (sheet.first_column - 1), *row] for row in sheet.rows()]
    for cells in rows:
        while cells and cells[-1] == "":
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
