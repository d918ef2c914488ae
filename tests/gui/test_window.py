"""The whole way through the real window."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads.actions import Action, actions_for
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask

PATIENCE = 30_000


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), action, data, buttons, keys))


def press(window: MainWindow, action: Action) -> None:
    made = window.uploads.detail.action_row.button_of(action)
    assert made is not None, f"{action} is not offered"
    made.click()


def tasks(application: Application) -> list[UploadTask]:
    return application.history.tasks(TaskQuery(), limit=50)


def shown(window: MainWindow) -> dict[str, str]:
    """What the table says: file → status."""
    model = window.uploads.model
    rows = range(model.rowCount())
    return {str(model.index(row, 0).data()): str(model.index(row, 2).data()) for row in rows}


def sample(application: Application, name: str) -> Path:
    return next(path for path in application.intake.sample_files() if path.name == name)


def test_a_dropped_file_becomes_rows(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    window.add_files([sample(application, "orders.xlsx")], {})

    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)

    window.uploads.select_task(1)
    assert window.uploads.detail.message() == "2,000 of 2,000 rows saved in orders."
    press(window, Action.VIEW_ROWS)
    model = window.records.model
    qtbot.waitUntil(lambda: model.rowCount() == 2000 and model.index(0, 0).data() == "A-100001", timeout=PATIENCE)


def test_a_wrong_file_says_what_to_correct(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    drop(window, sample(application, "price-list.xlsx"))
    qtbot.waitUntil(lambda: shown(window) == {"price-list.xlsx": "Failed"}, timeout=PATIENCE)

    window.uploads.select_task(1)
    detail = window.uploads.detail
    qtbot.waitUntil(lambda: len(detail.problem_lines()) == 3, timeout=PATIENCE)

    assert "3 of 1,204 rows need correcting" in detail.message()
    assert detail.problem_lines()[0].startswith('Prices!D17, "Amount": "abc" is not a number.')
    assert window.sidebar._badge.text() == "1"


def test_the_first_page_gives_way_to_the_history(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    qtbot.waitUntil(lambda: window.empty.isVisible(), timeout=PATIENCE)

    window.empty.samples.click()

    qtbot.waitUntil(lambda: window.uploads.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(shown(window)) == 4 and "Waiting" not in shown(window).values(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: all(task.status.final for task in tasks(application)), timeout=PATIENCE)


def test_a_file_that_is_gone_is_not_added_and_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    drop(window, tmp_path / "gone.xlsx")

    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=PATIENCE)
    assert "gone.xlsx is not there" in window.toast.text()
    assert shown(window) == {}


def test_paused_files_wait_and_can_be_cancelled_and_retried(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.uploads.pause.click()
    window.add_files([sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Waiting"}, timeout=PATIENCE)

    window.uploads.act(Action.CANCEL, tasks(application)[0])
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Cancelled"}, timeout=PATIENCE)
    window.uploads.pause.click()
    window.uploads.act(Action.RETRY, tasks(application)[0])
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)


def test_cancelling_a_running_import_leaves_no_row(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path
) -> None:
    window.add_files([large], {})
    qtbot.waitUntil(lambda: any("Processing" in text for text in shown(window).values()), timeout=PATIENCE)

    window.uploads.act(Action.CANCEL, tasks(application)[0])

    qtbot.waitUntil(lambda: tasks(application)[0].status.final, timeout=PATIENCE)
    task = tasks(application)[0]
    rows = application.records.row_count("large")
    assert (task.status, rows) in ((TaskStatus.CANCELLED, 0), (TaskStatus.DONE, 60_000))


def test_closing_stops_within_two_seconds_and_gives_the_task_back(
    qtbot: QtBot, window: MainWindow, application: Application, large: Path
) -> None:
    window.add_files([large], {})
    qtbot.waitUntil(lambda: any("Processing" in text for text in shown(window).values()), timeout=PATIENCE)
    started = time.monotonic()

    window.leave()

    assert time.monotonic() - started < 2
    task = tasks(application)[0]
    assert (task.status, task.attempts) in ((TaskStatus.PENDING, 0), (TaskStatus.DONE, 1))


def test_another_heading_row_is_offered_only_where_it_can_help(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.adding.add_samples()
    qtbot.waitUntil(lambda: len(shown(window)) == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: all(task.status.final for task in tasks(application)), timeout=PATIENCE)

    offered = {task.file_name for task in tasks(application) if Action.HEADING_ROW in actions_for(task)}

    assert offered == {"price-list.xlsx"}


def test_search_and_chips_filter(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    window.adding.add_samples()
    qtbot.waitUntil(lambda: len(tasks(application)) == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: all(task.status.final for task in tasks(application)), timeout=PATIENCE)

    window.uploads.show_failed()
    qtbot.waitUntil(lambda: set(shown(window)) == {"price-list.xlsx", "salaries.xlsx"}, timeout=PATIENCE)
    window.uploads.search.setText("password")
    qtbot.waitUntil(lambda: set(shown(window)) == {"salaries.xlsx"}, timeout=PATIENCE)


def test_what_another_program_does_shows_within_two_seconds(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.uploads.pause.click()
    window.add_files([sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Waiting"}, timeout=PATIENCE)

    application.queue.cancel(1)

    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Cancelled"}, timeout=2000)


def test_every_way_of_adding_files_asks_which(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog.windowTitle()))
    window.empty.add.click()
    window.uploads.title.add.click()
    window.uploads.title.add_folder.click()
    assert asked == ["Add files", "Add files", "Add a folder"]
