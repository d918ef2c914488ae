"""Marked copies from the window: asks where to, and has them made."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ..bootstrap import Application
from ..model.task import UploadTask
from .background import Background
from .copies import MARKING, Copies, GivenUp, Report, Stopping
from .dialogs import beside, save_dialog
from .toast import Toast

if TYPE_CHECKING:
    from ..worker.outputs import MarkedCopy


class MarkedCopies(QObject):
    """One copy at a time. Lives in the main thread; `close` ends a copy that is being made."""

    def __init__(self, application: Application, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._window = window
        self._copies = Copies(MARKING, background, application.words, toast, window)

    def ask(self, task: UploadTask) -> None:
        """Ask where the copy goes, then have it made."""
        if self._copies.is_free():
            words = self._application.words
            kinds = f"{words.tr('Excel Workbook')} (*.xlsx *.xlsm)"
            dialog = save_dialog(self._window, words.tr("Save marked copy"), self._suggestion(task), kinds)
            dialog.fileSelected.connect(partial(self._on_selected, task))
            dialog.open()

    def make(self, task: UploadTask, target: Path) -> None:
        """Have the copy made; a file of that name is replaced, as the dialog has asked already."""
        self._copies.make(task, partial(self._work, task, target), self._made)

    def close(self) -> None:
        """Give up a copy that is being made."""
        self._copies.close()

    def _on_selected(self, task: UploadTask, name: str) -> None:
        self.make(task, Path(name))

    def _work(self, task: UploadTask, target: Path, report: Report, stopping: Stopping) -> "MarkedCopy":
        from ..worker.supervisor import Stopped

        outputs = self._application.outputs
        try:
            return outputs.marked_copy(
                task.id, target, lambda moved: report(moved.done, moved.total), stopping, overwrite=True
            )
        except Stopped as stopped:
            raise GivenUp from stopped

    def _made(self, copy: "MarkedCopy") -> tuple[Path, str]:
        return copy.path, self._application.words.marked_copy(copy.path.name, copy.result)

    def _suggestion(self, task: UploadTask) -> Path:
        name = Path(task.file_name)
        suffix = name.suffix if name.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
        return beside(task, f"{self._application.words.tr('{name} (marked)', name=name.stem)}{suffix}")
