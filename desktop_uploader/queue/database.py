"""The queue on the history database itself: claims are short locked transactions, fenced by a lease token."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select

from ..database.engine import reading
from ..database.history.owners import Owners
from ..database.history.tables import upload_tasks
from ..database.writer import Writer
from ..model.clock import Clock
from ..model.errors import UsageError
from ..model.jobs import ImportResult
from ..model.question import Answers
from ..model.selection import refused
from ..model.task import LEASE, Claim, Failure, Usage
from ..model.undo import UndoResult
from . import claiming, endings, wishes
from . import statements as sql

LOOK = timedelta(seconds=1)
"""How often, at most, a queue that always finds a task looks for those whose owner is gone."""

Result = TypeVar("Result")


class DatabaseQueue:
    """See `TaskQueue`. Works for several programs on one history. May be called on any thread."""

    def __init__(self, engine: Engine, owners: Owners, clock: Clock) -> None:
        self._engine = engine
        self._writer = Writer(engine)
        self._owners = owners
        self._clock = clock
        self._looked: datetime | None = None
        """When owners that are gone were looked for; None where the last claim found nothing."""

    def claim(self, worker_id: str, only: Collection[int] | None = None, without: Collection[str] = ()) -> Claim | None:
        """See `TaskQueue.claim`. Takes no lock while there is nothing to do."""
        now = self._clock.now()
        if self._looked is not None and abs(now - self._looked) < LOOK:
            # Where the last claim found a task there is likely another.
            claim = self._write(lambda connection, now: claiming.take(connection, now, worker_id, only, without))
            if claim is not None:
                return claim
        self._looked = None
        dead = self._owners.dead()
        if not dead:
            with reading(self._engine) as connection:
                if not claiming.anything(connection, now):
                    return None

        def work(connection: Connection, now: datetime) -> Claim | None:
            claiming.take_back(connection, now, dead)
            return claiming.take(connection, now, worker_id, only, without)

        claim = self._write(work)
        self._looked = now if claim is not None else None
        return claim

    def renew(self, claim: Claim, progress: float | None = None) -> bool:
        """See `TaskQueue.renew`."""
        until = self._clock.now() + LEASE
        held = {"task": claim.task_id, "token": claim.lease_token}
        return (
            self._write(lambda connection, _: sql.RENEW.run(connection, **held, latest_lease=until, share=progress))
            == 1
        )

    def identified(self, claim: Claim, sha256: str) -> bool:
        """See `TaskQueue.identified`."""
        held = {"task": claim.task_id, "token": claim.lease_token}
        return self._write(lambda connection, _: sql.IDENTIFY.run(connection, **held, sha256=sha256)) == 1

    def cancel_requested(self, claim: Claim) -> bool:
        """See `TaskQueue.cancel_requested`."""
        with reading(self._engine) as connection:
            found = sql.CANCEL_WANTED.rows(connection, task=claim.task_id, token=claim.lease_token)
        return bool(found) and found[0]["cancel_requested_at"] is not None

    def finish(self, claim: Claim, result: ImportResult, usage: Usage | None = None) -> bool:
        """See `TaskQueue.finish`."""
        return self._write(lambda connection, now: endings.finish(connection, now, claim, result, usage))

    def fail(self, claim: Claim, failure: Failure, usage: Usage | None = None) -> bool:
        """See `TaskQueue.fail`."""
        return self._write(lambda connection, now: endings.fail(connection, now, claim, failure, usage))

    def retry_later(self, claim: Claim, failure: Failure, delay: timedelta, usage: Usage | None = None) -> bool:
        """See `TaskQueue.retry_later`."""
        return self._write(lambda connection, now: endings.retry_later(connection, now, claim, failure, delay, usage))

    def put_off(self, claim: Claim, failure: Failure, delay: timedelta) -> bool:
        """See `TaskQueue.put_off`."""
        return self._write(lambda connection, now: endings.put_off(connection, now, claim, failure, delay))

    def release(self, claim: Claim, kind: str | None = None) -> bool:
        """See `TaskQueue.release`."""
        return self._write(lambda connection, now: endings.release(connection, now, claim, kind))

    def cancelled(self, claim: Claim) -> bool:
        """See `TaskQueue.cancelled`."""
        return self._write(lambda connection, now: endings.cancelled(connection, now, claim))

    def cancel(self, task_id: int) -> None:
        """See `TaskQueue.cancel`."""
        self._write(lambda connection, now: wishes.cancel(connection, now, task_id))

    def retry(self, task_id: int) -> None:
        """See `TaskQueue.retry`."""
        self._write(lambda connection, now: wishes.retry(connection, now, task_id))

    def cancel_many(self, task_ids: Collection[int]) -> Mapping[int, UsageError]:
        """See `TaskQueue.cancel_many`."""
        return self._write(lambda connection, now: refused(task_ids, partial(wishes.cancel, connection, now)))

    def retry_many(self, task_ids: Collection[int]) -> Mapping[int, UsageError]:
        """See `TaskQueue.retry_many`."""
        return self._write(lambda connection, now: refused(task_ids, partial(wishes.retry, connection, now)))

    def undone(self, import_id: str, result: UndoResult, by: int | None = None) -> bool:
        """See `TaskQueue.undone`."""
        code, params = ("undone", result.counts) if by is None else ("replaced", {**result.counts, "by": by})
        return self._write(lambda connection, now: wishes.mark_undone(connection, now, import_id, code, params))

    def answer(self, task_id: int, answers: Answers, *, anew: bool = False) -> None:
        """See `TaskQueue.answer`."""
        self._write(lambda connection, now: wishes.answer(connection, now, task_id, answers, anew=anew))

    def kind_known(self, task_id: int, dataset: str) -> bool:
        """See `TaskQueue.kind_known`."""
        return self._write(lambda connection, now: wishes.kind_known(connection, now, task_id, dataset))

    def next_due(self) -> datetime | None:
        """See `TaskQueue.next_due`."""
        with reading(self._engine) as connection:
            due: datetime | None = sql.NEXT_DUE.rows(connection)[0]["due"]
            return due

    def unfinished(self, only: Collection[int] | None = None) -> int:
        """See `TaskQueue.unfinished`."""
        with reading(self._engine) as connection:
            condition = sql.unfinished(only)
            return connection.execute(select(func.count()).select_from(upload_tasks).where(condition)).scalar_one()

    def _write(self, work: Callable[[Connection, datetime], Result]) -> Result:
        # The time is read when the lock is held: it may have been waited for.
        return self._writer(lambda connection: work(connection, self._clock.now()))
