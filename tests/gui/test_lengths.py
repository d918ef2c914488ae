"""Words stand whole in the smallest window and in a usual one, in the languages whose words are long."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.desktop import Desktop
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.header import Header
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.insights.page import InsightsPage
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PAGES, PageName
from desktop_uploader.gui.records.table import RowsTable
from desktop_uploader.gui.settings_page import SECTIONS, SettingsPage
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.filter_bar import SnugChoice

from .conftest import close
from .test_desktop import ended
from .test_window import PATIENCE


@pytest.fixture
def desktop(qtbot: QtBot, application: Application, theme: Theme) -> Iterator[Desktop]:
    """With files of all outcomes."""
    made = Desktop(application, theme, Icons(resource_folder("icons")))
    garbage = GarbageCollection()
    made.show()
    made.window.adding.add_samples()
    qtbot.waitUntil(lambda: ended(made) == 4, timeout=PATIENCE)
    yield made
    close(made.window)
    garbage.close()


def test_no_word_is_cut_short(qtbot: QtBot, application: Application, desktop: Desktop) -> None:
    short = []
    for code in ("id", "de"):
        application.speak(code)
        desktop.make_anew()
        for size in ((900, 600), (1280, 800)):
            desktop.window.resize(*size)
            short += [
                f"{code}, {size[0]}, {place}: {text}"
                for place in places(desktop.window, qtbot)
                for text in cut(desktop.window)
            ]

    assert not short, "\n".join(short)


def places(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Every page, and every section of the settings, one after the other in sight."""
    for kind in PAGES:
        window.open_page(kind.name)
        qtbot.wait(300)
        page = window.pages.page(kind.name)
        if kind.name is PageName.UPLOADS:
            window.uploads.table.selectRow(0)
            qtbot.wait(300)
        if isinstance(page, InsightsPage):
            qtbot.waitUntil(lambda page=page: page._found is not None and not page._quiet.text(), timeout=PATIENCE)
            qtbot.wait(100)
        if isinstance(page, SettingsPage):
            for number, section in enumerate(SECTIONS):
                page.choose(number)
                qtbot.wait(50)
                yield f"{kind.name}: {section.title}"
        else:
            yield str(kind.name)


def cut(window: QWidget) -> Iterator[str]:
    """The words in sight for which there is no room."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QComboBox):
            yield from choices(widget)
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widget.sizeHint().width():
            yield widget.text()
        elif isinstance(widget, QLineEdit) and widget.placeholderText():
            room = widget.contentsRect().width() - 2 * PADDING
            if widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > room:
                yield widget.placeholderText()
        elif isinstance(widget, QLabel) and not widget.wordWrap() and widget.width() < widget.sizeHint().width():
            yield widget.text()
        elif isinstance(widget, QTableView) and not isinstance(widget, RowsTable):
            yield from headings(widget)


def choices(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    # Some are as wide as what is chosen, and become as wide as what is chosen next.
    for number in [box.currentIndex()] if isinstance(box, SnugChoice) else range(box.count()):
        if box.fontMetrics().horizontalAdvance(box.itemText(number)) > room:
            yield box.itemText(number)


def headings(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    for column in range(header.count()):
        wanted = header.wanted_width(column) if isinstance(header, Header) else header.sectionSizeHint(column)
        if not header.isSectionHidden(column) and header.sectionSize(column) < wanted:
            yield f"{type(table).__name__} {header.sectionSize(column)} {wanted}: " + str(
                table.model().headerData(column, Qt.Orientation.Horizontal)
            )


PADDING = 8
"""Beside the words of a field, at least."""
