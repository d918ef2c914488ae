"""Lines of a task's timeline and its problems, written inside somebody's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert

from ...model.problem import Problem, ProblemTotal
from ...words import Catalogue
from . import tables

ENGLISH = Catalogue()


def note(
    connection: Connection,
    task_id: int,
    at: datetime,
    code: str,
    params: Mapping[str, Any] | None = None,
    level: str = "info",
) -> None:
    """Write a line of the timeline: code and parameters, and the English words for whoever reads the database."""
    values = {
        "task_id": task_id,
        "at": at,
        "level": level,
        "code": code,
        "params": dict(params or {}),
        "message": ENGLISH.event(code, params),
    }
    connection.execute(insert(tables.task_events).values(values))


def replace_problems(
    connection: Connection, task_id: int, problems: Iterable[Problem], totals: Iterable[ProblemTotal]
) -> None:
    """What is wrong with the file now, instead of what was wrong the last time."""
    connection.execute(delete(tables.problems).where(tables.problems.c.task_id == task_id))
    connection.execute(delete(tables.problem_totals).where(tables.problem_totals.c.task_id == task_id))
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
