"""A walk over all controls of all pages: a name for each, the keyboard to each, and a focus that is seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PAGES, PageName
from desktop_uploader.gui.settings_page import SECTIONS, SettingsPage

from ..gui.test_window import PATIENCE, shown

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextBrowser)
MOST_STEPS = 400


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window with files of all outcomes, the details of one in sight."""
    window.resize(1280, 800)
    window.adding.add_samples()
    qtbot.waitUntil(lambda: sorted(shown(window).values()) == ["Done", "Done", "Failed", "Failed"], timeout=PATIENCE)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    return window


def places(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Every page, and every section of the settings, one after the other in sight."""
    for kind in PAGES:
        window.open_page(kind.name)
        qtbot.wait(400)
        page = window.pages.page(kind.name)
        if kind.name is PageName.UPLOADS:
            window.uploads.table.selectRow(0)
            qtbot.wait(400)
        if isinstance(page, SettingsPage):
            for number, section in enumerate(SECTIONS):
                page.choose(number)
                qtbot.wait(200)
                yield f"{kind.name}: {section.title}"
        else:
            yield str(kind.name)


def controls(window: QWidget) -> list[QWidget]:
    """What a person may act on now. A spin box's own line is part of it."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), (QAbstractSpinBox, QComboBox))
    ]


def told(widget: QWidget) -> str:
    """A control, so that a person can find it in the source."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    parents, above = [], widget.parent()
    while above is not None:
        parents.append(type(above).__name__)
        above = above.parent()
    return f"{type(widget).__name__} {text!r} in {' < '.join(parents[:4])}"


def name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def picture(widget: QWidget) -> QImage:
    # With what is around it: some draw their focus there.
    top = widget.window()
    place = widget.rect().adjusted(-3, -3, 3, 3)
    place.moveTopLeft(widget.mapTo(top, QPoint(-3, -3)))
    return top.grab(place).toImage()


def test_every_control_has_a_name(qtbot: QtBot, filled: MainWindow) -> None:
    nameless = [
        f"{place}: {told(widget)}" for place in places(filled, qtbot) for widget in controls(filled) if not name(widget)
    ]

    assert nameless == []


def test_the_tab_key_comes_to_every_control(qtbot: QtBot, filled: MainWindow) -> None:
    missed = []
    for place in places(filled, qtbot):
        wanted, met, before = controls(filled), set(), None
        for _ in range(MOST_STEPS):
            QTest.keyClick(QApplication.focusWidget() or filled, Qt.Key.Key_Tab)
            here = QApplication.focusWidget()
            # In a text it goes from link to link first.
            if here is None or (id(here) in met and here is not before):
                break
            met.add(id(here))
            before = here
        missed += [
            f"{place}: {told(widget)}" for widget in wanted if id(widget) not in met and not grouped(widget, met)
        ]

    assert missed == []


def grouped(widget: QWidget, met: set[int]) -> bool:
    """Buttons of one choice are one stop of the Tab key; the arrow keys go on among them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and any(id(other) in met for other in group.buttons())


def test_the_focus_is_seen(qtbot: QtBot, filled: MainWindow) -> None:
    unseen = []
    for place in places(filled, qtbot):
        for widget in controls(filled):
            if isinstance(widget, QAbstractItemView) and not widget.model().rowCount():
                continue
            filled.pages.setFocus()
            before = picture(widget)
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            after = picture(widget)
            if widget.hasFocus() and before == after:
                unseen.append(f"{place}: {told(widget)}")

    assert unseen == []
