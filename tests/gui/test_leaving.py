"""What closing the window does while a file is being processed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui import leaving
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.tray import batches
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import load_settings

PATIENCE = 30_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desktop with a tray, and no long farewells."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(leaving, "LOOK", 50)
    monkeypatch.setattr(leaving, "FAREWELL", 50)
    monkeypatch.setattr(batches, "LOOK", 20)
    yield


def status(application: Application) -> TaskStatus:
    return application.history.tasks(TaskQuery(), limit=1)[0].status


def begin(qtbot: QtBot, window: MainWindow, application: Application, rows: Path) -> leaving.ClosingQuestion:
    """Close the window while a file is being processed."""
    window.add_files([rows], {})
    qtbot.waitUntil(lambda: window.activity.processing, timeout=PATIENCE)
    window.close()
    assert window.leaving.question is not None
    return window.leaving.question


def test_nothing_is_asked_where_nothing_is_processed(window: MainWindow) -> None:
    assert window.close()
    assert window.leaving.question is None


def test_the_window_stays_where_a_person_wants_it(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path
) -> None:
    question = begin(qtbot, window, application, large)

    question.stay.click()

    assert window.isVisible()
    qtbot.waitUntil(lambda: status(application) is TaskStatus.DONE, timeout=PATIENCE)


def test_stopping_gives_the_file_back(qtbot: QtBot, window: MainWindow, application: Application, large: Path) -> None:
    question = begin(qtbot, window, application, large)

    with qtbot.waitSignal(window.closed):
        question.stop.click()

    assert status(application) in (TaskStatus.PENDING, TaskStatus.DONE)
    assert application.records.row_count("large") in (0, 60_000)


def test_the_files_are_finished_out_of_sight_before_it_ends_and_that_is_said_once(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(window.behind.tray, "say", lambda title, text, bad=False: said.append(text))
    question = begin(qtbot, window, application, large)

    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        question.finish.click()
        assert not window.isVisible()
        assert window.leaving.out_of_sight

    assert status(application) is TaskStatus.DONE
    assert said == ["Your files are through. Open the program to see how each one ended."]


def test_a_second_start_brings_the_window_back(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path
) -> None:
    begin(qtbot, window, application, large).finish.click()

    window.raise_window()

    assert window.isVisible()
    assert not window.leaving.out_of_sight


def test_a_choice_for_every_time_is_kept_beside_what_else_is_set(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path
) -> None:
    path = application.folders.settings_file
    path.write_text("# Ani's machine\nslots = 1\n", encoding="utf-8")
    question = begin(qtbot, window, application, large)
    question.always.setChecked(True)

    question.finish.click()

    qtbot.waitUntil(lambda: load_settings(application.folders).when_closing == "finish", timeout=PATIENCE)
    assert path.read_text(encoding="utf-8").startswith("# Ani's machine\nslots = 1\n")
