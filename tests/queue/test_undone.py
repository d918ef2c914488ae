"""Tasks whose rows were taken back."""

import pytest

from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import RowCounts, UploadTask
from desktop_uploader.model.undo import UndoResult

from ..history_parts import Parts, saved, task_of

UNDO = UndoResult("orders", removed=3)


def done(parts: Parts, result: ImportResult | None = None, name: str = "orders.xlsx") -> UploadTask:
    task_id = parts.pending(name)
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None
    assert parts.queue.finish(claim, result or saved(3))
    return task_of(parts, task_id)


def test_an_undone_task_stays_done_and_says_when_and_what(parts: Parts) -> None:
    before = done(parts)

    assert parts.queue.undone(before.import_id, UNDO)

    after = task_of(parts, before.id)
    assert (after.status, after.undone_at) == (TaskStatus.DONE, parts.clock.now())
    event = parts.history.events(before.id)[-1]
    assert (event.code, event.params["removed"]) == ("undone", 3)
    assert not parts.queue.undone(before.import_id, UNDO)


def test_a_done_task_is_tried_again_only_when_it_was_undone(parts: Parts) -> None:
    before = done(parts)
    with pytest.raises(UsageError, match="cannot-retry"):
        parts.queue.retry(before.id)
    parts.queue.undone(before.import_id, UNDO)

    parts.queue.retry(before.id)

    after = task_of(parts, before.id)
    assert (after.status, after.undone_at, after.rows_saved) == (TaskStatus.PENDING, None, None)
    assert after.import_id != before.import_id
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None and claim.lease_token > before.lease_token


def test_a_failed_task_keeps_its_import_when_it_is_tried_again(parts: Parts) -> None:
    task_id = parts.pending()
    parts.queue.cancel(task_id)
    before = task_of(parts, task_id).import_id

    parts.queue.retry(task_id)

    assert task_of(parts, task_id).import_id == before


def test_finishing_the_corrected_file_marks_the_one_that_it_replaces(parts: Parts) -> None:
    first = done(parts)
    notes = {"replaces": {"import_id": first.import_id, **UNDO.counts}}

    second = done(parts, ImportResult(True, "orders", RowCounts(3, 3, 0), notes=notes), "marked.xlsx")

    assert task_of(parts, first.id).undone_at is not None
    event = parts.history.events(first.id)[-1]
    assert (event.code, event.params["by"]) == ("replaced", second.id)


def test_undone_rows_do_not_count_for_the_day(parts: Parts) -> None:
    start = parts.clock.now()
    first = done(parts)
    done(parts, name="other.xlsx")
    parts.queue.undone(first.import_id, UNDO)

    totals = parts.history.day_totals(start)

    assert (totals.done, totals.rows_saved) == (1, 3)
