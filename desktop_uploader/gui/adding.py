"""Adding files and folders from the window: in the background, with a line that says how far it is."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..bootstrap import Application
from ..model.errors import UploaderError, UsageError
from ..model.kinds import KINDS
from ..model.question import NEW_DATASET, Answers
from ..model.status import TaskStatus
from .adding_strip import AddingStrip, LeftOutDialog
from .background import Background
from .dialogs import folder_dialog, open_dialog
from .toast import Toast

if TYPE_CHECKING:
    from ..intake import ManyFiles, Moved, Outcome

ASK_FIRST: Answers = {NEW_DATASET: "ask"}
"""Somebody is there to be asked."""

PATTERNS = " ".join(f"*.{kind}" for kind in KINDS)
FOLDER = "adding/folder"
"""Where the last files were chosen; the next are looked for there."""

FEW = 20
"""Files that are added without a word about it."""


class Adding(QObject):
    """One adding at a time, the others wait. Lives in the main thread; `close` ends what is under way."""

    added = Signal()
    """There are new rows."""
    idle = Signal()
    """The last adding is over, and nothing of it is still to be decided."""
    added_alone = Signal(int)
    """The number of an upload whose file was added by itself."""
    troubled = Signal(object, object)
    """As `Background.troubled`."""
    _moved = Signal(object)

    def __init__(
        self, application: Application, strip: AddingStrip, toast: Toast, remembered: QSettings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._application = application
        self._words = application.words
        # A pool of its own: an adding takes minutes, and the window's questions must not wait for it.
        self._background = Background(self)
        self._background.failed.connect(self._say_failed)
        self._strip = strip
        self._toast = toast
        self._remembered = remembered
        self._window = window
        self._waiting: deque[tuple[list[Path], Answers]] = deque()
        self._job: ManyFiles | None = None
        self._asking: ManyFiles | None = None
        self._place = ""
        self._last: Moved | None = None
        self._paused = False
        self._moved.connect(self._on_moved)
        strip.pause_wanted.connect(self._on_pause)
        strip.cancel_wanted.connect(self._on_cancel)
        strip.decided.connect(self._on_decided)

    def add(self, picked: Sequence[Path], answers: Answers = ASK_FIRST) -> None:
        """Add files and the files of folders: each gets its row soon; what cannot be added is said.

        `answers` settle questions beforehand; without any, a new kind of file is shown to the person first. Before the
        application is open they wait for `go_on`.
        """
        if picked:
            self._waiting.append((list(picked), answers))
            self._next()

    def go_on(self) -> None:
        """The application is open now: add what was to be added before."""
        self._next()

    @property
    def busy(self) -> bool:
        """True while files are being added, or a person has yet to decide about some."""
        return self._job is not None or self._asking is not None or bool(self._waiting)

    @property
    def copying(self) -> bool:
        """True while files are being added, or will be once the application is open."""
        return self._job is not None or bool(self._waiting)

    def add_samples(self) -> None:
        """Add the program's own samples, about which nothing needs to be asked."""
        self._background.run(lambda: self._application.intake.sample_files(), self._on_samples)

    def choose_files(self) -> None:
        """Ask for files with the platform's own dialog, which does not hold the window up."""
        tr = self._words.tr
        kinds = f"{tr('Excel and CSV files')} ({PATTERNS});;{tr('All files')} (*)"
        dialog = open_dialog(self._window, tr("Add files"), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def choose_folder(self) -> None:
        """Ask for a folder."""
        self._open(folder_dialog(self._window, self._words.tr("Add a folder")))

    def say_refused(self, refused: Sequence[UploaderError]) -> None:
        """Say what could not be added."""
        words = [str(self._words.exception(error)) for error in refused[:3]]
        lines = [self._words.tr("Not added: {errors}", errors="\n".join(words))]
        if len(refused) > len(words):
            lines.append(self._words.tr("and {count} more.", count=len(refused) - len(words)))
        self._toast.say("\n".join(lines), stay=True)

    def close(self) -> None:
        """Give up what is under way; what was added until now is kept."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()
        self._background.close()

    def _open(self, dialog: QFileDialog) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(str(self._remembered.value(FOLDER) or documents))
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _next(self) -> None:
        if not self.busy:
            self.idle.emit()
        if self._job is not None or not self._waiting or not self._application.opened:
            return
        from ..intake import Given

        picked, answers = self._waiting.popleft()
        self._place = picked[0].name if len(picked) == 1 else picked[0].parent.name or str(picked[0].parent)
        job = self._application.many_files(
            picked, Given(answers=answers), alone_too=False, patient=True, tell=self._moved.emit
        )
        if self._asking is not None:
            # What nobody has decided yet is asked about together with what comes now.
            job.outcome.known += self._asking.outcome.known
            self._asking = None
            self._strip.hide()
        self._start(job, again=False)

    def _start(self, job: "ManyFiles", *, again: bool) -> None:
        self._job, self._paused, self._last = job, False, None
        self._background.run(job.add_again if again else job.run, self._on_ended, self._on_failed)

    def _on_moved(self, moved: "Moved") -> None:
        if self._job is None:
            return
        self._last = moved
        self.troubled.emit(self, moved.waits_for)
        if moved.found > FEW or moved.waits_for is not None:
            self._show()

    def _show(self) -> None:
        if self._last is None:
            return
        code = "paused" if self._paused else "moving" if self._last.listed else "listing"
        params = {"place": self._place, "done": self._last.done, "found": self._last.found}
        self._strip.show_moved(self._words.adding(code, params), paused=self._paused)

    def _on_pause(self) -> None:
        if self._job is not None:
            self._paused = not self._paused
            (self._job.pause if self._paused else self._job.resume)()
            self._show()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_decided(self, again: bool) -> None:
        job, self._asking = self._asking, None
        self._strip.hide()
        if job is None:
            return
        if again:
            self._start(job, again=True)
        else:
            job.leave_out_known()
            self._say(job.outcome)
            self._next()

    def _say_failed(self, error: UploaderError) -> None:
        self._toast.say(str(self._words.exception(error)), stay=True)

    def _on_failed(self, error: UploaderError) -> None:
        self.troubled.emit(self, None)
        self._say_failed(error)
        self._job = None
        self._strip.hide()
        self.added.emit()
        self._next()

    def _on_ended(self, _nothing: object) -> None:
        job, self._job = self._job, None
        self.troubled.emit(self, None)
        self._strip.hide()
        self.added.emit()
        if job is None:
            return
        outcome = job.outcome
        if outcome.found == 1 and len(outcome.ids) == 1:
            self.added_alone.emit(outcome.ids[0])
        if outcome.known and not outcome.cancelled:
            self._asking = job
            # It would stand over the question.
            self._toast.hide()
            self._strip.ask(self._words.adding("known", {"count": len(outcome.known)}))
        else:
            self._say(outcome)
        self._next()

    def _say(self, outcome: "Outcome") -> None:
        """One sentence for the end; a few files that were all added need none."""
        from ..intake import Why

        refused = [error for _, why, error in outcome.told if error is not None and why is Why.REFUSED]
        if outcome.cancelled:
            words = self._words.adding("stopped", {"count": len(outcome.ids), "found": outcome.found})
            take_back = partial(self._take_back, list(outcome.ids))
            offer = (self._words.tr("Cancel these too"), take_back)
            self._toast.say(words, stay=True, offer=offer if outcome.ids else None)
        elif outcome.found <= FEW and set(outcome.left_out) == {Why.REFUSED}:
            self.say_refused(refused)
        elif outcome.left_out or outcome.found > FEW:
            details = (self._words.tr("Details"), partial(self._show_left_out, outcome)) if outcome.told else None
            self._toast.say(self._words.added(len(outcome.ids), outcome.left_out), stay=True, offer=details)

    def _take_back(self, ids: list[int]) -> None:
        self._background.run(lambda: self._cancel_unstored(ids), self._on_taken_back)

    def _cancel_unstored(self, ids: list[int]) -> None:
        for first in range(0, len(ids), 500):
            for task in self._application.history.tasks_by_id(ids[first : first + 500]):
                if task.status is TaskStatus.UPLOADING:
                    try:
                        self._application.cancel(task.id)
                    except UsageError:
                        continue

    def _on_taken_back(self, _nothing: object) -> None:
        self.added.emit()

    def _show_left_out(self, outcome: "Outcome") -> None:
        lines = [
            f"{path}: {self._words.exception(error) if error is not None else self._words.adding(f'why:{why}', {})}"
            for path, why, error in outcome.told
        ]
        dialog = LeftOutDialog(lines, outcome.left_out.total() - len(lines), self._words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_chosen(self, files: list[str]) -> None:
        self._remembered.setValue(FOLDER, str(Path(files[0]).parent))
        self.add([Path(name) for name in files])

    def _on_samples(self, paths: list[Path]) -> None:
        self.add(paths, {})
