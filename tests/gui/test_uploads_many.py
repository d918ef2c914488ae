"""Many uploads at once, in the real window: selected by mouse and keys, asked about, done, and said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads.page import UploadsPage
from desktop_uploader.model.selection import Deed

from .filled import filled
from .test_window import tasks

TASKS, PATIENCE = 400, 15_000
KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    """The real parts on a history of 400 uploads, more than the pages that the window holds; nothing waits."""
    yield from filled(data_dir, TASKS)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> UploadsPage:
    qtbot.waitUntil(lambda: window.uploads.model.task_at(0) is not None, timeout=PATIENCE)
    window.uploads.table.setFocus()
    return window.uploads


def click(qtbot: QtBot, page: UploadsPage, row: int, keys: Qt.KeyboardModifier = NONE) -> None:
    place = page.table.visualRect(page.model.index(row, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, place)


def ids(page: UploadsPage, *rows: int) -> frozenset[int]:
    found = [page.model.task_at(row) for row in rows]
    return frozenset(task.id for task in found if task is not None)


def counted(qtbot: QtBot, page: UploadsPage, text: str) -> None:
    qtbot.waitUntil(
        lambda: page.beside.summary.text().startswith(text) and "Counting" not in page.beside.summary.text(),
        timeout=PATIENCE,
    )


def answer(window: MainWindow, start: str) -> None:
    question = window.house.many.question
    assert question is not None
    next(made for made in question.findChildren(QPushButton) if made.text().startswith(start)).click()


def test_an_upload_in_no_page_that_is_here_is_shown_by_its_number_and_never_another(
    qtbot: QtBot, page: UploadsPage
) -> None:
    click(qtbot, page, 1)
    assert page.detail.isVisible() and page.model.row_of(1) is None

    page.select_task(1)

    assert page.detail.task is None
    qtbot.waitUntil(lambda: page.detail.task is not None, timeout=PATIENCE)
    assert page.detail.task is not None and page.detail.task.id == page.chosen.only == 1
    assert page.detail.isVisible()


def test_ctrl_and_shift_select_several_and_a_click_one(qtbot: QtBot, page: UploadsPage) -> None:
    click(qtbot, page, 1)
    assert page.chosen.only in ids(page, 1) and page.detail.isVisible()

    click(qtbot, page, 3, CTRL)
    assert page.chosen.selected.ids == ids(page, 1, 3)
    click(qtbot, page, 1, CTRL)
    assert page.chosen.selected.ids == ids(page, 3)
    click(qtbot, page, 5, SHIFT)
    assert page.chosen.selected.ids == ids(page, 1, 2, 3, 4, 5)
    counted(qtbot, page, "5 files selected")
    assert page.beside.summary.isVisible() and not page.detail.isVisible()

    click(qtbot, page, 2)
    assert page.chosen.selected.ids == ids(page, 2)


def test_all_are_selected_as_a_question_to_the_database_and_single_ones_left_out(
    qtbot: QtBot, page: UploadsPage
) -> None:
    qtbot.keyClick(page.table, KEY.Key_A, CTRL)
    counted(qtbot, page, f"{TASKS} files selected")
    assert not page.chosen.selected.ids

    click(qtbot, page, 2, CTRL)

    counted(qtbot, page, f"{TASKS - 1} files selected")
    assert page.chosen.selected.ids == ids(page, 2) and page.chosen.selected.query is not None
    assert not page.table.selectionModel().isRowSelected(2)


def test_rows_that_are_in_no_page_are_selected_with_shift(qtbot: QtBot, page: UploadsPage) -> None:
    click(qtbot, page, 0)

    qtbot.keyClick(page.table, KEY.Key_End, SHIFT)

    counted(qtbot, page, f"{TASKS} files selected")
    assert page.chosen.selected.query is None and len(page.chosen.selected.ids) == TASKS


def test_the_selection_stays_with_its_files_when_the_order_changes(qtbot: QtBot, page: UploadsPage) -> None:
    click(qtbot, page, 1)
    click(qtbot, page, 3, CTRL)
    before = page.chosen.selected.ids

    with qtbot.waitSignal(page.model.refreshed):
        page.table.horizontalHeader().sectionClicked.emit(0)

    assert page.chosen.selected.ids == before
    here = {row for row in range(100) if page.table.selectionModel().isRowSelected(row)}
    assert ids(page, *here) <= before


def test_of_many_none_stays_selected_when_others_are_shown(qtbot: QtBot, page: UploadsPage) -> None:
    qtbot.keyClick(page.table, KEY.Key_A, CTRL)
    page.show_failed()

    qtbot.waitUntil(lambda: not page.chosen.selected, timeout=PATIENCE)
    assert page.beside.isHidden()


def test_many_are_retried_by_a_key_and_the_rest_is_named(
    qtbot: QtBot, window: MainWindow, page: UploadsPage, application: Application
) -> None:
    application.switch_pause()
    qtbot.keyClick(page.table, KEY.Key_A, CTRL)
    counted(qtbot, page, f"{TASKS} files selected")
    able = page.beside._tally[1].able(Deed.RETRY) if page.beside._tally else 0
    assert page.beside.summary.button_of(Deed.RETRY).text() == f"Retry ({able})"

    qtbot.keyClick(page.table, KEY.Key_R, CTRL)

    qtbot.waitUntil(lambda: window.toast.text().startswith(f"{able} files are tried again."), timeout=PATIENCE)
    assert f"{TASKS - able} were left out:" in window.toast.text() and "done" in window.toast.text()


def test_many_are_deleted_after_one_plain_question_that_enter_does_not_answer_with_yes(
    qtbot: QtBot, window: MainWindow, page: UploadsPage, application: Application
) -> None:
    click(qtbot, page, 0)
    click(qtbot, page, 2, SHIFT)
    counted(qtbot, page, "3 files selected")
    gone = page.chosen.selected.ids

    qtbot.keyClick(page.table, KEY.Key_Delete)
    question = window.house.many.question
    assert question is not None and question.text() == "Delete 3 files from the history?"
    qtbot.keyClick(question, KEY.Key_Return)
    assert application.history.tasks_by_id(sorted(gone)) != []

    qtbot.keyClick(page.table, KEY.Key_Delete)
    answer(window, "Delete 3 files")
    qtbot.waitUntil(lambda: window.toast.text() == "3 files are deleted.", timeout=PATIENCE)
    assert application.history.tasks_by_id(sorted(gone)) == []
    qtbot.waitUntil(lambda: page.model.rowCount() == TASKS - 3, timeout=PATIENCE)


def test_what_is_under_way_with_many_is_ended_by_cancel(
    qtbot: QtBot, window: MainWindow, page: UploadsPage, application: Application
) -> None:
    qtbot.keyClick(page.table, KEY.Key_A, CTRL)
    counted(qtbot, page, f"{TASKS} files selected")
    qtbot.keyClick(page.table, KEY.Key_Delete)
    window.house.many._progressed.connect(lambda *_: window.house.many._stop.set())

    answer(window, "Delete")

    qtbot.waitUntil(lambda: "You ended it here." in window.toast.text(), timeout=PATIENCE)
    assert 0 < len(tasks(application)) and page.model.rowCount() > 0


def test_the_menus_key_opens_the_menu_at_the_row_at_hand(qtbot: QtBot, page: UploadsPage) -> None:
    click(qtbot, page, 2)
    place = page.table.visualRect(page.table.currentIndex()).center()
    reason = QContextMenuEvent.Reason.Keyboard
    page.table.menu_wanted.disconnect()

    with qtbot.waitSignal(page.table.menu_wanted) as told:
        QApplication.sendEvent(page.table.viewport(), QContextMenuEvent(reason, QPoint(1, 1), QPoint(1, 1)))

    assert told.args == [page.table.viewport().mapToGlobal(place)]
