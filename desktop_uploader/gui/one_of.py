"""Buttons of which one is pressed in."""

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


class OneOf(QButtonGroup):
    """`chosen` tells the number that a person chose: with mouse, keys or a screen reader.

    A screen reader toggles a button and never clicks it, so that `idClicked` would not be heard.
    """

    chosen = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.idToggled.connect(self._on_toggled)

    def choose(self, number: int) -> None:
        """Press a button in; nothing is told."""
        with QSignalBlocker(self):
            self.button(number).setChecked(True)

    def choose_none(self) -> None:
        """Have no button pressed in; nothing is told."""
        with QSignalBlocker(self):
            self.setExclusive(False)
            for made in self.buttons():
                made.setChecked(False)
            self.setExclusive(True)

    def add(self, made: QAbstractButton) -> None:
        """Add a button; they are numbered in their order."""
        made.setCheckable(True)
        self.addButton(made, len(self.buttons()))

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(number)
