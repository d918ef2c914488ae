"""Four figures in large digits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ...model.insights import Insights
from ...words import Catalogue
from ..formats import NOTHING
from ..theme import scaled
from ..widgets import label
from . import wording
from .places import numbers_font

FIGURE = 1.7
TOGETHER = 640
"""Below this width two tiles stand in a row instead of four."""


class Tile(QFrame):
    """A figure, what it is, and a line that puts it in proportion."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = title
        self._figure, self._below = label(NOTHING, bold=True), label(factor=0.88, tone="soft", wrap=True)
        self._figure.setFont(scaled(numbers_font(self.font()), FIGURE / 0.88, bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addWidget(label(title, tone="soft"))
        column.addWidget(self._figure)
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def say(self, figure: str, below: str, exact: str = "") -> None:
        """Show a figure; `exact` is told where the mouse rests on it."""
        self._figure.setText(figure)
        self._below.setText(below)
        self.setToolTip(exact)
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(f"{figure}. {below}")

    def text(self) -> str:
        """What it says."""
        return f"{self._figure.text()} | {self._below.text()}"


class Tiles(QWidget):
    """Side by side, or two by two where there is no room."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.files, self.rows = Tile(words.tr("Files")), Tile(words.tr("Rows saved"))
        self.right, self.time = Tile(words.tr("Right the first time")), Tile(words.tr("From drop to done"))
        self._all = (self.files, self.rows, self.right, self.time)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._in_row = 0
        self.fit(TOGETHER)

    def fit(self, width: int) -> None:
        """Stand in one row or in two."""
        in_row = 4 if width >= TOGETHER else 2
        if in_row != self._in_row:
            self._in_row = in_row
            for number, tile in enumerate(self._all):
                self._grid.addWidget(tile, number // in_row, number % in_row)
            for column in range(4):
                self._grid.setColumnStretch(column, 1 if column < in_row else 0)

    def show_insights(self, found: Insights) -> None:
        """Show what a period came to."""
        words, totals, before = self._words, found.totals, found.before
        compared = wording.compared(totals.count, before.count, found.query.days.count, words)
        self.files.say(wording.compact(totals.count, words), compared, words.number(totals.count))
        refused = words.trn("{count} refused", "{count} refused", totals.rows_refused)
        self.rows.say(wording.compact(totals.rows_saved, words), refused, words.number(totals.rows_saved))
        was = before.right_share
        self.right.say(
            NOTHING if totals.right_share is None else wording.share(totals.right_share, words),
            "" if was is None else words.tr("was {share}", share=wording.share(was, words)),
            words.tr(
                "Files that were saved whole without being tried again or answered, of all that were brought for the "
                "first time"
            ),
        )
        self.time.say(
            wording.length(found.times.total.half, words),
            wording.spread(found.times.total, words),
            words.tr(
                "Waited {waited}, worked on for {worked}: half of all files at most",
                waited=wording.length(found.times.waited.half, words),
                worked=wording.length(found.times.worked.half, words),
            ),
        )
