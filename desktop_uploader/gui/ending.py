"""Ending for whoever asks from outside, an installer: no file is begun, and those in work are finished."""

from PySide6.QtCore import QObject, QTimer

from ..bootstrap import Application
from .desktop import Desktop

LOOK = 250
"""Milliseconds between two looks at whether the files in work are through."""


class Ending(QObject):
    """Lives in the main thread."""

    def __init__(self, application: Application, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._application = application
        self._desktop = desktop
        self._quiet = False
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._on_look)

    def begin(self) -> None:
        """Begin no file any more, and end the program as soon as none is in work."""
        if self._look.isActive():
            return
        window = self._desktop.window
        if not self._application.paused:
            self._application.switch_pause()
        window.uploads.show_pause()
        window.activity.show_state()
        window.toast.say(
            self._application.words.tr("The program ends to be updated, as soon as the files in work are finished."),
            stay=True,
        )
        self._look.start()

    def _on_look(self) -> None:
        window = self._desktop.window
        busy = window.activity.processing or window.adding.copying
        # Twice in a row: a file may just have been claimed when the pause began.
        if not busy and self._quiet:
            self._look.stop()
            self._desktop.leave()
        self._quiet = not busy
