from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.settings import find_folders, load_settings


def close(window: MainWindow) -> None:
    """Leave a window, and have it gone: a style sheet is slow on the widgets of all earlier tests."""
    window.leave()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    """The real parts on a data folder of their own."""
    folders = find_folders(data_dir)
    parts = build(load_settings(folders), folders)
    yield parts
    parts.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, application: Application, theme: Theme) -> Iterator[MainWindow]:
    """The real window with a real worker in its thread and a real child."""
    made = MainWindow(application, Running(application), theme, Icons(resource_folder("icons")))
    garbage = GarbageCollection()
    made.show()
    made.start()
    yield made
    close(made)
    garbage.close()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A workbook that is worked on long enough to be met at it."""
    book = xlsxwriter.Workbook(tmp_path / "large.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f"Column {number}" for number in range(12)])
    for row in range(1, 60_001):
        sheet.write_row(row, 0, [f"K{row}", *(row + number for number in range(11))])
    book.close()
    return tmp_path / "large.xlsx"
