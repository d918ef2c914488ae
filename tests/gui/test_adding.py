"""Folders dropped on the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.adding_strip import LeftOutDialog
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus

from .test_window import PATIENCE, drop


def fill(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.csv").write_text(f"A;B\n{number};1\n", encoding="utf-8")
    return folder


def count(application: Application, *statuses: TaskStatus) -> int:
    return application.history.count(TaskQuery(statuses=frozenset(statuses)))


def idle(window: MainWindow) -> bool:
    return window.adding._job is None and not window.adding_strip.isVisible()


@pytest.fixture(autouse=True)
def paused(window: MainWindow) -> None:
    """Nothing is processed: only adding is looked at."""
    window.uploads.pause.click()


def test_a_dropped_folder_is_added_whole_and_said(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    folder = fill(tmp_path / "Orders 2026", 2000)
    (folder / "notes.txt").write_text("x")
    seen: list[str] = []
    window.adding._moved.connect(lambda moved: seen.append(window.adding_strip.words.text()))

    drop(window, folder)
    qtbot.waitUntil(lambda: len(seen) > 30 and idle(window), timeout=PATIENCE)

    assert count(application) == 2000
    assert any(words.startswith("Adding files from Orders 2026: ") and words.endswith("of 2,000") for words in seen)
    assert window.toast.text() == "2,000 files were added. 1 was left out: it is no Excel or CSV file."
    window.toast._offer.click()
    dialog = window.findChild(LeftOutDialog)
    assert dialog.text.toPlainText() == f"{folder / 'notes.txt'}: It is no Excel or CSV file."
    dialog.accept()


def test_known_files_are_asked_about_once_for_all(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    folder = fill(tmp_path / "orders", 5)
    drop(window, folder)
    qtbot.waitUntil(lambda: count(application) == 5 and idle(window), timeout=PATIENCE)
    (folder / "new.csv").write_text("A;B\nnew;1\n", encoding="utf-8")

    drop(window, folder)
    strip = window.adding_strip
    qtbot.waitUntil(lambda: strip.leave.isVisible(), timeout=PATIENCE)
    assert strip.words.text() == "5 of these files were added before." and count(application) == 6
    qtbot.mouseClick(strip.leave, Qt.MouseButton.LeftButton)

    assert window.toast.text() == "1 file was added. 5 were left out: added before."
    drop(window, folder)
    qtbot.waitUntil(lambda: strip.again.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(strip.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: count(application) == 12 and idle(window), timeout=PATIENCE)


def test_a_cancelled_adding_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.uploader, "wake", lambda: None)
    folder = fill(tmp_path / "orders", 1000)
    drop(window, folder)
    qtbot.waitUntil(lambda: window.adding_strip.cancel.isVisible(), timeout=PATIENCE)
    window.adding_strip.cancel.click()
    qtbot.waitUntil(lambda: idle(window), timeout=PATIENCE)
    added = count(application)
    assert 0 < added < 1000 and window.toast.text().startswith(f"Stopped. Files that were added: {added}")

    window.toast._offer.click()

    qtbot.waitUntil(lambda: count(application, TaskStatus.UPLOADING) == 0, timeout=PATIENCE)
    assert count(application, TaskStatus.CANCELLED) > 0
