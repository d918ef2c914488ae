"""The list of what to correct: cell, value, what to do, with wrapped words."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from ...model.problem import Problem
from ...words import Catalogue
from ...words.marking import N_
from ..painted import LEFT, PADDING, Index, PaintedDelegate
from ..theme import Theme

HEADINGS = (N_("Cell"), N_("Value"), N_("What to do"))
ABOVE = 8


class ProblemModel(QAbstractTableModel):
    """The details that are kept of one task's problems."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._problems: list[Problem] = []
        self.several_sheets = False

    def show_problems(self, problems: list[Problem]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._problems = problems
        self.several_sheets = len({problem.sheet for problem in problems}) > 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._words.tr(HEADINGS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        problem = self._problems[index.row()]
        if index.column() == 0:
            return self._words.place(problem, with_sheet=self.several_sheets)
        if index.column() == 1:
            return problem.value if problem.value is not None else ""
        words = self._words.problem(problem)
        return f"{problem.field}: {words}" if problem.field and problem.row else words

    def problem_at(self, row: int) -> Problem:
        """The problem in a row."""
        return self._problems[row]

    def as_table(self, rows: Iterable[int]) -> str:
        """Some problems with their headings, to be pasted into a sheet; tabs and line breaks in them become spaces."""
        lines = [[self._words.tr(name) for name in HEADINGS]]
        lines += [[str(self.index(row, column).data() or "") for column in range(len(HEADINGS))] for row in rows]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


class ProblemDelegate(PaintedDelegate):
    """Wraps its text."""

    def paint_inside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF) -> None:
        """See `PaintedDelegate`."""
        painter.setPen(QColor(self._theme.tokens.text))
        painter.setFont(option.font)
        flags = LEFT | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(area.adjusted(0, ABOVE, 0, -ABOVE), flags, str(index.data() or ""))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        width = max(40, option.rect.width() - 2 * PADDING)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        text = str(index.data() or "")
        area = QFontMetrics(option.font).boundingRect(QRect(0, 0, width, 4000), flags, text)
        return QSize(width, area.height() + 2 * ABOVE)


class ProblemTable(QTableView):
    """Rows as high as their words; heights are computed only for the rows in sight."""

    def __init__(self, model: ProblemModel, theme: Theme) -> None:
        super().__init__()
        self._problems = model
        self._delegate = ProblemDelegate(theme)
        self._heights = QTimer(self, singleShot=True, interval=0)
        self._heights.timeout.connect(self._fit_rows)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(34)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(0, 72)
        self.setColumnWidth(1, 104)
        model.modelReset.connect(self._heights.start)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def event(self, event: QEvent) -> bool:
        """See Qt. The page has the same keys for the whole file; here they are for the rows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt. What is selected is copied as a table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
            QGuiApplication.clipboard().setText(self._problems.as_table(rows))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._heights.start()

    def _on_scrolled(self) -> None:
        self._heights.start()

    def _fit_rows(self) -> None:
        if not self.model().rowCount():
            return
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height())
        last = self.model().rowCount() - 1 if last < 0 else last
        for row in range(first, min(last, first + 60) + 1):
            self.resizeRowToContents(row)
        if self.rowAt(self.viewport().height()) > last:
            # Lower rows have let others come into sight.
            self._heights.start()
