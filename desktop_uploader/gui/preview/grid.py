"""The first rows of a file as they stand in it: cells that can be read in two ways in amber, wrong ones in red."""

from heapq import nlargest
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from ...model.preview import ColumnSeen, PreviewResult
from ...words import Catalogue
from ..icons import Icons
from ..painted import LEFT, PADDING, RIGHT, Index, PaintedDelegate
from ..theme import Theme, scaled
from .header import COLUMN_ROLE, ColumnHeader
from .telling import type_word

NUMBERS = frozenset({"integer", "number", "year"})
ROW_HEIGHT = 32
NARROWEST, WIDEST, UNMEASURED = 128, 300, 208
MEASURED_COLUMNS, MEASURED_ROWS, MEASURED_TEXTS = 40, 20, 3
"""Columns whose widths go by what is in them, the rows that are looked at for it, and of these the longest texts."""

MARK_ROLE = Qt.ItemDataRole.UserRole + 2
"""`bad`, `warn` or nothing."""


class GridModel(QAbstractTableModel):
    """The rows of one result. The first column holds the rows' numbers."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._result: PreviewResult | None = None

    def show_result(self, result: PreviewResult) -> None:
        """Show another result; the same rows and columns keep the place where a person is."""
        before, self._result = self._result, result
        same = before is not None and _shape(before) == _shape(result)
        if same:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        else:
            self.beginResetModel()
            self.endResetModel()

    def column_seen(self, section: int) -> ColumnSeen | None:
        """The file's column in this place; None for the rows' numbers."""
        columns = self._result.columns if self._result is not None else ()
        return columns[section - 1] if 0 < section <= len(columns) else None

    def longest(self, section: int) -> list[str]:
        """The texts in the first rows of a column that need most room."""
        rows = self._result.rows[:MEASURED_ROWS] if self._result is not None else ()
        texts = {str(row.number) if section == 0 else row.cells[section - 1][:60] for row in rows}
        return nlargest(MEASURED_TEXTS, texts, key=len)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() or self._result is None else len(self._result.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() or self._result is None else len(self._result.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column_seen(section)
        if role == COLUMN_ROLE:
            return column
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words.tr("Row") if column is None else self.said_of(column)
        return None

    def said_of(self, column: ColumnSeen) -> str:
        """What a column is taken for, in a sentence."""
        if column.field is None:
            return self._words.tr("{heading}: left out", heading=column.heading)
        kind = type_word(column.type, self._words)
        return self._words.tr(
            "{heading}: goes to {field}, {kind}", heading=column.heading, field=column.field, kind=kind
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if self._result is None:
            return None
        row, place = self._result.rows[index.row()], (index.row(), index.column() - 1)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return str(row.number) if index.column() == 0 else row.cells[index.column() - 1]
        if index.column() == 0:
            return None
        if role == MARK_ROLE:
            return "bad" if place in self._result.wrong else "warn" if place in self._result.unsure else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            said = self._said_of_cell(place)
            # A tooltip would take what looks like markup for it.
            return f"<p>{escape(said)}</p>" if said and role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def _said_of_cell(self, place: tuple[int, int]) -> str:
        assert self._result is not None
        if place in self._result.wrong:
            return self._words.problem(self._result.wrong[place])
        return self._words.tr("This can be read in two ways.") if place in self._result.unsure else ""


class GridDelegate(PaintedDelegate):
    """Cells of the file; the ground of those that are marked is in the mark's colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(NARROWEST, ROW_HEIGHT)

    def ground(self, option: QStyleOptionViewItem, index: Index) -> str:
        """See `PaintedDelegate`: rows cannot be selected here."""
        tokens, mark = self._theme.tokens, index.data(MARK_ROLE)
        return str(getattr(tokens, f"{mark}_on")) if mark else tokens.surface

    def paint_inside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF) -> None:
        """See `PaintedDelegate`."""
        tokens, mark = self._theme.tokens, index.data(MARK_ROLE)
        column = index.model().headerData(index.column(), Qt.Orientation.Horizontal, COLUMN_ROLE)
        left_out = column is None or column.field is None
        tone = tokens.bad if mark == "bad" else tokens.soft if left_out else tokens.text
        painter.setFont(scaled(option.font, 1.0, bold=mark == "bad"))
        painter.setPen(QColor(tone))
        right = column is None or column.type in NUMBERS
        text = " ".join(str(index.data() or "").split())
        text = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, round(area.width()))
        painter.drawText(area, RIGHT if right else LEFT, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (1, 2):
                painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 4, 4)


class Grid(QTableView):
    """The rows, and above them what each column is. Everything about a column is in its menu, by mouse or keys."""

    menu_wanted = Signal(int)
    """The section whose menu is wanted."""
    swap_wanted = Signal(int, int)
    """Two sections whose fields are to be exchanged."""

    def __init__(self, model: GridModel, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._rows = model
        self._delegate = GridDelegate(theme)
        self._columns = ColumnHeader(theme, icons, words, self)
        self._columns.menu_wanted.connect(self.menu_wanted)
        self._columns.swapped.connect(self.swap_wanted)
        self.setHorizontalHeader(self._columns)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(words.tr("First rows of the file"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        model.modelReset.connect(self._fit)
        model.headerDataChanged.connect(self._widen)

    def column_header(self) -> ColumnHeader:
        """The headings above the rows."""
        return self._columns

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt: the keys of the column in which the cursor is."""
        section, keys = self.currentIndex().column(), event.modifiers()
        alone = not keys & ~Qt.KeyboardModifier.KeypadModifier
        if section > 0 and (
            (alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F4))
            or (keys == Qt.KeyboardModifier.AltModifier and event.key() == Qt.Key.Key_Down)
        ):
            self.menu_wanted.emit(section)
        elif section > 0 and keys == (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(int(event.key()), 0)
            if step and 0 < section + step < self.model().columnCount():
                self.swap_wanted.emit(section, section + step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """See Qt: the keyboard starts in the first column."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 1))
        self._columns.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """See Qt."""
        super().currentChanged(current, previous)
        self._columns.viewport().update()

    def _fit(self) -> None:
        """Widths by what is in sight at first; a person can change them."""
        metrics = QFontMetrics(self.font())
        self._columns.setDefaultSectionSize(UNMEASURED)
        for section in range(min(MEASURED_COLUMNS, self._rows.columnCount())):
            widest = max(map(metrics.horizontalAdvance, self._rows.longest(section)), default=0) + 2 * PADDING
            if section == 0:
                self.setColumnWidth(0, max(56, widest))
            else:
                needed = max(widest, self._columns.width_of(section))
                self.setColumnWidth(section, max(NARROWEST, min(WIDEST, needed)))

    def _widen(self) -> None:
        """Other fields have longer names; what a person has widened stays so."""
        for section in range(1, min(MEASURED_COLUMNS, self.model().columnCount())):
            needed = min(WIDEST, self._columns.width_of(section))
            if needed > self.columnWidth(section):
                self.setColumnWidth(section, needed)


def _shape(result: PreviewResult) -> tuple[Any, ...]:
    return result.sheet, result.rows, tuple(column.number for column in result.columns)
