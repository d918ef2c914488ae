"""The queue on the history database itself: claims are short locked transactions, fenced by a lease token."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, or_, select, update

from ..database.engine import reading, write
from ..database.history import journal, rows
from ..database.history.owners import Owners
from ..database.history.tables import task_attempts, upload_tasks
from ..model.answers import refuse_unusable
from ..model.clock import Clock
from ..model.dataset import SheetReport
from ..model.errors import UsageError
from ..model.jobs import ImportResult
from ..model.question import Answers, asked
from ..model.status import TRANSITIONS, TaskStatus, sources_of
from ..model.task import LEASE, MAX_ATTEMPTS, AttemptOutcome, Claim, Failure
from ..model.undo import UndoResult

logger = logging.getLogger(__name__)

LONGEST_DELAY = timedelta(seconds=375)
"""The longest backoff there is; a task due later than this was planned by a clock that has since been set back."""

_T = upload_tasks.c
_NO_LEASE = {"worker_id": None, "lease_expires_at": None, "progress": None}


class DatabaseQueue:
    """See `TaskQueue`. Works for several programs on one history."""

    def __init__(self, engine: Engine, owners: Owners, clock: Clock) -> None:
        self._engine = engine
        self._owners = owners
        self._clock = clock

    def claim(self, worker_id: str, only: Collection[int] | None = None) -> Claim | None:
        """See `TaskQueue.claim`. Takes no lock while there is nothing to do."""
        dead = self._owners.dead()
        ready = _ready(self._clock.now(), only)
        with reading(self._engine) as connection:
            something = connection.execute(
                select(_T.id).where(or_(ready, _abandoned(self._clock.now(), dead))).limit(1)
            ).first()
        if something is None:
            return None
        return write(self._engine, lambda connection: self._claim(connection, worker_id, dead, only))

    def renew(self, claim: Claim, progress: float | None = None) -> bool:
        """See `TaskQueue.renew`."""
        values = {"lease_expires_at": self._clock.now() + LEASE, "progress": progress}
        statement = update(upload_tasks).where(_held(claim)).values(values)
        return write(self._engine, lambda connection: connection.execute(statement).rowcount == 1)

    def cancel_requested(self, claim: Claim) -> bool:
        """See `TaskQueue.cancel_requested`."""
        with reading(self._engine) as connection:
            wish = select(_T.cancel_requested_at).where(_T.id == claim.task_id)
            return connection.execute(wish).scalar() is not None

    def finish(self, claim: Claim, result: ImportResult, peak_memory: int | None = None) -> bool:
        """See `TaskQueue.finish`."""
        counts = result.counts
        values = {
            "dataset": result.dataset,
            "rows_total": counts.total,
            "rows_saved": counts.saved,
            "rows_rejected": counts.rejected,
        }

        def also(connection: Connection, now: datetime) -> None:
            journal.replace_problems(connection, claim.task_id, result.problems, result.totals)
            _note_sheets(connection, claim.task_id, now, result.sheets)
            for code, details in result.notes.items():
                journal.note(connection, claim.task_id, now, code, details, "warning")
            if "replaces" in result.notes:
                replaced = result.notes["replaces"]
                self._undone(connection, replaced["import_id"], "replaced", {**replaced, "by": claim.task_id})
            done = {"saved": counts.saved, "total": counts.total, "dataset": result.dataset}
            journal.note(connection, claim.task_id, now, "done", done)

        return self._end(claim, TaskStatus.DONE, AttemptOutcome.DONE, values, also, peak_memory=peak_memory)

    def fail(self, claim: Claim, failure: Failure, peak_memory: int | None = None) -> bool:
        """See `TaskQueue.fail`."""
        values = {**_error(failure), "rows_total": failure.counts.total, "rows_saved": 0}
        if failure.params.get("dataset"):
            values["dataset"] = failure.params["dataset"]
        values["rows_rejected"] = failure.counts.rejected

        def also(connection: Connection, now: datetime) -> None:
            journal.replace_problems(connection, claim.task_id, failure.problems, failure.totals)
            _note_sheets(connection, claim.task_id, now, failure.sheets)
            journal.note(connection, claim.task_id, now, failure.code, failure.params, "error")

        outcome = AttemptOutcome.FAILED
        return self._end(claim, TaskStatus.FAILED, outcome, values, also, failure.code, peak_memory)

    def retry_later(self, claim: Claim, failure: Failure, delay: timedelta, peak_memory: int | None = None) -> bool:
        """See `TaskQueue.retry_later`."""
        due = self._clock.now() + delay

        def also(connection: Connection, now: datetime) -> None:
            journal.note(connection, claim.task_id, now, failure.code, failure.params, "warning")
            journal.note(connection, claim.task_id, now, "retry-planned", {"at": f"{due:%H:%M:%S} UTC"})

        values = {**_error(failure), "run_at": due}
        return self._end(claim, TaskStatus.PENDING, AttemptOutcome.RETRY, values, also, failure.code, peak_memory)

    def release(self, claim: Claim, kind: str | None = None) -> bool:
        """See `TaskQueue.release`."""
        values = {"attempts": _T.attempts - 1}

        def also(connection: Connection, now: datetime) -> None:
            journal.note(connection, claim.task_id, now, "released", {"kind": kind} if kind else None)

        return self._end(claim, TaskStatus.PENDING, AttemptOutcome.RELEASED, values, also)

    def cancelled(self, claim: Claim) -> bool:
        """See `TaskQueue.cancelled`."""

        def also(connection: Connection, now: datetime) -> None:
            journal.note(connection, claim.task_id, now, "cancelled")

        return self._end(claim, TaskStatus.CANCELLED, AttemptOutcome.CANCELLED, {}, also)

    def cancel(self, task_id: int) -> None:
        """See `TaskQueue.cancel`."""
        write(self._engine, lambda connection: self._cancel(connection, task_id))

    def retry(self, task_id: int) -> None:
        """See `TaskQueue.retry`: three more attempts, as if the task were new."""
        write(self._engine, lambda connection: self._retry(connection, task_id))

    def undone(self, import_id: str, result: UndoResult) -> bool:
        """See `TaskQueue.undone`."""
        return write(self._engine, lambda connection: self._undone(connection, import_id, "undone", result.counts))

    def answer(self, task_id: int, answers: Answers) -> None:
        """See `TaskQueue.answer`."""
        refuse_unusable(answers)

        def work(connection: Connection) -> None:
            given, params = connection.execute(select(_T.answers, _T.error_params).where(_T.id == task_id)).first() or (
                None,
                None,
            )
            refuse_unusable(answers, asked(params))
            self._retry(connection, task_id)
            # The newest last: of several names for a new dataset, it is the one that counts.
            merged = {key: value for key, value in (given or {}).items() if key not in answers} | dict(answers)
            connection.execute(update(upload_tasks).where(_T.id == task_id).values(answers=merged))
            journal.note(connection, task_id, self._clock.now(), "answered", {"answers": _listed(answers)})

        write(self._engine, work)

    def next_due(self) -> datetime | None:
        """See `TaskQueue.next_due`."""
        with reading(self._engine) as connection:
            waiting = select(func.min(func.coalesce(_T.run_at, _T.created_at))).where(_T.status == TaskStatus.PENDING)
            due: datetime | None = connection.execute(waiting).scalar()
            return due

    def unfinished(self, only: Collection[int] | None = None) -> int:
        """See `TaskQueue.unfinished`."""
        statuses = [TaskStatus.PENDING] if only is None else ["UPLOADING", "PENDING", "PROCESSING"]
        condition: ColumnElement[bool] = _T.status.in_(statuses)
        if only is not None:
            condition = and_(condition, _T.id.in_(only))
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(upload_tasks).where(condition)).scalar_one()

    def _claim(
        self, connection: Connection, worker_id: str, dead: list[str], only: Collection[int] | None
    ) -> Claim | None:
        now = self._clock.now()
        self._rescue(connection, dead, now)
        first = select(_T.id).where(_ready(now, only)).order_by(_T.id).limit(1).scalar_subquery()
        values = {
            "status": TaskStatus.PROCESSING,
            "lease_token": _T.lease_token + 1,
            "lease_expires_at": now + LEASE,
            "worker_id": worker_id,
            "attempts": _T.attempts + 1,
            "started_at": now,
            "updated_at": now,
            "run_at": None,
            "error_code": None,
            "error_message": None,
            "error_params": None,
        }
        statement = (
            update(upload_tasks)
            .where(_T.id == first, _T.status == TaskStatus.PENDING)
            .values(values)
            .returning(*upload_tasks.c)
        )
        row = connection.execute(statement).first()
        if row is None:
            return None
        task = rows.to_task(row)
        attempt = {"task_id": task.id, "lease_token": task.lease_token, "number": task.attempts}
        connection.execute(task_attempts.insert().values(**attempt, worker_id=worker_id, started_at=now))
        journal.note(connection, task.id, now, "claimed", {"attempt": task.attempts})
        return Claim(task, task.lease_token, worker_id)

    def _rescue(self, connection: Connection, dead: list[str], now: datetime) -> None:
        statement = (
            update(upload_tasks)
            .where(_T.status == TaskStatus.PROCESSING, _abandoned(now, dead))
            .values(status=TaskStatus.PENDING, updated_at=now, **_NO_LEASE)
            .returning(_T.id, _T.lease_token)
        )
        for task_id, token in connection.execute(statement).all():
            logger.warning("task %s taken back from an owner that is gone", task_id)
            _close_attempt(connection, task_id, token, now, AttemptOutcome.LOST)
            journal.note(connection, task_id, now, "rescued", level="warning")

    def _end(
        self,
        claim: Claim,
        status: TaskStatus,
        outcome: AttemptOutcome,
        values: dict[str, Any],
        also: Callable[[Connection, datetime], None],
        error_code: str | None = None,
        peak_memory: int | None = None,
    ) -> bool:
        def work(connection: Connection) -> bool:
            now = self._clock.now()
            ended = {"finished_at": now} if status.final else {}
            changes = {**values, **ended, "status": status, "updated_at": now, **_NO_LEASE}
            if connection.execute(update(upload_tasks).where(_held(claim)).values(changes)).rowcount != 1:
                return False
            _close_attempt(connection, claim.task_id, claim.lease_token, now, outcome, error_code, peak_memory)
            also(connection, now)
            return True

        assert TaskStatus.PROCESSING in sources_of(status)
        return write(self._engine, work)

    def _cancel(self, connection: Connection, task_id: int) -> None:
        status, now = _status(connection, task_id), self._clock.now()
        if status is TaskStatus.PROCESSING:
            wish = update(upload_tasks).where(_T.id == task_id, _T.cancel_requested_at.is_(None))
            if connection.execute(wish.values(cancel_requested_at=now)).rowcount:
                journal.note(connection, task_id, now, "cancel-requested")
            return
        if TaskStatus.CANCELLED not in TRANSITIONS[status]:
            raise UsageError("cannot-cancel", task_id=task_id, status=status.value)
        values = {"status": TaskStatus.CANCELLED, "finished_at": now, "updated_at": now, **_NO_LEASE}
        values |= {"error_code": None, "error_message": None, "error_params": None, "run_at": None}
        connection.execute(update(upload_tasks).where(_T.id == task_id).values(values))
        journal.note(connection, task_id, now, "cancelled")

    def _undone(self, connection: Connection, import_id: str, code: str, params: Mapping[str, Any]) -> bool:
        now = self._clock.now()
        mine = (_T.import_id == import_id, _T.status == TaskStatus.DONE, _T.undone_at.is_(None))
        statement = update(upload_tasks).where(*mine).values(undone_at=now, updated_at=now).returning(_T.id)
        task_id = connection.execute(statement).scalar()
        if task_id is not None:
            journal.note(connection, task_id, now, code, params, "warning")
        return task_id is not None

    def _retry(self, connection: Connection, task_id: int) -> None:
        status, now = _status(connection, task_id), self._clock.now()
        known = connection.execute(select(_T.file_path, _T.undone_at).where(_T.id == task_id)).one()
        again = known.undone_at is not None
        if TaskStatus.PENDING not in TRANSITIONS[status] or not status.final or (status is TaskStatus.DONE) != again:
            raise UsageError("cannot-retry", task_id=task_id, status=status.value)
        stored = known.file_path is not None
        cleared = ("error_code", "error_message", "error_params", "cancel_requested_at", "run_at", "finished_at")
        counts = ("rows_total", "rows_saved", "rows_rejected")
        values: dict[str, Any] = dict.fromkeys((*cleared, *counts, "undone_at"))
        if again:
            values["import_id"] = str(uuid4())
        values |= {"status": TaskStatus.PENDING if stored else TaskStatus.UPLOADING}
        values |= {"attempts": 0, "max_attempts": MAX_ATTEMPTS, "updated_at": now}
        connection.execute(update(upload_tasks).where(_T.id == task_id).values(values))
        journal.replace_problems(connection, task_id, (), ())
        journal.note(connection, task_id, now, "retried")


def _listed(answers: Answers) -> list[str]:
    return [f"{key} = {value}" for key, value in answers.items()]


def _ready(now: datetime, only: Collection[int] | None) -> Any:
    due = or_(_T.run_at.is_(None), _T.run_at <= now, _T.run_at > now + LONGEST_DELAY)
    condition = and_(_T.status == TaskStatus.PENDING, due)
    return condition if only is None else and_(condition, _T.id.in_(only))


def _abandoned(now: datetime, dead: list[str]) -> Any:
    # A lease that ends later than any lease can was given by a clock that has since been set back.
    expired = or_(_T.lease_expires_at <= now, _T.lease_expires_at > now + LEASE)
    return and_(_T.status == TaskStatus.PROCESSING, or_(expired, _T.worker_id.in_(dead)))


def _held(claim: Claim) -> Any:
    return and_(_T.id == claim.task_id, _T.lease_token == claim.lease_token, _T.status == TaskStatus.PROCESSING)


def _status(connection: Connection, task_id: int) -> TaskStatus:
    found = connection.execute(select(_T.status).where(_T.id == task_id)).scalar()
    if found is None:
        raise UsageError("no-such-task", task_id=task_id)
    return TaskStatus(found)


def _error(failure: Failure) -> dict[str, Any]:
    words = journal.ENGLISH.error(failure.code, failure.params)
    return {"error_code": failure.code, "error_params": dict(failure.params), "error_message": str(words)}


def _note_sheets(connection: Connection, task_id: int, now: datetime, sheets: Iterable[SheetReport]) -> None:
    for sheet in sheets:
        for code, details in sheet.timeline() if sheet.reason != "empty" else ():
            journal.note(connection, task_id, now, code, details, "info" if code == "sheet-used" else "warning")


def _close_attempt(
    connection: Connection,
    task_id: int,
    lease_token: int,
    now: datetime,
    outcome: AttemptOutcome,
    error_code: str | None = None,
    peak_memory: int | None = None,
) -> None:
    columns = task_attempts.c
    statement = update(task_attempts).where(columns.task_id == task_id, columns.lease_token == lease_token)
    values = {"ended_at": now, "outcome": outcome, "error_code": error_code, "peak_memory": peak_memory}
    connection.execute(statement.values(values))
