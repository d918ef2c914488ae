"""Which part of a dataset is looked at: one chip is pressed in."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...words import Catalogue
from ...words.marking import N_
from ..flow import flowing
from ..one_of import OneOf
from ..widgets import button

COLUMNS, RULES, VERSIONS, UNFIT = "columns", "rules", "versions", "unfit"
NAMES = {
    COLUMNS: N_("Columns"),
    RULES: N_("Rules between columns"),
    VERSIONS: N_("Versions"),
    UNFIT: N_("What does not fit"),
}
ADD = {COLUMNS: N_("Add a column"), RULES: N_("Add a rule")}


class Views(QWidget):
    """The chips, and beside them what adds to the part that is looked at."""

    chosen = Signal(str)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._group = OneOf(self)
        self.chips: Mapping[str, QPushButton] = {view: button(words.tr(name), "chip") for view, name in NAMES.items()}
        self.add = button("", "chip")
        for made in self.chips.values():
            self._group.add(made)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(flowing(*self.chips.values()), 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self._group.chosen.connect(self._on_chosen)
        self.view = COLUMNS
        self._group.choose(0)
        self.offer(UNFIT, False)
        self._show_add()

    def choose(self, view: str) -> None:
        """Look at another part."""
        self.chips[view].setChecked(True)

    def offer(self, view: str, offered: bool) -> None:
        """Whether there is anything to see in a part; the columns are looked at in the place of one that is not."""
        self.chips[view].setVisible(offered)
        if not offered and self.view == view:
            self.choose(COLUMNS)

    def show_count(self, view: str, count: int) -> None:
        """Say how many there are of what is in a part."""
        name = self._words.tr(NAMES[view])
        self.chips[view].setText(self._words.tr("{name} ({count})", name=name, count=count) if count else name)

    def _on_chosen(self, number: int) -> None:
        self.view = list(NAMES)[number]
        self._show_add()
        self.chosen.emit(self.view)

    def _show_add(self) -> None:
        self.add.setVisible(self.view in ADD)
        self.add.setText(self._words.tr(ADD.get(self.view, ADD[COLUMNS])))
