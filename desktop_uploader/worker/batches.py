"""What a person asks for of many uploads at once: in batches, with a way out, and with what came of it."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from ..database.history.selecting import Selecting
from ..model.errors import DatabaseTrouble, UploaderError, UsageError
from ..model.events import Listener, TaskChanged
from ..model.selection import KEPT, Deed, Outcome, Refused, Selection, possible, standing_of
from ..model.task import UploadTask
from ..queue import TaskQueue
from ..storage.names import safe_name
from .originals import Originals
from .wishes import Wishes

BATCH = 25
"""Uploads in one transaction: others wait for it no longer than they notice."""

ONE_BY_ONE = (Deed.UNDO, Deed.SAVE_ORIGINAL)
"""Deeds of which each may take its time."""

Told = Callable[[int, int], None]
"""Told how many of how many have been dealt with."""


class GivenUp(Exception):
    """A person has ended it."""


class Batches:
    """Every call may take long: never on the GUI thread."""

    def __init__(
        self,
        selecting: Selecting,
        queue: TaskQueue,
        originals: Originals,
        wishes: Wishes,
        listener: Listener,
    ) -> None:
        self.selecting = selecting
        self._queue = queue
        self._originals = originals
        self._wishes = wishes
        self._listener = listener

    def run(
        self,
        deed: Deed,
        selection: Selection,
        told: Told,
        stopping: Callable[[], bool],
        folder: Path | None = None,
    ) -> Outcome:
        """Do it with all that stand so that it can be done. `folder` is where originals are saved to.

        Each upload is looked at again when its turn comes. What hits them all, such as a database that cannot be used,
        ends it and is in the outcome; what is done by then stays done.
        """
        outcome = Outcome()
        try:
            self._run(outcome, deed, selection, told, stopping, folder)
        except GivenUp:
            outcome.stopped = True
        except UploaderError as error:
            outcome.trouble = error
        return outcome

    def _run(
        self,
        outcome: Outcome,
        deed: Deed,
        selection: Selection,
        told: Told,
        stopping: Callable[[], bool],
        folder: Path | None,
    ) -> None:
        total, seen = self.selecting.tally(selection).total, 0
        size = 1 if deed in ONE_BY_ONE else BATCH
        # Rows that a later file has changed go before the rows that they stand on.
        for batch in self.selecting.batches(selection, size, newest_first=deed is Deed.UNDO):
            if stopping():
                raise GivenUp
            able = [task for task in batch if possible(deed, standing_of(task))]
            outcome.left_out.update(standing_of(task) for task in batch if task not in able)
            if able:
                _count(outcome, able, self._do(deed, able, folder, stopping))
            seen += len(batch)
            told(seen, max(seen, total))

    def _do(
        self, deed: Deed, tasks: Sequence[UploadTask], folder: Path | None, stopping: Callable[[], bool]
    ) -> Refused:
        ids = [task.id for task in tasks]
        match deed:
            case Deed.RETRY:
                refused: Refused = self._queue.retry_many(ids)
            case Deed.CANCEL:
                refused = self._queue.cancel_many(ids)
                self._wishes.cancelled([task_id for task_id in ids if task_id not in refused])
            case Deed.DELETE:
                refused = self._originals.delete_many(ids)
            case Deed.UNDO:
                return _each(tasks, lambda task: self._wishes.undo(task.id))
            case Deed.SAVE_ORIGINAL:
                return _each(tasks, lambda task: self._save(task, folder or Path.home(), stopping))
        # One is enough: whoever watches reads all that it shows again.
        self._listener(TaskChanged(ids[0]))
        return refused

    def _save(self, task: UploadTask, folder: Path, stopping: Callable[[], bool]) -> None:
        """Under the file's own name, or that with a number where another file has it; no file is replaced."""

        def progress(_done: int) -> None:
            if stopping():
                raise GivenUp

        name = Path(safe_name(task.file_name))
        for number in count(1):
            target = folder / (name.name if number == 1 else f"{name.stem} ({number}){name.suffix}")
            if target.exists():
                continue
            try:
                self._originals.save(task.id, target, progress)
            except UsageError as error:
                if error.code != "target-exists":
                    raise
            else:
                return


def _each(tasks: Sequence[UploadTask], work: Callable[[UploadTask], object]) -> Refused:
    refused: dict[int, UploaderError] = {}
    for task in tasks:
        try:
            work(task)
        except DatabaseTrouble:
            raise
        except UploaderError as error:
            refused[task.id] = error
    return refused


def _count(outcome: Outcome, tasks: Sequence[UploadTask], refused: Refused) -> None:
    done = [task.id for task in tasks if task.id not in refused]
    outcome.done += len(done)
    outcome.ids += done[: KEPT - len(outcome.ids)]
    for error in refused.values():
        outcome.refuse(error)
