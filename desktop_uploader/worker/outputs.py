"""Workbooks made for a person, each in a child process of its own: marked copies of wrong files, templates, tables."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..database.history import History
from ..database.records import RecordsDatabase
from ..model.dataset import Dataset
from ..model.errors import UsageError
from ..model.fields import names_of
from ..model.jobs import Limits, MarkedCopyJob, MarkedCopyResult, PlainTable, TablesJob, TemplateJob
from ..model.progress import Progress
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..storage.base import Storage
from .messages import Moved
from .publishing import hand_over, refuse_existing
from .supervisor import run_alone

MOST_PROBLEMS = 60_000
"""Excel holds no more than 65,530 links in a sheet."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """Where a marked copy was written, and what it is."""

    path: Path
    result: MarkedCopyResult


class Outputs:
    """Makes workbooks. Every call waits for a child process: never call it on the GUI thread."""

    def __init__(
        self,
        history: History,
        records: RecordsDatabase,
        storage: Storage,
        limits_for: Callable[[int | None], Limits],
        language: Callable[[], str],
    ) -> None:
        """`language` gives the code of the language that workbooks are written in."""
        self._history = history
        self._records = records
        self._storage = storage
        self._limits_for = limits_for
        self._language = language

    def marked_copy(
        self,
        task_id: int,
        target: Path,
        progress: Callable[[Progress], None],
        stop: Callable[[], bool],
        *,
        overwrite: bool = False,
    ) -> MarkedCopy:
        """Write a copy of the task's file in which each wrong cell is marked, or a workbook of its wrong rows.

        The name gets the ending that the workbook needs. Raises `UsageError` where there is nothing to mark or the
        target exists, `StorageError` where a file cannot be read or written, `JobFailed` where the child comes to no
        result, and `Stopped` soon after `stop()` has become true.
        """
        task = self._task(task_id)
        refuse_existing(target, overwrite)

        def moved(message: Moved) -> None:
            progress(Progress(task_id, message.stage, message.done, message.total))

        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            original, made = self._storage.fetch(task.file_path or "", Path(folder)), Path(folder) / "made"
            result = run_alone(self._job(task, original, made), moved, stop)
            assert isinstance(result, MarkedCopyResult)
            final = target if target.suffix.lower() == result.suffix else target.with_suffix(result.suffix)
            hand_over(made, final, overwrite)
        return MarkedCopy(final, result)

    def template(self, dataset: Dataset, target: Path, *, overwrite: bool = False) -> Path:
        """Write an empty workbook of a dataset, to be filled in; gives its path, which ends in .xlsx.

        Raises `UsageError` where the target exists, `StorageError` where it cannot be written, and `JobFailed`.
        """
        language, limits = self._language(), self._limits_for(None)
        return _made(target, overwrite, lambda made: TemplateJob(dataset, made, language, limits))

    def tables(self, tables: Sequence[PlainTable], target: Path, *, overwrite: bool = False) -> Path:
        """Write a workbook with a sheet for each table; gives its path, which ends in .xlsx.

        Raises what `template` raises.
        """
        limits = self._limits_for(None)
        return _made(target, overwrite, lambda made: TablesJob(tuple(tables), made, limits))

    def _task(self, task_id: int) -> UploadTask:
        task = self._history.task(task_id)
        if task is None:
            raise UsageError("no-such-task", task_id=task_id)
        if not task.status.final:
            raise UsageError("not-checked-yet", task_id=task_id)
        if task.file_removed_at is not None:
            raise UsageError("original-removed", task_id=task_id)
        if not self._history.problem_totals(task_id):
            raise UsageError("nothing-to-mark", task_id=task_id)
        return task

    def _job(self, task: UploadTask, original: Path, target: Path) -> MarkedCopyJob:
        used = [event.params for event in self._history.events(task.id) if event.code == "sheet-used"]
        return MarkedCopyJob(
            path=str(original),
            file_name=task.file_name,
            target=str(target),
            import_id=task.import_id,
            problems=tuple(self._history.problems(task.id, limit=MOST_PROBLEMS)),
            totals=tuple(self._history.problem_totals(task.id)),
            heading_rows={item["sheet"]: item.get("header_rows") or [item["header_row"]] for item in used},
            filled_down=self._filled_down(task),
            rows=task.rows_total,
            others_saved=task.status is TaskStatus.DONE and task.undone_at is None,
            answers=task.answers or {},
            language=self._language(),
            limits=self._limits_for(task.size),
        )

    def _filled_down(self, task: UploadTask) -> tuple[str, ...]:
        """Every name of the columns in which an empty cell means the value above."""
        dataset = self._records.dataset(task.dataset) if task.dataset is not None else None
        schema = task.definition or (dataset.schema if dataset is not None else {})
        fields = [field for field in schema.get("fields", []) if field.get("x-fillDown")]
        return tuple(name for field in fields for name in names_of(field))


def _made(target: Path, overwrite: bool, job: Callable[[str], TemplateJob | TablesJob]) -> Path:
    """Have a workbook made at a path that `job` is told, and put it where the person wants it."""
    final = target if target.suffix.lower() == ".xlsx" else target.with_suffix(".xlsx")
    refuse_existing(final, overwrite)
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
        made = Path(folder) / "made"
        run_alone(job(str(made)), lambda moved: None, lambda: False)
        hand_over(made, final, overwrite)
    return final
