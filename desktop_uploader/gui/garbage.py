"""Cyclic garbage is collected in the main thread alone.

Python collects in whichever thread happens to allocate. Where that is a worker's, widgets in a cycle would be destroyed
outside the main thread, which Qt answers with a crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks at whether there is enough to collect."""


def keep_loaded() -> None:
    """Much was loaded just now that stays: leave it out of collections too. May be called on any thread."""
    if not gc.isenabled():
        gc.freeze()


class GarbageCollection(QObject):
    """Takes the collector over as long as it lives. Made in the main thread, before the other threads start."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        # What is loaded by now stays: leaving it out keeps each collection short.
        gc.freeze()
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()

    def close(self) -> None:
        """Give the collector back. The other threads have ended."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    def _on_time(self) -> None:
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
