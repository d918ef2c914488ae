"""Runs blocking calls off the main thread and brings their results back to it."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from ..model.errors import UploaderError

logger = logging.getLogger(__name__)

Then = Callable[[Any], None]


class _Replies(QObject):
    """Lives in the main thread; the signal carries results there."""

    ready = Signal(object, object, object)


class Background(QObject):
    """The only way from the window to SQL, files and the network."""

    failed = Signal(object)
    """An `UploaderError` for which no handler was given."""

    troubled = Signal(object, object)
    """Who asks a database in vain, and the `UploaderError`; None: it is over. See `StandingQuery`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Not Qt's pool: of every eight calls that are written in Python, PySide lets one stay in memory for good.
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")
        self._replies = _Replies(self)
        self._replies.ready.connect(self._on_ready)
        self._waiting: dict[int, tuple[Then | None, Then | None]] = {}
        self._last = 0
        self._closed = False

    def run(self, work: Callable[[], Any], then: Then | None = None, otherwise: Then | None = None) -> None:
        """Call `work` off the main thread; then call `then(result)` or `otherwise(UploaderError)` in it."""
        if self._closed:
            return
        self._last += 1
        self._waiting[self._last] = (then, otherwise)
        self._pool.submit(_call, self._last, work, self._replies)

    def close(self) -> None:
        """Wait for the calls under way; their results are dropped."""
        self._closed = True
        self._pool.shutdown(cancel_futures=True)
        self._waiting.clear()

    def _on_ready(self, number: int, result: Any, error: UploaderError | None) -> None:
        then, otherwise = self._waiting.pop(number, (None, None))
        if self._closed:
            return
        if error is None:
            if then is not None:
                then(result)
        elif otherwise is not None:
            otherwise(error)
        else:
            self.failed.emit(error)


def _call(number: int, work: Callable[[], Any], replies: _Replies) -> None:
    """On a thread of the pool."""
    result, error = None, None
    try:
        result = work()
    except UploaderError as trouble:
        error = trouble
    except Exception as unforeseen:
        logger.exception("a call in the background failed")
        error = UploaderError("internal", reason=type(unforeseen).__name__)
    replies.ready.emit(number, result, error)
