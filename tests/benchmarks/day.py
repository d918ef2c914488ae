"""A day's files through the real window and worker: what memory they leave, and what an idle minute costs.

python -m tests.benchmarks.day [FILES]

The files come faster than in a day, and are otherwise what they are: each is stored, imported in a child, and told.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import UNFINISHED
from desktop_uploader.settings import find_folders, load_settings

from .machine import describe
from .window import live

FILES = 5000
AT_ONCE = 50
MINUTE = 60


def main(root: Path, count: int) -> None:
    """Print memory (MB, own and with all children) as the day goes by, and the share of a core that idling takes."""
    application = QApplication(["benchmark"])
    folders = find_folders(root / "data")
    parts = build(load_settings(folders), folders)
    garbage = GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.show()
    window.start()
    live(3)
    print("idle before", share(), flush=True)
    step = count // 10
    for part in range(10):
        began = time.monotonic()
        for first in range(part * step, (part + 1) * step, AT_ONCE):
            window.add_files([small(root, number) for number in range(first, first + AT_ONCE)], {})
            until(lambda last=first + AT_ONCE: finished(window) >= last)
            look_around(window)
        print(
            json.dumps({"files": (part + 1) * step, **memory(), "seconds": round(time.monotonic() - began)}), flush=True
        )
    live(10)
    print("after a rest", memory(), flush=True)
    print("idle after", share(), flush=True)
    window.leave()
    parts.close()
    garbage.close()


def small(root: Path, number: int) -> Path:
    """A file of a few rows, one in ten with a mistake."""
    path = root / f"{number:05}.csv"
    path.write_text(
        f"Order;Amount\n{number};{'x' if number % 10 == 9 else number % 97}\n{number + 1};2\n", encoding="utf-8"
    )
    return path


def look_around(window: MainWindow) -> None:
    """What a person does meanwhile: selects an upload, looks at every page."""
    task = window.uploads.model.task_at(0)
    if task is not None:
        window.uploads.select_task(task.id)
    for page in PageName:
        window.open_page(page)
        live(0.05)
    window.open_page(PageName.UPLOADS)


def finished(window: MainWindow) -> int:
    """How many files are at their end."""
    history = window._application.history
    return history.count(TaskQuery()) - history.count(TaskQuery(statuses=UNFINISHED))


def until(holds: Callable[[], bool]) -> None:
    """Let the window live until then."""
    while not holds():
        live(0.2)


def memory() -> dict[str, float]:
    """Resident memory in MB: of this process, and of its children."""
    process = psutil.Process()
    children = sum(child.memory_info().rss for child in process.children(recursive=True))
    return {"own": round(process.memory_info().rss / 1e6, 1), "children": round(children / 1e6, 1)}


def share() -> str:
    """The share of one core that this process and its children take in a minute in which nothing happens."""
    before = spent()
    live(MINUTE)
    return f"{(spent() - before) / MINUTE:.2%} of a core"


def spent() -> float:
    """Processor seconds until now, with all children that live."""
    process = psutil.Process()
    times = [part.cpu_times() for part in (process, *process.children(recursive=True))]
    return sum(part.user + part.system for part in times)


if __name__ == "__main__":
    print(describe(), f"load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as temporary:
        main(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
