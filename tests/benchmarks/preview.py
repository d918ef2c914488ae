"""The event loop of the real window while a large file of a new kind is looked at before it is saved.

Usage: python -m tests.benchmarks.preview [--rows N] [--columns N]

A gap is the time between two turns of the loop. On Linux the time in which the window was ready to go on but got no
processor, because other programs had it, is told beside the gap.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_native_id

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.preview.page import PreviewPage
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import find_folders, load_settings

from .figures import Figure
from .machine import describe

LONGEST_GAP = 50
"""Milliseconds."""
TICK = 5
PATIENCE = 1800.0
STEPS = 60


class Gaps:
    """The longest time between two turns of the event loop beyond the timer's interval, in milliseconds."""

    def __init__(self) -> None:
        self._delays = Path(f"/proc/self/task/{get_native_id()}/schedstat")
        self._timer = QTimer(interval=TICK)
        self._timer.timeout.connect(self._on_tick)
        self.take()
        self._timer.start()

    def take(self) -> tuple[float, float]:
        """The longest gap since the last call, and for how much of it there was no processor."""
        longest = getattr(self, "_longest", (0.0, 0.0))
        self._longest, self._last, self._starved = (0.0, 0.0), time.perf_counter(), self._starving()
        return longest

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _on_tick(self) -> None:
        now, starved = time.perf_counter(), self._starving()
        gap = max(0.0, (now - self._last) * 1000 - TICK)
        self._longest = max(self._longest, (gap, starved - self._starved))
        self._last, self._starved = now, starved

    def _starving(self) -> float:
        return int(self._delays.read_text().split()[1]) / 1e6 if self._delays.exists() else 0.0


def figures(folder: Path, rows: int, columns: int) -> Iterator[Figure]:
    """What a person does one after the other."""
    file = made(folder / "orders.csv", rows, columns)
    application, folders = QApplication(["benchmark"]), find_folders(folder / "data")
    parts, garbage = build(load_settings(folders), folders), GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.resize(1280, 800)
    window.show()
    window.start()
    window.add_files([file])
    wait(lambda: bool(asking := parts.history.tasks(TaskQuery(), limit=1)) and asking[0].status.final)
    pause(1)
    gaps = Gaps()
    yield from looked_at(window, gaps, parts.history.tasks(TaskQuery(), limit=1)[0])
    gaps.stop()
    window.leave()
    parts.close()
    garbage.close()


def looked_at(window: MainWindow, gaps: Gaps, task: UploadTask) -> Iterator[Figure]:
    """The preview is opened, scrolled, and looked at with another name for the dataset."""
    began = time.perf_counter()
    window.previewing.open(task)
    page = window.previewing.page
    assert page is not None
    pause(0.1)
    yield gap("opening the preview", gaps)
    wait(lambda: page.result is not None)
    pause(0.5)
    yield gap(f"until all rows are checked ({time.perf_counter() - began:.1f} s)", gaps)
    for step in range(STEPS):
        for bar in (page.grid.horizontalScrollBar(), page.grid.verticalScrollBar()):
            bar.setValue(bar.maximum() * step // (STEPS - 1))
        pause(0.02)
    yield gap("scrolling", gaps)
    yield from renamed(page, gaps)


def renamed(page: PreviewPage, gaps: Gaps) -> Iterator[Figure]:
    """Another look at the file, which is open already."""
    began = time.perf_counter()
    page.decisions.choose_new("renamed")
    page.looking.look()
    wait(lambda: not page.looking.busy)
    pause(0.5)
    yield gap(f"until it is checked again ({time.perf_counter() - began:.1f} s)", gaps)


def gap(name: str, gaps: Gaps) -> Figure:
    """The longest one, without the time in which other programs had the processors."""
    longest, starved = gaps.take()
    note = f"{longest:.0f} ms, of which {starved:.0f} ms without a processor"
    return Figure(f"{name}: longest gap (ms)", max(0.0, longest - starved), LONGEST_GAP, False, note)


def made(path: Path, rows: int, columns: int) -> Path:
    """Whole numbers, texts, and dates and decimals that other values settle, the same each time."""
    kinds = (
        lambda row: str(row),
        lambda row: f"{row % 28 + 1:02}/{row % 9 + 1:02}/2026",
        lambda row: f"SKU-{row % 9999:05}",
        lambda row: f"{row % 500}.{row % 90 + 10}",
    )
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f"Column {number + 1}" for number in range(columns)) + "\n")
        for row in range(rows):
            file.write(",".join(kinds[number % len(kinds)](row) for number in range(columns)) + "\n")
    return path


def wait(done: Callable[[], bool]) -> None:
    """Let the event loop run until it is so."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        pause(0.05)


def pause(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main() -> int:
    """Print each figure on a line of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=10)
    options = parser.parse_args()
    print(describe(), f"rows: {options.rows:,} x {options.columns}", sep="\n", flush=True)
    reached = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        for figure in figures(Path(scratch), options.rows, options.columns):
            print(figure.line(), flush=True)
            reached.append(figure.reached)
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
