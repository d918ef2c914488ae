"""What a person asks for of one upload, where more than the queue is concerned: cancel, undo."""

from collections.abc import Callable, Collection

from ..model.errors import UsageError
from ..model.events import Listener, TaskChanged
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..model.undo import UndoResult
from .databases import Databases


class Wishes:
    """Every call waits for databases: never call it on the GUI thread."""

    def __init__(
        self,
        databases: Databases,
        look_for_cancels: Callable[[], None],
        state: Callable[[UploadTask], str],
        listener: Listener,
    ) -> None:
        """`look_for_cancels` tells all workers that somebody has cancelled a task; `state` words a task's state."""
        self._databases = databases
        self._look_for_cancels = look_for_cancels
        self._state = state
        self._listener = listener

    def cancel(self, task_id: int) -> None:
        """End a task. Where its rows turn out to be saved already, it is finished instead.

        Raises `UsageError` where there is no such task or it is finished.
        """
        self._databases.queue.cancel(task_id)
        self.cancelled([task_id])

    def cancelled(self, task_ids: Collection[int]) -> None:
        """The queue has cancelled these: have workers end them, and settle what the records hold of them."""
        self._look_for_cancels()
        for task in self._databases.history.tasks_by_id(list(task_ids)):
            self._databases.reconciler.settle(task)
            self._listener(TaskChanged(task.id))

    def undo(self, task_id: int) -> UndoResult:
        """Take a finished task's rows back; retrying it imports the file again.

        Raises `UsageError` in words for a person where that cannot be: no such task, nothing saved, rows that others
        refer to, an earlier value that another row has by now.
        """
        task = self._databases.history.task(task_id)
        if task is None:
            raise UsageError("no-such-task", task_id=task_id)
        if task.status is not TaskStatus.DONE or task.undone_at is not None:
            raise UsageError("cannot-undo", task_id=task_id, status=self._state(task))
        result = self._databases.records.undo(task.import_id)
        self._databases.queue.undone(task.import_id, result)
        self._listener(TaskChanged(task_id))
        return result
