"""What the painted cells of the tables have in common: ground and line. No style is asked, so none can spoil them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from .theme import Theme

PADDING = 12
"""Pixels beside the words of a cell."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex


class PaintedDelegate(QStyledItemDelegate):
    """Paints the ground and the line below a cell, and leaves what is in it to `paint_inside`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        painter.save()
        painter.fillRect(option.rect, QColor(self.ground(option, index)))
        painter.setPen(QColor(self._theme.tokens.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self.paint_inside(painter, option, index, QRectF(option.rect).adjusted(PADDING, 0, -PADDING, 0))
        painter.restore()

    def ground(self, option: QStyleOptionViewItem, index: Index) -> str:
        """The colour below everything."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        return self._theme.tokens.select if selected else self._theme.tokens.surface

    def paint_inside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF) -> None:
        """What the cell holds; `area` is the cell without the room beside its words."""
        raise NotImplementedError
