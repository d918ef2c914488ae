"""The test of a place, step by step, while it runs."""

from collections.abc import Callable, Iterator
from threading import Event

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...model.errors import UploaderError
from ...storage.base import Step
from ...words import Catalogue
from ...words.marking import N_
from ..background import Background
from ..icons import Icons
from ..theme import Theme
from ..widgets import button, label

Try = Callable[[], Iterator[Step]]

ABOUT = N_("Stores, reads, lists and deletes a small file, and says what does not work.")

ICON_PLACE = QRectF(8, 3, 14, 14)
BADGE = (30, 20)


class Badge(QWidget):
    """Whether a step passed; the words beside it say the same."""

    def __init__(self, theme: Theme, icons: Icons, tone: str, icon: str) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._tone, self._icon = tone, icon
        self.setFixedSize(*BADGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        tokens, painter = self._theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens, f"{self._tone}_on")))
        painter.drawRoundedRect(self.rect(), 10, 10)
        self._icons.paint(painter, self._icon, getattr(tokens, self._tone), ICON_PLACE)
        painter.end()


class ConnectionTest(QFrame):
    """A card. `tried` gives the steps, off the main thread; one test at a time."""

    _stepped = Signal(int, object)

    def __init__(self, background: Background, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._background = background
        self._words = words
        self._theme, self._icons = theme, icons
        self._stop = Event()
        self._number = 0
        self.lines: list[tuple[str, str]] = []
        """What each row says: the step and what came of it."""
        self.start = button(words.tr("Test connection"))
        self.wanted = self.start.clicked
        self._state = label(words.tr(ABOUT), tone="soft", wrap=True)
        self._rows = QGridLayout()
        self._build()
        self._stepped.connect(self._on_step)

    def run(self, tried: Try) -> None:
        """Begin; an earlier test is given up."""
        self.clear()
        number = self._number
        self.start.setEnabled(False)
        self._state.setText(self._words.tr("Testing…"))
        stop = self._stop = Event()

        def work() -> bool:
            passed = True
            for step in tried():
                if stop.is_set():
                    return False
                passed = passed and step.passed
                self._stepped.emit(number, step)
            return passed

        self._background.run(
            work, lambda passed: self._on_end(number, passed), lambda error: self._on_error(number, error)
        )

    def clear(self) -> None:
        """Forget what was found: something else is set by now."""
        self._stop.set()
        self._number += 1
        self.lines = []
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.start.setText(self._words.tr("Test connection"))
        self.start.setEnabled(True)
        self._state.setText(self._words.tr(ABOUT))

    @property
    def state(self) -> str:
        """The sentence above the steps."""
        return self._state.text()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label(self._words.tr("Test connection"), factor=1.15, bold=True))
        top.addStretch(1)
        top.addWidget(self.start)
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(2, 1)
        self._rows.setColumnMinimumWidth(1, 150)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._state)
        column.addLayout(self._rows)

    def _on_step(self, number: int, step: Step) -> None:
        if number != self._number:
            return
        if step.error is not None:
            self._add("bad", "cross", step, str(self._words.exception(step.error)))
        elif step.skipped:
            self._add("idle", "pause", step, self._words.step_result(None))
        else:
            facts = filter(None, (self._words.fact(name, value) for name, value in step.facts.items()))
            self._add("ok", "check", step, " ".join(facts) or self._words.step_result(True))

    def _add(self, tone: str, icon: str, step: Step, text: str) -> None:
        row, name = len(self.lines), self._words.step(step.name)
        said: QLabel = label(text, tone="bad" if tone == "bad" else "soft", wrap=True)
        top = Qt.AlignmentFlag.AlignTop
        self._rows.addWidget(Badge(self._theme, self._icons, tone, icon), row, 0, top)
        self._rows.addWidget(label(name), row, 1, top)
        self._rows.addWidget(said, row, 2, top)
        self.lines.append((name, text))

    def _on_end(self, number: int, passed: bool) -> None:
        if number == self._number:
            self._ended(self._words.test_result(passed))

    def _on_error(self, number: int, error: UploaderError) -> None:
        if number == self._number:
            self._ended(str(self._words.exception(error)))

    def _ended(self, text: str) -> None:
        self._state.setText(text)
        self.start.setText(self._words.tr("Test again"))
        self.start.setEnabled(True)
