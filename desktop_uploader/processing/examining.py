"""Everything that is found out about a file before anything is saved: its dataset, its layout, its problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from ..database.records import Batch, RecordsDatabase
from ..model.answers import refuse_unusable
from ..model.dataset import Dataset
from ..model.errors import NeedsAnswer
from ..model.jobs import CheckJob, ImportJob
from ..model.progress import Stage
from ..model.question import Answers, asked
from .checking import ProblemCollector, TableCheck
from .confirming import approved_name, proposed
from .growing import grown
from .inference import infer_fields, known_manners, propose, widened
from .layout import Layout, Source, by_headings, dataset_name, given, lay_out, new_name
from .reading import Book
from .repeats import refuse_repeat
from .spool import BatchSpool

WRONG_ROWS = "x-wrongRows"
Report = Callable[[Stage, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A file checked against one version of its dataset. A context manager: the rows go with it."""

    dataset: Dataset
    layout: Layout
    check: TableCheck
    collector: ProblemCollector
    saves_good: bool
    """True where rows that are right are wanted although others are wrong."""
    spool: BatchSpool
    """The checked rows; empty where none of them will be saved."""
    how_read: Mapping[str, Any] = field(default_factory=dict)
    """Notes on how the file was read."""

    @property
    def saves_good_rows(self) -> bool:
        """True where rows that are right are saved although others are wrong."""
        return self.saves_good and not self.layout.problems

    def good_rows(self) -> Iterator[Batch]:
        """The rows that are right."""
        return map(self.check.without_wrong, self.spool)

    def __enter__(self) -> "Examined":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.spool.clear()

    @property
    def notes(self) -> dict[str, Any]:
        """Things that a person should know though nothing is wrong."""
        return {**self.how_read, **_notes(self.check, self.layout)}


def examine(job: ImportJob | CheckJob, book: Book, records: RecordsDatabase, report: Report) -> Examined:
    """Find the dataset, lay the sheets out, check every row.

    Raises `FileRefused`, `DefinitionError`, and `NeedsAnswer` where only a person can decide. What was answered already
    is not asked again: an answer that is none of the choices is a `UsageError`.
    """
    refuse_unusable(job.answers)
    try:
        return _examined(job, book, records, report)
    except NeedsAnswer as needed:
        refuse_unusable(job.answers, asked(needed.params))
        raise


def _examined(job: ImportJob | CheckJob, book: Book, records: RecordsDatabase, report: Report) -> Examined:
    visible = [sheet for sheet in book.sheets if sheet.visible]
    known = given(job, records) or by_headings(visible, records.datasets(), job.file_name)
    if known is not None:
        refuse_repeat(job, known, records)
        known = grown(known, job.answers)
    layout = lay_out(book.sheets, known, job.answers, records.datasets)
    dataset = layout.remembered(_settled(job, known, layout, records, report), job.answers)
    refuse_repeat(job, dataset, records)
    layout = layout.mapped(dataset, job.answers)
    if layout.questions:
        raise NeedsAnswer(layout.questions)
    collector = ProblemCollector()
    for problem in layout.problems:
        collector.add(problem)
    answers = layout.manners(dataset, job.answers)
    check = TableCheck(dataset, collector, layout.sources, answers, records.key_values)
    saves_good = _saves_good_rows(dataset, job.answers)
    spool = BatchSpool()
    if not layout.problems:
        _check(check, layout, spool, keep_wrong=saves_good, report=report)
    if not collector and check.total == 0:
        raise layout.without_rows()
    return Examined(dataset, layout, check, collector, saves_good, spool, book.notes)


def inferred(name: str, sources: Sequence[Source], answers: Answers | None) -> Dataset:
    """A dataset proposed from a file's own rows; see `infer_fields`."""
    return Dataset(name, {"fields": infer_fields(sources, answers), "x-trim": True})


def _settled(
    job: ImportJob | CheckJob, known: Dataset | None, layout: Layout, records: RecordsDatabase, report: Report
) -> Dataset:
    """The definition to check against; one that no person has confirmed is widened to hold this file."""
    if known is not None and known.confirmed:
        return known
    height = layout.height
    report(Stage.READING, 0, height)

    def moved(rows: int) -> None:
        report(Stage.READING, rows, height)

    if known is None:
        approved = approved_name(job.answers)
        wanted = approved or dataset_name(job.file_name)
        name, known = new_name(wanted, layout.sources[0].headings.normal, records)
        if known is None:
            return proposed(name, layout, job.answers, approved if approved and name != approved else None, moved)
        if known.confirmed:
            return known
    sources, answers = layout.to_infer(known, job.answers), layout.manners(known, job.answers)
    proposal = propose(sources, {**known_manners(known), **answers}, moved)
    return widened(known, proposal, sources, answers, lambda field: records.is_unused(known.name, field))


def _check(check: TableCheck, layout: Layout, spool: BatchSpool, *, keep_wrong: bool, report: Report) -> None:
    """Check every row. Once something is wrong, rows are kept only where the good ones are wanted alone."""
    height = layout.height
    report(Stage.CHECKING, 0, height)
    for source in layout.sources:
        for batch in check.batches(source, lambda done: report(Stage.CHECKING, done, height)):
            if keep_wrong or check.fine:
                spool.append(batch)
            else:
                spool.clear()
    check.finish()


def _saves_good_rows(dataset: Dataset, answers: Answers) -> bool:
    """What a person said of this file, else what the dataset says."""
    said = answers.get("wrong-rows")
    return said == "others" if said else dataset.schema.get(WRONG_ROWS) == "saveGood"


def _notes(check: TableCheck, layout: Layout) -> dict[str, Any]:
    notes = check.notes
    ignored = [label for source in layout.sources for label in source.columns.ignored]
    absent = [name for source in layout.sources for name in source.columns.absent]
    if layout.unused:
        notes["answers-unused"] = {"answers": list(layout.unused)}
    if ignored:
        notes["columns-left-out"] = {"columns": list(dict.fromkeys(ignored))}
    if absent:
        notes["fields-absent"] = {"fields": list(dict.fromkeys(absent))}
    return notes
