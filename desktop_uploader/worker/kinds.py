"""Files of a kind that was not known when they were read, and is by now: they go on by themselves."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from ..database.history import History
from ..database.records import RecordsDatabase
from ..database.records.definitions import Stamp
from ..model.dataset import Dataset
from ..model.events import Listener, TaskChanged
from ..model.question import NEW_DATASET
from ..model.task import UploadTask
from ..queue.base import TaskQueue

logger = logging.getLogger(__name__)


class KnownKinds:
    """Looks for asking files that need not ask any more. One belongs to one worker's loop; not thread-safe."""

    def __init__(self, history: History, records: RecordsDatabase, queue: TaskQueue, listener: Listener) -> None:
        self._history = history
        self._records = records
        self._queue = queue
        self._listener = listener
        self._stamp: Stamp = None
        self._dirty = True

    def met_another(self) -> None:
        """A file has been worked on: it may ask what was answered meanwhile."""
        self._dirty = True

    def go_on(self, only: Collection[int] | None = None) -> bool:
        """Have every such file tried again, of these tasks alone if they are named; False where there was none.

        A file is tried once for each change of a dataset: it began before the change, which it cannot have seen.
        """
        stamp = self._records.definitions_stamp()
        if stamp == self._stamp and not self._dirty:
            return False
        asking = [task for task in self._history.asking_about(NEW_DATASET) if only is None or task.id in only]
        done = bool(asking) and self._retried(asking)
        # Only now: what a database keeps from being looked at is looked at the next time.
        self._stamp, self._dirty = stamp, False
        return done

    def _retried(self, asking: Sequence[UploadTask]) -> bool:
        datasets, changed = self._records.datasets(), self._records.defined_at()
        done = False
        for task in asking:
            dataset = next((item for item in datasets if _is_of(task, item, changed.get(item.name))), None)
            if dataset is not None and self._queue.kind_known(task.id, dataset.name):
                logger.info("upload %s goes on: its kind is known by now", task.id)
                self._listener(TaskChanged(task.id))
                done = True
        return done


def _is_of(task: UploadTask, dataset: Dataset, changed: datetime | None) -> bool:
    """True where the task's file is one of the dataset's, and was read before the dataset was made so."""
    # Loaded only where files ask: what reads files is no part of the window's start.
    from ..processing.layout.recognition import knows

    question = next(question for question in task.questions if question.kind == NEW_DATASET)
    labels = question.params.get("labels", ())
    unseen = changed is not None and (task.started_at is None or task.started_at < changed)
    return unseen and bool(labels) and knows(dataset, labels)
