"""Where datasets come from: the columns of a file, or a definition."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...intake.source import DEFINITION_SUFFIX, read_definition
from ...model.dataset import Dataset
from ...model.draft import Draft
from ...words import Catalogue
from ..dialogs import open_dialog
from ..widgets import button, card, label
from .trial import Trial
from .trying import QUIET


class NewFromFile(QWidget):
    """The button that asks for the file, and, while it is read, the one that gives it up."""

    inferred = Signal(object)
    """The `Dataset` that the file proposes."""
    failed = Signal(object)
    """The `UploaderError` for which there is none."""

    def __init__(self, trial: Trial, words: Catalogue) -> None:
        super().__init__()
        self._trial = trial
        self._words = words
        self.ask = button(words.tr("New from a file…"))
        self.stop = button(words.tr("Stop reading the file"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stop)
        row.addWidget(self.ask)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self.stop.show)
        self.stop.hide()
        self.ask.clicked.connect(self._on_ask)
        self.stop.clicked.connect(trial.cancel)
        trial.finished.connect(self._on_finished)

    def _on_ask(self) -> None:
        dialog = open_dialog(self, self._words.tr("New from a file"))
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, name: str) -> None:
        """Find out which columns the file has."""
        path = Path(name)
        self._trial.run(
            lambda trials, progress, stop: trials.infer(path, progress, stop), self.inferred.emit, self.failed.emit
        )
        self._quiet.start()

    def _on_finished(self) -> None:
        self._quiet.stop()
        self.stop.hide()


def free_name(dataset: Dataset, taken: Callable[[str], bool]) -> str:
    """The dataset's name, with a number behind it where another one is called so."""
    name, number = dataset.name, 2
    while taken(name):
        name, number = f"{dataset.name}_{number}", number + 1
    return name


def read_draft(path: Path, known: Callable[[str], Dataset | None]) -> Draft:
    """The definition in a file, as a change of the dataset that is called like it, or as a new one. Reads the file."""
    schema = read_definition(path)
    called = path.name.removesuffix(DEFINITION_SUFFIX).removesuffix(".json")
    saved = known(called)
    return Draft(called, schema) if saved is None else Draft.of(saved).with_schema(schema)


def nothing_yet(words: Catalogue) -> QFrame:
    """What stands on the page before there is a dataset."""
    empty, inside = card(), QVBoxLayout()
    empty.setLayout(inside)
    inside.addStretch(1)
    inside.addWidget(label(words.tr("A dataset says what a kind of file must look like."), bold=True, wrap=True))
    first = words.tr("Add a file on the page Uploads: its columns make the first dataset.")
    inside.addWidget(label(first, tone="soft", wrap=True))
    inside.addStretch(1)
    return empty
