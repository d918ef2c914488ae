"""The worker's loop: claim, run, finish."""

import contextlib
import logging
import random
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Event

from ..database.records import RecordsDatabase
from ..logs import working_on
from ..model.clock import Clock
from ..model.errors import DatabaseTrouble, UploaderError
from ..model.events import Listener, SlotChanged, TaskChanged, Trouble
from ..model.jobs import ImportJob, ImportResult, Limits
from ..model.ledger import Hold, LedgerEntry, LedgerState
from ..model.progress import Progress
from ..model.task import Claim, Failure, Usage
from ..queue.base import TaskQueue
from ..queue.retry import next_try
from ..storage.base import Storage
from .chores import DailyChores
from .gate import Gate
from .heartbeat import Heartbeat
from .messages import Moved
from .supervisor import JobFailed, Stopped, Supervisor

logger = logging.getLogger(__name__)


class Worker:
    """One slot's loop. `run` blocks; `stop`, `wake`, `pause` and `resume` may be called on any thread."""

    def __init__(
        self,
        *,
        worker_id: str,
        queue: TaskQueue,
        records: RecordsDatabase,
        storage: Storage,
        supervisor: Supervisor,
        gate: Gate,
        listener: Listener,
        clock: Clock,
        limits_for: Callable[[int | None], Limits],
        records_url: str,
        poll_seconds: float = 5.0,
        chores: DailyChores | None = None,
    ) -> None:
        self._worker_id = worker_id
        self._queue = queue
        self._records = records
        self._storage = storage
        self._supervisor = supervisor
        self._gate = gate
        self._listener = listener
        self._clock = clock
        self._limits_for = limits_for
        self._records_url = records_url
        self._poll_seconds = poll_seconds
        self._chores = chores
        self._chance = random.Random()
        self._wake = Event()
        self._stop = Event()
        self._paused = Event()
        self._trouble: DatabaseTrouble | None = None

    @property
    def paused(self) -> bool:
        """True while no new task is claimed."""
        return self._paused.is_set()

    def run(self) -> None:
        """Work until `stop`."""
        self._supervisor.start()
        try:
            with self._chores or contextlib.nullcontext():
                while not self._stop.is_set():
                    self._wake.clear()
                    if not self.work_once():
                        self._wake.wait(self._sleep())
        finally:
            self._supervisor.close()

    def drain(self, only: Collection[int] | None = None) -> None:
        """Work until nothing waits any more, neither now nor for a later try; `only` looks at these tasks alone.

        Raises `DatabaseTrouble` that does not pass by itself: `run` would wait for it.
        """
        self._supervisor.start()
        try:
            while not self._stop.is_set():
                if self.work_once(only):
                    continue
                if self._trouble is not None and not self._trouble.transient:
                    raise self._trouble
                if not self._queue.unfinished(only):
                    if only is None and self._chores is not None:
                        self._chores.try_what_is_due()
                    return
                self._wake.clear()
                self._wake.wait(min(1.0, self._sleep()))
        finally:
            self._supervisor.close()

    def work_once(self, only: Collection[int] | None = None) -> bool:
        """Do one task; False where there was none to do."""
        if self._paused.is_set() or self._stop.is_set():
            return False
        claim = None
        try:
            self._gate.check()
            claim = self._queue.claim(self._worker_id, only)
            if claim is not None:
                self._process(claim)
            self._say_trouble(None)
            return claim is not None
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

    def wake(self) -> None:
        """Look for tasks at once."""
        self._wake.set()

    def pause(self) -> None:
        """Claim nothing more; a running task goes on."""
        self._paused.set()

    def resume(self) -> None:
        """Claim again."""
        self._paused.clear()
        self._wake.set()

    def _sleep(self) -> float:
        if self._paused.is_set():
            return self._poll_seconds
        try:
            due = self._queue.next_due()
        except DatabaseTrouble:
            due = None
        if due is None:
            return self._poll_seconds
        return min(self._poll_seconds, max(0.02, (due - self._clock.now()).total_seconds()))

    def _process(self, claim: Claim) -> None:
        with working_on(claim.task_id, self._worker_id, claim.task.attempts):
            self._process_told(claim)

    def _process_told(self, claim: Claim) -> None:
        logger.info("attempt %s begins", claim.task.attempts)
        self._listener(TaskChanged(claim.task_id))
        self._listener(SlotChanged(self._worker_id, claim.task_id))
        try:
            with Heartbeat(self._queue, claim) as heartbeat:
                self._attempt(claim, heartbeat)
        finally:
            self._listener(SlotChanged(self._worker_id, None))
            self._listener(TaskChanged(claim.task_id))

    def _attempt(self, claim: Claim, heartbeat: Heartbeat) -> None:
        task = claim.task
        try:
            if task.cancel_requested_at is not None:
                self._settle(claim, lambda: self._queue.cancelled(claim))
            elif task.attempts > task.max_attempts:
                self._give_up(claim, Failure("attempts-used-up", {"attempts": task.attempts - 1}))
            else:
                self._import(claim, heartbeat)
        except Stopped:
            self._stopped(claim, heartbeat)
        except DatabaseTrouble:
            raise
        except UploaderError as error:
            usage = self._supervisor.usage if isinstance(error, JobFailed) else None
            self._give_up(claim, Failure(error.code, error.params), usage)
        except Exception as error:
            logger.exception("the worker met an error that nobody foresaw")
            self._give_up(claim, Failure("internal", {"reason": type(error).__name__}))

    def _import(self, claim: Claim, heartbeat: Heartbeat) -> None:
        task = claim.task
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            path = self._fetch(claim, heartbeat, Path(folder))
            entry = self._records.open_import(Hold.of(task, claim.lease_token))
            if self._finish_saved(claim, entry):
                return
            if entry.state is not LedgerState.OPEN or entry.lease_token != claim.lease_token:
                logger.warning("the ledger is held by a newer claim (%s, %s)", entry.state, entry.lease_token)
                return
            outcome = self._supervisor.run(
                self._job(claim, path),
                lambda moved: self._progressed(claim, heartbeat, moved),
                lambda: self._ended(heartbeat),
            )
        assert isinstance(outcome.result, ImportResult)
        self._conclude(claim, outcome.result, outcome.usage)

    def _fetch(self, claim: Claim, heartbeat: Heartbeat, folder: Path) -> Path:
        """The verified content of the stored file; `Stopped` soon after there is nobody to work for any more."""

        def go_on(_done: int) -> None:
            if self._ended(heartbeat):
                raise Stopped

        return self._storage.fetch(claim.task.file_path or "", folder, claim.task.sha256, go_on)

    def _ended(self, heartbeat: Heartbeat) -> bool:
        return self._stop.is_set() or heartbeat.lost or heartbeat.cancelled

    def _job(self, claim: Claim, path: Path) -> ImportJob:
        task = claim.task
        return ImportJob(
            task_id=task.id,
            import_id=task.import_id,
            lease_token=claim.lease_token,
            path=str(path),
            file_name=task.file_name,
            sha256=task.sha256 or "",
            records_url=self._records_url,
            dataset=task.dataset,
            definition=task.definition,
            answers=task.answers or {},
            limits=self._limits_for(task.size),
        )

    def _progressed(self, claim: Claim, heartbeat: Heartbeat, moved: Moved) -> None:
        progress = Progress(claim.task_id, moved.stage, moved.done, moved.total)
        heartbeat.progress = progress.share
        self._listener(progress)

    def _conclude(self, claim: Claim, result: ImportResult, usage: Usage) -> None:
        if result.saved:
            self._queue.finish(claim, result, usage)
            logger.info("done: %s rows saved in %s", result.counts.saved, result.dataset)
            return
        params = {"rejected": result.counts.rejected, "total": result.counts.total, "dataset": result.dataset}
        code = "rows-wrong" if result.counts.rejected else "headings-wrong"
        failure = Failure(
            code,
            params,
            problems=result.problems,
            totals=result.totals,
            counts=result.counts,
            sheets=result.sheets,
        )
        self._give_up(claim, failure, usage)

    def _give_up(self, claim: Claim, failure: Failure, usage: Usage | None = None) -> None:
        delay = next_try(claim.task, failure.code, self._chance)
        if delay is not None:
            logger.warning("%s: trying again in %.0f s", failure.code, delay.total_seconds())
            self._settle(claim, lambda: self._queue.retry_later(claim, failure, delay, usage))
        else:
            logger.warning("failed: %s", failure.code)
            self._settle(claim, lambda: self._queue.fail(claim, failure, usage))

    def _stopped(self, claim: Claim, heartbeat: Heartbeat) -> None:
        if heartbeat.lost:
            logger.warning("the claim was lost; nothing is written")
        elif heartbeat.cancelled:
            self._settle(claim, lambda: self._queue.cancelled(claim))
        else:
            self._settle(claim, lambda: self._queue.release(claim))

    def _let_go(self, claim: Claim) -> None:
        """Give a task back that a database keeps from being worked on; where even that fails, its lease runs out.

        Without closing the import, which may be what failed: nobody saves under this token any more, and a task that
        waits may have its import open.
        """
        with contextlib.suppress(DatabaseTrouble):
            self._queue.release(claim, "trouble")

    def _settle(self, claim: Claim, otherwise: Callable[[], bool]) -> None:
        """Close the ledger before the task leaves PROCESSING; where the rows turn out to be saved, it is DONE."""
        entry = self._records.close_import(Hold.of(claim.task, claim.lease_token))
        if not self._finish_saved(claim, entry):
            otherwise()

    def _finish_saved(self, claim: Claim, entry: LedgerEntry) -> bool:
        if entry.state is not LedgerState.SAVED or entry.result is None:
            return False
        logger.info("the rows were saved before; the task is finished")
        self._queue.finish(claim, entry.result)
        return True

    def _say_trouble(self, trouble: DatabaseTrouble | None) -> None:
        if trouble is not None:
            self._listener(Trouble(trouble.code, dict(trouble.params)))
        elif self._trouble is not None:
            self._listener(Trouble(None, {}))
        self._trouble = trouble
