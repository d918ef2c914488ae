"""How the page's parts stand together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ...words import Catalogue
from ..widgets import button, card, label


class RowsOrNothing(QStackedWidget):
    """The table, or a sentence where there is nothing to show, with the button that leads on."""

    def __init__(self, table: QWidget, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.sentence = label(tone="soft", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add = button(words.tr("Add files…"), "primary")
        self.all_rows = button(words.tr("Show all rows"))
        empty, rows = card(), card()
        inside = QVBoxLayout(empty)
        inside.setSpacing(12)
        inside.addStretch(1)
        inside.addWidget(self.sentence)
        for made in (self.add, self.all_rows):
            inside.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        around = QVBoxLayout(rows)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(table)
        self.addWidget(empty)
        self.addWidget(rows)
        # Until it is known, what there mostly is.
        self.setCurrentWidget(rows)

    def show_count(self, count: int, *, narrowed: bool) -> None:
        """The rows of a dataset that were found, all of them or fewer."""
        if count:
            self.setCurrentIndex(1)
        elif narrowed:
            self._say(self._words.tr("No row is like that."), self.all_rows)
        else:
            words = self._words.tr("No rows are saved in this dataset. Add a file, and its rows appear here.")
            self._say(words, self.add)

    def show_none(self) -> None:
        """There is no dataset."""
        self._say(self._words.tr("Nothing is saved yet. Add a file, and its rows appear here."), self.add)

    def _say(self, sentence: str, shown: QWidget) -> None:
        self.sentence.setText(sentence)
        for made in (self.add, self.all_rows):
            made.setVisible(made is shown)
        self.setCurrentIndex(0)


def side_by_side(*parts: QWidget | None) -> QHBoxLayout:
    """None is room between; a field takes what it can have of that."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        if part is None:
            row.addStretch()
        else:
            row.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    return row
