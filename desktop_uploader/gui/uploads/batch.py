"""What is done with many uploads at once: asked first where it must be, done in the background, said in one toast."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ...bootstrap import Application
from ...model.errors import UploaderError
from ...model.selection import Deed, Outcome, Selection, Tally
from ...words import batches as texts
from ..asking import ask
from ..background import Background
from ..dialogs import folder_dialog
from ..toast import Toast
from .outcome import outcome_text

REPORT_INTERVAL = 0.1
"""Seconds between two looks at how far it is."""

QUIET = 0.3
"""Seconds after which it is said that something is under way."""


class Batch(QObject):
    """One at a time. Lives in the main thread; `close` ends what is under way."""

    done = Signal()
    _progressed = Signal(int, int)

    def __init__(self, application: Application, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._words = application.words
        # Of its own: what may take minutes must not hold up what the window reads.
        self._background = Background(self)
        self._toast = toast
        self._window = window
        self._stop = Event()
        self._doing: Deed | None = None
        self.question: QMessageBox | None = None
        self._progressed.connect(self._say_progress)

    def start(self, deed: Deed, selection: Selection, tally: Tally) -> None:
        """Do it with all of them that it can be done with; a question comes first where much would be lost."""
        count = tally.able(deed)
        if self._doing is not None:
            self._toast.say(self._words.tr("Something is still being done with other files. Wait for its end."))
        elif not count:
            self._toast.say(self._words.tr("That cannot be done with any of the selected files."))
        elif deed is Deed.SAVE_ORIGINAL:
            dialog = folder_dialog(self._window, self._words.tr("Folder for the originals"), str(Path.home()))
            dialog.fileSelected.connect(partial(self._on_folder, selection))
            dialog.open()
        elif deed in texts.QUESTIONS:
            self._ask(deed, selection, tally)
        else:
            self.run(deed, selection)

    def run(self, deed: Deed, selection: Selection, folder: Path | None = None) -> None:
        """Do it now."""
        self._doing = deed
        self._stop.clear()
        batches = self._application.batches
        self._background.run(
            lambda: batches.run(deed, selection, self._teller(), self._stop.is_set, folder),
            partial(self._on_done, deed),
            self._on_failed,
        )

    def close(self) -> None:
        """End what is under way; what is done stays done."""
        self._stop.set()
        self._background.close()

    def _ask(self, deed: Deed, selection: Selection, tally: Tally) -> None:
        words, count = self._words, tally.able(deed)
        details = words.tr(texts.CONSEQUENCES[deed])
        if deed is Deed.UNDO and (gone := tally.undone_for_good()):
            details = f"{details}\n\n{words.fill(texts.FOR_GOOD, {'count': gone})}"
        self.question = ask(
            self._window,
            words.fill(texts.QUESTIONS[deed], {"count": count}),
            details,
            (words.fill(texts.YES[deed], {"count": count}), words.tr(texts.NO)),
            partial(self.run, deed, selection),
        )

    def _teller(self) -> Callable[[int, int], None]:
        """Tells how far it is, off the main thread; nothing where it is done in no time."""
        shown = monotonic() + QUIET - REPORT_INTERVAL

        def told(done: int, total: int) -> None:
            nonlocal shown
            if monotonic() - shown >= REPORT_INTERVAL:
                shown = monotonic()
                self._progressed.emit(done, total)

        return told

    def _say_progress(self, done: int, total: int) -> None:
        if self._doing is not None and not self._stop.is_set():
            text = self._words.tr(texts.DOING[self._doing], done=done, count=total)
            self._toast.say(text, stay=True, offer=(self._words.tr("Cancel"), self._stop.set))

    def _on_folder(self, selection: Selection, folder: str) -> None:
        self.run(Deed.SAVE_ORIGINAL, selection, Path(folder))

    def _on_done(self, deed: Deed, outcome: Outcome) -> None:
        self._doing = None
        text = outcome_text(self._words, deed, outcome)
        offer = None
        if deed in texts.BACK and outcome.done and len(outcome.ids) == outcome.done:
            again = partial(self.run, Deed.RETRY, Selection(frozenset(outcome.ids)))
            offer = (self._words.tr(texts.BACK[deed]), again)
        self._toast.say(text, stay=bool(outcome.refused or outcome.trouble), offer=offer)
        self._application.wake()
        self.done.emit()

    def _on_failed(self, error: UploaderError) -> None:
        self._doing = None
        self._toast.say(str(self._words.exception(error)), stay=True)
