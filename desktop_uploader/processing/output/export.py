"""Saved rows as a workbook, as CSV or as Parquet, written row by row: a million take no more memory than a thousand."""

import csv
import errno
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import FileCreateError

from ...database.records import RecordsDatabase
from ...database.records.moment import Moment
from ...database.records.views import unique
from ...model.errors import StorageError
from ...model.exact import exact, is_formula, without_formula
from ...model.export import Export, ExportResult, TableFormat
from ...model.jobs import ExportJob
from ...model.progress import Stage
from ...words.languages import catalogue_for
from .parquet import ORIGIN, ParquetFile, column_type
from .rowbook import RowBook

Report = Callable[[Stage, int, int | None], None]
Batches = Iterator[Sequence[tuple[Any, ...]]]

ORIGIN_TEXTS = ("origin-file", "origin-sheet", "origin-row")


def run_export(job: ExportJob, report: Report, records: RecordsDatabase) -> ExportResult:
    """Write the rows that `job` asks for to its target.

    Raises `StorageError`: the disk is full, or the target cannot be written; `UsageError`, `DatabaseTrouble`.
    """
    export = job.export
    report(Stage.WRITING, 0, export.total)
    words = catalogue_for(job.language)
    headings = [*export.fields, *(map(words.text, ORIGIN_TEXTS) if export.origin else ())]
    try:
        with records.browsing.moment(export.dataset, export.query) as moment:
            told = _told(moment.rows(export.fields, origin=export.origin), export.total, report)
            if export.format is TableFormat.CSV:
                return _write_csv(job.target, export, headings, told)
            if export.format is TableFormat.PARQUET:
                return _write_parquet(job.target, export, headings, told, moment)
            return RowBook(job.target, job.scratch, export.dataset, headings).write(told)
    except (OSError, FileCreateError) as error:
        raise _trouble(error, job) from error


def _told(batches: Batches, total: int | None, report: Report) -> Batches:
    done = 0
    for batch in batches:
        yield batch
        done += len(batch)
        report(Stage.WRITING, done, total)


def _write_csv(target: str, export: Export, headings: Sequence[str], batches: Batches) -> ExportResult:
    rows = guarded = 0
    # Excel takes a file for UTF-8 only where it begins with this mark; others pass over it.
    with open(target, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=export.delimiter)
        writer.writerow([without_formula(name) for name in headings] if export.guard else headings)
        for batch in batches:
            texts = [[exact(value) for value in row] for row in batch]
            if export.guard:
                guarded += sum(is_formula(value) for row in texts for value in row)
                texts = [[without_formula(value) for value in row] for row in texts]
            writer.writerows(texts)
            rows += len(batch)
    return ExportResult(rows, guarded=guarded)


def _write_parquet(
    target: str, export: Export, headings: Sequence[str], batches: Batches, moment: Moment
) -> ExportResult:
    found = [column_type(moment, field) for field in export.fields]
    types = [*(kind for kind, _ in found), *(ORIGIN if export.origin else ())]
    # Programs that read such a file refuse one with two columns of one name.
    rows = ParquetFile(target, unique(headings), types).write(batches)
    return ExportResult(rows, mixed=sum(mixed for _, mixed in found))


def _trouble(error: Exception, job: ExportJob) -> StorageError:
    """XlsxWriter wraps what the system says."""
    cause = error.args[0] if isinstance(error, FileCreateError) and error.args else error
    folder = str(Path(job.target).parent)
    if isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageError("export-no-room", folder=folder)
    return StorageError("storage-no-permission", folder=folder)
