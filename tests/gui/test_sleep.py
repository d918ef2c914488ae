"""The computer sleeps in the midst of the work: the real program, stopped and continued with its child."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import find_folders, load_settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are stopped as on Linux")

ASLEEP = 8.0
"""Seconds; more than a file may stand still in this test."""

PATIENCE = 40.0


@pytest.fixture
def parts(data_dir: Path, tmp_path: Path) -> Iterator[Application]:
    """Of another program on the same folder, which watches; the kind of file is known already."""
    folders = find_folders(data_dir)
    made = build(load_settings(folders), folders)
    made.intake.register(table(tmp_path / "known.csv", 10))
    made.uploader.drain()
    made.workers[0].drain()
    yield made
    made.close()


def table(path: Path, rows: int) -> Path:
    lines = (f"K{row},{row},{row / 7:.3f},some words\n" for row in range(rows))
    path.write_text("Key,Number,Share,Words\n" + "".join(lines), encoding="utf-8")
    return path


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_file_in_mid_work_goes_on_after_a_sleep_as_if_nothing_had_been(
    parts: Application, data_dir: Path, tmp_path: Path
) -> None:
    file = table(tmp_path / "long.csv", 25_000)
    settings = {"QT_QPA_PLATFORM": "offscreen", "DESKTOP_UPLOADER_STALL_SECONDS": "7"}
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "window", str(file)]

    def task() -> UploadTask | None:
        return next(iter(parts.history.tasks_by_id([2])), None)

    def status() -> TaskStatus | None:
        found = task()
        return found.status if found is not None else None

    with subprocess.Popen(line, env={**os.environ, **settings}) as program:
        until(lambda: status() is TaskStatus.PROCESSING)
        # The child falls asleep first and wakes last: nothing that it says tells its parent that it moves.
        asleep = [*psutil.Process(program.pid).children(recursive=True), psutil.Process(program.pid)]
        for process in asleep:
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.3)
        time.sleep(ASLEEP)
        for process in reversed(asleep):
            process.send_signal(signal.SIGCONT)
            time.sleep(0.3)
        until(lambda: status() in (TaskStatus.DONE, TaskStatus.FAILED))
        program.terminate()

    found = task()
    assert found is not None and (found.status, found.rows_saved) == (TaskStatus.DONE, 25_000)
    assert [attempt.error_code for attempt in parts.history.attempts(2)] == [None]
