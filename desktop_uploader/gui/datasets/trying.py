"""Tries a draft on a file and on the saved rows, and says in one line whether they fit."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...model.draft import Draft
from ...model.errors import UploaderError
from ...model.jobs import CheckResult, SavedCheckResult
from ...model.problem import Problem
from ...model.progress import Progress
from ...words import Catalogue
from ...worker.trials import Trials
from ..dialogs import open_dialog
from ..flow import flowing
from ..plain import brief
from ..widgets import Message, button, label
from .trial import Then, Trial, Work

QUIET = 300
"""Milliseconds before it is shown that something is under way."""


class Trying(QWidget):
    """The buttons, and below them how far the trial is, or the answer."""

    found = Signal(object, int)
    """The `Problem`s that are told one by one, and how many there are; none where nothing is known any more."""
    show_them = Signal()

    def __init__(self, trials: Trials, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._draft: Draft | None = None
        self.trial = Trial(trials, self)
        self.file = button(words.tr("Try it on a file…"), "chip")
        self.saved = button(words.tr("Try on saved records"), "chip")
        self.cancel = button(words.tr("Cancel"), "chip")
        self.answer = Message()
        self.them = button(words.tr("Show them"), "chip")
        self._stage = label(tone="soft")
        self._buttons = flowing(self.file, self.saved)
        self._under_way = QWidget()
        row = QHBoxLayout(self._under_way)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stage)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._buttons)
        column.addWidget(self._under_way)
        column.addWidget(self.answer)
        self.answer.add(self.them)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._under_way.show)
        self.file.clicked.connect(self._on_file)
        self.saved.clicked.connect(lambda: self.try_on_saved())
        self.cancel.clicked.connect(self.trial.cancel)
        self.them.clicked.connect(self.show_them)
        self.trial.moved.connect(self._on_moved)
        self.trial.finished.connect(self._on_finished)
        self._under_way.hide()
        self.answer.hide()

    def offer(self, offered: bool) -> None:
        """Whether there is a draft in sight to be tried."""
        self._buttons.setVisible(offered)

    def show_draft(self, draft: Draft) -> None:
        """Try this one from now on; what was found out of another one holds no more."""
        before, self._draft = self._draft, draft
        self.saved.setEnabled(draft.saved is not None)
        if before is None or (before.name, before.schema) != (draft.name, draft.schema):
            # Of the page's trials only one of a draft: a file that is read for a new dataset goes on being read.
            if self._quiet.isActive() or not self._under_way.isHidden():
                self.trial.cancel()
            self._forget()

    def try_on_file(self, name: str) -> None:
        """Find out what an import of the file would do."""
        if self._draft is not None:
            path, wanted = Path(name), self._draft.wanted
            self._begin(
                lambda trials, progress, stop: (path.name, trials.on_file(path, wanted, progress, stop)),
                self._on_checked,
            )

    def try_on_saved(self, *, show: bool = False) -> None:
        """Find out which saved rows would not fit, and bring them into sight where `show` says so."""
        if self._draft is not None:
            wanted, renamed = self._draft.wanted, self._draft.renamed
            self._begin(
                lambda trials, progress, stop: trials.on_saved(wanted, renamed, progress, stop),
                partial(self._on_saved_checked, show),
            )

    def _begin(self, work: Work, then: Then) -> None:
        # First, as it ends what was under way and what is shown of that.
        self.trial.run(work, then, self._on_failed)
        self._forget()
        self._stage.setText(self._words.tr("It is tried…"))
        self._quiet.start()

    def _on_file(self) -> None:
        dialog = open_dialog(self, self._words.tr("Try it on a file"))
        dialog.fileSelected.connect(self.try_on_file)
        dialog.open()

    def _on_moved(self, progress: Progress) -> None:
        stage, words = self._words.stage(progress.stage), self._words
        if progress.total:
            share = words.share(min(1.0, progress.done / progress.total))
            self._stage.setText(words.tr("{stage}, {share}", stage=stage, share=share))
        else:
            self._stage.setText(stage)

    def _on_finished(self) -> None:
        self._quiet.stop()
        self._under_way.hide()

    def _on_checked(self, found: tuple[str, CheckResult]) -> None:
        (name, result), words = found, self._words
        wrong = sum(total.count for total in result.totals)
        if wrong:
            told = words.trn(
                "Tried on {file}: {count} thing does not fit.",
                "Tried on {file}: {count} things do not fit.",
                wrong,
                file=brief(name),
            )
        else:
            told = words.trn(
                "Tried on {file}: its {count} row fits.",
                "Tried on {file}: all {count} rows fit.",
                result.counts.saved,
                file=brief(name),
            )
        self._say(told, wrong, result.problems)

    def _on_saved_checked(self, show: bool, result: SavedCheckResult) -> None:
        words = self._words
        if result.wrong:
            told = words.trn(
                "Tried on the saved rows: {count} of {rows} does not fit.",
                "Tried on the saved rows: {count} of {rows} do not fit.",
                result.wrong,
                rows=result.rows,
            )
        else:
            told = words.trn(
                "Tried on the {count} saved row: it fits.",
                "Tried on the {count} saved rows: all fit.",
                result.rows,
            )
        self._say(told, sum(total.count for total in result.totals), result.problems)
        if show and result.problems:
            self.show_them.emit()

    def _on_failed(self, error: UploaderError) -> None:
        told = self._words.exception(error)
        self.them.hide()
        self.answer.say("bad", told.title, told.advice)
        self.answer.show()

    def _say(self, told: str, wrong: int, problems: Sequence[Problem]) -> None:
        self.them.setVisible(bool(problems))
        self.answer.say("bad" if wrong else "ok", told, "")
        self.answer.show()
        self.found.emit(problems, wrong)

    def _forget(self) -> None:
        """What was found holds no more."""
        self.answer.hide()
        self.found.emit((), 0)
