"""What is left in the storage: parts go, whole files without an upload come back, nothing young or foreign goes."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.history.adopting import Orphans
from desktop_uploader.intake import Sweeper
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders

OLD = time.time() - 2 * 86_400


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(), find_folders(data_dir), "test")
    yield parts
    parts.close()


def sweep(parts: Application) -> None:
    orphans = Orphans(parts.parts.engine, parts._clock)
    ledger, is_removed = parts.records.ledger_entry, parts.parts.removals.is_removed
    sweeper = Sweeper(orphans, parts.storage, parts.folders.outbox, ledger, parts._clock, is_removed)
    sweeper.sweep(parts.parts.uploads.history_id())


def stored(parts: Application, tmp_path: Path) -> tuple[UploadTask, Path]:
    """An upload, and its file, which is made to look two days old."""
    source = tmp_path / "orders.csv"
    source.write_text("A;B\nx;1\n", encoding="utf-8")
    task_id = parts.intake.register(source).id
    parts.uploader.drain()
    task = parts.history.task(task_id)
    assert task is not None and task.file_path is not None
    path = parts.storage.fetch(task.file_path, tmp_path)
    os.utime(path, (OLD, OLD))
    return task, path


def forget(parts: Application, task: UploadTask) -> None:
    """As if the history were a copy from before the upload."""
    with parts.parts.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM upload_tasks WHERE id = ?", (task.id,))


def only_task(parts: Application) -> UploadTask:
    (task,) = parts.history.tasks(TaskQuery(), limit=10)
    return task


def left(folder: Path, name: str, age: float = OLD) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"half")
    os.utime(path, (age, age))
    return path


def test_parts_go_once_they_are_a_day_old(application: Application, tmp_path: Path) -> None:
    _, path = stored(application, tmp_path)
    old, young = left(path.parent, "a.xlsx.1234.part"), left(path.parent, "b.xlsx.1234.part", time.time())
    in_outbox = left(application.folders.outbox, "i.1234.part")

    sweep(application)

    assert not old.exists() and not in_outbox.exists()
    assert young.exists() and path.exists()


def test_nothing_outside_the_own_prefix_is_touched(application: Application, tmp_path: Path) -> None:
    stored(application, tmp_path)
    foreign = left(application.folders.files / "another-history" / "2026", "a.xlsx.1234.part")

    sweep(application)

    assert foreign.exists()


def test_a_file_that_no_upload_knows_waits_for_a_person(application: Application, tmp_path: Path) -> None:
    task, _ = stored(application, tmp_path)
    forget(application, task)

    sweep(application)
    sweep(application)

    again = only_task(application)
    assert (again.status, again.error_code, again.file_name) == (TaskStatus.FAILED, "found-again", "orders.csv")
    application.queue.retry(again.id)
    application.workers[0].drain([again.id])
    assert only_task(application).rows_saved == application.records.row_count("orders") == 1


def test_a_file_whose_rows_are_saved_is_finished_and_not_saved_again(application: Application, tmp_path: Path) -> None:
    task, _ = stored(application, tmp_path)
    application.workers[0].drain([task.id])
    forget(application, task)

    sweep(application)
    application.workers[0].drain()

    assert (only_task(application).status, only_task(application).import_id) == (TaskStatus.DONE, task.import_id)
    assert application.records.row_count("orders") == 1


def test_a_file_that_was_imported_again_is_known(application: Application, tmp_path: Path) -> None:
    task, _ = stored(application, tmp_path)
    application.workers[0].drain([task.id])
    application.undo(task.id)
    application.queue.retry(task.id)

    sweep(application)

    assert only_task(application).id == task.id


def test_a_snapshot_is_kept_until_its_upload_is_stored(application: Application, tmp_path: Path) -> None:
    task, _ = stored(application, tmp_path)
    done = left(application.folders.outbox, f"{task.import_id}.abcd")
    needed = left(application.folders.outbox, "another.abcd")

    sweep(application)

    assert not done.exists() and needed.exists()
