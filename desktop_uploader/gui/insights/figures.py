"""All figures below each other: tiles, chart or table, what had to be corrected, and by whom."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...model.insights import Insights
from ...words import Catalogue
from ..icons import Icons
from ..one_of import OneOf
from ..theme import Theme
from ..widgets import button, card, label
from . import pictures, tables
from .chart import Chart
from .sheet import HEADING, ROW, Sheet, SheetTable
from .tiles import Tiles

WIDTHS = (150, 80, 70, 170)
MOST_ROWS = 14
"""Rows of the table that are seen at once; the others are scrolled to."""


class Figures(QWidget):
    """What a period came to. `chosen` gives the number of a bar and the key of its part."""

    chosen = Signal(int, str)

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._found: Insights | None = None
        self._kind = pictures.KINDS[0][0]
        self.tiles, self.chart = Tiles(words), Chart(theme)
        self.table = SheetTable(theme, icons, words.tr("Figures by day"), all_rows=False)
        self.problems = SheetTable(theme, icons, words.tr("What people had to correct"), all_rows=True)
        self.senders = SheetTable(theme, icons, words.tr("Who sent files that needed correcting"), all_rows=True)
        self._title = label(factor=1.15, bold=True)
        self.kinds = OneOf(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tiles)
        column.addWidget(self._chart_card())
        self._problem_card = _below(words.tr("What people had to correct"), self.problems)
        self._sender_card = _below(words.tr("Who sent files that needed correcting"), self.senders)
        for around in (self._problem_card, self._sender_card):
            column.addWidget(around)
            around.hide()
        column.addStretch(1)
        self.chart.chosen.connect(self.chosen)

    def show_insights(self, found: Insights) -> None:
        """Show what a period came to."""
        self._found = found
        self.tiles.show_insights(found)
        self._show_chart()
        self.table.show_sheet(tables.table_of(found, self._words))
        self.table.resizeColumnsToContents()
        self._fit_height()
        self._show_below(self._problem_card, self.problems, tables.problems_of, WIDTHS)
        self._show_below(self._sender_card, self.senders, tables.senders_of, (90, 170, 170))

    def show_as_table(self, wanted: bool) -> None:
        """The table in the chart's place, or the chart again."""
        self._stack.setCurrentWidget(self.table if wanted else self.chart)
        self._fit_height()
        for chip in self.kinds.buttons():
            chip.setVisible(not wanted)
        self._show_title()

    def _fit_height(self) -> None:
        by_day = self._stack.currentWidget() is self.table
        rows = min(MOST_ROWS, self.table.sheets.rowCount()) if by_day else 0
        self._stack.setMinimumHeight(max(self.chart.sizeHint().height(), HEADING + ROW * rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self.tiles.fit(self.width())

    def _show_below(
        self,
        around: QFrame,
        table: SheetTable,
        make: Callable[[Insights, Catalogue], Sheet],
        widths: tuple[int, ...],
    ) -> None:
        assert self._found is not None
        sheet = make(self._found, self._words)
        table.show_sheet(sheet, widths)
        around.setVisible(bool(sheet.rows))

    def _show_chart(self) -> None:
        if self._found is not None:
            picture = pictures.picture_of(self._kind, self._found, self._words)
            self.chart.show_picture(picture)
            self._show_title()

    def _show_title(self) -> None:
        """The table has all figures, whatever the chart is about."""
        by_day = self._stack.currentWidget() is self.table
        self._title.setText(self.table.accessibleName() if by_day else self.chart.picture.title)

    def _chart_card(self) -> QFrame:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 14, 16, 12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        for number, (_, word) in enumerate(pictures.KINDS):
            chip = button(self._words.tr(word), "chip")
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            self.kinds.add(chip)
            row.addWidget(chip)
        self.kinds.chosen.connect(self._on_kind)
        column.addLayout(row)
        self._stack.setMinimumHeight(self.chart.sizeHint().height())
        column.addWidget(self._stack)
        return made

    def _on_kind(self, number: int) -> None:
        self._kind = pictures.KINDS[number][0]
        self._show_chart()


def _below(title: str, table: SheetTable) -> QFrame:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(1, 14, 1, 1)
    heading = label(title, factor=1.15, bold=True)
    heading.setContentsMargins(15, 0, 15, 0)
    column.addWidget(heading)
    column.addWidget(table)
    return made
