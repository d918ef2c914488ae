"""Bars of several parts above each other, for mouse, keyboard and screen reader."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme, Tokens
from .places import MARGIN, NOTHING, ROUND, SWATCH, Picture, Place, fill_part, numbers_font

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class Chart(QWidget):
    """One bar is the current one: the keyboard moves it, and its sentence stands above the bars and is spoken."""

    chosen = Signal(int, str)
    """A bar was clicked, or Enter pressed: its number, and the key of the part, or nothing where it is the whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = NOTHING
        self._current: int | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_picture(self, picture: Picture) -> None:
        """Show other bars; the current one stays where there are as many."""
        if len(picture.columns) != len(self._picture.columns):
            self._current = None
        self._hovered = None
        self._picture = picture
        self.setAccessibleName(f"{picture.title}. {picture.nothing}" if picture.empty else picture.title)
        self._tell(aloud=False)
        self.update()

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return self._picture

    def sentence(self) -> str:
        """What is told of the bar below the mouse, or of the current one."""
        number = self._hovered if self._hovered is not None else self._current if self.hasFocus() else None
        return self._picture.columns[number].sentence if number is not None else ""

    def sizeHint(self) -> QSize:
        """See Qt."""
        line = round(QFontMetricsF(self.font()).height())
        return QSize(480, 10 * line + 60)

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return QSize(240, self.sizeHint().height())

    # What the pointer and the keys do.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See Qt."""
        self._hover(self._place().column_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """See Qt."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Qt."""
        place = self._place()
        number = place.column_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._go_to(number)
            self.chosen.emit(number, place.part_at(number, event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        last = len(self._picture.columns) - 1
        current = self._current if self._current is not None else last
        moves = {Qt.Key.Key_Left: current - 1, Qt.Key.Key_Right: current + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self._go_to(min(max(moves[key], 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.chosen.emit(self._current, "")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        super().focusInEvent(event)
        if self._current is None and self._picture.columns:
            self._go_to(len(self._picture.columns) - 1)

    def changeEvent(self, event: QEvent) -> None:
        """See Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def _go_to(self, number: int) -> None:
        self._current = number
        self._tell(aloud=True)
        self.update()

    def _tell(self, *, aloud: bool) -> None:
        """A screen reader hears the bar that the keyboard has come to."""
        text = self._picture.columns[self._current].sentence if self._current is not None else ""
        self.setAccessibleDescription(text)
        if aloud and text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # How it looks.

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter = QPainter(self)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint it, here or into a picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, place = self._theme.tokens, self._place()
        if self._picture.empty:
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.soft))
            wrapped = _CENTRE | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(place.bars, wrapped, self._picture.nothing)
            return
        self._paint_top(painter, place, tokens)
        self._paint_axis(painter, place, tokens)
        for number in range(len(self._picture.columns)):
            self._paint_column(painter, place, number, tokens)
        self._paint_labels(painter, place, tokens)

    def _place(self) -> Place:
        return Place(self._picture, QRectF(self.rect()), numbers_font(self.font()))

    def _paint_top(self, painter: QPainter, place: Place, tokens: Tokens) -> None:
        """What the parts mean at the right; the sentence of a bar at the left, or below where there is no room."""
        painter.setFont(place.font)
        painter.setPen(QColor(tokens.text))
        left = place.whole.right()
        for line in place.legend:
            for series, room in line:
                left = min(left, room.left())
                swatch = QRectF(room.left(), room.top() + (place.line - SWATCH) / 2, SWATCH, SWATCH)
                fill_part(painter, swatch, series, tokens)
                painter.setPen(QColor(tokens.text))
                painter.drawText(room.adjusted(SWATCH + 6, 0, 0, 0), _LEFT, series.word)
        beside = left > place.whole.width() * 0.5
        top = 0.0 if beside else len(place.legend) * place.line
        width = (left if beside else place.whole.right()) - 14
        text = place.metrics.elidedText(self.sentence(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(0, top, width, place.line), _LEFT, text)

    def _paint_axis(self, painter: QPainter, place: Place, tokens: Tokens) -> None:
        painter.setFont(place.font)
        for mark in place.axis.marks:
            height = place.height_of(mark)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(round(place.bars.left()), round(height), round(place.bars.right()), round(height))
            painter.setPen(QColor(tokens.soft))
            words = QRectF(0, height - place.line / 2, place.bars.left() - MARGIN, place.line)
            painter.drawText(words, _RIGHT, self._picture.number(mark))

    def _paint_column(self, painter: QPainter, place: Place, number: int, tokens: Tokens) -> None:
        current = number == self._current and self.hasFocus()
        if current or number == self._hovered:
            painter.setPen(QPen(QColor(tokens.accent), 2) if current else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.select))
            painter.drawRoundedRect(place.slot(number).adjusted(0, -4, 0, 4), ROUND, ROUND)
        for series, part in place.parts(number):
            fill_part(painter, part, series, tokens)

    def _paint_labels(self, painter: QPainter, place: Place, tokens: Tokens) -> None:
        painter.setFont(place.font)
        painter.setPen(QColor(tokens.soft))
        for room, words in place.labels():
            painter.drawText(room, _CENTRE, words)
