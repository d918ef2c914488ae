"""What a person asks for: cancel, try again, answer, undo. All inside somebody's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select, update

from ..database.history import journal
from ..database.history.tables import upload_tasks
from ..model.answers import refuse_unusable
from ..model.errors import UsageError
from ..model.question import NEEDS_ANSWER, Answers, asked
from ..model.retry import MAX_ATTEMPTS
from ..model.status import TRANSITIONS, TaskStatus

_T = upload_tasks.c
_ERROR = ("error_code", "error_message", "error_params")
_ROWS = ("rows_total", "rows_saved", "rows_rejected")


def cancel(connection: Connection, now: datetime, task_id: int) -> None:
    """End a task that waits, or ask its worker to end it. Raises `UsageError`."""
    status = TaskStatus(_known(connection, task_id).status)
    if status is TaskStatus.PROCESSING:
        wish = update(upload_tasks).where(_T.id == task_id, _T.cancel_requested_at.is_(None))
        if connection.execute(wish.values(cancel_requested_at=now)).rowcount:
            journal.note(connection, task_id, now, "cancel-requested")
        return
    if TaskStatus.CANCELLED not in TRANSITIONS[status]:
        raise UsageError("cannot-cancel", task_id=task_id, status=status.value)
    values = {"status": TaskStatus.CANCELLED, "finished_at": now, "updated_at": now}
    cleared = dict.fromkeys(("worker_id", "lease_expires_at", "progress", "run_at", *_ERROR))
    connection.execute(update(upload_tasks).where(_T.id == task_id).values(**values, **cleared))
    journal.note(connection, task_id, now, "cancelled")


def retry(connection: Connection, now: datetime, task_id: int) -> None:
    """Have a task tried again that failed, was cancelled or undone, with new attempts. Raises `UsageError`."""
    _try_again(connection, now, task_id)
    journal.note(connection, task_id, now, "retried")


def _try_again(connection: Connection, now: datetime, task_id: int) -> None:
    known = _known(connection, task_id)
    status, undone = TaskStatus(known.status), known.undone_at is not None
    if not status.final or TaskStatus.PENDING not in TRANSITIONS[status] or (status is TaskStatus.DONE) != undone:
        raise UsageError("cannot-retry", task_id=task_id, status=status.value)
    if known.file_removed_at is not None:
        raise UsageError("original-removed", task_id=task_id)
    stored = known.file_path is not None
    cleared = dict.fromkeys((*_ERROR, *_ROWS, "cancel_requested_at", "run_at", "finished_at", "undone_at"))
    values = {
        "status": TaskStatus.PENDING if stored else TaskStatus.UPLOADING,
        "max_attempts": known.attempts + MAX_ATTEMPTS,
        "updated_at": now,
    }
    if undone:
        # Its rows are saved once more, which the ledger allows each import only once.
        values["import_id"] = str(uuid4())
    connection.execute(update(upload_tasks).where(_T.id == task_id).values(**values, **cleared))
    journal.remove_problems(connection, task_id)


def kind_known(connection: Connection, now: datetime, task_id: int, dataset: str) -> bool:
    """Have a task tried again that asks about a kind of file which is known by now. False where it asks nothing."""
    known = _known(connection, task_id)
    if TaskStatus(known.status) is not TaskStatus.FAILED or known.error_code != NEEDS_ANSWER:
        return False
    if known.file_removed_at is not None:
        return False
    _try_again(connection, now, task_id)
    journal.note(connection, task_id, now, "kind-known", {"dataset": dataset})
    return True


def answer(connection: Connection, now: datetime, task_id: int, answers: Answers, *, anew: bool = False) -> None:
    """Keep a person's answers, and have the task tried again: beside those given before, or instead of them (`anew`).

    Raises `UsageError`.
    """
    refuse_unusable(answers)
    known = _known(connection, task_id)
    refuse_unusable(answers, asked(known.error_params))
    retry(connection, now, task_id)
    # The newest last: of several names for a new dataset, it is the one that counts.
    kept = {} if anew else {key: value for key, value in (known.answers or {}).items() if key not in answers}
    merged = kept | dict(answers)
    connection.execute(update(upload_tasks).where(_T.id == task_id).values(answers=merged))
    before = known.answers or {} if anew else {}
    listed = [f"{key} = {value}" for key, value in answers.items() if before.get(key) != value]
    journal.note(connection, task_id, now, "answered", {"answers": listed})


def mark_undone(connection: Connection, now: datetime, import_id: str, code: str, params: Mapping[str, Any]) -> bool:
    """Note that the rows of an import were taken back. False where no finished task has it, or that is known."""
    mine = (_T.import_id == import_id, _T.status == TaskStatus.DONE, _T.undone_at.is_(None))
    statement = update(upload_tasks).where(*mine).values(undone_at=now, updated_at=now).returning(_T.id)
    task_id = connection.execute(statement).scalar()
    if task_id is None:
        return False
    journal.note(connection, task_id, now, code, params, "warning")
    return True


def _known(connection: Connection, task_id: int) -> Any:
    error, file = (_T.error_code, _T.error_params), (_T.file_path, _T.file_removed_at)
    found = connection.execute(
        select(_T.status, _T.undone_at, _T.attempts, _T.answers, *file, *error).where(_T.id == task_id)
    ).first()
    if found is None:
        raise UsageError("no-such-task", task_id=task_id)
    return found
