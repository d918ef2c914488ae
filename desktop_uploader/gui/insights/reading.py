"""Reads figures in the background: one period at a time, and none that is not wanted any more."""

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from ...database.history.insights import InsightsReader
from ...model.insights import Insights, InsightsQuery
from ..background import Background
from ..standing import StandingQuery

QUIET = 300
"""Milliseconds of which nothing is said."""

BETWEEN = 3.0
"""Seconds between two readings because files have ended; more where a reading takes long."""

PAUSE = 20
"""How many times as long as a reading takes no other begins by itself."""


class Reading(QObject):
    """Lives in the main thread; `shown` and `failed` come for the newest query alone."""

    shown = Signal(object)
    """`Insights`."""
    failed = Signal(object)
    moved = Signal(object)
    """The share of the work that is done, while a reading takes long; None: it is over."""

    def __init__(self, reader: InsightsReader, background: Background, parent: QObject) -> None:
        """`background` tells where the database cannot be read."""
        super().__init__(parent)
        self._reader = reader
        # On threads of its own: a long reading holds nobody else up.
        self._background = Background(self)
        self._background.troubled.connect(background.troubled)
        self._background.troubled.connect(self._on_troubled)
        self._background.failed.connect(self._on_failed)
        self._standing = StandingQuery(self._background, self)
        self._number = 0
        self._share = 0.0
        self._started = 0.0
        self._query: InsightsQuery | None = None
        self._slow = QTimer(self, interval=QUIET)
        self._slow.timeout.connect(self._on_slow)
        self._later = QTimer(self, singleShot=True, interval=int(BETWEEN * 1000))
        self._later.timeout.connect(self._on_later)

    def read(self, query: InsightsQuery) -> None:
        """Read these, and forget what was asked for before."""
        self._query = query
        self._number += 1
        number, reader = self._number, self._reader
        self._share, self._started = 0.0, monotonic()
        self._slow.start()

        def go_on(share: float) -> bool:
            # In another thread: it only compares and keeps a number.
            if number == self._number:
                self._share = share
            return number == self._number

        self._standing.put(lambda: (number, reader.read(query, go_on)), self._on_read)

    def read_soon(self) -> None:
        """Files have ended: read again, but not all the time."""
        if not self._later.isActive():
            self._later.start()

    def stop(self) -> None:
        """End what is under way."""
        self._number += 1
        self._standing.withdraw()
        self._over()

    def close(self) -> None:
        """End it for good."""
        self.stop()
        self._later.stop()
        self._background.close()

    def _on_read(self, found: tuple[int, Insights | None]) -> None:
        if found[0] == self._number and found[1] is not None:
            self._later.setInterval(int(max(BETWEEN, PAUSE * (monotonic() - self._started)) * 1000))
            self._over()
            self.shown.emit(found[1])

    def _on_failed(self, error: object) -> None:
        self._over()
        self.failed.emit(error)

    def _on_troubled(self, _query: StandingQuery, _trouble: object) -> None:
        self._over()

    def _on_slow(self) -> None:
        self.moved.emit(self._share)

    def _on_later(self) -> None:
        if self._query is not None:
            self.read(self._query)

    def _over(self) -> None:
        self._slow.stop()
        self.moved.emit(None)
