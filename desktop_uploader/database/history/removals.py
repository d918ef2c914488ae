"""Stored files that are to go: noted in the transaction that lets go of them, deleted then, and never adopted again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, or_, select, update

from ...model.clock import Clock
from ...model.errors import UsageError
from ...model.selection import refused
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ..engine import reading, write
from ..ready import literal
from . import journal, rows
from .finding import without_index
from .tables import removals, upload_tasks

_T, _R = upload_tasks.c, removals.c

BATCH = 25
"""Files let go in one transaction: others wait for it no longer than they notice."""

REMOVABLE = (TaskStatus.DONE, TaskStatus.CANCELLED)

Last = tuple[datetime, int] | None
"""When an upload was finished, and its number."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What is left to be deleted of an upload."""

    file_id: str
    import_id: str
    """With which the names of its copies in the outbox begin."""
    uri: str | None


class Removals:
    """Raises `DatabaseTrouble`."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def delete(self, task_id: int) -> UploadTask:
        """Take an upload out of the history, and note its file. Saved rows stay. Gives what it was.

        Raises `UsageError` where there is none or it is under way.
        """
        return write(self._engine, lambda connection: self._delete(connection, task_id))

    def delete_many(self, task_ids: Collection[int]) -> dict[int, UsageError]:
        """`delete` for all of them in one transaction; gives those that were refused, and why."""
        return write(self._engine, lambda connection: refused(task_ids, partial(self._delete, connection)))

    def count_ended(self, before: datetime) -> int:
        """How many uploads `remove_ended` would take out, all in all."""
        return self._count(_T.finished_at < before, _removable())

    def count_originals(self, before: datetime) -> int:
        """How many files `let_go` would let go, all in all."""
        return self._count(_T.finished_at < before, _in_states(TaskStatus.DONE), *_own())

    def remove_ended(self, before: datetime) -> int:
        """Take up to `BATCH` uploads out of the history that ended before then, the oldest first, and note their files.

        Gives how many. Those that failed or ask may be needed once more, however old they are.
        """
        old = select(upload_tasks).where(_T.finished_at < before, _removable())
        found = old.order_by(_T.finished_at, _T.id).limit(BATCH)

        def work(connection: Connection) -> int:
            tasks = [rows.to_task(row) for row in connection.execute(found)]
            for task in tasks:
                self._note(connection, task)
            connection.execute(delete(upload_tasks).where(_T.id.in_([task.id for task in tasks])))
            return len(tasks)

        return write(self._engine, work)

    def let_go(self, before: datetime, last: Last = None) -> tuple[int, Last]:
        """Let go of the files of some uploads that were finished before then; gives how many, and the last of them.

        The next call is told that one, to pass over all up to it.

        Files that failed, ask or wait are needed once more, and a person's own objects are never touched.
        """
        own = _own()
        if last is not None:
            own = (*own, or_(_T.finished_at > last[0], and_(_T.finished_at == last[0], _T.id > last[1])))
        old = select(upload_tasks).where(_in_states(TaskStatus.DONE), _T.finished_at < before, *own)

        def work(connection: Connection) -> tuple[int, Last]:
            found = [rows.to_task(row) for row in connection.execute(old.order_by(_T.finished_at, _T.id).limit(BATCH))]
            now = self._clock.now()
            for task in found:
                self._note(connection, task)
                changes = {"file_removed_at": now, "updated_at": now}
                connection.execute(update(upload_tasks).where(_T.id == task.id).values(changes))
                journal.note(connection, task.id, now, "original-removed")
            end = found[-1] if found else None
            return len(found), (end.finished_at, end.id) if end is not None and end.finished_at is not None else last

        return write(self._engine, work)

    def waiting(self, after: str = "", limit: int = 100) -> Sequence[Removal]:
        """Files that are still to be deleted, in the order of their ids."""
        left = select(_R.file_id, _R.import_id, _R.uri).where(_R.done_at.is_(None), _R.file_id > after)
        with reading(self._engine) as connection:
            return [Removal(*row) for row in connection.execute(left.order_by(_R.file_id).limit(limit))]

    def done(self, file_id: str) -> None:
        """The file is gone. That it was is remembered: a copy that comes later is no find."""
        gone = update(removals).where(_R.file_id == file_id).values(done_at=self._clock.now())
        write(self._engine, lambda connection: connection.execute(gone))

    def is_removed(self, file_id: str) -> bool:
        """True where a file with this id in its key was let go."""
        with reading(self._engine) as connection:
            return connection.execute(select(_R.file_id).where(_R.file_id == file_id)).first() is not None

    def _delete(self, connection: Connection, task_id: int) -> UploadTask:
        found = connection.execute(select(upload_tasks).where(_T.id == task_id)).first()
        if found is None:
            raise UsageError("no-such-task", task_id=task_id)
        task = rows.to_task(found)
        if not task.status.final:
            raise UsageError("cannot-delete", task_id=task_id)
        self._note(connection, task)
        connection.execute(delete(upload_tasks).where(_T.id == task_id))
        return task

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).where(*conditions)).scalar_one())

    def _note(self, connection: Connection, task: UploadTask) -> None:
        uri = task.file_path if task.file_owned else None
        file_id = file_id_of(uri) if uri is not None else task.import_id
        if connection.execute(select(_R.file_id).where(_R.file_id == file_id)).first() is None:
            values = {"file_id": file_id, "import_id": task.import_id, "uri": uri, "at": self._clock.now()}
            connection.execute(insert(removals).values(values))


def _removable() -> ColumnElement[bool]:
    return _in_states(*REMOVABLE)


def _in_states(*states: TaskStatus) -> ColumnElement[bool]:
    """Nearly all tasks have one of these: SQLite would sort them all, though an index has them by their end."""
    return or_(*(without_index(_T.status) == literal(status) for status in states))


def _own() -> tuple[ColumnElement[bool], ...]:
    """Of which the program has the file."""
    return _T.file_owned.is_(True), _T.file_path.is_not(None), _T.file_removed_at.is_(None)


def file_id_of(uri: str) -> str:
    """The id in the key of a stored file, which is that of its first import: keys end with it and the file's name."""
    return PurePosixPath(uri.partition("?")[0]).parent.name
