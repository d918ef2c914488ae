"""Finishes what a program that died has left between the history and the ledger."""

import contextlib
import logging

from ..database.history import History
from ..database.records import RecordsDatabase
from ..model.agreement import agree
from ..model.errors import UsageError
from ..model.ledger import Hold, LedgerState
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..queue.base import TaskQueue

logger = logging.getLogger(__name__)


class Reconciler:
    """Looks at pairs of a task and its import, and puts right what is certain (`model/agreement.py`)."""

    def __init__(self, history: History, records: RecordsDatabase, queue: TaskQueue) -> None:
        self._history = history
        self._records = records
        self._queue = queue

    def at_start(self) -> None:
        """Look wherever a death can have left something: at imports that are open or undone, at cancelled tasks."""
        states = self._records.imports_in(LedgerState.OPEN, LedgerState.UNDONE)
        cancelled = self._history.imports_cancelled_after_a_claim()
        states |= self._records.states(cancelled)
        # In a long history many tasks were cancelled, and nearly all of them are in good order.
        suspects = [name for name in {*states, *cancelled} if states.get(name) is not LedgerState.CLOSED]
        for task in self._history.tasks_by_import(suspects):
            if not _in_order(task, states.get(task.import_id)):
                self.settle(task)

    def settle(self, task: UploadTask) -> None:
        """Put this one right."""
        entry = self._records.ledger_entry(task.import_id)
        state = entry.state if entry is not None else None
        if _in_order(task, state):
            return
        logger.warning("task %s is %s, its import %s", task.id, task.status, state)
        if entry is None or state is LedgerState.OPEN:
            self._records.close_import(Hold.of(task, task.lease_token))
        elif state is LedgerState.UNDONE and entry.undo is not None:
            self._queue.undone(task.import_id, entry.undo, self._records.replaced_by(task.import_id))
        elif state is LedgerState.SAVED and task.status is TaskStatus.CANCELLED:
            # Its owner died after saving and before telling: whoever claims it next only finishes it.
            with contextlib.suppress(UsageError):  # another program may be doing the same
                self._queue.retry(task.id)


def _in_order(task: UploadTask, state: LedgerState | None) -> bool:
    if state is None and task.status is TaskStatus.CANCELLED and task.file_path is not None and task.lease_token > 1:
        # Whoever held it last may have been stopped before it came to open the import: let it find it closed.
        return False
    return agree(task.status, task.undone_at is not None, state)
