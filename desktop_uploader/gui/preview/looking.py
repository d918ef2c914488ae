"""Has a file looked at again when what was decided changes: the newest decisions, a moment after the last change."""

from PySide6.QtCore import QObject, QTimer, Signal

from ...bootstrap import Application
from ...model.errors import UploaderError
from ...model.task import UploadTask
from ...worker.previews import Preview, Told, Wish
from .decisions import Decisions

PAUSE = 150
"""Milliseconds without a change before the file is looked at."""


class Looking(QObject):
    """Lives in the main thread; the file is read in a child. `close` ends it without waiting."""

    seen = Signal(object)
    """A `PreviewResult` for the newest decisions."""
    failed = Signal(object)
    """The `UploaderError` for which there is none."""
    moved = Signal(object)
    """A `Moved`: how far the look is."""
    _told = Signal(object)

    def __init__(self, application: Application, task: UploadTask, decisions: Decisions, parent: QObject) -> None:
        super().__init__(parent)
        self._decisions = decisions
        self._number = 0
        self._closed = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._look)
        self._told.connect(self._on_told)
        self._preview: Preview = application.preview(task, self._tell)
        self.busy = False
        """True while the newest decisions have not been looked at to the end."""

    def look(self, *, at_once: bool = False) -> None:
        """The decisions have changed."""
        self._number += 1
        self.busy = True
        if at_once:
            self._look()
        else:
            self._pause.start()

    def close(self) -> None:
        """Nothing more is told."""
        self._closed = True
        self._pause.stop()
        self._preview.close()

    def join(self, seconds: float) -> None:
        """Wait for the end of thread and child."""
        self._preview.join(seconds)

    def _look(self) -> None:
        decisions = self._decisions
        self._preview.look(Wish(self._number, decisions.answers, decisions.sheet, decisions.suggest))

    def _tell(self, told: Told) -> None:
        """On the preview's thread."""
        if not self._closed:
            self._told.emit(told)

    def _on_told(self, told: Told) -> None:
        if self._closed or told.number != self._number:
            return
        if told.moved is not None:
            self.moved.emit(told.moved)
            return
        self.busy = False
        if told.result is not None:
            self.seen.emit(told.result)
        elif isinstance(told.error, UploaderError):
            self.failed.emit(told.error)
