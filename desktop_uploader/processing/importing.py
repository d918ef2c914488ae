"""The jobs: a file examined and saved, only examined, or taken as the pattern of a definition."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from ..database.records import KeyTaken, RecordsDatabase, Saving, VersionChanged
from ..model.errors import UploaderError
from ..model.jobs import CheckJob, CheckResult, ImportJob, ImportResult, InferJob, InferResult
from ..model.progress import Stage
from ..model.task import RowCounts
from .examining import Examined, Report, examine, inferred
from .layout import lay_out
from .reading import Book, open_file

SaveTurn = Callable[[], AbstractContextManager[None]]

ROUNDS = 20
"""How often a file is checked again because another one changed its dataset meanwhile."""


def run_import(job: ImportJob, report: Report, save_turn: SaveTurn) -> ImportResult:
    """Read, check and save one file. With problems, nothing is saved and the result lists them.

    Raises `FileRefused` or `DefinitionError` where the file or its definition cannot be used at all, `NeedsAnswer`
    where only a person can decide, `DatabaseTrouble` where the records cannot be written,
    `UploaderError("claim-lost")` where somebody else holds the import by now.
    """
    book = _open(job, report)
    records = RecordsDatabase(job.records_url)
    try:
        for _ in range(ROUNDS):
            try:
                return _import(job, book, records, report, save_turn)
            except VersionChanged:
                continue
        raise UploaderError("dataset-busy", file_name=job.file_name)
    finally:
        records.close()


def run_check(job: CheckJob, report: Report) -> CheckResult:
    """Everything but saving. Raises what `run_import` raises of a file."""
    book = _open(job, report)
    records = RecordsDatabase(job.records_url)
    try:
        examined = examine(job, book, records, report)
    finally:
        records.close()
    collector, total = examined.collector, examined.check.total
    return CheckResult(
        kind=book.kind.value,
        dataset=examined.dataset,
        counts=RowCounts(total, 0 if collector else total, collector.rejected),
        sheets=examined.layout.reports,
        columns={source.sheet.name: dict(source.columns.columns) for source in examined.layout.sources},
        problems=collector.problems,
        totals=collector.totals,
        notes=examined.notes,
    )


def run_infer(job: InferJob, report: Report) -> InferResult:
    """Propose a definition for a file. Raises `FileRefused` where it cannot be read."""
    layout = lay_out(_open(job, report).sheets, None)
    report(Stage.READING, 0, None)
    return InferResult(inferred(job.file_name, layout.sources), layout.reports)


def _open(job: ImportJob | CheckJob | InferJob, report: Report) -> Book:
    report(Stage.OPENING, 0, None)
    return open_file(Path(job.path), job.file_name, job.limits.cells)


def _import(job: ImportJob, book: Book, records: RecordsDatabase, report: Report, save_turn: SaveTurn) -> ImportResult:
    """One round: everything is decided against one version of the dataset."""
    examined = examine(job, book, records, report)
    dataset, collector, total = examined.dataset, examined.collector, examined.check.total
    reports, notes = examined.layout.reports, examined.notes
    if not collector:
        result = ImportResult(True, dataset.name, RowCounts(total, total, 0), reports, notes=notes)
        if _saved(job, examined, result, records, report, save_turn):
            return result
    counts = RowCounts(total, 0, collector.rejected)
    return ImportResult(False, dataset.name, counts, reports, collector.problems, collector.totals, notes)


def _saved(
    job: ImportJob,
    examined: Examined,
    result: ImportResult,
    records: RecordsDatabase,
    report: Report,
    save_turn: SaveTurn,
) -> bool:
    """Save; False where keys are saved already, which are then among the problems."""
    total = result.counts.total
    saving = Saving(
        import_id=job.import_id,
        lease_token=job.lease_token,
        dataset=examined.dataset,
        batches=examined.batches,
        result=result,
        progress=lambda done: report(Stage.SAVING, done, total),
    )
    try:
        with save_turn():
            report(Stage.SAVING, 0, total)
            records.save(saving)
    except KeyTaken:
        _report_taken(examined, records)
        return False
    return True


def _report_taken(examined: Examined, records: RecordsDatabase) -> None:
    columns = {source.sheet.name: source.columns.columns for source in examined.layout.sources}
    for key, places in examined.check.keys():
        taken = records.taken_keys(examined.dataset.name, key, list(places))
        examined.check.report_taken(key, taken, columns)
    if not examined.collector:
        # Whatever was in the way is gone by now: as if the definition had changed, decide again.
        raise VersionChanged(examined.dataset.name)
