"""The worker's and the uploader's loops in threads of their own, and what they say as signals."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from ..model.events import Happening, Resting, SlotChanged, TaskChanged, Trouble
from ..model.progress import Progress


class LoopThread(QThread):
    """Runs a plain loop. It ends when the loop does: `stop` the loop, then `wait()`. Never terminated."""

    def __init__(self, name: str, loop: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._loop = loop

    def run(self) -> None:
        """See QThread."""
        self._loop()


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
