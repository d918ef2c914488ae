"""What leads on stands on top of the details as the one blue button."""

import os
import shutil
import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads import details
from desktop_uploader.gui.uploads.actions import Action

from .test_window import PATIENCE, press, sample, shown


def blue(window: MainWindow) -> list[str]:
    """The blue buttons of the details."""
    detail = window.uploads.detail
    found = [made for made in detail.findChildren(QPushButton) if made.property("kind") == "primary"]
    return [made.text() for made in found if made.isVisible()]


def test_a_file_added_alone_is_shown_and_its_look_is_the_next_step_asked_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")

    window.add_files([path])

    detail = window.uploads.detail
    qtbot.waitUntil(lambda: blue(window) == ["Look at it…"], timeout=PATIENCE)
    assert detail.task is not None and detail.task.file_name == "new.csv"
    said = [made.text() for made in detail.findChildren(QLabel) if made.isVisible()]
    assert len([text for text in said if "new kind of file" in text]) == 1

    press(window, Action.LOOK)
    qtbot.waitUntil(lambda: window.previewing.page is not None, timeout=PATIENCE)
    window.previewing.page.left.emit()
    assert window.focusWidget() is window.uploads.table


def test_a_file_that_was_corrected_where_it_lies_is_added_anew_with_one_click(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    for file in sample(application, "price-list.xlsx").parent.glob("price-list.*"):
        shutil.copy(file, tmp_path)
    path = tmp_path / "price-list.xlsx"
    os.utime(path, (time.time() - 60, time.time() - 60))
    window.add_files([path], {})
    qtbot.waitUntil(lambda: blue(window) == ["Save marked copy…"], timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.uploads.detail._looking.waits)
    assert Action.CORRECTED not in window.uploads.detail.action_row._actions

    os.utime(path, (time.time() + 60, time.time() + 60))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: blue(window) == ["Add corrected file"], timeout=PATIENCE)

    press(window, Action.CORRECTED)
    qtbot.waitUntil(lambda: window.uploads.model.rowCount() == 2, timeout=PATIENCE)
    assert set(shown(window)) == {"price-list.xlsx"}


def test_the_drive_of_a_file_that_hangs_keeps_nothing_back_of_what_is_known(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in sample(application, "price-list.xlsx").parent.glob("price-list.*"):
        shutil.copy(file, tmp_path)
    go_on = Event()
    monkeypatch.setattr(details, "Path", lambda path: go_on.wait(2 * PATIENCE / 1000) and Path(path))
    window.add_files([tmp_path / "price-list.xlsx"], {})

    try:
        qtbot.waitUntil(lambda: bool(window.uploads.detail.problem_lines()), timeout=PATIENCE)
    finally:
        go_on.set()
