"""Lines of a task's timeline and its problems, written inside somebody's transaction."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert

from ...model.problem import Problem, ProblemTotal
from ...words import Catalogue
from ..ready import Ready
from . import tables

logger = logging.getLogger(__name__)

ENGLISH = Catalogue()

_ADD_EVENT = Ready(
    insert(tables.task_events)
    .values({name: bindparam(name) for name in ("task_id", "at", "level", "code", "params", "message")})
    .inline()
)


def note(
    connection: Connection,
    task_id: int,
    at: datetime,
    code: str,
    params: Mapping[str, Any] | None = None,
    level: str = "info",
) -> None:
    """Write a line of the timeline: code and parameters, and the English words for whoever reads the database.

    The log gets the code alone: parameters may quote what is in somebody's file.
    """
    logger.info("event %s", code, extra={"task": task_id})
    message = ENGLISH.event(code, params)
    _ADD_EVENT.run(
        connection, task_id=task_id, at=at, level=level, code=code, params=dict(params or {}), message=message
    )


def remove_problems(connection: Connection, task_id: int) -> None:
    """Forget what was wrong with the file the last time."""
    connection.execute(delete(tables.problems).where(tables.problems.c.task_id == task_id))
    connection.execute(delete(tables.problem_totals).where(tables.problem_totals.c.task_id == task_id))


def add_problems(
    connection: Connection, task_id: int, problems: Iterable[Problem], totals: Iterable[ProblemTotal]
) -> None:
    """Keep what is wrong with the file."""
    rows = [
        {
            "task_id": task_id,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "code": problem.code,
            "field": problem.field,
            "value": problem.value,
            "params": dict(problem.params),
        }
        for problem in problems
    ]
    if rows:
        connection.execute(insert(tables.problems), rows)
    counted = [{"task_id": task_id, **asdict(total)} for total in totals]
    if counted:
        connection.execute(insert(tables.problem_totals), counted)
