"""What is wrong from the start is said, and the rest of the program can be used."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, build, resource_folder
from desktop_uploader.gui import threads
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.task import Claim
from desktop_uploader.settings import find_folders, load_settings

from .conftest import close
from .test_window import PATIENCE, shown


def test_a_damaged_records_database_is_said_and_the_history_still_shown(
    qtbot: QtBot, theme: Theme, data_dir: Path, tmp_path: Path
) -> None:
    folders = find_folders(data_dir)
    before = build(load_settings(folders), folders)
    path = tmp_path / "orders.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    before.intake.register(path)
    before.close()
    with folders.records.open("r+b") as file:
        file.write(b"\0" * 4096)

    after = build(load_settings(folders), folders)
    window = MainWindow(after, Running(after), theme, Icons(resource_folder("icons")))
    window.show()
    window.start()

    assert "damaged" in window.toast.text()
    assert window.toast.isVisible()
    qtbot.waitUntil(lambda: "orders.csv" in shown(window), timeout=10_000)
    close(window)
    after.close()


def test_a_loop_that_falls_is_said_begins_again_and_loses_no_file(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "REST", 0.5)
    window._running._calm.setInterval(500)
    path = tmp_path / "orders.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    claim, falls = application.queue.claim, iter([MemoryError])

    def falling(*arguments: Any) -> Claim | None:
        for error in falls:
            raise error
        return claim(*arguments)

    monkeypatch.setattr(application.queue, "claim", falling)
    window.add_files([path], {})

    qtbot.waitUntil(lambda: "(MemoryError)" in window.status.troubles(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: shown(window) == {"orders.csv": "Done"}, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)


def test_a_file_whose_child_is_killed_is_done_by_the_next_one(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("A,B,C\n" + "".join(f"K{row},{row},{row / 7}\n" for row in range(15_000)), encoding="utf-8")
    window.add_files([path], {})
    qtbot.waitUntil(lambda: shown(window).get("long.csv", "").startswith("Processing"), timeout=PATIENCE)

    child = application.workers[0]._supervisor.pid
    assert child is not None
    os.kill(child, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    qtbot.waitUntil(lambda: shown(window) == {"long.csv": "Done"}, timeout=PATIENCE)
    attempts = application.history.attempts(1)
    assert [attempt.error_code for attempt in attempts] == ["reader-crashed", None]
    assert not window.toast.isVisible() and not window.status.troubles()
