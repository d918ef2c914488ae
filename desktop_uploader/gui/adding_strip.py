"""A quiet line above the status bar while many files are added, and what it asks in the end."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ..words import Catalogue
from .plain import glance
from .widgets import button, label, set_kind


class AddingStrip(QFrame):
    """Out of sight unless there is something to say."""

    pause_wanted = Signal()
    cancel_wanted = Signal()
    decided = Signal(bool)
    """True: known files are added again."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.words = label(wrap=True)
        self.pause, self.cancel = button(words.tr("Pause")), button(words.tr("Cancel"))
        self.leave, self.again = button(words.tr("Leave them out")), button(words.tr("Add them again"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 18, 6)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for widget in (self.pause, self.cancel, self.leave, self.again):
            row.addWidget(widget)
        self.pause.clicked.connect(self.pause_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.leave.clicked.connect(self._on_leave)
        self.again.clicked.connect(self._on_again)
        self.hide()

    def show_moved(self, text: str, *, paused: bool) -> None:
        """Say how far it is."""
        self.pause.setText(self._words.tr("Resume") if paused else self._words.tr("Pause"))
        self._show("idle", text, asking=False)

    def ask(self, text: str) -> None:
        """Ask what becomes of files that were added before; `decided` carries the answer."""
        self._show("info", text, asking=True)

    def _show(self, kind: str, text: str, *, asking: bool) -> None:
        self.words.setText(glance(text))
        self.pause.setVisible(not asking)
        self.cancel.setVisible(not asking)
        self.leave.setVisible(asking)
        self.again.setVisible(asking)
        set_kind(self, kind)
        self.show()

    def _on_leave(self) -> None:
        self.decided.emit(False)

    def _on_again(self) -> None:
        self.decided.emit(True)


class LeftOutDialog(QDialog):
    """Which files were left out, and why."""

    def __init__(self, lines: list[str], more: int, words: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.tr("Files that were left out"))
        self.setMinimumSize(560, 320)
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(label(words.tr("and {count} more.", count=more) if more else "", tone="soft"), 1)
        close = button(words.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
