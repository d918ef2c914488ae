"""Files that are made of an upload, which may take a while: in the background, with progress and a way out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..model.errors import UploaderError
from ..model.task import UploadTask
from ..words import Catalogue
from ..words.marking import N_
from .background import Background
from .opening import open_file
from .toast import Toast

REPORT_INTERVAL = 0.1
"""Seconds between two sentences about how far it is."""

Report = Callable[[int, int | None], None]
"""Told how far the work is, and of how much."""
Stopping = Callable[[], bool]
Made = tuple[Path, str]
"""The file, and the sentence for the end."""


class GivenUp(Exception):
    """A person has cancelled it."""


@dataclass(frozen=True, slots=True)
class Copying:
    """What is said of it, with {name}."""

    doing: str
    share: str
    """The same with {share}, how far it is."""
    busy: str
    cancelled: str


MARKING = Copying(
    N_("Marking {name}…"),
    N_("Marking {name}… {share}"),
    N_("{name} is being marked. Wait for its end."),
    N_("Cancelled. {name} was not marked."),
)
SAVING = Copying(
    N_("Saving {name}…"),
    N_("Saving {name}… {share}"),
    N_("{name} is being saved. Wait for its end."),
    N_("Cancelled. {name} was not saved."),
)


class Copies(QObject):
    """One at a time. Lives in the main thread; `close` gives up what is being made."""

    _progressed = Signal(float)

    def __init__(
        self, copying: Copying, background: Background, words: Catalogue, toast: Toast, window: QWidget
    ) -> None:
        super().__init__(window)
        self._copying = copying
        self._background = background
        self._words = words
        self._toast = toast
        self._stop = Event()
        self._task: UploadTask | None = None
        self._shown = 0.0
        self._progressed.connect(self._say_share)

    def is_free(self) -> bool:
        """True where another can be made now; else the person is told that one is under way."""
        if self._task is not None:
            self._toast.say(self._words.tr(self._copying.busy, name=self._task.file_name))
        return self._task is None

    def make(
        self,
        task: UploadTask,
        work: Callable[[Report, Stopping], Any],
        made: Callable[[Any], Made],
    ) -> None:
        """Have `work` make a file of this upload, off the main thread.

        It raises `GivenUp` where it is stopped. `made` says what its result is, in the main thread.
        """
        self._task, self._shown = task, 0.0
        self._stop.clear()
        self._say(None)
        self._background.run(lambda: self._work(work), partial(self._on_made, made), self._on_failed)

    def close(self) -> None:
        """Give up what is being made."""
        self._stop.set()

    def _work(self, work: Callable[..., Any]) -> Any:
        try:
            return work(self._report, self._stop.is_set)
        except GivenUp:
            return None

    def _report(self, done: int, total: int | None) -> None:
        """Off the main thread, however often."""
        if total and done and monotonic() - self._shown >= REPORT_INTERVAL:
            self._shown = monotonic()
            self._progressed.emit(min(1.0, done / total))

    def _say_share(self, share: float) -> None:
        if self._task is not None:
            self._say(share)

    def _say(self, share: float | None) -> None:
        name, words = self._task.file_name if self._task is not None else "", self._words
        if share is None:
            said = words.tr(self._copying.doing, name=name)
        else:
            said = words.tr(self._copying.share, name=name, share=words.share(share))
        self._toast.say(said, stay=True, offer=(words.tr("Cancel"), self._stop.set))

    def _on_made(self, made: Callable[[Any], Made], result: Any) -> None:
        task, self._task = self._task, None
        if result is None:
            self._toast.say(self._words.tr(self._copying.cancelled, name=task.file_name if task else ""))
            return
        path, sentence = made(result)
        self._toast.say(sentence, offer=(self._words.tr("Open"), partial(open_file, path, self._toast)))

    def _on_failed(self, error: UploaderError) -> None:
        self._task = None
        self._toast.say(str(self._words.exception(error)), stay=True)
