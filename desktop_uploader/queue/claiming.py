"""Claims: which task is next, and what becomes of those whose owner is gone. All inside somebody's transaction."""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from ..database.history import journal, rows
from ..model.progress import Stage
from ..model.task import LEASE, LONGEST_DELAY, AttemptOutcome, Claim, RowCounts, Usage
from . import statements as sql

logger = logging.getLogger(__name__)


def take(
    connection: Connection, now: datetime, worker_id: str, only: Collection[int] | None, without: Collection[str] = ()
) -> Claim | None:
    """The oldest task that is ready, from now on PROCESSING; None where there is none."""
    statement = sql.TAKE if only is None and not without else sql.take_one_of(only, without)
    found = statement.rows(
        connection, now=now, latest_due=now + LONGEST_DELAY, latest_lease=now + LEASE, worker=worker_id
    )
    if not found:
        return None
    task = rows.task_of(found[0])
    attempt = {"task_id": task.id, "lease_token": task.lease_token, "number": task.attempts}
    sql.OPEN_ATTEMPT.run(connection, **attempt, worker_id=worker_id, started_at=now)
    journal.note(connection, task.id, now, "claimed", {"attempt": task.attempts})
    return Claim(task, task.lease_token, worker_id)


def take_back(connection: Connection, now: datetime, dead: Iterable[str]) -> None:
    """Make the tasks wait again whose lease has ended or whose owner is dead; their attempts count."""
    lost = sql.TAKE_BACK_EXPIRED.rows(connection, now=now, latest_lease=now + LEASE)
    for owner in dead:
        lost += sql.TAKE_BACK_FROM.rows(connection, now=now, owner=owner)
    for row in lost:
        logger.warning("task %s taken back from an owner that is gone", row["id"])
        close_attempt(connection, now, row["id"], row["lease_token"], AttemptOutcome.LOST)
        journal.note(connection, row["id"], now, "rescued", level="warning")


def anything(connection: Connection, now: datetime) -> bool:
    """True where a task is ready or a lease has ended."""
    found = sql.ANYTHING.rows(connection, now=now, latest_due=now + LONGEST_DELAY, latest_lease=now + LEASE)
    return bool(found[0]["found"])


def close_attempt(
    connection: Connection,
    now: datetime,
    task_id: int,
    lease_token: int,
    outcome: AttemptOutcome,
    error_code: str | None = None,
    usage: Usage | None = None,
    counts: RowCounts | None = None,
) -> None:
    """Note how a claim ended, what it took and what it brought."""
    how = {"how": outcome, "code": error_code, "peak": usage.peak_memory if usage else None}
    rows = {"rows_saved": counts.saved if counts else None, "rows_rejected": counts.rejected if counts else None}
    seconds = _seconds(usage.seconds if usage else {})
    sql.CLOSE_ATTEMPT.run(connection, task=task_id, token=lease_token, now=now, **how, **rows, **seconds)


def _seconds(stages: Mapping[Stage, float]) -> dict[str, float | None]:
    """Opening a file is a part of reading it."""
    parts = ((Stage.OPENING, Stage.READING), (Stage.CHECKING,), (Stage.WAITING,), (Stage.SAVING,))
    sums = (sum(stages.get(stage, 0.0) for stage in part) if stages else None for part in parts)
    return dict(zip(sql.SECONDS, sums, strict=True))
