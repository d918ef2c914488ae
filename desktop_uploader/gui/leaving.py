"""Closing the window while files are being processed: stop, or finish them out of sight first."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QMessageBox, QSystemTrayIcon, QWidget

from ..settings import WhenClosing
from ..words import Catalogue
from ..words.marking import N_
from .icons import Icons
from .theme import Theme
from .widgets import Check

LOOK = 1000
"""Milliseconds between two looks at whether the files are through."""

FAREWELL = 10_000
"""Milliseconds for which the last message stands before the program ends."""

QUESTION = N_("Files are still being processed.")
EXPLAINED = N_(
    "Nothing is lost if you stop: the files go on when you open the program again. No row is saved twice and none is "
    "left out."
)
NO_TRAY = N_(
    "This desktop shows no icons of programs without a window, so the files cannot be finished in the background."
)


class ClosingQuestion(QMessageBox):
    """Asks what becomes of files that are being processed. `chosen` says it; closing the question changes nothing."""

    chosen = Signal(object, bool)
    """A `WhenClosing`, and whether it is meant for all times."""

    def __init__(self, parent: QWidget, theme: Theme, icons: Icons, words: Catalogue, *, tray: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("Desktop Uploader")
        self.setIcon(QMessageBox.Icon.Question)
        tr = words.tr
        self.setText(tr(QUESTION))
        self.setInformativeText(tr(EXPLAINED) if tray else f"{tr(EXPLAINED)}\n\n{tr(NO_TRAY)}")
        self.finish = self.addButton(tr("Finish in the background"), QMessageBox.ButtonRole.AcceptRole)
        self.finish.setVisible(tray)
        self.stop = self.addButton(tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        self.stay = self.addButton(tr("Keep the window open"), QMessageBox.ButtonRole.RejectRole)
        self.always = Check(theme, icons, tr("Do this every time"))
        self.setCheckBox(self.always)
        self.setEscapeButton(self.stay)
        self.setDefaultButton(self.finish if tray else self.stay)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, clicked: object) -> None:
        if clicked is self.finish:
            self.chosen.emit(WhenClosing.FINISH, self.always.isChecked())
        elif clicked is self.stop:
            self.chosen.emit(WhenClosing.STOP, self.always.isChecked())


class BackgroundIcon(QObject):
    """The icon that stands for the program while it has no window."""

    open_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, icon: QIcon, words: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.addAction(words.tr("Open Desktop Uploader")).triggered.connect(self.open_wanted)
        self._menu.addAction(words.tr("Stop and close")).triggered.connect(self.quit_wanted)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip(words.tr("Desktop Uploader is finishing your files."))
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)

    def show(self) -> None:
        """Stand among the icons."""
        self._icon.show()

    def hide(self) -> None:
        """Go from there."""
        self._icon.hide()

    def say(self, text: str) -> None:
        """Have the system show a message."""
        self._icon.showMessage("Desktop Uploader", text, QSystemTrayIcon.MessageIcon.Information, FAREWELL)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_wanted.emit()


class Leaving(QObject):
    """Decides whether a window may close now, and finishes the files out of sight where that was chosen.

    `left` says that it may close for good, `returned` that a person wants to see it again: either is followed by
    `close`.
    """

    left = Signal()
    hidden = Signal()
    returned = Signal()
    remembered = Signal(object)
    """A `WhenClosing` that is meant for all times."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        icons: Icons,
        words: Catalogue,
        when_closing: WhenClosing,
        unfinished: Callable[[Callable[[int], None]], None],
    ) -> None:
        """`unfinished` finds out, off the main thread, how many files are not through, and calls back with it."""
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._icons = icons
        self._words = words
        self._when = when_closing
        self._unfinished = unfinished
        self._icon = BackgroundIcon(icons.application(), words, self)
        self._icon.open_wanted.connect(self.returned)
        self._icon.quit_wanted.connect(self.left)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._on_look)
        self._farewell = QTimer(self, singleShot=True, interval=FAREWELL)
        self._farewell.timeout.connect(self.left)
        self.question: ClosingQuestion | None = None

    @property
    def out_of_sight(self) -> bool:
        """True while the files are finished without a window."""
        return self._look.isActive() or self._farewell.isActive()

    def may_close(self, *, busy: bool) -> bool:
        """True where the window may close at once; else what was chosen is done, or the question is asked."""
        if not busy or self._when is WhenClosing.STOP:
            return True
        if self._when is WhenClosing.FINISH and QSystemTrayIcon.isSystemTrayAvailable():
            self._finish()
        elif self.question is None:
            tray = QSystemTrayIcon.isSystemTrayAvailable()
            self.question = ClosingQuestion(self._window, self._theme, self._icons, self._words, tray=tray)
            self.question.chosen.connect(self._on_chosen)
            self.question.finished.connect(self._on_answered)
            self.question.open()
        return False

    def close(self) -> None:
        """Be out of sight no more: the icon goes."""
        self._look.stop()
        self._farewell.stop()
        self._icon.hide()

    def _on_answered(self, _result: int) -> None:
        self.question = None

    def _on_chosen(self, choice: WhenClosing, always: bool) -> None:
        if always:
            self._when = choice
            self.remembered.emit(choice)
        if choice is WhenClosing.FINISH:
            self._finish()
        else:
            self.left.emit()

    def _finish(self) -> None:
        self._icon.show()
        self._look.start()
        self.hidden.emit()

    def _on_look(self) -> None:
        self._unfinished(self._on_counted)

    def _on_counted(self, files: int) -> None:
        if not files and self._look.isActive():
            self._look.stop()
            self._icon.say(self._words.tr("Your files are through. Open the program to see how each one ended."))
            self._farewell.start()
