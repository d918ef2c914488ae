"""The ways out of PROCESSING. Each gives False, and changes nothing, where the claim was lost."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from ..database.history import journal
from ..database.ready import Ready
from ..model.dataset import SheetReport
from ..model.jobs import ImportResult
from ..model.retry import is_transient
from ..model.task import AttemptOutcome, Claim, Failure, RowCounts, Usage
from . import statements as sql
from .claiming import close_attempt
from .wishes import mark_undone


def finish(connection: Connection, now: datetime, claim: Claim, result: ImportResult, usage: Usage | None) -> bool:
    """DONE, with its counts, its problems and what a person should know."""
    values = {"known_dataset": result.dataset, **_counts(result.counts)}
    if not _end(connection, now, claim, sql.FINISH, AttemptOutcome.DONE, values, None, usage, result.counts):
        return False
    journal.add_problems(connection, claim.task_id, result.problems, result.totals)
    _note_sheets(connection, now, claim, result.sheets)
    for code, details in result.notes.items():
        journal.note(connection, claim.task_id, now, code, details, "warning")
    if "replaces" in result.notes:
        replaced = result.notes["replaces"]
        mark_undone(connection, now, replaced["import_id"], "replaced", {**replaced, "by": claim.task_id})
    done = {"saved": result.counts.saved, "total": result.counts.total, "dataset": result.dataset}
    journal.note(connection, claim.task_id, now, "done", done)
    return True


def fail(connection: Connection, now: datetime, claim: Claim, failure: Failure, usage: Usage | None) -> bool:
    """FAILED, with what is wrong."""
    counts = RowCounts(failure.counts.total, 0, failure.counts.rejected)
    values = {"known_dataset": failure.params.get("dataset") or None, **_counts(counts), **_error(failure)}
    if not _end(connection, now, claim, sql.FAIL, AttemptOutcome.FAILED, values, failure.code, usage, counts):
        return False
    journal.add_problems(connection, claim.task_id, failure.problems, failure.totals)
    _note_sheets(connection, now, claim, failure.sheets)
    journal.note(connection, claim.task_id, now, failure.code, failure.params, "error")
    if is_transient(failure.code):
        journal.note(connection, claim.task_id, now, "tries-used-up", {"tries": claim.task.tries}, "error")
    return True


def retry_later(
    connection: Connection, now: datetime, claim: Claim, failure: Failure, delay: timedelta, usage: Usage | None
) -> bool:
    """PENDING again, due after `delay`."""
    values = {**_error(failure), "due": now + delay}
    if not _end(connection, now, claim, sql.RETRY_LATER, AttemptOutcome.RETRY, values, failure.code, usage):
        return False
    journal.note(connection, claim.task_id, now, failure.code, failure.params, "warning")
    planned = {"at": f"{now + delay:%H:%M:%S} UTC", "attempt": claim.task.attempts + 1}
    journal.note(connection, claim.task_id, now, "retry-planned", planned)
    return True


def put_off(connection: Connection, now: datetime, claim: Claim, failure: Failure, delay: timedelta) -> bool:
    """PENDING again, due after `delay`; the attempt does not count."""
    values = {**_error(failure), "due": now + delay}
    if not _end(connection, now, claim, sql.PUT_OFF, AttemptOutcome.RELEASED, values, failure.code):
        return False
    journal.note(connection, claim.task_id, now, failure.code, failure.params, "warning")
    journal.note(connection, claim.task_id, now, "put-off")
    return True


def release(connection: Connection, now: datetime, claim: Claim, kind: str | None) -> bool:
    """PENDING at once; the attempt does not count."""
    if not _end(connection, now, claim, sql.RELEASE, AttemptOutcome.RELEASED, {}):
        return False
    journal.note(connection, claim.task_id, now, "released", {"kind": kind} if kind else None)
    return True


def cancelled(connection: Connection, now: datetime, claim: Claim) -> bool:
    """CANCELLED."""
    if not _end(connection, now, claim, sql.CANCELLED, AttemptOutcome.CANCELLED, {}):
        return False
    journal.note(connection, claim.task_id, now, "cancelled")
    return True


def _end(
    connection: Connection,
    now: datetime,
    claim: Claim,
    statement: Ready,
    outcome: AttemptOutcome,
    values: dict[str, Any],
    error_code: str | None = None,
    usage: Usage | None = None,
    counts: RowCounts | None = None,
) -> bool:
    if statement.run(connection, task=claim.task_id, token=claim.lease_token, now=now, **values) != 1:
        return False
    close_attempt(connection, now, claim.task_id, claim.lease_token, outcome, error_code, usage, counts)
    return True


def _counts(counts: RowCounts) -> dict[str, int]:
    return {"rows_total": counts.total, "rows_saved": counts.saved, "rows_rejected": counts.rejected}


def _error(failure: Failure) -> dict[str, Any]:
    words = journal.ENGLISH.error(failure.code, failure.params)
    return {"error_code": failure.code, "error_params": dict(failure.params), "error_message": str(words)}


def _note_sheets(connection: Connection, now: datetime, claim: Claim, sheets: Iterable[SheetReport]) -> None:
    for sheet in sheets:
        for code, details in sheet.timeline() if sheet.reason != "empty" else ():
            level = "info" if code == "sheet-used" else "warning"
            journal.note(connection, claim.task_id, now, code, details, level)
