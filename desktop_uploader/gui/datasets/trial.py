"""Runs trials one after the other, beside the window."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ...model.errors import UploaderError
from ...model.progress import Progress
from ...worker.supervisor import Stopped
from ...worker.trials import OnProgress, Stop, Trials

logger = logging.getLogger(__name__)

Work = Callable[[Trials, OnProgress, Stop], Any]
Then = Callable[[Any], None]


class Trial(QObject):
    """The newest one counts: another one gives it up. Its thread stays, as the child that does the work needs it."""

    moved = Signal(object)
    """A `Progress` of what is tried."""
    finished = Signal()
    """There is nothing under way any more."""
    _moved = Signal(int, object)
    _ended = Signal(int, object, object)

    def __init__(self, trials: Trials, parent: QObject) -> None:
        super().__init__(parent)
        self._trials = trials
        self._thread: ThreadPoolExecutor | None = None
        self._stop = Event()
        self._number = 0
        self._then: tuple[Then, Then] | None = None
        self._moved.connect(self._on_moved)
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """True while something is tried."""
        return self._then is not None

    def run(self, work: Work, then: Then, otherwise: Then) -> None:
        """Try it; then call `then(result)` or `otherwise(UploaderError)` in the main thread. Returns at once."""
        self.cancel()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="trials")
        self._stop, self._then = Event(), (then, otherwise)
        self._thread.submit(self._work, self._number, work, self._stop)

    def cancel(self) -> None:
        """Give up what is tried; nothing is told of it any more."""
        self._stop.set()
        self._number += 1
        if self._then is not None:
            self._then = None
            self.finished.emit()

    def close(self) -> None:
        """Give up what is tried, and end the child."""
        self.cancel()
        if self._thread is not None:
            self._thread.submit(self._trials.close)
            self._thread.shutdown()
            self._thread = None

    def _work(self, number: int, work: Work, stop: Event) -> None:
        result, error = None, None
        try:
            result = work(self._trials, lambda progress: self._moved.emit(number, progress), stop.is_set)
        except Stopped:
            return
        except UploaderError as trouble:
            error = trouble
        except Exception as unforeseen:
            logger.exception("a trial met an error that nobody foresaw")
            error = UploaderError("internal", reason=type(unforeseen).__name__)
        self._ended.emit(number, result, error)

    def _on_moved(self, number: int, progress: Progress) -> None:
        if number == self._number and self._then is not None:
            self.moved.emit(progress)

    def _on_ended(self, number: int, result: Any, error: UploaderError | None) -> None:
        if number != self._number or self._then is None:
            return
        (then, otherwise), self._then = self._then, None
        self.finished.emit()
        if error is None:
            then(result)
        else:
            otherwise(error)
