"""Brings tasks, ledger and stored files to say the same again, after a database was restored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from ..database.engine import reading, write
from ..database.history import History, Owners, journal
from ..database.history.tables import meta, upload_tasks
from ..database.records import RecordsDatabase
from ..model.agreement import agree
from ..model.errors import UsageError
from ..model.ledger import LedgerEntry, LedgerState
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..model.undo import UndoResult
from ..queue.base import TaskQueue
from ..settings import Folders
from ..storage.files import sha256_of
from ..worker.reconcile import Reconciler
from .report import Deed
from .short import short_imports
from .stored import StoredFile, snapshots, stored_files

UNKNOWN_USER = "unknown"
_T = upload_tasks.c


@dataclass(frozen=True, slots=True)
class Settler:
    """The parts that are needed; both databases are whole and of this program's schema."""

    engine: Engine
    history: History
    owners: Owners
    queue: TaskQueue
    records: RecordsDatabase
    folders: Folders

    def adopt(self) -> Iterator[Deed]:
        """Stored files that no task names become tasks; those of uploads that were being stored are stored."""
        found = [file for folder in self.folders.stored for file in stored_files(folder)]
        self._remember_id(found)
        tasks = {task.import_id: task for task in self.history.tasks_by_import([file.import_id for file in found])}
        for file in found:
            task = tasks.get(file.import_id)
            if task is None:
                values = {"import_id": file.import_id, "file_name": file.path.name, "file_path": file.uri}
                task_id = self._enter(file.path, {**values, "status": TaskStatus.PENDING})
                yield Deed("file-adopted", {"task_id": task_id, "name": file.path.name})
            elif task.status is TaskStatus.UPLOADING:
                self._stored(task, file)
                yield Deed("upload-stored", {"task_id": task.id, "name": file.path.name})
        yield from self._adopt_snapshots()

    def _adopt_snapshots(self) -> Iterator[Deed]:
        """Files that were taken but not stored yet: their names are lost with their entries."""
        found = list(snapshots(self.folders.outbox))
        known = {task.import_id for task in self.history.tasks_by_import([import_id for _, import_id in found])}
        for path, import_id in found:
            if import_id not in known and self.records.ledger_entry(import_id) is None:
                name = f"restored-{import_id.partition('-')[0]}"
                values = {"import_id": import_id, "file_name": name, "status": TaskStatus.UPLOADING}
                yield Deed("file-adopted", {"task_id": self._enter(path, values), "name": name})

    def agree(self, *, save_again: bool) -> Iterator[Deed]:
        """Tasks follow the ledger: saved ones are DONE, undone ones undone.

        `save_again`: the records were restored, so rows that are DONE and not there any more are imported once more.
        """
        for task in self._all_tasks():
            entry = self.records.ledger_entry(task.import_id)
            state = entry.state if entry is not None else None
            if entry is not None and entry.lease_token > task.lease_token:
                # The task is of an older copy: its next claim must be newer than any that the ledger has seen.
                self._change(task, lease_token=entry.lease_token)
            if entry is not None and state is LedgerState.SAVED and task.status is not TaskStatus.DONE:
                if self._finish(task, entry):
                    yield Deed("task-done", {"task_id": task.id})
            elif agree(task.status, task.undone_at is not None, state):
                continue
            elif entry is not None and state is LedgerState.UNDONE and self._undone(task, entry):
                yield Deed("task-undone", {"task_id": task.id})
            elif task.status is TaskStatus.DONE and task.undone_at is None and save_again:
                self.queue.undone(task.import_id, UndoResult(task.dataset or "", 0, 0, 0))
                self.queue.retry(task.id)
                if task.dataset is not None and self.records.dataset(task.dataset) is None:
                    self._change(task, dataset=None)
                yield Deed("saved-again", {"task_id": task.id})
            else:
                Reconciler(self.history, self.records, self.queue).settle(task)

    def save_short_ones_again(self) -> Iterator[Deed]:
        """Imports of which rows are gone with a page: what is left of them is undone, and they are done anew."""
        for import_id in short_imports(self.folders.records):
            tasks = self.history.tasks_by_import([import_id])
            try:
                if tasks and tasks[0].status is TaskStatus.DONE:
                    self.queue.undone(import_id, self.records.undo(import_id))
                    self.queue.retry(tasks[0].id)
                    yield Deed("saved-again", {"task_id": tasks[0].id})
            except UsageError:
                yield Deed("rows-stay-lost", {"task_id": tasks[0].id})

    def _all_tasks(self) -> Iterator[UploadTask]:
        with reading(self.engine) as connection:
            ids = list(connection.execute(select(_T.id).order_by(_T.id)).scalars())
        for start in range(0, len(ids), 500):
            yield from self.history.tasks_by_id(ids[start : start + 500])

    def _finish(self, task: UploadTask, entry: LedgerEntry) -> bool:
        """DONE with the ledger's result, as whoever claims the task next would do."""
        if task.status.final:
            self.queue.retry(task.id)
        elif task.status is TaskStatus.UPLOADING:
            return False
        owner = self.owners.register("doctor")
        try:
            claim = self.queue.claim(owner, [task.id])
            return claim is not None and entry.result is not None and self.queue.finish(claim, entry.result)
        finally:
            self.owners.leave(owner)

    def _undone(self, task: UploadTask, entry: LedgerEntry) -> bool:
        if task.status is not TaskStatus.DONE or entry.undo is None:
            return False
        return self.queue.undone(task.import_id, entry.undo)

    def _enter(self, path: Path, known: dict[str, Any]) -> int:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        values = {
            **known,
            "user_id": UNKNOWN_USER,
            "size": path.stat().st_size,
            "sha256": sha256_of(path),
            "created_at": at,
            "updated_at": at,
        }

        def work(connection: Connection) -> int:
            task_id: int = connection.execute(insert(upload_tasks).values(values).returning(_T.id)).scalar_one()
            journal.note(connection, task_id, datetime.now(UTC), "adopted", level="warning")
            return task_id

        return write(self.engine, work)

    def _stored(self, task: UploadTask, file: StoredFile) -> None:
        free = {"worker_id": None, "lease_expires_at": None}
        values = {"status": TaskStatus.PENDING, "file_path": file.uri, "sha256": sha256_of(file.path), **free}
        statement = update(upload_tasks).where(_T.id == task.id, _T.status == TaskStatus.UPLOADING).values(values)
        write(self.engine, lambda connection: connection.execute(statement))

    def _change(self, task: UploadTask, **values: Any) -> None:
        statement = update(upload_tasks).where(_T.id == task.id).values(values)
        write(self.engine, lambda connection: connection.execute(statement))

    def _remember_id(self, files: list[StoredFile]) -> None:
        """A history that was made anew takes its own name from its files."""
        names = {file.key.partition("/")[0] for file in files}
        if len(names) != 1:
            return

        def work(connection: Connection) -> None:
            if connection.execute(select(meta.c.value).where(meta.c.name == "history_id")).first() is None:
                connection.execute(insert(meta).values(name="history_id", value=names.pop()))

        write(self.engine, work)
