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

from desktop_uploader.bootstrap import Application, build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import find_folders, load_settings

PATIENCE = 60.0


def main(folder: Path, size: QSize) -> None:
    """Open the window on a scratch data folder, add files, take pictures of what a person meets."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["desktop-uploader"])
    with tempfile.TemporaryDirectory() as scratch:
        folders = find_folders(Path(scratch) / "data")
        theme = Theme(application)
        garbage = GarbageCollection()
        parts = build(load_settings(folders), folders)
        window = MainWindow(parts, Running(parts), theme, Icons(resource_folder("icons")))
        window.resize(size)
        window.show()
        window.start()
        pause(0.5)
        take(window, theme, folder, "empty")
        window.adding.add_samples()
        window.add_files([undecided(Path(scratch))], {})
        window.add_files([unknown(Path(scratch))])
        wait(lambda: len(ended(parts)) == 6)
        pictures(window, parts, theme, folder, Path(scratch))
        window.leave()
        parts.close()
        garbage.close()


def pictures(window: MainWindow, parts: Application, theme: Theme, folder: Path, scratch: Path) -> None:
    """Each state of the details beside the history, and the saved rows."""
    files = ended(parts)
    for name, file in (("main", "price-list.xlsx"), ("question", "deliveries.csv"), ("new", "stock.csv")):
        select(window, files[file])
        take(window, theme, folder, name)
    select(window, files["price-list.xlsx"])
    window.marked_copies.make(files["price-list.xlsx"], scratch / "price-list (marked).xlsx")
    wait(lambda: (scratch / "price-list (marked).xlsx").exists())
    pause(0.5)
    take(window, theme, folder, "marked")
    select(window, files["orders.xlsx"])
    window.toast.hide()
    take(window, theme, folder, "done")
    window.uploads.undo(files["orders.xlsx"])
    wait(lambda: ended(parts)["orders.xlsx"].undone_at is not None)
    pause(1.5)
    take(window, theme, folder, "undone")
    window.toast.hide()
    window.open_page(PageName.RECORDS)
    pause(0.5)
    take(window, theme, folder, "records")


def undecided(scratch: Path) -> Path:
    """A file whose dates and numbers can be read in two ways."""
    path = scratch / "deliveries.csv"
    path.write_text("No.;Day;Amount\nD-1;03/04/2026;1.234\nD-2;05/06/2026;2.345\n", encoding="utf-8")
    return path


def unknown(scratch: Path) -> Path:
    """A file of a kind that nobody has seen."""
    path = scratch / "stock.csv"
    rows = "\n".join(
        f"{number:05};Screw M{number % 12 + 3};{number * 7};2026-11-{number:02};x" for number in range(1, 30)
    )
    path.write_text(f"Article;Name;Pieces;Counted on;Place\n{rows}\n", encoding="utf-8")
    return path


def ended(parts: Application) -> dict[str, UploadTask]:
    """The tasks that are at their end, by file name."""
    return {task.file_name: task for task in parts.history.tasks(TaskQuery(), limit=9) if task.status.final}


def select(window: MainWindow, task: UploadTask) -> None:
    """Show a task's details."""
    pause(0.5)
    window.uploads.select_task(task.id)
    pause(0.5)


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
