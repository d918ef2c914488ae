"""Paints the cells of the page's tables: icon and words."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from ..header import Header
from ..icons import Icons
from ..painted import LEFT, Index, PaintedDelegate
from ..theme import Theme, scaled

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The name of a colour of the theme; None: that of words."""
BOLD_ROLE = TONE_ROLE + 1
ICON_ROLE = TONE_ROLE + 2
"""The name of an icon that stands behind the words, or alone; the words say the same to a screen reader."""

ROW_HEIGHT = 32
HEADING_HEIGHT = 34
ICON = 14
RING = 2
"""Pixels of the lines above and below the row that has the focus."""


class CellDelegate(PaintedDelegate):
    """One line of words in each cell, shortened to its width."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme)
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(80, ROW_HEIGHT)

    def paint_inside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF) -> None:
        """See `PaintedDelegate`."""
        tokens = self._theme.tokens
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), RING)), QColor(tokens.accent))
            painter.fillRect(option.rect.adjusted(0, option.rect.height() - RING, 0, 0), QColor(tokens.accent))
        colour = getattr(tokens, index.data(TONE_ROLE) or "text")
        icon, text = index.data(ICON_ROLE), str(index.data() or "")
        font = scaled(option.font, 1.0, bold=bool(index.data(BOLD_ROLE)))
        metrics = QFontMetricsF(font)
        room = area.width() - (ICON + 6 if icon else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if room > 0 else ""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        if not (icon and index.data(BOLD_ROLE) is None):
            painter.drawText(area, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or LEFT), shown)
        if icon:
            left = area.left() + (metrics.horizontalAdvance(shown) + 6 if index.data(BOLD_ROLE) is not None else 0)
            place = QRectF(left, area.center().y() - ICON / 2, ICON, ICON)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._icons.paint(painter, str(icon), colour, place)


def prepare(table: QTableView, theme: Theme, icons: Icons, name: str) -> CellDelegate:
    """Make a table look as all of the page do; the delegate must be kept."""
    delegate = CellDelegate(theme, icons)
    table.setItemDelegate(delegate)
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    header = Header(theme, icons, table)
    table.setHorizontalHeader(header)
    header.setFixedHeight(HEADING_HEIGHT)
    return delegate


def heading(orientation: Qt.Orientation, role: int, word: str, side: int = LEFT) -> Any:
    """What a model answers for one of its headings."""
    if orientation != Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return word
    return side if role == Qt.ItemDataRole.TextAlignmentRole else None
