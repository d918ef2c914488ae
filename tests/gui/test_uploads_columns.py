"""The headings of the uploads: sorted, moved and hidden with keys and mouse, and remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.model import COL_ADDED, COL_FILE, COL_STATUS
from desktop_uploader.model.queries import TaskSort

from .conftest import close
from .filled import filled
from .test_window import PATIENCE

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    yield from filled(data_dir, 5)


def ready(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.uploads.model.rowCount() == 5, timeout=PATIENCE)


def test_keys_go_along_the_headings_sort_and_move_them(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    columns = window.uploads.table.columns
    columns.setFocus(Qt.FocusReason.TabFocusReason)
    assert columns.current == COL_FILE

    qtbot.keyClick(columns, Qt.Key.Key_Return)
    assert window.uploads.model.query.sort is TaskSort.NAME

    qtbot.keyClick(columns, Qt.Key.Key_Right, CTRL)
    assert columns.visualIndex(COL_FILE) == 1 and columns.current == COL_FILE
    qtbot.keyClick(columns, Qt.Key.Key_Left)
    assert columns.current == columns.logicalIndex(0) != COL_FILE


def test_the_menu_of_a_heading_opens_with_keys_and_hides_and_moves(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    table = window.uploads.table
    table.columns._current = COL_STATUS
    menu = table.columns.menu(COL_STATUS)
    entries = {action.text(): action for action in menu.actions()}
    before = table.columns.visualIndex(COL_STATUS)

    entries["Move left"].trigger()
    entries["Added"].trigger()

    assert table.columns.visualIndex(COL_STATUS) == before - 1
    assert table.isColumnHidden(COL_ADDED)
    menu.close()


def test_the_order_of_the_columns_is_there_again_at_the_next_start(
    qtbot: QtBot, window: MainWindow, application: Application, theme: Theme
) -> None:
    ready(qtbot, window)
    columns = window.uploads.table.columns
    columns.moveSection(columns.visualIndex(COL_ADDED), 0)
    order = columns.order()
    window.step_aside()

    again = MainWindow(application, Running(application), theme, Icons(resource_folder("icons")))

    assert again.uploads.table.columns.order() == order and order[0] == COL_ADDED
    close(again)
