"""Everything that the panel beside the history shows of one upload."""

from dataclasses import dataclass

from ...database.history import History
from ...model.problem import Problem, ProblemGroup, grouped
from ...model.task import TaskAttempt, TaskEvent, UploadTask

MOST_PROBLEMS = 2000


@dataclass(frozen=True, slots=True)
class Details:
    """Everything that is read for the panel."""

    task: UploadTask
    events: list[TaskEvent]
    problems: list[Problem]
    groups: list[ProblemGroup]
    total: int
    attempts: list[TaskAttempt]


def read_details(history: History, task: UploadTask) -> Details:
    """Several queries: never on the GUI thread."""
    totals = history.problem_totals(task.id)
    problems = history.problems(task.id, limit=MOST_PROBLEMS)
    total = sum(total.count for total in totals)
    return Details(task, history.events(task.id), problems, grouped(problems, totals), total, history.attempts(task.id))
