"""One claim, from the first look at its file to what is told of it."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..database.records import RecordsDatabase
from ..model.errors import DatabaseTrouble, StorageError, UploaderError
from ..model.events import Listener
from ..model.jobs import ImportJob, ImportResult, Limits
from ..model.ledger import Hold, LedgerEntry, LedgerState
from ..model.progress import Progress
from ..model.task import Claim, Failure, Usage
from ..queue.base import TaskQueue
from ..queue.retry import next_try
from ..storage.base import Storage
from ..storage.files import sha256_of
from ..storage.outages import Outages
from ..storage.picked import about_object
from .heartbeat import Heartbeat
from .messages import Moved
from .scratch import Scratch
from .supervisor import JobFailed, Stopped, Supervisor

logger = logging.getLogger(__name__)


class Attempts:
    """Works on one claim at a time: fetch, open the import, have the child read and save, tell the queue.

    Whatever happens but DONE, the import is closed first. Raises `DatabaseTrouble` alone.
    """

    def __init__(
        self,
        *,
        queue: TaskQueue,
        records: RecordsDatabase,
        storage: Storage,
        outages: Outages,
        supervisor: Supervisor,
        listener: Listener,
        limits_for: Callable[[int | None], Limits],
        records_url: str,
        stopping: Callable[[], bool],
    ) -> None:
        self._queue = queue
        self._records = records
        self._storage = storage
        self._outages = outages
        self._supervisor = supervisor
        self._listener = listener
        self._limits_for = limits_for
        self._records_url = records_url
        self._stopping = stopping
        self._scratch = Scratch()
        self._chance = random.Random()

    def make(self, claim: Claim, heartbeat: Heartbeat) -> None:
        """Work on this claim to its end."""
        try:
            self._attempt(claim, heartbeat)
        finally:
            self._scratch.clear()

    def close(self) -> None:
        """Remove what was fetched."""
        self._scratch.close()

    def _attempt(self, claim: Claim, heartbeat: Heartbeat) -> None:
        task = claim.task
        try:
            if task.cancel_requested_at is not None:
                self._settle(claim, lambda: self._queue.cancelled(claim))
            elif task.attempts > task.max_attempts:
                self._give_up(claim, Failure("attempts-used-up", {"attempts": task.attempts - 1}))
            else:
                path = self._fetch(claim, heartbeat)
                claim = self._identified(claim, path)
                self._import(claim, heartbeat, path)
        except Stopped:
            self._stopped(claim, heartbeat)
        except DatabaseTrouble:
            raise
        except StorageError as error:
            if error.about_place:
                self._put_off(claim, error)
            else:
                self._give_up(claim, Failure(error.code, error.params))
        except UploaderError as error:
            usage = self._supervisor.usage if isinstance(error, JobFailed) else None
            self._give_up(claim, Failure(error.code, error.params), usage)
        except Exception as error:
            logger.exception("the worker met an error that nobody foresaw")
            self._give_up(claim, Failure("internal", {"reason": type(error).__name__}))

    def _import(self, claim: Claim, heartbeat: Heartbeat, path: Path) -> None:
        entry = self._records.open_import(Hold.of(claim.task, claim.lease_token))
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

    def _fetch(self, claim: Claim, heartbeat: Heartbeat) -> Path:
        """The verified content of the stored file; `Stopped` soon after there is nobody to work for any more."""

        def go_on(_done: int) -> None:
            if self._ended(heartbeat):
                raise Stopped

        task = claim.task
        try:
            path = self._storage.fetch(task.file_path or "", self._scratch.folder, task.sha256, go_on)
        except StorageError as error:
            raise error if task.file_owned else about_object(error, task.file_name) from error
        self._outages.works(task.file_path or "")
        return path

    def _identified(self, claim: Claim, path: Path) -> Claim:
        """The claim with its file's SHA-256: that of an object which stays where it is is known only now, and kept."""
        if claim.task.sha256 is not None:
            return claim
        digest = sha256_of(path)
        if not self._queue.identified(claim, digest):
            raise Stopped
        return replace(claim, task=replace(claim.task, sha256=digest))

    def _ended(self, heartbeat: Heartbeat) -> bool:
        return self._stopping() or heartbeat.lost or heartbeat.cancelled

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

    def _put_off(self, claim: Claim, error: StorageError) -> None:
        """The file's place is at fault: the file waits for it."""
        delay = self._outages.failed(claim.task.file_path or "", error)
        logger.warning("the place of the file cannot be used: %s; trying again in %.0f s", error, delay.total_seconds())
        failure = Failure(error.code, error.params)
        self._settle(claim, lambda: self._queue.put_off(claim, failure, delay))

    def _stopped(self, claim: Claim, heartbeat: Heartbeat) -> None:
        if heartbeat.lost:
            logger.warning("the claim was lost; nothing is written")
        elif heartbeat.cancelled:
            self._settle(claim, lambda: self._queue.cancelled(claim))
        else:
            self._settle(claim, lambda: self._queue.release(claim))

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
