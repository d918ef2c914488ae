"""Everything that is found out about a file before anything is saved: its dataset, its layout, its problems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..database.records import Batch, RecordsDatabase
from ..model.dataset import Dataset
from ..model.errors import FileRefused
from ..model.jobs import CheckJob, ImportJob
from ..model.progress import Stage
from .checking import ProblemCollector, TableCheck
from .inference import infer_fields, widened
from .layout import Layout, Source, by_headings, dataset_name, given, lay_out
from .reading import Book
from .repeats import refuse_repeat

Report = Callable[[Stage, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A file checked against one version of its dataset."""

    dataset: Dataset
    layout: Layout
    check: TableCheck
    collector: ProblemCollector
    batches: Sequence[Batch] = field(default_factory=tuple)
    """The rows that are right; empty where the headings are not."""

    @property
    def notes(self) -> dict[str, Any]:
        """Things that a person should know though nothing is wrong."""
        return _notes(self.check, self.layout)


def examine(job: ImportJob | CheckJob, book: Book, records: RecordsDatabase, report: Report) -> Examined:
    """Find the dataset, lay the sheets out, check every row.

    Raises `FileRefused`, `DefinitionError`, and `NeedsAnswer` where only a person can decide.
    """
    known = given(job, records) or by_headings([s for s in book.sheets if s.visible], records.datasets())
    if known is not None:
        refuse_repeat(job, known, records)
    layout = lay_out(book.sheets, known)
    dataset = _settled(job, known, layout, records, report)
    refuse_repeat(job, dataset, records)
    layout = layout.mapped(dataset)
    collector = ProblemCollector()
    for problem in layout.problems:
        collector.add(problem)
    check = TableCheck(dataset, collector)
    batches = [] if layout.problems else _checked(check, layout, report)
    if not collector and check.total == 0:
        raise FileRefused("no-rows", sheet=layout.sources[0].sheet.name, header_row=layout.sources[0].headings.row)
    return Examined(dataset, layout, check, collector, batches)


def inferred(file_name: str, sources: Sequence[Source]) -> Dataset:
    """A dataset proposed from a file's own rows."""
    return Dataset(dataset_name(file_name), {"fields": infer_fields(sources), "x-trim": True})


def _settled(
    job: ImportJob | CheckJob, known: Dataset | None, layout: Layout, records: RecordsDatabase, report: Report
) -> Dataset:
    """The definition to check against; one that no person has confirmed is widened to hold this file."""
    if known is not None and known.confirmed:
        return known
    report(Stage.READING, 0, layout.height)
    fresh = inferred(job.file_name, layout.sources)
    if known is None:
        known = records.dataset(fresh.name)
        if known is not None and known.confirmed:
            return known
    return fresh if known is None else widened(known, fresh)


def _checked(check: TableCheck, layout: Layout, report: Report) -> list[Batch]:
    height = layout.height
    report(Stage.CHECKING, 0, height)
    batches = []
    for source in layout.sources:
        batches += list(check.batches(source, lambda done: report(Stage.CHECKING, done, height)))
    return batches


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
