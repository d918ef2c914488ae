"""How far the running uploads are, and how long they likely take yet."""

from time import monotonic

from ...model.progress import Progress
from ...words import Catalogue
from .telling import left, progress_text


class Ongoing:
    """Kept from the first progress that is heard of an upload until its end."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self._progress: dict[int, Progress] = {}
        self._began: dict[int, float] = {}

    def note(self, progress: Progress) -> None:
        """An upload has moved on."""
        self._progress[progress.task_id] = progress
        self._began.setdefault(progress.task_id, monotonic())

    def of(self, task_id: int) -> Progress | None:
        """How far it is."""
        return self._progress.get(task_id)

    def text(self, task_id: int) -> str:
        """The same in words: "Checking: 61,840 of 100,000 rows, about 2 s left"; empty where nothing is known."""
        progress = self._progress.get(task_id)
        if progress is None:
            return ""
        return progress_text(progress, left(progress, self._began[task_id], monotonic()), self._words)

    def forget(self, task_id: int) -> None:
        """It has ended."""
        self._progress.pop(task_id, None)
        self._began.pop(task_id, None)
