"""One database is damaged: the other is shown, no file suffers, and words say what to do."""

import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.events import Happening, Trouble
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders

from ..cli.test_whole_way import SAMPLES, command, document
from .test_disk import fill, small_drive

__all__ = ["small_drive"]


def overwrite(path: Path, start: int = 0, size: int = 100) -> None:
    with open(path, "r+b") as file:
        file.seek(start)
        file.write(os.urandom(size))


@pytest.fixture
def used(data_dir: Path) -> Path:
    """A data folder with a finished upload, and one that waits."""
    assert command(data_dir, "add", SAMPLES / "customers.csv", "--wait").returncode == 0
    assert command(data_dir, "add", SAMPLES / "orders.xlsx").returncode == 0
    return data_dir


def test_damaged_records_do_not_hide_the_history_nor_cost_an_attempt(used: Path) -> None:
    overwrite(used / "records.sqlite3")

    listed = command(used, "list")
    worked = command(used, "worker", "--drain")

    assert listed.returncode == 0 and "customers.csv" in listed.stdout
    assert "records.sqlite3 is damaged" in listed.stderr and "doctor --repair" in listed.stderr
    assert worked.returncode == 1 and "Traceback" not in worked.stderr
    assert [(task["status"], task["attempts"]) for task in document(used, "list")] == [("PENDING", 0), ("DONE", 1)]


def test_a_damaged_history_does_not_hide_the_records(used: Path) -> None:
    overwrite(used / "history.sqlite3")

    shown = command(used, "records", "customers", "--format", "csv")
    listed = command(used, "list")

    assert shown.returncode == 0 and len(shown.stdout.splitlines()) > 1
    assert listed.returncode == 1 and "history.sqlite3 is damaged" in listed.stderr
    assert "Traceback" not in shown.stderr + listed.stderr


def test_another_programs_database_is_left_alone(data_dir: Path) -> None:
    data_dir.mkdir()
    with sqlite3.connect(data_dir / "history.sqlite3") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()

    refused = command(data_dir, "list")

    assert refused.returncode == 1 and "belongs to another program" in refused.stderr


def test_a_database_on_a_read_only_drive_is_said(small_drive: Path) -> None:
    data = small_drive / "data"
    assert command(data, "list").returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", small_drive], check=True)

    refused = command(data, "list")

    subprocess.run(["mount", "-o", "remount,rw", small_drive], check=True)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "cannot be written to" in refused.stderr


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(poll_seconds=0.1), find_folders(data_dir), "test")
    yield parts
    parts.close()


def until(true: Callable[[], bool], patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_records_damaged_while_the_worker_runs_give_the_file_back_uncounted(
    application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A;B\nx;1\n", encoding="utf-8")
    task_id = application.intake.register(path).id
    application.uploader.drain()
    seen: list[Happening] = []
    application.subscribe(seen.append)
    application.records.close()
    records = application.folders.records
    for suffix in ("-wal", "-shm"):
        records.with_name(records.name + suffix).unlink(missing_ok=True)
    whole = records.read_bytes()
    overwrite(records)

    assert not application.workers[0].work_once() and not application.workers[0].work_once()

    task = application.history.task(task_id)
    assert task is not None and (task.status, task.attempts) == (TaskStatus.PENDING, 0)
    assert [event.code for event in application.history.events(task_id)].count("claimed") == 1
    assert [happening.code for happening in seen if isinstance(happening, Trouble)] == ["database-damaged"] * 2
    application.records.close()
    records.write_bytes(whole)
    application.workers[0].drain([task_id])
    assert application.records.row_count("a") == 1


def test_a_worker_waits_on_a_full_disk_and_goes_on_when_there_is_room(small_drive: Path, tmp_path: Path) -> None:
    application = build(Settings(poll_seconds=0.1), find_folders(small_drive / "data"), "test")
    path = tmp_path / "a.csv"
    path.write_text("A;B\nx;1\n", encoding="utf-8")
    task_id = application.intake.register(path).id
    application.uploader.drain()
    troubles: list[str | None] = []
    application.subscribe(lambda what: troubles.append(what.code) if isinstance(what, Trouble) else None)
    fill(small_drive)
    worker = threading.Thread(target=application.workers[0].run)
    worker.start()

    until(lambda: "disk-full" in troubles)
    (small_drive / "filler").unlink()
    until(lambda: application.records.row_count("a") == 1)
    application.workers[0].stop()
    worker.join()

    task = application.history.task(task_id)
    assert task is not None and (task.status, task.attempts) == (TaskStatus.DONE, 1)
    assert troubles[-1] is None
    application.close()
