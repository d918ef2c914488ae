"""Paints the history's cells: two lines, a pill with its bar, numbers. No style is asked, so none can spoil them."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..words import Catalogue
from . import formats
from .history_model import COL_ADDED, COL_FILE, COL_ROWS, COL_STATUS, PROGRESS_ROLE, TASK_ROLE
from .icons import Icons
from .theme import Theme, Tokens, scaled

PADDING = 12
ROW_HEIGHT = 48
PILL_HEIGHT = 22


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


class TaskDelegate(QStyledItemDelegate):
    """One delegate for all columns of the history."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue, parent: object = None) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._words = words

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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inside = area.adjusted(PADDING, 0, -PADDING, 0)
            self._paint_cell(painter, option, index, task, inside, tokens)
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        task: UploadTask,
        area: QRectF,
        tokens: Tokens,
    ) -> None:
        painter.setFont(option.font)
        if index.column() == COL_FILE:
            self._paint_file(painter, option, task, area, tokens)
        elif index.column() == COL_STATUS:
            self._paint_status(painter, option, index, task, area, tokens)
        else:
            right = index.column() == COL_ROWS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            tone = tokens.soft if index.column() == COL_ADDED else tokens.text
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            if index.column() == COL_ADDED:
                text = formats.time_text(task.created_at, datetime.now(UTC))
            metrics = QFontMetricsF(option.font)
            painter.setPen(QColor(tone))
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), elided)

    def _paint_file(
        self, painter: QPainter, option: QStyleOptionViewItem, task: UploadTask, area: QRectF, tokens: Tokens
    ) -> None:
        metrics = QFontMetricsF(option.font)
        name = metrics.elidedText(task.file_name, Qt.TextElideMode.ElideMiddle, area.width())
        painter.setPen(QColor(tokens.text))
        upper = QRectF(area.left(), area.top() + 5, area.width(), 20)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        small = scaled(option.font, 0.88)
        painter.setFont(small)
        painter.setPen(QColor(tokens.soft))
        below = " · ".join(part for part in (formats.size_text(task.size), formats.place_text(task)) if part)
        lower = QRectF(area.left(), area.top() + 24, area.width(), 18)
        text = QFontMetricsF(small).elidedText(below, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_status(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        task: UploadTask,
        area: QRectF,
        tokens: Tokens,
    ) -> None:
        progress = index.data(PROGRESS_ROLE)
        share = formats.share_of(task, progress)
        top = area.top() + (7 if share is not None else (ROW_HEIGHT - PILL_HEIGHT) / 2)
        text = formats.status_text(task, progress, self._words)
        paint_pill(painter, self._icons, tokens, task, text, area.left(), top, option, area.width())
        if share is None:
            return
        tone = tokens.fill if task.status is TaskStatus.PROCESSING else tokens.idle
        bar = QRectF(area.left(), area.top() + 36, min(area.width(), 120), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(tone))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, 4), 2, 2)


def paint_pill(
    painter: QPainter,
    icons: Icons,
    tokens: Tokens,
    task: UploadTask,
    text: str,
    left: float,
    top: float,
    option: QStyleOptionViewItem,
    width: float,
) -> None:
    """A rounded ground with an icon and a word in the tone of the task's state."""
    tone, icon = tone_of(task)
    font = scaled(option.font, 0.92, bold=True)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 38)
    pill = QRectF(left, top, metrics.horizontalAdvance(text) + 38, PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(tokens, f"{tone}_on")))
    painter.drawRoundedRect(pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    colour = getattr(tokens, tone)
    icons.paint(painter, icon, colour, QRectF(left + 10, top + (PILL_HEIGHT - 12) / 2, 12, 12))
    painter.setPen(QColor(colour))
    painter.setFont(font)
    place = pill.adjusted(27, 0, 0, 0)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
