"""Looks at the file of a task that asks, in a child of its own: nothing is saved, and nothing of the task changes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

from ..model.errors import StorageError, UploaderError
from ..model.jobs import CheckJob, Limits, PreviewJob
from ..model.preview import PreviewResult
from ..model.question import Answers
from ..model.task import UploadTask
from ..storage.base import Storage
from ..storage.picked import about_object
from .messages import Moved
from .saveturn import SaveTurns
from .scratch import Scratch
from .supervisor import Stopped, Supervisor

logger = logging.getLogger(__name__)

GRACE = 1.0
"""Seconds that a look has left to come to its end when a newer one is wished for: less than another child needs."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be looked at, and as what; a later one has a larger number."""

    number: int
    answers: Answers = field(default_factory=dict)
    sheet: str | None = None
    suggest: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a wish: a result, or why there is none, or how far it is."""

    number: int
    result: PreviewResult | None = None
    error: UploaderError | None = None
    moved: Moved | None = None


class Preview:
    """One task's file: a thread, a child, and the file's copy where it is stored elsewhere. `close` ends all three."""

    def __init__(
        self,
        task: UploadTask,
        storage: Storage,
        limits_for: Callable[[int | None], Limits],
        records_url: str,
        tell: Callable[[Told], None],
    ) -> None:
        """`tell` is called on the preview's own thread."""
        self._task = task
        self._storage = storage
        self._limits_for = limits_for
        self._records_url = records_url
        self._tell = tell
        self._supervisor = Supervisor(SaveTurns())
        self._scratch = Scratch()
        self._path: Path | None = None
        self._changed = Condition()
        self._wish: Wish | None = None
        self._superseded: float | None = None
        self._closed = False
        # On Linux a child ends with the thread that started it, so that one thread does it all.
        self._thread = Thread(target=self._run, name="preview", daemon=True)
        self._thread.start()

    def look(self, wish: Wish) -> None:
        """Have the file looked at; what was wished before is given up. Returns at once."""
        with self._changed:
            self._wish = wish
            self._superseded = monotonic()
            self._changed.notify()

    @property
    def pid(self) -> int | None:
        """The child's process number."""
        return self._supervisor.pid

    def close(self) -> None:
        """Give up what is under way; nothing is told any more. Returns at once."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def join(self, seconds: float | None = None) -> None:
        """Wait until thread and child have ended."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._supervisor.start()
            while (wish := self._next()) is not None:
                self._answer(wish)
        finally:
            self._supervisor.close()
            self._scratch.close()

    def _next(self) -> Wish | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wish is not None)
            wish, self._wish, self._superseded = self._wish, None, None
            return None if self._closed else wish

    def _answer(self, wish: Wish) -> None:
        try:
            outcome = self._supervisor.run(self._job(wish), lambda moved: self._say(wish, moved=moved), self._stop)
            assert isinstance(outcome.result, PreviewResult)
            self._say(wish, result=outcome.result)
        except Stopped:
            return
        except UploaderError as error:
            self._say(wish, error=error)
        except Exception as error:
            logger.exception("a preview met an error that nobody foresaw")
            self._say(wish, error=UploaderError("internal", reason=type(error).__name__))

    def _job(self, wish: Wish) -> PreviewJob:
        task = self._task
        if self._path is None:
            self._path = self._fetch()
        check = CheckJob(
            str(self._path),
            task.file_name,
            self._records_url,
            task.dataset,
            task.definition,
            wish.answers,
            self._limits_for(task.size),
        )
        return PreviewJob(check, wish.suggest, wish.sheet)

    def _fetch(self) -> Path:
        def go_on(_done: int) -> None:
            if self._closed:
                raise Stopped

        task = self._task
        try:
            return self._storage.fetch(task.file_path or "", self._scratch.folder, task.sha256, go_on)
        except StorageError as error:
            raise error if task.file_owned else about_object(error, task.file_name) from error

    def _stop(self) -> bool:
        since = self._superseded
        return self._closed or (since is not None and monotonic() - since > GRACE)

    def _say(
        self,
        wish: Wish,
        result: PreviewResult | None = None,
        error: UploaderError | None = None,
        moved: Moved | None = None,
    ) -> None:
        if not self._closed:
            self._tell(Told(wish.number, result, error, moved))
