"""From a problem to its cell: in Excel where it can be told, else by opening the file with the address at hand."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ...bootstrap import Application
from ...model.problem import Problem
from ...model.task import UploadTask
from ..background import Background
from ..opening import openable
from .cells import show_cell


class CellJump(QObject):
    """Lives in the main thread; Excel is waited for off it."""

    said = Signal(str)
    open_wanted = Signal(object)
    """The task whose file is to be opened as any other."""

    def __init__(self, application: Application, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._files = application.folders.files
        self._words = application.words
        self._background = background

    def show_problem(self, task: UploadTask, problem: Problem) -> None:
        """Show the cell that a problem is about."""

        def work() -> bool:
            path = openable(task, self._files)
            return path is not None and show_cell(path, problem.sheet, problem.address)

        self._background.run(work, partial(self._on_shown, task, problem))

    def _on_shown(self, task: UploadTask, problem: Problem, shown: bool) -> None:
        if not shown:
            QGuiApplication.clipboard().setText(problem.address)
            text = self._words.tr(
                "Go to {place}: {cell} is copied, for the box on the left above the sheet.",
                place=problem.place,
                cell=problem.address,
            )
            self.said.emit(text)
            self.open_wanted.emit(task)
