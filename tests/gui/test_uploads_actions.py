"""The buttons of what can be done with a file."""

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.actions import Action, ActionRow
from desktop_uploader.words.languages import NAMES, catalogue_for

NARROW_PANEL = 306
"""Pixels for the buttons in a window that is not wide."""


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("first", [Action.MARKED_COPY, Action.HEADING_ROW])
def test_no_word_on_them_is_cut_off(qtbot: QtBot, theme: Theme, code: str, first: Action) -> None:
    holder, row = QWidget(), ActionRow(catalogue_for(code))
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)
    column.addStretch(1)
    row.offer((first, Action.RETRY, Action.OPEN, Action.COPY))
    holder.setFixedSize(NARROW_PANEL, 200)
    holder.show()

    made = [made for made in row.findChildren(QPushButton) if made.isVisible()]
    assert len(made) == 3
    assert all(each.width() >= each.sizeHint().width() and each.height() >= each.sizeHint().height() for each in made)
    assert all(holder.rect().contains(each.geometry().translated(each.parentWidget().pos())) for each in made)
