"""Closing the window while files are being processed: stop, or finish them out of sight first."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QSystemTrayIcon, QWidget

from ..settings import WhenClosing
from ..words import Catalogue
from ..words.marking import N_
from .icons import Icons
from .theme import Theme
from .tray.tray import NAME, SHOWN, Tray
from .widgets import Check

LOOK = 1000
"""Milliseconds between two looks at whether the files are through."""

FAREWELL = SHOWN
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
        tr = words.tr
        self.setWindowTitle(NAME)
        self.setIcon(QMessageBox.Icon.Question)
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


class Leaving(QObject):
    """Decides whether a window may close now, and where that was chosen goes on out of sight, behind the icon.

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
        tray: Tray,
        when_closing: Callable[[], WhenClosing],
        unfinished: Callable[[Callable[[int], None]], None],
    ) -> None:
        """`when_closing` is what is set.

        `unfinished` finds out, off the main thread, how many files are not through, and calls back with it.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._icons = icons
        self._words = words
        self._tray = tray
        self._when_closing = when_closing
        self._unfinished = unfinished
        tray.open_wanted.connect(self.returned)
        tray.quit_wanted.connect(self.left)
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
        when, tray = self._when_closing(), QSystemTrayIcon.isSystemTrayAvailable()
        if when is WhenClosing.STAY and tray:
            self.hide()
            return False
        if not busy or when is WhenClosing.STOP:
            return True
        if when is WhenClosing.FINISH and tray:
            self._finish()
        elif self.question is None:
            self.question = ClosingQuestion(self._window, self._theme, self._icons, self._words, tray=tray)
            self.question.chosen.connect(self._on_chosen)
            self.question.finished.connect(self._on_answered)
            self.question.open()
        return False

    def hide(self) -> None:
        """Go on behind the icon until a person opens the window or ends the program."""
        self._tray.set_needed(True)
        self.hidden.emit()

    def close(self) -> None:
        """Be out of sight no more."""
        self._look.stop()
        self._farewell.stop()
        self._tray.set_needed(False)

    def _on_answered(self, _result: int) -> None:
        self.question = None

    def _on_chosen(self, choice: WhenClosing, always: bool) -> None:
        if always:
            self.remembered.emit(choice)
        if choice is WhenClosing.FINISH:
            self._finish()
        else:
            self.left.emit()

    def _finish(self) -> None:
        self._look.start()
        self.hide()

    def _on_look(self) -> None:
        self._unfinished(self._on_counted)

    def _on_counted(self, files: int) -> None:
        if not files and self._look.isActive():
            self._look.stop()
            through = self._words.tr("Your files are through. Open the program to see how each one ended.")
            self._tray.say(NAME, through)
            self._farewell.start()
