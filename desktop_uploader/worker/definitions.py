"""What is done with the definition of a dataset as a whole, where more than the records database is concerned."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..database.history.forgetting import forget_dataset
from ..model.change import Removed
from ..model.dataset import Dataset
from ..model.errors import UsageError
from ..model.events import Listener, TaskChanged
from ..model.queries import TaskQuery
from ..model.status import UNFINISHED, TaskStatus
from ..model.undo import UndoResult
from ..model.watch import Watch
from .databases import Databases


class Definitions:
    """Every call waits for databases or loads much: never call it on the GUI thread."""

    def __init__(
        self,
        databases: Databases,
        backups: Path,
        watches: Callable[[], Sequence[Watch]],
        listener: Listener,
    ) -> None:
        self._engine = databases.engine
        self._history = databases.history
        self._records = databases.records
        self._queue = databases.queue
        self._backups = backups
        self._watches = watches
        self._listener = listener

    def overview(self) -> list[tuple[Dataset, int]]:
        """Every dataset, by name, and how many rows of it are saved."""
        return [(dataset, self._records.row_count(dataset.name)) for dataset in self._records.datasets()]

    def checked(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The definition, if it can be used. Raises `DefinitionError`, which names the column and what to do."""
        # Loaded only where a definition is changed: checking one needs much that the window does not.
        from ..processing.checking.definition import checked_definition

        return checked_definition(schema)

    def waiting(self, name: str) -> int:
        """How many files that are not finished were added for this dataset by name."""
        return self._history.count(TaskQuery(statuses=UNFINISHED, dataset=name))

    def delete(self, name: str, version: int) -> Removed:
        """Delete a dataset with its rows; its finished uploads are undone thereby. A copy of the records comes first.

        `version` is the one that the person saw. Raises `UsageError` where a file of it is being worked on or a watched
        folder brings some (`dataset-in-use`, `dataset-maybe-in-use`, `dataset-watched`), and what `Designs.remove`
        raises.
        """
        self._refuse_in_use(name)
        removed = self._records.designs.remove(name, version, self._backups)
        # Where the program is ended in between, the next start finds what the history does not know of.
        for import_id, rows in removed.undone.items():
            self._queue.undone(import_id, UndoResult(removed.name, removed=rows))
        forget_dataset(self._engine, removed.name)
        for task in self._history.tasks_by_import(list(removed.undone)):
            self._listener(TaskChanged(task.id))
        return removed

    def _refuse_in_use(self, name: str) -> None:
        for watch in self._watches():
            if watch.dataset is not None and watch.dataset.casefold() == name.casefold():
                raise UsageError("dataset-watched", name=name, folder=watch.folder)
        if count := self.waiting(name):
            raise UsageError("dataset-in-use", name=name, count=count)
        at_work = self._history.tasks(TaskQuery(statuses=frozenset({TaskStatus.PROCESSING})), limit=100)
        if any(task.dataset is None for task in at_work):
            raise UsageError("dataset-maybe-in-use", name=name)
