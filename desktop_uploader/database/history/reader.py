"""Everything that is read from the history. Every call is a query: never call it on the GUI thread."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, and_, case, func, select

from ...model.problem import Problem, ProblemTotal
from ...model.queries import DayTotals, StatusCounts, TaskQuery
from ...model.question import NEEDS_ANSWER
from ...model.status import TaskStatus
from ...model.task import TaskAttempt, TaskEvent, UploadTask
from ..engine import reading
from ..ready import literal
from . import finding, rows
from .tables import problem_totals, problems, task_attempts, task_events, upload_tasks

PAGE = 500
"""Values in one query."""

_T = upload_tasks.c


class History:
    """The tasks and what became of them, for whoever shows them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._dialect = engine.dialect

    def tasks(self, query: TaskQuery, *, limit: int, offset: int = 0) -> list[UploadTask]:
        """One page of the tasks that match, in the order asked for."""
        with reading(self._engine) as connection:
            common = finding.is_common(connection, query)
            found = connection.execute(finding.page(query, self._dialect, limit, offset, common=common)).all()
        return [rows.to_task(row) for row in found]

    def count(self, query: TaskQuery) -> int:
        """How many tasks match."""
        with reading(self._engine) as connection:
            where = finding.matching(query, self._dialect, common=finding.is_common(connection, query))
            return int(connection.execute(select(func.count()).select_from(upload_tasks).where(where)).scalar_one())

    def status_counts(self, query: TaskQuery) -> StatusCounts:
        """How many tasks are in each state at one moment, whatever states the query asks for."""
        with reading(self._engine) as connection:
            common = finding.is_common(connection, query)
            where = finding.matching(query, self._dialect, states=False, common=common)
            by_status = select(_T.status, func.count()).where(where).group_by(_T.status)
            asking = select(func.count()).select_from(upload_tasks).where(finding.ASKING, where)
            found = {TaskStatus(status): count for status, count in connection.execute(by_status)}
            return StatusCounts(found, int(connection.execute(asking).scalar_one()))

    def task(self, task_id: int) -> UploadTask | None:
        """One task."""
        found = self.tasks_by_id([task_id])
        return found[0] if found else None

    def tasks_by_id(self, ids: Sequence[int]) -> list[UploadTask]:
        """The tasks with these numbers, by number; those that do not exist are left out."""
        return [rows.to_task(row) for row in self._all(select(upload_tasks).where(_T.id.in_(ids)).order_by(_T.id))]

    def tasks_by_import(self, import_ids: Sequence[str]) -> list[UploadTask]:
        """The tasks of this history with these imports."""
        found: list[UploadTask] = []
        for start in range(0, len(import_ids), PAGE):
            statement = select(upload_tasks).where(_T.import_id.in_(import_ids[start : start + PAGE]))
            found += map(rows.to_task, self._all(statement))
        return found

    def asking_about(self, kind: str) -> list[UploadTask]:
        """The tasks that ask a question of this kind, and perhaps others, in the order in which they were added."""
        ids = [row[0] for row in self._all(select(_T.id).where(finding.ASKING).order_by(_T.id))]
        pages = (self.tasks_by_id(ids[start : start + PAGE]) for start in range(0, len(ids), PAGE))
        return [task for page in pages for task in page if any(item.kind == kind for item in task.questions)]

    def imports_cancelled_after_a_claim(self) -> list[str]:
        """The imports of cancelled tasks on which a worker may have worked; the first lease is the upload's."""
        statement = select(_T.import_id).where(_T.status == literal(TaskStatus.CANCELLED), _T.lease_token > 1)
        return [row[0] for row in self._all(statement)]

    def events(self, task_id: int) -> list[TaskEvent]:
        """A task's timeline, oldest first."""
        statement = select(task_events).where(task_events.c.task_id == task_id).order_by(task_events.c.id)
        return [rows.to_event(row) for row in self._all(statement)]

    def attempts(self, task_id: int) -> list[TaskAttempt]:
        """A task's claims, oldest first."""
        statement = select(task_attempts).where(task_attempts.c.task_id == task_id).order_by(task_attempts.c.id)
        return [rows.to_attempt(row) for row in self._all(statement)]

    def problems(self, task_id: int, *, limit: int = 1000, offset: int = 0) -> list[Problem]:
        """What is wrong with the file, in the order in which it stands there."""
        statement = select(problems).where(problems.c.task_id == task_id).order_by(problems.c.id)
        return [rows.to_problem(row) for row in self._all(statement.limit(limit).offset(offset))]

    def problem_totals(self, task_id: int) -> list[ProblemTotal]:
        """How many problems there are of each kind; never capped."""
        statement = select(problem_totals).where(problem_totals.c.task_id == task_id).order_by(problem_totals.c.id)
        return [ProblemTotal(row.code, row.field, row.count, row.kind) for row in self._all(statement)]

    def last_event_id(self) -> int:
        """The newest event's number: where the live feed begins."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.coalesce(func.max(task_events.c.id), 0))).scalar_one())

    def changed_after(self, event_id: int) -> tuple[int, list[int]]:
        """The newest event's number, and the tasks that have events after `event_id`."""
        statement = select(task_events.c.id, task_events.c.task_id).where(task_events.c.id > event_id)
        found = self._all(statement.order_by(task_events.c.id))
        return (found[-1][0] if found else event_id), list(dict.fromkeys(task_id for _, task_id in found))

    def day_totals(self, since: datetime) -> DayTotals:
        """What has ended since then and was not undone."""
        kept = _T.undone_at.is_(None)
        done = case((and_(_T.status == TaskStatus.DONE, kept), 1), else_=0)
        asks = and_(_T.status == TaskStatus.FAILED, _T.error_code == NEEDS_ANSWER)
        failed = case((asks, 0), (_T.status == TaskStatus.FAILED, 1), else_=0)
        statement = select(
            func.coalesce(func.sum(done), 0),
            func.coalesce(func.sum(failed), 0),
            func.coalesce(func.sum(case((asks, 1), else_=0)), 0),
            func.coalesce(func.sum(case((kept, _T.rows_saved), else_=0)), 0),
        ).where(_T.finished_at >= since)
        return DayTotals(*self._all(statement)[0])

    def datasets_in_use(self) -> list[str]:
        """The names of all datasets that a task belongs to."""
        return [row[0] for row in self._all(finding.datasets())]

    def _all(self, statement: Select[Any]) -> Sequence[Any]:
        with reading(self._engine) as connection:
            return connection.execute(statement).all()
