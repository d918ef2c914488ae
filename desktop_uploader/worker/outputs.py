"""Workbooks made for a person, each in a child process of its own: marked copies of wrong files, and templates."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from ..database.history import History
from ..database.records import RecordsDatabase
from ..model.dataset import Dataset
from ..model.errors import StorageError, UsageError
from ..model.jobs import Job, Limits, MarkedCopyJob, MarkedCopyResult, Result, TemplateJob
from ..model.progress import Progress
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..processing.layout.labels import names_of
from ..storage.base import Storage
from .saveturn import SaveTurns
from .supervisor import Supervisor

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
        if target.exists() and not overwrite:
            raise UsageError("target-exists", name=str(target))
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            original, made = self._storage.fetch(task.file_path or "", Path(folder)), Path(folder) / "made"
            job = self._job(task, original, made)
            result = _run(job, progress, stop, task_id)
            assert isinstance(result, MarkedCopyResult)
            final = target if target.suffix.lower() == result.suffix else target.with_suffix(result.suffix)
            hand_over(made, final, overwrite)
        return MarkedCopy(final, result)

    def template(self, dataset: Dataset, target: Path, *, overwrite: bool = False) -> Path:
        """Write an empty workbook of a dataset, to be filled in; gives its path, which ends in .xlsx.

        Raises `UsageError` where the target exists, `StorageError` where it cannot be written, and `JobFailed`.
        """
        final = target if target.suffix.lower() == ".xlsx" else target.with_suffix(".xlsx")
        if final.exists() and not overwrite:
            raise UsageError("target-exists", name=str(final))
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            made = Path(folder) / "made"
            job = TemplateJob(dataset, str(made), self._language(), self._limits_for(None))
            _run(job, lambda moved: None, lambda: False)
            hand_over(made, final, overwrite)
        return final

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


def _run(job: Job, progress: Callable[[Progress], None], stop: Callable[[], bool], task_id: int = 0) -> Result:
    supervisor = Supervisor(SaveTurns())
    try:
        return supervisor.run(
            job, lambda moved: progress(Progress(task_id, moved.stage, moved.done, moved.total)), stop
        ).result
    finally:
        supervisor.close()


def write_text(text: str, target: Path) -> Path:
    """See `write_bytes`; in UTF-8."""
    return write_bytes(text.encode("utf-8"), target)


def write_bytes(content: bytes, target: Path) -> Path:
    """Write a file where the person wants it, in the place of one of that name. Raises `StorageError`."""
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
        made = Path(folder) / "made"
        made.write_bytes(content)
        hand_over(made, target, overwrite=True)
    return target


def hand_over(made: Path, target: Path, overwrite: bool) -> None:
    """Put a finished file where the person wants it: whole, or not at all, even where the program is killed meanwhile.

    Raises `UsageError("target-exists")`, `StorageError`.
    """
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        with open(made, "rb") as source, open(part, "xb") as new:
            shutil.copyfileobj(source, new)
            new.flush()
            os.fsync(new.fileno())
        publish(part, target, overwrite)
    except FileExistsError as error:
        raise UsageError("target-exists", name=str(target)) from error
    except OSError as error:
        raise StorageError("storage-no-permission", folder=str(target.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def publish(part: Path, target: Path, overwrite: bool) -> None:
    """Rename a whole file; without `overwrite` never over another one. Raises `FileExistsError`, `OSError`."""
    if overwrite:
        os.replace(part, target)
    else:
        _rename_new(part, target)


def _rename_new(part: Path, target: Path) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(FileNotFoundError, PermissionError, NotImplementedError):
            os.link(part, target)
            return
        # A drive without hard links.
        if target.exists():
            raise FileExistsError(target)
    os.rename(part, target)
