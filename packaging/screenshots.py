"""Take pictures of the real window with the samples in it, light and dark.

Usage: python packaging/screenshots.py FOLDER [WIDTHxHEIGHT]

On a machine with a display (Xvfb will do) the window is shown there; without one, Qt paints offscreen.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import find_folders, load_settings

PATIENCE = 60.0


def main(folder: Path, size: QSize) -> None:
    """Open the window on a scratch data folder, add the samples, take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["desktop-uploader"])
    with tempfile.TemporaryDirectory() as scratch:
        folders = find_folders(Path(scratch))
        theme = Theme(application)
        garbage = GarbageCollection()
        parts = build(load_settings(folders), folders)
        window = MainWindow(parts, theme, Icons(resource_folder("icons")))
        window.resize(size)
        window.show()
        window.start()
        pause(0.5)
        take(window, theme, folder, "empty")
        window.add_files(parts.intake.sample_files())
        wait(lambda: len(parts.history.tasks(TaskQuery(), limit=9)) == 4)
        wait(lambda: all(task.status.final for task in parts.history.tasks(TaskQuery(), limit=9)))
        pause(0.5)
        window.uploads.select_task(
            next(t.id for t in parts.history.tasks(TaskQuery(), limit=9) if "price" in t.file_name)
        )
        pause(0.5)
        take(window, theme, folder, "main")
        window.open_page(1)
        pause(0.5)
        take(window, theme, folder, "records")
        window.close()
        parts.close()
        garbage.close()


def take(window: MainWindow, theme: Theme, folder: Path, name: str) -> None:
    """One picture in each scheme."""
    for suffix, dark in (("", False), ("-dark", True)):
        theme.choose(dark)
        pause(0.3)
        window.grab().save(str(folder / f"{name}{suffix}.png"))


def wait(reached: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError
        pause(0.1)


def pause(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    width, height = (sys.argv[2] if len(sys.argv) > 2 else "1280x800").split("x")
    main(Path(sys.argv[1]), QSize(int(width), int(height)))
