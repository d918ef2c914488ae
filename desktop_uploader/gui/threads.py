"""The worker's and the uploader's loops in threads of their own, and what they say as signals."""

import logging
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from ..model.events import Happening, Resting, SlotChanged, TaskChanged, Trouble
from ..model.progress import Progress

logger = logging.getLogger(__name__)

REST = 5.0
"""Seconds after which a loop begins again that met an error nobody foresaw."""


class LoopThread(QThread):
    """Runs a plain loop, again and again where that falls to an error nobody foresaw: `fell` says so.

    It ends when the loop does: `stop` the loop, then `end()`. Never terminated.
    """

    fell = Signal(str, str)
    """The thread's name, and that of the error's type."""

    def __init__(self, name: str, loop: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._loop = loop
        self._ending = Event()

    def run(self) -> None:
        """See QThread."""
        while not self._ending.is_set():
            try:
                self._loop()
                return
            except Exception as error:
                logger.exception("the loop %s fell; it begins again", self.objectName())
                self.fell.emit(self.objectName(), type(error).__name__)
            self._ending.wait(REST)

    def end(self) -> None:
        """Wait for the end of the loop, which was told to stop."""
        self._ending.set()
        self.wait()


class Happenings(QObject):
    """A listener that turns what happens on other threads into signals, which Qt delivers in the main thread."""

    task_changed = Signal(object)
    progressed = Signal(object)
    slot_changed = Signal(object)
    trouble_changed = Signal(object)
    resting_changed = Signal(object)

    def listen(self, happening: Happening) -> None:
        """Called on whichever thread it happened."""
        match happening:
            case TaskChanged(task_id):
                self.task_changed.emit(task_id)
            case Progress():
                self.progressed.emit(happening)
            case SlotChanged():
                self.slot_changed.emit(happening)
            case Trouble():
                self.trouble_changed.emit(happening)
            case Resting():
                self.resting_changed.emit(happening)
