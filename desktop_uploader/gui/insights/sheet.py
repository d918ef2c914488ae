"""Plain tables: their text can be read, copied and saved."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ...model.exact import without_formula
from ...worker.publishing import write_bytes
from ..header import Header
from ..icons import Icons
from ..theme import Theme

ROW = 32
HEADING = 34
SHARE_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and rows of text; `right` are the columns of numbers, and `shares` a bar at the end of each row."""

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: frozenset[int] = field(default_factory=frozenset)
    shares: tuple[float, ...] = ()

    def text(self, rows: Sequence[int] | None = None) -> str:
        """As spreadsheets take it from the clipboard: columns between tabs."""
        chosen = self.rows if rows is None else [self.rows[row] for row in rows]
        return "\n".join("\t".join(line) for line in (self.headings, *chosen))

    def save(self, path: Path) -> Path:
        """Write it as CSV; what a spreadsheet would take for a formula is made a text. Raises `StorageError`."""
        out = StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.headings)
        writer.writerows(map(without_formula, row) for row in self.rows)
        return write_bytes(out.getvalue().encode("utf-8-sig"), path)


class SheetModel(QAbstractTableModel):
    """A sheet for a table; the bars stand in a last column of their own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet = Sheet()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self.sheet.headings) + bool(self.sheet.shares)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.sheet.headings[section] if section < len(self.sheet.headings) else ""
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        row, column = index.row(), index.column()
        is_bar = column >= len(self.sheet.headings)
        if role == SHARE_ROLE:
            return self.sheet.shares[row] if is_bar else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            # A tooltip would take what looks like markup for such.
            plain = role == Qt.ItemDataRole.ToolTipRole
            return None if is_bar or plain else self.sheet.rows[row][column]
        return None

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self.sheet.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _Delegate(QStyledItemDelegate):
    """Paints a row as the program's other tables, and the bar at its end."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        share = index.data(SHARE_ROLE)
        if share is None:
            super().paint(painter, option, index)
        tokens = self._theme.tokens
        painter.save()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if share is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QRectF(option.rect).adjusted(12, (ROW - 6) / 2, -12, -(ROW - 6) / 2)
            painter.setBrush(QColor(tokens.idle_on))
            painter.drawRoundedRect(ground, 3, 3)
            painter.setBrush(QColor(tokens.bad))
            painter.drawRoundedRect(
                QRectF(ground.topLeft(), ground.bottomRight()).adjusted(
                    0, 0, -ground.width() * (1 - max(0.04, share)), 0
                ),
                3,
                3,
            )
        painter.restore()


class SheetTable(QTableView):
    """As high as its rows, or as its place. Ctrl+C copies the selected rows."""

    copied = Signal()

    def __init__(self, theme: Theme, icons: Icons, name: str, *, all_rows: bool) -> None:
        super().__init__()
        self._all_rows = all_rows
        self.sheets = SheetModel(self)
        self.setModel(self.sheets)
        self.setItemDelegate(_Delegate(theme, self))
        self.setObjectName("plain")
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.headings = Header(theme, icons, self)
        self.setHorizontalHeader(self.headings)
        self.horizontalHeader().setFixedHeight(HEADING)
        if all_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sheet(self, sheet: Sheet, widths: Sequence[int] = ()) -> None:
        """Show these rows; the first column takes the room that is left, where widths are given for the others."""
        self.sheets.show_sheet(sheet)
        header = self.horizontalHeader()
        for column, width in enumerate(widths, start=1):
            self.setColumnWidth(column, max(width, self.headings.wanted_width(column)))
        if widths:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        if self._all_rows:
            self.setFixedHeight(HEADING + ROW * len(sheet.rows) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText(self.sheets.sheet.text(rows or None))
            self.copied.emit()
        else:
            super().keyPressEvent(event)
