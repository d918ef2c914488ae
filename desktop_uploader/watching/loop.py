"""The thread of one watched place."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from time import monotonic

from ..model.clock import Clock
from ..model.errors import UploaderError
from ..model.events import Listener, Trouble
from ..model.watch import Watch
from .look import Look, Place
from .pace import Pace

logger = logging.getLogger(__name__)

MakePlace = Callable[[Watch, Callable[[], None]], Place]
"""Makes a place of what is set; it calls the second when it is time to look."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """How a watched place is."""

    watch: Watch
    looked_at: datetime | None = None
    """When it was last looked at with success."""
    waiting: int = 0
    """Files that are there and not added yet."""
    trouble: UploaderError | None = None


class WatchLoop:
    """Looks at one place until `stop`. On a thread of its own: a drive that hangs holds up no other place."""

    def __init__(self, watch: Watch, make: MakePlace, listener: Listener, clock: Clock, pace: Pace) -> None:
        self.state = WatchState(watch)
        self._listener = listener
        self._clock = clock
        self._pace = pace
        self._wake = Event()
        self._stop = Event()
        self._failures = 0
        self._place = make(watch, self._wake.set)
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Have it end after what it is doing; `join` waits for it."""
        self._stop.set()
        self._wake.set()
        self._place.stop()

    def join(self, patience: float) -> None:
        """Wait for the end, but not for a drive that hangs: the thread ends with the program then."""
        self._thread.join(patience)
        if self._thread.is_alive():
            logger.warning("a watched folder does not answer; it is not waited for")

    def wake_for(self, task_id: int) -> None:
        """Look at once if the place waits for this upload."""
        if self._place.concerns(task_id):
            self._wake.set()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._wake.clear()
                began = monotonic()
                wait = self._look()
                # A place that never comes to rest is looked at for half of the time at most.
                if self._stop.wait(max(self._pace.gap, monotonic() - began)):
                    break
                self._wake.wait(wait)
        finally:
            self._place.close()
            self._tell(None)

    def _look(self) -> float:
        try:
            look = self._place.look()
        except UploaderError as error:
            return self._failed(error)
        except Exception as error:
            logger.exception("looking at a watched folder failed unexpectedly")
            return self._failed(UploaderError("internal", reason=type(error).__name__))
        self._failures = 0
        return self._seen(look)

    def _seen(self, look: Look) -> float:
        trouble = look.troubles[0] if look.troubles else None
        self._tell(trouble)
        self.state = WatchState(self.state.watch, self._clock.now(), look.waiting, trouble)
        return look.wait

    def _failed(self, trouble: UploaderError) -> float:
        self._failures += 1
        self._tell(trouble)
        self.state = WatchState(self.state.watch, self.state.looked_at, self.state.waiting, trouble)
        return self._pace.delay(self._failures)

    def _tell(self, trouble: UploaderError | None) -> None:
        before = self.state.trouble
        if str(before) == str(trouble):
            return
        if trouble is not None:
            logger.warning("watched folder: %s", trouble)
        code, params = (trouble.code, dict(trouble.params)) if trouble is not None else (None, {})
        self._listener(Trouble(code, params, about=self.state.watch.key))
