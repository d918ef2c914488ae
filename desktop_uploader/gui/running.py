"""What goes on beside the window: opening the application, then its loops. They outlive a window that is made anew."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from ..bootstrap import Application
from ..model.errors import UploaderError
from ..model.events import Trouble
from .garbage import keep_loaded
from .threads import Happenings, LoopThread

logger = logging.getLogger(__name__)

CALM = 10_000
"""Milliseconds without a further fall after which loops that fell are believed to work again."""


class Running(QObject):
    """Lives in the main thread. `stop` gives running tasks back and waits until the loops have ended."""

    opened = Signal()
    """The application is open, and its loops run."""

    refused = Signal(object)
    """The `UploaderError` for which it cannot be opened."""

    _tried = Signal(object)

    def __init__(self, application: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self.happenings = Happenings(self)
        self._unsubscribe = application.subscribe(self.happenings.listen)
        self._opening = LoopThread("opening", self._open, self)
        self._threads: list[LoopThread] = []
        self._started = self._leaving = self._stopped = False
        self._tried.connect(self._on_tried)
        self._fallen: set[str] = set()
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._on_calm)

    def start(self) -> None:
        """Start the loops; once. An application that is not open is opened first, on a thread of its own."""
        if self._started:
            return
        self._started = True
        if self._application.opened:
            self._start_loops()
        else:
            # Once what is on the screen has been painted: loading takes turns with it.
            QTimer.singleShot(0, self._begin)

    def settle(self) -> None:
        """Wait until the application is open, or is not going to be: what waits for it gets an answer."""
        self._leaving = True
        self._opening.wait()
        if not self._application.opened:
            self._application.close()

    def stop(self) -> None:
        """End the loops; once."""
        if self._stopped:
            return
        self._stopped = True
        self.settle()
        self._unsubscribe()
        if self._application.opened:
            self._application.watching.stop()
            self._application.uploader.stop()
            for worker in self._application.workers:
                worker.stop()
        for thread in self._threads:
            thread.end()

    def _begin(self) -> None:
        # A window may be closed before it is painted: a thread that begins then would outlive what ends it.
        if not self._leaving:
            self._opening.start()

    def _open(self) -> None:
        error: UploaderError | None = None
        try:
            self._application.open()
        except UploaderError as refused:
            error = refused
        except Exception as unforeseen:
            logger.exception("could not be opened")
            error = UploaderError("internal", reason=type(unforeseen).__name__)
        keep_loaded()
        self._tried.emit(error)

    def _on_tried(self, error: UploaderError | None) -> None:
        if self._leaving:
            return
        if error is not None:
            self.refused.emit(error)
            return
        self._start_loops()
        self.opened.emit()

    def _start_loops(self) -> None:
        application = self._application
        loops = [("uploader", application.uploader.run), ("watching", application.watching.run)]
        loops += [(f"worker-{number}", worker.run) for number, worker in enumerate(application.workers, start=1)]
        self._threads = [LoopThread(name, loop, self) for name, loop in loops]
        for thread in self._threads:
            thread.fell.connect(self._on_fell)
            thread.start()

    def _on_fell(self, name: str, reason: str) -> None:
        self._fallen.add(name)
        self._calm.start()
        self.happenings.trouble_changed.emit(Trouble("part-fell", {"reason": reason}, teller=name))

    def _on_calm(self) -> None:
        while self._fallen:
            self.happenings.trouble_changed.emit(Trouble(None, {}, teller=self._fallen.pop()))
