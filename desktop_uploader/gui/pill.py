"""The pill: a task's state as an icon and a word, in the history's table and beside it."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ..model.status import TaskStatus
from ..model.task import UploadTask
from .icons import Icons
from .painted import LEFT
from .theme import Tokens, scaled

PILL_HEIGHT = 22
PILL_AROUND = 38
"""What a pill is wider than its words."""

KEPT_TEXTS = 2048


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


def pill_font(font: QFont) -> QFont:
    """The pill's words: a little smaller, and bold."""
    return scaled(font, 0.92, bold=True)


def paint_pill(
    painter: QPainter,
    icons: Icons,
    tokens: Tokens,
    look: tuple[str, str],
    text: str,
    place: QRectF,
    lettering: Lettering,
) -> None:
    """A rounded ground with an icon and a word at the left of `place`; `look` is what `tone_of` gives."""
    tone, icon = look
    text = lettering.fit(text, place.width() - PILL_AROUND, Qt.TextElideMode.ElideRight)
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
