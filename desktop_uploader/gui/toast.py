"""One sentence for what just happened."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ..words import Catalogue
from .plain import glance
from .widgets import button, label


class Toast(QFrame):
    """A sentence at the bottom for what just happened; gone after eight seconds unless it is an error."""

    SECONDS = 8

    def __init__(self, parent: QWidget, words: Catalogue) -> None:
        super().__init__(parent)
        self._window = parent
        self.words = words
        """The language that is spoken in."""
        self.setProperty("kind", "toast")
        self._said = label(wrap=True)
        self._offer = button("")
        self._taken: Callable[[], None] | None = None
        self._offer.clicked.connect(self._on_offer)
        dismiss = button(words.tr("Close"))
        dismiss.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.addWidget(self._said, 1)
        self._row.addWidget(self._offer)
        self._row.addWidget(dismiss)
        self._timer = QTimer(self, singleShot=True, interval=self.SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, stay: bool = False, offer: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a sentence; `offer` is a button beside it and what it does, and `stay` keeps it until it is closed."""
        self._said.setText(glance(text))
        word, self._taken = offer or ("", None)
        self._offer.setText(word)
        self._offer.setVisible(offer is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not stay:
            self._timer.start()

    def _on_offer(self) -> None:
        self.hide()
        if self._taken is not None:
            self._taken()

    def text(self) -> str:
        """What it says."""
        return self._said.text()

    def place(self) -> None:
        """Stand at the bottom of the window."""
        parent = self._window
        width = min(640, parent.width() - 80)
        self.resize(width, max(48, self._row.heightForWidth(width)))
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 48)
