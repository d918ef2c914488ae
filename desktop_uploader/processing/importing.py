"""The jobs: a file examined and saved, only examined, or taken as the pattern of a definition."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from ..database.records import (
    REPEATED_KEY,
    KeyTaken,
    RecordsDatabase,
    ReferenceMissing,
    SameFileSaved,
    Saving,
    VersionChanged,
)
from ..model.errors import UploaderError
from ..model.jobs import CheckJob, CheckResult, ImportJob, ImportResult, InferJob, InferResult
from ..model.keys import primary_key
from ..model.progress import Stage
from ..model.task import RowCounts
from .examining import Examined, Report, examine, inferred
from .layout import dataset_name, lay_out
from .reading import Book, open_file
from .repeats import place_of, refusal, told

SaveTurn = Callable[[], AbstractContextManager[None]]

ROUNDS = 20
"""How often a file is checked again because another one changed its dataset meanwhile."""


def run_import(
    job: ImportJob, report: Report, save_turn: SaveTurn, opened: RecordsDatabase | None = None
) -> ImportResult:
    """Read, check and save one file. The result lists its problems; with any, nothing is saved, or only the good rows.

    Raises `FileRefused` or `DefinitionError` where the file or its definition cannot be used at all, `NeedsAnswer`
    where only a person can decide, `DatabaseTrouble` where the records cannot be written,
    `UploaderError("claim-lost")` where somebody else holds the import by now. `opened` is the job's database where it
    is open already, and stays open.
    """
    book = _open(job, report)
    with _records(job, opened) as records:
        for _ in range(ROUNDS):
            try:
                return _import(job, book, records, report, save_turn)
            except (VersionChanged, ReferenceMissing):
                continue
        raise UploaderError("dataset-busy", file_name=job.file_name)


def run_check(job: CheckJob, report: Report, opened: RecordsDatabase | None = None) -> CheckResult:
    """Everything but saving. Raises what `run_import` raises of a file."""
    book = _open(job, report)
    with _records(job, opened) as records:
        with examine(job, book, records, report) as examined:
            result = _result(examined)
            columns = {source.sheet.name: dict(source.columns.columns) for source in examined.layout.sources}
            return CheckResult(
                kind=book.kind.value,
                dataset=examined.dataset,
                counts=result.counts,
                sheets=result.sheets,
                columns=columns,
                problems=result.problems,
                totals=result.totals,
                notes={**result.notes, **_saved_before(job, examined, records)},
            )


def _saved_before(job: CheckJob, examined: Examined, records: RecordsDatabase) -> dict[str, Any]:
    """The note that the file is saved already, if it is."""
    with open(job.path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    earlier = records.saved_before(sha256, examined.dataset.name, but="")
    return {"saved-before": told(earlier)} if earlier is not None else {}


def run_infer(job: InferJob, report: Report) -> InferResult:
    """Propose a definition for a file. Raises `FileRefused` where it cannot be read."""
    layout = lay_out(_open(job, report).sheets, None)
    report(Stage.READING, 0, None)
    return InferResult(inferred(dataset_name(job.file_name), layout.sources, None), layout.reports)


@contextmanager
def _records(job: ImportJob | CheckJob, opened: RecordsDatabase | None) -> Iterator[RecordsDatabase]:
    if opened is not None:
        yield opened
        return
    records = RecordsDatabase(job.records_url)
    try:
        yield records
    finally:
        records.close()


def _open(job: ImportJob | CheckJob | InferJob, report: Report) -> Book:
    report(Stage.OPENING, 0, None)
    answers = {} if isinstance(job, InferJob) else job.answers
    return open_file(Path(job.path), job.file_name, job.limits.readable_cells, answers)


def _import(job: ImportJob, book: Book, records: RecordsDatabase, report: Report, save_turn: SaveTurn) -> ImportResult:
    """One round: everything is decided against one version of the dataset."""
    with examine(job, book, records, report) as examined:
        while True:
            result = _result(examined)
            if not result.saved:
                return result
            saved = _saved(job, examined, result, records, report, save_turn)
            if saved is not None:
                return saved


def _result(examined: Examined) -> ImportResult:
    """What is to become of the file: saved where everything is right, or where the good rows are wanted alone."""
    collector, total = examined.collector, examined.check.total
    good = total - collector.rejected if examined.saves_good_rows or not collector else 0
    counts = RowCounts(total, good, collector.rejected)
    name, reports = examined.dataset.name, examined.layout.reports
    problems, totals = collector.problems, collector.totals
    return ImportResult(good > 0, name, counts, reports, problems, totals, examined.notes)


def _saved(
    job: ImportJob,
    examined: Examined,
    result: ImportResult,
    records: RecordsDatabase,
    report: Report,
    save_turn: SaveTurn,
) -> ImportResult | None:
    """Save; None where keys are saved already, which are then among the problems."""
    rows, place = result.counts.saved, place_of(job, examined.dataset, records)
    saving = Saving(
        import_id=job.import_id,
        lease_token=job.lease_token,
        dataset=examined.dataset,
        batches=examined.good_rows(),
        result=result,
        progress=lambda done: report(Stage.SAVING, done, rows),
        again=place.again,
        corrects=place.corrects,
        replaces=place.replaces,
    )
    try:
        with save_turn():
            report(Stage.SAVING, 0, rows)
            return records.save(saving)
    except KeyTaken:
        _report_taken(examined, records)
        return None
    except SameFileSaved as repeat:
        raise refusal(job, repeat.earlier, place) from repeat


def _report_taken(examined: Examined, records: RecordsDatabase) -> None:
    before, rows = examined.collector.rejected, _updated_rows(examined)
    for key, places in examined.check.keys():
        values = {value: rows.get(place) for value, place in places.items()}
        taken = records.taken_keys(examined.dataset.name, key, values)
        examined.check.report_taken(key, taken)
    if examined.collector.rejected == before:
        # Whatever was in the way is gone by now: as if the definition had changed, decide again.
        raise VersionChanged(examined.dataset.name)


def _updated_rows(examined: Examined) -> dict[tuple[str, int], tuple[Any, ...]]:
    """Place → key of the rows, where saved rows with the same key are the same rows; else empty."""
    schema = examined.dataset.schema
    if schema.get(REPEATED_KEY, "refuse") == "refuse":
        return {}
    primary = primary_key(schema)
    return {place: value for key, places in examined.check.keys() if key == primary for value, place in places.items()}
