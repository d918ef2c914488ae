"""Deleting an upload from the history, and saving its original back: asked first, done in the background."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ...bootstrap import Application
from ...model.selection import Deed, Selection, Tally
from ...model.task import UploadTask
from ..asking import ask
from ..background import Background
from ..copies import SAVING, Copies, GivenUp, Report, Stopping
from ..dialogs import beside, save_dialog
from ..toast import Toast
from .actions import Action
from .batch import Batch


class Housekeeping(QObject):
    """One saving at a time. Lives in the main thread; `close` ends one that is under way."""

    deleted = Signal()
    changed = Signal()
    """Something was done with many uploads."""

    def __init__(self, application: Application, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._words = application.words
        self._background = background
        self._toast = toast
        self._window = window
        self._saving = Copies(SAVING, background, application.words, toast, window)
        self.question: QMessageBox | None = None
        self.many = Batch(application, toast, window)
        self.many.done.connect(self.changed)

    def act(self, action: Action, task: UploadTask) -> None:
        """Ask about what was chosen for a task."""
        if action is Action.DELETE:
            self.ask_delete(task)
        else:
            self.ask_where(task)

    def act_on_many(self, deed: Deed, selection: Selection, tally: Tally) -> None:
        """Do with many uploads what can be done with them."""
        self.many.start(deed, selection, tally)

    def say_undone(self, task: UploadTask, text: str) -> None:
        """Say that an upload's rows were taken back, with the way back."""
        again = partial(self.many.run, Deed.RETRY, Selection(frozenset({task.id})))
        self._toast.say(text, offer=(self._words.tr("Import again"), again))

    def ask_delete(self, task: UploadTask) -> None:
        """Ask whether an upload is to go, and say what goes with it."""
        if not task.status.final:
            self._toast.say(
                self._words.tr(
                    "{file_name} is not finished yet. Cancel it first, then delete it.", file_name=task.file_name
                )
            )
            return
        tr = self._words.tr
        self.question = ask(
            self._window,
            tr("Delete {file_name} from the history?", file_name=task.file_name),
            self._words.delete_question(task),
            (tr("Delete"), tr("Keep it")),
            partial(self.delete, task),
        )

    def delete(self, task: UploadTask) -> None:
        """Delete an upload."""
        self._background.run(lambda: self._application.originals.delete(task.id), self._on_deleted)

    def ask_where(self, task: UploadTask) -> None:
        """Ask where the original goes, then have it saved."""
        if self._saving.is_free():
            dialog = save_dialog(
                self._window,
                self._words.tr("Save original"),
                beside(task, task.file_name),
                self._words.tr("All files (*)"),
            )
            dialog.fileSelected.connect(partial(self._on_selected, task))
            dialog.open()

    def save(self, task: UploadTask, target: Path) -> None:
        """Save the original; a file of that name is replaced, as the dialog has asked already."""
        self._saving.make(task, partial(self._work, task, target), self._saved)

    def close(self) -> None:
        """Give up what is being saved."""
        self._saving.close()
        self.many.close()

    def _work(self, task: UploadTask, target: Path, report: Report, stopping: Stopping) -> Path:
        def progress(done: int) -> None:
            if stopping():
                raise GivenUp
            report(done, task.size)

        return self._application.originals.save(task.id, target, progress, overwrite=True)

    def _saved(self, path: Path) -> tuple[Path, str]:
        return path, self._words.text("original-saved", {"name": path.name})

    def _on_selected(self, task: UploadTask, name: str) -> None:
        self.save(task, Path(name))

    def _on_deleted(self, task: UploadTask) -> None:
        self._toast.say(self._words.deleted(task))
        self.deleted.emit()
