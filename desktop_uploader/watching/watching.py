"""All watched places of the program."""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Lock

from ..database.history.watched import FolderCount, WatchedFiles
from ..model.clock import Clock
from ..model.events import Happening, Listener, TaskChanged
from ..model.watch import Watch
from .loop import MakePlace, WatchLoop, WatchState
from .overview import WatchedPlace, overview
from .pace import Pace

logger = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds for which the end of the loops is waited for."""

Reload = Callable[[], Sequence[Watch] | None]
"""The places that are set by now; None where that is not known to have changed."""


class Watching:
    """Runs a loop for each place that is set, and takes over changes. `stop` and `change` may be called on any thread.

    Several programs may watch one place for one data folder: the history lets each file be added once.
    """

    def __init__(
        self,
        watches: Sequence[Watch],
        make: MakePlace,
        watched: WatchedFiles,
        listener: Listener,
        clock: Clock,
        reload: Reload = lambda: None,
        pace: Pace | None = None,
    ) -> None:
        self._wanted = tuple(watches)
        self._make = make
        self._watched = watched
        self._listener = listener
        self._clock = clock
        self._reload = reload
        self._pace = pace or Pace()
        self._loops: dict[Watch, WatchLoop] = {}
        self._lock = Lock()
        self._stop = Event()
        self._wake = Event()

    def run(self) -> None:
        """Watch until `stop`."""
        try:
            while not self._stop.is_set():
                self._wake.clear()
                self._take_over()
                self._wake.wait(self._pace.settings)
                if (found := self._reload()) is not None:
                    self.change(found)
        finally:
            self._end(list(self._loops.values()))

    def stop(self) -> None:
        """End the loops."""
        self._stop.set()
        self._wake.set()

    def change(self, watches: Sequence[Watch]) -> None:
        """Watch these from now on."""
        with self._lock:
            self._wanted = tuple(watches)
        self._wake.set()

    def states(self) -> list[WatchState]:
        """How each place is, as far as is known; waits for nothing."""
        loops = dict(self._loops)
        return [loops[watch].state if watch in loops else WatchState(watch) for watch in self._wanted]

    def counts(self) -> dict[str, FolderCount]:
        """What each place has brought, by its key."""
        return self._watched.counts()

    def overview(self) -> list[WatchedPlace]:
        """What each place has brought. May wait for a drive: never call it on the GUI thread."""
        return overview(self._wanted, self._watched)

    def listen(self, happening: Happening) -> None:
        """A `Listener`: an upload that a place waits for has come further."""
        if isinstance(happening, TaskChanged):
            for loop in list(self._loops.values()):
                loop.wake_for(happening.task_id)

    def _take_over(self) -> None:
        with self._lock:
            wanted = self._wanted
        unwanted = [watch for watch in self._loops if watch not in wanted]
        self._end([self._loops.pop(watch) for watch in unwanted])
        for watch in wanted:
            if watch not in self._loops:
                loop = self._loops[watch] = WatchLoop(watch, self._make, self._listener, self._clock, self._pace)
                loop.start()
                logger.info("watches %s", "a prefix in S3" if watch.in_s3 else "a folder")

    def _end(self, loops: Sequence[WatchLoop]) -> None:
        for loop in loops:
            loop.stop()
        for loop in loops:
            loop.join(PATIENCE)
