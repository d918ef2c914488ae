"""Rows of the history as plain data."""

from typing import Any

from sqlalchemy import Row

from ...model.problem import Problem
from ...model.status import TaskStatus
from ...model.task import AttemptOutcome, TaskAttempt, TaskEvent, UploadTask


def to_task(row: Row[Any]) -> UploadTask:
    """A row of `upload_tasks`."""
    return task_of(dict(zip(row._fields, row, strict=True)))


def task_of(values: dict[str, Any]) -> UploadTask:
    """A row of `upload_tasks` by its columns' names."""
    values["status"] = TaskStatus(values["status"])
    return UploadTask(**values)


def to_event(row: Row[Any]) -> TaskEvent:
    """A row of `task_events`."""
    return TaskEvent(row.id, row.task_id, row.at, row.level, row.code, row.params)


def to_attempt(row: Row[Any]) -> TaskAttempt:
    """A row of `task_attempts`."""
    outcome = AttemptOutcome(row.outcome) if row.outcome else None
    seconds = {name: getattr(row, f"{name}_seconds") for name in ("queued", "reading", "checking", "turn", "saving")}
    return TaskAttempt(
        number=row.number,
        worker_id=row.worker_id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=outcome,
        error_code=row.error_code,
        peak_memory=row.peak_memory,
        seconds={name: round(value, 3) for name, value in seconds.items() if value is not None},
        rows_saved=row.rows_saved,
        rows_rejected=row.rows_rejected,
    )


def to_problem(row: Row[Any]) -> Problem:
    """A row of `problems`."""
    return Problem(row.code, row.sheet, row.row, row.column, row.field, row.value, row.params)
