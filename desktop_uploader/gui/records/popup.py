"""Asks what must hold of one column."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...model.fields import kind_of
from ...model.rowquery import Comparison, Condition
from ..page import Kit
from ..widgets import Choice, button, card, label
from .conditions import Option, example_of, option_of, options_of, short, typed, value_of
from .model import NUMBERS


class ConditionPopup(QDialog):
    """Beside the heading; a click elsewhere or Esc leaves all as it was."""

    chosen = Signal(object)
    """A `Condition`."""

    def __init__(self, kit: Kit, field: Mapping[str, Any], condition: Condition | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = kit.application.words
        self._name, self._kind = str(field["name"]), kind_of(field)
        tr = self._words.tr
        self.setWindowTitle(tr("Filter by {column}", column=short(self._name)))
        self.comparison = Choice(kit.theme, kit.icons, tr("How to compare"))
        self.low, self.high = QLineEdit(), QLineEdit()
        self.wrong = label(tone="bad", wrap=True)
        self.apply = button(tr("Filter"), "primary")
        self.apply.setDefault(True)
        for option in options_of(self._kind):
            self.comparison.addItem(tr(option.words), option)
        self._build()
        self.comparison.currentIndexChanged.connect(self._on_compared)
        self.apply.clicked.connect(self._on_apply)
        self._start_from(condition)
        self._on_compared()

    def _build(self) -> None:
        around, surface, tr = QVBoxLayout(self), card(), self._words.tr
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(surface)
        column = QVBoxLayout(surface)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(self.windowTitle(), bold=True))
        column.addWidget(self.comparison)
        for line in (self.low, self.high):
            line.setMinimumWidth(220)
            line.setPlaceholderText(example_of(self._kind))
            column.addWidget(line)
        self.high.setAccessibleName(tr("To"))
        column.addWidget(self.wrong)
        self.wrong.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.apply)
        column.addLayout(row)

    def _start_from(self, condition: Condition | None) -> None:
        option = option_of(condition, self._kind) if condition is not None else None
        if condition is not None and option is not None:
            self.comparison.setCurrentIndex(self.comparison.findText(self._words.tr(option.words)))
            if option.typed:
                self.low.setText(typed(condition.low, self._words))
                self.high.setText(typed(condition.high, self._words))

    def _on_compared(self) -> None:
        option: Option = self.comparison.currentData()
        self.low.setVisible(option.typed > 0)
        self.high.setVisible(option.typed > 1)
        self.low.setAccessibleName(self._words.tr("From") if option.typed > 1 else self._words.tr("Value"))
        self.wrong.hide()
        (self.low if option.typed else self.comparison).setFocus()
        self.adjustSize()

    def _on_apply(self) -> None:
        option: Option = self.comparison.currentData()
        try:
            low = value_of(self._kind, self.low.text(), self._words) if option.typed else option.value
            high = value_of(self._kind, self.high.text(), self._words, end=True) if option.typed > 1 else None
        except (ValueError, OverflowError):
            self._say_wrong()
            return
        if option.typed and low is None and high is None:
            self._say_wrong()
            return
        self.chosen.emit(Condition(self._name, option.comparison, low, high))
        self.accept()

    def _say_wrong(self) -> None:
        example, tr = example_of(self._kind), self._words.tr
        self.wrong.setText(tr("Type it like {example}.", example=example) if example else tr("Type a value."))
        if self._kind in NUMBERS:
            self.wrong.setText(tr("Type a number."))
        self.wrong.show()
        self.adjustSize()


def equal_to(field: str, value: Any) -> Condition:
    """The condition that finds the rows with this value."""
    return Condition(field, Comparison.EMPTY) if value is None else Condition(field, Comparison.EQUAL, value)
