"""The window on the screen: made anew where its language changes, while the work goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal

from ..bootstrap import Application
from .icons import Icons
from .main_window import MainWindow
from .running import Running
from .theme import Theme

if TYPE_CHECKING:
    from ..updates import Release
    from .updating import Updating


class Desktop(QObject):
    """Lives in the main thread."""

    closed = Signal()
    """The window is closed for good, and the loops have ended."""

    refused = Signal(object)
    """The `UploaderError` for which the application cannot be opened: there is nothing that the window could show."""

    def __init__(self, application: Application, theme: Theme, icons: Icons, frame: MainWindow | None = None) -> None:
        """`frame` is a window that is on the screen already, to be furnished."""
        super().__init__()
        self._application = application
        self._theme = theme
        self._icons = icons
        self._running = Running(application, self)
        self._offered = False
        self._running.refused.connect(self.refused)
        self._running.opened.connect(self._on_opened)
        self._updating: Updating | None = None
        self.window = self._make(frame)

    def show(self, *, hidden: bool = False) -> None:
        """Show the window, or only the icon that stands for it; open the application behind it, and start the loops."""
        if not hidden:
            self.window.show()
        self.window.start(hidden=hidden)
        if hidden:
            return
        if self._application.opened:
            self._offer()
        else:
            self._running.opened.connect(self._offer)

    def make_anew(self) -> None:
        """Another window in the place of this one, with the words that hold now. The loops go on.

        Where files are being added, it waits for them.
        """
        before = self.window
        if before.adding.busy:
            before.adding.idle.connect(self.make_anew)
            return
        standing = before.go.standing()
        before.step_aside()
        self.window = self._make()
        self.window.go.take_up(standing)
        self.show()
        before.deleteLater()

    def leave(self) -> None:
        """Close without asking: files that are being processed are given back."""
        self.window.leave()
        if self._updating is not None:
            self._updating.close()

    def _on_opened(self) -> None:
        # Loaded once there is a window.
        from .updating import Updating

        self._updating = Updating(self._application, self)
        self._updating.newer.connect(self._on_newer)
        self._updating.start()

    def _on_newer(self, release: "Release") -> None:
        window, tr = self.window, self._application.words.tr
        said = tr("Version {version} can be had.", version=release.version)
        if window.isVisible():
            window.toast.say(said, stay=True, offer=(tr("What is new"), lambda: window.go.show_update(release)))
        else:
            window.behind.tray.say("Desktop Uploader", said)

    def _offer(self) -> None:
        if not self._offered:
            # Loaded once there is a window.
            from .datasets.offering import Offering

            self._offered = True
            Offering(self._application, self.window)

    def _on_language(self, setting: str) -> None:
        self._application.speak(setting, system_languages())
        self.make_anew()

    def _make(self, frame: MainWindow | None = None) -> MainWindow:
        if frame is None:
            made = MainWindow(self._application, self._running, self._theme, self._icons)
        else:
            made = frame
            made.furnish(self._application, self._running)
        made.closed.connect(self.closed)
        # Queued: the window that says it goes away.
        made.language_chosen.connect(self._on_language, Qt.ConnectionType.QueuedConnection)
        return made


def system_languages() -> list[str]:
    """The languages that a person has chosen in the system, the first one first."""
    return QLocale.system().uiLanguages()
