"""Stored originals: deleted with their upload, let go when old, saved back; whenever the program dies in between."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.history.adopting import Orphans
from desktop_uploader.database.history.tables import upload_tasks
from desktop_uploader.doctor.stored import stored_findings
from desktop_uploader.intake import Sweeper
from desktop_uploader.model.errors import StorageError, UsageError
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders

from ..history_parts import task_of

LONG_AGO = time.time() - 3 * 86_400


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(), find_folders(data_dir), "test")
    yield parts
    parts.close()


def add(parts: Application, folder: Path, name: str = "orders.csv") -> UploadTask:
    """A stored file that waits."""
    source = folder / name
    source.write_text(f"A;B\n{name};1\n", encoding="utf-8")
    task_id = parts.intake.register(source).id
    parts.uploader.drain()
    return task_of(parts, task_id)


def end(parts: Application, task: UploadTask, status: TaskStatus) -> UploadTask:
    """As if it had ended so forty days ago."""
    code = "file-damaged" if status is TaskStatus.FAILED else None
    values = {"status": status, "finished_at": parts._clock.now() - timedelta(days=40), "error_code": code}
    with parts.parts.engine.begin() as connection:
        connection.execute(upload_tasks.update().where(upload_tasks.c.id == task.id).values(values))
    return task_of(parts, task.id)


def stored(parts: Application) -> list[Path]:
    return [path for path in parts.folders.files.rglob("*") if path.is_file()]


def sweep(parts: Application) -> None:
    for path in stored(parts):
        os.utime(path, (LONG_AGO, LONG_AGO))
    ledger, is_removed = parts.records.ledger_entry, parts.parts.removals.is_removed
    orphans = Orphans(parts.parts.engine, parts._clock)
    sweeper = Sweeper(orphans, parts.storage, parts.folders.outbox, ledger, parts._clock, is_removed)
    sweeper.sweep(parts.parts.uploads.history_id())


def test_a_deleted_upload_goes_with_its_file_and_leaves_its_rows(application: Application, tmp_path: Path) -> None:
    task = add(application, tmp_path)
    application.workers[0].drain([task.id])

    application.originals.delete(task.id)

    assert application.history.task(task.id) is None and not stored(application)
    assert application.history.count(TaskQuery(text="orders")) == 0
    assert application.records.row_count("orders") == 1


def test_an_upload_under_way_must_be_cancelled_first(application: Application, tmp_path: Path) -> None:
    task = add(application, tmp_path)

    with pytest.raises(UsageError, match="cannot-delete"):
        application.originals.delete(task.id)

    application.cancel(task.id)
    application.originals.delete(task.id)
    assert not stored(application)


def test_a_persons_own_object_is_never_deleted(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = end(application, add(application, tmp_path), TaskStatus.DONE)
    with application.parts.engine.begin() as connection:
        connection.execute(upload_tasks.update().values(file_owned=False))

    assert application.originals.let_go(30) == 0
    application.originals.delete(task.id)

    assert application.history.task(task.id) is None and len(stored(application)) == 1


def test_a_file_that_cannot_be_deleted_now_goes_later_and_is_not_adopted(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = end(application, add(application, tmp_path), TaskStatus.CANCELLED)

    def refuse(uri: str) -> None:
        raise StorageError("storage-folder-gone", folder="files")

    with monkeypatch.context() as patch:
        patch.setattr(application.storage, "delete", refuse)
        application.originals.delete(task.id)
    assert len(stored(application)) == 1

    sweep(application)

    assert not stored(application) and application.history.count(TaskQuery()) == 0


def test_a_copy_that_comes_after_its_deletion_is_no_find(application: Application, tmp_path: Path) -> None:
    task = end(application, add(application, tmp_path), TaskStatus.CANCELLED)
    (path,) = stored(application)
    content = path.read_bytes()
    application.originals.delete(task.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

    sweep(application)

    assert not stored(application) and application.history.count(TaskQuery()) == 0


def test_the_snapshot_of_a_file_that_was_never_stored_goes_too(application: Application, tmp_path: Path) -> None:
    task = end(application, add(application, tmp_path), TaskStatus.CANCELLED)
    snapshot = application.folders.outbox / f"{task.import_id}.abcd"
    snapshot.write_bytes(b"x")

    application.originals.delete(task.id)

    assert not snapshot.exists()


def test_old_originals_of_finished_uploads_go_and_no_others(application: Application, tmp_path: Path) -> None:
    old = end(application, add(application, tmp_path, "old.csv"), TaskStatus.DONE)
    for name, status in (("failed.csv", TaskStatus.FAILED), ("cancelled.csv", TaskStatus.CANCELLED)):
        end(application, add(application, tmp_path, name), status)
    add(application, tmp_path, "waits.csv")

    application.originals.tidy(30, lambda: False)

    assert sorted(path.name for path in stored(application)) == ["cancelled.csv", "failed.csv", "waits.csv"]
    assert task_of(application, old.id).file_removed_at is not None
    assert [event.code for event in application.history.events(old.id)][-1] == "original-removed"
    assert not [item for item in stored_findings(application.folders, True) if item.problem]
    sweep(application)
    assert application.history.count(TaskQuery()) == 4


def test_many_old_originals_go_batch_by_batch(application: Application, tmp_path: Path) -> None:
    for number in range(30):
        end(application, add(application, tmp_path, f"{number}.csv"), TaskStatus.DONE)

    assert application.originals.let_go(30) == 30
    assert not stored(application) and application.originals.let_go(30) == 0


def test_all_originals_are_kept_unless_set_otherwise(application: Application, tmp_path: Path) -> None:
    end(application, add(application, tmp_path), TaskStatus.DONE)

    application.originals.tidy(Settings().keep_originals_days, lambda: False)

    assert len(stored(application)) == 1


def test_an_upload_without_its_original_says_so(application: Application, tmp_path: Path) -> None:
    task = add(application, tmp_path)
    application.workers[0].drain([task.id])
    end(application, task, TaskStatus.DONE)
    application.originals.let_go(30)
    application.undo(task.id)

    for wish in (
        application.queue.retry,
        lambda task_id: application.originals.save(task_id, tmp_path, lambda d: None),
    ):
        with pytest.raises(UsageError, match="original-removed"):
            wish(task.id)


def test_an_original_is_saved_as_it_was_added_and_never_over_another_file(
    application: Application, tmp_path: Path
) -> None:
    task = add(application, tmp_path)
    target = tmp_path / "back"
    target.mkdir()

    path = application.originals.save(task.id, target, lambda done: None)

    assert path == target / "orders.csv" and path.read_text(encoding="utf-8") == "A;B\norders.csv;1\n"
    path.write_text("changed")
    with pytest.raises(UsageError, match="target-exists"):
        application.originals.save(task.id, target, lambda done: None)
    assert path.read_text() == "changed"
    application.originals.save(task.id, path, lambda done: None, overwrite=True)
    assert path.read_text(encoding="utf-8") == "A;B\norders.csv;1\n"


def test_a_damaged_original_is_not_saved(application: Application, tmp_path: Path) -> None:
    task = add(application, tmp_path)
    stored(application)[0].write_text("other")

    with pytest.raises(StorageError, match="storage-damaged"):
        application.originals.save(task.id, tmp_path / "back.csv", lambda done: None)

    assert not (tmp_path / "back.csv").exists() and not list(tmp_path.glob(".*.part"))


def test_a_saving_that_is_given_up_leaves_nothing(application: Application, tmp_path: Path) -> None:
    task = add(application, tmp_path)

    def give_up(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        application.originals.save(task.id, tmp_path / "back.csv", give_up)

    assert not (tmp_path / "back.csv").exists() and not list(tmp_path.glob(".*.part"))


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_uploader.bootstrap import build
from desktop_uploader.settings import Settings, find_folders

what, step, task_id = sys.argv[2], sys.argv[3], int(sys.argv[4])
parts = build(Settings(), find_folders(Path(sys.argv[1])), "test")
target, name = (parts.parts.removals, "done") if step == "file-gone" else (parts.storage, "delete")
setattr(target, name, lambda *given: os.kill(os.getpid(), signal.SIGKILL))
parts.originals.delete(task_id) if what == "delete" else parts.originals.let_go(30)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("what", ["delete", "let-go"])
@pytest.mark.parametrize("step", ["noted", "file-gone"])
def test_what_a_kill_has_cut_short_is_finished_and_never_comes_back(
    application: Application, tmp_path: Path, what: str, step: str
) -> None:
    task = end(application, add(application, tmp_path), TaskStatus.DONE)
    command = [sys.executable, "-c", KILLED, str(application.folders.data), what, step, str(task.id)]
    assert subprocess.run(command, timeout=60).returncode == -signal.SIGKILL
    left = application.history.task(task.id)
    assert (left is None) == (what == "delete") and len(stored(application)) == (step == "noted")

    sweep(application)
    application.originals.tidy(None, lambda: False)

    assert not stored(application) and not application.parts.removals.waiting()
    assert application.history.count(TaskQuery()) == (what == "let-go")
