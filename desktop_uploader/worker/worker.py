"""The worker's loop: claim, run, finish."""

import contextlib
import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from threading import Event

from ..database.records import RecordsDatabase
from ..logs import working_on
from ..model.clock import Clock
from ..model.errors import DatabaseTrouble, UploaderError
from ..model.events import Listener, SlotChanged, TaskChanged, Trouble
from ..model.jobs import Limits
from ..model.task import LEASE_RENEWAL, Claim
from ..queue.base import TaskQueue
from ..storage.base import Storage
from ..storage.outages import Outages
from .attempts import Attempts
from .chores import DailyChores
from .gate import Gate
from .heartbeat import Pulse
from .kinds import KnownKinds
from .readiness import Readiness
from .supervisor import Supervisor

logger = logging.getLogger(__name__)


AFTER_SLEEP = 2.0
"""Seconds in which every file at work has its lease renewed once more."""

REST = 0.5
"""Seconds between two looks while a place cannot be used."""


class Worker:
    """One slot's loop. `run` blocks; `stop` and `wake` may be called on any thread."""

    def __init__(
        self,
        *,
        worker_id: str,
        queue: TaskQueue,
        records: RecordsDatabase,
        storage: Storage,
        supervisor: Supervisor,
        gate: Gate,
        readiness: Readiness,
        outages: Outages,
        listener: Listener,
        clock: Clock,
        limits_for: Callable[[int | None], Limits],
        records_url: str,
        poll_seconds: float = 5.0,
        paused: Event | None = None,
        chores: DailyChores | None = None,
        kinds: KnownKinds | None = None,
    ) -> None:
        """`paused` is set while no new task is to be claimed; after that, `wake`."""
        self._worker_id = worker_id
        self._queue = queue
        self._supervisor = supervisor
        self._gate = gate
        self._readiness = readiness
        self._outages = outages
        self._listener = listener
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._chores = chores
        self._kinds = kinds
        self._pulse = Pulse(queue, clock)
        self._wake = Event()
        self._stop = Event()
        self._paused = paused or Event()
        self._trouble: UploaderError | None = None
        self._attempts = Attempts(
            queue=queue,
            records=records,
            storage=storage,
            outages=outages,
            supervisor=supervisor,
            listener=listener,
            limits_for=limits_for,
            records_url=records_url,
            stopping=self._stop.is_set,
        )

    def run(self) -> None:
        """Work until `stop`."""
        self._supervisor.start()
        try:
            with self._chores or contextlib.nullcontext():
                while not self._stop.is_set():
                    self._wake.clear()
                    if not self.work_once():
                        self._rest(self._sleep())
        finally:
            self.close()

    def drain(self, only: Collection[int] | None = None) -> None:
        """Work until nothing waits any more, neither now nor for a later try; `only` looks at these tasks alone.

        Raises `DatabaseTrouble` that does not pass by itself, and `StorageError` where nothing but files is left
        whose place cannot be used: `run` would wait for it.
        """
        self._supervisor.start()
        try:
            while not self._stop.is_set():
                if self.work_once(only):
                    continue
                if isinstance(self._trouble, DatabaseTrouble) and not self._trouble.transient:
                    raise self._trouble
                if not self._queue.unfinished(only):
                    if only is None and self._chores is not None:
                        self._chores.try_what_is_due()
                    return
                if (trouble := self._outages.hopeless) is not None:
                    raise trouble
                self._wake.clear()
                self._wake.wait(min(1.0, self._sleep()))
        finally:
            self.close()

    def work_once(self, only: Collection[int] | None = None) -> bool:
        """Do one task; False where there was none to do."""
        if self._paused.is_set() or self._stop.is_set() or not self._readiness.look():
            return False
        claim = None
        try:
            self._gate.check()
            claim = self._queue.claim(self._worker_id, only, self._outages.left_alone())
            if claim is not None:
                self._process(claim)
                if self._kinds is not None:
                    self._kinds.met_another()
            self._say_trouble(self._trouble_of_places(only, idle=claim is None))
            return claim is not None or (self._kinds is not None and self._kinds.go_on(only))
        except DatabaseTrouble as trouble:
            logger.warning("cannot work now: %s", trouble)
            if claim is not None:
                self._gate.close(trouble)
                self._let_go(claim)
            self._say_trouble(trouble)
            return False

    def stop(self) -> None:
        """End the loop; a running task is given back without counting as an attempt."""
        self._stop.set()
        self._wake.set()

    def close(self) -> None:
        """End what it has started: its child, its heartbeat. It may be used again."""
        self._supervisor.close()
        self._pulse.close()
        self._attempts.close()

    def look_for_cancels(self) -> None:
        """Somebody has cancelled a task: see at once whether it is the one that runs."""
        self._pulse.look()

    def wake(self) -> None:
        """Look for tasks at once, also for those whose place could not be used."""
        self._outages.try_again()
        self._wake.set()

    def _rest(self, seconds: float) -> None:
        """Wait; where the computer slept meanwhile, until those at work have renewed their leases."""
        began = self._clock.now()
        self._wake.wait(seconds)
        if abs(self._clock.now() - began) > timedelta(seconds=seconds) + LEASE_RENEWAL:
            logger.info("the computer slept, or its clock was set")
            self._stop.wait(AFTER_SLEEP)

    def _sleep(self) -> float:
        if self._paused.is_set() or self._readiness.resting.code is not None:
            return self._poll_seconds
        if self._outages.left_alone():
            # What is due may be what waits for its place.
            return min(self._poll_seconds, REST)
        try:
            due = self._queue.next_due()
        except DatabaseTrouble:
            due = None
        if due is None:
            return self._poll_seconds
        return min(self._poll_seconds, max(0.02, (due - self._clock.now()).total_seconds()))

    def _trouble_of_places(self, only: Collection[int] | None, *, idle: bool) -> UploaderError | None:
        """What is wrong with a place, while files wait for one."""
        trouble = self._outages.trouble
        if trouble is not None and idle and not self._queue.unfinished(only):
            self._outages.try_again()
            return None
        return trouble

    def _process(self, claim: Claim) -> None:
        with working_on(claim.task_id, self._worker_id, claim.task.attempts):
            self._process_told(claim)

    def _process_told(self, claim: Claim) -> None:
        logger.info("attempt %s begins", claim.task.attempts)
        self._listener(TaskChanged(claim.task_id))
        self._listener(SlotChanged(claim.task_id, True))
        try:
            with self._pulse.of(claim) as heartbeat:
                self._attempts.make(claim, heartbeat)
        finally:
            self._listener(SlotChanged(claim.task_id, False))
            self._listener(TaskChanged(claim.task_id))

    def _let_go(self, claim: Claim) -> None:
        """Give a task back that a database keeps from being worked on; where even that fails, its lease runs out.

        Without closing the import, which may be what failed: nobody saves under this token any more, and a task that
        waits may have its import open.
        """
        with contextlib.suppress(DatabaseTrouble):
            self._queue.release(claim, "trouble")

    def _say_trouble(self, trouble: UploaderError | None) -> None:
        if trouble is not None:
            self._listener(Trouble(trouble.code, dict(trouble.params)))
        elif self._trouble is not None:
            self._listener(Trouble(None, {}))
        self._trouble = trouble
