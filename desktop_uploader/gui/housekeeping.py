"""Deleting an upload from the history, and saving its original back: asked first, done in the background."""

from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ..bootstrap import Application
from ..model.errors import UploaderError
from ..model.task import UploadTask
from .actions import Action
from .background import Background
from .opening import open_file
from .saving import save_dialog
from .widgets import Toast

REPORT_INTERVAL = 0.1
"""Seconds between two looks at how much is saved."""


class GivenUp(Exception):
    """A person has cancelled the saving."""


class Housekeeping(QObject):
    """One saving at a time. Lives in the main thread; `close` ends one that is under way."""

    deleted = Signal()
    _progressed = Signal(object)

    def __init__(self, application: Application, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._words = application.words
        self._background = background
        self._toast = toast
        self._window = window
        self._stop = Event()
        self._task: UploadTask | None = None
        self.question: QMessageBox | None = None
        self._progressed.connect(self._on_progressed)

    def act(self, action: Action, task: UploadTask) -> None:
        """Ask about what was chosen for a task."""
        if action is Action.DELETE:
            self.ask_delete(task)
        elif self._task is not None:
            self._toast.say(f"{self._task.file_name} is being saved. Wait for its end.")
        else:
            self.ask_where(task)

    def ask_delete(self, task: UploadTask) -> None:
        """Ask whether an upload is to go, and say what goes with it."""
        if not task.status.final:
            self._toast.say(f"{task.file_name} is not finished yet. Cancel it first, then delete it.")
            return
        asked = self.question = QMessageBox(self._window)
        asked.setWindowTitle("Delete")
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setText(f"Delete {task.file_name} from the history?")
        asked.setInformativeText(self._words.delete_question(task))
        yes = asked.addButton("Delete", QMessageBox.ButtonRole.AcceptRole)
        keep = asked.addButton("Keep it", QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(keep)
        asked.setEscapeButton(keep)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(partial(self.delete, task))
        asked.open()

    def delete(self, task: UploadTask, *_clicked: object) -> None:
        """Delete an upload."""
        self._background.run(lambda: self._application.originals.delete(task.id), self._on_deleted)

    def ask_where(self, task: UploadTask) -> None:
        """Ask where the original goes, then have it saved."""
        folder = Path(task.source_path).parent if task.source_path and "://" not in task.source_path else Path.home()
        dialog = save_dialog(self._window, "Save original", folder / task.file_name, "All files (*)")
        dialog.fileSelected.connect(partial(self._on_selected, task))
        dialog.open()

    def save(self, task: UploadTask, target: Path) -> None:
        """Save the original; a file of that name is replaced, as the dialog has asked already."""
        self._task = task
        self._stop.clear()
        self._on_progressed(0)
        self._background.run(lambda: self._work(task, target), self._on_saved, self._on_failed)

    def close(self) -> None:
        """Give up what is being saved."""
        self._stop.set()

    def _work(self, task: UploadTask, target: Path) -> Path | None:
        shown = 0.0

        def report(done: int) -> None:
            nonlocal shown
            if self._stop.is_set():
                raise GivenUp
            if monotonic() - shown >= REPORT_INTERVAL:
                shown = monotonic()
                self._progressed.emit(done)

        try:
            return self._application.originals.save(task.id, target, report, overwrite=True)
        except GivenUp:
            return None

    def _on_selected(self, task: UploadTask, name: str) -> None:
        self.save(task, Path(name))

    def _on_progressed(self, done: int) -> None:
        if self._task is not None:
            share = f" {min(1.0, done / self._task.size):.0%}".replace("%", " %") if self._task.size and done else ""
            self._toast.say(f"Saving {self._task.file_name}…{share}", stay=True, offer=("Cancel", self._stop.set))

    def _on_saved(self, path: Path | None) -> None:
        task, self._task = self._task, None
        if path is None:
            self._toast.say(f"Cancelled. {task.file_name if task else 'The file'} was not saved.")
            return
        words = self._words.text("original-saved", {"name": path.name})
        self._toast.say(words, offer=("Open", partial(open_file, path, self._toast)))

    def _on_failed(self, error: UploaderError) -> None:
        self._task = None
        self._toast.say(str(self._words.exception(error)), stay=True)

    def _on_deleted(self, task: UploadTask) -> None:
        self._toast.say(self._words.deleted(task))
        self.deleted.emit()
