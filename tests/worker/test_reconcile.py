"""A program that died between the history and the ledger: the next start finishes what it began."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.records import Batch, Saving
from desktop_uploader.model.agreement import AGREED, agree
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.ledger import Hold, LedgerState
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import RowCounts, UploadTask
from desktop_uploader.settings import Settings, find_folders

DATASET = Dataset("orders", {"fields": [{"name": "A", "type": "string"}]})


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = start(data_dir)
    yield parts
    parts.close()


def start(data_dir: Path) -> Application:
    return build(Settings(), find_folders(data_dir), "test")


def pending(application: Application, tmp_path: Path) -> UploadTask:
    file = tmp_path / "orders.csv"
    file.write_text("A\nx\n", encoding="utf-8")
    task = application.intake.register(file)
    application.uploader.drain()
    return found(application, task)


def found(application: Application, task: UploadTask) -> UploadTask:
    now = application.history.task(task.id)
    assert now is not None
    return now


def save_and_die(application: Application, task: UploadTask) -> None:
    """What the child commits; the program dies before it tells the history, and the task is taken back."""
    claim = application.queue.claim(application.parts.owner_id)
    assert claim is not None
    application.records.open_import(Hold.of(task, claim.lease_token))
    result = ImportResult(True, "orders", RowCounts(1, 1, 0))
    batches = [Batch("Data", [2], [["x"]])]
    application.records.save(Saving(task.import_id, claim.lease_token, DATASET, batches, result, lambda _done: None))
    application.queue.release(claim)


def test_an_undo_that_was_cut_short_is_finished_at_the_next_start(
    application: Application, data_dir: Path, tmp_path: Path
) -> None:
    task = pending(application, tmp_path)
    application.workers[0].drain([task.id])
    application.records.undo(task.import_id)
    assert found(application, task).undone_at is None

    start(data_dir).close()

    assert found(application, task).undone_at is not None
    assert application.history.events(task.id)[-1].code == "undone"


def test_a_correction_whose_owner_died_after_saving_is_told_as_such(
    application: Application, data_dir: Path, tmp_path: Path
) -> None:
    task = pending(application, tmp_path)
    application.workers[0].drain([task.id])
    hold = Hold("correction", 9, 1, "other", "corrected.xlsx")
    application.records.open_import(hold)
    known = application.records.datasets()[0]
    batches = [Batch("Data", [2], [["x"]])]
    saving = Saving("correction", 1, known, batches, ImportResult(True, known.name, RowCounts(1, 1, 0)), lambda _: None)
    application.records.save(replace(saving, corrects=task.import_id, replaces=task.import_id))

    start(data_dir).close()

    event = application.history.events(task.id)[-1]
    assert (event.code, event.params["by"]) == ("replaced", 9)
    assert found(application, task).undone_at is not None


def test_a_cancel_that_comes_after_the_saving_finishes_the_task(application: Application, tmp_path: Path) -> None:
    task = pending(application, tmp_path)
    save_and_die(application, task)

    application.cancel(task.id)
    application.workers[0].drain([task.id])

    after = found(application, task)
    assert (after.status, after.rows_saved) == (TaskStatus.DONE, 1)
    assert application.records.row_count("orders") == 1


def test_saved_rows_of_a_cancelled_task_are_found_at_the_next_start(
    application: Application, data_dir: Path, tmp_path: Path
) -> None:
    task = pending(application, tmp_path)
    save_and_die(application, task)
    application.queue.cancel(task.id)

    start(data_dir).close()

    assert found(application, task).status is TaskStatus.PENDING


def test_a_cancelled_task_leaves_no_import_open(application: Application, tmp_path: Path) -> None:
    task = pending(application, tmp_path)
    claim = application.queue.claim(application.parts.owner_id)
    assert claim is not None
    application.records.open_import(Hold.of(task, claim.lease_token))
    application.queue.release(claim)

    application.cancel(task.id)

    entry = application.records.ledger_entry(task.import_id)
    assert entry is not None and entry.state is LedgerState.CLOSED


def test_a_cancel_keeps_out_a_worker_that_was_stopped_before_it_opened_the_import(
    application: Application, tmp_path: Path
) -> None:
    task = pending(application, tmp_path)
    claim = application.queue.claim(application.parts.owner_id)
    assert claim is not None
    application.queue.release(claim)  # as if its lease had run out
    application.cancel(task.id)

    entry = application.records.open_import(Hold.of(task, claim.lease_token))

    assert entry.state is LedgerState.CLOSED


def test_undo_refuses_what_is_not_done_and_what_is_undone(application: Application, tmp_path: Path) -> None:
    task = pending(application, tmp_path)
    with pytest.raises(UsageError, match="cannot-undo"):
        application.undo(task.id)
    application.workers[0].drain([task.id])

    assert application.undo(task.id).removed == 1

    with pytest.raises(UsageError, match="cannot-undo"):
        application.undo(task.id)
    with pytest.raises(UsageError, match="no-such-task"):
        application.undo(99)


def test_an_undone_file_is_saved_again_when_tried_again(application: Application, tmp_path: Path) -> None:
    task = pending(application, tmp_path)
    application.workers[0].drain([task.id])
    application.undo(task.id)
    assert application.records.row_count("orders") == 0

    application.queue.retry(task.id)
    application.workers[0].drain([task.id])

    assert found(application, task).status is TaskStatus.DONE
    assert application.records.row_count("orders") == 1


def test_every_state_has_its_row_in_the_table() -> None:
    assert set(AGREED) == set(TaskStatus)
    assert agree(TaskStatus.DONE, True, LedgerState.UNDONE) and not agree(TaskStatus.DONE, False, LedgerState.UNDONE)
    assert not agree(TaskStatus.FAILED, False, LedgerState.SAVED)
