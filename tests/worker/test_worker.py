"""A real worker with real children: what dies, hangs or grows is told apart."""

import os
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.jobs import ImportJob, Limits
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import AttemptOutcome
from desktop_uploader.processing.reading.preflight import HIGHEST_RATIO
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.saveturn import SaveTurns
from desktop_uploader.worker.supervisor import JobFailed, Stopped, Supervisor

from ..history_parts import task_of
from ..processing.nasty.parts import sheet, xlsx


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(), find_folders(data_dir), "test")
    yield parts
    parts.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Text that takes a second or two to read and check."""
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as writer:
        writer.write("A;B;C\n")
        writer.writelines(f"{row};{row / 7:.3f};x{row}\n".replace(".", ",") for row in range(200_000))
    return path


def job(path: Path, limits: Limits | None = None) -> ImportJob:
    url = f"sqlite:///{path.parent / 'records.sqlite3'}"
    records = RecordsDatabase(url)
    records.prepare()
    records.close()
    return ImportJob(1, "i", 1, str(path), path.name, "a", url, limits=limits or Limits())


def failure(supervisor: Supervisor, what: ImportJob, stop: Callable[[], bool] = lambda: False) -> JobFailed:
    with pytest.raises(JobFailed) as failed:
        supervisor.run(what, lambda _moved: None, stop)
    return failed.value


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor(SaveTurns())
    yield made
    made.close()


def bomb(path: Path, megabytes: int) -> Path:
    """A workbook that unpacks to this, each part just under the ratio that is refused unopened."""
    cell = "".join(map(chr, range(48, 58))) * 6
    rows = []
    for number in range(1, megabytes * 125 + 1):
        text = f"{sha256(str(number).encode()).hexdigest()[:24]}{cell}{'x' * 7_900}"
        rows.append(f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c></row>')
    made = xlsx(path, sheet("".join(rows)))
    with zipfile.ZipFile(made) as archive:
        part = max(archive.infolist(), key=lambda item: item.file_size)
        assert 0.6 * HIGHEST_RATIO < part.file_size / part.compress_size < HIGHEST_RATIO
    return made


def test_a_bomb_just_under_the_ratio_ends_its_file_and_not_the_child(supervisor: Supervisor, tmp_path: Path) -> None:
    failed = failure(supervisor, job(bomb(tmp_path / "bomb.xlsx", 70), Limits(memory=150 * 1024**2)))
    path = tmp_path / "fine.csv"
    path.write_text("A;B\nx;1\n", encoding="utf-8")

    assert failed.code == "out-of-memory"
    with pytest.raises(JobFailed, match="claim-lost"):
        supervisor.run(job(path), lambda _moved: None, lambda: False)


def test_a_child_that_is_killed_is_a_crash(supervisor: Supervisor, file: Path) -> None:
    supervisor.start()
    killer = threading.Timer(0.8, lambda: os.kill(supervisor.pid or 0, signal.SIGKILL))
    killer.start()

    failed = failure(supervisor, job(file))
    killer.join()

    assert failed.code == "reader-crashed"


def test_a_child_that_stands_still_is_stalled(supervisor: Supervisor, file: Path) -> None:
    supervisor.start()
    stopper = threading.Timer(0.8, lambda: os.kill(supervisor.pid or 0, signal.SIGSTOP))
    stopper.start()

    failed = failure(supervisor, job(file, Limits(stall=1.5)))
    stopper.join()

    assert failed.code == "stalled"


def test_a_file_that_takes_too_long_is_ended(supervisor: Supervisor, file: Path) -> None:
    failed = failure(supervisor, job(file, Limits(ceiling=0.5)))

    assert failed.code == "time-limit"
    assert not supervisor.alive


def test_a_file_that_needs_too_much_memory_is_named(supervisor: Supervisor, file: Path) -> None:
    failed = failure(supervisor, job(file, Limits(memory=20 * 1024**2)))

    assert failed.code == "out-of-memory"


def test_a_wish_to_stop_kills_the_child_soon(supervisor: Supervisor, file: Path) -> None:
    supervisor.start()
    wished = time.monotonic() + 0.8

    with pytest.raises(Stopped):
        supervisor.run(job(file), lambda _moved: None, lambda: time.monotonic() > wished)

    assert time.monotonic() - wished < 1
    assert not supervisor.alive


def test_the_child_serves_again_after_a_refusal(supervisor: Supervisor, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    first = failure(supervisor, job(empty))
    pid = supervisor.pid

    assert first.code == failure(supervisor, job(empty)).code == "file-empty"
    assert supervisor.pid == pid


def add(application: Application, path: Path) -> int:
    task = application.intake.register(path)
    application.uploader.drain()
    return task.id


def test_a_cancel_ends_a_running_import_and_leaves_no_row(application: Application, file: Path) -> None:
    task_id = add(application, file)
    thread = threading.Thread(target=application.workers[0].drain, args=([task_id],))
    thread.start()
    while task_of(application, task_id).status is not TaskStatus.PROCESSING:
        time.sleep(0.02)

    application.queue.cancel(task_id)
    thread.join(20)

    assert task_of(application, task_id).status is TaskStatus.CANCELLED
    assert application.records.datasets() == []
    application.queue.retry(task_id)
    application.workers[0].drain([task_id])
    assert task_of(application, task_id).rows_saved == application.records.row_count("large") == 200_000


def test_a_stopped_worker_gives_its_task_back_uncounted(application: Application, file: Path) -> None:
    task_id = add(application, file)
    thread = threading.Thread(target=application.workers[0].run)
    thread.start()
    while task_of(application, task_id).status is not TaskStatus.PROCESSING:
        time.sleep(0.02)
    started = time.monotonic()

    application.workers[0].stop()
    thread.join(20)

    assert time.monotonic() - started < 2
    assert (task_of(application, task_id).status, task_of(application, task_id).attempts) == (TaskStatus.PENDING, 0)
    assert application.history.attempts(task_id)[0].outcome is AttemptOutcome.RELEASED


def test_rows_saved_before_the_worker_died_are_not_saved_again(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A;B\nx;1\ny;2\n", encoding="utf-8")
    task_id = add(application, path)
    finish = application.queue.finish
    application.queue.finish = lambda *_a, **_k: False  # type: ignore[method-assign]
    application.workers[0].work_once()
    assert task_of(application, task_id).status is TaskStatus.PROCESSING

    application.queue.finish = finish  # type: ignore[method-assign]
    rescue_own(application)
    application.workers[0].drain([task_id])

    done = task_of(application, task_id)
    assert (done.status, done.rows_saved, done.attempts) == (TaskStatus.DONE, 2, 2)
    assert application.records.row_count("a") == 2


def rescue_own(application: Application) -> None:
    """As if the program that held the task were dead: its owner is no longer known."""
    application.parts.databases.owners.leave(application.parts.owner_id)


def test_a_stored_file_that_changed_is_not_imported(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A;B\nx;1\n", encoding="utf-8")
    task_id = add(application, path)
    stored = application.folders.files / (task_of(application, task_id).file_path or "").removeprefix("local:")
    stored.write_text("A;B\nx;2\n", encoding="utf-8")

    application.workers[0].drain([task_id])

    assert task_of(application, task_id).error_code == "storage-damaged"


def test_many_files_of_one_unknown_kind_make_one_dataset(application: Application, tmp_path: Path) -> None:
    for number in range(30):
        path = tmp_path / f"branch-{number}.csv"
        path.write_text(f"A;B\nx{number};{number}\n", encoding="utf-8")
        application.intake.register(path)
    application.uploader.drain()
    other = build(Settings(), application.folders, "test")
    threads = [threading.Thread(target=parts.workers[0].drain) for parts in (application, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    states = {found.status for found in application.history.tasks(TaskQuery(), limit=100)}
    assert states == {TaskStatus.DONE}
    assert [dataset.name for dataset in application.records.datasets()] == ["branch"]
    assert application.records.row_count("branch") == 30
    other.close()
