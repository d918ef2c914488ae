"""What narrows the rows, each with a way to take it off."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...model.rowquery import Condition
from ..flow import FlowLayout
from ..page import Kit
from ..widgets import button
from .conditions import said


class Chips(QWidget):
    """Hidden while there are none."""

    removed = Signal(str)
    """The field whose condition is taken off."""
    all_removed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._words = kit.application.words
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        kit.theme.changed.connect(self._on_theme_changed)
        self.hide()

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """One chip for each, and one for all where there are several."""
        while (item := self._flow.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for condition in conditions:
            words = said(condition, self._words)
            self._add(words, self._words.tr("Remove the filter: {condition}", condition=words),
                      partial(self._remove, condition.field))  # fmt: skip
        if len(conditions) > 1:
            self._add(self._words.tr("Remove all filters"), "", self._remove_all)
        self.setVisible(bool(conditions))
        self.updateGeometry()

    def _add(self, words: str, does: str, act: Callable[[], None]) -> None:
        chip = button(words.replace("&", "&&"), "chip")
        chip.setIconSize(QSize(10, 10))
        chip.setIcon(self._kit.icons.icon("close", self._kit.theme.tokens.soft))
        if does:
            chip.setAccessibleName(does)
        chip.clicked.connect(lambda: act())
        self._flow.addWidget(chip)
        chip.show()

    def _remove(self, field: str) -> None:
        self.removed.emit(field)

    def _remove_all(self) -> None:
        self.all_removed.emit()

    def _on_theme_changed(self) -> None:
        for place in range(self._flow.count()):
            item = self._flow.itemAt(place)
            chip = item.widget() if item is not None else None
            if chip is not None:
                chip.setIcon(self._kit.icons.icon("close", self._kit.theme.tokens.soft))  # type: ignore[attr-defined]
