"""What is done with one upload: asked of the queue in the background, or wished of the window."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ...bootstrap import Application
from ...model.question import Answers
from ...model.selection import Deed, Selection, Tally, standing_of
from ...model.task import UploadTask
from ...model.undo import UndoResult
from ..background import Background, Then
from ..heading_row import HeadingRowDialog
from ..standing import insist
from .actions import Action


class Acting(QObject):
    """Lives in the main thread. `acted` says that the history is another."""

    acted = Signal()
    undone = Signal(object, str)
    """The task whose rows were taken back, and what is to be said of it."""
    rows_wanted = Signal(object)
    open_wanted = Signal(object)
    marked_copy_wanted = Signal(object)
    house_wanted = Signal(object, object)
    """`Action.DELETE` or `Action.SAVE_ORIGINAL`, and the task."""
    many_wanted = Signal(object, object, object)
    """A `Deed`, the `Selection`, its `Tally`."""

    def __init__(self, application: Application, background: Background, page: QWidget) -> None:
        super().__init__(page)
        self._application = application
        self._background = background
        self._page = page

    def act(self, action: Action, task: UploadTask) -> None:
        """Do what was chosen for a task; copying what is said of it is for the page."""
        match action:
            case Action.RETRY:
                self._insist(lambda: self._application.queue.retry(task.id), self._on_acted)
            case Action.CANCEL:
                self._insist(lambda: self._application.cancel(task.id), self._on_acted)
            case Action.UNDO:
                self._undo(task)
            case Action.HEADING_ROW:
                self._ask_heading_row(task)
            case Action.OPEN:
                self.open_wanted.emit(task)
            case Action.VIEW_ROWS:
                self.rows_wanted.emit(task)
            case Action.DELETE | Action.SAVE_ORIGINAL:
                self.house_wanted.emit(action, task)
            case Action.MARKED_COPY:
                self.marked_copy_wanted.emit(task)

    def answer(self, task: UploadTask, answers: Answers) -> None:
        """Have a task tried again with a person's answers."""
        self._insist(lambda: self._application.queue.answer(task.id, answers), self._on_acted)

    def tell(self) -> None:
        """The history is another: have its tasks worked on, and say so."""
        self._application.wake()
        self.acted.emit()

    def _insist(self, work: Callable[[], Any], then: Then) -> None:
        """Have it done now, or as soon as the database can be used."""
        insist(self._background, self, work, then)

    def _ask_heading_row(self, task: UploadTask) -> None:
        """Ask which row of the file holds the headings, and have it tried again with that."""
        dialog = HeadingRowDialog(task, self._application.words, self._page)
        dialog.answered.connect(self.answer)
        dialog.open()

    def _undo(self, task: UploadTask) -> None:
        """Take a task's rows back; where they could not be imported again, a question comes first."""
        if task.file_removed_at is not None:
            tally = Tally({standing_of(task): 1})
            self.many_wanted.emit(Deed.UNDO, Selection(frozenset({task.id})), tally)
        else:
            self._insist(lambda: self._application.undo(task.id), partial(self._on_undone, task))

    def _on_acted(self, _nothing: object) -> None:
        self.tell()

    def _on_undone(self, task: UploadTask, result: UndoResult) -> None:
        self.undone.emit(task, self._application.words.event("undone", result.counts))
        self.tell()
