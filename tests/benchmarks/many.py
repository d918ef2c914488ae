"""The event loop of the real window while a folder with many small files is added.

python -m tests.benchmarks.many [FILES]
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.settings import find_folders, load_settings

from .window import IDLE, Gaps, figures, live

FILES = 10_000


def main(root: Path, count: int) -> None:
    """Print the gaps idle and while adding, in milliseconds, and how long it took until the first row and the last."""
    folder = root / "many"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.csv").write_text(f"Order;Amount\n{number};{number % 97}\n", encoding="utf-8")
    application = QApplication(["benchmark"])
    folders = find_folders(root / "data")
    parts = build(load_settings(folders), folders)
    garbage = GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.show()
    window.start()
    live(1.5)
    gaps = Gaps()
    live(0.2)
    gaps.take()
    live(IDLE)
    idle = gaps.take()
    started = time.perf_counter()
    window.add_files([folder])
    while not window.uploads.model.rowCount():
        live(0.002)
    first = time.perf_counter() - started
    while window.adding._job is not None:
        live(0.05)
    added = time.perf_counter() - started
    busy = gaps.take()
    over = sum(1 for gap in busy if gap > 50)
    window.leave()
    parts.close()
    garbage.close()
    times = {"files": count, "first_row": round(first, 2), "added": round(added, 1), "over_50_ms": over}
    print(json.dumps({**times, "idle": figures(idle), "busy": figures(busy)}))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as temporary:
        main(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
