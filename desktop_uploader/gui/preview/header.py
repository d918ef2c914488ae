"""Above each column its heading, and below it a drop-down that says where it goes; dragged on another, they swap."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from ...model.preview import ColumnSeen
from ...words import Catalogue
from ..icons import Icons
from ..theme import Theme, scaled
from .telling import type_word

COLUMN_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `ColumnSeen` of a section."""

HEIGHT, PADDING, PILL = 74, 12, 28
BEFORE, ARROW, GAP, AFTER = 10, 22, 8, 26
"""What the drop-down holds beside its words: its left edge, the arrow, the room between words, the chevron."""


def lettering(font: QFont) -> tuple[tuple[QFont, QFontMetrics], ...]:
    """The fonts of headings, of types and of fields, and their measures."""
    fonts = (scaled(font, 1.0, bold=True), scaled(font, 0.88), scaled(font, 0.88, bold=True))
    return tuple((made, QFontMetrics(made)) for made in fonts)


class ColumnHeader(QHeaderView):
    """Painted whole; nothing is made for a column but when its menu is opened."""

    menu_wanted = Signal(int)
    swapped = Signal(int, int)

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme = theme
        self._icons = icons
        self._words = words
        self._table = table
        self._pressed: tuple[int, QPoint] | None = None
        self._over: int | None = None
        self._lettering = lettering(self.font())
        self.draggable = False
        """True where columns can exchange their fields."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setAccessibleName(words.tr("Columns of the file"))
        theme.changed.connect(self._repaint)

    def changeEvent(self, event: QEvent) -> None:
        """See Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lettering = lettering(self.font())

    def sizeHint(self) -> QSize:
        """See Qt, which would ask the model for the words of many sections."""
        return QSize(self.length(), max(HEIGHT, 2 * self.fontMetrics().height() + 40))

    def width_of(self, section: int) -> int:
        """How wide a section must be for its words."""
        column = self._column(section)
        if column is None:
            return 0
        bold, small, strong = (metrics for _, metrics in self._lettering)
        field, kind = self._words_of(column)
        below = small.horizontalAdvance(kind) + BEFORE + AFTER + 4
        if field:
            below += ARROW + strong.horizontalAdvance(field) + GAP
        return max(bold.horizontalAdvance(column.heading), below) + 2 * PADDING

    def menu_place(self, section: int) -> QPoint:
        """Where the menu of a section opens, in the coordinates of the screen."""
        left = self.sectionViewportPosition(section) + PADDING
        return self.viewport().mapToGlobal(QPoint(max(0, left), self.height() - 10))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """See Qt."""
        tokens, column = self._theme.tokens, self._column(logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.select if logicalIndex == self._over else tokens.raised))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column is None:
            painter.setFont(scaled(self.font(), 0.82, bold=True))
            painter.setPen(QColor(tokens.soft))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -PADDING, 0), int(side), self._words.tr("Row"))
        else:
            self._paint_column(painter, rect, column, current=self._is_current(logicalIndex))
        painter.restore()

    def _paint_column(self, painter: QPainter, rect: QRect, column: ColumnSeen, *, current: bool) -> None:
        tokens = self._theme.tokens
        inside = rect.adjusted(PADDING, 0, -PADDING, 0)
        (bold, metrics), *_ = self._lettering
        painter.setFont(bold)
        painter.setPen(QColor(tokens.text))
        place = QRect(inside.left(), rect.top() + 8, inside.width(), rect.height() - PILL - 18)
        heading = metrics.elidedText(column.heading, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), heading)
        pill = QRectF(inside.left() + 0.5, rect.bottom() - PILL - 9.5, inside.width() - 1, PILL)
        painter.setPen(QPen(QColor(tokens.accent if current else tokens.line), 2 if current else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(pill, 8, 8)
        self._icons.paint(painter, "chevron", tokens.soft, QRectF(pill.right() - 22, pill.top() + 7, 14, 14))
        self._paint_words(painter, pill, column)

    def _paint_words(self, painter: QPainter, pill: QRectF, column: ColumnSeen) -> None:
        tokens = self._theme.tokens
        field, kind = self._words_of(column)
        left, end = pill.left() + BEFORE, pill.right() - AFTER
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        _, (small, small_metrics), (strong, strong_metrics) = self._lettering
        if field:
            self._icons.paint(painter, "arrow-right", tokens.text, QRectF(left, pill.top() + 7, 14, 14))
            left += ARROW
            painter.setFont(strong)
            painter.setPen(QColor(tokens.text))
            text = strong_metrics.elidedText(field, Qt.TextElideMode.ElideRight, max(0, round(end - left)))
            painter.drawText(QRectF(left, pill.top(), end - left, PILL), flags, text)
            left += strong_metrics.horizontalAdvance(text) + GAP
        if end - left > 12:
            painter.setFont(small)
            painter.setPen(QColor(tokens.soft))
            text = small_metrics.elidedText(kind, Qt.TextElideMode.ElideRight, round(end - left))
            painter.drawText(QRectF(left, pill.top(), end - left, PILL), flags, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Qt."""
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        section = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not resizing and self._column(section) is not None:
            self._pressed = (section, event.position().toPoint())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See Qt."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        section, start = self._pressed
        here = event.position().toPoint()
        if self.draggable and (here - start).manhattanLength() >= QApplication.startDragDistance():
            over = self.logicalIndexAt(here)
            self._over = over if over != section and self._column(over) is not None else None
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Qt."""
        pressed, over = self._pressed, self._over
        self._pressed = self._over = None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.unsetCursor()
        self.viewport().update()
        if over is not None:
            self.swapped.emit(pressed[0], over)
        elif self.logicalIndexAt(event.position().toPoint()) == pressed[0]:
            self.menu_wanted.emit(pressed[0])

    def _words_of(self, column: ColumnSeen) -> tuple[str, str]:
        """The field and its type, or that the column is left out."""
        if column.field is None:
            return "", self._words.tr("leave out")
        return column.field, type_word(column.type, self._words)

    def _column(self, section: int) -> ColumnSeen | None:
        model = self.model()
        if model is None or section < 0:
            return None
        found = model.headerData(section, Qt.Orientation.Horizontal, COLUMN_ROLE)
        return found if isinstance(found, ColumnSeen) else None

    def _is_current(self, section: int) -> bool:
        return self._table.hasFocus() and self._table.currentIndex().column() == section

    def _repaint(self) -> None:
        self.viewport().update()
