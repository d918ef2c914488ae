"""Controls for one value each: they show it, and give what is entered, whether it can be used or not."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...model.hours import WorkingHours
from ...words import Catalogue
from ..icons import Icons
from ..theme import Theme
from ..widgets import Check, Choice, label

NUMBER_WIDTH, TIME_WIDTH = 96, 72


class Entry(Protocol):
    """What a form needs of a control."""

    changed: Any
    """A signal: a person has changed what is entered."""

    def show_value(self, value: Any) -> None:
        """Show a setting's value; that is no change by a person."""

    def value(self) -> Any:
        """What is entered: what the setting's validator takes, or refuses."""


class NumberEntry(QWidget):
    """A number with its unit; empty gives `empty`."""

    changed = Signal()

    def __init__(self, unit: str = "", *, empty: Any = "", placeholder: str = "") -> None:
        super().__init__()
        self._empty = empty
        self.line = QLineEdit()
        self.line.setFixedWidth(NUMBER_WIDTH)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self.changed)
        self.setFocusProxy(self.line)
        row = _row(self)
        row.addWidget(self.line)
        row.addWidget(label(unit, tone="soft"))
        row.addStretch(1)

    def setAccessibleName(self, name: str) -> None:
        """See Qt: it is the line that a screen reader comes to."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def show_value(self, value: float | None) -> None:
        """See `Entry`."""
        self.line.setText(typed(value))

    def value(self) -> Any:
        """See `Entry`."""
        return self.line.text().strip() or self._empty


class ChoiceEntry(Choice):
    """One of several values."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, name: str, values: Sequence[tuple[Any, str]]) -> None:
        super().__init__(theme, icons, name)
        self._values = [value for value, _ in values]
        self._held: Any = None
        """A value that is not among them, until a person chooses another."""
        for _, text in values:
            self.addItem(text)
        self.activated.connect(self._on_activated)

    def show_value(self, value: Any) -> None:
        """See `Entry`; a value that is not among them is shown as the nearest below."""
        self._held = None if value in self._values else value
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
            return
        below = [index for index, known in enumerate(self._values) if isinstance(known, int) and known <= value]
        self.setCurrentIndex(below[-1] if below else 0)

    def value(self) -> Any:
        """See `Entry`."""
        return self._values[self.currentIndex()] if self._held is None else self._held

    def _on_activated(self) -> None:
        self._held = None
        self.changed.emit()


class CheckEntry(Check):
    """Yes or no."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, text: str) -> None:
        super().__init__(theme, icons, text)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _checked: self.changed.emit())

    def show_value(self, value: bool) -> None:
        """See `Entry`."""
        self.setChecked(value)

    def value(self) -> bool:
        """See `Entry`."""
        return self.isChecked()


class SetEntry(QWidget):
    """Several of some values, each with a box to tick."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, values: Sequence[tuple[StrEnum, str]]) -> None:
        super().__init__()
        self.boxes = {value: CheckEntry(theme, icons, text) for value, text in values}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 0)
        column.setSpacing(6)
        for box in self.boxes.values():
            column.addWidget(box)
            box.changed.connect(self.changed)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_value(self, value: Sequence[StrEnum]) -> None:
        """See `Entry`."""
        for known, box in self.boxes.items():
            box.setChecked(known in value)

    def value(self) -> tuple[StrEnum, ...]:
        """See `Entry`."""
        return tuple(value for value, box in self.boxes.items() if box.isChecked())


class HoursEntry(QWidget):
    """Always, or from one time of day to another."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self.limited = CheckEntry(theme, icons, words.tr("Only between"))
        self.start, self.end = _time(words.tr("Works from")), _time(words.tr("Works until"))
        self.limited.changed.connect(self._on_changed)
        self.setFocusProxy(self.limited)
        row = _row(self)
        row.addWidget(self.limited)
        row.addWidget(self.start)
        row.addWidget(label(words.tr("and"), tone="soft"))
        row.addWidget(self.end)
        row.addStretch(1)
        for line in (self.start, self.end):
            line.textEdited.connect(self.changed)

    def show_value(self, value: WorkingHours | None) -> None:
        """See `Entry`."""
        self.limited.setChecked(value is not None)
        start, _, end = str(value or "18:00-07:00").partition("-")
        self.start.setText(start)
        self.end.setText(end)
        self._look()

    def value(self) -> str | None:
        """See `Entry`."""
        return f"{self.start.text().strip()}-{self.end.text().strip()}" if self.limited.isChecked() else None

    def _on_changed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        for line in (self.start, self.end):
            line.setEnabled(self.limited.isChecked())


def typed(value: Any) -> str:
    """A value as a person types it into a line; empty for None."""
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return row


def _time(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setFixedWidth(TIME_WIDTH)
    made.setAccessibleName(name)
    return made
