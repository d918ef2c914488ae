"""The one icon of the program among those of the system."""

from functools import lru_cache, partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ...words import Catalogue
from ..theme import Theme
from .picture import state_icon
from .state import Tone, WorkState

NAME = "Desktop Uploader"
SHOWN = 10_000
"""Milliseconds for which a message stands."""


class Tray(QObject):
    """Shown always, or only while the program has no window or says something. Lives in the main thread."""

    open_wanted = Signal()
    quit_wanted = Signal()
    add_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, icon: QIcon, theme: Theme, words: Catalogue, parent: QObject, *, always: bool) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        # Each is painted in six sizes, and files begin and end many times a second.
        self._picture = lru_cache(maxsize=None)(partial(state_icon, icon))
        self._always, self._needed = always, False
        self._state = WorkState(Tone.OK, words.tr("Ready"))
        self._attention: tuple[Tone, str] | None = None
        self.menu = QMenu()
        self.menu.addAction(words.tr("Open Desktop Uploader")).triggered.connect(self.open_wanted)
        self.menu.addAction(words.tr("Add files…")).triggered.connect(self.add_wanted)
        self.menu.addSeparator()
        self.menu.addAction(words.tr("Stop and close")).triggered.connect(self.quit_wanted)
        self.icon = QSystemTrayIcon(icon, self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.message_clicked)
        self._said = QTimer(self, singleShot=True, interval=SHOWN)
        self._said.timeout.connect(self._place)
        theme.changed.connect(self._paint)
        self._paint()
        self._place()

    @property
    def tone(self) -> Tone | None:
        """The tone of the dot; None where there is none."""
        if self._attention is not None:
            return self._attention[0]
        if self._state.tone is Tone.OK:
            return Tone.INFO if self._state.busy else None
        return self._state.tone

    def show_state(self, state: WorkState) -> None:
        """What the program is doing."""
        if state != self._state:
            self._state = state
            self._paint()

    def show_attention(self, failed: int, asking: int) -> None:
        """How many files a person has not seen that failed, or that need an answer."""
        tr = self._words.trn
        said = [tr("{count} file failed", "{count} files failed", failed)] if failed else []
        said += [tr("{count} file needs an answer", "{count} files need an answer", asking)] if asking else []
        before, tone = self._attention, Tone.BAD if failed else Tone.WARN
        self._attention = (tone, "\n".join(said)) if said else None
        if self._attention != before:
            self._paint()

    def set_always(self, always: bool) -> None:
        """Whether it is shown beside the window too."""
        self._always = always
        self._place()

    def set_needed(self, needed: bool) -> None:
        """Whether it is the only sign of the program."""
        self._needed = needed
        self._place()

    def say(self, title: str, text: str, *, bad: bool = False) -> None:
        """Have the system show a message; a click on it is `message_clicked`."""
        self.icon.show()
        kind = QSystemTrayIcon.MessageIcon.Warning if bad else QSystemTrayIcon.MessageIcon.Information
        self.icon.showMessage(title, text, kind, SHOWN)
        self._said.start()

    def close(self) -> None:
        """Go for good."""
        self._always = self._needed = False
        self._said.stop()
        self.icon.hide()

    def _place(self) -> None:
        self.icon.setVisible(self._always or self._needed or self._said.isActive())

    def _paint(self) -> None:
        tone = self.tone
        colour = None if tone is None else str(getattr(self._theme.tokens, tone.value))
        picture = self._picture(colour)
        if picture.cacheKey() != self.icon.icon().cacheKey():
            self.icon.setIcon(picture)
        attention = [self._attention[1]] if self._attention else []
        self.icon.setToolTip("\n".join([NAME, self._state.text, *attention]))

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_wanted.emit()
