"""The event loop of the real window while a bucket of many objects is browsed to its end, on a real server.

Usage: python -m tests.benchmarks.bucket [--objects N]
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.bucket_browser import BucketBrowser
from desktop_uploader.gui.bucket_model import Folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.settings import Settings, find_folders

from ..storage import servers
from ..storage.backends import s3_settings
from .figures import Figure
from .machine import describe
from .window import IDLE, Gaps, live

BUCKET = "many"
PATIENCE = 600.0
LEAST = 19
"""The lowest priority."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=100_000)
    count = parser.parse_args().objects
    os.environ |= {"AWS_ACCESS_KEY_ID": servers.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": servers.SECRET_KEY}
    print(describe(), f"objects: {count:,}", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        folder = Path(scratch)
        serving = contextlib.contextmanager(servers.rclone)
        with serving(folder) as server:
            # It looks through the whole folder for each page; elsewhere it would have processors of its own.
            for child in psutil.Process().children():
                child.nice(LEAST)
            fill(folder / "data" / BUCKET / "in", count)
            figures = measure(server, folder / "window", count)
    for figure in figures:
        print(figure.line(), flush=True)
    return 0 if all(figure.reached for figure in figures) else 1


def fill(folder: Path, count: int) -> None:
    """The server keeps objects as files: they need not be sent one by one."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"orders-{number:06}.csv").write_bytes(b"")


def measure(server: servers.Server, data: Path, count: int) -> list[Figure]:
    """Scroll from page to page until all is there."""
    application = QApplication(["benchmark"])
    parts = build(Settings(s3=s3_settings(server, BUCKET)), find_folders(data))
    garbage = GarbageCollection()
    window = MainWindow(parts, Running(parts), Theme(application), Icons(resource_folder("icons")))
    window.show()
    window.start()
    live(1.5)
    gaps = Gaps()
    live(IDLE)
    idle = gaps.take()
    window.objects.ask()
    (dialog,) = window.findChildren(BucketBrowser)
    wait(dialog)
    loading = gaps.take()
    started = time.perf_counter()
    dialog.open_folder(Folder(BUCKET, "in/"))
    wait(dialog)
    first = time.perf_counter() - started
    while not dialog.model.complete:
        dialog.table.scrollToBottom()
        wait(dialog)
        live(0.01)
    seconds, browsing = time.perf_counter() - started, gaps.take()
    assert dialog.model.rowCount() == count, dialog.state.text()
    dialog.search.setText(f"orders-{count - 1:06}")
    live(0.5)
    wait(dialog)
    searching = gaps.take()
    window.leave()
    parts.close()
    garbage.close()
    note = f"p99 {browsing[int(0.99 * (len(browsing) - 1))]:.1f} ms; idle {idle[-1]:.1f} ms; {seconds:.0f} s in all"
    return [
        Figure("longest gap while browsing, ms", browsing[-1], 50, False, note),
        Figure("longest gap while the browser opens, ms", loading[-1], 50, False),
        Figure("longest gap while searching, ms", searching[-1], 50, False),
        Figure("first page, s", first, 5, False),
    ]


def wait(dialog: BucketBrowser) -> None:
    """Until nothing is under way."""
    deadline = time.monotonic() + PATIENCE
    while dialog.model.loading and time.monotonic() < deadline:
        live(0.01)
    assert dialog.model.error is None, dialog.state.text()


if __name__ == "__main__":
    sys.exit(main())
