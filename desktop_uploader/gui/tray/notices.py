"""Tells of batches by the system's messages, and leads whoever clicks on one to what it is about."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ...bootstrap import Application
from ...model.notices import Notice
from ...model.queries import DayTotals
from ...model.task import UploadTask
from ...words import Catalogue
from .batches import Batch, Batches
from .tray import Tray


class Notices(QObject):
    """One message a batch. Quiet while the window is in front, unless that is wished. Lives in the main thread."""

    task_wanted = Signal(object)
    """The number of the upload that a message was about."""

    failed_wanted = Signal()
    """It was about several that failed or ask."""

    window_wanted = Signal()
    """It was about files that are done."""

    def __init__(
        self, application: Application, batches: Batches, tray: Tray, window: QWidget, silent: Callable[[], bool]
    ) -> None:
        """`silent` is true while another part of the program says that the files are through."""
        super().__init__(window)
        self._application = application
        self._tray = tray
        self._window = window
        self._last: Batch | None = None
        self._failed = self._asking = 0
        self._silent = silent
        batches.ended.connect(self.tell)
        tray.message_clicked.connect(self._on_clicked)

    def tell(self, batch: Batch) -> None:
        """Say what came of a batch, where that is wished."""
        in_front = self._window.isActiveWindow()
        if not in_front:
            self._failed += batch.totals.failed
            self._asking += batch.totals.asking
            self._tray.show_attention(self._failed, self._asking)
        settings = self._application.settings
        if self._silent() or (in_front and not settings.notify_in_front) or not kinds_of(batch) & set(settings.notify):
            return
        self._last = batch
        title, text = notice_words(batch, self._application.words)
        self._tray.say(title, text, bad=bool(batch.totals.failed))

    def seen(self) -> None:
        """The window has come to the front: what failed or asks can be seen there."""
        if self._failed or self._asking:
            self._failed = self._asking = 0
            self._tray.show_attention(0, 0)

    def _on_clicked(self) -> None:
        batch, self._last = self._last, None
        if batch is not None and batch.only is not None:
            self.task_wanted.emit(batch.only.id)
        elif batch is not None and batch.needs_person:
            self.failed_wanted.emit()
        else:
            self.window_wanted.emit()


def kinds_of(batch: Batch) -> set[Notice]:
    """Of what kinds a batch is."""
    totals = batch.totals
    found = ((Notice.ENDED, totals.done), (Notice.FAILED, totals.failed), (Notice.ASKS, totals.asking))
    return {kind for kind, count in found if count}


def notice_words(batch: Batch, words: Catalogue) -> tuple[str, str]:
    """A message's title and text."""
    totals, only = batch.totals, batch.only
    if only is not None and totals.done + totals.failed + totals.asking == 1:
        return words.tr("{name}", name=only.file_name[:100]), _of_one(only, totals, words)
    lines = []
    if totals.done:
        lines.append(words.trn("{count} file is saved.", "{count} files are saved.", totals.done))
    if totals.failed:
        lines.append(words.trn("{count} file failed.", "{count} files failed.", totals.failed))
    if totals.asking:
        lines.append(words.trn("{count} file needs an answer.", "{count} files need an answer.", totals.asking))
    title = words.tr("Some files need you") if batch.needs_person else words.tr("Your files are saved")
    return title, "\n".join(lines)


def _of_one(task: UploadTask, totals: DayTotals, words: Catalogue) -> str:
    if totals.failed:
        return str(words.error(task.error_code or "", task.error_params).title)
    if totals.asking:
        return words.tr("It needs an answer.")
    return words.trn("{count} row is saved.", "{count} rows are saved.", task.rows_saved or 0)
