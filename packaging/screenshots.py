"""Take pictures of every page of the real window with the samples in it, light and dark.

Usage: python packaging/screenshots.py FOLDER [--size 1280x800] [--languages en,id,de] [--scales 100,150]

On a machine with a display (Xvfb will do) the window is shown there; without one, Qt paints offscreen. Names are those
of the pages, with `-dark`, the language where it is not English, and the scale where it is not 100 %.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import Application, build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PAGES, PageName
from desktop_uploader.gui.preview.page import PreviewPage
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.settings_page import SECTIONS, SettingsPage
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import find_folders, load_settings

PATIENCE = 60.0


def main() -> int:
    """Each language and scale in a program of its own: Qt knows its scale from the start."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--languages", default="en")
    parser.add_argument("--scales", default="100")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        width, height = map(int, chosen.size.split("x"))
        take_all(Pictures(chosen.folder, chosen.languages, int(chosen.scales)), QSize(width, height))
        return 0
    for language in chosen.languages.split(","):
        for scale in chosen.scales.split(","):
            environment = {
                **os.environ,
                "QT_SCALE_FACTOR": str(int(scale) / 100),
                "DESKTOP_UPLOADER_LANGUAGE": language,
            }
            line = [sys.executable, __file__, chosen.folder, "--here", "--size", chosen.size]
            line += ["--languages", language, "--scales", scale]
            subprocess.run(list(map(str, line)), env=environment, check=True)
    return 0


class Pictures:
    """Where they go, and what they are called."""

    def __init__(self, folder: Path, language: str, scale: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._after = ("" if language == "en" else f"-{language}") + ("" if scale == 100 else f"-{scale}")

    def take(self, window: MainWindow, theme: Theme, name: str) -> None:
        """One picture in each scheme."""
        for scheme, dark in (("", False), ("-dark", True)):
            theme.choose(dark)
            pause(0.3)
            window.grab().save(str(self._folder / f"{name}{scheme}{self._after}.png"))


def take_all(pictures: Pictures, size: QSize) -> None:
    """Open the window on a scratch data folder, add files, take pictures of what a person meets."""
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
        pictures.take(window, theme, "empty")
        window.adding.add_samples()
        window.add_files([undecided(Path(scratch))], {})
        window.add_files([unknown(Path(scratch))])
        wait(lambda: len(ended(parts)) == 6)
        uploads(pictures, window, parts, theme, Path(scratch))
        others(pictures, window, theme)
        window.leave()
        parts.close()
        garbage.close()


def uploads(pictures: Pictures, window: MainWindow, parts: Application, theme: Theme, scratch: Path) -> None:
    """Each state of the details beside the history, and the look at a file of an unknown kind."""
    files = ended(parts)
    for name, file in (("main", "price-list.xlsx"), ("question", "deliveries.csv"), ("new", "stock.csv")):
        select(window, files[file])
        pictures.take(window, theme, name)
    window.previewing.open(files["stock.csv"])
    wait(lambda: (page := window.findChild(PreviewPage)) is not None and page.result is not None)
    pause(0.5)
    pictures.take(window, theme, "preview")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.open_page(PageName.UPLOADS)
    window.uploads.table.selectAll()
    pause(0.5)
    pictures.take(window, theme, "selected")
    select(window, files["price-list.xlsx"])
    window.marked_copies.make(files["price-list.xlsx"], scratch / "price-list (marked).xlsx")
    wait(lambda: (scratch / "price-list (marked).xlsx").exists())
    pause(0.5)
    pictures.take(window, theme, "marked")
    select(window, files["orders.xlsx"])
    window.toast.hide()
    pictures.take(window, theme, "done")


def others(pictures: Pictures, window: MainWindow, theme: Theme) -> None:
    """The other pages, and each section of the settings."""
    window.toast.hide()
    for kind in PAGES:
        if kind.name is PageName.UPLOADS:
            continue
        window.open_page(kind.name)
        pause(1.5)
        page = window.pages.page(kind.name)
        if not isinstance(page, SettingsPage):
            pictures.take(window, theme, str(kind.name))
            continue
        for number, section in enumerate(SECTIONS):
            page.choose(number)
            pause(1)
            pictures.take(window, theme, "settings-" + section.section.__name__.removesuffix("Section").lower())


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
    sys.exit(main())
