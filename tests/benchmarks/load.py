"""The real window while many rows are imported in two slots and small files are added and finished all the time.

python -m tests.benchmarks.load [ROWS] [--small A_MINUTE]

The rows are in two workbooks; a third slot takes the small files. Gaps of the event loop and repaints of the table are
measured by turns, so that neither spoils the other.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import json
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import UNFINISHED, TaskStatus
from desktop_uploader.settings import find_folders, load_settings

from . import workbook
from .growth import fill
from .machine import describe
from .window import IDLE, Gaps, live

ROWS = 1_000_000
BEFORE = 1000
"""Uploads that are in the history from the start."""
SMALL = 200
"""Small files a minute."""
GAPS, PAINTS = 4.0, 1.0
"""Seconds for which each is measured at a time."""


class Load:
    """Adds the files, and keeps small ones coming until the large ones are through."""

    def __init__(self, window: MainWindow, folder: Path, large: list[Path], a_minute: int) -> None:
        self._window = window
        self._folder = folder
        self.added = 0
        self._timer = QTimer(interval=round(60_000 / a_minute))
        self._timer.timeout.connect(self._on_time)
        window.add_files(large, {})
        self._timer.start()

    def stop(self) -> None:
        """No more small files."""
        self._timer.stop()

    def _on_time(self) -> None:
        self.added += 1
        path = self._folder / f"small-{self.added:05}.csv"
        lines = "".join(f"{self.added}-{row};{row * 3};{row % 7}\n" for row in range(50))
        path.write_text(f"Number;Amount;Kind\n{lines}", encoding="utf-8")
        self._window.add_files([path], {})


def main(root: Path, rows: int, a_minute: int) -> None:
    """Print what was measured, as JSON; milliseconds."""
    large = [workbook.make(root / f"large-{part}.xlsx", rows // 2 - part) for part in range(2)]
    small = root / "small"
    small.mkdir()
    application = QApplication(["benchmark"])
    folders = find_folders(root / "data")
    folders.prepare()
    fill(folders.history, BEFORE)
    parts = build(load_settings(folders).model_copy(update={"slots": 3}), folders)
    garbage = GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.show()
    window.start()
    live(1.5)
    idle, idle_paints = measure(window, IDLE, IDLE / 3)
    started = time.perf_counter()
    load = Load(window, small, large, a_minute)
    gaps: list[float] = []
    paints: list[float] = []
    while not gaps or unfinished(window):
        found, painted = measure(window, GAPS, PAINTS)
        gaps += found
        paints += painted
    seconds = time.perf_counter() - started
    load.stop()
    done = parts.history.count(TaskQuery(statuses=frozenset({TaskStatus.DONE})))
    window.leave()
    parts.close()
    garbage.close()
    print(
        json.dumps(
            {"seconds": round(seconds), "added": load.added, "done": done, "a_minute": round(done / seconds * 60)}
        )
    )
    for name, values in (("idle", idle), ("gaps", gaps), ("idle paints", idle_paints), ("paints", paints)):
        print(name, json.dumps(spread(values)), flush=True)


def unfinished(window: MainWindow) -> bool:
    """Whether one of the large files is still on its way."""
    query = TaskQuery(statuses=UNFINISHED, text="large-")
    return bool(window._application.history.count(query))


def measure(window: MainWindow, seconds: float, paint_seconds: float) -> tuple[list[float], list[float]]:
    """The gaps of the event loop, and then how long the table takes to be painted."""
    gaps = Gaps()
    live(seconds)
    found = gaps.take()
    gaps.stop()
    viewport, paints = window.uploads.table.viewport(), []
    ends = time.perf_counter() + paint_seconds
    while time.perf_counter() < ends:
        live(0.05)
        began = time.perf_counter()
        viewport.repaint()
        paints.append((time.perf_counter() - began) * 1000)
    return found, paints


def spread(values: list[float]) -> dict[str, float]:
    """Percentiles, the worst, and how many there were."""
    ordered = sorted(values)
    last = len(ordered) - 1
    shares = {f"p{share}": ordered[round(share / 100 * last)] for share in (50, 95, 99)}
    over = {f"over_{bar}": sum(value > bar for value in ordered) for bar in (16, 50)}
    return {
        name: round(value, 1)
        for name, value in (shares | {"worst": ordered[-1]} | over | {"count": len(ordered)}).items()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--small", type=int, default=SMALL)
    options = parser.parse_args()
    print(describe(), f"load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as temporary:
        main(Path(temporary), options.rows, options.small)
