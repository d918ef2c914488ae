"""Files dropped anywhere on a window."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..words import Catalogue
from .frame import dropped
from .widgets import card, label


class DropTarget(QObject):
    """Takes what is dropped on `window` and shows over its `canvas` that it would be taken."""

    files_dropped = Signal(object)
    """A list of paths."""

    def __init__(self, window: QWidget, canvas: QWidget, words: Catalogue) -> None:
        super().__init__(window)
        self._canvas = canvas
        self._overlay = card("overlay")
        self._overlay.setParent(canvas)
        inside = QVBoxLayout(self._overlay)
        inside.addWidget(label(words.tr("Drop to add"), factor=1.45, bold=True), 0, Qt.AlignmentFlag.AlignCenter)
        self._overlay.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt."""
        if event.type() == QEvent.Type.DragLeave:
            self._overlay.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.DragEnter:
            self._on_enter(event)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._overlay.hide()
            event.acceptProposedAction()
            self.files_dropped.emit(dropped(event))
        else:
            return False
        return True

    def _on_enter(self, event: QDropEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._overlay.setGeometry(self._canvas.rect())
            self._overlay.show()
            self._overlay.raise_()
