"""Paints the history's cells: two lines, a pill with its bar, numbers. No style is asked, so none can spoil them.

A new file moves every row in sight, so that all their cells are painted in one turn of the event loop. Hence fonts,
flags and shortened texts are kept from one cell to the next.
"""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..words import Catalogue
from . import formats
from .history_model import COL_ADDED, COL_DATASET, COL_FILE, COL_ROWS, COL_STATUS, PROGRESS_ROLE, TASK_ROLE
from .icons import Icons
from .theme import Theme, Tokens, scaled

PADDING = 12
ROW_HEIGHT = 48
PILL_HEIGHT = 22
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
PILL_AROUND = 38
"""What a pill is wider than its words."""

KEPT_TEXTS = 2048
LOOKS = {COL_DATASET: (LEFT, "text"), COL_ROWS: (RIGHT, "text"), COL_ADDED: (LEFT, "soft")}
"""Columns of one line: the side on which the words stand, and their tone."""


def tone_of(task: UploadTask) -> tuple[str, str]:
    """The colour tone and the icon of a task's state."""
    if task.undone_at is not None:
        return "idle", "undo"
    if task.status is TaskStatus.DONE and task.rows_rejected:
        return "warn", "warning"
    if task.asks:
        return "warn", "question"
    return {
        TaskStatus.UPLOADING: ("idle", "upload"),
        TaskStatus.PENDING: ("idle", "clock"),
        TaskStatus.PROCESSING: ("info", "progress"),
        TaskStatus.DONE: ("ok", "check"),
        TaskStatus.FAILED: ("bad", "cross"),
        TaskStatus.CANCELLED: ("idle", "cross"),
    }[task.status]


class Lettering:
    """A font, and texts shortened to what fits in a width."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.fit: Callable[[str, float, Qt.TextElideMode], str] = lru_cache(KEPT_TEXTS)(self._fit)

    def _fit(self, text: str, width: float, where: Qt.TextElideMode) -> str:
        return self.metrics.elidedText(text, where, width)


class TaskDelegate(QStyledItemDelegate):
    """One delegate for all columns of the history."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._words = words
        self._choose_fonts(QFont())

    def _choose_fonts(self, font: QFont) -> None:
        self._font = QFont(font)
        self._plain, self._small = Lettering(self._font), Lettering(scaled(font, 0.88))
        self._bold = Lettering(pill_font(font))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """See Qt."""
        return QSize(80, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """See Qt."""
        tokens, area = self._theme.tokens, QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(tokens.select if selected else tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        task = index.data(TASK_ROLE)
        if task is not None:
            if option.font != self._font:
                self._choose_fonts(option.font)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_cell(painter, index, task, area.adjusted(PADDING, 0, -PADDING, 0), tokens)
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        index: QModelIndex | QPersistentModelIndex,
        task: UploadTask,
        area: QRectF,
        tokens: Tokens,
    ) -> None:
        column = index.column()
        if column == COL_FILE:
            self._paint_file(painter, task, area, tokens)
        elif column == COL_STATUS:
            self._paint_status(painter, index, task, area, tokens)
        else:
            flags, tone = LOOKS[column]
            self._write(painter, self._plain, index.data(), area, flags, getattr(tokens, tone))

    def _write(self, painter: QPainter, lettering: Lettering, text: str, area: QRectF, flags: int, tone: str) -> None:
        painter.setFont(lettering.font)
        painter.setPen(QColor(tone))
        painter.drawText(area, flags, lettering.fit(text, area.width(), END))

    def _paint_file(self, painter: QPainter, task: UploadTask, area: QRectF, tokens: Tokens) -> None:
        name = self._plain.fit(task.file_name, area.width(), MIDDLE)
        self._write(
            painter, self._plain, name, QRectF(area.left(), area.top() + 5, area.width(), 20), LEFT, tokens.text
        )
        below = " · ".join(part for part in (formats.size_text(task.size), formats.place_text(task)) if part)
        lower = QRectF(area.left(), area.top() + 24, area.width(), 18)
        self._write(painter, self._small, below, lower, LEFT, tokens.soft)

    def _paint_status(
        self,
        painter: QPainter,
        index: QModelIndex | QPersistentModelIndex,
        task: UploadTask,
        area: QRectF,
        tokens: Tokens,
    ) -> None:
        progress = index.data(PROGRESS_ROLE)
        share = formats.share_of(task, progress)
        top = area.top() + (7 if share is not None else (ROW_HEIGHT - PILL_HEIGHT) / 2)
        text = formats.status_text(task, progress, self._words)
        place = QRectF(area.left(), top, area.width(), PILL_HEIGHT)
        paint_pill(painter, self._icons, tokens, task, text, place, self._bold)
        if share is None:
            return
        tone = tokens.fill if task.status is TaskStatus.PROCESSING else tokens.idle
        bar = QRectF(area.left(), area.top() + 36, min(area.width(), 120), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(tone))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, 4), 2, 2)


def pill_font(font: QFont) -> QFont:
    """The pill's words: a little smaller, and bold."""
    return scaled(font, 0.92, bold=True)


def paint_pill(
    painter: QPainter, icons: Icons, tokens: Tokens, task: UploadTask, text: str, place: QRectF, lettering: Lettering
) -> None:
    """A rounded ground with an icon and a word in the tone of the task's state, at the left of `place`."""
    tone, icon = tone_of(task)
    text = lettering.fit(text, place.width() - PILL_AROUND, END)
    width = lettering.metrics.horizontalAdvance(text) + PILL_AROUND
    pill = QRectF(place.left(), place.top(), width, PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(tokens, f"{tone}_on")))
    painter.drawRoundedRect(pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    colour = getattr(tokens, tone)
    icons.paint(painter, icon, colour, QRectF(pill.left() + 10, pill.top() + (PILL_HEIGHT - 12) / 2, 12, 12))
    painter.setPen(QColor(colour))
    painter.setFont(lettering.font)
    painter.drawText(pill.adjusted(27, 0, 0, 0), LEFT, text)
