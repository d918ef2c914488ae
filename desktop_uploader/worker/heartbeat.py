"""Keeps claims alive while their tasks are worked on, on a thread of its own, and notices when one should end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Condition, Event, Thread
from time import monotonic

from ..model.clock import Clock
from ..model.errors import DatabaseTrouble
from ..model.task import LEASE, LEASE_RENEWAL, Claim
from ..queue.base import TaskQueue

logger = logging.getLogger(__name__)

LOOK = 0.5
"""Seconds between two looks for a cancel by another program; one by this program is said at once."""


class Heartbeat:
    """What is known of one claim. `lost` and `cancelled` may be read on any thread."""

    def __init__(self, claim: Claim, now: datetime) -> None:
        self.claim = claim
        self.lost = False
        """The claim is somebody else's, or could not be renewed for as long as it lasts: write nothing more."""
        self.cancelled = False
        """A person wants the task to end."""
        self.progress: float | None = None
        """The share of the work that is done; stored at each renewal."""
        self.renewed = monotonic()
        self.told = now
        """The time of day at which it was renewed: the clock of `renewed` may stand still while the computer sleeps."""


class Pulse:
    """One thread that beats for one claim after the other. `close` ends it."""

    def __init__(self, queue: TaskQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._thread: Thread | None = None
        self._changed = Condition()
        self._current: Heartbeat | None = None
        self._ended = False
        self._look = Event()

    @contextmanager
    def of(self, claim: Claim) -> Iterator[Heartbeat]:
        """Beat for this claim within the block."""
        heartbeat = Heartbeat(claim, self._clock.now())
        self._set(heartbeat)
        if self._thread is None or not self._thread.is_alive():
            self._ended = False
            self._thread = Thread(target=self._run, name="heartbeat", daemon=True)
            self._thread.start()
        try:
            yield heartbeat
        finally:
            self._set(None)

    def look(self) -> None:
        """Look for a cancel now."""
        self._look.set()

    def close(self) -> None:
        """End the thread; the next claim starts another."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._look.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = None

    def _set(self, heartbeat: Heartbeat | None) -> None:
        with self._changed:
            self._current = heartbeat
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._current is not None or self._ended)
                if self._ended:
                    return
            self._look.wait(LOOK)
            self._look.clear()
            heartbeat = self._current
            if heartbeat is not None:
                self._beat(heartbeat)

    @staticmethod
    def _is_due(heartbeat: Heartbeat, now: datetime) -> bool:
        """By either clock: after a sleep others may take the task, by the time of day."""
        jumped = abs(now - heartbeat.told) >= LEASE_RENEWAL
        return jumped or monotonic() - heartbeat.renewed >= LEASE_RENEWAL.total_seconds()

    def _beat(self, heartbeat: Heartbeat) -> None:
        try:
            if self._queue.cancel_requested(heartbeat.claim):
                heartbeat.cancelled = True
            now = self._clock.now()
            if self._is_due(heartbeat, now):
                if not self._queue.renew(heartbeat.claim, heartbeat.progress):
                    heartbeat.lost = True
                heartbeat.renewed, heartbeat.told = monotonic(), now
        except DatabaseTrouble as trouble:
            logger.warning("lease of task %s not renewed: %s", heartbeat.claim.task_id, trouble)
        if monotonic() - heartbeat.renewed >= LEASE.total_seconds():
            heartbeat.lost = True
