"""Claims: which task is next, and what becomes of those whose owner is gone. All inside somebody's transaction."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection

from ..database.history import journal, rows
from ..model.task import LEASE, LONGEST_DELAY, AttemptOutcome, Claim
from . import statements as sql

logger = logging.getLogger(__name__)


def take(connection: Connection, now: datetime, worker_id: str, only: Collection[int] | None) -> Claim | None:
    """The oldest task that is ready, from now on PROCESSING; None where there is none."""
    statement = sql.TAKE if only is None else sql.take_one_of(only)
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
    peak_memory: int | None = None,
) -> None:
    """Note how a claim ended."""
    how = {"how": outcome, "code": error_code, "peak": peak_memory}
    sql.CLOSE_ATTEMPT.run(connection, task=task_id, token=lease_token, now=now, **how)
