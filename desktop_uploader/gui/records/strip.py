"""One calm line for what takes a while: a sentence, a bar, a way out."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ...model.rowquery import Found
from ...words import Catalogue
from ..widgets import button, label

QUIET = 300
"""Milliseconds before anything is shown."""


class Strip(QFrame):
    """Hidden while there is nothing to say."""

    cancelled = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.setProperty("kind", "info")
        self.words = label(wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self._bar.setAccessibleName(words.tr("Progress"))
        self.cancel = button(words.tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self._wait = QTimer(self, singleShot=True, interval=QUIET)
        self._wait.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self._bar)
        row.addWidget(self.cancel)
        self.hide()

    def say_working(self, text: str, share: float | None) -> None:
        """Something is under way; shown once it takes a while."""
        self.words.setText(text)
        self._bar.setRange(0, 0 if share is None else 1000)
        self._bar.setValue(round((share or 0) * 1000))
        self._bar.show()
        self.cancel.show()
        if not self.isVisible() and not self._wait.isActive():
            self._wait.start()

    def say_finding(self, found: Found, *, narrowed: bool) -> None:
        """Rows are looked for."""
        if found.count and narrowed:
            words = self._words.trn("{count} found so far…", "{count} found so far…", found.count)
        else:
            words = self._words.tr("Looking through the rows…")
        self.say_working(words, found.share)

    def clear(self) -> None:
        """Nothing to say."""
        self._wait.stop()
        self.hide()
