"""Paints the history's cells: two lines, a pill with its bar, numbers.

A new file moves every row in sight, so that all their cells are painted in one turn of the event loop. Hence fonts,
flags and shortened texts are kept from one cell to the next.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...words import Catalogue
from .. import formats
from ..icons import Icons
from ..painted import LEFT, RIGHT, Index, PaintedDelegate
from ..pill import PILL_HEIGHT, Lettering, paint_pill, pill_font
from ..plain import plain
from ..theme import Theme, Tokens, scaled
from .model import (
    COL_ADDED,
    COL_DATASET,
    COL_FILE,
    COL_FINISHED,
    COL_ROWS,
    COL_STATUS,
    PROGRESS_ROLE,
    TASK_ROLE,
)

ROW_HEIGHT = 48
END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
LOOKS = {
    COL_DATASET: (LEFT, "text"),
    COL_ROWS: (RIGHT, "text"),
    COL_ADDED: (LEFT, "soft"),
    COL_FINISHED: (LEFT, "soft"),
}
"""Columns of one line: the side on which the words stand, and their tone."""


class TaskDelegate(PaintedDelegate):
    """One delegate for all columns of the history."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__(theme)
        self._icons = icons
        self._words = words
        self._choose_fonts(QFont())

    def _choose_fonts(self, font: QFont) -> None:
        self._font = QFont(font)
        self._plain, self._small = Lettering(self._font), Lettering(scaled(font, 0.88))
        self._bold = Lettering(pill_font(font))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(80, ROW_HEIGHT)

    def paint_inside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF) -> None:
        """See `PaintedDelegate`."""
        task = index.data(TASK_ROLE)
        if task is not None:
            if option.font != self._font:
                self._choose_fonts(option.font)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_cell(painter, index, task, area, self._theme.tokens)

    def _paint_cell(self, painter: QPainter, index: Index, task: UploadTask, area: QRectF, tokens: Tokens) -> None:
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
        name = self._plain.fit(plain(task.file_name), area.width(), MIDDLE)
        self._write(
            painter, self._plain, name, QRectF(area.left(), area.top() + 5, area.width(), 20), LEFT, tokens.text
        )
        size, place = self._words.size(task.size), formats.place_text(task, self._words)
        below = " · ".join(part for part in (size, place) if part)
        lower = QRectF(area.left(), area.top() + 24, area.width(), 18)
        self._write(painter, self._small, below, lower, LEFT, tokens.soft)

    def _paint_status(self, painter: QPainter, index: Index, task: UploadTask, area: QRectF, tokens: Tokens) -> None:
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
