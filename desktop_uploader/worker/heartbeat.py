"""Keeps a claim alive while its task is worked on, on a thread of its own, and notices when it should end."""

import logging
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from ..model.errors import DatabaseTrouble
from ..model.task import LEASE, LEASE_RENEWAL, Claim
from ..queue.base import TaskQueue

logger = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks for a cancel."""


class Heartbeat:
    """A context manager around the work on a claim. `lost` and `cancelled` may be read on any thread."""

    def __init__(self, queue: TaskQueue, claim: Claim) -> None:
        self.lost = False
        """The claim is somebody else's, or could not be renewed for as long as it lasts: write nothing more."""
        self.cancelled = False
        """A person wants the task to end."""
        self.progress: float | None = None
        """The share of the work that is done; stored at each renewal."""
        self._queue = queue
        self._claim = claim
        self._ended = Event()
        self._thread = Thread(target=self._run, name=f"heartbeat-{claim.task_id}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        renewed = monotonic()
        while not self._ended.wait(LOOK):
            try:
                if self._queue.cancel_requested(self._claim):
                    self.cancelled = True
                if monotonic() - renewed >= LEASE_RENEWAL.total_seconds():
                    if not self._queue.renew(self._claim, self.progress):
                        self.lost = True
                    renewed = monotonic()
            except DatabaseTrouble as trouble:
                logger.warning("lease of task %s not renewed: %s", self._claim.task_id, trouble)
            if monotonic() - renewed >= LEASE.total_seconds():
                self.lost = True
