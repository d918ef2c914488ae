"""Small parts that several pages use."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ..model.task import UploadTask
from .icons import Icons
from .pill import PILL_AROUND, PILL_HEIGHT, Lettering, paint_pill, pill_font, tone_of
from .plain import glance
from .theme import Theme, scaled


def button(text: str, kind: str = "plain") -> QPushButton:
    """A button; `kind` is plain, primary, chip, page or tab."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def label(text: str = "", *, factor: float = 1.0, bold: bool = False, tone: str = "", wrap: bool = False) -> QLabel:
    """Plain text, whatever it holds: markup from a file is shown and not interpreted."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(scaled(made.font(), factor, bold=bold))
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def card(kind: str = "card") -> QFrame:
    """A surface with a border and rounded corners."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    return frame


def scrolled(inside: QWidget) -> QScrollArea:
    """The widget with a scroll bar where it is higher than its place."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def set_kind(widget: QWidget, kind: str) -> None:
    """Change the dynamic property by which the style sheet chooses, and have it looked at again."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    for child in widget.findChildren(QWidget):
        child.style().unpolish(child)
        child.style().polish(child)


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label's words."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Pill(QWidget):
    """A task's state, outside the table."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._task: UploadTask | None = None
        self._text = ""
        self._lettering = Lettering(pill_font(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_task(self, task: UploadTask, text: str) -> None:
        """Show this task's state in these words."""
        self._task, self._text = task, text
        self.setAccessibleName(text)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """See Qt."""
        width = self._lettering.metrics.horizontalAdvance(self._text)
        return QSize(round(width) + PILL_AROUND + 1, PILL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        if self._task is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(0, 0, self.width() + 2, PILL_HEIGHT)
        paint_pill(painter, self._icons, self._theme.tokens, tone_of(self._task), self._text, place, self._lettering)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """See Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lettering = Lettering(pill_font(self.font()))


class Choice(QComboBox):
    """A drop-down as wide as its words, with the program's own arrow: style sheets know arrows only as files.

    `kind` "chip" stands among the chips of a filter, "field" among the fields of a form.
    """

    def __init__(self, theme: Theme, icons: Icons, name: str, kind: str = "field") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self._theme = theme
        self._icons = icons
        self.setAccessibleName(name)
        # The drop-down's own delegate paints past the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        """See Qt; the style's measure is a hair too narrow where a pixel of the screen is none of the program's."""
        return super().sizeHint() + QSize(4, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        place = QRectF(self.width() - 25, (self.height() - 14) / 2, 14, 14)
        self._icons.paint(painter, "chevron", self._theme.tokens.text, place)
        painter.end()


class Check(QCheckBox):
    """A box to tick that is seen in both schemes, with the program's own tick."""

    BOX = 16

    def __init__(self, theme: Theme, icons: Icons, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self._icons = icons

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(1, (self.height() - self.BOX) / 2, self.BOX, self.BOX)
        focused, checked = self.hasFocus(), self.isChecked()
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.faint), 2 if focused else 1))
        painter.setBrush(QColor(tokens.fill if checked else tokens.surface))
        painter.drawRoundedRect(place, 4, 4)
        if checked:
            self._icons.paint(painter, "check", tokens.on_fill, place.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(tokens.text))
        words = self.rect().adjusted(self.BOX + 8, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic), self.text())
        painter.end()

    def sizeHint(self) -> QSize:
        """See Qt."""
        return QSize(self.BOX + 12 + self.fontMetrics().horizontalAdvance(self.text()), max(self.BOX + 4, 22))


class Glyph(QWidget):
    """An icon of any size on a round ground."""

    def __init__(self, theme: Theme, icons: Icons, name: str, size: int = 64) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._name = name
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.select))
        painter.drawEllipse(self.rect())
        inner = QRectF(self.rect()).adjusted(*(self.width() * 0.32 * side for side in (1, 1, -1, -1)))
        self._icons.paint(painter, self._name, self._theme.tokens.accent, inner)
        painter.end()


class Mark(QWidget):
    """An icon as high as a line of words, in a colour of the theme."""

    SIZE = 16

    def __init__(self, theme: Theme, icons: Icons, name: str, tone: str = "text") -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._name = name
        self._tone = tone
        self.setFixedSize(self.SIZE, max(self.SIZE, self.fontMetrics().height()))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter = QPainter(self)
        place = QRectF(0, (self.height() - self.SIZE) / 2, self.SIZE, self.SIZE)
        self._icons.paint(painter, self._name, getattr(self._theme.tokens, self._tone), place)
        painter.end()


class Message(QFrame):
    """One sentence in bold, one below it, on a ground in the tone of what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label(bold=True, wrap=True)
        self.advice = label(wrap=True)
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(14, 12, 14, 12)
        row.addLayout(column, 1)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.advice)

    def add(self, made: QPushButton) -> None:
        """Offer something at its right."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)

    def say(self, kind: str, title: str, advice: str) -> None:
        """Show both sentences in a tone."""
        self.title.setText(glance(title))
        self.advice.setText(glance(advice))
        self.advice.setVisible(bool(advice))
        set_kind(self, kind)
