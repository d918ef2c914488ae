"""Paints the history's cells: two lines, a pill with its bar, numbers.

A new file moves every row in sight, so that all their cells are painted in one turn of the event loop. Each call of Qt
may wait for the threads that work, so a cell that was painted is kept as a picture, and is one call from then on.
"""

from functools import lru_cache
from math import ceil
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...words import Catalogue
from .. import formats
from ..icons import Icons
from ..painted import LEFT, PADDING, RIGHT, Index
from ..pill import PILL_HEIGHT, Lettering, paint_pill, pill_font, tone_of
from ..plain import plain
from ..theme import Theme, Tokens, scaled
from .model import COL_ADDED, COL_DATASET, COL_FILE, COL_FINISHED, COL_ROWS, COL_STATUS, HistoryModel

ROW_HEIGHT = 48
END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
LOOKS = {
    COL_DATASET: (LEFT, "text"),
    COL_ROWS: (RIGHT, "text"),
    COL_ADDED: (LEFT, "soft"),
    COL_FINISHED: (LEFT, "soft"),
}
"""Columns of one line: the side on which the words stand, and their tone."""


KEPT = 240
"""Pictures of cells: those of three screens."""

BAR = 120
"""Pixels of a bar that is full."""


class TaskDelegate(QStyledItemDelegate):
    """One delegate for all columns of the history."""

    def __init__(self, model: HistoryModel, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._icons = icons
        self._words = words
        self._picture = lru_cache(KEPT)(self._paint)
        theme.changed.connect(self._picture.cache_clear)
        self._choose_fonts(QFont())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """See Qt."""
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See Qt."""
        if option.font != self._font:
            self._choose_fonts(option.font)
        task, column, rect = self._model.task_at(index.row()), index.column(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        shown = self._shown(task, column) if task is not None else ()
        ratio = option.widget.devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self._picture(column, shown, rect.width(), rect.height(), selected, ratio))

    def _choose_fonts(self, font: QFont) -> None:
        self._font = QFont(font)
        self._plain, self._small = Lettering(self._font), Lettering(scaled(font, 0.88))
        self._bold = Lettering(pill_font(font))
        self._picture.cache_clear()

    def _shown(self, task: UploadTask, column: int) -> tuple[Any, ...]:
        """All that a cell's look depends on."""
        if column == COL_FILE:
            size, place = self._words.size(task.size), formats.place_text(task, self._words)
            return plain(task.file_name), " · ".join(part for part in (size, place) if part)
        if column == COL_STATUS:
            progress = self._model.progress_of(task.id)
            share = formats.share_of(task, progress)
            done = round(share * BAR) if share is not None else None
            return tone_of(task), formats.status_text(task, progress, self._words), done, task.status
        return (self._model.text_of(task, column),)

    def _paint(
        self, column: int, shown: tuple[Any, ...], width: int, height: int, selected: bool, ratio: float
    ) -> QPixmap:
        tokens = self._theme.tokens
        picture = QPixmap(ceil(width * ratio), ceil(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(tokens.select if selected else tokens.surface))
        painter = QPainter(picture)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(0, height - 1, width - 1, height - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(PADDING, 0, width - 2 * PADDING, height)
        if not shown:
            pass
        elif column == COL_FILE:
            self._paint_file(painter, area, tokens, *shown)
        elif column == COL_STATUS:
            self._paint_status(painter, area, tokens, *shown)
        else:
            flags, tone = LOOKS[column]
            self._write(painter, self._plain, shown[0], area, flags, getattr(tokens, tone))
        painter.end()
        return picture

    def _write(self, painter: QPainter, lettering: Lettering, text: str, area: QRectF, flags: int, tone: str) -> None:
        painter.setFont(lettering.font)
        painter.setPen(QColor(tone))
        painter.drawText(area, flags, lettering.fit(text, area.width(), END))

    def _paint_file(self, painter: QPainter, area: QRectF, tokens: Tokens, name: str, below: str) -> None:
        name = self._plain.fit(name, area.width(), MIDDLE)
        self._write(
            painter, self._plain, name, QRectF(area.left(), area.top() + 5, area.width(), 20), LEFT, tokens.text
        )
        lower = QRectF(area.left(), area.top() + 24, area.width(), 18)
        self._write(painter, self._small, below, lower, LEFT, tokens.soft)

    def _paint_status(
        self,
        painter: QPainter,
        area: QRectF,
        tokens: Tokens,
        look: tuple[str, str],
        text: str,
        done: int | None,
        status: TaskStatus,
    ) -> None:
        top = area.top() + (7 if done is not None else (ROW_HEIGHT - PILL_HEIGHT) / 2)
        place = QRectF(area.left(), top, area.width(), PILL_HEIGHT)
        paint_pill(painter, self._icons, tokens, look, text, place, self._bold)
        if done is None:
            return
        tone = tokens.fill if status is TaskStatus.PROCESSING else tokens.idle
        bar = QRectF(area.left(), area.top() + 36, min(area.width(), BAR), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(tone))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * done / BAR, 4), 2, 2)
