"""Marked copies from the window: asks where to, has them made in the background, says what came of it."""

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..bootstrap import Application
from ..model.errors import UploaderError
from ..model.progress import Progress
from ..model.task import UploadTask
from ..worker.outputs import MarkedCopy
from ..worker.supervisor import Stopped
from .background import Background
from .opening import open_file
from .saving import save_dialog
from .widgets import Toast


class MarkedCopies(QObject):
    """One copy at a time. Lives in the main thread; `close` ends a copy that is being made."""

    _progressed = Signal(object)

    def __init__(self, application: Application, background: Background, toast: Toast, window: QWidget) -> None:
        super().__init__(window)
        self._application = application
        self._background = background
        self._toast = toast
        self._window = window
        self._stop = Event()
        self._task: UploadTask | None = None
        self._asked: UploadTask | None = None
        self._progressed.connect(self._on_progressed)

    def ask(self, task: UploadTask) -> None:
        """Ask where the copy goes, then have it made."""
        if self._task is not None:
            self._toast.say(f"{self._task.file_name} is being marked. Wait for its end.")
            return
        kinds = "Excel Workbook (*.xlsx *.xlsm)"
        dialog = save_dialog(self._window, "Save marked copy", _suggestion(task), kinds)
        dialog.fileSelected.connect(self._on_selected)
        self._asked = task
        dialog.open()

    def make(self, task: UploadTask, target: Path) -> None:
        """Have the copy made; a file of that name is replaced, as the dialog has asked already."""
        self._task = task
        self._stop.clear()
        self._toast.say(f"Marking {task.file_name}…", stay=True, offer=("Cancel", self._stop.set))
        self._background.run(lambda: self._work(task, target), self._on_made, self._on_failed)

    def close(self) -> None:
        """Give up a copy that is being made."""
        self._stop.set()

    def _work(self, task: UploadTask, target: Path) -> MarkedCopy | None:
        try:
            return self._application.outputs.marked_copy(
                task.id, target, self._progressed.emit, self._stop.is_set, overwrite=True
            )
        except Stopped:
            return None

    def _on_selected(self, name: str) -> None:
        if self._asked is not None:
            self.make(self._asked, Path(name))

    def _on_progressed(self, progress: Progress) -> None:
        if self._task is not None and progress.total:
            share = f"{min(1.0, progress.done / progress.total):.0%}".replace("%", " %")
            self._toast.say(f"Marking {self._task.file_name}… {share}", stay=True, offer=("Cancel", self._stop.set))

    def _on_made(self, copy: MarkedCopy | None) -> None:
        task, self._task = self._task, None
        if copy is None:
            self._toast.say(f"Cancelled. {task.file_name if task else 'The file'} was not marked.")
            return
        words = self._application.words.marked_copy(copy.path.name, copy.result)
        self._toast.say(words, offer=("Open", partial(open_file, copy.path, self._toast)))

    def _on_failed(self, error: UploaderError) -> None:
        self._task = None
        self._toast.say(str(self._application.words.exception(error)), stay=True)


def _suggestion(task: UploadTask) -> Path:
    """Beside the person's own file where that is known."""
    name = Path(task.file_name)
    suffix = name.suffix if name.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    source = task.source_path or ""
    folder = Path(source).parent if source and not source.startswith("s3://") else Path.home()
    return folder / f"{name.stem} (marked){suffix}"
