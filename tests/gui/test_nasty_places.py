"""Folders whose names would spoil the pages that show them."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PAGES, PageName
from desktop_uploader.gui.settings.watched import WatchedSection
from desktop_uploader.gui.settings_page import SECTIONS
from desktop_uploader.model.watch import Watch
from desktop_uploader.watching.listed import add_watch

from .test_window import PATIENCE

NASTY = "<b>&amp;\u0641\u0627\u062a\u0648\u0631\u0629\u202e" + "x" * 180


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / NASTY / "data"


def test_no_page_grows_wider_than_the_smallest_window_and_none_turns_the_line(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    window.resize(900, 600)
    (tmp_path / f"in{NASTY}").mkdir()
    add_watch(application.folders, Watch(folder=str(tmp_path / f"in{NASTY}")))
    for kind in PAGES:
        window.open_page(kind.name)
    window.open_page(PageName.SETTINGS)
    for number, kind in enumerate(SECTIONS):
        window.settings.choose(number)
        if kind.section is WatchedSection:
            qtbot.waitUntil(lambda: bool(window.settings.section(WatchedSection).rows), timeout=PATIENCE)
        qtbot.wait(200)
        area = window.settings._stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), kind.title
        assert not [made for made in area.findChildren(QLabel) if "\u202e" in made.text() and made.isVisible()], (
            kind.title
        )
    assert (window.width(), window.height()) == (900, 600)
