"""All that stands for the program beside its window: the icon, messages, and going on when the window is closed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ...bootstrap import Application
from ...model.queries import TaskQuery
from ...model.status import UNFINISHED
from ...settings import Settings, WhenClosing, save_settings
from ..background import Background
from ..icons import Icons
from ..leaving import Leaving
from ..standing import StandingQuery
from ..theme import Theme
from ..threads import Happenings
from .batches import Batches
from .notices import Notices
from .tray import NAME, Tray

PATIENCE = 30_000
"""Milliseconds after which a hidden window is shown small where the desktop has no icons: they may come late."""


class Behind(QObject):
    """Puts these parts together for one window. Lives in the main thread."""

    def __init__(
        self,
        application: Application,
        background: Background,
        happenings: Happenings,
        theme: Theme,
        icons: Icons,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._application = application
        self._background = background
        self._counting = StandingQuery(background, self)
        self._window = window
        words = application.words
        self.tray = Tray(icons.application(), theme, words, self, always=application.settings.tray)
        self.batches = Batches(application, background, happenings, self)
        self.leaving = Leaving(
            window,
            theme,
            icons,
            words,
            self.tray,
            lambda: self._application.settings.when_closing,
            self._count_unfinished,
        )
        self.notices = Notices(application, self.batches, self.tray, window, silent=lambda: self.leaving.out_of_sight)
        self.leaving.remembered.connect(self._on_remembered)
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._on_late)
        window.installEventFilter(self)

    def start_hidden(self) -> None:
        """The program has begun without showing its window."""
        self.tray.set_needed(True)
        self._late.start()

    def on_settings(self, settings: Settings) -> None:
        """Settings were changed."""
        self.tray.set_always(settings.tray)

    def show_example(self) -> None:
        """Show a message as an example."""
        self.tray.say(NAME, self._application.words.tr("This is how you are told that your files are through."))

    def close(self) -> None:
        """The window closes for good."""
        self._window.removeEventFilter(self)
        self._late.stop()
        self.leaving.close()
        self.batches.close()
        self.tray.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt: whoever has the window in front of them has seen what became of their files."""
        if event.type() == QEvent.Type.WindowActivate:
            self.notices.seen()
        return super().eventFilter(watched, event)

    def _count_unfinished(self, then: Callable[[int], None]) -> None:
        application = self._application
        if not self._counting.waits:
            self._counting.put(lambda: application.history.count(TaskQuery(statuses=UNFINISHED)), then)

    def _on_remembered(self, choice: WhenClosing) -> None:
        if "when_closing" in self._application.settings.locked:
            return
        folders = self._application.folders
        self._background.run(lambda: save_settings(folders, {"when_closing": choice.value}), self._application.apply)

    def _on_late(self) -> None:
        if not self._window.isVisible() and not QSystemTrayIcon.isSystemTrayAvailable():
            self._window.showMinimized()
