"""The queue's statements. Names of states stand in them as words, so that the partial indices are used.

Every change to a claimed task is guarded by `HELD`: one that matches no row means that the claim is lost.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, insert, literal_column, null, or_, select, update

from ..database.columns import SecondsBetween
from ..database.history.tables import task_attempts, task_events, upload_tasks
from ..database.ready import Ready, literal
from ..model.status import TaskStatus

_T = upload_tasks.c
_A = task_attempts.c
_NOW = bindparam("now", type_=_T.updated_at.type)
SECONDS = ("reading_seconds", "checking_seconds", "turn_seconds", "saving_seconds")
"""The columns of an attempt's durations."""

_ONE: ColumnElement[int] = literal_column("1")
_NO_LEASE: dict[str, Any] = dict.fromkeys(("worker_id", "lease_expires_at", "progress"), null())
_NO_ERROR: dict[str, Any] = dict.fromkeys(("error_code", "error_message", "error_params"), null())
_ERROR: dict[str, Any] = {name: bindparam(name) for name in _NO_ERROR}
_ROWS: dict[str, Any] = {name: bindparam(name) for name in ("rows_total", "rows_saved", "rows_rejected")}


def status_is(status: TaskStatus) -> ColumnElement[bool]:
    """The task has this state."""
    condition: ColumnElement[bool] = _T.status == literal(status)
    return condition


def _later(name: str) -> Any:
    return bindparam(name, type_=_T.updated_at.type)


READY = and_(
    status_is(TaskStatus.PENDING), or_(_T.run_at.is_(None), _T.run_at <= _NOW, _T.run_at > _later("latest_due"))
)
"""Due, or due later than any task can be: then the clock was set back since."""

EXPIRED = and_(
    status_is(TaskStatus.PROCESSING), or_(_T.lease_expires_at <= _NOW, _T.lease_expires_at > _later("latest_lease"))
)
"""The lease ended, or ends later than any lease can."""

HELD = and_(_T.id == bindparam("task"), _T.lease_token == bindparam("token"), status_is(TaskStatus.PROCESSING))


def _taking(ready: ColumnElement[bool]) -> Ready:
    first = select(_T.id).where(ready).order_by(_T.id).limit(_ONE).scalar_subquery()
    values = {
        "status": literal(TaskStatus.PROCESSING),
        "lease_token": _T.lease_token + _ONE,
        "lease_expires_at": _later("latest_lease"),
        "worker_id": bindparam("worker"),
        "attempts": _T.attempts + _ONE,
        "started_at": _NOW,
        "updated_at": _NOW,
        "run_at": null(),
        **_NO_ERROR,
    }
    claimed = update(upload_tasks).where(_T.id == first, status_is(TaskStatus.PENDING)).values(values)
    return Ready(claimed.returning(*upload_tasks.c))


def take_one_of(ids: Collection[int] | None, without: Collection[str] = ()) -> Ready:
    """`TAKE`, restricted to some tasks, and to files whose URIs have none of these schemes."""
    chosen = [] if ids is None else [_T.id.in_([literal_column(str(int(task_id))) for task_id in ids])]
    elsewhere = [_beginning(len(scheme) + 1) != literal(f"{scheme}:") for scheme in without]
    return _taking(and_(READY, *chosen, *elsewhere))


def _beginning(length: int) -> Any:
    return func.substr(_T.file_path, _ONE, literal_column(str(length)))


TAKE = _taking(READY)
ANYTHING = Ready(select(exists().where(or_(READY, EXPIRED)).label("found")))
NEXT_DUE = Ready(
    select(func.min(func.coalesce(_T.run_at, _T.created_at), type_=_T.run_at.type).label("due")).where(
        status_is(TaskStatus.PENDING)
    )
)


def _taking_back(lost: ColumnElement[bool]) -> Ready:
    values = {"status": literal(TaskStatus.PENDING), "updated_at": _NOW, **_NO_LEASE}
    return Ready(update(upload_tasks).where(lost).values(values).returning(_T.id, _T.lease_token))


TAKE_BACK_EXPIRED = _taking_back(EXPIRED)
TAKE_BACK_FROM = _taking_back(and_(status_is(TaskStatus.PROCESSING), _T.worker_id == bindparam("owner")))

RENEW = Ready(
    update(upload_tasks)
    .where(HELD)
    .values(lease_expires_at=_later("latest_lease"), progress=bindparam("share", type_=_T.progress.type))
)
IDENTIFY = Ready(update(upload_tasks).where(HELD).values(sha256=bindparam("sha256")))
CANCEL_WANTED = Ready(select(_T.cancel_requested_at).where(HELD))


def _ending(status: TaskStatus, **values: Any) -> Ready:
    ended = {"finished_at": _NOW} if status.final else {}
    changes = {"status": literal(status), "updated_at": _NOW, **ended, **_NO_LEASE, **values}
    return Ready(update(upload_tasks).where(HELD).values(changes))


_DATASET = func.coalesce(bindparam("known_dataset", type_=_T.dataset.type), _T.dataset)
FINISH = _ending(TaskStatus.DONE, dataset=_DATASET, **_ROWS)
FAIL = _ending(TaskStatus.FAILED, dataset=_DATASET, **_ROWS, **_ERROR)
RETRY_LATER = _ending(TaskStatus.PENDING, run_at=_later("due"), **_ERROR)
PUT_OFF = _ending(TaskStatus.PENDING, attempts=_T.attempts - _ONE, run_at=_later("due"), **_ERROR)
RELEASE = _ending(TaskStatus.PENDING, attempts=_T.attempts - _ONE)
CANCELLED = _ending(TaskStatus.CANCELLED)

_LAST_EVENT = (
    select(task_events.c.at)
    .where(task_events.c.task_id == bindparam("task_id"))
    .order_by(task_events.c.id.desc())
    .limit(_ONE)
    .scalar_subquery()
)
_QUEUED = SecondsBetween(_LAST_EVENT, bindparam("started_at", type_=_A.started_at.type))
"""Seconds since the task's last event: it was stored, tried before, or asked for again."""

OPEN_ATTEMPT = Ready(
    insert(task_attempts)
    .values({name: bindparam(name) for name in ("task_id", "lease_token", "number", "worker_id", "started_at")})
    .values(queued_seconds=_QUEUED)
    .inline()
)
CLOSE_ATTEMPT = Ready(
    update(task_attempts)
    .where(_A.task_id == bindparam("task"), _A.lease_token == bindparam("token"))
    .values(ended_at=_NOW, outcome=bindparam("how"), error_code=bindparam("code"), peak_memory=bindparam("peak"))
    .values({name: bindparam(name) for name in ("rows_saved", "rows_rejected", *SECONDS)})
)


def unfinished(only: Collection[int] | None) -> ColumnElement[bool]:
    """The tasks that wait; of some tasks, all that are not at their end."""
    if only is None:
        return status_is(TaskStatus.PENDING)
    return and_(_T.status.in_([status for status in TaskStatus if not status.final]), _T.id.in_(only))
