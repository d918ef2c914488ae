"""The list of the guide's pages, or of those that a search found, with the words around the first place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..painted import LEFT, Index
from ..theme import Theme, scaled
from .guide import GuidePage

BESIDE = 10
HEIGHT, HEIGHT_WITH_WORDS = 34, 52
SMALLER = 0.88
WORDS_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Entry = tuple[GuidePage, str]
"""A page, and what stands around the words that were looked for; empty where nothing was."""


class ContentsModel(QAbstractListModel):
    """Pages in the order in which they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def page(self, row: int) -> GuidePage:
        """The page in a row."""
        return self._entries[row][0]

    def row_of(self, name: str) -> int | None:
        """The row of a page; None where it is not listed."""
        return next((row for row, (page, _) in enumerate(self._entries) if page.name == name), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        page, words = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return page.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{page.title}\n{words}" if words else page.title
            case _ if role == WORDS_ROLE:
                return words
        return None


class ContentsDelegate(QStyledItemDelegate):
    """Paints titles as the sidebar's buttons are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(80, HEIGHT_WITH_WORDS if index.data(WORDS_ROLE) else HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        tokens, area = self._theme.tokens, QRectF(option.rect).adjusted(1, 2, -1, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.select if chosen else tokens.raised if over else tokens.surface))
        painter.drawRoundedRect(area, 8, 8)
        words = str(index.data(WORDS_ROLE) or "")
        inside = area.adjusted(BESIDE, 4 if words else 0, -BESIDE, -4 if words else 0)
        title = QRectF(inside.topLeft(), inside.size())
        if words:
            title.setHeight(inside.height() / 2)
            below = title.translated(0, title.height())
            _line(painter, scaled(option.font, SMALLER), tokens.soft, below, words)
        _line(painter, option.font, tokens.accent if chosen else tokens.text, title, str(index.data()))
        painter.restore()


def _line(painter: QPainter, font: QFont, colour: str, area: QRectF, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, LEFT, shown)


class Contents(QListView):
    """A page is chosen with the mouse or the arrow keys."""

    chosen = Signal(str)
    """The name of the page that a person chose."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._quiet = False
        self.pages = ContentsModel()
        self._painter = ContentsDelegate(theme)
        self.setModel(self.pages)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is shown; `chosen` is not told."""
        row = self.pages.row_of(name)
        if row is None:
            self.selectionModel().clearSelection()
        elif row != self.currentIndex().row() or not self.selectionModel().isRowSelected(row):
            self._quiet = True
            self.setCurrentIndex(self.pages.index(row))
            self._quiet = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Qt: a click on a page that is not shown any more, but still the current one, shows it again."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == self.currentIndex():
            self.chosen.emit(self.pages.page(index.row()).name)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """See Qt."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.chosen.emit(self.pages.page(current.row()).name)
