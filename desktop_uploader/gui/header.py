"""A table's headings, painted whole: the arrow stands beside the word by which the rows are sorted."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from .icons import Icons
from .theme import Theme, scaled

PADDING = 12
ARROW = 12


class Header(QHeaderView):
    """Horizontal headings. The model's alignment says on which side the word stands."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._icons = icons
        self.setHighlightSections(False)
        theme.changed.connect(self._on_theme_changed)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """See Qt."""
        tokens, model = self._theme.tokens, self.model()
        word = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        side = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        font = scaled(self.font(), 0.88, bold=True)
        painter.save()
        painter.fillRect(rect, QColor(tokens.raised))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(font)
        painter.setPen(QColor(tokens.soft))
        inside = rect.adjusted(PADDING, 0, -PADDING, 0)
        flags = Qt.AlignmentFlag(side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(font)
        word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, inside.width() - (ARROW + 4 if sorted_by else 0))
        painter.drawText(inside, int(flags), word)
        if sorted_by:
            left = inside.left() + metrics.horizontalAdvance(word) + 4
            place = QRectF(left, rect.center().y() - ARROW / 2 + 1, ARROW, ARROW)
            self._paint_arrow(painter, place, tokens.soft)
        painter.restore()

    def wanted_width(self, column: int) -> int:
        """Pixels in which the word of a heading and its arrow are whole."""
        word = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        arrow = ARROW + 4 if self.isSortIndicatorShown() else 2
        return QFontMetrics(scaled(self.font(), 0.88, bold=True)).horizontalAdvance(word) + 2 * PADDING + arrow

    def _paint_arrow(self, painter: QPainter, place: QRectF, colour: str) -> None:
        """One icon serves both ways: turned round where the smallest is on top."""
        if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder:
            painter.translate(place.center())
            painter.rotate(180)
            painter.translate(-place.center())
        self._icons.paint(painter, "arrow-down", colour, place)

    def _on_theme_changed(self) -> None:
        self.viewport().update()
