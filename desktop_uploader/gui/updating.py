"""Asks once a day for a newer version, where a person has chosen so, and says it where there is one."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ..bootstrap import Application
from ..model.errors import UploaderError
from .background import Background

if TYPE_CHECKING:
    from ..updates import Release

LOOK = 3_600_000
"""Milliseconds between two looks at whether a day is over."""


class Updating(QObject):
    """Lives in the main thread. What goes wrong is left to the next day: nobody has asked."""

    newer = Signal(object)
    """A `Release` that is newer than this program."""

    def __init__(self, application: Application, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._background = Background(self)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and again and again."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask, where that is set and a day is over."""
        if self._application.settings.check_for_updates:
            self._background.run(self._ask, self._on_asked, self._on_failed)

    def close(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._background.close()

    def _ask(self) -> "Release | None":
        updates, now = self._application.updates, datetime.now(UTC)
        return updates.ask(self._application.settings.updates_address, now) if updates.due(now) else None

    def _on_asked(self, release: "Release | None") -> None:
        if release is not None and release.newer:
            self.newer.emit(release)

    def _on_failed(self, _error: UploaderError) -> None:
        """The page Settings says why, to whoever asks there."""
