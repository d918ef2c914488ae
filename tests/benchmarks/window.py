"""The event loop of the real window while a file is imported, and while nothing happens."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import Application, build, resource_folder
from desktop_uploader.database.history.uploads import NewUpload
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import find_folders, load_settings

TASKS = 1000
TICK = 5
IDLE = 3.0
REPAINT = 50
"""Milliseconds between two repaints of the whole window, where these are what is measured."""


class Gaps:
    """The times between two turns of the event loop beyond the timer's interval, in milliseconds."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.values.append(max(0.0, (now - self._last) * 1000 - TICK))
        self._last = now

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def take(self) -> list[float]:
        """The gaps since the last call, sorted."""
        taken, self.values = sorted(self.values), []
        return taken


class Repaints(Gaps):
    """How long the whole window takes to be painted, in milliseconds."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._timer.setInterval(REPAINT)

    def _on_tick(self) -> None:
        started = time.perf_counter()
        self._window.repaint()
        self.values.append((time.perf_counter() - started) * 1000)


def main(data: Path, workbook: Path, what: str) -> None:
    """Print the gaps, or the repaints, and the time until the added file's row is seen, as JSON."""
    application = QApplication(["benchmark"])
    folders = find_folders(data)
    parts = build(load_settings(folders), folders)
    fill(parts)
    garbage = GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.show()
    window.start()
    live(1.5)
    gaps = Repaints(window) if what == "repaints" else Gaps()
    live(0.2)
    gaps.take()
    live(IDLE)
    idle = gaps.take()
    started = time.perf_counter()
    window.add_files([workbook], {})
    model = window.uploads.model
    while model.rowCount() == TASKS:
        live(0.002)
    seen = (time.perf_counter() - started) * 1000
    while not parts_done(window):
        live(0.05)
    busy = gaps.take()
    window.leave()
    parts.close()
    garbage.close()
    print(json.dumps({"seen": seen, "idle": figures(idle), "busy": figures(busy)}))


def parts_done(window: MainWindow) -> bool:
    """True once the table says so."""
    task = window.uploads.model.task_at(0)
    return task is not None and task.status.final


def fill(parts: Application) -> None:
    """Make a history of cancelled tasks."""
    for number in range(TASKS):
        parts.queue.cancel(parts.intake._uploads.register(NewUpload(Path(f"/old/file-{number}.xlsx"), "ani", 1)).id)
    assert parts.history.count(TaskQuery()) == TASKS


def live(seconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(max(1, round(seconds * 1000)), loop.quit)
    loop.exec()


def figures(gaps: list[float]) -> dict[str, float]:
    """Percentiles and worst."""
    last = len(gaps) - 1
    return {"p95": gaps[int(0.95 * last)], "p99": gaps[int(0.99 * last)], "worst": gaps[-1]}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
