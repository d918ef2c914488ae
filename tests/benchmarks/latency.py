"""From adding a file to the start of its processing, and from a start after a death to the resumed file.

Usage: python -m tests.benchmarks.latency [TIMES]
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders

from .figures import Figure

TIMES = 40
POLL = 1.0
"""Seconds, for the part in which another program adds; the ratio to it is what counts."""


def figures(folder: Path, times: int = TIMES) -> Iterator[Figure]:
    """Each in a program that has been open for a while."""
    folder.mkdir(exist_ok=True)
    woken = sorted(_delays(folder / "woken", times, tells=True))
    yield Figure("add to start of processing, idle, p95 (ms)", 1000 * _p95(woken), 100, False, _note(woken))
    polled = sorted(_delays(folder / "polled", times // 4, tells=False))
    name = "the same when only polling, p95, against the poll interval"
    yield Figure(name, _p95(polled) / POLL, 1, False, _note(polled))
    yield Figure("a start after a kill to the file resumed (s)", _resumed(folder / "killed"), 2, False)


def _p95(sorted_times: list[float]) -> float:
    return sorted_times[min(len(sorted_times) - 1, int(len(sorted_times) * 0.95))]


def _note(sorted_times: list[float]) -> str:
    return f"median {1000 * sorted_times[len(sorted_times) // 2]:.0f} ms, {len(sorted_times)} times"


def _delays(data: Path, times: int, *, tells: bool) -> list[float]:
    """Seconds between adding and claiming; without `tells` the workers find the stored file by themselves."""
    parts = build(Settings(poll_seconds=POLL if not tells else 5.0), find_folders(data), "benchmark")
    adding = parts if tells else build(Settings(), find_folders(data), "benchmark of adding")
    loops = (parts.uploader, *parts.workers) if tells else parts.workers
    threads = [threading.Thread(target=loop.run) for loop in loops]
    for thread in threads:
        thread.start()
    delays = [_delay(adding, data, number, tells=tells) for number in range(times + 2)][2:]
    parts.uploader.stop()
    for worker in parts.workers:
        worker.stop()
    for thread in threads:
        thread.join()
    if adding is not parts:
        adding.close()
    parts.close()
    return delays


def _delay(parts: Application, folder: Path, number: int, *, tells: bool) -> float:
    path = folder / f"small-{number}.csv"
    path.write_text(f"A;B\nx{number};1\n", encoding="utf-8")
    time.sleep(0.2)
    added = time.time()
    task_id = parts.intake.register(path).id
    if tells:
        parts.uploader.wake()
    else:
        parts.uploader.drain()
        added = time.time()
    while True:
        task = parts.history.task(task_id)
        assert task is not None
        if task.status.final:
            assert task.started_at is not None
            return task.started_at.timestamp() - added
        time.sleep(0.01)


def _resumed(data: Path) -> float:
    """Seconds from the start of a program to its claim of a file whose program was killed with all its children."""
    large = data.parent / "large.csv"
    large.write_text("A;B\n" + "".join(f"x{row};{row}\n" for row in range(1_000_000)), encoding="utf-8")
    parts = build(Settings(), find_folders(data), "benchmark")
    task_id = parts.intake.register(large).id
    command = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data), "worker"]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    _until_attempt(parts, task_id, 1)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    started = time.time()
    second = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    claimed = _until_attempt(parts, task_id, 2)
    os.killpg(second.pid, signal.SIGKILL)
    second.wait()
    parts.close()
    return claimed - started


def _until_attempt(parts: Application, task_id: int, number: int) -> float:
    """When this attempt began."""
    while True:
        task = parts.history.task(task_id)
        assert task is not None
        if task.attempts >= number and task.status is TaskStatus.PROCESSING and task.started_at is not None:
            return task.started_at.timestamp()
        time.sleep(0.01)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for figure in figures(Path(scratch), int(sys.argv[1]) if sys.argv[1:] else TIMES):
            print(figure.line(), flush=True)
