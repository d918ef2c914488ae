"""How long the program takes to start, against a bare PySide6 window with a table, in turns.

python -m tests.benchmarks.start [ROUNDS] [--tasks N] [--folder FOLDER]

*Shown*: the window is painted and takes files. *All of it*: it has its pages. *Rows*: those of the history too.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .figures import Figure
from .growth import fill
from .machine import describe

BARE = """
import json, os, time
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
application = QApplication([])
window, table, model = QMainWindow(), QTableView(), QStandardItemModel(50, 6)
table.setModel(model)
window.setCentralWidget(table)
window.resize(1280, 800)
window.show()
def tell():
    print(json.dumps({"shown": time.time()}), flush=True)
    os._exit(0)
QTimer.singleShot(0, tell)
application.exec()
"""

PROGRAM = """
import json, os, sys, time
from desktop_uploader import __main__

def watched(data_dir, files, how):
    from PySide6.QtCore import QTimer
    from desktop_uploader.folders import find_folders
    from desktop_uploader.gui import app, main_window
    start, start_window, times = app.Program.start, main_window.MainWindow.start, {}

    def note(name):
        QTimer.singleShot(0, lambda: times.update({name: time.time()}))

    def tell():
        note("rows")
        QTimer.singleShot(0, lambda: (print(json.dumps(times), flush=True), os._exit(0)))

    def shown(program):
        start(program)
        note("shown")

    def furnished(window, **how):
        start_window(window, **how)
        note("furnished")
        window.uploads.model.refreshed.connect(tell)

    app.Program.start, main_window.MainWindow.start = shown, furnished
    return app.run(find_folders(data_dir), files)

if __name__ == "__main__":
    __main__._open_window = watched
    sys.argv = ["desktop-uploader", "--data-dir", sys.argv[1]]
    __main__.main()
"""
FEW = 10


def one(code: str, *arguments: str) -> dict[str, float]:
    """Start it once; gives the seconds until each moment that it tells of."""
    started = time.time()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", code, *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return {name: moment - started for name, moment in json.loads(told.stdout.splitlines()[-1]).items()}


def figures(folder: Path, rounds: int, tasks: int) -> Iterator[Figure]:
    """Start each in turns, and compare the medians."""
    few, many = folder / "few", folder / "many"
    for data, count in ((few, FEW), (many, tasks)):
        history = data / "history.sqlite3"
        if not history.exists():
            data.mkdir(parents=True, exist_ok=True)
            fill(history, count)
    # The first starts compile modules and bring databases up to date.
    one(PROGRAM, str(few)), one(PROGRAM, str(many)), one(BARE)
    bare, with_few, with_many = [], [], []
    for _ in range(rounds):
        bare.append(one(BARE)["shown"])
        with_few.append(one(PROGRAM, str(few)))
        with_many.append(one(PROGRAM, str(many)))
    plain = statistics.median(bare)
    shown = statistics.median(found["shown"] for found in with_few)
    whole = statistics.median(found["furnished"] for found in with_few)
    rows = statistics.median(found["rows"] for found in with_few)
    yield Figure("window shown, against a bare one", shown / plain, 1.5, False, f"{shown:.2f} s against {plain:.2f} s")
    yield Figure("all of it shown, against a bare one", whole / plain, 1.5, False, f"{whole:.2f} s")
    yield Figure("first rows shown, against a bare one", rows / plain, 1.5, False, f"{rows:.2f} s")
    late = statistics.median(found["rows"] for found in with_many)
    about = f"{late:.2f} s against {rows:.2f} s"
    yield Figure(f"first rows with {tasks:,} tasks, against {FEW}", late / rows, 1.1, False, about)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=7)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the histories are kept for another time")
    options = parser.parse_args()
    print(describe(), f"load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as temporary:
        for figure in figures(options.folder or Path(temporary), options.rounds, options.tasks):
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
