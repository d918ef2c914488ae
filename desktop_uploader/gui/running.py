"""The loops in their threads, and what they say. They outlive a window that is made anew."""

from PySide6.QtCore import QObject

from ..bootstrap import Application
from .threads import Happenings, LoopThread


class Running(QObject):
    """Lives in the main thread. `stop` gives running tasks back and waits until the loops have ended."""

    def __init__(self, application: Application, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self.happenings = Happenings(self)
        self._unsubscribe = application.subscribe(self.happenings.listen)
        loops = [("uploader", application.uploader.run), ("watching", application.watching.run)]
        loops += [(f"worker-{number}", worker.run) for number, worker in enumerate(application.workers, start=1)]
        self._threads = [LoopThread(name, loop, self) for name, loop in loops]
        self._started = self._stopped = False

    def start(self) -> None:
        """Start the loops; once."""
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()

    def stop(self) -> None:
        """End the loops; once."""
        if self._stopped:
            return
        self._stopped = True
        self._unsubscribe()
        self._application.watching.stop()
        self._application.uploader.stop()
        for worker in self._application.workers:
            worker.stop()
        for thread in self._threads:
            thread.wait()
