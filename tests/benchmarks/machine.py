"""What is measured on: machine, date, and the memory of a whole process tree."""

import os
import platform
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

SAMPLE = 0.02


@dataclass
class Run:
    """One command's time in seconds and the most memory (bytes, RSS) that it and all its children had together."""

    seconds: float
    peak_memory: int


def describe() -> str:
    """The machine in one line."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    memory = round(psutil.virtual_memory().total / 1024**3)
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{date.today()}, {cpu}, {os.cpu_count()} cores, {memory} GiB, {platform.platform()}, {versions}"


def measure(command: Sequence[str | Path]) -> Run:
    """Run a command to its end. Raises where it fails."""
    started = time.monotonic()
    # As installed: with compiled modules, which some machines' environments forbid to write.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, env=environment)
    with sampling(process.pid) as peak:
        code = process.wait()
    if code:
        raise RuntimeError(f"{command} ended with {code}")
    return Run(time.monotonic() - started, peak[0])


@contextmanager
def sampling(pid: int) -> Iterator[list[int]]:
    """Sample the memory of a process and all below it; the list's one item is the highest sum."""
    peak, ended = [0], threading.Event()

    def sample() -> None:
        root = psutil.Process(pid)
        while not ended.wait(SAMPLE):
            total = 0
            try:
                for process in (root, *root.children(recursive=True)):
                    try:
                        total += process.memory_info().rss
                    except psutil.NoSuchProcess:
                        continue
            except psutil.NoSuchProcess:
                return
            peak[0] = max(peak[0], total)

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


PYTHON = sys.executable
