"""The system itself refuses: writes that fail, a lock that is held, a clock that jumps, a power cut."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psutil
import pytest

from desktop_uploader.bootstrap import Application
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.queue import DatabaseQueue
from desktop_uploader.storage.files import sha256_of

from . import program as faulty
from .harness import DATASET, QUICK, SCHEMA, Program, application, make_file, tally

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace, loop devices and signals as on Linux")

LONG = bool(os.environ.get("FAULTS_LONG"))
CUTS = 5 if LONG else 1
LOCKED = 10.0 if LONG else 6.0
"""Seconds for which another program holds the write lock: longer than SQLite itself waits."""


def add(data: Path, folder: Path, *numbers: int, rows: int = 50) -> list[int]:
    with application(data) as parts:
        files = [make_file(folder, number, rows) for number in numbers]
        return [parts.intake.register(file, dataset=DATASET, definition=SCHEMA).id for file in files]


def work_off(data: Path, ids: list[int]) -> None:
    """The next start, in which a person tries again what failed; everything must then be done."""
    with application(data) as parts:
        for task in parts.history.tasks_by_id(ids):
            if task.status is TaskStatus.FAILED:
                parts.queue.retry(task.id)
        parts.uploader.drain()
        parts.workers[0].drain(ids)
    found = tally(data)
    assert not found.wrong, found.wrong
    assert found.states == {"DONE": len(ids)}


@pytest.mark.parametrize("fault", ["fsync,fdatasync:error=EIO:when=3+7", "pwrite64:error=EIO:when=4+9"])
def test_a_drive_that_fails_now_and_then_loses_nothing(fault: str, data_dir: Path, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    ids = add(data_dir, tmp_path, 1, 2, 3)
    calls = fault.partition(":")[0]
    strace = ["strace", "-f", "-qq", "-o", str(tmp_path / "calls"), "-e", f"trace={calls}", "-e", f"inject={fault}"]
    line = [*strace, sys.executable, "-m", faulty.__name__, str(data_dir), "worker", "--drain"]
    with subprocess.Popen(line, env={**QUICK, **os.environ}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        try:
            run.wait(12)
        except subprocess.TimeoutExpired:
            # What waits for a lease to run out need not be waited for: the next start takes it back at once.
            for child in psutil.Process(run.pid).children(recursive=True):
                child.kill()
        errors = run.stderr.read().decode() if run.stderr else ""
    if "ptrace" in errors.lower():
        pytest.skip(f"tracing is not allowed here: {errors.splitlines()[0]}")
    assert "INJECTED" in (tmp_path / "calls").read_text(), "no fault was met"
    assert not tally_of_what_is_said(data_dir)

    work_off(data_dir, ids)


def tally_of_what_is_said(data: Path) -> list[str]:
    """What must hold at every moment: both databases are whole, and rows are there once, of finished files alone."""
    found = tally(data)
    return [*found.lost, *found.doubled, *found.damaged]


def test_another_program_that_holds_the_write_lock_is_waited_for(data_dir: Path, tmp_path: Path) -> None:
    ids = add(data_dir, tmp_path, 1)
    with application(data_dir) as parts:
        parts.uploader.drain()
        other = sqlite3.connect(parts.folders.records, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(LOCKED, lambda: other.execute("ROLLBACK"))
        timer.start()

        parts.workers[0].drain(ids)

        timer.join()
        other.close()
        (task,) = parts.history.tasks_by_id(ids)
        assert (task.status, task.attempts) == (TaskStatus.DONE, 1)


class ShiftedClock(SystemClock):
    """The computer's clock after somebody has set it."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_set_by_an_hour_strands_nothing(hours: int, data_dir: Path, tmp_path: Path) -> None:
    ids = add(data_dir, tmp_path, 1, 2)
    program = Program(data_dir, "worker", "--drain", point="child: before saving", fork=True)
    program.reached()

    with application(data_dir) as parts:
        clock = ShiftedClock(timedelta(hours=hours))
        queue = DatabaseQueue(parts.parts.engine, parts.parts.databases.owners, clock)
        claim = queue.claim(parts.parts.owner_id)
        assert claim is not None and claim.task_id == ids[0], "the lease of the other clock counts as run out"
        queue.release(claim)
    program.go_on()
    program.process.wait()

    work_off(data_dir, ids)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    """A file system in a file, mounted."""
    image, place = tmp_path / "image", tmp_path / "drive"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(128 * 1024**2)
    if os.geteuid() or shutil.which("mkfs.ext4") is None:
        pytest.skip("only root can mount a drive of its own")
    subprocess.run(["mkfs.ext4", "-q", "-J", "size=4", image], check=True)
    if subprocess.run(["mount", "-o", "loop", image, place], check=False, capture_output=True).returncode:
        pytest.skip("mounting a drive of its own is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_power_cut_takes_nothing_that_was_said_to_be_there(drive: Path, tmp_path: Path) -> None:
    """The image is copied in mid-flight: what the system had not yet written to the drive is not in the copy."""
    data = drive / "data"
    ids = add(data, tmp_path, *range(3 * CUTS), rows=300)
    program = Program(data, "worker", fork=True)
    cuts: list[tuple[Path, set[int], set[int]]] = []
    with application(data) as parts:
        until = time.monotonic() + 30
        while len(cuts) < CUTS and time.monotonic() < until:
            time.sleep(0.05)
            if len(_done(parts, ids)) < 3 * len(cuts) + 1:
                continue
            with program.frozen():
                stored = {task.id for task in parts.history.tasks_by_id(ids) if task.file_path is not None}
                copy = tmp_path / f"copy-{len(cuts)}"
                copy.write_bytes((tmp_path / "image").read_bytes())
                cuts.append((copy, stored, _done(parts, ids)))
    program.end()

    assert len(cuts) == CUTS
    for copy, stored, done in cuts:
        with mounted(copy, copy.with_suffix(".mounted")) as place:
            after_the_cut(place / "data", ids, stored, done)


def after_the_cut(data: Path, ids: list[int], stored: set[int], done: set[int]) -> None:
    found = tally(data)
    assert not [*found.lost, *found.doubled, *found.damaged], found
    with application(data) as parts:
        for task in parts.history.tasks_by_id(sorted(stored)):
            assert task.file_path is not None
            assert sha256_of(parts.storage.fetch(task.file_path, data)) == task.sha256
        assert done <= _done(parts, ids)
    work_off(data, ids)


def _done(parts: Application, ids: list[int]) -> set[int]:
    return {task.id for task in parts.history.tasks_by_id(ids) if task.status is TaskStatus.DONE}


@contextlib.contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The drive after the computer has started again."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
