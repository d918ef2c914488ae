"""One calm line at the bottom: what the program does, where files are kept, what today brought, and any trouble."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..model.queries import DayTotals
from ..words import Catalogue
from .plain import glance
from .theme import Theme
from .tray.state import Tone, WorkState
from .widgets import button, label

USUAL = 30
"""Pixels of height while nothing is in the way."""

MOST = 3
"""Troubles that are told at a time."""


class Dot(QWidget):
    """A small light; its meaning stands in words beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tone = Tone.OK
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(getattr(self._theme.tokens, self.tone))
        painter.setBrush(colour)
        painter.setPen(colour)
        painter.drawEllipse(0, 0, 7, 7)
        painter.end()


class StatusBar(QWidget):
    """Shown on every page."""

    def __init__(self, theme: Theme, words: Catalogue, storage: str) -> None:
        """`storage` says where new files go."""
        super().__init__()
        self._words = words
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot, self._bad = Dot(theme), Dot(theme)
        self._bad.tone = Tone.BAD
        self._state = label(words.tr("Ready"), factor=0.92)
        self._troubles = label(factor=0.92, wrap=True)
        self._today = label(factor=0.92, tone="soft")
        usual = QWidget()
        usual.setFixedHeight(USUAL)
        row = QHBoxLayout(usual)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trouble_row())
        column.addWidget(usual)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        self.work_now = button(words.tr("Work now"), "link")
        self.work_now.setToolTip(words.tr("Work on files although it is set otherwise, until that is over"))
        self.work_now.hide()
        row.addWidget(self.work_now)
        row.addSpacing(12)
        self._storage = label(factor=0.92, tone="soft")
        self.show_storage(storage)
        row.addWidget(self._storage)
        row.addSpacing(12)
        row.addWidget(self._today)
        row.addStretch(1)
        row.addWidget(label(words.tr("Drop files anywhere in this window"), factor=0.92, tone="soft"))

    def show_state(self, state: WorkState) -> None:
        """What the worker does; what is in the way stands above it with what to do next."""
        shown = state.troubles[:MOST]
        self._troubles.setText("\n".join(map(glance, shown)))
        self._trouble_place.setVisible(bool(shown))
        for widget in (self._dot, self._state):
            widget.setVisible(not shown)
        self._dot.tone = state.tone
        self._dot.update()
        self._state.setText(state.text)
        self.work_now.setVisible(state.resting)

    def show_storage(self, where: str) -> None:
        """Where new files go."""
        self._storage.setText(self._words.tr("Storage: {place}", place=where))

    def show_today(self, totals: DayTotals) -> None:
        """What has ended since midnight."""
        tr = self._words.tr
        parts = [tr("{count} done", count=totals.done), tr("{count} failed", count=totals.failed)]
        if totals.asking:
            parts.insert(1, tr("{count} to answer", count=totals.asking))
        told = tr("Today {counts}", counts=" · ".join([*parts, self._words.rows(totals.rows_saved)]))
        self._today.setText(told if totals.done or totals.failed or totals.asking else "")

    def _trouble_row(self) -> QWidget:
        self._trouble_place = QWidget()
        self._trouble_place.hide()
        row = QHBoxLayout(self._trouble_place)
        row.setContentsMargins(14, 8, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._bad, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._troubles, 1)
        return self._trouble_place

    def troubles(self) -> str:
        """What is in the way, and what to do next; empty where nothing is."""
        return "" if self._trouble_place.isHidden() else self._troubles.text()

    def state(self) -> str:
        """What it says of the worker."""
        return self._state.text()
