"""What stands in the window until it is furnished: the grounds of the sidebar and of a page."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

WIDE, NARROW = 168, 60
"""Widths of the sidebar: with words, and with icons alone."""

NARROW_BELOW = 1000
"""Width of the window below which the sidebar is narrow."""


class Frame(QWidget):
    """Loads nothing of the program but its colours. Takes files already."""

    files_dropped = Signal(object)
    """A list of paths."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side = QWidget(self)
        self._side.setObjectName("sidebar")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        self._side.setGeometry(0, 0, NARROW if self.width() < NARROW_BELOW else WIDE, self.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """See Qt."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """See Qt."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped(event))


def dropped(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer that are dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
