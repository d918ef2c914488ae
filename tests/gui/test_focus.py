"""Where the keyboard is: shown once keys are used, and kept where a person left it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.theme import Theme


class Card(QWidget):
    """Two buttons below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.test, self.revert = QPushButton("Test"), QPushButton("Revert")
        column = QVBoxLayout(self)
        column.addWidget(self.test)
        column.addWidget(self.revert)


def shown(qtbot: QtBot) -> Card:
    """A card in whose first button the keyboard is."""
    made = Card()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.test.setFocus()
    return made


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Card:
    made = shown(qtbot)
    qtbot.addWidget(made)
    return made


def test_a_button_that_is_off_while_it_works_hands_the_keyboard_to_no_other(card: Card) -> None:
    card.test.setEnabled(False)
    assert QApplication.focusWidget() is card
    card.test.setEnabled(True)
    assert QApplication.focusWidget() is card.test


def test_a_keyboard_that_was_moved_meanwhile_stays_where_it_is(card: Card) -> None:
    card.test.setEnabled(False)
    card.revert.setFocus()
    card.test.setEnabled(True)
    assert QApplication.focusWidget() is card.revert


def test_a_button_is_ringed_for_keys_and_not_for_the_mouse(qtbot: QtBot, card: Card) -> None:
    qtbot.mouseClick(card.revert, Qt.MouseButton.LeftButton)
    assert card.revert.hasFocus() and not card.revert.property("ring")
    qtbot.keyClick(card.revert, Qt.Key.Key_Backtab)
    assert card.test.hasFocus() and card.test.property("ring")
    assert not card.revert.property("ring")


def test_a_button_that_went_away_while_it_worked_is_forgotten(qtbot: QtBot, theme: Theme) -> None:
    for _ in range(2):
        card = shown(qtbot)
        card.test.setEnabled(False)
        assert QApplication.focusWidget() is card
        card.deleteLater()
        QApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete)
