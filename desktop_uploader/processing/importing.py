"""One file's whole way: open, recognise, check, save."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from ..database.records import Batch, KeyTaken, RecordsDatabase, Saving, VersionChanged
from ..model.dataset import Dataset
from ..model.errors import FileRefused, UploaderError
from ..model.jobs import ImportJob, ImportResult, InferJob, InferResult
from ..model.progress import Stage
from ..model.task import RowCounts
from .checking import ProblemCollector, TableCheck
from .inference import infer_fields, widened
from .layout import Layout, Source, by_headings, dataset_name, given, lay_out
from .reading import Sheet, open_file

Report = Callable[[Stage, int, int | None], None]
SaveTurn = Callable[[], AbstractContextManager[None]]

ROUNDS = 20
"""How often a file is checked again because another one changed its dataset meanwhile."""


def run_import(job: ImportJob, report: Report, save_turn: SaveTurn) -> ImportResult:
    """Read, check and save one file. With problems, nothing is saved and the result lists them.

    Raises `FileRefused` or `DefinitionError` where the file or its definition cannot be used at all, `DatabaseTrouble`
    where the records cannot be written, `UploaderError("claim-lost")` where somebody else holds the import by now.
    """
    report(Stage.OPENING, 0, None)
    sheets = open_file(Path(job.path), job.file_name, job.limits.cells)
    records = RecordsDatabase(job.records_url)
    try:
        for _ in range(ROUNDS):
            try:
                return _Import(job, sheets, records, report, save_turn).run()
            except VersionChanged:
                continue
        raise UploaderError("dataset-busy", file_name=job.file_name)
    finally:
        records.close()


def run_infer(job: InferJob, report: Report) -> InferResult:
    """Propose a definition for a file. Raises `FileRefused` where it cannot be read."""
    report(Stage.OPENING, 0, None)
    layout = lay_out(open_file(Path(job.path), job.file_name, job.limits.cells), None)
    report(Stage.READING, 0, None)
    return InferResult(_inferred(job.file_name, layout.sources), layout.reports)


def _inferred(file_name: str, sources: Sequence[Source]) -> Dataset:
    return Dataset(dataset_name(file_name), {"fields": infer_fields(sources), "x-trim": True})


class _Import:
    """One round of an import: everything is decided against one version of the dataset."""

    def __init__(
        self, job: ImportJob, sheets: Sequence[Sheet], records: RecordsDatabase, report: Report, save_turn: SaveTurn
    ) -> None:
        self._job = job
        self._sheets = sheets
        self._records = records
        self._report = report
        self._save_turn = save_turn
        self._collector = ProblemCollector()

    def run(self) -> ImportResult:
        job, records = self._job, self._records
        known = given(job, records) or by_headings([s for s in self._sheets if s.visible], records.datasets())
        layout = lay_out(self._sheets, known)
        dataset = self._settled(known, layout)
        layout = layout.mapped(dataset)
        for problem in layout.problems:
            self._collector.add(problem)
        check = TableCheck(dataset, self._collector)
        batches = [] if layout.problems else self._checked(check, layout)
        counts = RowCounts(check.total, check.total, 0)
        result = ImportResult(True, dataset.name, counts, layout.reports, notes=_notes(check, layout))
        if not self._collector and check.total == 0:
            raise FileRefused("no-rows", sheet=layout.sources[0].sheet.name, header_row=layout.sources[0].headings.row)
        if not self._collector and self._saved(dataset, batches, result, check, layout):
            return result
        counts = RowCounts(check.total, 0, self._collector.rejected)
        problems, totals = self._collector.problems, self._collector.totals
        return ImportResult(False, dataset.name, counts, layout.reports, problems, totals, result.notes)

    def _settled(self, known: Dataset | None, layout: Layout) -> Dataset:
        if known is not None and known.confirmed:
            return known
        self._report(Stage.READING, 0, layout.height)
        fresh = _inferred(self._job.file_name, layout.sources)
        if known is None:
            known = self._records.dataset(fresh.name)
            if known is not None and known.confirmed:
                return known
        return fresh if known is None else widened(known, fresh)

    def _checked(self, check: TableCheck, layout: Layout) -> list[Batch]:
        height = layout.height
        self._report(Stage.CHECKING, 0, height)
        batches = []
        for source in layout.sources:
            batches += list(check.batches(source, lambda done: self._report(Stage.CHECKING, done, height)))
        return batches

    def _saved(
        self, dataset: Dataset, batches: list[Batch], result: ImportResult, check: TableCheck, layout: Layout
    ) -> bool:
        """Save; False where keys are saved already, which are then among the problems."""
        total = result.counts.total
        saving = Saving(
            import_id=self._job.import_id,
            lease_token=self._job.lease_token,
            dataset=dataset,
            batches=batches,
            result=result,
            progress=lambda done: self._report(Stage.SAVING, done, total),
        )
        try:
            with self._save_turn():
                self._report(Stage.SAVING, 0, total)
                self._records.save(saving)
        except KeyTaken:
            self._report_taken(dataset, check, layout)
            return False
        return True

    def _report_taken(self, dataset: Dataset, check: TableCheck, layout: Layout) -> None:
        columns = {source.sheet.name: source.columns.columns for source in layout.sources}
        for key, places in check.keys():
            check.report_taken(key, self._records.taken_keys(dataset.name, key, list(places)), columns)
        if not self._collector:
            # Whatever was in the way is gone by now: as if the definition had changed, decide again.
            raise VersionChanged(dataset.name)


def _notes(check: TableCheck, layout: Layout) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    if check.trimmed:
        notes["cells-trimmed"] = {"count": check.trimmed}
    ignored = [label for source in layout.sources for label in source.columns.ignored]
    absent = [name for source in layout.sources for name in source.columns.absent]
    if ignored:
        notes["columns-left-out"] = {"columns": list(dict.fromkeys(ignored))}
    if absent:
        notes["fields-absent"] = {"fields": list(dict.fromkeys(absent))}
    return notes
